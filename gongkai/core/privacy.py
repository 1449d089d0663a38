"""Personal information (个人信息) left in text: found by its own check digits and shapes, and masked."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_OLD_ID = re.compile(r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z]|\.\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{15,18}(?![0-9A-Za-z])")
_CARD_WORDS = re.compile(r"银行|账号|帐号|账户|卡号|开户")
_FIRST_DIGITS = {1: 5, 2: 3, 3: 7, 4: 6, 6: 5}  # regions by their first digit, numbered from 1 on
_PROVINCES = frozenset(
    {f"{first}{second}" for first, last in _FIRST_DIGITS.items() for second in range(1, last + 1)}
    | {"50", "51", "52", "53", "54", "71", "81", "82"}
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal information and where it stands in the text."""

    kind: str  # resident_id, mobile, bank_card
    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """As it may be published: the first three and the last two to four characters."""
        keep = {"resident_id": (3, 2), "mobile": (3, 4), "bank_card": (0, 4)}[self.kind]
        inner = len(self.text) - sum(keep)
        return self.text[: keep[0]] + "*" * inner + self.text[len(self.text) - keep[1] :]


NAMES = {"resident_id": "居民身份证号码", "mobile": "手机号码", "bank_card": "银行卡号"}


def find(text: str) -> tuple[Personal, ...]:
    """Resident ID numbers, mobile numbers and bank cards in `text`, in order; places are those of `text`."""
    # Full-width digits count as digits; one character stays one character, so that places hold.
    folded = "".join(_narrow(char) for char in text)
    found = sorted(_candidates(folded), key=lambda each: (each.start, -each.end))
    kept: list[Personal] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(Personal(each.kind, each.start, each.end, text[each.start : each.end]))
    return tuple(kept)


def mask(text: str) -> str:
    """`text` with all that `find` finds masked."""
    parts, last = [], 0
    for each in find(text):
        parts += [text[last : each.start], each.masked]
        last = each.end
    return "".join([*parts, text[last:]])


def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char) if char > "\x7f" else char
    return narrow if len(narrow) == 1 else char


def _candidates(text: str) -> Iterator[Personal]:
    for match in _ID.finditer(text):
        if is_resident_id(match.group()):
            yield Personal("resident_id", match.start(), match.end(), match.group())
    for match in _OLD_ID.finditer(text):
        if match.group()[:2] in _PROVINCES and _is_date("19" + match.group()[6:12]):
            yield Personal("resident_id", match.start(), match.end(), match.group())
    for match in _MOBILE.finditer(text):
        yield Personal("mobile", match.start(1), match.end(1), match.group(1))
    for match in _CARD.finditer(text):
        if _luhn(match.group()) and _CARD_WORDS.search(text[max(0, match.start() - 20) : match.start()]):
            yield Personal("bank_card", match.start(), match.end(), match.group())


def is_resident_id(text: str) -> bool:
    """Whether 18 characters are a resident ID number: province, birthday and check digit (GB 11643)."""
    if len(text) != 18 or not text[:17].isdigit() or text[:2] not in _PROVINCES or not _is_date(text[6:14]):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True)) % 11
    return _CHECK_DIGITS[remainder] == text[17].upper()


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0
