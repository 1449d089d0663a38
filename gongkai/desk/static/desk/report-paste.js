// 填报：从 WPS、Excel 复制的一块，从点住的那一格往右往下填；形状不合一格都不动，填了可以撤销，保存以前什么都没有改。
(function () {
  "use strict";
  var form = document.querySelector("form.enter"), told = document.getElementById("pasted"), back = document.getElementById("unpaste"), before = [];
  if (!form || !back) { return; }
  function fields(row) { return Array.from(row.querySelectorAll("td input")); }
  function say(text, bad) { told.textContent = text; told.className = bad ? "small bad" : "small"; }
  function put(field, text) { field.value = text; field.dispatchEvent(new Event("input", { bubbles: true })); }
  function misfit(block, rows, columns) {
    var wide = block[0].length;
    if (block.some(function (row) { return row.length !== wide; })) { return "各行的列数不一样，没有粘贴；请选中一个整齐的方块再复制。"; }
    if (wide > columns) { return "粘贴了 " + wide + " 列，从这一格起只有 " + columns + " 列，没有粘贴。"; }
    if (block.length > rows) { return "粘贴了 " + block.length + " 行，从这一格起只有 " + rows + " 行，没有粘贴；请看是不是少选或者多选了。"; }
    return "";
  }
  form.addEventListener("paste", function (event) {
    var from = event.target, text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (from.tagName !== "INPUT" || !/[\t\n]/.test(text)) { return; }
    event.preventDefault();
    if (text.indexOf('"') >= 0) { say("有的单元格里有换行或者引号，没有粘贴；请用“从表格导入”。", true); return; }
    var block = text.split("\n").map(function (row) { return row.split("\t"); }), name = from.closest("table").dataset.block;
    var rows = Array.from(form.querySelectorAll("table[data-block] tbody tr")).filter(function (row) { return row.closest("table").dataset.block === name; });
    var top = rows.indexOf(from.closest("tr")), left = fields(rows[top]).indexOf(from);
    var wrong = misfit(block, rows.length - top, fields(rows[top]).length - left);
    if (wrong) { say(wrong, true); return; }
    before = [];
    block.forEach(function (cells, down) {
      cells.forEach(function (cell, right) {
        var field = fields(rows[top + down])[left + right];
        if (cell.trim()) { before.push([field, field.value]); put(field, cell.trim()); }
      });
    });
    back.hidden = false; say("填了 " + before.length + " 格，空的单元格没有动；核对以后点保存。");
  });
  back.addEventListener("click", function () {
    before.forEach(function (each) { put(each[0], each[1]); });
    before = []; back.hidden = true; say("粘贴的已经撤销。");
  });
})();
