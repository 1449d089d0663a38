"""Index numbers of government information (索引号): made, checked and read; never changed once a document has one.

In front the code of the body (9 characters by GB 11714, or 18 by GB 32100), behind the year and a serial of five digits.
"""

import re
import unicodedata
from dataclasses import dataclass

from gongkai.core import credit_codes

_SHAPE = re.compile(r"([0-9A-Z]{9}|[0-9A-HJ-NPQRTUWXY]{18})/(\d{4})-(\d{5})")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DASHES = str.maketrans({"－": "-", "—": "-", "–": "-", "‐": "-", "／": "/"})
_MOST = 99_999


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """A sound index number, part by part."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}/{self.year:04d}-{self.serial:05d}"


def code_fault(code: str) -> str:
    """What is wrong with the code of a body, in Chinese; "" when it is right."""
    if len(code) == 18:
        return credit_codes.fault(code)
    if len(code) != 9 or any(char not in _ALPHABET for char in code):
        return f"索引号前段是 9 位组织机构代码（不带短横）或者 18 位统一社会信用代码，现在是“{code}”"
    if organisation_check(code[:8]) != code[8]:
        return f"组织机构代码“{code}”的校验位不对，请对照证书再看一遍"
    return ""


def organisation_check(first_8: str) -> str:
    """The ninth character that belongs to the first eight of an organisation code (GB 11714)."""
    rest = 11 - sum(weight * _ALPHABET.index(char) for weight, char in zip(_WEIGHTS, first_8, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def make(code: str, year: int, serial: int) -> str:
    """The index number of a body for the `serial`th item of a year. Raises ValueError, in Chinese."""
    if fault := code_fault(code):
        raise ValueError(fault)
    if not 1 <= serial <= _MOST:
        raise ValueError(f"索引号的流水号是 1 至 {_MOST}，现在是 {serial}")
    if not 1949 <= year <= 9999:
        raise ValueError(f"索引号的年份是四位数，现在是 {year}")
    return str(IndexNumber(code, year, serial))


def parse(number: str) -> IndexNumber:
    """The parts of an index number. Raises ValueError, in Chinese."""
    found, fault = read(number)
    if found is None or fault:
        raise ValueError(fault)
    shape = _SHAPE.fullmatch(found)
    assert shape is not None
    return IndexNumber(shape[1], int(shape[2]), int(shape[3]))


def read(printed: str) -> tuple[str | None, str]:
    """The index number that a page prints, and ""; or None and what is wrong with it, in Chinese."""
    plain = "".join(unicodedata.normalize("NFKC", printed.translate(_DASHES)).split()).upper()
    if not plain:
        return None, "没有索引号"
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        return None, f"索引号“{printed.strip()}”{_what(plain)}"
    if fault := code_fault(shape[1]):
        return None, f"索引号“{printed.strip()}”前段有误：{fault}"
    return plain, ""


def _what(plain: str) -> str:
    """What a number lacks that has not the shape of one."""
    front, slash, back = plain.partition("/")
    if not slash:
        return "缺少“/”，应当是“机构代码/年份-五位流水号”"
    if not front:
        return "缺少前段的机构代码"
    if not re.fullmatch(r"\d{4}-\d{5}", back):
        return f"的后段“{back}”不是“四位年份-五位流水号”"
    return f"的前段“{front}”不是 9 位组织机构代码（不带短横）或者 18 位统一社会信用代码"
