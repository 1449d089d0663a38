"""A report as a spreadsheet: one sheet of text, one for each table. What is text stays text: nothing is ever a formula."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.core.reports import Cell, Number, Report
from gongkai.writing.errors import CannotWrite
from gongkai.writing.figures import plain
from gongkai.writing.layout import Layout, layout
from gongkai.writing.tables import Box, Table

_SHEETS = {"proactive": "表二", "applications": "表三", "remedies": "表四"}
_WIDTHS = {"proactive": (30, 14), "applications": (34, 9), "remedies": (9, 9)}  # of the labels' column and of figures
_LONGEST = 32_767  # characters that a cell can hold
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")  # may be taken for a formula when somebody edits the cell
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_A4 = 9
_STYLES: dict[str, dict[str, object]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 22, "align": "center"},
    "heading": {"font_name": "黑体", "font_size": 16},
    "text": {"font_name": "仿宋_GB2312", "font_size": 16},
    "signature": {"font_name": "仿宋_GB2312", "font_size": 16, "align": "right"},
    "label": {"font_name": "宋体", "font_size": 11, "border": 1, "align": "center"},
    "row": {"font_name": "宋体", "font_size": 11, "border": 1, "align": "left"},
    "figure": {"font_name": "宋体", "font_size": 11, "border": 1, "align": "center"},
}


@dataclass(slots=True)
class _Book:
    """A workbook and its styles, each made when first needed."""

    book: Workbook
    styles: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def style(self, name: str, text: str = "") -> Format:
        """The style `name`; for a text that begins like a formula the one that keeps it text when it is edited."""
        key = name, text.startswith(_RISKY)
        if key not in self.styles:
            look = {"text_wrap": True, "valign": "vcenter", "quote_prefix": key[1]}
            self.styles[key] = self.book.add_format(look | _STYLES[name])
        return self.styles[key]


def write(report: Report) -> bytes:
    """The report as the bytes of an .xlsx."""
    printed = layout(report)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        created = datetime.combine(printed.day, time())
        book.set_properties({"title": "".join(printed.title), "author": printed.signature.body, "created": created})
        look = _Book(book)
        _write_text(look, printed)
        for section in printed.sections:
            if section.table:
                _write_table(look, section.table, report)
    return target.getvalue()


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write_text(look: _Book, printed: Layout) -> None:
    sheet = look.book.add_worksheet("文字")
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 90)
    for row, (style, text) in enumerate(_lines(printed)):
        _write_words(sheet, (row, 0), text, look.style(style, text))


def _lines(printed: Layout) -> Iterator[tuple[str, str]]:
    yield from (("title", line) for line in printed.title)
    for section in printed.sections:
        if section.heading:
            yield "heading", section.heading
        yield from (("text", each.head + each.text) for each in section.paragraphs)
    yield from (("signature", line) for line in (printed.signature.body, printed.signature.date) if line)


def _write_words(sheet: Worksheet, at: tuple[int, int], text: str, style: Format) -> None:
    if len(text) > _LONGEST:
        raise CannotWrite(
            f"有一段文字长 {len(text)} 字，表格的一格最多放 {_LONGEST} 字", "请把这一段分开，或者改用 docx"
        )
    sheet.write_string(*at, text, style)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write_table(look: _Book, table: Table, report: Report) -> None:
    form = table.form
    sheet = look.book.add_worksheet(_SHEETS[form.key])
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    labels, figures = _WIDTHS[form.key]
    first = min(box.column for box in form.boxes if box.is_figure)
    sheet.set_column(0, form.columns - 1, figures)
    if first:
        sheet.set_column(first - 1, first - 1, labels)
        sheet.freeze_panes(form.title_rows, first)
    if form.title_rows:
        sheet.repeat_rows(0, form.title_rows - 1)
    for box in form.boxes:
        _write_box(look, sheet, table, box, report.cell(box.cell))


def _write_box(look: _Book, sheet: Worksheet, table: Table, box: Box, cell: Cell) -> None:
    text = table.text(box)
    name = "figure" if box.is_figure else "row" if box.role == "row" and not box.block else "label"
    style = look.style(name, text)
    if box.rows > 1 or box.columns > 1:
        sheet.merge_range(box.row, box.column, box.row + box.rows - 1, box.column + box.columns - 1, "", style)
    if cell.value is not None and not cell.unit and is_exact(cell.value):
        sheet.write_number(box.row, box.column, cell.value, look.style(name))
    elif text:
        _write_words(sheet, (box.row, box.column), text, style)
    else:
        sheet.write_blank(box.row, box.column, None, style)


def is_exact(value: Number) -> bool:
    """Whether a spreadsheet keeps a figure as it is: it stores sixteen digits, and shows small figures with exponents."""
    return -(10**16) < value < 10**16 and format(float(value), ".16G") == plain(value)
