"""Text -> tokens: pairs of Chinese characters, and whole words of other letters and digits; the one tokenizer of the house.

Documents and questions go through the same functions; whatever they yield has no character that a database would read as syntax.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

VERSION = 1  # an index made by another version must be made anew
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LONGEST = 40  # of a word of Latin letters; longer ones are known by their beginning
_HEAD = "\ue000"  # marks what stands in a title or document number; no text has it: see _RUN
_FACET = "\ue001"
_RUN = re.compile(f"([{HAN}]+)|([^\\W_{HAN}]+)")  # the number of the group says which it is
_YEAR_IN_BRACKETS = re.compile(r"[〔〖【\[(〈<]\s*(\d{4})\s*[〕〗】\])〉>]\s*第?\s*(\d+)")
_OTHER = 2
_DIGITS = re.compile(r"\d")
_HAN = re.compile(f"[{HAN}]")


def fold(text: str) -> str:
    """One form of all ways to write it: widths, letter case, spaces and line breaks, none between Chinese characters."""
    parts = unicodedata.normalize("NFKC", text).casefold().split()
    return "".join(part if is_tight(before, part) else f" {part}" for before, part in pairwise(["", *parts]))


def is_tight(before: str, after: str) -> bool:
    """Nothing belongs between these two: Chinese on both sides, or nothing on one."""
    return not before or not after or bool(_HAN.match(before[-1]) and _HAN.match(after[0]))


def joined(folded: str) -> str:
    """〔2026〕18号 with any brackets as 202618号: the form in which nobody's brackets matter."""
    return _YEAR_IN_BRACKETS.sub(r"\1\2", folded)


def compact(text: str) -> str:
    """A document number without brackets, spaces and punctuation; "" for what cannot be one."""
    runs = "".join(run.group() for run in _RUN.finditer(joined(fold(text)[:200])))
    return runs if _DIGITS.search(runs) and _HAN.search(runs) else ""


def of_text(folded: str) -> set[str]:
    """All that a text can be found by. Every Chinese character begins one of its tokens."""
    found = _of_runs(folded)
    for number in _YEAR_IN_BRACKETS.finditer(folded):
        found |= _of_runs(joined(folded[max(0, number.start() - 1) : number.end() + 1]))
    return found


def of_head(folded: str, number: str) -> set[str]:
    """The same for title and document number; they once more, marked, with every single character."""
    found = of_text(folded) | _of_runs(number)
    return found.union(map(in_head, found), map(in_head, _HAN.findall(folded)))


def in_head(token: str) -> str:
    """The mark of a token that stands in the title or document number."""
    return _HEAD + token


@lru_cache(maxsize=20_000)
def of_facet(facet: str, value: str | int) -> str:
    """A token for a value that one filters by."""
    return _FACET + hashlib.blake2b(f"{facet}\n{value}".encode(errors="replace"), digest_size=8).hexdigest()


def of_word(folded: str) -> tuple[str, ...]:
    """All that a document must have to have this word, in order; a lone character stays alone: any token may begin with it."""
    runs = list(_RUN.finditer(joined(folded)))
    found: list[str] = []
    for at, run in enumerate(runs):
        text = run.group()
        if run.lastindex == _OTHER:
            found.append(text[:LONGEST])
        elif len(text) > 1:
            found += map("".join, pairwise(text))
        else:
            found += _beside(runs, at)
    return tuple(dict.fromkeys(found or (run.group() for run in runs)))


def _beside(runs: list[re.Match[str]], at: int) -> list[str]:
    """A single character together with the letters or digits that touch it: 18号, a股."""
    run, found = runs[at], []
    if at and runs[at - 1].end() == run.start():
        found.append(runs[at - 1].group()[:LONGEST] + run.group())
    if at + 1 < len(runs) and runs[at + 1].start() == run.end():
        found.append(run.group() + runs[at + 1].group()[:LONGEST])
    return found


def _of_runs(folded: str) -> set[str]:
    found: set[str] = set()
    before, ended = "", -1
    for match in _RUN.finditer(folded):
        run, is_other = match.group(), match.lastindex == _OTHER
        if is_other:
            run = run[:LONGEST]
            found.add(run)
        else:
            found.update(map(str.__add__, run, run[1:]))
            found.add(run[-1])
        if ended == match.start():
            found.add(before[-1] + run if is_other else before + run[0])
        before, ended = run, match.end()
    return found
