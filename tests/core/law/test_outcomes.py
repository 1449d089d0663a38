"""Kinds of reply, their rows in the report, and what may be done against them."""

from datetime import date

import pytest

from gongkai.core import editions, law

NOW = date(2026, 1, 1)
REFUSALS = {
    "partial",
    "state_secret",
    "prohibited_by_law",
    "three_securities",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
}


def test_there_are_23_kinds_of_reply():
    assert len(law.outcomes(on=NOW)) == 23


def test_the_regulations_of_2008_had_four():
    assert len(law.outcomes(on=date(2019, 5, 14))) == 4


@pytest.mark.parametrize("edition", editions.every(), ids=lambda each: each.key)
def test_every_result_row_has_a_reply_and_every_reply_a_row(edition):
    rows = {row.key for row in edition.tables["applications"].rows if row.is_result}

    assert {kind.rows[edition.key] for kind in law.outcomes(on=NOW)} == rows


def test_reconsideration_first_since_2024_is_not_a_matter_of_the_report_row():
    first = {kind.key for kind in law.outcomes(on=NOW) if law.remedy(kind.key, on=NOW).key == "reconsideration_first"}

    assert first == REFUSALS
    query = law.outcome("administrative_query", on=NOW)
    assert query.rows["2021-30"].startswith("refused.")
    assert law.remedy("administrative_query", on=NOW).key == "either"


@pytest.mark.parametrize(
    ("on", "key", "months"),
    [
        (date(2015, 4, 30), "either", 3),
        (date(2015, 5, 1), "either", 6),
        (date(2023, 12, 31), "either", 6),
        (date(2024, 1, 1), "reconsideration_first", None),
    ],
)
def test_remedy_of_a_refusal_by_day(on, key, months):
    found = law.remedy("state_secret", on=on)

    assert (found.key, found.lawsuit_months, found.reconsideration_days) == (key, months, 60)


def test_after_reconsideration_fifteen_days_are_left_for_the_court():
    assert law.remedy("state_secret", on=NOW).lawsuit_days_after_reconsideration == 15


def test_a_reply_that_the_law_of_the_day_did_not_know_is_refused():
    with pytest.raises(law.NotInForce):
        law.outcome("abandoned_no_payment", on=date(2020, 12, 31))
    with pytest.raises(law.NotInForce):
        law.remedy("no_such_reply", on=NOW)


def test_a_missing_information_reply_must_describe_the_search():
    assert "检索" in law.outcome("not_exist", on=NOW).must
