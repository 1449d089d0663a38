"""Sums that do not come out, written out: each figure leads to where it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.core import equations as written
from gongkai.core.reports import Report
from gongkai.portal.notes import Anchors, Note


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of the equation: with an address when it is a cell, in bold when it is a sum, or a sign between."""

    text: str
    href: str = ""
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """One sum that fails."""

    title: str
    where: str
    terms: tuple[Term, ...]
    remark: str
    note: Note


def equations(report: Report, notes: Sequence[Note], ids: Anchors) -> Iterator[Equation]:
    """The equations of the failing checks that are sums of cells."""
    for note in notes:
        found = written.of(report, note.finding)
        if found is not None:
            terms = tuple(_term(each, ids) for each in found.terms)
            yield Equation(found.title, found.where, terms, found.remark, note)


def _term(each: written.Term, ids: Anchors) -> Term:
    return Term(each.text, f"#{ids.passage(each.cell)}" if each.cell else "", each.is_sign)
