"""A question -> the page of hits that answers it best, and how many there are of each kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import ceil, log
from typing import Any

from gongkai.search import asking, records, tokens
from gongkai.search.asking import Group, Plan
from gongkai.search.engines import Engine, engine
from gongkai.search.values import FACETS, Connection, Cursor, Found, Hit, Query, Row

MOST_COUNTED = 10_000  # hits; below it the total is exact
MOST_LISTED = 2_000  # hits that are ranked and counted by kind: the newest, and those that fit best by their titles
_MOST_OF_SENTENCE = 24  # pairs of a long sentence that are looked for one by one
_MOST_OF_ONE = 2_000  # records of one such pair
_ENOUGH = 0.5  # of the pairs that stand anywhere at all
_LEAST = 0.3  # of all pairs

_IN_FORCE, _ENDED, _NOT_YET = "in_force", "ended", "not_yet"
_EXACT, _HEAD_WHOLE, _HEAD, _BODY = 4.0, 3.0, 2.0, 1.0  # how well it fits
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Asker:
    """One question at one database."""

    engine: Engine
    cursor: Cursor
    query: Query
    plan: Plan

    def rows(self, words: Iterable[str], most: int, *, in_head: bool = False, whole: str = "") -> list[Row]:
        """The newest with all these words, the phrases and the filters; `whole` must stand in the title as it is."""
        wanted = [tokens.in_head(word) if in_head else word for word in words]
        groups: list[Group] = [(word,) for word in wanted] + list(self.plan.filters)
        prefixes = frozenset(word for word in wanted if len(word) == 1 and not word.isascii())
        where, params = self._where(in_head=in_head, whole=whole)
        asked = self.engine.match(groups, prefixes=prefixes) if groups else ""
        return self.engine.rows(self.cursor, asked, where, params, most)

    def many(self) -> int:
        """How many have it all, up to one more than are counted: without fetching any."""
        groups: list[Group] = [(word,) for word in self.plan.all_tokens] + list(self.plan.filters)
        prefixes = frozenset(word for word in self.plan.all_tokens if len(word) == 1 and not word.isascii())
        where, params = self._where(in_head=False, whole="")
        asked = self.engine.match(groups, prefixes=prefixes) if groups else ""
        return self.engine.many(self.cursor, asked, where, params, MOST_COUNTED + 1)

    def named(self) -> list[Row]:
        """Those whose document number was typed."""
        if not self.plan.number:
            return []
        where, params = self._where(in_head=False, whole="")
        where += records.LIVE.sql(" AND e.id IN (SELECT id FROM $text WHERE compact = %s AND compact <> '')")
        return self.engine.rows(self.cursor, "", where, [*params, self.plan.number], MOST_LISTED)

    def _where(self, *, in_head: bool, whole: str) -> tuple[str, list[object]]:
        sql, params = "", list[object]()
        day = self.query.on.toordinal()
        if self.query.validity == _IN_FORCE:
            sql += " AND (e.starts IS NULL OR e.starts <= %s) AND (e.ends IS NULL OR e.ends > %s)"
            params += [day, day]
        elif self.query.validity == _ENDED:
            sql += " AND e.ends <= %s"
            params.append(day)
        finds = self.engine.FINDS
        for phrase in (whole,) if whole else self.plan.phrases:
            head, rest = f"{finds}(t.head, %s) > 0", "" if in_head or whole else f" OR {finds}(t.rest, %s) > 0"
            sql += f" AND EXISTS (SELECT 1 FROM search_text AS t WHERE t.id = e.id AND ({head}{rest}))"  # noqa: S608
            params += [phrase] * (2 if rest else 1)
        return sql, params


def find(connection: Connection, query: Query) -> Found:
    """One page, the best first: document number, then title, then the rest; in force before ended; the newest first."""
    plan = asking.plan(query)
    if plan.is_empty:
        return Found()
    with connection.cursor() as cursor:
        asker = _Asker(engine(connection), cursor, query, plan)
        rows = asker.rows(plan.all_tokens, MOST_LISTED + 1)
        if not rows and plan.sentence:
            return _loosely(asker)
        total = asker.many() if len(rows) > MOST_LISTED else len(rows)
        fits = {} if plan.is_blank or query.order == "newest" else _fits(asker)
    counted = rows[:MOST_LISTED]
    if not fits:
        return _page(query, counted, counted, {}, total=total)
    scores = {key: score for key, (_, score) in fits.items()}
    ranked = [row for row in counted if row.key not in scores] + [row for row, _ in fits.values()]
    return _page(query, counted, ranked, scores, total=total)


def _fits(asker: _Asker) -> dict[Key, tuple[Row, float]]:
    """How well those fit that have it all in title or document number."""
    most = MOST_LISTED
    words = asker.plan.all_tokens
    fits = {row.key: (row, _HEAD) for row in asker.rows(words, most, in_head=True)}
    if fits and len(words) > 1 and len(fits) < most and not asker.plan.phrases:
        fits |= {row.key: (row, _HEAD_WHOLE) for row in asker.rows(words, most, in_head=True, whole=asker.plan.whole)}
    return fits | {row.key: (row, _EXACT) for row in asker.named()}


def _loosely(asker: _Asker) -> Found:
    """Most of a long sentence will do: the share of its pairs, a rare one more than one that stands everywhere."""
    plan = asker.plan
    wanted = plan.sentence[:_MOST_OF_SENTENCE]
    found = {word: asker.rows((*plan.words, word), _MOST_OF_ONE) for word in wanted}
    known = [word for word in wanted if found[word]]
    least = max(2, ceil(_ENOUGH * len(known)), ceil(_LEAST * len(wanted)))
    rows = {row.key: row for word in known for row in found[word]}
    many = Counter(row.key for word in known for row in found[word])
    kept = [rows[key] for key, times in many.items() if times >= least]
    kept.sort(key=lambda row: (-row.published, row.area, -row.number))
    total, kept = len(kept), kept[:MOST_LISTED]
    rarity = {word: log(1 + 10 * _MOST_OF_ONE / len(found[word])) for word in known}
    scores = dict.fromkeys((row.key for row in kept), 0.0)
    for word in known:
        for row in found[word]:
            if row.key in scores:
                scores[row.key] += rarity[word]
    whole = sum(rarity.values()) or 1.0
    shares = {key: score / whole for key, score in scores.items()}
    is_least = any(len(each) >= _MOST_OF_ONE for each in found.values())
    return _page(asker.query, kept, kept, shares, total=total, is_least=bool(kept) and is_least, is_loose=True)


def _page(
    query: Query,
    counted: Sequence[Row],
    ranked: Iterable[Row],
    scores: Mapping[Key, float],
    *,
    total: int,
    is_least: bool = False,
    is_loose: bool = False,
) -> Found:
    """The part of the ranked hits that was asked for, and the counts."""
    day = query.on.toordinal()

    def newest(row: Row) -> tuple[object, ...]:
        return -row.published, row.area, -row.number

    def best(row: Row) -> tuple[object, ...]:
        return (
            -scores.get((row[0], row[1]), _BODY),
            validity(row, day) != _IN_FORCE,
            -row.weight,
            -row.published,
            row.area,
            -row.number,
        )

    first = max(query.page - 1, 0) * query.on_a_page
    shown = nsmallest(first + query.on_a_page, ranked, key=newest if query.order == "newest" else best)[first:]
    return Found(
        total=min(total, MOST_COUNTED),
        hits=tuple(Hit(row.area, row.number, round(scores.get(row.key, _BODY), 4)) for row in shown),
        counts=_counts(counted, day),
        is_loose=is_loose and bool(counted),
        total_is_least=is_least or total > MOST_COUNTED,
        counts_are_partial=total > len(counted),
    )


def validity(row: Row, day: int) -> str:
    """Whether it is in force on the day."""
    if row.ends is not None and row.ends <= day:
        return _ENDED
    return _NOT_YET if row.starts is not None and row.starts > day else _IN_FORCE


def _counts(rows: Sequence[Row], day: int) -> Mapping[str, Mapping[str | int, int]]:
    """How many of each value; what has none is not counted."""
    columns = list(zip(*map(records.facets, (row.facets for row in rows)), strict=True)) or [()] * (len(FACETS) - 1)
    counted: dict[str, Counter[str]] = dict(zip(FACETS, map(Counter, columns), strict=False))
    years = {int(year): many for year, many in counted.pop("year").items() if year}
    counts: dict[str, Mapping[str | int, int]] = {facet: _sorted(values) for facet, values in counted.items()}
    return counts | {"year": _sorted(years), "validity": _sorted(Counter(validity(row, day) for row in rows))}


def _sorted(values: Mapping[Any, int]) -> dict[str | int, int]:
    """The most first."""
    named = ((value, many) for value, many in values.items() if value != "")
    return dict(sorted(named, key=lambda each: (-each[1], str(each[0]))))
