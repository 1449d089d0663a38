"""Nobody sees another body's case, by whatever door; absent and not theirs answer alike."""

import ast
from datetime import date
from pathlib import Path

import pytest

from gongkai.applications import access, actions
from gongkai.core.life import NotAllowed
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 3)
CODE = Path(access.__file__).parents[1]
KINDS = {"Application", "Attachment", "Letter", "Applicant", "Consultation", "Feedback", "Dispute", "Paper"}
# Who may ask the tables of cases directly: the one door, the writers, and those who are given rows of the door.
DOORS = {
    "applications/access.py",
    "disputes/access.py",
    "applications/people.py",
    "applications/papers.py",
    "applications/letters.py",
    "applications/archive.py",
    "desk/casework.py",
    "desk/listing.py",
    "desk/likeness.py",
    "desk/reply_views.py",
    "applications/counting.py",  # the bodies of a report, which its own door has let through
    "disputes/counting.py",
    "applications/reminders.py",  # the sweep of every morning goes over all bodies
}


@pytest.fixture
def two():
    return district.office(), district.office("青教", "青禾区教育局")


@pytest.mark.parametrize("stage", [stage for stage in district.STAGES if stage != "offered"])
def test_another_bodys_case_does_not_exist(two, stage):
    ours, theirs = two
    case = district.case(ours, stage)

    for actor in (theirs.clerk, theirs.signer, theirs.head):
        assert list(access.visible(actor)) == []
        for number in (case.pk, case.pk + 1000):
            for look in (access.case, access.lock):
                with pytest.raises(access.Absent) as found:
                    look(actor, number)
                assert str(found.value) == "没有这件申请，或者不由您的单位办理"


def test_the_district_office_sees_all_and_those_who_watch_change_nothing(two):
    ours, theirs = two
    cases = [district.case(ours), district.case(theirs)]

    for role in ("office", "supervisor", "auditor"):
        actor = district.person(ours.body, role)
        assert set(access.visible(actor)) == set(cases)
        assert access.sees_people(actor, cases[0]) == (role == "office")
    with pytest.raises(NotAllowed):
        actions.withdraw(cases[0].pk, by=district.person(ours.body, "supervisor"), on=ON)


def test_the_keeper_of_the_machine_sees_no_case(two):
    district.case(two[0])

    assert list(access.visible(district.person(two[0].body, "keeper"))) == []


def test_who_is_asked_to_help_reads_and_does_not_act(two):
    ours, theirs = two
    case = district.case(ours)

    actions.ask_help(case.pk, theirs.body, by=ours.clerk, on=ON, reason="提供合同")

    assert access.case(theirs.clerk, case.pk) == case
    assert not access.sees_people(theirs.clerk, case)
    with pytest.raises(NotAllowed):
        actions.withdraw(case.pk, by=theirs.clerk, on=ON)


def test_letters_and_files_come_by_way_of_their_case(two):
    ours, theirs = two
    case = district.case(ours, "closed")
    letter = case.letters.first()

    assert access.letter(ours.clerk, letter.pk) == letter
    with pytest.raises(access.Absent):
        access.letter(theirs.clerk, letter.pk)
    with pytest.raises(access.Absent):
        access.letter(theirs.clerk, letter.pk + 99)


def test_no_other_module_asks_the_tables_of_cases():
    """A second door to a case is how cases leak: rows are asked for in these modules and in the deeds only."""
    found = set()
    for path in CODE.rglob("*.py"):
        name = str(path.relative_to(CODE))
        rooms = ("/management/", "/actions", "/public", "/ledger/", "cli/")
        if name in DOORS or any(room in name for room in rooms):
            continue
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        nothing = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "none"}
        for node in nodes:
            is_manager = isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
            if is_manager and id(node) not in nothing and node.value.id in KINDS:
                found.add(f"{name}: {node.value.id}")

    assert found == set()
