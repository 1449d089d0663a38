"""Every deed, at every stage, by every role: allowed or refused exactly as the table of the life says."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.life import LIFE, STAGES
from gongkai.core.life import NotAllowed
from gongkai.documents import access, actions
from gongkai.documents.actions import Cause, Planned, Posted, Said
from gongkai.documents.models import Document
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
ROLES = ("clerk", "handler", "reviewer", "head", "signer", "office")


class Undone(Exception):
    """Takes back what a deed did."""


def deeds(document: Document, by, other: Document) -> dict:
    """One call a verb, with what it needs to be told."""
    number, given = document.pk, {"by": by, "on": FORMED}
    why = {**given, "reason": "核对以后认为需要这样办理"}
    draft = district.Draft(title="改过的标题", issuer="青禾区住房和城乡建设局")
    later = district.moment(FORMED + timedelta(5000))
    return {
        "edit": lambda: actions.edit(number, draft, **given),
        "attribute": lambda: actions.attribute(number, district.PROACTIVE, **given),
        "submit": lambda: actions.submit(number, **given),
        "resolve": lambda: actions.resolve(number, [1], "reason", **why),
        "give_opinion": lambda: actions.give_opinion(number, Said("first_review", "withhold"), **given),
        "refer": lambda: actions.refer(number, "区保密局", **why),
        "determine": lambda: actions.determine(number, "clear", "可以公开", **given),
        "return": lambda: actions.send_back(number, **why),
        "clear": lambda: actions.clear(number, **given),
        "attach_interpretation": lambda: actions.plan(number, Planned(forms=("text",)), **given),
        "sign": lambda: actions.sign(number, **given),
        "schedule": lambda: actions.schedule(number, later, **given),
        "publish": lambda: actions.publish(number, by=by, at=district.moment(FORMED)),
        "hold": lambda: actions.hold(number, **given),
        "post": lambda: actions.register(number, Posted("press", district.moment(FORMED)), **given),
        "revise": lambda: actions.revise(number, "改", (), **why),
        "clarify": lambda: actions.clarify(number, other.pk, note="澄清", **given),
        "amend": lambda: actions.change(number, "amend", Cause(outside_title="新办法"), since=FORMED, **given),
        "repeal": lambda: actions.change(number, "repeal", Cause(outside_title="新办法"), since=FORMED, **given),
        "lapse": lambda: actions.change(number, "lapse", Cause(note="清理"), since=FORMED, **given),
        "undo_validity": lambda: actions.undo_validity(number, **why),
        "withdraw": lambda: actions.withdraw(number, **why),
        "restore": lambda: actions.restore(number, **why),
        "reassess": lambda: actions.reassess(number, **why),
        "open_up": lambda: actions.open_up(number, **why),
        "discard": lambda: actions.discard(number, **why),
        "recover": lambda: actions.recover(number, **given),
    }


def is_allowed(deed) -> bool:
    """Whether the life lets it; that something is still missing is another matter."""
    try:
        with transaction.atomic():
            deed()
            raise Undone
    except Undone:
        return True
    except ValidationError:
        return True
    except NotAllowed:
        return False


def at_stage(house, stage: str) -> Document:
    held = Attribute("refused", "internal_affairs", "人事管理")
    if stage == "held":
        return district.document(house, "held", attribute=held)
    before = {"referred": "screening", "withdrawn": "published", "discarded": "draft"}.get(stage, stage)
    made = district.document(house, before)
    if stage == "referred":
        actions.refer(made.pk, "区保密局", by=house.head, on=FORMED, reason="涉及数据较多")
    if stage == "withdrawn":
        actions.withdraw(made.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")
    if stage == "discarded":
        actions.discard(made.pk, by=house.clerk, on=FORMED)
    return made


@pytest.mark.parametrize("stage", STAGES)
def test_the_deeds_follow_the_table(stage):
    house = district.office()
    other = district.document(house)
    document = at_stage(house, stage)
    office = district.person(house.body, "office")
    found, wanted = {}, {}

    for role in ROLES:
        by = office if role == "office" else getattr(house, role)
        for verb, deed in deeds(document, by, other).items():
            found[role, verb] = is_allowed(deed)
            move = LIFE.move(verb)
            wanted[role, verb] = stage in move.stages and role in move.roles

    assert len(found) == len(ROLES) * len(list(LIFE))
    steps_of_others = {("handler", "give_opinion"), ("clerk", "give_opinion"), ("head", "give_opinion")}
    assert {key for key in found if found[key] != wanted[key]} - steps_of_others == set()


def test_who_watches_changes_nothing():
    house = district.office()
    document = district.document(house, "draft")
    auditor = district.person(house.body, "auditor")

    assert access.document(auditor, document.pk) == document
    with pytest.raises(NotAllowed, match="不能办理"):
        actions.attribute(document.pk, district.PROACTIVE, by=auditor, on=FORMED)


def test_an_opinion_is_given_in_the_step_of_ones_own_role_only():
    house = district.office()
    document = district.document(house, "screening")

    with pytest.raises(NotAllowed, match="不由您办理"):
        actions.give_opinion(document.pk, Said("first_review", "withhold"), by=house.handler, on=FORMED)


def test_clear_is_said_only_after_every_question():
    house = district.office()
    document = district.document(house, "screening")

    with pytest.raises(ValidationError, match="还没有逐项回答"):
        actions.give_opinion(
            document.pk, Said("first_review", "clear", {"state_secret": "no"}), by=house.reviewer, on=FORMED
        )


def test_an_answer_that_forbids_outweighs_the_verdict():
    house = district.office()
    document = district.document(house, "screening")

    with pytest.raises(ValidationError, match="逐项审查的结果"):
        actions.give_opinion(
            document.pk, Said("second_review", "clear", {"state_secret": "yes"}), by=house.head, on=FORMED
        )
