"""The reports that other tests are made with: complete, and in agreement with themselves."""

from collections import Counter

import pytest
from hypothesis import given, settings

from gongkai.core.checks import examine
from gongkai.core.reports import State, tidy
from tests.made import EDITIONS, paragraphs, reconciling


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reconciling_report_passes_every_check(edition):
    passed: Counter[str] = Counter()
    for seed in range(25):
        found = examine(reconciling(edition, seed))

        assert found.failures == ()
        passed.update(found.passed)

    assert {"S101", "S102", "S103", "S201", "P101", "P102", "W101"} <= {
        code for code, times in passed.items() if times > 20
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reconciling_report_is_complete_and_not_empty(edition):
    made = [reconciling(edition, seed) for seed in range(10)]

    assert {cell.state for report in made for cell in report.cells.values()} == {State.READ}
    assert sum((report.value("applications.total.total") or 0) > 0 for report in made) > 5
    assert len({report.body for report in made}) > 3


def test_the_same_seed_makes_the_same_report():
    assert reconciling("2021-30", 9) == reconciling("2021-30", 9)
    assert reconciling("2021-30", 9) != reconciling("2021-30", 10)


@settings(max_examples=50, deadline=None)
@given(paragraphs())
def test_a_paragraph_is_tidy(text):
    assert tidy(text) == text
