"""From a figure of the archive back to where it is printed: the cell on the page of its report, and what errata say of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.urls import reverse

from gongkai.archive.measures import SUMS
from gongkai.core import editions
from gongkai.reports import public

_ONE_CELL = re.compile(r"cell = '([a-z0-9_.]+)'")
_REMEDIES = frozenset({"reconsiderations", "litigations", "settled", "corrected"})
_ANY = "any-report"  # of some hundred addresses of one pattern one is looked up
_MOST_ERRATA = 20


@dataclass(frozen=True, slots=True)
class Noted:
    """What errata say of a report in the archive, which keeps the figures as they were published."""

    says: str
    url: str


def anchor(figure: str) -> str:
    """Where a figure stands on the page of its report: its cell, or the table of which it adds up cells."""
    cell = figure if "." in figure else _cell(figure)
    return f"c-{cell}" if cell else "t-remedies" if figure in _REMEDIES else "t-applications"


@cache
def _cell(figure: str) -> str:
    found = _ONE_CELL.fullmatch(SUMS.get(figure, ""))
    return found[1] if found else ""


def address(report: str | None, figure: str) -> str:
    """A figure on the page of its report; "" where there is no report."""
    return f"{_pattern().replace(_ANY, quote(report))}#{anchor(figure)}" if report else ""


def _pattern() -> str:
    return reverse("archive-report", args=[_ANY])


def errata(reports: Iterable[str | None]) -> tuple[Noted, ...]:
    """Those of these reports that have errata, in words."""
    corrected = public.corrected()
    found = [corrected[each] for each in dict.fromkeys(reports) if each in corrected]
    return tuple(map(_noted, found[:_MOST_ERRATA]))


def _noted(found: public.Corrected) -> Noted:
    cells = "；".join(f"{_place(found.year, each.cell)}公布时是 {each.old}，应为 {each.new}" for each in found.changes)
    says = f"{found.body_name} {found.year} 年的报告公布以后有勘误" + (f"：{cells}" if cells else "")
    return Noted(says, reverse("archive-report", args=[found.key]))


def form(year: int) -> editions.Edition:
    """The form of a year; before there was a national one, the first."""
    try:
        return editions.of(year)
    except LookupError:
        return editions.every()[0]


def _place(year: int, cell: str) -> str:
    """In the words of the form; what is no cell is named as it was written."""
    edition = form(year)
    is_cell = any(cell in table.cells for table in edition.tables.values())
    return edition.where(cell) if is_cell else cell
