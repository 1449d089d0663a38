"""Connections to search on, as Django opens them: SQLite in a file, PostgreSQL in a throw-away cluster; and entries to put in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db.backends.postgresql.base import DatabaseWrapper as LargeDatabase
from django.db.backends.sqlite3.base import DatabaseWrapper as LittleDatabase
from django.db.utils import ConnectionHandler

from gongkai import search
from gongkai.search import Entry, Query

ON = date(2026, 11, 21)


def little(path: Path):
    """A new connection to the SQLite file."""
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"}
    return LittleDatabase(_whole(settings), "little")


def large(address: str):
    """A new connection to the cluster."""
    folder = address.split("host=")[1].split("&", maxsplit=1)[0]
    settings = {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "gongkai", "HOST": folder}
    return LargeDatabase(_whole(settings), "large")


def _whole(settings: dict) -> dict:
    return ConnectionHandler({"default": settings}).settings["default"]


@contextmanager
def transaction(connection) -> Iterator[None]:
    """What Django's atomic does, on a connection that Django does not list."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
    try:
        yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
        raise
    with connection.cursor() as cursor:
        cursor.execute("COMMIT")


def break_off(connection, *deeds) -> None:
    """A transaction that does these, looks, and fails."""
    with transaction(connection):
        for deed in deeds:
            deed()
        raise RuntimeError


def entry(number: int, title: str = "关于印发《垃圾分类实施方案》的通知", **values) -> Entry:
    """A document of the day of its number."""
    day = date.fromordinal(date(2024, 1, 1).toordinal() + number % 500)
    return Entry(**{"area": "document", "number": number, "title": title, "published_on": day} | values)


def found(connection, words: str = "", **asked) -> list[int]:
    """The numbers of the hits, the best first."""
    return [
        hit.number for hit in search.find(connection, Query(words=words, **{"on": ON, "on_a_page": 50} | asked)).hits
    ]
