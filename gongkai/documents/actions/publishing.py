"""Signing and publishing: the set goes out together, gets its index number, and from then on the public has it."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from gongkai.bodies.actors import SYSTEM, Actor
from gongkai.bodies.models import Body
from gongkai.core.documents import attributes, index_numbers, timing
from gongkai.core.documents.text import to_record
from gongkai.core.life import NotAllowed
from gongkai.documents import access, examining, indexing
from gongkai.documents.actions.deeds import deed
from gongkai.documents.models import Column, Document, IndexCounter, Placement, Publication, PublicFile
from gongkai.vault import files

_LOG = logging.getLogger(__name__)
_COPIED = (
    "title",
    "document_number",
    "kind",
    "theme",
    "keywords",
    "summary",
    "issuer",
    "joint_issuers",
    "filing_number",
    "is_normative",
    "formed_on",
    "effective_from",
    "expires_on",
    "take_down_on",
    "genre",
    "form",
)


def sign(number: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """The document and what belongs to its set, signed together (同步组织、同步审签、同步部署)."""
    with transaction.atomic():
        with deed(number, "sign", by=by, on=on, version=version) as under_way:
            document = under_way.document
            if faults := _incomplete_set(document):
                raise ValidationError(faults)
            under_way.facts["interpretations"] = document.interpretations.count()
        for each in document.interpretations.filter(stage="cleared"):
            with deed(each.pk, "sign", by=by, on=on):
                pass
    return document


def _incomplete_set(document: Document) -> list[str]:
    """A normative document comes with its interpretation, or with the reason why it has none (国办发〔2016〕80号)."""
    open_ = document.interpretations.exclude(stage__in=("cleared", "signed", "published", "discarded"))
    faults = [f"解读“{each.title}”还没有审查通过，解读和公文一并签发" for each in open_]
    if document.is_normative and document.attribute == attributes.PROACTIVE:
        plan = getattr(document, "plan", None)
        if plan is None:
            faults.append("行政规范性文件应当有解读方案，或者写明不需要解读的理由")
        elif not plan.waived_because and not document.interpretations.exclude(stage="discarded").exists():
            faults.append("解读方案已经有了，还缺解读材料；解读方案、解读材料和公文一并报签")
    return faults


def schedule(number: int, at: datetime | None, *, by: Actor, on: date, version: int | None = None) -> Document:
    """To be published at a moment; None takes the appointment back."""
    with deed(number, "schedule", by=by, on=on, version=version) as under_way:
        if at is not None and at <= timezone.now():
            raise ValidationError({"at": "定时发布的时间应当晚于现在；要马上发布，请用“发布”"})
        under_way.document.publish_at = at
        under_way.facts["at"] = at.isoformat() if at else ""
    return under_way.document


def publish(
    number: int, *, by: Actor, at: datetime, channels: Iterable[str] = (), version: int | None = None
) -> Publication:
    """Out, with what belongs to its set. From this moment it is found by a search, stands in its column and in every feed."""
    on = timezone.localtime(at).date()
    with transaction.atomic():
        made = _publish_one(number, by, at, on, version)
        for each in made.document.interpretations.filter(stage="signed"):
            _publish_one(each.pk, by, at, on, None)
        for channel in channels:
            Placement.objects.get_or_create(publication=made, channel=channel, defaults={"state": "prepared"})
    return made


def _publish_one(number: int, by: Actor, at: datetime, on: date, version: int | None) -> Publication:
    with deed(number, "publish", by=by, on=on, version=version) as under_way:
        document = under_way.document
        if document.attribute != attributes.PROACTIVE:
            raise ValidationError("不是主动公开的公文不能发布；请登记为不主动公开")
        if document.column is None:
            raise ValidationError({"column": "请选择发布的栏目"})
        refuse_alone(document)
        examining.bar(document)
        document.index_number = document.index_number or take_index_number(document.body, on.year)
        document.publish_at = None
        under_way.facts.update(index_number=document.index_number, column=document.column.key)
        return show(document, at=at, on=on)


def refuse_alone(document: Document) -> None:
    """An interpretation is not public before its document, nor after it: readers go from one to the other."""
    about = document.interprets
    if about is None:
        return
    shown = _shown(about)
    if shown is None:
        raise ValidationError(f"被解读的公文“{about}”还没有发布；请先发布公文，已经签发的解读会和它一起发布")
    if shown.withdrawn_on:
        raise ValidationError(f"被解读的公文“{about}”已经撤下，解读不能单独发布；请先恢复公文，或者把解读退回修改")


def show(document: Document, *, at: datetime, on: date) -> Publication:
    """The public's own rows of a document: the snapshot, its files, its place in the column, in the index."""
    assert document.column is not None
    assert document.index_number is not None
    made = Publication(
        document=document,
        key=key_of(document.index_number),
        body=document.body,
        column=document.column,
        index_number=document.index_number,
        interprets=_shown(document.interprets),
        text=to_record(document.text),
        published_at=at,
        published_on=on,
        **{name: getattr(document, name) for name in _COPIED},
    )
    made.full_clean()
    made.save()
    made.topics.set(document.topics.all())
    # An old portal's interpretations may be taken over before their document.
    Publication.objects.filter(document__interprets=document, interprets__isnull=True).update(interprets=made)
    show_files(made)
    Column.objects.filter(pk=made.column_id).update(published=F("published") + 1)
    Placement.objects.create(publication=made, channel="website", state="posted", posted_at=at)
    indexing.put(made)
    return made


def show_files(made: Publication) -> None:
    """The rebuilt files and nothing else, each with its checksum."""
    made.files.all().delete()
    for each in made.document.files.filter(is_withdrawn=False).exclude(purpose="original").exclude(rebuilt=""):
        data = files.fetch(each.rebuilt)
        name = each.name if each.name.lower().endswith(f".{each.rebuilt_kind}") else f"{each.name}.{each.rebuilt_kind}"
        PublicFile.objects.create(
            publication=made,
            position=each.position,
            purpose=each.purpose,
            name=name[-160:],
            kind=each.rebuilt_kind,
            size=len(data),
            stored=each.rebuilt,
            sha256=hashlib.sha256(data).hexdigest(),
            caption=each.caption,
        )


def key_of(index_number: str) -> str:
    """The permanent address of an index number: it never changes, whatever becomes of the body."""
    return "".join(char if char.isalnum() and char.isascii() else "-" for char in index_number)[:60]


def take_index_number(body: Body, year: int) -> str:
    """The next index number of a body, in the transaction of the deed: no gap, no double. ValidationError without a code."""
    if not body.credit_code:
        raise ValidationError(f"{body.name}没有登记统一社会信用代码，不能编索引号；请系统管理员在“单位”里补上")
    IndexCounter.objects.get_or_create(code=body.credit_code, year=year)
    while True:
        IndexCounter.objects.filter(code=body.credit_code, year=year).update(last=F("last") + 1)
        last = IndexCounter.objects.get(code=body.credit_code, year=year).last
        number = index_numbers.make(body.credit_code, year, last)
        # Numbers that were taken over from an older platform are skipped.
        if not Document.objects.filter(index_number=number).exists():
            return number


def _shown(document: Document | None) -> Publication | None:
    return Publication.objects.filter(document=document).first() if document else None


def hold(number: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """Registered as not proactively public; it is looked at again within a year (第十八条)."""
    with deed(number, "hold", by=by, on=on, version=version) as under_way:
        if under_way.document.attribute == attributes.PROACTIVE:
            raise ValidationError("主动公开的公文应当发布")
        under_way.document.review_on = timing.review_by(on)
        under_way.facts["review_on"] = under_way.document.review_on.isoformat()
    return under_way.document


def publish_due(*, now: datetime) -> list[Publication]:
    """What was appointed for a moment that has come; each by itself, one that fails keeps none of the others back."""
    due = Document.objects.filter(stage="signed", publish_at__lte=now)
    made = []
    for number in list(due.order_by("genre", "publish_at", "pk").values_list("pk", flat=True)):
        if not due.filter(pk=number).exists():  # it went out with its set
            continue
        try:
            made.append(publish(number, by=SYSTEM, at=now))
        except DatabaseError:
            raise  # nothing is wrong with the document: it is tried again
        except ValidationError as error:
            _postpone(number, now, "；".join(error.messages))
        except Exception as error:  # noqa: BLE001 - whatever it is, the other documents go out
            _LOG.error("document %s was not published: %s", number, type(error).__name__)
            _postpone(number, now, _why(error))
    return made


def _why(error: Exception) -> str:
    """For the history: what to do about it; what the system itself says stays in the log."""
    if isinstance(error, files.Missing):
        return "附件取不到或者已经损坏，请系统管理员从备份恢复，再重新定时或者直接发布"
    if isinstance(error, OSError):
        return "读写附件的文件夹出错，请系统管理员检查磁盘，再重新定时或者直接发布"
    if isinstance(error, NotAllowed):
        return str(error)
    return f"系统出错（{type(error).__name__}），请系统管理员查看日志，再重新定时或者直接发布"


def _postpone(number: int, now: datetime, why: str) -> None:
    """The appointment is taken back and the reason stands in the history, so that somebody looks."""
    reason = f"定时发布没有成功：{why}"
    try:
        with deed(number, "schedule", by=SYSTEM, on=timezone.localdate(now), reason=reason) as under_way:
            under_way.document.publish_at = None
            under_way.facts["failed_at"] = now.isoformat()
    except (NotAllowed, access.Absent):  # somebody has moved it on meanwhile: there is no appointment any more
        _LOG.info("document %s has no appointment any more", number)
