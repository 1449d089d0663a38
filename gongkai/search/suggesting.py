"""Titles while somebody types."""

from datetime import date

from gongkai.search import asking, tokens
from gongkai.search.engines import engine
from gongkai.search.values import Connection

_LOOKED_AT = 200  # titles, the newest that could fit


def suggest(connection: Connection, typed: str, *, on: date, most: int = 8) -> tuple[str, ...]:
    """Titles that begin with what was typed so far, then those that contain it or whose document number does; in force first."""
    phrases, words = asking.split(typed.strip()[: asking.MOST_CHARACTERS])
    wanted = (*phrases, *words)
    found = list(dict.fromkeys(token for word in wanted for token in tokens.of_word(word)))[: asking.MOST_TOKENS]
    if not found:
        return ()
    kind = engine(connection)
    marked = [tokens.in_head(token) for token in found]
    unfinished = frozenset(marked[-1:]) if found[-1][-1].isalnum() and found[-1][-1].isascii() else frozenset[str]()
    with connection.cursor() as cursor:
        asked = kind.match([(token,) for token in marked], prefixes=unfinished)
        rows = kind.titles(cursor, asked, _LOOKED_AT)
    number, whole, day = tokens.compact(typed), tokens.fold(typed.strip()), on.toordinal()
    fitting = [
        (not row.head.startswith(whole), row.ends is not None and row.ends <= day, -row.published, row.title)
        for row in rows
        if all(word in row.head for word in wanted) or (number and number in row.compact)
    ]
    return tuple(dict.fromkeys(title for *_, title in sorted(fitting)))[:most]
