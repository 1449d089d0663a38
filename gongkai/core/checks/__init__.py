"""The checks of an annual report, a family a module. `examine` runs them all; a check that lacks an operand says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.core.checks import discipline, parts, reading, registers, sums, words, years
from gongkai.core.checks.registry import Check, Result, every, get
from gongkai.core.findings import Doubt, Finding, Verdict
from gongkai.core.reports import Report

__all__ = ["FAMILIES", "Check", "Examination", "every", "examine", "get"]

# Order of the families in lists and pages.
FAMILIES = {
    "S": ("数的关系", sums),
    "Y": ("与上一年", years),
    "W": ("文字里的数", words),
    "P": ("格式与内容", parts),
    "D": ("时限与纪律", discipline),
    "R": ("读取", reading),
    "H": ("与台账", registers),
}


@dataclass(frozen=True, slots=True)
class Examination:
    """What all checks say of one report: the findings, and the codes of the checks that passed."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that bar publishing."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """All that failed, whatever its weight."""
        return tuple(finding for finding in self.findings if finding.verdict is Verdict.FAIL)


def examine(report: Report, doubts: Iterable[Doubt] = ()) -> Examination:
    """Every check on `report`, and the reader's doubts put in words. Failures first, then what could not be checked."""
    findings: list[Finding] = []
    passed: list[str] = []
    for check in every():
        if check.run is None:
            continue
        results = tuple(check.run(report))
        findings.extend(_findings(check, results))
        if results and all(result.verdict is Verdict.PASS for result in results):
            passed.append(check.code)
    findings.extend(_of_doubt(doubt) for doubt in doubts)
    order = {family: number for number, family in enumerate(FAMILIES)}
    findings.sort(
        key=lambda each: (each.verdict is not Verdict.FAIL, not each.is_error, order[each.code[0]], each.code)
    )
    return Examination(tuple(findings), tuple(passed))


def _findings(check: Check, results: Iterable[Result]) -> Iterator[Finding]:
    """One finding a failure; what could not be checked for one reason is one finding over all its places."""
    silent: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.verdict is Verdict.FAIL:
            yield Finding(check.code, check.weight, result.verdict, result.at, result.says, check.basis, result.cells)
        elif result.verdict is Verdict.NOT_CHECKABLE:
            silent[result.says].append(result)
    for why, same in silent.items():
        places = list(dict.fromkeys(result.at for result in same))
        at = "、".join(places[:3]) + (f"等{len(places)}处" if len(places) > 3 else "")
        cells = tuple(dict.fromkeys(cell for result in same for cell in result.cells))
        yield Finding(check.code, check.weight, Verdict.NOT_CHECKABLE, at, why, check.basis, cells)


def _of_doubt(doubt: Doubt) -> Finding:
    check = get(doubt.code)
    says = check.phrase(doubt) if check.phrase else check.title
    return Finding(check.code, check.weight, Verdict.FAIL, doubt.at, says, check.basis, doubt.cells)
