// 年度报告的文字：每二十秒自动保存，句子插到光标处。没有脚本时都是普通表单。
(function () {
  "use strict";
  var form = document.querySelector("form[data-save]");
  if (!form || form.typed.readOnly) { return; }
  var kept = form.typed.value, told = document.getElementById("saved"), busy = false, wanted = null;
  function save() {
    if (busy || form.typed.value === kept) { return; }
    var now = form.typed.value; busy = true;
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } }).then(function (answer) {
      var kind = answer.headers.get("Content-Type") || "";
      return kind.indexOf("json") < 0 ? { error: "没有保存上：登录可能过期了。请先复制文字，再重新打开这一页" } : answer.json();
    }).then(function (said) {
      if (said.error) { told.textContent = said.error; told.className = "small bad"; return; }
      kept = now; form.base.value = said.base; told.className = "small muted"; told.textContent = "自动保存 " + said.saved + (said.notes.length ? "；" + said.notes.join("；") : "");
    }).catch(function () { told.textContent = "网络不通，没有保存上"; }).then(function () { busy = false; if (wanted) { wanted.click(); } });
  }
  setInterval(save, 20000);
  addEventListener("beforeunload", function (event) { if (form.typed.value !== kept) { event.preventDefault(); } });
  form.addEventListener("submit", function (event) {
    if (busy) { event.preventDefault(); wanted = event.submitter || form.querySelector(".btn"); return; }
    kept = form.typed.value;
  });
  document.querySelectorAll("[data-insert]").forEach(function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault(); form.typed.focus();
      form.typed.setRangeText(button.value, form.typed.selectionStart, form.typed.selectionEnd, "end");
    });
  });
})();
