"""The index in SQLite: FTS5 over our own tokens, row numbers in the order of the days, the newest first for nothing.

FTS5 keeps no positions and no texts: the tokens of a row are computed again when it is taken out.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice

from gongkai.search.asking import Group
from gongkai.search.records import LIVE, SHADOW, Record, Tables
from gongkai.search.values import Cursor, Row, Title

FINDS = "instr"
_PAGES = 500  # merged at a time, so that writers need not wait
_SLOTS = 1 << 16  # rows of one day; a fuller day runs over into the next ones
_TABLES = (
    (
        "CREATE TABLE $entry (id INTEGER PRIMARY KEY, area TEXT NOT NULL, number INTEGER NOT NULL, facets TEXT NOT NULL,"
        " published INTEGER NOT NULL, starts INTEGER, ends INTEGER, weight REAL NOT NULL, UNIQUE (area, number))"
    ),
    (
        "CREATE TABLE $text (id INTEGER PRIMARY KEY, title TEXT NOT NULL, compact TEXT NOT NULL, head TEXT NOT NULL,"
        " rest TEXT NOT NULL)"
    ),
    "CREATE VIRTUAL TABLE $words USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')",
)


def create(cursor: Cursor, tables: Tables, *, is_whole: bool) -> None:
    """The tables; without `is_whole` what is quicker to make when they are full comes with `finish`."""
    for statement in _TABLES:
        cursor.execute(tables.sql(statement))
    if is_whole:
        _number_index(cursor, tables)


def drop(cursor: Cursor, tables: Tables) -> None:
    """No table is left."""
    for name in ("$words", "$text", "$entry"):
        cursor.execute(tables.sql(f"DROP TABLE IF EXISTS {name}"))


def has(cursor: Cursor, table: str) -> bool:
    """There is such a table."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [table])
    return cursor.fetchone() is not None


@contextmanager
def together(cursor: Cursor) -> Iterator[None]:
    """All of it or nothing; within the caller's transaction where there is one."""
    cursor.execute("SAVEPOINT search_together")
    try:
        yield
    except BaseException:
        cursor.execute("ROLLBACK TO search_together")
        cursor.execute("RELEASE search_together")
        raise
    cursor.execute("RELEASE search_together")


def begin(cursor: Cursor) -> None:
    """An empty shadow, and from now on a list of what changes beside it."""
    with together(cursor):
        drop(cursor, SHADOW)
        cursor.execute("DROP TABLE IF EXISTS search_touched")
        cursor.execute("CREATE TABLE search_touched (area TEXT NOT NULL, number INTEGER NOT NULL)")
        create(cursor, SHADOW, is_whole=False)


def finish(cursor: Cursor) -> None:
    """The shadow is ready to take the place."""
    _number_index(cursor, SHADOW)
    pages, before = -_PAGES, -2
    while (done := _changes(cursor)) - before >= 2:  # FTS5 says by this count that there is nothing left to merge
        before = done
        cursor.execute(SHADOW.sql("INSERT INTO $words ($words, rank) VALUES ('merge', %s)"), [pages])
        pages = _PAGES


def swap(cursor: Cursor) -> None:
    """What changed meanwhile is brought over, and the shadow takes the place in one transaction."""
    with together(cursor):
        cursor.execute(
            "DELETE FROM search_touched WHERE area IS NULL"
        )  # takes the lock of the writer before anything is read
        cursor.execute("SELECT DISTINCT area, number FROM search_touched")
        for keys in _parcels(cursor.fetchall()):
            remove(cursor, SHADOW, keys)
            put(cursor, SHADOW, [found for _, found in _records(cursor, LIVE, keys)])
        drop(cursor, LIVE)
        for name in ("entry", "text", "words"):
            cursor.execute(f"ALTER TABLE search_{name}_shadow RENAME TO search_{name}")
        cursor.execute("DROP TABLE search_touched")


def put(cursor: Cursor, tables: Tables, records: Sequence[Record]) -> None:
    """Rows that are not there yet."""
    rows = list(_placed(cursor, tables, records))
    entries = "INSERT INTO $entry (id, area, number, facets, published, starts, ends, weight)"
    cursor.executemany(
        tables.sql(entries + " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"),
        [(i, r.area, r.number, r.facets, r.published, r.starts, r.ends, r.weight) for i, r in rows],
    )
    cursor.executemany(
        tables.sql("INSERT INTO $text (id, title, compact, head, rest) VALUES (%s, %s, %s, %s, %s)"),
        [(i, r.title, r.compact, r.head, r.rest) for i, r in rows],
    )
    cursor.executemany(
        tables.sql("INSERT INTO $words (rowid, tokens) VALUES (%s, %s)"), [(i, " ".join(r.tokens())) for i, r in rows]
    )


def remove(cursor: Cursor, tables: Tables, keys: Iterable[tuple[str, int]]) -> None:
    """Those of these that are there."""
    gone = _records(cursor, tables, keys)
    cursor.executemany(
        tables.sql("INSERT INTO $words ($words, rowid, tokens) VALUES ('delete', %s, %s)"),
        [(number, " ".join(found.tokens())) for number, found in gone],
    )
    for name in ("$text", "$entry"):
        cursor.executemany(tables.sql(f"DELETE FROM {name} WHERE id = %s"), [(number,) for number, _ in gone])  # noqa: S608 (two names of ours)


def clear(cursor: Cursor) -> None:
    """No row is left."""
    cursor.execute(LIVE.sql("INSERT INTO $words ($words) VALUES ('delete-all')"))
    for name in ("$text", "$entry"):
        cursor.execute(LIVE.sql(f"DELETE FROM {name}"))  # noqa: S608 (two names of ours)


def match(groups: Sequence[Group], *, prefixes: frozenset[str]) -> str:
    """The question in the language of FTS5; no token has a quotation mark."""

    def term(token: str) -> str:
        return f'"{token}" *' if token in prefixes else f'"{token}"'

    return " AND ".join(f"({' OR '.join(map(term, group))})" for group in groups)


def rows(cursor: Cursor, asked: str, where: str, params: Sequence[object], most: int) -> list[Row]:
    """The newest that match; `asked` "" is everything."""
    found = (
        "$words AS w CROSS JOIN $entry AS e ON e.id = w.rowid WHERE w.$words MATCH %s"
        if asked
        else "$entry AS e WHERE 1"
    )
    order = "w.rowid" if asked else "e.id"
    sql = "SELECT e.area, e.number, e.facets, e.published, e.starts, e.ends, e.weight FROM "
    cursor.execute(
        LIVE.sql(sql + found + where + f" ORDER BY {order} DESC LIMIT %s"), [*([asked] if asked else []), *params, most]
    )
    return list(map(Row._make, cursor.fetchall()))


def many(cursor: Cursor, asked: str, where: str, params: Sequence[object], most: int) -> int:
    """How many match, up to `most`; where the words alone decide, the table of the entries is not read."""
    found = "$words AS w CROSS JOIN $entry AS e ON e.id = w.rowid WHERE w.$words MATCH %s"
    if asked and not where:
        found = "$words AS w WHERE w.$words MATCH %s"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {found if asked else '$entry AS e WHERE 1'}{where} LIMIT %s)"  # noqa: S608
    cursor.execute(LIVE.sql(sql), [*([asked] if asked else []), *params, most])
    return int(cursor.fetchone()[0])


def titles(cursor: Cursor, asked: str, most: int) -> list[Title]:
    """Of the newest that match."""
    sql = (
        "SELECT t.title, t.head, t.compact, e.published, e.ends FROM $words AS w CROSS JOIN $entry AS e ON e.id = w.rowid"
        " CROSS JOIN $text AS t ON t.id = e.id WHERE w.$words MATCH %s ORDER BY w.rowid DESC LIMIT %s"
    )
    cursor.execute(LIVE.sql(sql), [asked, most])
    return [Title(*row) for row in cursor.fetchall()]


def _number_index(cursor: Cursor, tables: Tables) -> None:
    """An index keeps its name when its table takes another: two names in turn."""
    name = "search_number_b" if has(cursor, "search_number_a") else "search_number_a"
    cursor.execute(tables.sql("CREATE INDEX $name ON $text (compact) WHERE compact <> ''", name=name))


def _changes(cursor: Cursor) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def _placed(cursor: Cursor, tables: Tables, records: Sequence[Record]) -> Iterator[tuple[int, Record]]:
    """A free row number for each, higher for a later day."""
    for day, group in groupby(sorted(records, key=lambda each: each.published), key=lambda each: each.published):
        waiting, first = list(group), day * _SLOTS
        while waiting:
            last = _last(cursor, tables, first)
            placed, waiting = waiting[: first + _SLOTS - 1 - last], waiting[first + _SLOTS - 1 - last :]
            yield from enumerate(placed, last + 1)
            first += _SLOTS


def _last(cursor: Cursor, tables: Tables, first: int) -> int:
    sql = "SELECT max(id) FROM $entry WHERE id BETWEEN %s AND %s"
    cursor.execute(tables.sql(sql), [first, first + _SLOTS - 1])
    (found,) = cursor.fetchone()
    return first - 1 if found is None else int(found)


def _records(cursor: Cursor, tables: Tables, keys: Iterable[tuple[str, int]]) -> list[tuple[int, Record]]:
    sql = (
        "SELECT e.id, e.area, e.number, e.facets, e.published, e.starts, e.ends, e.weight, t.title, t.compact, t.head,"
        " t.rest FROM $entry AS e JOIN $text AS t ON t.id = e.id WHERE e.area = %s AND e.number = %s"
    )
    found = []
    for key in keys:
        cursor.execute(tables.sql(sql), key)
        found += [(row[0], Record(*row[1:])) for row in cursor.fetchall()]
    return found


def _parcels(keys: Iterable[tuple[str, int]], size: int = 500) -> Iterator[list[tuple[str, int]]]:
    left = iter(keys)
    while parcel := list(islice(left, size)):
        yield parcel
