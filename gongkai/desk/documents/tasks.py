"""What a person has to do today about documents, in the same groups as everything else; few questions, each item a link."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from gongkai.applications.ribbons import said, weekday
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import workdays
from gongkai.core.documents import attributes, screening
from gongkai.desk.documents import rows
from gongkai.desk.tasks import MOST, Group, Task
from gongkai.documents import access, actions, overview
from gongkai.documents.models import Document, Opinion, Placement
from gongkai.journal import actions as journal

_WORKING = ("clerk", "handler", "office")
_MOST_DOCUMENTS = 400
_Tagged = Callable[[Document], tuple[str, str]]
_QUEUES = (
    ("公文待签发", "signer", ("cleared",), "sign"),
    ("收到确定意见后登记", "clerk", ("referred",), "determine"),
    ("公文待发布", "clerk", ("signed",), "publish"),
    ("公文待确定属性、提交审查", "handler", ("draft", "attributed"), ""),
)


def tasks(by: Actor, *, on: date) -> list[Group]:
    """The groups that have anything in them."""
    return [Group(label, tuple(items[:MOST])) for label, items in _groups(by, on) if items]


def _groups(by: Actor, on: date) -> Iterator[tuple[str, list[Task]]]:
    documents = _documents(by, on)
    own = [each for each in documents if each.body_id in by.body_ids]
    soon = workdays.add(on, overview.SOON).on
    pressing = [each for each in documents if _is_pressing(each, soon)] if any(map(by.has, _WORKING)) else []
    yield "公开期限到期（条例第二十六条）", _listed(pressing, "", _due(on))
    asked, ready = _under_review([each for each in own if each.stage == "screening"], by, on)
    yield "请您审查", _listed(asked, "give_opinion", _due(on))
    yield "审查意见齐了，待通过", _listed(ready, "clear", _due(on))
    for label, role, stages, verb in _QUEUES:
        # What is pressing stands above already; only the deeds that nobody else can do are said again.
        found = [
            each for each in own if each.stage in stages and not each.publish_at and (verb or each not in pressing)
        ]
        yield label, _listed([each for each in found if role in access.roles(by, each)], verb, _due(on))
    yield from _afterwards(own, by, on)


def _documents(by: Actor, on: date) -> list[Document]:
    """What is under way or due to be assessed again, of the own bodies; of the district what has to be out."""
    mine = Q(body__in=by.body_ids) & (~Q(stage__in=overview.ENDED) | overview.condition("reassess", on))
    due = overview.condition("overdue", on) | overview.condition("soon", on)
    wanted = mine | due if by.everywhere & {"office"} else mine
    rows_ = access.visible(by).filter(wanted).select_related("body").defer("written")
    return list(rows_.order_by(F("due_on").asc(nulls_last=True), "pk")[:_MOST_DOCUMENTS])


def _is_pressing(document: Document, soon: date) -> bool:
    runs = document.is_open and document.attribute in ("", attributes.PROACTIVE)
    return runs and document.due_on is not None and document.due_on <= soon


def _afterwards(own: list[Document], by: Actor, on: date) -> Iterator[tuple[str, list[Task]]]:
    if by.has("clerk"):
        yield "定时发布没有成功", _listed(_failed(own), "publish", lambda _: ("失败", "r"))
    if by.has("clerk") or by.has("head"):
        held = [each for each in own if each.stage == "held"]
        yield "应重新评估（条例第十八条）", _listed(held, "reassess", _review(on))
    if by.has("clerk"):
        yield "渠道发布需处理", _placements(by)
        yield "栏目应更新", _columns(by, on)


def _listed(found: Iterable[Document], verb: str, tag: _Tagged) -> list[Task]:
    return [_task(each, verb, tag) for each in found]


def _task(document: Document, verb: str, tag: _Tagged) -> Task:
    name = document.document_number or document.get_genre_display()
    if verb == "publish" and document.attribute != "proactive":
        verb = "hold"
    address = rows.address(document, verb) if verb else reverse("desk-document", args=(document.pk,))
    return Task(
        document.title, f"{name}　{document.body.short}　{document.get_stage_display()}", address, *tag(document)
    )


def _due(on: date) -> _Tagged:
    def tag(document: Document) -> tuple[str, str]:
        left = rows.left(document, on)
        if left.number is None or document.due_on is None:
            return "", ""
        if on > document.due_on:
            return (f"超期{-left.number}天" if left.number else "超期"), "r"
        return ("今天" if document.due_on == on else f"{said(document.due_on)}{weekday(document.due_on)}"), left.tone

    return tag


def _review(on: date) -> _Tagged:
    def tag(document: Document) -> tuple[str, str]:
        day = document.review_on
        return ("今天" if day == on else said(day) if day else ""), "r"

    return tag


def _under_review(waiting: list[Document], by: Actor, on: date) -> tuple[list[Document], list[Document]]:
    """Those with a step of mine that nobody has taken in this round; and for the head those where every step is taken."""
    if not waiting:
        return [], []
    steps = {each.key for each in screening.steps(on=on) if each.verb == "give_opinion" and each.when == "always"}
    given = Opinion.objects.filter(document__in=waiting).values_list("document_id", "round", "step")
    taken: dict[tuple[int, int], set[str]] = {}
    for document, number, step in given:
        taken.setdefault((document, number), set()).add(step)
    asked, ready = [], []
    for each in waiting:
        done = taken.get((each.pk, each.round), set())
        if rows.my_steps(each, done, by=by, on=on):
            asked.append(each)
        elif steps <= done and "head" in access.roles(by, each):
            ready.append(each)
    return asked, ready


def _failed(own: list[Document]) -> list[Document]:
    """Signed, no longer appointed, and the last word about an appointment is that it failed."""
    signed = [each for each in own if each.stage == "signed" and not each.publish_at]
    lines = journal.entries_of(actions.KIND, [each.pk for each in signed]) if signed else {}
    found = []
    for each in signed:
        scheduled = [line for line in lines[str(each.pk)] if line.verb == "schedule"]
        if scheduled and scheduled[-1].facts.get("failed_at"):
            found.append(each)
    return found


def _placements(by: Actor) -> list[Task]:
    failed = Placement.objects.filter(state="failed", publication__document__body__in=by.body_ids)
    listed = failed.select_related("publication__body").defer("publication__text").order_by("-pk")[:MOST]
    return [
        Task(
            each.publication.title,
            f"{rows.channel(each.channel)}　{each.error}",
            reverse("desk-document-channels", args=(each.publication.document_id,)),
            "需处理",
            "r",
        )
        for each in listed
    ]


def _columns(by: Actor, on: date) -> list[Task]:
    """Columns that have gone stale; those that never had anything are on the page of the columns."""
    bodies = Body.objects.filter(pk__in=by.body_ids, closed_on__isnull=True)
    stale = [each for each in overview.freshness(bodies, on=on) if each.state in ("stale", "soon")]
    stale.sort(key=lambda each: each.stale_on or on)
    return [
        Task(
            each.column.label,
            f"{each.body.short}　最近更新 {each.last_on:%Y-%m-%d}",
            f"{reverse('desk-columns')}?body={each.body.pk}&state={each.state}",
            "应更新" if each.state == "stale" else "快到期",
            "r" if each.state == "stale" else "a",
        )
        for each in stale[:MOST]
    ]
