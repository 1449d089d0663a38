"""Reconsideration and litigation hang on the reply they attack."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from gongkai.applications import actions as applications
from gongkai.applications import clockwork
from gongkai.applications.access import Absent
from gongkai.core.life import NotAllowed
from gongkai.disputes import access, actions
from gongkai.disputes.actions import Filing, Ruling
from gongkai.journal import actions as journal
from tests.applications import district

pytestmark = pytest.mark.django_db
SERVED = date(2026, 11, 20)


@pytest.fixture
def office():
    return district.office()


def filed(office, *, outcome="process_information", kind="reconsideration", **changes):
    case = district.case(office, "closed", outcome=outcome)
    given = {"kind": kind, "number": "青政复〔2026〕7号", "organ": "青禾区人民政府", "served_on": SERVED} | changes
    return case, actions.file(case, Filing(**given), by=office.clerk, on=SERVED)


@pytest.mark.parametrize(
    ("kind", "procedure", "due"),
    [
        ("reconsideration", "ordinary", date(2026, 12, 4)),  # 10 working days
        ("reconsideration", "simplified", date(2026, 11, 27)),  # 5 working days
        ("litigation_direct", "ordinary", date(2026, 12, 7)),  # 15 days end on a Saturday
    ],
)
def test_the_day_of_our_answer(office, kind, procedure, due):
    _, dispute = filed(office, outcome="granted", kind=kind, procedure=procedure)

    assert dispute.answer_due_on == due


def test_a_direct_lawsuit_over_a_refusal_is_marked_as_too_early(office):
    _, refused = filed(office, kind="litigation_direct")
    _, granted = filed(office, outcome="granted", kind="litigation_direct", number="（2026）鲁行初8号")

    assert "应当先申请行政复议" in actions.warnings(refused)[0]
    assert actions.warnings(granted) == ()


def test_a_case_that_came_after_its_term_is_marked(office):
    case = district.case(office, "closed", outcome="process_information", on=date(2026, 3, 2))
    late = Filing("reconsideration", "复1", "青禾区人民政府", SERVED, filed_on=date(2026, 8, 1))

    dispute = actions.file(case, late, by=office.clerk, on=SERVED)

    assert "超过期限" in actions.warnings(dispute)[0]


def test_nothing_can_attack_a_reply_that_is_not_there(office):
    case = district.case(office, "handling")

    with pytest.raises(ValidationError, match="还没有答复"):
        actions.file(case, Filing("reconsideration", "复1", "区政府", SERVED), by=office.clerk, on=SERVED)


def test_a_number_is_taken_once(office):
    filed(office)

    with pytest.raises(ValidationError, match="已经登记过"):
        filed(office)


def test_a_lawsuit_after_reconsideration_names_it(office):
    with pytest.raises(ValidationError, match="请选择是哪一件复议"):
        filed(office, kind="litigation_after_reconsideration")


def test_an_annulled_reply_is_answered_again_within_the_ordered_day(office):
    case, dispute = filed(office)
    decided, by = SERVED + timedelta(20), office.clerk
    ordered = date(2027, 1, 8)

    actions.answer(dispute.pk, by=by, on=SERVED + timedelta(3))
    actions.decide(dispute.pk, Ruling("annulled", decided, decided, ordered, "理由没有写明"), by=by, on=decided)
    actions.answer_again(dispute.pk, by=by, on=decided)
    case.refresh_from_db()

    assert (case.stage, case.outcome, case.replied_on, case.closed_on) == ("handling", "", None, None)
    assert case.due_on == ordered
    clock = clockwork.of(journal.entries(clockwork.KIND, case.pk))
    assert clock.due_on == ordered
    with pytest.raises(NotAllowed, match="重新答复还没有办结"):
        actions.close(dispute.pk, by=by, on=decided)


def test_an_upheld_reply_is_not_answered_again(office):
    case, dispute = filed(office)

    actions.decide(dispute.pk, Ruling("upheld", SERVED, SERVED), by=office.clerk, on=SERVED)

    with pytest.raises(NotAllowed, match="不要求重新答复"):
        actions.answer_again(dispute.pk, by=office.clerk, on=SERVED)
    case.refresh_from_db()
    assert case.stage == "closed"


def test_the_whole_way_ends_with_a_new_reply(office):
    case, dispute = filed(office)
    by, on = office.clerk, date(2026, 12, 10)
    actions.decide(dispute.pk, Ruling("annulled", on, on, date(2027, 1, 8)), by=by, on=on)
    actions.answer_again(dispute.pk, by=by, on=on)

    matter = case.matters.get()
    applications.decide(matter, applications.Decision("granted"), by=by, on=on)
    applications.draft(case.pk, district.paper(), by=by, on=on)
    applications.propose(case.pk, by=by, on=on)
    applications.approve(case.pk, by=office.reviewer, on=on)
    applications.reply(case.pk, by=office.signer, on=on)
    applications.deliver(case.pk, applications.Sent("email", on), by=by, on=on)
    actions.close(dispute.pk, by=by, on=on)
    case.refresh_from_db()
    dispute.refresh_from_db()

    assert (case.stage, case.outcome, case.replied_on) == ("closed", "granted", on)
    assert dispute.stage == "closed"
    assert [(each.round, each.state) for each in case.letters.filter(key="reply")] == [(1, "signed"), (2, "signed")]


def test_silence_that_was_found_unlawful_has_an_ordered_day(office):
    case = district.case(office, "handling")
    filing = Filing("reconsideration", "复9", "青禾区人民政府", SERVED, against="silence")
    dispute = actions.file(case, filing, by=office.clerk, on=SERVED)
    on, until = date(2026, 12, 10), date(2026, 12, 18)

    actions.decide(dispute.pk, Ruling("ordered", on, on, until), by=office.clerk, on=on)
    actions.answer_again(dispute.pk, by=office.clerk, on=on)
    case.refresh_from_db()

    assert (case.stage, case.due_on) == ("handling", until)
    assert clockwork.of(journal.entries(clockwork.KIND, case.pk)).due_on == until


def test_somebody_elses_dispute_does_not_exist(office):
    other = district.office("青教", "青禾区教育局")
    _, dispute = filed(office)

    for look in (access.case, access.lock):
        with pytest.raises(Absent):
            look(other.clerk, dispute.pk)
    assert list(access.visible(other.clerk)) == []
    assert list(access.visible(office.clerk)) == [dispute]


def test_those_who_watch_change_nothing(office):
    _, dispute = filed(office)
    supervisor = district.person(office.body, "supervisor")

    assert access.case(supervisor, dispute.pk) == dispute
    with pytest.raises(NotAllowed):
        actions.answer(dispute.pk, by=supervisor, on=SERVED)
