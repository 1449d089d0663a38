"""The one door to documents in the house: who may see which, and in which role. Absent and not theirs answer alike."""

from django.db.models import QuerySet

from gongkai.bodies.actors import Actor
from gongkai.bodies.roles import WATCHING
from gongkai.documents.models import Document, File, Placement


class Absent(LookupError):
    """There is no such document, or it is not theirs: the answer is the same, so that nothing is learnt from it."""

    def __init__(self) -> None:
        super().__init__("没有这件公文，或者不由您的单位办理")


def visible(actor: Actor) -> QuerySet[Document]:
    """The documents an actor may see: of the own bodies; all for the district and for those who watch."""
    rows = Document.objects.all()
    return rows if actor.sees_all or actor.number == "system" else rows.filter(body__in=actor.body_ids)


def document(actor: Actor, number: int) -> Document:
    """One document by its row number, for reading."""
    related = ("body", "column", "handler", "interprets", "publication")
    found = visible(actor).select_related(*related).filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def lock(actor: Actor, number: int) -> Document:
    """One document for a deed, held until the transaction ends."""
    rows = visible(actor).select_for_update(of=("self",)).select_related("body", "column").order_by()
    found = rows.filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def roles(actor: Actor, found: Document) -> frozenset[str]:
    """The roles of an actor for one document."""
    return actor.roles(found.body_id)


def is_worker(actor: Actor, found: Document) -> bool:
    """Whether the actor may work on it at all; those who watch only read."""
    return bool(roles(actor, found) - WATCHING)


def file(actor: Actor, number: int) -> File:
    """One file, by way of its document."""
    found = File.objects.select_related("document__body").filter(pk=number, document__in=visible(actor)).first()
    if found is None:
        raise Absent
    return found


def placement(actor: Actor, number: int) -> Placement:
    """One placement, by way of its document."""
    rows = Placement.objects.select_related("publication__document", "account")
    found = rows.filter(pk=number, publication__document__in=visible(actor)).first()
    if found is None:
        raise Absent
    return found
