"""What is put into the index and taken out, inside the caller's transaction; and the index made anew while it serves."""

from collections.abc import Iterable, Iterator
from itertools import islice

from gongkai.search import tokens
from gongkai.search.engines import Engine, engine
from gongkai.search.records import LIVE, SHADOW, Record, record
from gongkai.search.values import Connection, Cursor, Entry

_AT_ONCE = 1_000
_VERSION = "CREATE TABLE search_version (version integer NOT NULL)"


class Outdated(Exception):
    """The index was made by another tokenizer."""


def create(connection: Connection) -> None:
    """Tables and indexes, empty."""
    kind = engine(connection)
    with connection.cursor() as cursor:
        kind.create(cursor, LIVE, is_whole=True)
        cursor.execute(_VERSION)
        cursor.execute("INSERT INTO search_version (version) VALUES (%s)", [tokens.VERSION])


def drop(connection: Connection) -> None:
    """Nothing is left, not even of a rebuild that was cut off."""
    kind = engine(connection)
    with connection.cursor() as cursor:
        for tables in (SHADOW, LIVE):
            kind.drop(cursor, tables)
        for name in ("search_touched", "search_version"):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def index(connection: Connection, entries: Iterable[Entry]) -> None:
    """Put these in, in place of what was there of the same area and number."""
    kind = engine(connection)
    with connection.cursor() as cursor:
        _check_version(cursor)
        for records in _parcels(entries):
            with kind.together(cursor):
                kind.remove(cursor, LIVE, records)
                kind.put(cursor, LIVE, list(records.values()))
                _touch(kind, cursor, records)


def remove(connection: Connection, area: str, numbers: Iterable[int]) -> None:
    """Take these out; those that are not there are no fault."""
    kind = engine(connection)
    keys = [(area, number) for number in numbers]
    with connection.cursor() as cursor:
        _check_version(cursor)
        with kind.together(cursor):
            kind.remove(cursor, LIVE, keys)
            _touch(kind, cursor, keys)


def clear(connection: Connection) -> None:
    """Take everything out."""
    kind = engine(connection)
    with connection.cursor() as cursor, kind.together(cursor):
        if kind.has(cursor, "search_touched"):
            cursor.execute(LIVE.sql("INSERT INTO search_touched (area, number) SELECT area, number FROM $entry"))
        kind.clear(cursor)


def count(connection: Connection) -> int:
    """How many are in it."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE.sql("SELECT count(*) FROM $entry"))
        return int(cursor.fetchone()[0])


def rebuild(connection: Connection, entries: Iterable[Entry]) -> int:
    """Make the index anew beside the old one, which serves until the new one is whole; how many went in.

    `entries` must read the rows only when it is asked for them: what is indexed or removed after that is brought over.
    """
    kind, many = engine(connection), 0
    with connection.cursor() as cursor:
        kind.begin(cursor)
        for records in _parcels(entries):
            with kind.together(cursor):
                kind.remove(cursor, SHADOW, records)
                kind.put(cursor, SHADOW, list(records.values()))
            many += len(records)
        kind.finish(cursor)
        with kind.together(cursor):
            kind.swap(cursor)
            cursor.execute("UPDATE search_version SET version = %s", [tokens.VERSION])
    return many


def _parcels(entries: Iterable[Entry]) -> Iterator[dict[tuple[str, int], Record]]:
    """A thousand at a time; the last of several of one area and number."""
    left = iter(entries)
    while parcel := list(islice(left, _AT_ONCE)):
        yield {each.key: each for each in map(record, parcel)}


def _touch(kind: Engine, cursor: Cursor, keys: Iterable[tuple[str, int]]) -> None:
    """For a rebuild that is under way. Asked after the writing: a rebuild that begins now waits until that is committed."""
    if kind.has(cursor, "search_touched"):
        cursor.executemany("INSERT INTO search_touched (area, number) VALUES (%s, %s)", list(keys))


def _check_version(cursor: Cursor) -> None:
    cursor.execute("SELECT version FROM search_version")
    (version,) = cursor.fetchone()
    if version != tokens.VERSION:
        raise Outdated(f"检索索引是旧的第 {version} 版（现为第 {tokens.VERSION} 版）：请先重建检索索引，再发布或撤下")
