"""Which of the three statutory tables words speak of."""

import re
from collections import Counter
from functools import lru_cache

from gongkai.reading import labels
from gongkai.reading.fold import bare, fold
from gongkai.reading.lines import Line

_TAIL = re.compile(r"(?<![\d\s.,+\-/])[\d\s.,+\-/]*+(?:万元|元|件|项)?\s*$")  # begins only where such a run begins


@lru_cache(maxsize=4096)
def table_of(text: str) -> str | None:
    """The one statutory table that a label belongs to; None for labels that two tables share, and for prose."""
    found = [each for each in labels.match(text) if each.score >= 0.75]
    near = [each.label for each in found if each.score >= found[0].score - 0.1]
    # 其他 and 总计 are headings here and rows there, and torn pieces of both: too little to tell a table by.
    is_telling = len(text) > 3 or (found and found[0].score == 1.0 and len({label.role for label in near}) == 1)
    tables = {label.table for label in near}
    return tables.pop() if is_telling and len(tables) == 1 and found[0].score >= 0.8 else None


def vote(line: Line) -> str | None:
    """The statutory table a line speaks of by its own words."""
    if line.is_text:
        return _of_text(line.text)
    votes = [table for piece in line.pieces if (table := _of_text(piece.text))]
    if len(set(votes)) > 1:
        return Counter(votes).most_common(1)[0][0]
    return votes[0] if votes else None


@lru_cache(maxsize=4096)
def _of_text(text: str) -> str | None:
    word = bare(_TAIL.sub("", fold(text)))
    if not word or "。" in text:
        return None
    return table_of(word) or (labels.covering(word) if len(word) > 6 else None)
