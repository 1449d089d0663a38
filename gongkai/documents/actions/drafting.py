"""From a file or an empty page to a document with an attribute: everything before the review."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import law
from gongkai.core.documents import attributes, timing
from gongkai.core.documents.text import Text, to_record
from gongkai.core.life import NotAllowed
from gongkai.documents import access, examining, files
from gongkai.documents.actions.deeds import KIND, Deed, deed
from gongkai.documents.models import Column, Document, File, Plan
from gongkai.documents.models.columns import DOCUMENTS
from gongkai.journal import actions as journal
from gongkai.vault.admission import Upload, admit


@dataclass(frozen=True, slots=True)
class Draft:
    """What a clerk enters or confirms about a document."""

    title: str
    text: Text = ()
    document_number: str = ""
    kind: str = ""
    theme: str = ""
    keywords: str = ""
    summary: str = ""
    issuer: str = ""  # "" is the body itself
    joint_issuers: tuple[str, ...] = ()
    is_led_here: bool = True
    origin: str = "made"
    formed_on: date | None = None
    effective_from: date | None = None
    expires_on: date | None = None
    is_normative: bool = False
    filing_number: str = ""
    filed_on: date | None = None
    copies: str = ""
    column: str = ""  # key
    topics: tuple[str, ...] = ()
    take_down_on: date | None = None
    genre: str = "document"
    form: str = ""
    interprets: int | None = None  # row number of the document


_PLAIN = (
    "title",
    "document_number",
    "kind",
    "theme",
    "keywords",
    "summary",
    "is_led_here",
    "origin",
    "formed_on",
    "effective_from",
    "expires_on",
    "is_normative",
    "filing_number",
    "filed_on",
    "copies",
    "take_down_on",
    "form",
)


@transaction.atomic
def begin(body: Body, draft: Draft, uploads: Sequence[Upload] = (), *, by: Actor, on: date, key: str) -> Document:
    """A new document. The same `key` gives the document that was made with it: a form sent twice makes one.

    Raises ValidationError with what is wrong, NotAllowed for somebody who does not draft for this body.
    """
    known = access.visible(by).filter(key=key).first()
    if known is not None:
        return known
    held = by.roles(body.pk)
    if not held & {"clerk", "handler"}:
        raise NotAllowed("公文由本单位的公开经办人或者拟稿科室登记")
    admitted = admit(list(uploads))
    document = Document(body=body, genre=draft.genre, key=key, handler=by.person)
    _fill(document, draft, by)
    document.full_clean()
    document.save()
    document.topics.set(_columns(draft.topics, ("topic",)))
    files.attach(document, admitted)
    examining.examine(document)
    role = "clerk" if "clerk" in held else "handler"
    facts = {"files": len(admitted), "genre": draft.genre}
    journal.record("begin", (KIND, document.pk), by=by.author(role, body.slug), on=on, facts=facts)
    return document


def edit(number: int, draft: Draft, *, by: Actor, on: date, version: int | None = None) -> Document:
    """Other facts or another text. What was found before and settled stays settled where it still stands."""
    with deed(number, "edit", by=by, on=on, version=version) as under_way:
        _fill(under_way.document, draft, by)
        under_way.document.topics.set(_columns(draft.topics, ("topic",)))
        under_way.document.full_clean()
        under_way.document.save()
        examining.examine(under_way.document)
    return under_way.document


def _fill(document: Document, draft: Draft, by: Actor) -> None:
    for name in _PLAIN:
        setattr(document, name, getattr(draft, name))
    document.issuer = draft.issuer or document.body.name
    document.joint_issuers = list(draft.joint_issuers)
    document.written = json.dumps(to_record(draft.text), ensure_ascii=False)
    document.__dict__.pop("text", None)
    document.column = next(iter(_columns((draft.column,), DOCUMENTS)), None) if draft.column else None
    document.interprets = access.document(by, draft.interprets) if draft.interprets else None
    _date(document)


def _columns(keys: Sequence[str], holds: Sequence[str]) -> list[Column]:
    found = list(Column.objects.filter(key__in=keys, holds__in=holds, closed_on__isnull=True))
    if len(found) != len(set(keys)):
        missing = set(keys) - {each.key for each in found}
        raise ValidationError({"column": f"没有这个可以放公文的栏目：{'、'.join(sorted(missing))}"})
    return found


def _date(document: Document) -> None:
    """By when it has to be out: counted from the day it was formed (第二十六条)."""
    if document.formed_on is None:
        document.due_on, document.is_provisional = None, False
        return
    try:
        due = timing.publish_by(document.formed_on)
    except (ValueError, law.NotInForce) as error:
        raise ValidationError({"formed_on": f"成文日期不能算公开期限：{error}"}) from error
    document.due_on, document.is_provisional = due.on, due.is_provisional


def attribute(
    number: int,
    given: attributes.Attribute,
    *,
    by: Actor,
    on: date,
    sources: Sequence[str] = (),
    version: int | None = None,
) -> Document:
    """The attribute, decided at the source. `sources` are the attributes of what it forwards, or of the lead organ."""
    if fault := attributes.fault(given, sources=sources):
        raise ValidationError({"attribute": fault})
    with deed(number, "attribute", by=by, on=on, version=version, reason=given.reason) as under_way:
        document = under_way.document
        document.attribute, document.ground, document.attribute_reason = given.key, given.ground, given.reason
        under_way.facts.update(attribute=given.key, ground=given.ground)
    return under_way.document


def add_files(number: int, uploads: Sequence[Upload], *, by: Actor, on: date, version: int | None = None) -> list[File]:
    """More files. They are looked through, rebuilt and examined at once."""
    admitted = admit(list(uploads))
    with deed(number, "edit", by=by, on=on, version=version) as under_way:
        made = files.attach(under_way.document, admitted)
        examining.examine(under_way.document)
        under_way.facts["files"] = [row.pk for row in made]
    return made


def remove_file(number: int, file: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """A file that does not belong to the document."""
    with deed(number, "edit", by=by, on=on, version=version) as under_way:
        row = _file(under_way, file)
        under_way.facts["removed_file"] = row.pk
        row.delete()
        examining.examine(under_way.document)
    return under_way.document


def describe_file(number: int, file: int, *, name: str, caption: str, by: Actor, on: date) -> File:
    """What a file is called, and what its picture shows: for those who do not see it."""
    with deed(number, "edit", by=by, on=on) as under_way:
        row = _file(under_way, file)
        row.name, row.caption = name.strip()[-150:] or row.name, caption.strip()
        row.full_clean()
        row.save()
        examining.examine(under_way.document)
    return row


def _file(under_way: Deed, file: int) -> File:
    row = under_way.document.files.filter(pk=file).first()
    if row is None:
        raise access.Absent
    return row


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of interpretation, or the reason why none is needed."""

    forms: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    points: str = ""
    by: str = ""
    on: date | None = None
    waived_because: str = ""


def plan(number: int, planned: Planned, *, by: Actor, on: date, version: int | None = None) -> Plan:
    """The plan of interpretation, part of the set that is signed together (方案、材料、部署)."""
    if not planned.waived_because.strip() and not planned.forms:
        raise ValidationError("请选择解读形式，或者写明不需要解读的理由")
    with deed(number, "attach_interpretation", by=by, on=on, version=version) as under_way:
        values = {
            "forms": list(planned.forms),
            "channels": list(planned.channels),
            "points": planned.points.strip(),
            "by": planned.by.strip(),
            "on": planned.on,
            "waived_because": planned.waived_because.strip(),
        }
        made, _ = Plan.objects.update_or_create(document=under_way.document, defaults=values)
        under_way.facts["forms"] = list(planned.forms)
    return made


def discard(number: int, *, by: Actor, on: date, reason: str = "", version: int | None = None) -> Document:
    """A draft that will not go on; it can be taken back."""
    with deed(number, "discard", by=by, on=on, version=version, reason=reason) as under_way:
        pass
    return under_way.document


def recover(number: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """A discarded draft taken back."""
    with deed(number, "recover", by=by, on=on, version=version) as under_way:
        pass
    return under_way.document
