"""Plain text and comma-separated tables: UTF-8 with its mark, no unseen signs, no cell that a program would calculate."""

import codecs
import csv
import io
import re

from gongkai.reading import encodings
from gongkai.release import kinds
from gongkai.release.rebuilders.made import Made
from gongkai.release.values import CannotRelease, Removed

UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]|[\U000e0000-\U000e007f]"
)
_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?%?$")
_LONGEST_CELL = 10_000_000
_QUOTE_NOTE = "有单元格以 =、+、-、@ 开头，前面加了单引号，以免被表格软件当作公式计算"


def rebuilt(data: bytes, name: str) -> Made:
    """The text as people read it."""
    text = encodings.decode(data)
    clean = UNSEEN.sub("", text)
    notes: list[str] = []
    if kinds.extension(name) == "csv":
        harmless = _harmless(clean)
        notes = [_QUOTE_NOTE] if harmless.count("'") > clean.count("'") else []
        clean = harmless
    count = len(text) - len(UNSEEN.sub("", text))
    removed = [Removed("txt.invisible", "看不见的控制字符", f"正文，{count} 个")] if count else []
    return Made(codecs.BOM_UTF8 + clean.encode("utf-8", "replace"), "txt", removed, notes)


def _harmless(text: str) -> str:
    """The table with a quotation mark before every cell that begins as a formula does; numbers stay numbers."""
    csv.field_size_limit(_LONGEST_CELL)
    target = io.StringIO(newline="")
    writer = csv.writer(target, dialect=_dialect(text))
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text)):
            writer.writerow([_shown(cell) for cell in row])
    except csv.Error as error:
        raise CannotRelease(
            "这份 csv 表格的引号不成对，读不出单元格", "请用 Excel 或 WPS 打开后另存为 xlsx 再试"
        ) from error
    return target.getvalue()


def _dialect(text: str) -> type[csv.Dialect]:
    head = text[:4096].partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max((",", "\t", ";"), key=head.count)

    return Dialect


def _shown(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell.strip()) else cell
