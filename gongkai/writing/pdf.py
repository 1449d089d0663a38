"""A report as PDF/A-2b in official layout (GB/T 9704), set by Typst. The text is data for the template, never part of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from threading import Lock

import typst

from gongkai.core.reports import Report
from gongkai.writing import fitting, fonts, templates
from gongkai.writing.errors import CannotWrite
from gongkai.writing.layout import Layout, Paragraph, layout
from gongkai.writing.tables import Box, Form, Table

_TEXT_WIDTH = 442.2  # points: A4 without margins of 28 and 26 mm
_PADDING = {"proactive": 3.0, "applications": 2.0, "remedies": 1.5}  # of a cell, left and right
_SIZES = {"proactive": 10.5, "applications": 9.0, "remedies": 9.0}
_NO_GLYPH = re.compile(r"the text [`\"]*(.+?)[`\"]* could not be displayed")


@dataclass(frozen=True, slots=True)
class _Press:
    """A compiler with its fonts; one report at a time."""

    compiler: typst.Compiler
    template: bytes
    families: dict[str, list[str]]
    title_weight: int
    lock: Lock


def write(report: Report, *, folders: tuple[str, ...] = fonts.FOLDERS) -> bytes:
    """The report as the bytes of a .pdf. Raises CannotWrite where fonts are missing, and says which."""
    press = _press(folders)
    data = json.dumps(_data(layout(report), press), ensure_ascii=False)
    with press.lock:
        try:
            done = press.compiler.compile(press.template, format="pdf", sys_inputs={"data": data}, pdf_standards="a-2b")
        except typst.TypstError as error:
            raise _refusal(error) from error
    assert isinstance(done, bytes)  # a PDF is one file; pictures of pages would be several
    return done


@cache
def _press(folders: tuple[str, ...]) -> _Press:
    letters = {each.role: each for each in fonts.required(folders)}
    families = {role: _with_stand_ins(role, letters) for role in letters}
    compiler = typst.Compiler(font_paths=fonts.load(folders), ignore_system_fonts=True)
    return _Press(compiler, templates.source("report.typ").encode(), families, letters["title"].weight, Lock())


def _with_stand_ins(role: str, letters: Mapping[str, fonts.Chosen]) -> list[str]:
    """The font of a letter, and those that stand in for rare characters it lacks: Kai looks most like FangSong."""
    roles = (role, "kai", "song", "hei") if role in ("fang", "kai") else (role, "song", "hei", "kai")
    return list(dict.fromkeys(letters[each].family for each in roles))


def _refusal(error: typst.TypstError) -> CannotWrite:
    missing = _NO_GLYPH.search(str(error))
    if missing:
        return CannotWrite(
            f"装着的字体里没有这些字：{missing[1]}", "请安装字数更多的字体（fonts-noto-cjk），或者改用 docx"
        )
    return CannotWrite("排版没有成功", f"请改用 docx，并把这句话告诉管理员：{error}")


# ── data for the template ───────────────────────────────────────────────────────────────────────────────────────────


def _data(printed: Layout, press: _Press) -> dict[str, object]:
    return {
        "fonts": press.families,
        "title_weight": press.title_weight,
        "title": printed.title,
        "author": printed.signature.body,
        "signed": printed.signature.date,
        "day": [printed.day.year, printed.day.month, printed.day.day],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [_paragraph(each) for each in section.paragraphs],
                "table": _table(section.table) if section.table else None,
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
