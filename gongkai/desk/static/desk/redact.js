// 区分处理：在页面上拖动画框，点框取消；没有脚本时用列表里的勾选。
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg", form = document.getElementById("marks");
  if (!form) { return; }
  function place(svg, event) {
    var box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
    return { x: (event.clientX - box.left) * view.width / box.width, y: (event.clientY - box.top) * view.height / box.height };
  }
  function value(svg, rect) {
    var x = +rect.getAttribute("x"), y = +rect.getAttribute("y");
    return [svg.dataset.page, x.toFixed(1), y.toFixed(1), (x + +rect.getAttribute("width")).toFixed(1), (y + +rect.getAttribute("height")).toFixed(1)].join(":");
  }
  function drop(rect) {
    var box = form.querySelector('[name=mark][value="' + rect.dataset.mark + '"]');
    if (box && box.type === "hidden") { box.remove(); } else if (box) { box.checked = false; }
    rect.remove();
  }
  form.querySelectorAll("svg").forEach(function (svg) {
    var start = null, rect = null;
    svg.addEventListener("pointerdown", function (event) {
      if (event.target.tagName === "rect") { drop(event.target); return; }
      start = place(svg, event); rect = document.createElementNS(SVG, "rect"); svg.appendChild(rect);
      svg.setPointerCapture(event.pointerId); event.preventDefault();
    });
    svg.addEventListener("pointermove", function (event) {
      if (!start) { return; }
      var now = place(svg, event);
      rect.setAttribute("x", Math.min(start.x, now.x)); rect.setAttribute("y", Math.min(start.y, now.y));
      rect.setAttribute("width", Math.abs(start.x - now.x)); rect.setAttribute("height", Math.abs(start.y - now.y));
    });
    svg.addEventListener("pointerup", function () {
      if (!start) { return; }
      start = null;
      if (+rect.getAttribute("width") < 3 || +rect.getAttribute("height") < 3) { rect.remove(); return; }
      rect.dataset.mark = value(svg, rect);
      var field = document.createElement("input");
      field.type = "hidden"; field.name = "mark"; field.value = rect.dataset.mark; form.appendChild(field);
    });
  });
  form.addEventListener("change", function (event) {
    if (event.target.name !== "mark" || event.target.type !== "checkbox") { return; }
    form.querySelectorAll("rect").forEach(function (rect) {
      if (rect.dataset.mark === event.target.value) { rect.style.display = event.target.checked ? "" : "none"; }
    });
  });
})();
