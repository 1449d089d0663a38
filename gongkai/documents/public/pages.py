"""One document with everything around it, its files, and the note that stands where one was taken down."""

import hashlib
from datetime import date

from django.db.models import Q

from gongkai.channels import CHANNELS
from gongkai.core.documents import validity
from gongkai.documents.models import Entry, Publication, PublicFile, Redirect, Relation, Version
from gongkai.documents.models.published import RELATIONS
from gongkai.documents.public.shown import listed, row, shown
from gongkai.documents.public.values import Correction, FileData, FileLink, Gone, IssueLink, Link, Page, Place
from gongkai.vault import files

_POSTED = "posted"


def document(key: str, *, on: date) -> Page | Gone | None:
    """The document of a permanent address; Gone where it was taken down; None where there never was one."""
    found = Publication.objects.filter(key=key).select_related("column", "body", "interprets").first()
    if found is None:
        return None
    if found.withdrawn_on:
        return Gone(found.key, found.index_number, found.body.name, found.withdrawn_on, found.withdrawn_because)
    return _page(found, on)


def _page(found: Publication, on: date) -> Page:
    above = found.interprets if found.interprets and not found.interprets.withdrawn_on else None
    same = Q(interprets=found) | Q(interprets=above) if above else Q(interprets=found)
    beside = listed().filter(same).exclude(pk=found.pk).order_by("published_at", "pk")
    return Page(
        row=row(found, on=on),
        text=found.text,
        joint_issuers=tuple(found.joint_issuers),
        issuer_phone=found.body.phone,
        files=tuple(_link(each) for each in found.files.all()),
        interpretations=tuple(row(each, on=on) for each in beside),
        interprets=row(above, on=on) if above else None,
        links=_links(found, on),
        corrections=tuple(
            Correction(each.number, each.published_on, each.replaced_on, each.reason)
            for each in Version.objects.filter(document_id=found.document_id).defer("text")
        ),
        places=_places(found),
        gazette=_gazette(found),
        topics=tuple(found.topics.filter(closed_on__isnull=True).values_list("key", "label")),
        validity_note=found.validity_note,
        revised_because=found.revised_because,
    )


def _link(each: PublicFile) -> FileLink:
    return FileLink(each.position, each.purpose, each.name, each.kind, each.size, each.sha256, each.caption)


def _links(found: Publication, on: date) -> tuple[Link, ...]:
    """What it does and what was done to it; a document that was taken down is not named."""
    rows = Relation.objects.filter(Q(source=found) | Q(target=found)).select_related("source", "target")
    return tuple(each for each in (_relation(line, found, on) for line in rows) if each)


def _relation(line: Relation, found: Publication, on: date) -> Link | None:
    is_ours = line.source_id == found.pk
    word = RELATIONS[line.kind][0 if is_ours else 1]
    other = line.target if is_ours else line.source
    if other is None:
        return Link(
            word,
            line.kind,
            is_ours,
            line.outside_title,
            line.outside_number,
            "",
            line.outside_url,
            line.articles,
            line.on,
        )
    if other.withdrawn_on:
        return None
    state = validity.validity(other.dates, on=on)
    return Link(
        word,
        line.kind,
        is_ours,
        other.title,
        other.document_number,
        other.key,
        "",
        line.articles,
        line.on,
        state,
        validity.label(state),
    )


def _places(found: Publication) -> tuple[Place, ...]:
    rows = found.placements.filter(state=_POSTED, posted_at__isnull=False).exclude(channel="website")
    return tuple(
        Place(
            each.channel,
            CHANNELS[each.channel].label,
            each.account.name if each.account else each.outlet,
            each.address if each.address.startswith(("http://", "https://")) else "",
            each.posted_at.date(),
        )
        for each in rows.select_related("account")
        if each.posted_at
    )


def _gazette(found: Publication) -> tuple[IssueLink, ...]:
    rows = Entry.objects.filter(publication=found, issue__published_on__isnull=False).select_related("issue")
    return tuple(
        IssueLink(
            each.issue.year,
            each.issue.number,
            each.issue.total_number,
            each.issue.title,
            each.issue.published_on,
            each.issue.size,
        )
        for each in rows
        if each.issue.published_on
    )


def file(key: str, position: int) -> FileData | None:
    """A file of a document that is shown; None for every other."""
    found = PublicFile.objects.filter(publication__in=shown(), publication__key=key, position=position).first()
    if found is None:
        return None
    data = files.fetch(found.stored)
    if hashlib.sha256(data).hexdigest() != found.sha256:
        raise files.Missing("公开的文件和登记的校验值不符，请从备份恢复")
    return FileData(found.name, found.kind, data, found.sha256)


def moved(path: str) -> str | None:
    """The key of the document that an address of the old portal meant."""
    if "\0" in path:  # no database takes it, and no portal had it
        return None
    found = Redirect.objects.filter(path=path, publication__withdrawn_on__isnull=True)
    return found.values_list("publication__key", flat=True).first()
