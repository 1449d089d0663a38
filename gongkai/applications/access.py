"""The one door to cases: who may see which, and in which role. An absent case and somebody else's answer alike."""

from django.db.models import Q, QuerySet

from gongkai.applications.models import Application, Attachment, Feedback, Letter
from gongkai.bodies.actors import Actor
from gongkai.bodies.roles import DISTRICT, WATCHING


class Absent(LookupError):
    """There is no such case, or it is not theirs: the answer is the same, so that nothing is learnt from it."""

    def __init__(self) -> None:
        super().__init__("没有这件申请，或者不由您的单位办理")


def visible(actor: Actor) -> QuerySet[Application]:
    """The cases an actor may see: of the own bodies, offered to them, received by them, or helped with; all for the district."""
    if actor.sees_all:
        return Application.objects.all()
    own = actor.body_ids
    helped = Application.helpers.through.objects.filter(body_id__in=own).values("application_id")
    return Application.objects.filter(
        Q(body__in=own) | Q(offered_to__in=own) | Q(received_by__in=own) | Q(pk__in=helped)
    )


def case(actor: Actor, number: int) -> Application:
    """One case by its row number, for reading."""
    found = visible(actor).select_related("body", "received_by", "offered_to", "handler").filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def lock(actor: Actor, number: int) -> Application:
    """One case for a deed, held until the transaction ends; the applicant's own deeds come with the row already proved."""
    rows = Application.objects.all() if "applicant" in actor.everywhere or actor.number == "system" else visible(actor)
    found = rows.select_for_update(of=("self",)).select_related("body").order_by().filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def roles(actor: Actor, found: Application) -> frozenset[str]:
    """The roles of an actor for one case: those in the body that has to act on it."""
    acting = found.offered_to_id if found.stage == "offered" else found.body_id
    return actor.roles(acting)


def is_worker(actor: Actor, found: Application) -> bool:
    """Whether the actor may work on the case at all; those who watch and those who help only read."""
    return bool(roles(actor, found) - WATCHING)


def sees_people(actor: Actor, found: Application) -> bool:
    """Whether identity numbers, telephones and addresses are shown: to those who work on the case, not to those who watch."""
    return bool(actor.roles(found.body_id) - WATCHING) or bool(actor.everywhere & DISTRICT)


def letter(actor: Actor, number: int) -> Letter:
    """One version of a letter, by way of its case."""
    found = Letter.objects.select_related("application__body").filter(pk=number, application__in=visible(actor)).first()
    if found is None:
        raise Absent
    return found


def attachment(actor: Actor, number: int) -> Attachment:
    """One file, by way of its case."""
    rows = Attachment.objects.select_related("application__body")
    found = rows.filter(pk=number, application__in=visible(actor)).first()
    if found is None:
        raise Absent
    return found


def feedback(actor: Actor) -> QuerySet[Feedback]:
    """The complaints and corrections of the own bodies; of all for the district."""
    rows = Feedback.objects.select_related("body")
    return rows if actor.sees_all else rows.filter(body__in=actor.body_ids)


def handled_by(actor: Actor) -> QuerySet[Application]:
    """The cases on one's own desk: all of them are among the visible ones."""
    return Application.objects.filter(handler=actor.person)


def of_bodies(actor: Actor) -> QuerySet[Application]:
    """The cases that the own bodies work on."""
    return Application.objects.filter(body__in=actor.body_ids)


def of_own_bodies(actor: Actor) -> QuerySet[Application]:
    """The cases that the own bodies work on or are offered: all of them are among the visible ones."""
    return Application.objects.filter(Q(body__in=actor.body_ids) | Q(offered_to__in=actor.body_ids))
