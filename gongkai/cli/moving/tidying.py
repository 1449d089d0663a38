"""Values of older portals as they stand, made sound where that is certain; what is not certain stays open, with the reason."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from gongkai.core.documents import index_numbers

EMPTY = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "空", "none", "null", "nan", "undefined", "n/a"})
_FIRST_YEAR = 1949
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BROKEN_INDEX = re.compile(r"none|null|undefined|nan", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<front>.+?)\s*[〔\[(【［（]\s*(?P<year>\d{4})\s*[〕\])】］）]\s*第?\s*(?P<serial>\d+)\s*号$")
_MOST_INDEX, _MOST_PATH = 40, 300


@dataclass(slots=True)
class Doubts:
    """What somebody has to look at, gathered while the values are read."""

    sentences: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """One more, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


def words(printed: str) -> str:
    """A text without the blanks around it; "" for what stands for nothing."""
    plain = re.sub(r"[\u200b\ufeff\u00a0\u3000\s]+", " ", printed).strip()
    return "" if plain.lower() in EMPTY else plain


def day(printed: str, label: str, doubts: Doubts) -> date | None:
    """A day as portals print it. None, with a doubt, for what cannot be one, and for the epoch that means nothing."""
    plain = unicodedata.normalize("NFKC", words(printed))
    if not plain:
        return None
    shape = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    try:
        found = date(*(int(part) for part in shape.groups())) if shape else None
    except ValueError:
        found = None
    if found is None:
        doubts.say(f"{label}“{plain:.40}”看不懂，没有采用")
        return None
    if found == date(1970, 1, 1) or found.year < _FIRST_YEAR:
        doubts.say(f"{label}“{plain:.40}”是空日期的写法，没有采用")
        return None
    return found


def index_number(printed: str, doubts: Doubts) -> str:
    """The number as it was, for it never changes; "" where it is plainly broken."""
    plain = words(printed)
    if not plain:
        return ""
    sound, fault = index_numbers.read(plain)
    if sound and not fault:
        return sound
    is_broken = _BROKEN_INDEX.search(plain) or plain.startswith(("/", "-")) or not re.search(r"\d", plain)
    if is_broken or len(plain) > _MOST_INDEX:
        doubts.say(f"原索引号“{plain:.60}”残缺，编了新的索引号")
        return ""
    doubts.say(f"原索引号“{plain}”不合规范，照原样保留")
    return plain


def document_number(printed: str, doubts: Doubts) -> str:
    """With the brackets of the norm; "" where only the brackets are there."""
    plain = words(printed)
    if not plain:
        return ""
    if shape := _NUMBER.match(unicodedata.normalize("NFKC", plain)):
        return f"{shape['front'].strip()}〔{shape['year']}〕{int(shape['serial'])}号"
    if not re.search(r"\d", plain):
        doubts.say(f"发文字号“{plain:.40}”是空的，没有采用")
        return ""
    doubts.say(f"发文字号“{plain:.40}”不是通常的写法，照原样保留")
    return plain


def path(printed: str, doubts: Doubts) -> str:
    """The path of an old address, as a visitor's browser asks for it."""
    plain = words(printed)
    if not plain:
        return ""
    parts = urlsplit(plain if "//" in plain or plain.startswith("/") else f"/{plain}")
    found = unquote(parts.path) or "/"
    whole = f"{found}?{parts.query}" if parts.query else found
    if len(whole) > _MOST_PATH:
        doubts.say(f"原网址长于 {_MOST_PATH} 个字符，没有登记跳转")
        return ""
    return whole


def cut(text: str, most: int, label: str, doubts: Doubts) -> str:
    """What fits into a field; what does not is said."""
    if len(text) <= most:
        return text
    doubts.say(f"{label}长于 {most} 个字，只保留前面的：“{text[:20]}……”")
    return text[:most]


def today_or_before(found: date | None, label: str, on: date, doubts: Doubts) -> date | None:
    """A day that has come; one that has not is a slip of the old portal."""
    if found and found > on:
        doubts.say(f"{label}“{found.isoformat()}”还没有到，没有采用")
        return None
    return found


def from_cell(value: object) -> str:
    """A cell of a workbook as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
