"""A report as PDF/A-2b in official layout (GB/T 9704), set by Typst. The text is data for the template, never part of it."""

from itertools import pairwise

from gongkai.core.reports import Report
from gongkai.writing import fitting, fonts, press
from gongkai.writing.layout import Layout, Paragraph, layout
from gongkai.writing.pictures import NO_PLACES, Placed, Places, as_svg
from gongkai.writing.tables import Box, Form, Table

_TEXT_WIDTH = 442.2  # points: A4 without margins of 28 and 26 mm
_PADDING = {"proactive": 3.0, "applications": 2.0, "remedies": 1.5}  # of a cell, left and right
_SIZES = {"proactive": 10.5, "applications": 9.0, "remedies": 9.0}


def write(report: Report, pictures: Places = NO_PLACES, *, folders: tuple[str, ...] = fonts.FOLDERS) -> bytes:
    """The report as the bytes of a .pdf. Raises CannotWrite where fonts are missing, and says which."""
    return press.printed("report.typ", _data(layout(report), _shown(pictures, folders)), folders)


# ── data for the template ───────────────────────────────────────────────────────────────────────────────────────────


def _shown(pictures: Places, folders: tuple[str, ...]) -> dict[str, list[dict[str, object]]]:
    if not pictures:
        return {}
    family = next(each.family for each in fonts.required(folders) if each.role == "hei")
    return {part: [_picture(each, family) for each in found] for part, found in pictures.items()}


def _picture(picture: Placed, family: str) -> dict[str, object]:
    drawn = as_svg(picture, family)
    size = {"wide": picture.wide, "high": picture.high}
    return {"svg": drawn, "caption": picture.caption, "alternative": picture.alternative, **size}


def _data(printed: Layout, pictures: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    return {
        "title": printed.title,
        "author": printed.signature.body,
        "signed": printed.signature.date,
        "day": [printed.day.year, printed.day.month, printed.day.day],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [_paragraph(each) for each in section.paragraphs],
                "table": _table(section.table) if section.table else None,
                "pictures": pictures.get(section.key, []),
            }
            for section in printed.sections
        ],
    }


def _paragraph(paragraph: Paragraph) -> list[str]:
    return [paragraph.head, paragraph.text]


def _table(table: Table) -> dict[str, object]:
    form = table.form
    widths = _widths(form)
    rows = [[_cell(table, widths, box) for box, is_continued in row if not is_continued] for row in form.rows]
    return {
        "widths": widths,
        "padding": _PADDING[form.key],
        "size": _SIZES[form.key],
        "is_whole": form.key == "remedies",
        "groups": [{"head": rows[first:body], "body": rows[body:end]} for first, body, end in _page_groups(form)],
    }


def _page_groups(form: Form) -> list[tuple[int, int, int]]:
    """First row, first row after the headings, and end of what repeats its headings on a new page."""
    if form.title_rows:
        return [(0, form.title_rows, len(form.rows))]
    firsts = [box.row for box in form.boxes if box.role == "block"]
    return [(first, first + 2, end) for first, end in pairwise([*firsts, len(form.rows)])]


def _cell(table: Table, widths: list[float], box: Box) -> list[object]:
    """Columns and rows spanned, whether it begins at the left, room on both sides, size of type, unbroken pieces."""
    text, size, room = table.text(box), _SIZES[table.form.key], 0.0
    pieces = [text]
    width = sum(widths[box.column : box.column + box.columns]) - 2 * _PADDING[table.form.key]
    if box.is_figure:
        size = fitting.size(text, width, size)
        pieces = fitting.pieces(text)
    elif box.role == "column":
        room = fitting.room_beside(text, width, size)
    return [box.columns, box.rows, box.role == "row" and not box.block, room, size, pieces]


def _widths(form: Form) -> list[float]:
    """Columns wide enough for five figures on a line; labels take what is left."""
    if form.key == "remedies":
        return [_TEXT_WIDTH / form.columns] * form.columns
    labels = 1 if form.key == "proactive" else next(box.columns for box in form.boxes if box.role == "corner")
    figures = [(290 if form.key == "proactive" else 238) / (form.columns - labels)] * (form.columns - labels)
    groups = [27.0, 51.0, 51.0][: labels - 1]
    return [*groups, _TEXT_WIDTH - sum(figures) - sum(groups), *figures]
