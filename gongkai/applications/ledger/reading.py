"""BYTES OR PASTED CELLS -> SHEET: a register as a table of text, with its heading found. Nothing is understood here yet.

Workbooks are opened in a limited child process: a hostile or broken file may end the child, never the caller.
"""

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.applications.ledger import matching
from gongkai.applications.ledger.child import SECONDS
from gongkai.core.spreadsheets import RISKY

MOST_ROWS = 20_000
MOST_BYTES = 30_000_000
_HEADING_WITHIN = 30  # rows from the top
_LEAST_COLUMNS = 3  # that a heading must have
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
_ASIDE = ("合计", "总计", "小计", "注:", "注：", "备注:", "备注：", "填表", "制表", "填报", "审核人", "说明")
_ENCODINGS = ("utf-8-sig", "gb18030")
_QUOTED = tuple(f"'{sign}" for sign in RISKY)  # made harmless by a register's export
_WAIT = 5  # seconds beyond its own limit that the child may take to start and to answer


class Unreadable(Exception):
    """Cells that cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heading: its number in the file, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading. `others` are the names of the sheets of the file that may be chosen instead."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    others: tuple[str, ...] = ()


def read(data: bytes, name: str, *, sheet: str = "") -> Sheet:
    """The register in a file: xlsx, xls, et, or csv in UTF-8 or GB18030; of several sheets the one named, or the likeliest."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB，请分成几个文件")
    if not data.strip():
        raise Unreadable("文件是空的")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _chosen(_workbook(data), sheet)
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return _found(_separated(_decoded(data)), name)
    raise Unreadable(f"“{name}”不是台账能用的文件；请用 xlsx、xls、et 或者 csv，或者直接粘贴单元格")


def pasted(text: str) -> Sheet:
    """Cells pasted from a spreadsheet, with their heading."""
    if not text.strip():
        raise Unreadable("没有粘贴内容")
    return _found(_cells(text, "\t"), "粘贴的单元格")


def cells(data: bytes, name: str) -> list[tuple[str, ...]]:
    """All cells of a file, of the first sheet that has any, for tables that are no register and have a heading of their own."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB，请分成几个文件")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        filled = [rows for _, rows in _workbook(data) if any(any(cell.strip() for cell in row) for row in rows)]
        return _clean(filled[0]) if filled else []
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return _clean(_separated(_decoded(data)))
    raise Unreadable(f"读不了“{name}”；请用 xlsx、xls、et 或者 csv，或者直接粘贴单元格")


def pasted_cells(text: str) -> list[tuple[str, ...]]:
    """The same for cells pasted from a spreadsheet."""
    return _clean(_cells(text, "\t"))


# ── workbooks ──


def _workbook(data: bytes) -> list[tuple[str, list[list[str]]]]:
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    command = [sys.executable, "-I", "-m", "gongkai.applications.ledger.child"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS + _WAIT, env=environment, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"读了 {SECONDS} 秒还没有读完，已停止；请只留台账另存一份再试") from error
    except ValueError as error:
        raise Unreadable(
            "这个表格文件超出了内存或时间的限度，或者已损坏；请用 Excel 或 WPS 打开后另存一份再试"
        ) from error
    if "fault" in answer:
        raise Unreadable(answer["fault"])
    return [(name, rows) for name, rows in answer["sheets"]]


def _chosen(sheets: list[tuple[str, list[list[str]]]], wanted: str) -> Sheet:
    names = tuple(name for name, rows in sheets if any(any(cell.strip() for cell in row) for row in rows))
    if not names:
        raise Unreadable("表格里没有内容")
    if wanted and wanted not in names:
        raise Unreadable(f"没有工作表“{wanted}”；有：{'、'.join(names)}")
    asked = [(name, rows) for name, rows in sheets if name == wanted or (not wanted and name in names)]
    likeliest = max(asked, key=lambda each: _heading(_clean(each[1]))[0])
    found = _found(likeliest[1], likeliest[0])
    return Sheet(found.header, found.rows, found.name, tuple(name for name in names if name != found.name))


# ── separated values ──


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("看不懂文件的编码，请在 WPS 或 Excel 里另存为 xlsx 再试")


def _separated(text: str) -> list[list[str]]:
    head = text[:4000]
    separator = max("\t,;", key=head.count)
    return _cells(text, separator)


def _cells(text: str, separator: str) -> list[list[str]]:
    """The cells; a quotation mark that is never closed is a character like any other."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    is_paired = lines.count('"') % 2 == 0
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(
        io.StringIO(lines, newline=""),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if is_paired else csv.QUOTE_NONE,
    )
    try:
        return [list(row) for row in reader]
    except csv.Error as error:
        raise Unreadable("看不懂这些单元格，请在 WPS 或 Excel 里另存为 xlsx 再试") from error


# ── the heading ──


def _found(raw: Sequence[Sequence[str]], name: str) -> Sheet:
    rows = _clean(raw)
    score, at, depth, header = _heading(rows)
    if score < _LEAST_COLUMNS:
        raise Unreadable("没有找到表头：前几行里认不出三个以上的列名，如 编号、申请人、申请内容、收到日期")
    width = max((place + 1 for place, cell in enumerate(header) if cell), default=0)
    body = [
        Row(number, tuple(_fitted(cells, width)))
        for number, cells in enumerate(rows[at + depth :], start=at + depth + 1)
        if not _is_aside(cells, header)
    ]
    if len(body) > MOST_ROWS:
        raise Unreadable(f"有 {len(body)} 行，一次最多导入 {MOST_ROWS} 行；请分成几次")
    return Sheet(header[:width], tuple(body), name)


def _clean(raw: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(_cell(cell) for cell in row) for row in raw]


def _cell(text: str) -> str:
    """A cell without invisible characters and blanks around it."""
    seen = "".join(
        char for char in text.replace("\u00a0", " ") if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf")
    )
    plain = seen.strip()
    return plain[1:] if plain.startswith(_QUOTED) else plain


def _heading(rows: Sequence[tuple[str, ...]]) -> tuple[float, int, int, tuple[str, ...]]:
    """How well the likeliest heading is known, where it begins, how many rows it has, and its labels."""
    best: tuple[float, int, int, tuple[str, ...]] = (0.0, 0, 1, ())
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        single = matching.score(row)
        if single > best[0]:
            best = (single, at, 1, row)
        if at + 1 < len(rows) and _is_group(row):
            double = _joined(row, rows[at + 1])
            # Two rows are one heading only where the second names columns that the first does not.
            if matching.score(double) > max(best[0], single):
                best = (matching.score(double), at, 2, double)
    return best


def _is_group(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) >= 2


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """A heading of two rows: a label above stands over the columns to its right that have none of their own."""
    labels, over = [], ""
    for place in range(max(len(above), len(below))):
        top = above[place] if place < len(above) else ""
        low = below[place] if place < len(below) else ""
        over = top or (over if low else "")
        labels.append(f"{over}{matching.BELOW}{low}" if low and over else low or top)
    return tuple(labels)


def _is_aside(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Blank rows, sums, remarks below the table, and the heading printed again on the next page."""
    filled = [cell for cell in cells if cell]
    if not filled or tuple(cells[: len(header)]) == tuple(header):
        return True
    return len(filled) <= 3 and filled[0].replace(" ", "").startswith(_ASIDE)


def _fitted(cells: Iterable[str], width: int) -> list[str]:
    kept = list(cells)[:width]
    return kept + [""] * (width - len(kept))
