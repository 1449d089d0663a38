"""What every deed goes through: the document held, the version compared, the life asked, the journal written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.bodies.actors import Actor
from gongkai.core.documents.life import LIFE
from gongkai.core.life import NotAllowed
from gongkai.documents import access
from gongkai.documents.models import Document
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

KIND = "document"


class Stale(Exception):
    """Somebody else has changed the document since the page was opened; nothing was overwritten."""


@dataclass(slots=True)
class Deed:
    """One deed under way: the caller changes the document and puts what the journal shall remember into `facts`."""

    document: Document
    by: Actor
    role: str
    on: date
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@contextmanager
def deed(
    number: int, verb: str, *, by: Actor, on: date, version: int | None = None, reason: str = ""
) -> Iterator[Deed]:
    """A deed on a document, all or nothing. Raises Absent, Stale, NotAllowed or ValidationError, and nothing has happened."""
    with transaction.atomic():
        found = access.lock(by, number)
        if version is not None and version != found.version:
            raise Stale("您打开这一页以后，别人改动了这件公文。您填的内容还在下面；请看过新的情况再提交一次")
        role = _role(by, found, verb)
        stage = LIFE.after(found.stage, verb, role=role)
        under_way = Deed(found, by, role, on, reason=reason.strip())
        yield under_way
        found.stage = stage
        found.version += 1
        found.clean_fields()  # what must be unique is compared where it is entered, and by the database always
        found.save()
        write(under_way, verb)


def write(under_way: Deed, verb: str) -> Entry:
    """The line of the journal."""
    author = under_way.by.author(under_way.role, under_way.document.body.slug)
    about = (KIND, under_way.document.pk)
    return journal.record(verb, about, by=author, on=under_way.on, facts=under_way.facts, reason=under_way.reason)


def history(found: Document) -> list[Entry]:
    """What was done to the document, in order."""
    return journal.entries(KIND, found.pk)


def _role(by: Actor, found: Document, verb: str) -> str:
    held, move = access.roles(by, found), LIFE.move(verb)
    if by.number == "system":
        return move.roles[0]
    if not held:
        raise NotAllowed("您可以查看这件公文，不能办理")
    return next((role for role in move.roles if role in held), min(held))
