"""Numbers that tell a person by themselves: identity, mobile, bank card. What letters and journals are cleared of."""

import re
from collections.abc import Iterable, Iterator

from gongkai.core.privacy import identity
from gongkai.core.privacy.folding import Folded
from gongkai.core.privacy.found import Personal, masked_text
from gongkai.core.privacy.kinds import KINDS

_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z]|\.\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{15,18}(?![0-9A-Za-z])")
_CARD_WORDS = re.compile(r"银行|账号|帐号|账户|卡号|开户")

Place = tuple[str, int, int]  # kind, start, end: in the folded text


def find(text: str) -> tuple[Personal, ...]:
    """Resident ID numbers, mobile numbers and bank cards in `text`, in order; places are those of `text`."""
    folded = Folded(text)
    return placed(folded, _candidates(folded.text))


def mask(text: str) -> str:
    """`text` with all that `find` finds masked."""
    return masked_text(text, find(text))


def placed(folded: Folded, candidates: Iterable[Place]) -> tuple[Personal, ...]:
    """The candidates at their places in the given text, in order; of those that overlap, the one of the graver kind."""
    by_rank = sorted(candidates, key=lambda each: (KINDS[each[0]].rank, each[1] - each[2], each[1]))
    taken = bytearray(len(folded.text))
    kept = []
    for kind, start, end in by_rank:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            first, last = folded.span(start, end)
            kept.append(Personal(kind, first, last, folded.source[first:last]))
    return tuple(sorted(kept, key=lambda each: each.start))


def _candidates(text: str) -> Iterator[Place]:
    for start, end in identity.find(text):
        yield "resident_id", start, end
    for match in _MOBILE.finditer(text):
        yield "mobile", *match.span(1)
    for match in _CARD.finditer(text):
        if is_luhn(match.group()) and _CARD_WORDS.search(text[max(0, match.start() - 20) : match.start()]):
            yield "bank_card", *match.span()


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a bank card (ISO/IEC 7812)."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0
