"""The index in PostgreSQL: our own tokens as a tsvector without positions, under a GIN index, newest first by day and row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from gongkai.search.asking import Group
from gongkai.search.records import LIVE, SHADOW, Record, Tables
from gongkai.search.values import Cursor, Row, Title

FINDS = "strpos"
MOST_BYTES = 900_000  # of tokens in one tsvector, which holds no more than a megabyte: some 700,000 characters of text
_TABLES = (
    (
        "CREATE TABLE $entry (id bigint PRIMARY KEY, area text NOT NULL, number bigint NOT NULL, facets text NOT NULL,"
        " published integer NOT NULL, starts integer, ends integer, weight double precision NOT NULL,"
        " tokens tsvector NOT NULL, UNIQUE (area, number))"
    ),
    (
        "CREATE TABLE $text (id bigint PRIMARY KEY, title text NOT NULL, compact text NOT NULL, head text NOT NULL,"
        " rest text NOT NULL)"
    ),
)
# Without names PostgreSQL finds free ones: the shadow's indexes live beside those whose place they take.
_INDEXES = (
    "CREATE INDEX ON $entry USING gin (tokens) WITH (fastupdate = off)",
    "CREATE INDEX ON $entry (published, id)",
    "CREATE INDEX ON $text (compact) WHERE compact <> ''",
)
_BEGIN = """
DO $$$$ BEGIN
    LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE;  -- waits for those who are writing and have not seen the list
    DROP TABLE IF EXISTS search_entry_shadow, search_text_shadow, search_touched;
    CREATE TABLE search_touched (area text NOT NULL, number bigint NOT NULL);
END $$$$
"""
_SWAP = """
DO $$$$ BEGIN
    LOCK TABLE search_entry, search_text IN ACCESS EXCLUSIVE MODE;
    DELETE FROM $text AS t USING $entry AS e, search_touched AS c
        WHERE t.id = e.id AND e.area = c.area AND e.number = c.number;
    DELETE FROM $entry AS e USING search_touched AS c WHERE e.area = c.area AND e.number = c.number;
    INSERT INTO $text SELECT t.* FROM search_text AS t JOIN search_entry AS e ON e.id = t.id
        WHERE (e.area, e.number) IN (SELECT area, number FROM search_touched);
    INSERT INTO $entry SELECT * FROM search_entry WHERE (area, number) IN (SELECT area, number FROM search_touched);
    DROP TABLE search_entry, search_text, search_touched;
    ALTER TABLE $entry RENAME TO search_entry;
    ALTER TABLE $text RENAME TO search_text;
END $$$$
"""


def create(cursor: Cursor, tables: Tables, *, is_whole: bool) -> None:
    """The tables; without `is_whole` what is quicker to make when they are full comes with `finish`."""
    cursor.execute("CREATE SEQUENCE IF NOT EXISTS search_row")
    for statement in (*_TABLES, *(_INDEXES if is_whole else ())):
        cursor.execute(tables.sql(statement))


def drop(cursor: Cursor, tables: Tables) -> None:
    """No table is left."""
    cursor.execute(tables.sql("DROP TABLE IF EXISTS $entry, $text"))
    if tables is LIVE:
        cursor.execute("DROP SEQUENCE IF EXISTS search_row")


def has(cursor: Cursor, table: str) -> bool:
    """There is such a table."""
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
    return bool(cursor.fetchone()[0])


@contextmanager
def together(cursor: Cursor) -> Iterator[None]:  # noqa: ARG001 (the other index needs it)
    """The shadow is seen by nobody: its rows may come one by one."""
    yield


def begin(cursor: Cursor) -> None:
    """An empty shadow, and from now on a list of what changes beside it."""
    cursor.execute(SHADOW.sql(_BEGIN))
    create(cursor, SHADOW, is_whole=False)


def finish(cursor: Cursor) -> None:
    """The shadow is ready to take the place."""
    for statement in _INDEXES:
        cursor.execute(SHADOW.sql(statement))
    cursor.execute(SHADOW.sql("ANALYZE $entry"))


def swap(cursor: Cursor) -> None:
    """What changed meanwhile is brought over, and the shadow takes the place in one transaction."""
    cursor.execute(SHADOW.sql(_SWAP))


def put(cursor: Cursor, tables: Tables, records: Sequence[Record]) -> None:
    """Rows that are not there yet."""
    cursor.execute("SELECT nextval('search_row') FROM generate_series(1, %s)", [len(records)])
    numbers = [number for (number,) in cursor.fetchall()]
    rows = list(zip(numbers, records, strict=True))
    cursor.executemany(
        tables.sql("INSERT INTO $text (id, title, compact, head, rest) VALUES (%s, %s, %s, %s, %s)"),
        [(i, r.title, r.compact, r.head, r.rest) for i, r in rows],
    )
    cursor.executemany(
        tables.sql(
            "INSERT INTO $entry (id, area, number, facets, published, starts, ends, weight, tokens)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))"
        ),
        [(i, r.area, r.number, r.facets, r.published, r.starts, r.ends, r.weight, _fitting(r)) for i, r in rows],
    )


def remove(cursor: Cursor, tables: Tables, keys: Iterable[tuple[str, int]]) -> None:
    """Those of these that are there."""
    gone = list(keys)
    cursor.executemany(
        tables.sql("DELETE FROM $text WHERE id = (SELECT id FROM $entry WHERE area = %s AND number = %s)"), gone
    )
    cursor.executemany(tables.sql("DELETE FROM $entry WHERE area = %s AND number = %s"), gone)


def clear(cursor: Cursor) -> None:
    """No row is left."""
    for name in ("$text", "$entry"):
        cursor.execute(LIVE.sql(f"DELETE FROM {name}"))  # noqa: S608 (two names of ours)


def match(groups: Sequence[Group], *, prefixes: frozenset[str]) -> str:
    """The question as a tsquery; no token has a quotation mark."""

    def term(token: str) -> str:
        return f"'{token}':*" if token in prefixes else f"'{token}'"

    return " & ".join(f"({' | '.join(map(term, group))})" for group in groups)


def rows(cursor: Cursor, asked: str, where: str, params: Sequence[object], most: int) -> list[Row]:
    """The newest that match; `asked` "" is everything."""
    found = "SELECT e.area, e.number, e.facets, e.published, e.starts, e.ends, e.weight FROM $entry AS e WHERE "
    found += "e.tokens @@ %s::tsquery" if asked else "true"
    sql = found + where + " ORDER BY e.published DESC, e.id DESC LIMIT %s"
    cursor.execute(LIVE.sql(sql), [*([asked] if asked else []), *params, most])
    return list(map(Row._make, cursor.fetchall()))


def many(cursor: Cursor, asked: str, where: str, params: Sequence[object], most: int) -> int:
    """How many match, up to `most`."""
    found = "e.tokens @@ %s::tsquery" if asked else "true"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM $entry AS e WHERE {found}{where} LIMIT %s) AS found"  # noqa: S608
    cursor.execute(LIVE.sql(sql), [*([asked] if asked else []), *params, most])
    return int(cursor.fetchone()[0])


def titles(cursor: Cursor, asked: str, most: int) -> list[Title]:
    """Of the newest that match."""
    sql = (
        "SELECT t.title, t.head, t.compact, e.published, e.ends FROM $entry AS e JOIN $text AS t ON t.id = e.id"
        " WHERE e.tokens @@ %s::tsquery ORDER BY e.published DESC, e.id DESC LIMIT %s"
    )
    cursor.execute(LIVE.sql(sql), [asked, most])
    return [Title(*row) for row in cursor.fetchall()]


def _fitting(record: Record) -> list[str]:
    """The tokens; of a text that is longer than a whole law book those of the title and of the filters first."""
    found, room = sorted(record.tokens(), reverse=True), MOST_BYTES  # the marks sort last
    for at, token in enumerate(found):
        room -= len(token.encode())
        if room < 0:
            return found[:at]
    return found
