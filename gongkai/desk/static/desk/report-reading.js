// 读文件的进度：每秒问一次。没有脚本时整页每两秒刷新一次。
(function () {
  "use strict";
  var box = document.querySelector("[data-reading]"), bar = box.querySelector("progress"), says = document.getElementById("how-far");
  var told = document.getElementById("told"), last = Date.now(), silent = 0;

  // 读屏软件每二十秒听到一次，不然每页都打断人
  function tell(words) {
    says.textContent = words;
    if (Date.now() - last > 20000) { told.textContent = words; last = Date.now(); }
  }
  function show(state) {
    silent = 0;
    if (state.over) { location.reload(); return; }
    tell(state.says);
    if (state.total) { bar.max = state.total; bar.value = state.done || 0; } else { bar.removeAttribute("value"); }
    again();
  }
  function lost() { silent += 1; if (silent > 3) { tell("网络不通，文件还在服务器上读"); } again(); }
  function look() {
    fetch(box.dataset.reading, { headers: { Accept: "application/json" } })
      .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.json(); }).then(show).catch(lost);
  }
  function again() { setTimeout(look, 1000); }
  again();
})();
