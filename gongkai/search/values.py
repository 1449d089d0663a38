"""What goes into the search index and what comes out of it, and the little that is asked of a database connection."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

FACETS = ("issuer", "kind", "theme", "column", "year", "validity")


class Cursor(Protocol):
    """A cursor of the Python database interface, with parameters as %s."""

    def execute(self, sql: str, params: Sequence[Any] | None = None, /) -> object: ...
    def executemany(self, sql: str, params: Iterable[Sequence[Any]], /) -> object: ...
    def fetchall(self) -> list[Any]: ...
    def fetchone(self) -> Any: ...  # noqa: ANN401


class Connection(Protocol):
    """An open connection; that of Django is one. What is done through it belongs to the caller's transaction."""

    @property
    def vendor(self) -> str:
        """The database: sqlite or postgresql."""

    def cursor(self) -> AbstractContextManager[Any]:
        """A new cursor."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A published record as it is searched. `number` is its row; it is unique within its `area`."""

    area: str  # document, interpretation, reply, page
    number: int
    title: str
    published_on: date
    document_number: str = ""
    keywords: str = ""
    body: str = ""
    attachments: str = ""
    issuer: str = ""
    kind: str = ""
    theme: str = ""
    column: str = ""
    year: int | None = None
    starts_on: date | None = None  # the first day in force
    ends_on: date | None = None  # the first day no longer in force
    weight: float = 0.0  # decides before the day of publication, after everything else


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked. Several values of one facet: any of them; several facets: all of them."""

    on: date
    words: str = ""
    area: str = ""
    issuers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    validity: str = ""  # in_force, ended; "" is both
    order: str = "best"  # or newest
    page: int = 1
    on_a_page: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found."""

    area: str
    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and what there is in the whole result."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    counts: Mapping[str, Mapping[str | int, int]] = field(default_factory=lambda: {facet: {} for facet in FACETS})
    is_loose: bool = False  # nothing had all of a long sentence: these have most of it
    total_is_least: bool = False  # there are more than were counted
    counts_are_partial: bool = False  # the counts by kind are of the newest; further pages have only these


class Row(NamedTuple):
    """What the index knows of a hit before it is ranked; days as ordinals. There are ten thousand of them in an answer."""

    area: str
    number: int
    facets: str
    published: int
    starts: int | None
    ends: int | None
    weight: float

    @property
    def key(self) -> tuple[str, int]:
        """The record."""
        return self.area, self.number


@dataclass(frozen=True, slots=True)
class Title:
    """What is known of a title for suggesting it; `head` is title and document number folded."""

    title: str
    head: str
    compact: str
    published: int
    ends: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool
