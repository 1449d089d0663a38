"""Bodies, people, and who may act."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from gongkai.bodies import actions
from gongkai.bodies.actors import SYSTEM, actor
from gongkai.bodies.models import Body, Person, Post
from gongkai.core import credit_codes
from gongkai.journal.models import Entry
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("11370300004224423Q", ""),
        ("11441700007280420Y", ""),
        ("12620600MB0523338C", ""),
        ("11341702486344515H", ""),
        ("11341702486344515X", "校验位不对"),
        ("1134170248634451", "18 位"),
        ("11341702486344515I", "不会有“I”"),
    ],
)
def test_credit_codes_have_a_check_digit(code, says):
    assert says in credit_codes.fault(code)
    assert bool(credit_codes.fault(code)) == bool(says)


def test_a_wrong_credit_code_is_refused_with_a_reason():
    with pytest.raises(ValidationError, match="校验位"):
        district.body(credit_code="11341702486344515X")


def test_a_body_is_not_above_itself():
    upper = district.body()
    lower = district.body("青自然", "青禾区自然资源局", parent=upper)

    with pytest.raises(ValidationError, match="不能是自己"):
        actions.change_body(upper, {"parent": lower}, by=SYSTEM, on=ON)


def test_a_change_is_remembered_with_the_old_value():
    body = district.body()

    actions.change_body(body, {"phone": "0533-1"}, by=SYSTEM, on=ON)

    assert Entry.objects.last().facts == {"changed": {"phone": ["0533-0000001", "0533-1"]}}


def test_after_a_reorganisation_the_predecessors_are_closed_and_known():
    old, new = district.body(), district.body("青城管", "青禾区城市管理局")

    actions.reorganise([old], new, by=SYSTEM, on=ON)

    assert Body.objects.get(pk=old.pk).closed_on == ON
    assert [each.pk for each in new.predecessors.all()] == [old.pk]


def test_keeping_the_machine_auditing_and_working_are_three_people():
    body = district.body()
    keeper = district.person(body, "keeper").person

    for role in ("auditor", "clerk", "office"):
        with pytest.raises(ValidationError, match="应当分开"):
            actions.appoint(keeper, body, role, by=SYSTEM, on=ON)
    assert Post.objects.filter(person=keeper).count() == 1


def test_a_role_ends_with_its_last_day():
    office = district.office()
    post = office.clerk.person.posts.get()

    actions.relieve(post, by=SYSTEM, on=ON)

    assert actor(office.clerk.person, on=ON).roles(office.body.pk) == {"clerk"}
    assert actor(office.clerk.person, on=ON + timedelta(1)).roles(office.body.pk) == frozenset()


def test_a_stand_in_has_the_roles_of_the_absent_one_on_those_days_only():
    office = district.office()
    clerk, signer = office.clerk.person, office.signer.person

    actions.leave(signer, clerk, ON, ON + timedelta(2), by=SYSTEM, on=ON)

    assert actor(clerk, on=ON - timedelta(1)).roles(office.body.pk) == {"clerk"}
    assert actor(clerk, on=ON).roles(office.body.pk) == {"clerk", "signer"}
    assert actor(clerk, on=ON + timedelta(3)).roles(office.body.pk) == {"clerk"}


def test_auditing_is_not_handed_to_a_stand_in():
    office = district.office()
    auditor = district.person(office.body, "auditor").person

    actions.leave(auditor, office.clerk.person, ON, ON, by=SYSTEM, on=ON)

    assert not actor(office.clerk.person, on=ON).has("auditor")


def test_a_weak_password_is_refused():
    with pytest.raises(ValidationError):
        actions.engage("somebody", "某人", "12345678", by=SYSTEM, on=ON)
    assert not Person.objects.filter(username="somebody").exists()
