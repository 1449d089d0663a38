// 年度报告的表：点数字，明细在表旁边打开，Esc 关上。没有脚本时是普通链接。
(function () {
  "use strict";
  function all() { dispatchEvent(new Event("resize")); }
  function close() { var old = document.querySelector(".margin .drill"), cell = document.querySelector(".t3 .sel"); if (old) { old.remove(); } if (cell) { cell.classList.remove("sel"); } return cell; }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-drills] td a"), margin = document.querySelector(".margin");
    if (!link || !margin || innerWidth < 1081 || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    fetch(link.href + "?panel=1").then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); }).then(function (html) {
      var panel = document.createElement("section");
      close(); panel.className = "drill"; panel.innerHTML = html; panel.dataset.for = link.parentNode.id; panel.tabIndex = -1;
      margin.insertBefore(panel, margin.firstChild); link.parentNode.classList.add("sel"); all(); panel.focus({ preventScroll: true });
    }).catch(function () { location = link.href; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !document.querySelector(".margin .drill")) { return; }
    var cell = close(); all(); if (cell) { cell.querySelector("a").focus({ preventScroll: true }); }
  });
})();
