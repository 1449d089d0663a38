"""After publication: correction, clarification, amendment, repeal, lapse, withdrawal, re-assessment. Records, never deletions."""

import json
import logging
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import F

from gongkai.bodies.actors import SYSTEM, Actor
from gongkai.core import privacy
from gongkai.core.documents import attributes, timing
from gongkai.core.documents.text import Text, to_record
from gongkai.core.life import NotAllowed
from gongkai.documents import access, examining, indexing
from gongkai.documents.actions import placing, publishing
from gongkai.documents.actions.deeds import Deed, deed, history
from gongkai.documents.models import Column, Document, Publication, Relation, Version

_LOG = logging.getLogger(__name__)
_DAYS = {"amend": "amended_on", "repeal": "repealed_on", "lapse": "lapsed_on", "partly_end": "partly_ended_on"}
_RELATIONS = {"amend": "amends", "repeal": "repeals", "lapse": "lapses", "partly_end": "partly_ends"}


@dataclass(frozen=True, slots=True)
class Cause:
    """What ends or changes a document: another published one, or an act from outside the house."""

    by: int | None = None  # row number of the document that does it
    outside_title: str = ""
    outside_number: str = ""
    articles: str = ""
    note: str = ""


def revise(
    number: int, title: str, text: Text, *, by: Actor, on: date, reason: str, version: int | None = None
) -> Publication:
    """A corrected text with the day and the reason; the earlier one stays in the history."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明更正的理由，它和更正日期一起公布"})
    with deed(number, "revise", by=by, on=on, version=version, reason=reason) as under_way:
        document, found = under_way.document, _publication(under_way)
        Version.objects.create(
            document=document,
            number=document.versions.count() + 1,
            title=found.title,
            text=found.text,
            published_on=found.revised_on or found.published_on,
            replaced_on=on,
            reason=_told(reason),
        )
        document.title, document.written = title.strip(), json.dumps(to_record(text), ensure_ascii=False)
        document.__dict__.pop("text", None)
        document.save()
        examining.examine(document)
        examining.bar(document)
        found.title, found.text = document.title, to_record(document.text)
        found.revised_on, found.revised_because = on, _told(reason)
        _write(found)
    return found


def _told(words: str) -> str:
    """What is said in public about a deed: numbers of persons are masked."""
    return privacy.mask(words.strip())[:300]


def change(
    number: int, verb: str, cause: Cause, *, by: Actor, since: date, on: date, version: int | None = None
) -> Publication:
    """`amend`, `repeal`, `partly_end` or `lapse` a published document since a day; what does it is named and linked both ways."""
    if verb != "lapse" and not cause.by and not cause.outside_title.strip():
        raise ValidationError("请选择是哪件公文修改或者废止的；不在本平台的，请写明名称和文号")
    move = "amend" if verb == "partly_end" else verb
    with deed(number, move, by=by, on=on, version=version, reason=cause.note) as under_way:
        found = _publication(under_way)
        _refuse_early(found, since)
        setattr(found, _DAYS[verb], since)
        source = _relate(verb, cause, found, since)
        found.validity_note = _told(_sentence(verb, source, cause))
        _write(found)
        under_way.facts.update(verb=verb, since=since.isoformat(), source=source.pk if source else None)
    return found


def _refuse_early(found: Publication, since: date) -> None:
    if found.formed_on and since < found.formed_on:
        raise ValidationError({"since": "日期不能早于这件公文的成文日期"})


def _relate(verb: str, cause: Cause, found: Publication, since: date) -> Publication | None:
    if not cause.by:
        return None
    source = _public_one(cause.by)
    if source.pk == found.pk:
        raise ValidationError("公文不能修改或者废止它自己")
    Relation.objects.update_or_create(
        kind=_RELATIONS[verb],
        source=source,
        target=found,
        defaults={"on": since, "note": _told(cause.note), "articles": cause.articles.strip()[:120]},
    )
    return source


def _sentence(verb: str, source: Publication | None, cause: Cause) -> str:
    word = {"amend": "修改", "repeal": "废止", "partly_end": "部分废止", "lapse": "宣布失效"}[verb]
    number = source.document_number if source else cause.outside_number.strip()
    title = source.title if source else cause.outside_title.strip()
    named = f"《{title}》" + (f"（{number}）" if number else "") if title else ""
    articles = cause.articles.strip()
    return f"由{named}{articles}{word}" if named else (cause.note.strip() or word)


def undo_validity(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Publication:
    """The last amendment, repeal or lapse was registered by mistake."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么撤销登记"})
    with deed(number, "undo_validity", by=by, on=on, version=version, reason=reason) as under_way:
        found = _publication(under_way)
        days = {name: day for name in _DAYS.values() if (day := getattr(found, name))}
        if not days:
            raise ValidationError("这件公文没有修改、废止或者失效的登记")
        last = _registered_last(under_way.document, days)
        kind = next(_RELATIONS[verb] for verb, name in _DAYS.items() if name == last)
        same = Relation.objects.filter(target=found, kind=kind)
        same.filter(on=days[last]).delete()
        setattr(found, last, same.order_by("-on").values_list("on", flat=True).first())  # an earlier one still stands
        found.validity_note = ""
        _write(found)
        under_way.facts.update(undone=last, was=days[last].isoformat())
    return found


def _registered_last(document: Document, days: dict[str, date]) -> str:
    """Not the one that begins last: a repeal may be registered after an amendment that is still to come."""
    for entry in reversed(history(document)):
        name = _DAYS.get(str(entry.facts.get("verb", "")), "")
        if name in days and entry.facts.get("since") == days[name].isoformat():
            return name
    return max(days, key=lambda name: days[name])


def relate(number: int, kind: str, given: Relation, *, by: Actor, on: date) -> Relation:
    """What a published document rests on, cites, forwards or replaces."""
    with deed(number, "amend", by=by, on=on) as under_way:
        given.kind, given.source = kind, _publication(under_way)
        given.full_clean()
        given.save()
        under_way.facts.update(relation=kind, target=given.target_id)
    return given


def clarify(number: int, false_one: int, *, by: Actor, on: date, note: str) -> Relation:
    """This document clarifies false or incomplete information that another one, or somebody outside, spread (第六条)."""
    with deed(number, "clarify", by=by, on=on, reason=note) as under_way:
        target = _public_one(false_one)
        made, _ = Relation.objects.get_or_create(
            kind="clarifies", source=_publication(under_way), target=target, defaults={"on": on, "note": _told(note)}
        )
        under_way.facts["target"] = target.pk
    return made


def withdraw(
    number: int,
    *,
    by: Actor,
    on: date,
    reason: str,
    annulled_on: date | None = None,
    version: int | None = None,
) -> Publication:
    """Off every page, file, feed and search at once; the reason stands in its place. `annulled_on`: of a penalty decision.

    What interprets it goes with it: it repeats what was taken down (方案、材料、公文同步组织、同步部署，国办发〔2016〕80号).
    """
    if len(reason.strip()) < 4:
        raise ValidationError({"reason": "请写明撤下的理由，它会公布在原来的网址上；不要写入需要保密的内容"})
    with deed(number, "withdraw", by=by, on=on, version=version, reason=reason) as under_way:
        found = _publication(under_way)
        found.withdrawn_on, found.withdrawn_because = on, _told(reason)
        found.save()
        Column.objects.filter(pk=found.column_id).update(published=F("published") - 1)
        indexing.take_out(found)
        placing.call_back(found)
        if annulled_on:
            due = timing.annulled_by(annulled_on)
            under_way.facts.update(annulled_on=annulled_on.isoformat(), due_on=due.on.isoformat(), is_late=on > due.on)
        for each in found.interpretations.filter(withdrawn_on__isnull=True):
            withdraw(each.document_id, by=_for(each, by, found), on=on, reason=_with_its_document(found))
    return found


def _with_its_document(found: Publication) -> str:
    return f"解读的公文已经撤下，解读一并撤下：{found.withdrawn_because}"[:300]


def _for(each: Publication, by: Actor, found: Publication) -> Actor:
    """Whoever answers for the document; for what another body wrote about it, the system."""
    return by if each.body_id == found.body_id else SYSTEM


def restore(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Publication:
    """Back to the public at its old address: taken down by mistake, or mended. What is found in it now bars it again.

    What interprets it and was taken down with it comes back with it.
    """
    if not reason.strip():
        raise ValidationError({"reason": "请写明恢复的理由"})
    with deed(number, "restore", by=by, on=on, version=version, reason=reason) as under_way:
        found = _publication(under_way)
        publishing.refuse_alone(under_way.document)
        examining.examine(under_way.document)
        examining.bar(under_way.document)
        along = list(
            found.interpretations.filter(withdrawn_on=found.withdrawn_on, withdrawn_because=_with_its_document(found))
        )
        found.withdrawn_on, found.withdrawn_because, found.take_down_on = None, "", None
        found.text = to_record(under_way.document.text)
        found.save()
        publishing.show_files(found)
        Column.objects.filter(pk=found.column_id).update(published=F("published") + 1)
        indexing.put(found)
        for each in along:
            restore(each.document_id, by=_for(each, by, found), on=on, reason=reason)
    return found


def withdraw_file(number: int, file: int, *, by: Actor, on: date, reason: str) -> Publication:
    """One attachment taken down; the document stays, with a note of the correction."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤下附件的理由"})
    with deed(number, "revise", by=by, on=on, reason=reason) as under_way:
        row = under_way.document.files.filter(pk=file).first()
        if row is None:
            raise access.Absent
        row.is_withdrawn = True
        row.save(update_fields=["is_withdrawn"])
        found = _publication(under_way)
        publishing.show_files(found)
        found.revised_on, found.revised_because = on, _told(reason)
        _write(found)
        under_way.facts["file"] = row.pk
    return found


def reassess(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Document:
    """Looked at again: it stays as it is, for the reason given; the next time is in a year (第十八条)."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明继续不公开的理由"})
    with deed(number, "reassess", by=by, on=on, version=version, reason=reason) as under_way:
        under_way.document.review_on = timing.review_by(on)
        under_way.facts["review_on"] = under_way.document.review_on.isoformat()
    return under_way.document


def open_up(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Document:
    """The reason for holding it has gone: it becomes proactive and passes the review as any other."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明情况发生了什么变化"})
    with deed(number, "open_up", by=by, on=on, version=version, reason=reason) as under_way:
        document = under_way.document
        document.attribute, document.ground, document.attribute_reason = attributes.PROACTIVE, "", reason.strip()
        document.review_on = None
        document.round += 1
    return document


def take_down_due(*, on: date) -> int:
    """Rosters whose time of posting is over (公示期满), each by itself; how many were taken down."""
    due = Publication.objects.filter(withdrawn_on__isnull=True, take_down_on__lte=on)
    done = 0
    for number in list(due.order_by("genre", "pk").values_list("document_id", flat=True)):
        if not due.filter(document=number).exists():  # it went with its document
            continue
        try:
            withdraw(number, by=SYSTEM, on=on, reason="公示期满，按规定撤下")
            done += 1
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the other rosters come down
            _LOG.error("document %s was not taken down: %s", number, type(error).__name__)
    return done


def _publication(under_way: Deed) -> Publication:
    return _published(under_way.document)


def _published(document: Document) -> Publication:
    found = Publication.objects.select_related("column", "document").filter(document=document).first()
    if found is None:
        raise NotAllowed(f"“{document.title}”还没有发布")
    return found


def _public_one(document: int) -> Publication:
    """A document that everybody sees, of whichever body: what ends ours need not be ours."""
    found = Publication.objects.filter(document_id=document, withdrawn_on__isnull=True).first()
    if found is None:
        raise ValidationError("没有查到这件已经发布的公文")
    return found


def _write(found: Publication) -> None:
    found.full_clean()
    found.save()
    if found.withdrawn_on is None:
        indexing.put(found)
