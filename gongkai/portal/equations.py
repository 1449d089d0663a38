"""Sums that do not come out, written out with their own figures: 148 + 4 = 152 ≠ 149 + 2 = 151."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.core.reports import Number, Report
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


@dataclass(frozen=True, slots=True)
class _Sum:
    """Cells added up."""

    cells: tuple[str, ...]
    value: Number


def equations(report: Report, notes: Sequence[Note], ids: Anchors) -> Iterator[Equation]:
    """The equations of the failing checks that are sums of cells."""
    for note in notes:
        write = _WAYS.get(note.code)
        if write is not None:
            yield write(report, note, ids)


def _balance(report: Report, note: Note, ids: Anchors) -> Equation:
    ins, outs = note.finding.cells[:2], note.finding.cells[2:]
    left, right = _Sum(ins, _total(report, ins)), _Sum(outs, _total(report, outs))
    terms = (*_added(report, left, ids), _sign("≠"), *_added(report, right, ids))
    remark = f"第一项加第二项之和，应等于第三项加第四项之和；差 {abs(left.value - right.value)} 件"
    return Equation("勾稽关系不成立", note.at.split("/", 1)[1], terms, remark, note)


def _parts(report: Report, note: Note, ids: Anchors) -> Equation:
    whole, *parts = note.finding.cells
    shown = tuple(part for part in parts if report.value(part)) or tuple(parts[:1])
    added, printed = _Sum(shown, _total(report, shown)), _total(report, (whole,))
    terms = (*_added(report, added, ids), _sign("≠"), Term(str(printed), "#" + ids.passage(whole)))
    name = {"S102": "各项办理结果", "S103": "六类申请人", "S201": "四种结果"}[note.code]
    remark = f"{name}之和，应等于总计；差 {abs(added.value - printed)} 件"
    return Equation("总计不对", note.at.replace("/", " "), terms, remark, note)


def _added(report: Report, added: _Sum, ids: Anchors) -> Iterator[Term]:
    """148 + 4 = 152, or the figure alone when there is nothing to add."""
    for place, cell in enumerate(added.cells):
        if place:
            yield _sign("+")
        yield Term(str(report.value(cell)), "#" + ids.passage(cell))
    if len(added.cells) > 1:
        yield _sign("=")
        yield Term(str(added.value))


def _sign(text: str) -> Term:
    return Term(text, is_sign=True)


def _total(report: Report, cells: Sequence[str]) -> Number:
    total = report.total(*cells)
    assert total is not None  # the check could add them up
    return total


_WAYS: dict[str, Callable[[Report, Note, Anchors], Equation]] = {
    "S101": _balance,
    "S102": _parts,
    "S103": _parts,
    "S201": _parts,
}
