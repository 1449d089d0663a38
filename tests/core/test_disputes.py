"""Disputes: terms counted by hand, columns of table four, who may do what when."""

from datetime import date

import pytest

from gongkai.core import disputes, editions, law, periods
from gongkai.core.disputes import KINDS, LIFE, ROLES, STAGES
from gongkai.core.life import NotAllowed


@pytest.mark.parametrize(
    ("kind", "served_on", "is_simplified", "due"),
    [
        ("reconsideration", "2026-11-02", False, "2026-11-16"),  # ten days are working days since 2024
        ("reconsideration", "2026-11-02", True, "2026-11-09"),
        ("reconsideration", "2023-11-02", False, "2023-11-13"),  # ten natural days end on a Sunday
        ("litigation_direct", "2026-11-02", False, "2026-11-17"),
        ("litigation_after_reconsideration", "2026-09-18", False, "2026-10-08"),  # the fifteenth day is in the holiday
    ],
)
def test_the_day_of_the_answer(kind, served_on, is_simplified, due):
    term = disputes.answer_by(kind, date.fromisoformat(served_on), is_simplified=is_simplified)

    assert term.due.on == date.fromisoformat(due)
    assert term.limit.article


def test_a_refusal_goes_to_reconsideration_first_since_2024():
    refused = disputes.apply_by("state_secret", date(2026, 11, 2), replied_on=date(2026, 10, 30))
    granted = disputes.apply_by("granted", date(2026, 11, 2), replied_on=date(2026, 10, 30))
    before = disputes.apply_by("state_secret", date(2023, 11, 2), replied_on=date(2023, 11, 1))

    assert [(term.limit.term, term.due.on) for term in refused] == [("reconsideration_apply", date(2027, 1, 4))]
    assert [term.limit.term for term in granted] == ["reconsideration_apply", "lawsuit_direct"]
    # 1 and 2 May 2027 are a weekend, so 3 and 4 May are off, as far as that year is known.
    assert granted[1].due.on == date(2027, 5, 5)
    assert granted[1].due.is_provisional
    assert [term.limit.term for term in before] == ["reconsideration_apply", "lawsuit_direct"]


def test_a_lawsuit_that_skipped_reconsideration_is_seen():
    on = date(2026, 10, 30)

    assert disputes.is_filed_too_early("state_secret", "litigation_direct", replied_on=on)
    assert not disputes.is_filed_too_early("state_secret", "litigation_after_reconsideration", replied_on=on)
    assert not disputes.is_filed_too_early("not_exist", "litigation_direct", replied_on=on)
    assert not disputes.is_filed_too_early("state_secret", "litigation_direct", replied_on=date(2023, 12, 29))


def test_fifteen_days_to_sue_after_reconsideration():
    assert disputes.sue_by(date(2026, 11, 2)).due.on == date(2026, 11, 17)


@pytest.mark.parametrize("edition", editions.every(), ids=lambda edition: edition.key)
@pytest.mark.parametrize("kind", KINDS)
def test_every_result_has_its_cell_in_every_form(edition, kind):
    cells = edition.tables["remedies"].cells

    found = {disputes.cell(kind, each.key) for each in disputes.results(kind)} | {disputes.cell(kind, None)}

    assert found == {f"remedies.{kind}.{column}" for column in ("upheld", "corrected", "other", "pending")}
    assert found <= set(cells)


def test_a_result_that_is_none_is_named():
    with pytest.raises(LookupError, match="行政复议没有“withdrawn”这一结果"):
        disputes.cell("reconsideration", "withdrawn")


def test_an_annulment_obliges_to_answer_again():
    assert disputes.result("reconsideration", "annulled").answers_again
    assert not disputes.result("litigation_direct", "claim_rejected").answers_again


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", STAGES)
def test_every_move_is_allowed_or_refused_as_the_table_says(stage, role):
    for move in LIFE:
        if stage in move.stages and role in move.roles:
            assert LIFE.after(stage, move.verb, role=role) == (move.to or stage)
        else:
            with pytest.raises(NotAllowed):
                LIFE.after(stage, move.verb, role=role)


@pytest.mark.parametrize(
    ("event", "months", "due"),
    [
        ("2026-08-31", 6, "2027-03-01"),  # February has no 31st: its last day, a Sunday, moves to Monday
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-11-12", 3, "2026-02-12"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(event, months, due):
    limit = law.Limit("t", "月", months, "month", "", "", date(2008, 5, 1), None, is_verified=True)

    assert periods.ends(date.fromisoformat(event), limit).on == date.fromisoformat(due)
