"""Plain text and markdown: encodings, tab rows, pipe rows, and one cell a line as word processors dump tables."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.encodings import decode
from gongkai.reading.fold import is_mojibake, mend_mojibake
from gongkai.reading.pages import Block, Pages, Paragraph, Table, grid
from gongkai.reading.result import Unreadable

_LEFTOVERS = re.compile(r"\[(?:bookmark|image|toc|hyperlink)\s*:[^\]\n]*\]", re.IGNORECASE)
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}")
_BOX_RULE = re.compile(r"^\s*[+|:=_─━┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═-]*\s*$")
_BARS = str.maketrans("│┃║｜", "||||")
_VALUE = re.compile(r"[+-]?\d*")
_VALUES = 5  # values at the end of a row,
_ROWS = 10  # and so many such rows: a table of values
_MANY = 30  # cells in one line: the whole report stands in it, a cell after another


def claims(data: bytes) -> bool:
    """Anything without zero bytes that decodes; UTF-16 has a byte order mark."""
    return bool(data.strip()) and (data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" not in data[:4096])


def pages(data: bytes) -> Pages:
    """The blocks of a text."""
    text = decode(data)
    remarks: tuple[str, ...] = ()
    if is_mojibake(text):
        text, remarks = mend_mojibake(text), ("原文是被当作GBK打开过的UTF-8，已还原；丢失的字节无法找回",)
    if "\x00" in text:
        raise Unreadable("文件不是文本", "请确认文件没有损坏，或者换成 docx、pdf、html 格式")
    return Pages("text", _all_blocks(text), remarks=remarks)


def _all_blocks(text: str) -> tuple[Block, ...]:
    if _is_values(text):
        with contextlib.suppress(csv.Error):  # a quotation mark that is never closed: not what a table program wrote
            return tuple(_values(text))
    return tuple(_blocks(text))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


def _is_values(text: str) -> bool:
    """Whether a table program wrote the file with commas between the cells (CSV)."""
    return sum(map(_ends_in_values, text.splitlines())) >= _ROWS


def _ends_in_values(line: str) -> bool:
    cells = line.rsplit(",", _VALUES)
    return len(cells) > _VALUES and all(_VALUE.fullmatch(cell.strip(" \t")) for cell in cells[1:])


def _values(text: str) -> Iterator[Block]:
    """Rows of values parted by commas; what stands alone in its row is text."""
    table: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=None)):
        cells = [cell.strip() for cell in row]
        if any(cells[1:]):
            table.append(cells)
            continue
        if table:
            yield grid(table, is_grid=True)
            table = []
        yield from (Paragraph(cell) for cell in cells[:1] if cell)
    if table:
        yield grid(table, is_grid=True)


def _blocks(text: str) -> Iterator[Block]:
    """Consecutive lines of one kind make one block."""
    kind, held = "", list[_Line]()
    for line in _lines(text):
        now = _kind(line.text, kind)
        if now != kind:
            yield from _close(kind, held)
            kind, held = now, []
        held.append(line)
    yield from _close(kind, held)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        clean = _LEFTOVERS.sub(lambda m: " " * len(m.group()), raw).translate(_BARS)
        line = _Line(clean.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), at)
        mark = next((mark for mark in "\t|" if line.text.count(mark) >= _MANY), None)
        yield from _split(line, mark) if mark else [line]
        at += len(raw)


def _kind(line: str, before: str) -> str:
    if line.count("|") >= 2 or (before == "pipes" and ("|" in line or _BOX_RULE.match(line))):
        return "pipes"
    if line.startswith("\t"):
        return "cells" if "\t" not in line[1:] or before == "cells" else "tabs"
    if "\t" in line.strip():
        return "tabs"
    if not line.strip() and before in ("tabs", "cells"):
        return before
    return "words"


def _close(kind: str, held: Sequence[_Line]) -> Iterator[Block]:
    if kind == "words":
        yield from (Paragraph(line.text, start=line.start) for line in held if line.text.strip())
    elif kind == "pipes":
        yield _table([_split(line, "|") for line in held if not _is_rule(line.text)], is_grid=True)
    elif kind == "tabs":
        yield _table([_split(line, "\t") for line in held if line.text.strip()])
    elif kind == "cells":
        yield _table(list(_rows_of_cells(held)))


def _is_rule(line: str) -> bool:
    return bool(_PIPE_RULE.match(line) and not re.search(r"[^\s|:-]", line)) or bool(_BOX_RULE.match(line))


def _table(rows: list[list[_Line]], *, is_grid: bool = False) -> Table:
    return grid(
        [[cell.text for cell in row] for row in rows],
        is_grid=is_grid,
        starts=[[cell.start for cell in row] for row in rows],
    )


def _split(line: _Line, mark: str) -> list[_Line]:
    text, start = line.text, line.start
    if mark == "|":
        lead = len(text) - len(text.lstrip())
        text, start = text.strip(), start + lead
        if text.startswith("|"):
            text, start = text[1:], start + 1
        text = text.removesuffix("|")
    cells = []
    for cell in text.split(mark):
        lead = len(cell) - len(cell.lstrip())
        cells.append(_Line(cell.strip(), start + lead))
        start += len(cell) + 1
    return cells


def _rows_of_cells(held: Sequence[_Line]) -> Iterator[list[_Line]]:
    """One cell a line, each begun with a tab; an empty line ends the row."""
    row: list[_Line] = []
    for line in held:
        if not line.text:
            if row:
                yield row
            row = []
        else:
            text = line.text.replace("\t", " ")
            lead = len(text) - len(text.lstrip())
            row.append(_Line(text.strip(), line.start + lead))
    if row:
        yield row
