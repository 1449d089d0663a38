// 主动公开：复制备好的内容，把文件拖进来。没有脚本时照样可以选文件、手工复制。
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var from = document.getElementById(button.dataset.copy), told = document.getElementById("copied");
      function done() { button.textContent = "已复制"; if (told) { told.textContent = "已经复制。"; } }
      function old() { from.select(); document.execCommand("copy"); done(); }
      if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(from.value).then(done, old); } else { old(); }
    });
  });
  document.querySelectorAll("[data-drop]").forEach(function (box) {
    var input = box.querySelector("input[type=file]");
    ["dragenter", "dragover"].forEach(function (name) {
      box.addEventListener(name, function (event) { event.preventDefault(); box.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      box.addEventListener(name, function () { box.classList.remove("over"); });
    });
    box.addEventListener("drop", function (event) { event.preventDefault(); input.files = event.dataTransfer.files; });
  });
})();
