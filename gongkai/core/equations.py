"""Sums that do not come out, written out with their own figures: 148 + 4 = 152 ≠ 149 + 2 = 151."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.core.findings import Finding, Verdict
from gongkai.core.reports.facts import written
from gongkai.core.reports.values import Number, Report

_SUMMED = MappingProxyType({"S102": "各项办理结果", "S103": "六类申请人", "S201": "四种结果"})


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of the equation: with its cell when it is one, in bold when it is a sum, or a sign between."""

    text: str
    cell: str = ""
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """One sum that fails."""

    title: str
    where: str
    terms: tuple[Term, ...]
    remark: str


def of(report: Report, finding: Finding) -> Equation | None:
    """The finding as an equation; None where it speaks of no sum, or of one that cannot be worked out."""
    write = _WAYS.get(finding.code)
    if write is None or finding.verdict is not Verdict.FAIL or report.total(*finding.cells) is None:
        return None
    return write(report, finding)


def _balance(report: Report, finding: Finding) -> Equation:
    ins, outs = finding.cells[:2], finding.cells[2:]
    terms = (*_added(report, ins), _sign("≠"), *_added(report, outs))
    apart = _apart(_total(report, ins), _total(report, outs))
    remark = f"第一项加第二项之和，应等于第三项加第四项之和；差 {apart} 件"
    return Equation("勾稽关系不成立", finding.at.split("/", 1)[1], terms, remark)


def _parts(report: Report, finding: Finding) -> Equation:
    whole, *parts = finding.cells
    shown = tuple(part for part in parts if report.value(part)) or tuple(parts[:1])
    total = _total(report, (whole,))
    terms = (*_added(report, shown), _sign("≠"), Term(written(total), whole))
    apart = _apart(_total(report, shown), total)
    return Equation(
        "总计不对", finding.at.replace("/", " "), terms, f"{_SUMMED[finding.code]}之和，应等于总计；差 {apart} 件"
    )


def _added(report: Report, cells: tuple[str, ...]) -> Iterator[Term]:
    """148 + 4 = 152, or the figure alone when there is nothing to add."""
    for place, cell in enumerate(cells):
        if place:
            yield _sign("+")
        yield Term(written(_total(report, (cell,))), cell)
    if len(cells) > 1:
        yield _sign("=")
        yield Term(written(_total(report, cells)))


def _apart(one: Number, other: Number) -> str:
    return written(one - other if one > other else other - one)


def _sign(text: str) -> Term:
    return Term(text, is_sign=True)


def _total(report: Report, cells: tuple[str, ...]) -> Number:
    total = report.total(*cells)
    assert total is not None  # the check could add them up
    return total


_WAYS: Mapping[str, Callable[[Report, Finding], Equation]] = MappingProxyType(
    {"S101": _balance, "S102": _parts, "S103": _parts, "S201": _parts}
)
