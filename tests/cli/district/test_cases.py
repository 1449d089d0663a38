"""The demonstration district: full of everything that can happen, true to its own journal, and telling nobody's secrets."""

import io
import json
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from rich.console import Console

from gongkai.applications import access, clockwork, codes
from gongkai.applications.models import (
    CHANNELS,
    DELIVERIES,
    FORMS,
    Applicant,
    Application,
    Attachment,
    Comment,
    Consultation,
    Counter,
    Delivery,
    Fee,
    Feedback,
    Letter,
    PublishedReply,
)
from gongkai.applications.models.cases import APPLICANT_KINDS
from gongkai.applications.models.registers import FEEDBACK_KINDS
from gongkai.bodies.actors import actor
from gongkai.bodies.models import Absence, Body, Person, Post
from gongkai.bodies.roles import ROLES
from gongkai.cli import district
from gongkai.cli.district import opening, welcome
from gongkai.cli.files import Problem
from gongkai.core import law, privacy, workdays
from gongkai.core.applications import LIFE, STAGES
from gongkai.core.disputes import KINDS
from gongkai.disputes.models import Dispute
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from tests.cli.district.conftest import ON

pytestmark = pytest.mark.django_db


def values(model, field):
    return set(model.objects.values_list(field, flat=True))


def of_the_platform():
    """The cases that came in on the platform; those of the registers on paper have a number of their own."""
    return Application.objects.exclude(number__contains="窗〔")


def opened():
    return Application.objects.exclude(stage="closed")


# ── full ──


def test_every_stage_is_there(made):
    assert values(Application, "stage") == set(STAGES)


def test_every_channel_form_delivery_and_kind_of_applicant_is_there(made):
    assert values(Application, "channel") == set(CHANNELS)
    assert values(Application, "form_wanted") == set(FORMS)
    assert values(Application, "delivery") == set(DELIVERIES)
    assert values(Application, "applicant_kind") == set(APPLICANT_KINDS)


def test_every_outcome_in_force_is_there(made):
    found = values(Application.objects.filter(stage="closed").model, "outcome") - {""}

    assert found == {each.key for each in law.outcomes(on=ON)}
    assert len(found) == 23


def test_every_verb_of_the_life_is_there(made):
    assert {move.verb for move in LIFE} - values(Entry, "verb") == set()


def test_what_hangs_on_cases_is_there(made):
    assert values(Consultation, "side") == {"third_party", "co_maker", "organ"}
    assert values(Consultation, "answer") == {"", "agree", "object", "partly", "silent"}
    assert Fee.objects.filter(paid_on=None).exists()
    assert Fee.objects.exclude(paid_on=None).exists()
    assert values(Attachment, "purpose") >= {
        "identity",
        "authority",
        "request",
        "found",
        "released",
        "proof",
        "opinion",
    }
    assert Delivery.objects.filter(proof=None).exists()
    assert Delivery.objects.exclude(proof=None).exists()
    assert Delivery.objects.filter(delivered_on=None).exists()
    assert PublishedReply.objects.count() >= 8
    assert Comment.objects.filter(is_settled=False).exists()
    assert Comment.objects.filter(is_settled=True).exists()
    assert Entry.objects.exclude(mends=None).count() >= 3


def test_the_rarer_sorts_of_cases_are_there(made):
    several = [case for case in Application.objects.all() if case.applicants.filter(is_agent=False).count() > 1]

    assert len(several) >= 3
    assert Applicant.objects.filter(is_agent=True).count() >= 3
    assert Application.objects.filter(is_written_by_officer=True).count() >= 2
    assert Application.objects.exclude(split_from=None).count() >= 3
    assert Application.objects.exclude(same_as=None).count() >= 2
    assert Application.objects.exclude(helpers=None).count() >= 3
    assert opened().filter(wants_extension=True).count() == 1
    assert opened().filter(waiting_until__lt=ON).count() >= 2


def test_disputes_are_of_every_kind_and_at_every_turn(made):
    assert values(Dispute, "kind") == set(KINDS)
    assert values(Dispute, "stage") >= {"filed", "answered", "suspended", "answering_again", "closed"}
    assert values(Dispute, "result") >= {"upheld", "annulled", "ordered", "mediated", "claim_rejected", "unlawful"}
    assert Dispute.objects.filter(procedure="simplified").exists()
    assert Dispute.objects.get(stage="filed").answer_due_on == workdays.add(ON, 2).on
    assert Dispute.objects.count() >= 12


def test_what_stands_beside_the_cases_is_there(made):
    assert values(Feedback, "kind") == set(FEEDBACK_KINDS)
    assert Absence.objects.filter(first_on__lte=ON, last_on__gte=ON).exists()
    assert values(Post, "role") == set(ROLES)
    assert {each.credit_code for each in Body.objects.all()} != {""}


# ── as drawn ──


def test_the_list_of_the_office_is_as_drawn(made):
    mine = opened().filter(key__startswith="demo-").order_by("key")
    clocks = {case.key: clockwork.of(journal.entries("application", case.pk)) for case in mine}

    assert {key[5:]: clock.left(ON) for key, clock in clocks.items()} == {
        "128": -2,
        "131": 0,
        "133": 2,
        "134": 7,
        "136": 17,
        "138": None,
        "139": 15,
        "141": 19,
    }
    assert [case.received_on.strftime("%m-%d") for case in mine] == [
        *("10-21", "10-23", "10-27", "11-03", "11-04", "11-11", "11-13", "11-19")
    ]
    assert [case.shown_name for case in mine][:3] == ["李某", "青禾绿野环保公益中心", "周某"]


# ── true ──


def test_the_clock_of_every_case_agrees_with_its_row(made):
    for case in Application.objects.all():
        row = (case.received_on, case.due_on, case.stopped_on, case.waiting_until, case.waiting_for)

        clockwork.follow(case, journal.entries("application", case.pk))

        assert (case.received_on, case.due_on, case.stopped_on, case.waiting_until, case.waiting_for) == row


def test_no_two_numbers_are_alike_and_none_is_left_out(made):
    serials = defaultdict(list)
    for case in Application.objects.order_by("pk"):
        serials[case.received_by_id, case.year].append(case.serial)

    assert len(serials) > 24
    assert all(found == list(range(1, len(found) + 1)) for found in serials.values())


def test_numbers_run_in_the_order_of_submission(made):
    for body in Body.objects.all():
        cases = of_the_platform().filter(received_by=body, split_from=None).order_by("year", "serial")

        assert all(a.submitted_on <= b.submitted_on for a, b in pairwise(cases))


def test_every_signed_letter_has_a_number_and_nothing_to_fill_in(made):
    signed = Letter.objects.filter(state="signed")

    assert signed.count() > 120
    assert len(values(signed.model, "number") - {""}) == signed.count()
    assert [letter.pk for letter in Letter.objects.all() if "〔待填" in letter.text] == []


def test_numbers_of_letters_have_no_gaps(made):
    serials = defaultdict(list)
    for number in Letter.objects.exclude(number="").values_list("number", flat=True):
        series, serial = re.fullmatch(r"(.+〕)(\d+)号", number).groups()
        serials[series].append(int(serial))

    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())
    assert Counter.objects.filter(series="notice").exists()


def test_nothing_happens_after_the_day_or_on_a_day_of_rest(made):
    days = values(Entry, "on")

    assert max(days) <= ON
    assert {day for day in days if not workdays.is_workday(day)} == set()


def test_the_journal_of_the_cases_runs_with_the_days(made):
    lines = Entry.objects.filter(about_kind="application", mends=None).exclude(verb__in=("submit", "dispute"))
    lines = lines.exclude(facts__has_key="copied_from").exclude(facts__has_key="imported")
    days = list(lines.order_by("pk").values_list("on", flat=True))

    assert len(days) > 1300
    assert days == sorted(days)


def test_late_replies_are_few(made):
    replied = Application.objects.exclude(replied_on=None)
    late = [case.pk for case in replied if case.due_on and case.replied_on > case.due_on]

    assert 3 <= len(late) <= 8
    assert replied.count() > 100


# ── whose ──


def test_every_case_is_seen_by_exactly_those_who_may(made):
    for person in Person.objects.all():
        posts = person.posts.all()
        everywhere = any(post.role in ("office", "supervisor", "auditor") for post in posts)
        bodies = {post.body_id for post in posts if post.role not in ("supervisor", "auditor", "keeper", "office")}
        bodies |= {
            post.body_id
            for absence in Absence.objects.filter(stand_in=person, first_on__lte=ON, last_on__gte=ON)
            for post in absence.person.posts.all()
        }
        expected = {
            case.pk
            for case in Application.objects.prefetch_related("helpers")
            if everywhere
            or {case.body_id, case.received_by_id, case.offered_to_id, *(each.pk for each in case.helpers.all())}
            & bodies
        }

        assert set(access.visible(actor(person, on=ON)).values_list("pk", flat=True)) == expected
    assert access.visible(actor(Person.objects.get(username="guanli"), on=ON)).count() == 0


# ── silent ──


def personal():
    found = set()
    for each in Applicant.objects.all():
        found |= {each.name, each.id_number, each.phone, each.email, each.address, each.representative}
    found |= {each.name for each in Consultation.objects.filter(side="third_party")}
    found |= {value for each in Feedback.objects.all() for value in (each.name, each.contact)}
    return found - {""}


def test_nothing_personal_is_in_the_journal(made):
    text = json.dumps(
        [[line.facts, line.reason, line.actor_name, line.unit] for line in Entry.objects.all()], ensure_ascii=False
    )

    assert len(personal()) > 400
    assert [each for each in personal() if each in text] == []
    assert privacy.find(text) == ()
    assert "王敏" in text


def test_nothing_personal_is_in_what_is_published(made):
    text = "\n".join(f"{each.title}{each.question}{each.answer}" for each in PublishedReply.objects.all())

    assert [each for each in personal() if each in text] == []


def test_lists_hold_no_name_of_a_natural_person(made):
    natural = {each.name for each in Applicant.objects.filter(kind="natural_person")}
    shown = "\n".join(f"{case.shown_name}{case.subject}" for case in Application.objects.all())

    assert len(natural) > 60
    assert [name for name in natural if name in shown] == []


def test_no_applicant_bears_the_name_of_an_officer(made):
    assert {each.name for each in Applicant.objects.all()} & values(Person, "name") == set()


# ── twice, and where it may not be ──


def test_a_second_call_changes_nothing(made):
    before = [model.objects.count() for model in (Body, Person, Application, Letter, Dispute, Feedback, Entry)]

    again = district.make(on=date(2026, 11, 23))

    assert [model.objects.count() for model in (Body, Person, Application, Letter, Dispute, Feedback, Entry)] == before
    assert (made.is_new, again.is_new) == (True, False)
    assert again.examples == made.examples
    assert again.people == made.people


def test_a_database_of_somebody_else_is_left_alone(made):
    Body.objects.filter(slug="government").update(slug="another")
    before = Body.objects.count()

    with pytest.raises(Problem) as refused:
        welcome.prepare(on=ON)

    assert str(refused.value).startswith("数据库里已经有别的单位，不能再放进青禾区的示例数据")
    assert Body.objects.count() == before


# ── for those who try it ──


def test_there_is_somebody_to_sign_in_as_for_every_role(made):
    posts = Post.objects.filter(person__username__in=[each.username for each in made.people])

    assert set(posts.values_list("role", flat=True)) == set(ROLES)
    assert all(each.shows and each.body for each in made.people)


def test_they_sign_in_with_the_password_and_get_the_hash_of_the_house(made):
    person = authenticate(username="wangmin", password=opening.PASSWORD)

    assert person is not None
    assert Person.objects.get(username="wangmin").password.startswith("scrypt$")
    assert authenticate(username="wangmin", password="something else") is None


def test_the_query_codes_on_the_terminal_are_right(made):
    for example in made.examples:
        case = Application.objects.get(number=example.number)

        assert codes.is_right(example.code, case.code_hash)
        assert case.applicants.all()[0].phone.endswith(example.phone_tail)


def test_the_terminal_tells_who_may_sign_in_and_what_to_look_at(made):
    out = io.StringIO()

    welcome.show(made, Console(file=out, width=160))

    text = out.getvalue()
    assert opening.PASSWORD in text
    listed = (*made.people, *made.publishers, *made.reporters)
    assert len(made.reporters) >= 5
    assert [each.username for each in listed if each.username not in text] == []
    assert "/desk/collect/2025/" in text
    assert [each.number for each in made.examples if each.number not in text] == []
    assert "/desk/cases/" in text
