"""Searching what is published: the words, the filters, the marked snippets; and what was looked for in vain."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import InternalError, OperationalError, connection

from gongkai import search
from gongkai.core.documents import text
from gongkai.documents import actions
from gongkai.documents.models import Publication
from gongkai.documents.public.shown import row, shown
from gongkai.documents.public.values import Row

_LOG = logging.getLogger(__name__)
ON_A_PAGE = 10
MOST_WORDS = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the visitor made it."""

    words: str
    issuer: str = ""
    kind: str = ""
    theme: str = ""
    column: str = ""
    year: int | None = None
    validity: str = ""
    genre: str = ""
    order: str = "best"  # or newest
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found, with its title and the best place of its text in pieces: (text, whether it was asked for)."""

    row: Row
    title: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found."""

    hits: tuple[Hit, ...]
    total: int
    is_least: bool  # there are at least so many
    is_loose: bool  # nothing had all the words; these have most of them
    page: int
    pages: int
    counts: Mapping[str, Mapping[str | int, int]]  # facet -> value -> how many


def find(asked: Asked, *, on: date) -> Result:
    """The documents that fit, the best first. A search without any result is kept for the office to see."""
    query = search.Query(
        words=asked.words[:MOST_WORDS],
        on=on,
        area=asked.genre,
        issuers=_some(asked.issuer),
        kinds=_some(asked.kind),
        themes=_some(asked.theme),
        columns=_some(asked.column),
        years=(asked.year,) if asked.year else (),
        validity=asked.validity,
        order=asked.order,
        page=asked.page,
        on_a_page=ON_A_PAGE,
    )
    found = search.find(connection, query)
    if not found.total and asked.words.strip() and asked.page == 1:
        _note_miss(asked.words, on)
    rows = shown().select_related("column", "body").in_bulk([each.number for each in found.hits])
    hits = tuple(_hit(rows[each.number], asked.words, on) for each in found.hits if each.number in rows)
    reached = min(found.total, search.MOST_LISTED)
    pages = max(1, -(-reached // ON_A_PAGE))
    return Result(hits, found.total, found.total_is_least, found.is_loose, asked.page, pages, found.counts)


def _note_miss(words: str, on: date) -> None:
    """Who searches is answered, also while the database takes no more notes: busy, or read-only."""
    try:
        actions.miss(words, on=on)
    except (OperationalError, InternalError) as error:
        _LOG.warning("a search without result was not noted: %s", type(error.__cause__ or error).__name__)


def suggest(typed: str, *, on: date) -> tuple[str, ...]:
    """Titles for what has been typed so far."""
    return search.suggest(connection, typed[:MOST_WORDS], on=on)


def _hit(found: Publication, words: str, on: date) -> Hit:
    title = tuple((piece.text, piece.is_hit) for piece in search.mark(found.title, words))
    plain = text.plain(text.from_record(found.text))
    snippet = tuple((piece.text, piece.is_hit) for piece in search.highlight(plain, words))
    return Hit(row(found, on=on), title, snippet)


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
