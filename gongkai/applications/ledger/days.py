"""A day as it stands in a register: with points, strokes or characters, full-width, without a year, or as Excel's own number."""

import re
import unicodedata
from datetime import date, timedelta

_DAY_ZERO = date(1899, 12, 30)  # of Excel's calendar, for every day since March 1900
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_TIME = re.compile(r"[T ]?\d{1,2}[:时]\d{1,2}([:分]\d{1,2}秒?)?(\.\d+)?$")
_CLOSED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OPEN = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})[日号]?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EXAMPLE = "请写成 2026-11-20、2026年11月20日 或者 20261120"


def parse(text: str, *, year: int | None = None) -> date:
    """The day that `text` means; one without a year is of `year`. ValueError says in Chinese what is wrong with it."""
    folded = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").strip()
    plain = _TIME.sub("", folded).replace(" ", "")
    if serial := _SERIAL.fullmatch(plain):
        return _of_serial(int(serial[1]), text)
    found = _CLOSED.fullmatch(plain) or _OPEN.fullmatch(plain)
    if not found:
        raise ValueError(f"看不懂日期“{text}”；{_EXAMPLE}")
    if not found[1] and year is None:
        raise ValueError(f"日期“{text}”没有写年份；{_EXAMPLE}")
    return _day(int(found[1] or year or 0), int(found[2]), int(found[3]), text)


def _of_serial(serial: int, text: str) -> date:
    if serial not in _SERIALS:
        raise ValueError(f"看不懂日期“{text}”；{_EXAMPLE}")
    return _DAY_ZERO + timedelta(serial)


def _day(year: int, month: int, day: int, text: str) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"日期“{text}”里没有 {month} 月；{_EXAMPLE}")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{year}年{month}月没有 {day} 日（“{text}”）；{_EXAMPLE}") from error
