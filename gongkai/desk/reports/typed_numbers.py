"""Figures as people type them: full-width digits, thousands, a unit behind; yuan where the form counts 万元. Never a guess."""

import re
from decimal import Decimal, InvalidOperation

WAN = "万元"
_TYPED = re.compile(r"([-+]?[\d,]*\.?\d+|[-+]?[\d,]+\.?)(.*)", re.DOTALL)
_NARROW = str.maketrans({chr(0xFF01 + at): chr(0x21 + at) for at in range(94)} | {"\u3000": " ", "\u2212": "-"})
_APART = re.compile(r"[\d.,]\s+[\d.,]")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})*(\.\d+)?")


def read(text: str, unit: str = "") -> Decimal | None:
    """The figure in the unit of its cell, or None for nothing typed. ValueError says what is wrong, in Chinese.

    With the unit 万元, “123400元” is 12.34.
    """
    narrow = text.translate(_NARROW).strip()
    if not narrow:
        return None
    if _APART.search(narrow):
        raise ValueError(f"“{text.strip()}”中间有空格，看不出是一个数还是几个；请去掉空格")
    plain = "".join(narrow.split())
    found = _TYPED.fullmatch(plain)
    if found is None:
        raise ValueError(f"“{text.strip()}”不是数字；请填阿拉伯数字，没有发生填 0")
    return _in(unit, _number(found[1], text), found[2], text)


def _number(digits: str, text: str) -> Decimal:
    if "," in digits and not _THOUSANDS.fullmatch(digits):
        raise ValueError(f"“{text.strip()}”里的逗号不在千分位上，看不出是多少；请去掉逗号")
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"“{text.strip()}”不是数字；请填阿拉伯数字") from error


def _in(unit: str, value: Decimal, said: str, text: str) -> Decimal:
    """The value in the unit of the cell; another unit than that is refused, for it may be wrong by ten thousand."""
    if said in ("", unit):
        return value
    if unit == WAN and said == "元":
        return (value / 10_000).normalize()
    if unit == WAN and said == "亿元":
        return value * 10_000
    if unit in ("元",) and said == WAN:
        return value * 10_000
    if not unit and said in ("件", "条", "次", "个", "人"):
        return value
    raise ValueError(f"“{text.strip()}”的单位是“{said}”，这里按“{unit or '件'}”填")
