"""What an archive is asked most: a body over the years, bodies beside each other, one year as a whole, breaks between years."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gongkai.archive.allowed import Refused
from gongkai.archive.answers import Answer, answer
from gongkai.archive.bodies import key_of
from gongkai.archive.measures import FIGURES, RATES, Rate
from gongkai.archive.values import Overview
from gongkai.core import editions
from gongkai.core.reports import Number

Ask = Callable[..., Answer]

# Bodies below one body, at any depth; without it, for its own report may contain theirs. NULL stands for all.
AMONG = """
    ($kind::VARCHAR IS NULL OR body_kind = $kind) AND ($parent::VARCHAR IS NULL OR body IN (
        SELECT body FROM above WHERE ancestor = $parent))"""
# A government of which a body below it is there too, among those chosen: its report contains that of the other.
_WHOLE = """
    coalesce(body_kind, '') = 'government' AND body IN (
        SELECT a.ancestor FROM kept AS k JOIN above AS a ON a.body = k.body
        WHERE k.is_current AND k.year = $year AND ($kind::VARCHAR IS NULL OR k.body_kind = $kind))"""
ONCE = f"{AMONG} AND NOT ({_WHOLE})"
_LINE = """
    WITH RECURSIVE line AS (
        SELECT $body AS body UNION SELECT lineage.predecessor FROM lineage JOIN line ON lineage.body = line.body
    )"""


def body_of(ask: Ask, body: str) -> str:
    """The id of a body given by id or by any of its names. Raises Refused."""
    found = ask("SELECT body FROM bodies WHERE body = $body", {"body": body}).rows
    found = found or ask("SELECT body FROM names WHERE key = $key", {"key": key_of(body)}).rows
    found = (
        found
        or ask("SELECT body FROM bodies WHERE name = $body OR list_contains(other_names, $body)", {"body": body}).rows
    )
    if not found:
        raise Refused(f"报告库里没有“{body:.60}”；有哪些单位，见 bodies()")
    return str(found[0][0])


def bodies(ask: Ask) -> Answer:
    """Every body with how many current reports it has, its first and its last year."""
    return ask(
        """SELECT b.body, b.name, b.kind, b.parent, b.other_names, b.is_known, count(r.id) AS reports, min(r.year) AS first_year,
            max(r.year) AS last_year
        FROM bodies AS b LEFT JOIN (FROM reports WHERE is_current) AS r ON r.body = b.body GROUP BY ALL ORDER BY b.name, b.body"""
    )


def series(ask: Ask, body: str, cells: Sequence[str] = ()) -> Answer:
    """A body's reports over the years, those of the bodies it came from before them; `remark` says where the break is."""
    chosen = body_of(ask, body)
    found = ask(
        f"""{_LINE} SELECT year, body, name, report, {", ".join(FIGURES)} FROM figures WHERE body IN (SELECT body FROM line)
        ORDER BY year, body = $body, body""",  # noqa: S608 - our own words
        {"body": chosen},
    )
    remarks = _remarks(ask, chosen)
    columns, rows = list(found.columns), [list(row) for row in found.rows]
    if cells:
        columns, rows = [*columns[:4], *cells], _with_cells(ask, rows, cells)
    began: set[str] = set()
    for row in rows:
        row.append(remarks.get(row[1]) if row[1] not in began else None)
        began.add(row[1])
    return answer([*columns, "remark"], rows, found.sql, f"{body}历年")


def _remarks(ask: Ask, body: str) -> dict[str, str]:
    """What is to be said at the first report of each body of the line that came from others."""
    found = ask(
        f"""{_LINE} SELECT l.body, n.name, coalesce(p.name, l.predecessor), l."on" FROM lineage AS l
        LEFT JOIN bodies AS n ON n.body = l.body LEFT JOIN bodies AS p ON p.body = l.predecessor
        WHERE l.body IN (SELECT body FROM line) ORDER BY l.body, l."on", l.predecessor""",  # noqa: S608 - our own words
        {"body": body},
    )
    told: dict[str, list[str]] = defaultdict(list)
    for to, name, before, on in found.rows:
        day = f"（{on.isoformat()}）" if on else ""
        told[to].append(f"{before}{day}" if told[to] else f"机构变动：{name or to}的前身是{before}{day}")
    return {to: f"{'、'.join(each)}；与以前的数不能直接相比" for to, each in told.items()}


def _with_cells(ask: Ask, rows: Sequence[Sequence[Any]], cells: Sequence[str]) -> list[list[Any]]:
    _real(cells)
    reports = [row[3] for row in rows]
    values = _values(ask, reports, cells)
    return [[*row[:4], *(values.get((row[3], cell)) for cell in cells)] for row in rows]


def _values(ask: Ask, reports: Sequence[str], cells: Sequence[str]) -> dict[tuple[str, str], Any]:
    found = ask(
        "SELECT report, cell, value FROM cells WHERE list_contains($reports, report) AND list_contains($cells, cell)",
        {"reports": list(reports), "cells": list(cells)},
    )
    return {(report, cell): value for report, cell, value in found.rows}


def _real(cells: Sequence[str]) -> None:
    every = {cell for edition in editions.every() for table in edition.tables.values() for cell in table.cells}
    wrong = [cell for cell in cells if cell not in every]
    if wrong:
        raise Refused(f"年度报告没有这样的格子：{'、'.join(wrong[:3])}；格子的写法如 applications.received.total")


def compare(ask: Ask, chosen: Sequence[str], year: int, cells: Sequence[str] = ()) -> Answer:
    """Bodies beside each other in one year, in the order given; one without a report has its row, with a remark."""
    ids = [body_of(ask, body) for body in chosen]
    _real(cells)
    found = ask(
        f"SELECT body, name, report, {', '.join(FIGURES)} FROM figures WHERE year = $year AND list_contains($ids, body)",  # noqa: S608 - our own words
        {"year": year, "ids": ids},
    )
    by_body = {row[0]: row for row in found.rows}
    columns = list(cells) or list(FIGURES)
    values = _values(ask, [row[2] for row in found.rows], cells) if cells else {}
    names = dict(ask("SELECT body, name FROM bodies WHERE list_contains($ids, body)", {"ids": ids}).rows)
    rows: list[list[Any]] = []
    for body in ids:
        row = by_body.get(body)
        if row is None:
            rows.append([body, names.get(body), None, *[None] * len(columns), f"没有 {year} 年的报告"])
        else:
            figures = [values.get((row[2], cell)) for cell in cells] if cells else row[3:]
            rows.append([*row[:3], *figures, None])
    return answer(["body", "name", "report", *columns, "remark"], rows, found.sql, f"{year} 年比较")


def overview(ask: Ask, year: int, parent: str | None = None, kind: str | None = None) -> Overview:
    """One year as a whole. A sum is over those that say; `silent` is how many do not. A rate is that of all cases together."""
    given = {"year": year, "parent": parent and body_of(ask, parent), "kind": kind}
    sums = " UNION ALL ".join(_sum(key, label) for key, label in FIGURES.items())
    rates = " UNION ALL ".join(_rate(key, rate) for key, rate in RATES.items())
    found = ask(
        f"""WITH f AS MATERIALIZED (SELECT * FROM figures WHERE year = $year AND {ONCE}),
        r AS MATERIALIZED (SELECT * FROM rates WHERE year = $year AND {ONCE}) {sums} UNION ALL {rates}""",  # noqa: S608 - our own words
        given,
    )
    rows = [(key, *map(_whole, row)) if key in FIGURES else (key, *row) for key, *row in found.rows]
    found = answer(found.columns, rows, found.sql, f"{year} 年")
    reports = ask(f"SELECT count(*) FROM kept WHERE is_current AND year = $year AND {ONCE}", given)  # noqa: S608 - our own words
    return Overview(year, int(reports.rows[0][0]), missing(ask, given), found, _wholes(ask, given))


def figures(ask: Ask, year: int, parent: str | None = None, kind: str | None = None) -> Answer:
    """The figures of each body of a year, those in no sum with `is_summed` false."""
    given = {"year": year, "parent": parent and body_of(ask, parent), "kind": kind}
    found = ask(
        f"""SELECT body, name, report, {", ".join(FIGURES)}, NOT ({_WHOLE}) AS is_summed
        FROM figures WHERE year = $year AND {AMONG} ORDER BY name, body""",  # noqa: S608 - our own words
        given,
    )
    return answer(found.columns, found.rows, found.sql, f"{year} 年各单位", is_cut=found.is_cut)


def _wholes(ask: Ask, given: Mapping[str, Any]) -> Answer:
    """The governments left out of the sums: what each says itself, and what those below it that are here say together."""
    return ask(
        f"""SELECT f.body, f.name, f.report, f.received, count(*) AS reports, count(u.received) AS said,
            sum(u.received) AS received_below
        FROM (SELECT * FROM figures WHERE year = $year AND {AMONG} AND {_WHOLE}) AS f
        JOIN above AS a ON a.ancestor = f.body
        JOIN (SELECT * FROM figures WHERE year = $year AND {ONCE}) AS u ON u.body = a.body
        GROUP BY ALL ORDER BY f.name, f.body""",  # noqa: S608 - our own words
        given,
    )


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sum(key: str, label: str) -> str:
    return (
        f"SELECT '{key}' AS measure, '{label}' AS label, count({key}) AS said, count(*) - count({key}) AS silent, "  # noqa: S608 - our own words
        f"sum({key})::DOUBLE AS total, median({key})::DOUBLE AS median, min({key})::DOUBLE AS lowest, "
        f"max({key})::DOUBLE AS highest FROM f"
    )


def _rate(key: str, rate: Rate) -> str:
    """Of all cases together; the distribution over those with cases enough for a rate of their own."""
    enough = f"FILTER (base >= {rate.least})"
    return (
        f"SELECT 'rate.{key}', '{rate.label}', count(rate), count(*) - count(rate), "  # noqa: S608 - our own words
        f"sum(cases) FILTER (rate IS NOT NULL) / sum(base) FILTER (rate IS NOT NULL), "
        f"median(rate) {enough}, min(rate) {enough}, max(rate) {enough} FROM r WHERE measure = '{key}'"
    )


def missing(ask: Ask, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the bodies told to the archive that have no report of the year.

    Not those that had become others by then, nor those that came from others later and never reported before.
    """
    found = ask(
        f"""SELECT name FROM (SELECT *, kind AS body_kind FROM bodies) WHERE is_known AND {AMONG}
        AND body NOT IN (SELECT body FROM kept WHERE is_current AND year = $year)
        AND body NOT IN (SELECT predecessor FROM lineage WHERE "on" IS NULL OR year("on") <= $year)
        AND body NOT IN (
            SELECT l.body FROM lineage AS l WHERE year(l."on") > $year
            AND NOT EXISTS (SELECT 1 FROM kept AS k WHERE k.body = l.body AND k.year < $year)
        ) ORDER BY name""",  # noqa: S608 - our own words
        given,
    )
    return tuple(str(name) for (name,) in found.rows)


# ── from one year to the next ───────────────────────────────────────────────────────────────────────────────────────

_BREAKS = """
WITH chosen AS MATERIALIZED (
    SELECT number, body, name, year, applications_edition, proactive_edition,
        lag(year) OVER (PARTITION BY body ORDER BY year) AS year_before, dense_rank() OVER (ORDER BY body) AS rank
    FROM kept WHERE is_current AND ($bodies::VARCHAR[] IS NULL OR list_contains($bodies, body))
), told AS MATERIALIZED (
    SELECT DISTINCT cell, regexp_extract(cell, '(carried_in|carried_out|made|repealed|in_force)', 1) AS part,
        dense_rank() OVER (ORDER BY regexp_replace(cell, '(made|repealed|in_force)$|(carried_(in|out))', '')) AS line
    FROM form WHERE cell LIKE 'applications.carried_%' OR cell LIKE 'proactive.art20_1.%'
), lines AS (
    SELECT number, line, max(value) FILTER (part = 'carried_in') AS carried_in,
        max(value) FILTER (part = 'carried_out') AS carried_out, max(value) FILTER (part = 'made') AS made,
        max(value) FILTER (part = 'repealed') AS repealed,
        max(value) FILTER (part = 'in_force') AS in_force
    FROM numbered JOIN told USING (cell) WHERE number IN (SELECT number FROM chosen) GROUP BY number, line
), following AS (
    SELECT lines.*, year, lag(year) OVER years AS before, lag(carried_out) OVER years AS carried_before,
        lag(in_force) OVER years + made - repealed AS expected_in_force
    FROM lines JOIN chosen USING (number) WINDOW years AS (PARTITION BY rank, line ORDER BY year)
), breaks AS (
    SELECT number, line, 'carried' AS kind, 'carried_in' AS part, carried_before AS expected, carried_in AS found
    FROM following WHERE year = before + 1 AND carried_before <> carried_in
    UNION ALL
    SELECT number, line, 'in_force', 'in_force', expected_in_force, in_force
    FROM following WHERE year = before + 1 AND expected_in_force <> in_force
    UNION ALL
    SELECT number, NULL, 'gap', NULL, year_before + 1, year FROM chosen WHERE year - year_before > 1
)
SELECT c.body, c.name, c.year, e.kind, told.cell, form.place, e.expected, e.found
FROM breaks AS e JOIN chosen AS c USING (number) LEFT JOIN told USING (line, part)
LEFT JOIN form ON form.cell = told.cell
    AND form.edition = CASE e.kind WHEN 'carried' THEN c.applications_edition ELSE c.proactive_edition END
ORDER BY c.body, c.year, e.kind, form.sort
"""


def breaks(ask: Ask, body: str | None = None) -> Answer:
    """Where one year does not follow from the one before, in words; figures that are silent in either year break nothing."""
    line = None
    if body is not None:
        found = ask(
            _LINE + "SELECT body FROM line",  # noqa: S608 - our own words
            {"body": body_of(ask, body)},
        )
        line = [each for (each,) in found.rows]
    found = ask(_BREAKS, {"bodies": line})
    rows = [[*row, _says(*row[2:])] for row in found.rows]
    return answer([*found.columns, "says"], rows, found.sql, "前后年份接不上的地方", is_cut=found.is_cut)


def _says(year: int, kind: str, _cell: str, place: str, expected: Number, found: Number) -> str:
    if kind == "carried":
        return f"{year} 年{place}是 {found} 件，{year - 1} 年的结转下年度是 {expected} 件"
    if kind == "in_force":
        return f"{year} 年{place}是 {found} 件，上一年的现行有效加本年制发减本年废止是 {expected} 件"
    return f"{expected} 年没有报告" if expected == found - 1 else f"{expected} 年至 {found - 1} 年没有报告"
