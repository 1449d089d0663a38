"""The one door to disputes: whoever may see the application sees what hangs on it."""

from django.db.models import QuerySet

from gongkai.applications import access as applications
from gongkai.applications.access import Absent
from gongkai.bodies.actors import Actor
from gongkai.bodies.roles import WATCHING
from gongkai.disputes.models import Dispute, Paper


def visible(actor: Actor) -> QuerySet[Dispute]:
    """The cases over applications that the actor may see."""
    if actor.sees_all:
        return Dispute.objects.all()
    return Dispute.objects.filter(application__in=applications.visible(actor))


def case(actor: Actor, number: int) -> Dispute:
    """One case, for reading."""
    found = visible(actor).select_related("application__body", "after").filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def lock(actor: Actor, number: int) -> Dispute:
    """One case for a deed, held until the transaction ends."""
    ids = visible(actor).filter(pk=number).values("pk")
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("application__body")
    found = rows.filter(pk__in=ids).first()
    if found is None:
        raise Absent
    return found


def roles(actor: Actor, found: Dispute) -> frozenset[str]:
    """The roles that may act: those in the body whose reply is attacked, and the district's office."""
    return actor.roles(found.application.body_id) - WATCHING


def paper(actor: Actor, number: int) -> Paper:
    """One file, by way of its case."""
    found = Paper.objects.select_related("dispute").filter(pk=number, dispute__in=visible(actor)).first()
    if found is None:
        raise Absent
    return found
