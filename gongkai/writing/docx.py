"""A report as a Word file in official layout (GB/T 9704): the parts of the package filled from templates.

28 characters a line come from a pitch of 15.75 pt in the styles, 22 lines a page from the grid of lines: a grid of
characters, which would do the same in Word, makes LibreOffice give every character two places.
"""

import io
import zipfile
from dataclasses import dataclass

from gongkai.core.reports import Report
from gongkai.writing import fitting, press, templates
from gongkai.writing.layout import layout
from gongkai.writing.pictures import NO_PLACES, Placed, Places
from gongkai.writing.tables import Box, Form, Table

# In the order in which offices write them: the list of contents comes first.
_PARTS = {
    "[Content_Types].xml": "docx/content_types.xml",
    "_rels/.rels": "docx/rels.xml",
    "docProps/core.xml": "docx/core.xml",
    "docProps/app.xml": "docx/app.xml",
    "word/document.xml": "docx/document.xml",
    "word/styles.xml": "docx/styles.xml",
    "word/settings.xml": "docx/settings.xml",
    "word/fontTable.xml": "docx/font_table.xml",
    "word/footer1.xml": "docx/footer_odd.xml",
    "word/footer2.xml": "docx/footer_even.xml",
    "word/_rels/document.xml.rels": "docx/document_rels.xml",
}
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the same report gives the same bytes
_EMU = 12700  # in a point
_DOTS = 2.5  # of a chart for each of its pixels: 240 an inch
# In twentieths of a point:
_TEXT_WIDTH = 8845  # A4 without margins of 28 and 26 mm
_PADDING = 30  # of a cell, left and right
_HEIGHTS = {"proactive": 454, "applications": 369, "remedies": 369}
_SIZES = {"proactive": 10.5, "applications": 9.0, "remedies": 9.0}  # of type, in points

# width, columns spanned, vertical merge, side, room on both sides, size in half points, text
_Cell = tuple[int, int, str, str, int, int, str]
_Row = tuple[bool, bool, list[_Cell]]  # stands at the top of every page, stays with the next, cells


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A table as its template draws it."""

    caption: str
    widths: tuple[int, ...]
    height: int
    rows: list[_Row]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture as its template places it, with its size in English metric units."""

    number: int
    caption: str
    alternative: str
    file: str
    wide: int
    high: int
    data: bytes


def write(report: Report, pictures: Places = NO_PLACES) -> bytes:
    """The report as the bytes of a .docx. Charts are drawn as PNG: offices of today still open SVG as an empty frame."""
    printed = layout(report)
    tables = {section.key: _drawn(section.table) for section in printed.sections if section.table}
    shown = {part: [_shown(each) for each in found] for part, found in pictures.items()}
    media = [each for found in shown.values() for each in found]
    values = {"layout": printed, "tables": tables, "pictures": shown, "media": media}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, template in _PARTS.items():
            text = templates.fill(template, values)
            container.writestr(zipfile.ZipInfo(name, _NO_DAY), text, zipfile.ZIP_DEFLATED, 4)
        for each in media:
            container.writestr(zipfile.ZipInfo(f"word/media/{each.file}", _NO_DAY), each.data)
    return target.getvalue()


def _shown(picture: Placed) -> _Shown:
    kind = "png" if picture.kind == "svg" else picture.kind
    data = press.pictured(picture.data, _DOTS) if picture.kind == "svg" else picture.data
    wide, high = (round(size * _EMU) for size in (picture.wide, picture.high))
    return _Shown(
        picture.number, picture.caption, picture.alternative, f"picture{picture.number}.{kind}", wide, high, data
    )


def _drawn(table: Table) -> _Drawn:
    form = table.form
    widths = _widths(form)
    rows = [
        (number < form.title_rows, form.stays(number), [_cell(table, widths, *each) for each in row])
        for number, row in enumerate(form.rows)
    ]
    return _Drawn(form.caption, widths, _HEIGHTS[form.key], rows)


def _cell(table: Table, widths: tuple[int, ...], box: Box, is_continued: bool) -> _Cell:  # noqa: FBT001
    width = sum(widths[box.column : box.column + box.columns])
    inner, size, text = (width - 2 * _PADDING) / 20, _SIZES[table.form.key], table.text(box)
    merge = ("continue" if is_continued else "restart") if box.rows > 1 else ""
    side = "left" if box.role == "row" and not box.block else ""
    room = 0.0
    if box.is_figure:
        size = fitting.size(text, inner, size)
    elif box.role == "column":
        room = fitting.room_beside(text, inner, size)
    return width, box.columns, merge, side, int(room * 20), int(size * 2), "" if is_continued else text


def _widths(form: Form) -> tuple[int, ...]:
    """Columns wide enough for five figures on a line; labels take what is left."""
    if form.key == "remedies":
        return _shared(_TEXT_WIDTH, form.columns)
    labels = 1 if form.key == "proactive" else next(box.columns for box in form.boxes if box.role == "corner")
    figures = _shared(5800 if form.key == "proactive" else 4760, form.columns - labels)
    groups = (570, 1020, 1020)[: labels - 1]
    return (*groups, _TEXT_WIDTH - sum(figures) - sum(groups), *figures)


def _shared(whole: int, many: int) -> tuple[int, ...]:
    """`whole` in `many` parts that differ by one at most."""
    return tuple(whole * (at + 1) // many - whole * at // many for at in range(many))
