"""What is written can be read: for every kind of file, any report comes back as it was."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai.core import editions
from gongkai.core.reports import BLANK, Report, State, read_cell
from gongkai.reading import read
from gongkai.writing import KINDS, write
from tests.made import EDITIONS, headings, reconciling, reports

many = settings(
    max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink)
)
few = settings(many, max_examples=20)
KINDS_HERE = [pytest.param(kind, marks=pytest.mark.fonts if kind == "pdf" else ()) for kind in KINDS]


def there_and_back(report: Report, kind: str) -> Report:
    return read(write(report, kind), f"report.{kind}").report


@many
@given(reports())
def test_docx_comes_back_as_it_was(report):
    assert there_and_back(report, "docx") == report


@many
@given(reports())
def test_html_comes_back_as_it_was(report):
    assert there_and_back(report, "html") == report


@many
@given(reports())
def test_json_comes_back_as_it_was(report):
    assert there_and_back(report, "json") == report


@many
@given(reports())
def test_xlsx_comes_back_as_it_was(report):
    report = with_a_figure_in_table_four(report)

    assert there_and_back(report, "xlsx") == report


@pytest.mark.fonts
@few
@given(reports())
def test_pdf_comes_back_as_it_was(report):
    assert there_and_back(report, "pdf") == report


def with_a_figure_in_table_four(report: Report) -> Report:
    """The report without a table four that is blank from end to end: in a spreadsheet nothing tells that it was printed."""
    blank = [cell for cell in report.cells if cell.startswith("remedies.") and report.cell(cell) == BLANK]
    is_empty = len(blank) == len(report.table("remedies").cells)
    return replace(report, cells={**report.cells, blank[0]: read_cell(0)}) if is_empty else report


# ── the other side ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_random_reports_are_full():
    """A property over empty reports would hold of itself."""
    seen: Counter[str] = Counter()

    @settings(many, max_examples=80, phases=(Phase.generate,), derandomize=True)
    @given(reports())
    def look(report):
        seen.update({f"proactive {report.editions['proactive']}", f"applications {report.editions['applications']}"})
        seen.update({cell.state for cell in report.cells.values()} | {f"unit {c.unit}" for c in report.cells.values()})
        seen["mixed"] += len(set(report.editions.values())) > 1
        seen["dated"] += bool(report.dated)
        seen["published"] += report.published_on is not None
        seen["below zero"] += any(cell.value is not None and cell.value < 0 for cell in report.cells.values())
        seen["several paragraphs"] += any("\n" in text for text in report.texts.values())

    look()
    expected = {*(f"{table} {key}" for table in ("proactive", "applications") for key in EDITIONS), *State, "mixed"}
    expected |= {"unit 件", "unit 万元", "dated", "published", "below zero", "several paragraphs"}
    assert {name for name in expected if seen[name] < 3} == set()


@pytest.mark.parametrize("kind", KINDS_HERE)
@given(data=st.data())
@settings(many, max_examples=6)
def test_a_changed_cell_does_not_go_unnoticed(kind, data):
    report = reconciling("2021-30", 7)
    cell = data.draw(st.sampled_from(sorted(report.cells)))
    changed = replace(report, cells={**report.cells, cell: read_cell((report.value(cell) or 0) + 1)})

    found = there_and_back(changed, kind)

    assert found != report
    assert [each for each in report.cells if found.cells[each] != report.cells[each]] == [cell]


@pytest.mark.parametrize("kind", KINDS_HERE)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reconciling_report_comes_back_without_a_doubt(kind, edition):
    report = reconciling(edition, 3)

    reading = read(write(report, kind), f"report.{kind}")

    assert (reading.report, reading.doubts) == (report, ())


@pytest.mark.parametrize("kind", KINDS_HERE)
def test_the_year_before_is_not_written(kind):
    report = replace(reconciling("2021-30", 4, year=2023), last_year=reconciling("2021-30", 5, year=2022))

    assert there_and_back(report, kind) == replace(report, last_year=None)


@pytest.mark.parametrize("kind", KINDS_HERE)
def test_the_same_report_gives_the_same_bytes(kind):
    report = replace(reconciling("2021-30", 4), published_on=None)

    assert write(report, kind) == write(report, kind)


# ── real reports ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.samples
@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize(
    "name", ["hongze_2023.pdf", "kewei_2024.md", "pingtan_2021.txt", "seed_000.txt", "seed_003.txt"]
)
def test_a_real_report_comes_back_as_it_was_read(name, kind, samples):
    first = read(Path(samples, name).read_bytes(), name).report
    cells = {key: replace(cell, candidates=()) if cell.value is not None else cell for key, cell in first.cells.items()}
    newest = max((first.edition(table) for table in editions.TABLES), key=lambda edition: edition.first_year)
    report = replace(first, cells=cells, headings=headings(newest))

    assert there_and_back(report, kind) == report
