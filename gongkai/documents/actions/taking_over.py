"""Documents of an older portal taken over: published long ago, under their old numbers, dates and addresses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core.documents import attributes
from gongkai.core.documents.text import to_record
from gongkai.core.life import NotAllowed
from gongkai.documents import examining, files
from gongkai.documents.actions.deeds import KIND
from gongkai.documents.actions.drafting import Draft
from gongkai.documents.actions.publishing import show, take_index_number
from gongkai.documents.models import Column, Document, Publication, Redirect
from gongkai.documents.models.columns import DOCUMENTS
from gongkai.journal import actions as journal
from gongkai.vault.admission import Upload, admit


@dataclass(frozen=True, slots=True)
class Old:
    """A document as the old portal had it. What it did not say, or said wrongly, is left open."""

    draft: Draft
    published_on: date
    index_number: str = ""  # as it was; "" gets a new one
    path: str = ""  # its old address
    repealed_on: date | None = None
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one: the publication, whether it is new, and what somebody should look at."""

    publication: Publication | None
    is_new: bool
    doubts: tuple[str, ...]


def take_over(body: Body, old: Old, *, by: Actor, on: date, key: str) -> Taken:
    """One old document published as it was. The same `key` twice changes nothing.

    What bars publication today (personal information, files that cannot be rebuilt) bars it here too: the document is kept as
    a draft, and the doubts say why. Raises ValidationError for what cannot be registered at all.
    """
    known = Document.objects.filter(key=key).first()
    if known is not None:
        return Taken(Publication.objects.filter(document=known).first(), is_new=False, doubts=())
    if by.number != "system" and "office" not in by.everywhere and "clerk" not in by.roles(body.pk):
        raise NotAllowed("旧网站的公文由区公开办或者本单位的公开经办人接收")
    admitted = admit(list(old.uploads))
    with transaction.atomic():
        document = _document(body, old, by, key)
        files.attach(document, admitted)
        examining.examine(document)
        doubts = examining.bars(document)
        made = None if doubts else _show(document, old, on)
        author = by.author("office" if "office" in by.everywhere else "clerk", body.slug)
        facts = {"path": old.path, "index_number": old.index_number, "is_public": made is not None}
        journal.record("take_over", (KIND, document.pk), by=author, on=on, facts=facts)
    return Taken(made, is_new=True, doubts=tuple(doubts))


def _document(body: Body, old: Old, by: Actor, key: str) -> Document:
    draft = old.draft
    column = Column.objects.filter(key=draft.column, closed_on__isnull=True, holds__in=DOCUMENTS).first()
    if column is None:
        raise ValidationError(f"没有“{draft.column}”这个可以放公文的栏目")
    values = {
        name: getattr(draft, name)
        for name in ("title", "document_number", "kind", "theme", "keywords", "summary", "formed_on", "effective_from",
                     "expires_on", "is_normative", "filing_number", "filed_on", "copies", "take_down_on", "genre", "form")
    }  # fmt: skip
    document = Document(
        body=body,
        column=column,
        issuer=draft.issuer or body.name,
        joint_issuers=list(draft.joint_issuers),
        written=json.dumps(to_record(draft.text), ensure_ascii=False),
        attribute=attributes.PROACTIVE,
        attribute_reason="原网站已经公开",
        handler=by.person,
        key=key,
        interprets=Document.objects.filter(pk=draft.interprets).first() if draft.interprets else None,
        **values,
    )
    document.full_clean()
    document.save()
    document.topics.set(Column.objects.filter(key__in=draft.topics, holds="topic"))
    return document


def _show(document: Document, old: Old, on: date) -> Publication:
    document.stage = "published"
    document.index_number = old.index_number or take_index_number(document.body, old.published_on.year)
    document.full_clean()
    document.save()
    at = timezone.make_aware(datetime.combine(old.published_on, time(9)))
    made = show(document, at=at, on=old.published_on)
    if old.repealed_on and old.repealed_on <= on:
        made.repealed_on = old.repealed_on
        made.save(update_fields=["repealed_on"])
    if old.path:
        Redirect.objects.get_or_create(path=old.path[:300], defaults={"publication": made})
    return made


def addresses(made: Publication, paths: Sequence[str]) -> None:
    """More old addresses of one document."""
    for path in paths:
        Redirect.objects.get_or_create(path=path[:300], defaults={"publication": made})
