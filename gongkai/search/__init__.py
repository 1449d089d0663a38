"""Chinese full-text search inside the database of the rows: what is published is found at the next question."""

from gongkai.search.finding import MOST_LISTED, find
from gongkai.search.keeping import Outdated, clear, count, create, drop, index, rebuild, remove
from gongkai.search.marking import highlight, mark
from gongkai.search.suggesting import suggest
from gongkai.search.values import Connection, Entry, Found, Hit, Piece, Query

__all__ = [
    "MOST_LISTED",
    "Connection",
    "Entry",
    "Found",
    "Hit",
    "Outdated",
    "Piece",
    "Query",
    "clear",
    "count",
    "create",
    "drop",
    "find",
    "highlight",
    "index",
    "mark",
    "rebuild",
    "remove",
    "suggest",
]
