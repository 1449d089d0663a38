"""Sums that do not come out are written out with the figures of the report, each with its cell."""

from dataclasses import replace

from gongkai.core import checks, editions, equations
from gongkai.core.findings import Verdict, Weight
from gongkai.core.reports import Report, read_cell
from gongkai.core.reports.tallying import with_totals

EDITION = editions.get("2021-30")


def report(**changes: int) -> Report:
    """A report of nothing but one case received and answered, with `changes` of some cells (dots are __)."""
    cells = dict.fromkeys(
        (cell for table in EDITION.tables.values() for cell in table.cells if not cell.endswith(".total")), 0
    )
    cells |= {"applications.received.natural_person": 1, "applications.granted.natural_person": 1}
    whole = with_totals({cell: value for cell, value in cells.items() if ".total." not in cell}, EDITION)
    whole |= {cell.replace("__", "."): value for cell, value in changes.items()}
    known = {cell: read_cell(value) for cell, value in whole.items() if value is not None}
    return Report("青禾区住房和城乡建设局", 2025, None, dict.fromkeys(EDITION.tables, EDITION.key), known)


def written(found: Report) -> dict[str, str]:
    """Code and place → the equation as it is read."""
    failures = checks.examine(found).failures
    shown = {f"{each.code} {each.at}": equations.of(found, each) for each in failures}
    return {place: " ".join(term.text for term in each.terms) for place, each in shown.items() if each}


def test_a_report_that_balances_has_no_equation() -> None:
    assert written(report()) == {}


def test_the_balance_is_written_out_from_left_to_right() -> None:
    found = written(report(applications__received__natural_person=4))

    assert found["S101 表三/自然人"] == "4 + 0 = 4 ≠ 1 + 0 = 1"


def test_a_total_is_written_out_without_its_zeros() -> None:
    found = written(report(applications__granted__total=3))

    assert found["S103 表三/予以公开"] == "1 ≠ 3"


def test_every_figure_names_its_cell_and_signs_do_not() -> None:
    this = report(applications__received__natural_person=4)
    (finding,) = [each for each in checks.examine(this).failures if each.at == "表三/自然人"]

    equation = equations.of(this, finding)

    assert equation is not None
    assert [term.cell for term in equation.terms if term.cell] == list(finding.cells)
    assert [term.text for term in equation.terms if term.is_sign] == ["+", "=", "≠", "+", "="]


def test_what_is_no_failing_sum_is_no_equation() -> None:
    this = report(applications__received__natural_person=4)
    (finding,) = [each for each in checks.examine(this).failures if each.at == "表三/自然人"]

    assert equations.of(this, replace(finding, verdict=Verdict.PASS)) is None
    assert equations.of(this, replace(finding, code="Y201", weight=Weight.WARNING)) is None
