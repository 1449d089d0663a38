"""In the door: numbers, days of receipt, keys, people, splitting and transferring."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gongkai.applications import access, actions, clockwork, codes
from gongkai.applications.models import Applicant, Application, Counter
from gongkai.applications.people import Party
from gongkai.bodies import actions as bodies
from gongkai.bodies.actors import APPLICANT, SYSTEM
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = district.RECEIVED


@pytest.fixture
def office():
    return district.office()


def online(office, **changes):
    return district.intake(office, channel="online", days={"submitted": ON}, **changes)


def test_numbers_run_by_body_and_year(office):
    other = district.office("青教", "青禾区教育局")
    given = [(office, ON), (office, ON), (other, ON), (office, date(2027, 1, 4))]

    made = [actions.submit(district.intake(of, on=on), by=of.clerk, on=on).number for of, on in given]

    assert made == ["青住建〔2026〕1号", "青住建〔2026〕2号", "青教〔2026〕1号", "青住建〔2027〕1号"]


def test_a_failed_submission_takes_no_number(office):
    bad = district.intake(office, parties=(Party("natural_person", "孙小明"),))

    with pytest.raises(ValidationError, match="联系方式"):
        actions.submit(bad, by=office.clerk, on=ON)

    assert actions.submit(district.intake(office), by=office.clerk, on=ON).serial == 1
    assert Application.objects.count() == 1


def test_pressing_twice_is_one_application(office):
    given = online(office)

    first = actions.submit(given, by=APPLICANT, on=ON)
    again = actions.submit(given, by=APPLICANT, on=ON)

    assert first == again
    assert Application.objects.count() == 1
    assert Counter.objects.get(series="application").last == 1
    assert codes.is_right(codes.code_of(given.key), first.code_hash)


@pytest.mark.parametrize(
    ("channel", "days", "received"),
    [
        ("in_person", {}, date(2026, 10, 27)),
        ("registered_post", {"signed": date(2026, 10, 29)}, date(2026, 10, 29)),
        ("ordinary_post", {"confirmed": date(2026, 10, 30)}, date(2026, 10, 30)),
        ("online", {"confirmed": date(2026, 10, 28)}, date(2026, 10, 28)),
        ("email", {"confirmed": date(2026, 10, 28)}, date(2026, 10, 28)),
        ("fax", {"confirmed": date(2026, 10, 28)}, date(2026, 10, 28)),
        ("registered_post", {}, None),
        ("online", {"signed": date(2026, 10, 28)}, None),
    ],
)
def test_the_day_of_receipt_follows_from_the_channel(office, channel, days, received):
    given = district.intake(office, channel=channel, days={"submitted": ON, **days})

    case = actions.submit(given, by=office.clerk, on=date(2026, 11, 2))

    assert case.received_on == received
    assert case.stage == ("received" if received else "submitted")


def test_an_old_application_keeps_the_clock_of_its_time(office):
    on = date(2019, 5, 14)

    case = actions.submit(district.intake(office, on=on), by=office.clerk, on=on)

    assert clockwork.of(journal.entries(clockwork.KIND, case.pk)).quota == 15


def test_a_day_that_the_channel_does_not_ask_for_is_not_enough(office):
    case = actions.submit(online(office), by=APPLICANT, on=ON)

    with pytest.raises(ValidationError, match="双方确认之日"):
        actions.receive(case.pk, {"signed": ON}, by=office.clerk, on=ON)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "姓名或者名称"),
        ({"phone": "", "email": "", "address": ""}, "联系方式"),
        ({"id_number": "370305190001010018"}, "身份证号码不对"),
        ({"id_kind": "credit_code", "id_number": "11341702486344515X"}, "校验位"),
    ],
)
def test_what_art_29_asks_for_has_to_be_there(office, changed, says):
    party = replace(district.citizen(), **changed)

    with pytest.raises(ValidationError, match=says):
        actions.submit(district.intake(office, parties=(party,)), by=office.clerk, on=ON)


def test_an_application_without_content_is_refused_in_words(office):
    with pytest.raises(ValidationError, match="名称、文号或者其他特征"):
        actions.submit(district.intake(office, content="  "), by=office.clerk, on=ON)


def test_a_channel_that_is_closed_and_a_body_that_is_gone_are_refused(office):
    bodies.change_body(office.body, {"channels": ["in_person"]}, by=SYSTEM, on=ON)
    with pytest.raises(ValidationError, match="没有开通"):
        actions.submit(online(office), by=APPLICANT, on=ON)

    bodies.change_body(office.body, {"closed_on": ON}, by=SYSTEM, on=ON)
    with pytest.raises(ValidationError, match="撤销"):
        actions.submit(district.intake(office), by=office.clerk, on=ON)


def test_lists_show_no_personal_information(office):
    party = district.citizen("欧阳小明")
    given = district.intake(
        office, parties=(party, district.citizen("李大", 2)), content=f"我的电话 {party.phone} 的登记信息"
    )

    case = actions.submit(given, by=office.clerk, on=ON)

    assert case.shown_name == "欧阳某等2人"
    assert case.subject == "我的电话 138****0001 的登记信息"
    assert case.content == given.content


def test_people_are_found_by_exact_values_only(office):
    case = district.case(office, parties=(district.citizen("孙小明", 7),))

    row = Applicant.objects.get(application=case)

    assert Applicant.objects.filter(name_key=row.name_key).count() == 1
    assert row.id_number == district.resident_id(7)


def test_splitting_gives_every_part_its_own_number_and_the_same_receipt(office):
    case = district.case(office, matters=("合同", "验收报告", "付款凭证"))

    kept, *made = actions.split(case.pk, ((1, 3), (2,)), by=office.clerk, on=date(2026, 10, 29))

    assert [matter.text for matter in kept.matters.all()] == ["合同", "付款凭证"]
    assert [matter.text for matter in made[0].matters.all()] == ["验收报告"]
    assert made[0].number == "青住建〔2026〕2号"
    assert (made[0].received_on, made[0].due_on) == (case.received_on, case.due_on)
    assert made[0].applicants.get().name == "孙小明"
    assert clockwork.of(journal.entries(clockwork.KIND, made[0].pk)).due_on == case.due_on


@pytest.mark.parametrize("groups", [((1, 2),), ((1,), (1, 2)), ((1,),), ((1,), (3,))])
def test_a_split_that_loses_or_doubles_a_matter_is_refused(office, groups):
    case = district.case(office, matters=("合同", "验收报告"))

    with pytest.raises(ValidationError, match="只能分到一件"):
        actions.split(case.pk, groups, by=office.clerk, on=date(2026, 10, 29))
    assert Application.objects.count() == 1


def test_a_transfer_waits_to_be_claimed_and_the_clock_runs_on(office):
    other = district.office("青教", "青禾区教育局")
    case = district.case(office, "received")
    due = case.due_on

    actions.transfer(case.pk, other.body, by=office.clerk, on=ON, reason="由教育局制作")
    with pytest.raises(NotAllowed):
        actions.claim(case.pk, by=office.clerk, on=ON)
    claimed = actions.claim(case.pk, by=other.clerk, on=date(2026, 10, 29))

    assert (claimed.body, claimed.received_by, claimed.stage) == (other.body, office.body, "handling")
    assert claimed.due_on == due
    assert claimed.number == "青住建〔2026〕1号"


def test_not_ours_goes_back_with_the_reason(office):
    other = district.office("青教", "青禾区教育局")
    case = district.case(office, "handling")
    actions.transfer(case.pk, other.body, by=office.clerk, on=ON, reason="由教育局制作")

    with pytest.raises(ValidationError, match="理由"):
        actions.decline(case.pk, by=other.clerk, on=ON, reason="")
    back = actions.decline(case.pk, by=other.clerk, on=ON, reason="由档案馆保存")

    assert (back.body, back.offered_to, back.stage) == (office.body, None, "handling")
    with pytest.raises(access.Absent):
        access.case(other.clerk, case.pk)


def test_cases_are_handed_only_to_somebody_of_the_body(office):
    other = district.office("青教", "青禾区教育局")
    case = district.case(office)

    assert actions.hand_over([case.pk], office.handler.person, by=office.clerk, on=ON) == 1
    with pytest.raises(ValidationError, match="任职"):
        actions.hand_over([case.pk], other.clerk.person, by=office.clerk, on=ON)
    case.refresh_from_db()
    assert case.handler == office.handler.person
