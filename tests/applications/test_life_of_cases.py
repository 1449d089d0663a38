"""The table is walked: every verb at every stage by every role, allowed or refused exactly as the table says."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications import actions
from gongkai.applications.models import Application
from gongkai.bodies.actors import Actor
from gongkai.core.applications import LIFE, ROLES, STAGES
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 3)
LATER = date(2026, 12, 24)


@pytest.fixture
def office():
    return district.office()


def deeds(case, office, by):
    """Each verb with what it needs; the day is late enough that terms of others have passed."""
    number, given = case.pk, {"by": by, "on": ON}
    consultation = case.consultations.first()
    return {
        "receive": lambda: actions.receive(number, {"confirmed": ON}, **given),
        "register": lambda: actions.register(number, **given),
        "transfer": lambda: actions.transfer(number, other(office), reason="由对方负责", **given),
        "claim": lambda: actions.claim(number, **given),
        "decline": lambda: actions.decline(number, reason="不属于", **given),
        "split": lambda: actions.split(number, ((1,), (2,)), **given),
        "ask_to_correct": lambda: actions.ask_to_correct(number, "写明名称", LATER, **given),
        "correct": lambda: actions.correct(number, "名称是……", **given),
        "ask_for_reasons": lambda: actions.ask_for_reasons(number, "每月三十件", **given),
        "give_reasons": lambda: actions.give_reasons(number, "研究需要", **given),
        "consult_third_party": lambda: actions.consult(number, actions.Asked("third_party", "甲", "乙"), **given),
        "consult_co_maker": lambda: actions.consult(number, actions.Asked("co_maker", "甲", "乙"), **given),
        "consult_organ": lambda: actions.consult(number, actions.Asked("organ", "甲", "乙"), **given),
        "answer_consultation": lambda: actions.answer_consultation(consultation, actions.Opinion("agree"), **given),
        "charge": lambda: actions.charge(number, actions.Charge("by_page", 31), **given),
        "pay": lambda: actions.pay(number, "票1", **given),
        "ask_to_extend": lambda: actions.ask_to_extend(number, 10, reason="多", **given),
        "extend": lambda: actions.extend(number, 10, **given),
        "delay": lambda: actions.delay(number, LATER, reason="多", **given),
        "search": lambda: actions.search(number, actions.Looked("OA", "合同", 1), **given),
        "propose": lambda: actions.propose(number, **given),
        "comment": lambda: actions.comment(number, "改一处", **given),
        "return": lambda: actions.send_back(number, reason="改", **given),
        "approve": lambda: actions.approve(number, **given),
        "reply": lambda: actions.reply(number, **given),
        "deliver": lambda: actions.deliver(number, actions.Sent("email", ON), **given),
        "lapse": lambda: actions.lapse(number, by=by, on=LATER),
        "withdraw": lambda: actions.withdraw(number, **given),
        "reopen": lambda: actions.reopen(number, reason="判决", **given),
    }


def other(office):
    found = type(office.body).objects.exclude(pk=office.body.pk).first()
    return found or district.body("青教", "青禾区教育局")


def prepared(office, stage):
    """A case with two matters, an open consultation, a decided outcome and a draft, put at `stage`."""
    case = district.case(office, "handling", on=date(2026, 10, 27), matters=("合同", "报告"))
    district.consult(office, case, on=date(2026, 10, 29))
    actions.ask_for_reasons(case.pk, "多", by=office.clerk, on=date(2026, 10, 29))
    actions.give_reasons(case.pk, "研究", by=office.clerk, on=date(2026, 10, 29))
    for matter in case.matters.all():
        actions.decide(matter, actions.Decision("granted"), by=office.clerk, on=date(2026, 10, 30))
    letter = actions.draft(case.pk, district.paper(), by=office.clerk, on=date(2026, 10, 30))
    if stage in ("signed", "closed"):
        letter.state, letter.signed_on = "signed", date(2026, 10, 30)
    letter.made_by = None
    letter.save()
    closed = date(2026, 11, 2) if stage == "closed" else None
    offered = other(office) if stage == "offered" else None
    Application.objects.filter(pk=case.pk).update(stage=stage, closed_on=closed, offered_to=offered)
    case.refresh_from_db()
    return case


def actor_of(case, role):
    """Somebody with that one role where the case has to be acted on."""
    body = case.offered_to_id or case.body_id
    if role in ("applicant", "office"):
        return Actor("0", role, everywhere=frozenset({role}))
    return Actor("0", role, {body: frozenset({role}), case.body_id: frozenset({role})})


def test_every_verb_of_the_table_has_its_deed(office):
    assert set(deeds(prepared(office, "handling"), office, office.clerk)) == {move.verb for move in LIFE}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_the_deeds_follow_the_table(office, stage, role):
    wrong = []
    case = prepared(office, stage)
    for move in LIFE:
        is_allowed = role in move.roles and stage in move.stages
        undo = transaction.savepoint()
        try:
            deeds(case, office, actor_of(case, role))[move.verb]()
            happened = True
        except NotAllowed:
            happened = False
        after = Application.objects.get(pk=case.pk)
        if happened != is_allowed:
            wrong.append(f"{move.verb}: {'done' if happened else 'refused'}")
        if happened and after.stage != (move.to or stage):
            wrong.append(f"{move.verb}: led to {after.stage}")
        if not happened and (after.stage, after.version) != (stage, case.version):
            wrong.append(f"{move.verb}: left traces")
        transaction.savepoint_rollback(undo)

    assert wrong == []


@pytest.mark.parametrize("verb", [move.verb for move in LIFE if move.once])
def test_what_may_be_done_once_is_refused_the_second_time(office, verb):
    stage = LIFE.move(verb).stages[0]
    case = prepared(office, stage)
    by = actor_of(case, LIFE.move(verb).roles[0])
    deeds(case, office, by)[verb]()
    Application.objects.filter(pk=case.pk).update(stage=stage)

    with pytest.raises(NotAllowed, match="已经办过"):
        deeds(case, office, by)[verb]()


def test_after_reopening_it_may_be_corrected_and_extended_again(office):
    case = prepared(office, "handling")
    actions.extend(case.pk, 5, by=office.head, on=ON)
    Application.objects.filter(pk=case.pk).update(stage="closed", closed_on=ON)
    actions.reopen(case.pk, by=office.clerk, on=ON, reason="判决")

    actions.extend(case.pk, 5, by=office.head, on=ON)

    assert [line.verb for line in journal.entries("application", case.pk)].count("extend") == 2


def test_a_deed_on_a_page_that_is_old_is_refused_and_nothing_is_overwritten(office):
    case = district.case(office)
    seen = case.version
    actions.search(case.pk, actions.Looked("OA", "合同", 1), by=office.clerk, on=ON, version=seen)

    with pytest.raises(actions.Stale, match="别人改动了"):
        actions.search(case.pk, actions.Looked("档案室", "合同", 2), by=office.handler, on=ON, version=seen)
    assert [each.system for each in case.look_ups.all()] == ["OA"]


def test_nothing_happens_before_the_submission(office):
    case = district.case(office)

    with pytest.raises(ValidationError, match="不能早于"):
        actions.search(case.pk, actions.Looked("OA", "合同", 1), by=office.clerk, on=date(2026, 10, 1))


def test_the_drafter_neither_approves_nor_signs(office):
    case = district.case(office, "in_review")
    drafter = Actor(office.clerk.number, "张", {office.body.pk: frozenset({"reviewer", "signer"})}, office.clerk.person)

    with pytest.raises(NotAllowed, match="起草人不能审核"):
        actions.approve(case.pk, by=drafter, on=ON)
    actions.approve(case.pk, by=office.reviewer, on=ON)
    with pytest.raises(NotAllowed, match="起草人不能签发"):
        actions.reply(case.pk, by=drafter, on=ON)


def test_an_outcome_of_another_time_is_refused(office):
    case = district.case(office)

    with pytest.raises(LookupError, match="没有"):
        actions.decide(case.matters.get(), actions.Decision("granted_2008"), by=office.clerk, on=ON)


def test_against_the_questions_only_with_a_reason(office):
    case = district.case(office)
    matter = case.matters.get()
    matter.proposed = "not_exist"
    matter.save()

    with pytest.raises(ValidationError, match="请写明理由"):
        actions.decide(matter, actions.Decision("granted"), by=office.clerk, on=ON)
    actions.decide(matter, actions.Decision("granted", differs_because="后来找到了"), by=office.clerk, on=ON)

    line = journal.entries("application", case.pk)[-1]
    assert (line.verb, line.reason, line.facts["proposed"]) == ("decide", "后来找到了", "not_exist")


@pytest.mark.parametrize(
    ("outcomes", "counted"),
    [
        (["granted"], "granted"),
        (["granted", "already_public"], "granted"),
        (["granted", "state_secret"], "partial"),
        (["partial", "not_exist"], "partial"),
        (["not_exist", "other_organ"], "not_exist"),
        (["granted", ""], ""),
        ([], ""),
    ],
)
def test_a_case_of_several_matters_is_counted_once(outcomes, counted):
    assert actions.counted(outcomes) == counted


def test_silence_cannot_be_noted_before_its_term(office):
    case = district.case(office)
    district.consult(office, case, on=date(2026, 10, 29))
    asked = case.consultations.get()

    with pytest.raises(ValidationError, match="还没有过"):
        actions.answer_consultation(asked, actions.Opinion("silent"), by=office.clerk, on=date(2026, 11, 19))
    actions.answer_consultation(asked, actions.Opinion("silent"), by=office.clerk, on=date(2026, 11, 20))


def test_nothing_lapses_before_its_term(office):
    case = district.case(office, "awaiting_correction")

    with pytest.raises(ValidationError, match="还没有过"):
        actions.lapse(case.pk, by=office.clerk, on=case.waiting_until)
    lapsed = actions.lapse(case.pk, by=office.clerk, on=date(2026, 12, 1))
    assert (lapsed.stage, lapsed.outcome) == ("closed", "abandoned_no_correction")


def test_an_extension_after_the_last_day_is_refused(office):
    case = district.case(office)

    with pytest.raises(ValidationError, match="届满以后不能再延长"):
        actions.extend(case.pk, 10, by=office.head, on=date(2026, 11, 25))
    actions.extend(case.pk, 20, by=office.head, on=date(2026, 11, 24))
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 22)


@pytest.mark.parametrize("days", [0, 21])
def test_an_extension_is_within_the_law(office, days):
    with pytest.raises(ValidationError, match="1 到 20"):
        actions.extend(district.case(office).pk, days, by=office.head, on=ON)


@pytest.mark.parametrize(
    ("basis", "units", "yuan"), [("by_item", 11, 100), ("by_item", 31, 200), ("by_page", 101, 720)]
)
def test_the_fee_is_that_of_this_application(office, basis, units, yuan):
    assert actions.charge(district.case(office).pk, actions.Charge(basis, units), by=office.clerk, on=ON).yuan == yuan


@pytest.mark.parametrize(("basis", "units"), [("by_item", 10), ("by_page", 30)])
def test_what_is_free_is_not_charged(office, basis, units):
    with pytest.raises(ValidationError, match="不收费"):
        actions.charge(district.case(office).pk, actions.Charge(basis, units), by=office.clerk, on=ON)


def test_a_wrong_day_is_mended_and_the_clock_follows(office):
    case = district.case(office, "received")
    line = next(each for each in journal.entries("application", case.pk) if each.verb == "receive")

    actions.mend(line, actions.Mend(date(2026, 10, 28)), by=office.clerk, on=ON, reason="登记错了一天")
    case.refresh_from_db()

    assert (case.received_on, case.due_on) == (date(2026, 10, 28), date(2026, 11, 25))
    assert len([each for each in journal.entries("application", case.pk) if each.verb == "receive"]) == 2
    with pytest.raises(ValidationError, match="理由"):
        actions.mend(line, actions.Mend(date(2026, 10, 27)), by=office.clerk, on=ON, reason=" ")


def test_open_cases_are_counted_anew_when_the_calendar_changes(office):
    case, closed = district.case(office), district.case(office, "closed")
    before = case.due_on
    Application.objects.filter(pk__in=(case.pk, closed.pk)).update(due_on=date(2026, 12, 31), is_provisional=True)

    assert actions.recount(on=ON) == 1
    assert actions.recount(on=ON) == 0
    case.refresh_from_db()

    assert (case.due_on, case.is_provisional) == (before, False)
    assert journal.entries("application", case.pk)[-1].facts == {"from": "2026-12-31", "to": before.isoformat()}
