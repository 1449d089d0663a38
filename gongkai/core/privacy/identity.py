"""Resident identity numbers (公民身份号码, GB 11643), also broken, spaced out or badly recognised."""

import re
from collections.abc import Iterator
from datetime import date

_FIRST_DIGITS = {1: 5, 2: 3, 3: 7, 4: 6, 6: 5}  # regions by their first digit, numbered from 1 on
_PROVINCES = frozenset(
    {f"{first}{second}" for first, last in _FIRST_DIGITS.items() for second in range(1, last + 1)}
    | {"50", "51", "52", "53", "54", "71", "81", "82", "83"}
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"

_GAP = r"[ \t\xa0\-_‐-―−]{0,3}(?:\r?\n[ \t\xa0]{0,8})?"
_SIGN = r"[0-9OolI|]"
_RUN = re.compile(rf"{_SIGN}(?:{_GAP}{_SIGN}){{14,}}(?:{_GAP}[xX×])?")
_LOOK_ALIKES = str.maketrans("OolI|×", "00111X")
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NEW = re.compile(rf"(?=([1-8]\d{{5}}(?:19|20)\d\d{_DAY}\d{{3}}[\dXx]))")
_OLD = re.compile(rf"(?<![0-9A-Za-z])[1-8]\d{{5}}\d\d{_DAY}\d{{3}}(?![0-9A-Za-z])")
_MOST_GAPS = 6
_MOST_LETTERS = 6  # look-alikes among the eighteen


def is_resident_id(text: str) -> bool:
    """Whether 18 characters are a resident ID number: province, birthday and check digit (GB 11643)."""
    if len(text) != 18 or not text[:17].isdecimal() or text[:2] not in _PROVINCES or not _is_date(text[6:14]):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True)) % 11
    return _CHECK_DIGITS[remainder] == text[17].upper()


def find(text: str) -> Iterator[tuple[int, int]]:
    """The places of resident identity numbers in a folded text."""
    for run in _RUN.finditer(text):
        places = [i for i in range(*run.span()) if text[i].isalnum() or text[i] in "|×"]
        digits = "".join(text[i] for i in places).translate(_LOOK_ALIKES)
        last = -1
        for match in _NEW.finditer(digits):
            first = match.start()
            start, end = places[first], places[first + 17] + 1
            if (
                first > last
                and is_resident_id(match[1])
                and _stands_alone(text, start, end)
                and _is_tidy(text[start:end])
            ):
                yield start, end
                last = first + 17
    # Fifteen digits have no check digit: only when written in one piece.
    for old in _OLD.finditer(text):
        if old[0][:2] in _PROVINCES and _is_date("19" + old[0][6:12]):
            yield old.span()


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if _is_letter(before):
        return False
    # A disability card is the identity number and two digits, for kind and grade.
    is_card = (
        bool(re.match(r"[1-7][1-4](?:B\d)?(?![0-9A-Za-z])", text[end : end + 5]))
        and "残疾" in text[max(0, start - 30) : start]
    )
    return is_card or not _is_letter(after)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_tidy(found: str) -> bool:
    """Eighteen digits in at most seven pieces, or each by itself (in boxes of a form)."""
    gaps = len(re.findall(r"[^0-9OolI|xX×]+", found))
    return (gaps <= _MOST_GAPS or gaps == 17) and sum(char in "OolI|" for char in found) <= _MOST_LETTERS


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False
