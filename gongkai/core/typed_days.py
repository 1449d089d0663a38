"""A day as people type it: 20261120, 2026.11.20, 2026年11月20日, 11-20 (this year), 今天; full-width digits too."""

import re
import unicodedata
from datetime import date, timedelta

_WORDS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1}
_SHAPE = re.compile(r"(\d{4})(\d{2})(\d{2})|(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?")


def parse(text: str, *, today: date) -> date:
    """The day that `text` means. Raises ValueError, in Chinese, for anything that is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _WORDS:
        return today + timedelta(_WORDS[plain])
    found = _SHAPE.fullmatch(plain)
    try:
        if not found:
            raise ValueError
        if found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        return date(int(found[4] or today.year), int(found[5]), int(found[6]))
    except ValueError as error:
        raise ValueError(f"看不懂日期“{text}”；请写成 2026-11-20、20261120 或者 今天") from error
