// 工作台：快捷键、草稿自动保存、谁也在看。没有脚本时每一页照常可用。
(function () {
  "use strict";
  var body = document.body;
  var token = function () { var field = document.querySelector("[name=csrfmiddlewaretoken]"); return field ? field.value : ""; };

  // ── 快捷键：/ 查找，N 登记，J K 上下移动；输入法组字、正在输入时不动 ──
  var at = -1;
  function move(step) {
    var links = document.querySelectorAll(".q tbody .ttl");
    if (!links.length) { return; }
    at = Math.max(0, Math.min(links.length - 1, at + step));
    links[at].focus();
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) { return; }
    if (localStorage.getItem("keys") === "off") { return; }
    var key = event.key.toLowerCase();
    if (key === "/") { var find = document.getElementById("find"); if (find) { event.preventDefault(); find.focus(); } }
    else if (key === "n") { var link = document.querySelector("[data-key=n]"); if (link) { link.click(); } }
    else if (key === "j") { move(1); }
    else if (key === "k") { move(-1); }
  });

  // ── 草稿：停下来两秒就保存，交出去以后由服务器删掉 ──
  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    var timer = null, note = document.createElement("span"), handed = false;
    note.className = "small muted"; note.setAttribute("role", "status");
    var row = form.querySelector(".go"); if (row) { row.appendChild(note); }
    function save() {
      if (handed) { return; }
      var data = new FormData();
      new FormData(form).forEach(function (value, name) { if (typeof value === "string") { data.append(name, value); } });
      data.set("place", form.dataset.draft);
      fetch(body.dataset.drafts, { method: "POST", body: data, headers: { "X-CSRFToken": token() } })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (said) { note.textContent = said ? "草稿已保存 " + said.saved : "草稿没有保存上，请先复制内容"; })
        .catch(function () { note.textContent = "网络不通，草稿没有保存上"; });
    }
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(save, 2000); });
    form.addEventListener("submit", function () { handed = true; clearTimeout(timer); });
  });

  // ── 谁也在看，别人有没有改动 ──
  var here = body.dataset.here, told = document.getElementById("here");
  function look() {
    if (document.hidden) { return; }
    fetch(here).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (said) {
      if (!said) { return; }
      var words = [];
      if (said.others.length) { words.push(said.others.join("、") + "也打开了这件申请。"); }
      if (String(said.version) !== body.dataset.version) { words.push("别人刚刚改动了这件申请，请刷新看新的情况；您没有交的内容会保留。"); }
      told.textContent = words.join(""); told.hidden = !words.length;
    }).catch(function () {});
  }
  if (here && told) { look(); setInterval(look, 30000); }

  var errors = document.getElementById("errors");
  if (errors) { errors.focus(); }
})();
