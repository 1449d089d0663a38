"""The clock of an application: cases worked out by hand from the law, and random lives against a slower clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core import workdays
from gongkai.core.applications import Event, clock
from tests.core.applications import slow_clock


def events(*rows):
    return [
        Event(verb, date.fromisoformat(on), **more) for verb, on, *rest in rows for more in [rest[0] if rest else {}]
    ]


def day(text):
    return date.fromisoformat(text)


# ── by hand ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-10-27", "2026-11-24"),
        ("2021-01-26", "2021-02-26"),  # Spring Festival, two weekends worked
        ("2021-09-18", "2021-10-22"),
        ("2020-01-20", "2020-02-25"),  # the holiday of 2020 was made longer to 2 February
        ("2024-02-01", "2024-03-05"),  # over 29 February; 4 and 18 February, Sundays, were worked
        ("2025-12-15", "2026-01-13"),  # over the end of the year; 4 January, a Sunday, was worked
        ("2019-05-15", "2019-06-13"),  # the first day of the Regulations of 2019: 20 days
        ("2019-05-14", "2019-06-04"),  # the last day of those of 2008: 15 days
    ],
)
def test_twenty_working_days(received, due):
    assert clock(events(("receive", received))).due_on == day(due)


def test_the_day_of_receipt_is_not_counted_and_the_last_day_is():
    found = clock(events(("receive", "2026-11-02")))

    assert [each.number for each in found.account(day("2026-11-02"))][:3] == [1, 2, 3]
    assert found.account(day("2026-11-02"))[-1].on == found.due_on == day("2026-11-30")
    assert found.left(day("2026-11-30")) == 0
    assert not found.is_overdue(day("2026-11-30"))
    assert found.left(day("2026-12-01")) == -1
    assert found.is_overdue(day("2026-12-01"))


def test_a_correction_starts_the_whole_term_anew():
    asked = events(("receive", "2026-10-27"), ("ask_to_correct", "2026-11-03", {"until": day("2026-11-17")}))
    waiting = clock(asked)
    corrected = clock([*asked, *events(("correct", "2026-11-10"))])

    assert waiting.due_on is None
    assert waiting.left(day("2026-11-05")) is None
    assert [(each.verb, each.due_on) for each in waiting.waiting] == [("ask_to_correct", day("2026-11-17"))]
    assert not waiting.flaws
    assert waiting.waiting[0].is_over(day("2026-11-18"))
    assert corrected.due_on == day("2026-12-08")
    assert [each.why for each in corrected.account(day("2026-11-12")) if each.on == day("2026-11-09")] == [
        "等待申请人补正"
    ]


def test_asking_to_correct_on_the_eighth_day_is_too_late():
    in_time, late = (
        clock(events(("receive", "2026-10-27"), ("ask_to_correct", on))) for on in ("2026-11-05", "2026-11-06")
    )

    assert in_time.flaws == ()
    assert [flaw.says for flaw in late.flaws] == ["要求补正应当在 2026-11-05 以前告知，迟了 1 个工作日"]


def test_the_days_of_asking_a_third_party_do_not_count():
    asked = events(("receive", "2026-10-27"), ("consult_third_party", "2026-11-02"))
    answered = clock([*asked, *events(("answer_consultation", "2026-11-09"))])

    assert answered.due_on == day("2026-12-01")
    assert answered.days_stopped == 5
    assert answered.summary == "10月27日收到，停表5个工作日，20个工作日，故12月1日"
    # Silence: fifteen working days from the day after the third party has the letter, then the organ decides.
    silent = clock(asked)
    assert silent.waiting[0].due_on == day("2026-11-23")
    assert silent.due_on == day("2026-12-15")
    assert "由本机关决定" in silent.waiting[0].silence


def test_the_term_of_the_third_party_runs_from_the_day_it_has_the_letter():
    found = clock(
        events(("receive", "2026-10-27"), ("consult_third_party", "2026-11-02", {"served_on": day("2026-11-06")}))
    )

    assert found.waiting[0].due_on == day("2026-11-27")


def test_an_answer_after_the_term_does_not_lengthen_it():
    asked = events(("receive", "2026-10-27"), ("consult_third_party", "2026-11-02"))

    late = clock([*asked, *events(("answer_consultation", "2026-12-04"))])

    assert late.due_on == clock(asked).due_on


def test_two_consultations_at_once_are_not_taken_off_twice():
    found = clock(
        events(
            ("receive", "2026-10-27"),
            ("consult_third_party", "2026-11-02", {"about": "甲公司"}),
            ("consult_co_maker", "2026-11-04", {"about": "区住建局"}),
            ("answer_consultation", "2026-11-09", {"about": "甲公司"}),
            ("answer_consultation", "2026-11-11", {"about": "区住建局"}),
        )
    )

    assert found.days_stopped == 7
    assert found.due_on == day("2026-12-03")


def test_another_organ_has_no_term_so_nothing_is_due_until_it_answers():
    asked = events(("receive", "2026-10-27"), ("consult_organ", "2026-11-02"))

    assert clock(asked).due_on is None
    assert clock([*asked, *events(("answer_consultation", "2026-11-09"))]).due_on == day("2026-12-01")


def test_silence_of_a_co_maker_is_consent():
    found = clock(events(("receive", "2026-10-27"), ("consult_co_maker", "2026-11-02")))

    assert found.waiting[0].silence == "逾期未答复的，视为同意公开"


def test_under_the_regulations_of_2008_only_third_parties_stop_the_clock():
    received = ("receive", "2019-05-10")

    organ = clock(events(received, ("consult_organ", "2019-05-13"), ("answer_consultation", "2019-05-20")))
    third = clock(events(received, ("consult_third_party", "2019-05-13"), ("answer_consultation", "2019-05-20")))

    assert organ.due_on == clock(events(received)).due_on == day("2019-05-31")
    assert third.due_on == day("2019-06-10")


def test_an_extension_on_the_last_day_counts_and_one_day_later_does_not():
    received = ("receive", "2026-10-27")

    in_time = clock(events(received, ("extend", "2026-11-24", {"days": 20})))
    late = clock(events(received, ("extend", "2026-11-25", {"days": 20})))

    assert in_time.due_on == day("2026-12-22")
    assert late.due_on == day("2026-11-24")
    assert [flaw.says for flaw in late.flaws] == ["期限已于 2026-11-24 届满，此后告知延期不发生延长的效果"]


def test_an_extension_is_given_once_and_never_beyond_its_limit():
    found = clock(events(("receive", "2026-10-27"), ("extend", "2026-11-10", {"days": 25}), ("extend", "2026-11-20")))

    assert found.quota == 40
    assert found.due_on == day("2026-12-22")
    assert len(found.flaws) == 2


def test_a_fee_notice_waits_for_payment_and_payment_starts_anew():
    charged = events(("receive", "2026-10-27"), ("charge", "2026-11-10", {"served_on": day("2026-11-12")}))

    assert clock(charged).due_on is None
    assert clock(charged).waiting[0].due_on == day("2026-12-10")
    assert clock([*charged, *events(("pay", "2026-11-20"))]).due_on == day("2026-12-18")


def test_a_reasonable_delay_is_the_day_that_was_told():
    found = clock(events(("receive", "2026-10-27"), ("delay", "2026-11-10", {"until": day("2027-03-01")})))

    assert found.due_on == day("2027-03-01")
    assert found.summary == "10月27日收到，告知的期限是3月1日（暂定）"


def test_a_year_without_its_notice_makes_the_day_provisional():
    assert clock(events(("receive", "2026-12-15"))).is_provisional
    assert not clock(events(("receive", "2026-11-15"))).is_provisional


def test_a_reply_ends_the_clock_and_a_late_one_is_a_flaw():
    in_time, late = (clock(events(("receive", "2026-10-27"), ("reply", on))) for on in ("2026-11-24", "2026-11-26"))

    assert in_time.left(day("2026-11-20")) is None
    assert not in_time.is_overdue(day("2027-01-10"))
    assert late.is_overdue(day("2026-11-26"))
    assert [flaw.says for flaw in late.flaws] == ["答复超过期限（2026-11-24）2 个工作日"]


def test_a_new_reply_after_annulment_has_the_ordered_day_or_the_whole_term():
    before = events(("receive", "2026-06-01"), ("reply", "2026-06-20"))

    ordered = clock([*before, *events(("reopen", "2026-10-27", {"until": day("2026-11-26")}))])
    free = clock([*before, *events(("reopen", "2026-10-27"))])

    assert (ordered.due_on, ordered.ended_on) == (day("2026-11-26"), None)
    assert free.due_on == day("2026-11-24")


def test_without_receipt_there_is_no_clock():
    with pytest.raises(ValueError, match="还没有收到申请之日"):
        clock(events(("extend", "2026-10-27")))


def test_events_may_come_in_any_order():
    told = events(
        ("receive", "2026-10-27"), ("consult_third_party", "2026-11-02"), ("answer_consultation", "2026-11-09")
    )

    assert clock(reversed(told)) == clock(told)


# ── random lives ────────────────────────────────────────────────────────────────────────────────────────────────────

VERBS = ("ask_to_correct", "correct", "consult_third_party", "consult_co_maker", "consult_organ", "answer_consultation")
VERBS += ("charge", "pay", "extend")


@st.composite
def lives(draw):
    """A receipt and what may follow it; the applicant answers only what was asked, nothing happens before its cause."""
    on = draw(st.dates(date(2021, 1, 1), date(2025, 6, 30)))
    told, owed, asked = [Event("receive", on)], None, []
    for _ in range(draw(st.integers(0, 7))):
        on += timedelta(draw(st.integers(0, 12)))
        if owed:
            told.append(Event({"ask_to_correct": "correct", "charge": "pay"}[owed], on))
            owed, asked = None, []
            continue
        verb = draw(st.sampled_from([verb for verb in VERBS if verb not in ("correct", "pay")]))
        if verb == "answer_consultation":
            if not asked:
                continue
            told.append(Event(verb, on, about=asked.pop(draw(st.integers(0, len(asked) - 1)))))
        elif verb.startswith("consult"):
            about = f"{verb}{len(told)}"
            asked.append(about)
            told.append(Event(verb, on, about=about))
        elif verb == "extend":
            told.append(Event(verb, on, days=draw(st.integers(1, 20))))
        else:
            owed = verb
            told.append(Event(verb, on))
    return told


@settings(max_examples=400, deadline=None)
@given(lives())
def test_the_slow_clock_says_the_same(told):
    assert clock(told).due_on == slow_clock.due(told)


@settings(max_examples=200, deadline=None)
@given(lives(), st.dates(date(2021, 1, 1), date(2025, 12, 31)))
def test_the_account_adds_up(told, on):
    found = clock(told)
    account = found.account(on)
    numbers = [each.number for each in account if each.number]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(each.number or each.why for each in account)
    if found.due_on:
        assert len(numbers) == found.quota
        assert account[-1].on == found.due_on
        assert all(workdays.is_workday(each.on) for each in account if each.number)
