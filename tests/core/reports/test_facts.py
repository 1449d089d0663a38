"""The catalogue of facts: whole, without doubles; sums, shares and comparisons that never say more than is known."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.core import editions
from gongkai.core.reports import BLANK, facts
from tests.core.reports import years


def test_every_cell_of_every_edition_is_a_fact():
    cells = {cell for edition in editions.every() for table in edition.tables.values() for cell in table.cells}

    assert len(cells) > 200
    assert {cell for cell in cells if not facts.is_known(cell)} == set()


def test_no_two_facts_share_a_key_or_a_label():
    keys = [fact.key for fact in facts.every()]
    labels = [facts.label(form + key) for form in ("", "last.", "compared.", "none.") for key in keys]

    assert len(set(keys)) == len(keys) > 340
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if set(label) & set("{}=\\\n")] == []


def test_a_label_leads_back_to_its_key():
    for form in ("", "last.", "compared.", "none."):
        for fact in facts.every():
            assert facts.labelled(facts.label(form + fact.key)) == form + fact.key
    assert facts.labelled("没有这一项") is None


def test_every_fact_says_who_counts_it_and_where():
    for fact in facts.every():
        assert fact.source in ("tallied", "entered")
        assert fact.where
        assert fact.group


def test_what_a_fact_follows_from_stands_in_the_catalogue_before_it_or_in_the_tables():
    seen = {cell for edition in editions.every() for table in edition.tables.values() for cell in table.cells}
    for fact in facts.every():
        assert set(fact.adds) | set(fact.share) <= seen, fact.key
        seen.add(fact.key)


def test_sums_of_cells_are_the_sums_of_the_form():
    tables = years.cells(random.Random(1))
    whole = facts.complete(tables)
    groups = ("replied.refused", "replied.unavailable", "replied.not_processed", "replied.other_handling")

    results = sum(whole[group] for group in groups)
    results += whole["applications.granted.total"] + whole["applications.partial.total"]

    assert results == tables["applications.total.total"] > 0
    assert whole["applied.organisations"] == (
        tables["applications.received.total"] - tables["applications.received.natural_person"]
    )
    assert whole["disputes.concluded"] == whole["disputes.total"] - sum(
        tables[f"remedies.{row.key}.pending"] for row in years.EDITION.tables["remedies"].rows
    )


def test_a_sum_with_an_unknown_part_is_unknown():
    known = {"published.wechat": 5, "published.weibo": 3}

    assert facts.complete(known)["published.new_media"] is None
    assert facts.complete(known | {"published.douyin": 0})["published.new_media"] == 8


def test_what_somebody_entered_is_not_worked_out_anew():
    assert facts.complete({"proposals.handled": 7})["proposals.handled"] == 7


def test_a_share_of_nothing_is_unknown():
    assert facts.complete({"pace.in_time": 0, "pace.late": 0})["pace.in_time_share"] is None


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (147, 150, "98.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (0, 9, "0.0"),
        (9, 9, "100.0"),
        (9999, 10_000, "99.99"),
        (1, 100_000, "0.001"),
    ],
)
def test_a_share_never_turns_some_into_none_nor_almost_all_into_all(part, whole, share):
    assert str(facts.per_cent(part, whole)) == share


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        (151, 139, "比上年增加12件，增长8.6%"),
        (139, 151, "比上年减少12件，下降7.9%"),
        (5, 5, "与上年持平"),
        (5, 0, "比上年增加5件"),
        (0, 5, "比上年减少5件"),
        (0, 0, "与上年持平"),
        (5, None, None),
        (None, 5, None),
    ],
)
def test_a_comparison_has_a_rate_only_where_both_years_had_something(now, before, says):
    known = facts.with_last({"applications.received.total": now}, {"applications.received.total": before})

    assert facts.said("compared.applications.received.total", known) == says


def test_shares_are_compared_in_points():
    known = facts.with_last({"appraised.score": Decimal("92.5")}, {"appraised.score": 90})

    assert facts.said("compared.appraised.score", known) == "比上年增加2.5个百分点"


def test_without_a_year_before_nothing_is_compared():
    assert facts.said("compared.published.total", facts.with_last({"published.total": 3}, None)) is None


@pytest.mark.parametrize(("value", "says"), [(0, "未"), (1, None), (None, None)])
def test_none_is_said_only_of_a_known_zero(value, says):
    assert facts.said("none.published.total", {"published.total": value}) == says


@pytest.mark.parametrize(
    ("value", "says"), [(151, "151"), (Decimal("26.80"), "26.8"), (Decimal("1E+3"), "1000"), (Decimal("100.0"), "100")]
)
def test_a_figure_is_written_plainly(value, says):
    assert facts.written(value) == says


def test_a_fact_that_nobody_knows_is_named_in_the_error():
    with pytest.raises(LookupError, match=r"没有“no\.such”这个数据项"):
        facts.get("no.such")


def test_the_tables_of_a_report_are_facts_and_its_silence_is_none():
    known = years.cells(random.Random(2))
    said = years.report(known, {})
    silent = years.report(known, {}).cells | {"applications.received.total": BLANK}

    assert facts.of_report(said) == known | {"report.year": 2025}
    assert facts.of_report(replace(said, cells=silent))["applications.received.total"] is None
