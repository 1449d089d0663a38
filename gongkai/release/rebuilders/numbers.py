"""The formats of a workbook's cells: how a value is shown, whether it is seen at all, and the looks that are kept."""

import re
from dataclasses import dataclass

from lxml import etree

_PALE = 0xEC
_NEAR = 20  # of 255: such colours cannot be told apart
_TINY = 2.0  # points
_MOST_LETTERS = 6  # of a text that a format adds: a unit, no message
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_PLAIN = re.compile(
    r"(?i)^(?:general|@|[#0?.,%/ ymdhse+()\-:年月日时分秒元万亿个件人次份条项;￥$¥€]|am/pm|上午/下午"
    r"|\[(?:red|black|blue|green|h+|m+|s+|\$-[0-9a-f]+|dbnum\d)\])*$"
)
_WINDOW, _TEXT = "FFFFFF", "000000"
_THEME = {"0": _WINDOW, "1": _TEXT}
_INDEXED = {"8": _TEXT, "9": _WINDOW, "64": _TEXT, "65": _WINDOW, "0": _TEXT, "1": _WINDOW}
_DATE_OF_YEAR = 'yyyy"年"m"月"d"日"'
_YEAR_MONTH, _MONTH_DAY, _HOUR, _SECOND = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _DATE_OF_YEAR, 32: _HOUR, 33: _SECOND, 34: _HOUR,
    35: _SECOND,
    36: _YEAR_MONTH, 50: _YEAR_MONTH,
    51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _YEAR_MONTH,
    56: _MONTH_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How one cell format shows a value."""

    code: str = "General"  # of numbers
    is_unseen: bool = False
    is_kept: bool = True  # the number format is taken over as it is
    is_bold: bool = False
    is_wrapped: bool = False
    across: str = ""
    has_border: bool = False
    fill: str = ""
    ink: str = ""


PLAIN = Look()


def code_of(number: int, own: dict[int, str]) -> str:
    """The format code of a number: the book's own, or one that every program knows."""
    return own.get(number) or _BUILT_IN.get(number, "General")


def shows_nothing(code: str) -> bool:
    """Whether every section of the format is empty, or nothing but blanks."""
    bare = re.sub(r"_.|\*.|\\.", "", code.replace('"', "").replace(" ", ""))
    return bool(bare) and not bare.strip(";")


def is_harmless(code: str) -> bool:
    """Whether the format holds nothing but signs for figures and dates and short units, and every section shows something."""
    letters = "".join(match[1] or match[2] or "" for match in _QUOTED.finditer(code))
    bare = _QUOTED.sub("", code)
    if len(letters) > _MOST_LETTERS or any(sign.isdigit() for sign in letters) or not _PLAIN.match(bare):
        return False
    return all(section.strip() for section in code.split(";"))


def looks_of(root: etree._Element | None) -> list[Look]:
    """The formats of the part styles.xml, by their numbers."""
    if root is None:
        return []
    own = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = list(root.iterfind("{*}fonts/{*}font"))
    fills = list(root.iterfind("{*}fills/{*}fill"))
    borders = [any(len(edge) or edge.get("style") for edge in each) for each in root.iterfind("{*}borders/{*}border")]
    return [_look(each, own, fonts, fills, borders) for each in root.iterfind("{*}cellXfs/{*}xf")]


def _look(
    xf: etree._Element,
    own: dict[int, str],
    fonts: list[etree._Element],
    fills: list[etree._Element],
    borders: list[bool],
) -> Look:
    code = code_of(_number(xf.get("numFmtId")), own)
    font = _at(fonts, xf.get("fontId"))
    fill = _at(fills, xf.get("fillId"))
    border = _number(xf.get("borderId"))
    ink = _colour(font.find("{*}color")) if font is not None else ""
    ground = _ground(fill)
    size = font.find("{*}sz") if font is not None else None
    is_tiny = size is not None and _points(size.get("val")) <= _TINY
    placed = xf.find("{*}alignment")
    return Look(
        code if is_harmless(code) else "General",
        is_unseen=shows_nothing(code) or is_tiny or is_same(ink or _TEXT, ground or _WINDOW),
        is_kept=is_harmless(code),
        is_bold=font is not None
        and (bold := font.find("{*}b")) is not None
        and bold.get("val", "1") not in ("0", "false"),
        is_wrapped=placed is not None and placed.get("wrapText") in ("1", "true"),
        across=placed.get("horizontal", "") if placed is not None else "",
        has_border=border < len(borders) and borders[border],
        fill="" if ground == "?" else ground,
        ink=ink if ink != "?" != ground else "",  # white stays white only on a ground that stays
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _points(text: str | None) -> float:
    try:
        return float(text or "11")
    except ValueError:
        return 11.0


def _at(values: list[etree._Element], number: str | None) -> etree._Element | None:
    place = _number(number)
    return values[place] if place < len(values) else None


def _colour(color: etree._Element | None) -> str:
    """Six digits; "?" for a colour of the theme that is not looked up; empty for none."""
    if color is None:
        return ""
    if re.fullmatch(r"[0-9A-Fa-f]{8}", color.get("rgb", "")):
        return color.get("rgb", "")[2:].upper()
    if color.get("tint", "0") not in ("0", "0.0"):
        return "?"
    return _THEME.get(color.get("theme", ""), "") or _INDEXED.get(color.get("indexed", ""), "?")


def _ground(fill: etree._Element | None) -> str:
    pattern = fill.find("{*}patternFill") if fill is not None else None
    if fill is None or (pattern is not None and pattern.get("patternType", "none") == "none"):
        return ""
    return "?" if pattern is None else _colour(pattern.find("{*}fgColor")) or "?"


def is_same(ink: str, ground: str) -> bool:
    """Whether writing in this colour cannot be seen on that one; of unknown colours it can."""
    if "?" in (ink, ground):
        return False
    pair = list(zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True))
    return all(abs(one - other) <= _NEAR for one, other in pair) or min(*map(min, pair)) >= _PALE
