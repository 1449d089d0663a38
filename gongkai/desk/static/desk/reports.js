// 年度报告的表：意见连到格子。没有脚本时意见依次排在表旁边。
(function () {
  "use strict";
  var find = function (id) { return document.getElementById(id); };

  // ── 意见对齐所说的格子，画连线 ──
  function lay(wrap) {
    var margin = wrap.querySelector(".margin"), box = wrap.querySelector(".t3box"), wires = wrap.querySelector(".wires");
    var cards = [].slice.call(margin.children), on = cards.some(function (each) { return each.dataset.for; });
    margin.classList.toggle("on", on); wires.innerHTML = "";
    if (!on) { return; }
    var o = wrap.getBoundingClientRect(), b = box.getBoundingClientRect(), right = b.right - o.left, left = margin.getBoundingClientRect().left - o.left;
    var cells = cards.map(function (each) { var cell = each.dataset.for && find(each.dataset.for); return cell ? cell.getBoundingClientRect() : null; });
    var order = cards.map(function (_, i) { return i; }).sort(function (i, j) { return (cells[i] ? cells[i].top : 1e6) - (cells[j] ? cells[j].top : 1e6) || i - j; });
    var high = cards.map(function (each) { return each.offsetHeight + 12; }), y = [], end = 0;
    order.forEach(function (i) { y[i] = Math.max(end, cells[i] ? cells[i].top - o.top - 14 : 0); end = y[i] + high[i]; });
    var limit = Math.max(b.height + 12, high.reduce(function (sum, each) { return sum + each; }, 0)), paths = "";
    order.slice().reverse().forEach(function (i) { y[i] = Math.min(y[i], limit - high[i]); limit = y[i]; });
    order.forEach(function (i, n) {
      cards[i].style.top = y[i] + "px";
      if (!cells[i]) { return; }
      var m = cells[i].top - o.top + cells[i].height / 2, lane = right + 4 + n * 4 % 12, css = "w-" + cards[i].className.slice(-1);
      paths += '<path class="' + css + '" d="M' + right + " " + m + "C" + lane + " " + m + " " + lane + " " + (y[i] + 22) + " " + left + " " + (y[i] + 22) + '"/><circle class="' + css + '" cx="' + right + '" cy="' + m + '" r="2.5"/>';
    });
    var last = order[order.length - 1];
    margin.style.setProperty("--h", y[last] + high[last] + "px"); wires.innerHTML = paths;
  }
  function all() { document.querySelectorAll(".t3wrap").forEach(lay); }
  addEventListener("load", all); addEventListener("resize", all);
})();
