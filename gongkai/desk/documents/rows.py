"""A document as a row of a list: days left under Article 26, stage, and the one next step for whoever looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from gongkai.applications.ribbons import Ribbon, said, tone_of, weekday
from gongkai.bodies.actors import Actor
from gongkai.channels import CHANNELS
from gongkai.core import workdays
from gongkai.core.documents import attributes, screening
from gongkai.core.documents.life import LIFE, STAGES
from gongkai.desk.rows import Step
from gongkai.documents import access
from gongkai.documents.models import Document, Opinion

# The one step that a list offers, in this order; the page of the document offers every other.
_FIRST = {
    "draft": ("attribute",),
    "attributed": ("submit",),
    "screening": ("give_opinion", "clear"),
    "referred": ("determine",),
    "cleared": ("sign",),
    "signed": ("publish",),
    "discarded": ("recover",),
}
_OWN_PAGES = {
    "edit": "desk-document-edit",
    "give_opinion": "desk-document-opinion",
    "attach_interpretation": "desk-document-plan",
    "post": "desk-document-channels",
    "revise": "desk-document-revise",
}
_MOST_OVER = 8  # cells of a ribbon behind the last day; the number beside it says how many there are
LABELS = {"amend": "登记修改", "partly_end": "登记部分废止", "relate": "登记依据、引用"}


@dataclass(frozen=True, slots=True)
class Left:
    """A large number with a word; None where no days count."""

    number: int | None
    tone: str
    says: str
    due: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a document."""

    document: Document
    left: Left
    stage: str
    note: str
    step: Step


def rows(documents: Iterable[Document], *, by: Actor, on: date) -> list[Row]:
    """The rows of some documents; one question more tells which opinions are there."""
    listed = list(documents)
    under_review = [each.pk for each in listed if each.stage == "screening"]
    given = Opinion.objects.filter(document__in=under_review).values_list("document_id", "round", "step")
    taken: dict[tuple[int, int], set[str]] = {}
    for document, number, step in given:
        taken.setdefault((document, number), set()).add(step)
    return [_row(each, taken.get((each.pk, each.round), set()), by, on) for each in listed]


def row(document: Document, *, by: Actor, on: date) -> Row:
    """One row."""
    return rows([document], by=by, on=on)[0]


def _row(document: Document, taken: set[str], by: Actor, on: date) -> Row:
    return Row(document, left(document, on), STAGES[document.stage], note(document), _step(document, taken, by, on))


def left(document: Document, on: date) -> Left:
    """How many working days are left until it has to be out, or what counts instead."""
    if document.stage == "held" and document.review_on:
        days = (document.review_on - on).days
        says = "天后重新评估" if days > 0 else "天，应重新评估"
        return Left(days, "r" if days <= 0 else "g", says, f"{document.review_on:%Y-%m-%d} 前评估")
    if not document.is_open:
        return Left(None, "p", STAGES[document.stage], "")
    if document.attribute in (attributes.ON_APPLICATION, attributes.REFUSED):
        return Left(None, "p", "不计公开期限", attributes.LABELS[document.attribute])
    if document.due_on is None:
        return Left(None, "p", "没有起算", "填写成文日期后起算")
    number = workdays.between(on, document.due_on)
    until = f"{said(document.due_on)} {weekday(document.due_on)}前公开"
    return Left(
        number, tone_of(number), _says(document.due_on, on), until + ("（暂定）" if document.is_provisional else "")
    )


def _says(due: date, on: date) -> str:
    return "天，已超期" if on > due else "天，今天到期" if on == due else "个工作日"


def ribbon(document: Document, on: date) -> Ribbon | None:
    """The working days from the day it was formed to the day it has to be out; None where they do not count."""
    shown = left(document, on)
    if shown.number is None or document.formed_on is None or document.due_on is None or document.stage == "held":
        return None
    cells: list[str] = []
    week = None
    last = min(max(document.due_on, on), workdays.add(document.due_on, _MOST_OVER).on)
    for day in workdays.after(document.formed_on, last):
        if week not in (None, day.toordinal() // 7):
            cells.append("w")
        week = day.toordinal() // 7
        cells.append("o" if day > document.due_on else "t" if day == on else "d" if day < on else "")
    label = f"{said(document.formed_on)}成文，{said(document.due_on)}前公开，{shown.number}{shown.says}"
    first = f"{said(document.formed_on)}成文"
    return Ribbon(tuple(cells), shown.tone, label, shown.number, shown.says, first, said(document.due_on))


def note(document: Document) -> str:
    """A few words behind the stage."""
    if document.stage == "signed" and document.publish_at:
        return f"定于{moment(document.publish_at)}发布"
    if document.attribute and document.stage != "published":
        return attributes.LABELS[document.attribute]
    return f"经办 {document.handler}" if document.handler else ""


def moment(at: datetime) -> str:
    """11月24日09:00, in the time of the district."""
    local = timezone.localtime(at)
    return f"{said(local.date())}{local:%H:%M}"


def channel(key: str) -> str:
    """The name of a channel."""
    return CHANNELS[key].label if key in CHANNELS else key


def allowed(document: Document, *, by: Actor) -> Mapping[str, str]:
    """What this person may do now: verb and label, drawn from the life."""
    held = access.roles(by, document)
    found: dict[str, str] = {}
    for move in LIFE:
        if document.stage in move.stages and held & set(move.roles):
            found[move.verb] = move.label
    return _fitting(document, found)


def _fitting(document: Document, found: dict[str, str]) -> dict[str, str]:
    """Without the verbs that this attribute or genre rules out anyway."""
    is_public = document.attribute == attributes.PROACTIVE
    out = {"hold"} if is_public else {"publish", "schedule"}
    if document.genre == "interpretation":
        out |= {"amend", "repeal", "lapse", "undo_validity", "attach_interpretation"}
    return {verb: label for verb, label in found.items() if verb not in out}


def address(document: Document, verb: str) -> str:
    """Where a verb is done."""
    if verb == "resolve":
        return reverse("desk-document", args=(document.pk,)) + "#findings"
    if verb in _OWN_PAGES:
        return reverse(_OWN_PAGES[verb], args=(document.pk,))
    return reverse("desk-document-deed", args=(document.pk, verb))


def my_steps(document: Document, taken: Iterable[str], *, by: Actor, on: date) -> list[screening.Step]:
    """The steps of the review that wait for this person."""
    held, known = access.roles(by, document), set(taken)
    listed = (each for each in screening.steps(on=on) if each.verb == "give_opinion" and each.role in held)
    return [each for each in listed if each.key not in known and each.when == "always"]


def _step(document: Document, taken: set[str], by: Actor, on: date) -> Step:
    may = allowed(document, by=by)
    wanted = _FIRST.get(document.stage, ())
    if document.stage == "signed":
        wanted = ("publish", "hold")
    elif document.stage == "held" and document.review_on and document.review_on <= on:
        wanted = ("reassess",)
    for verb in wanted:
        if verb == "give_opinion" and not my_steps(document, taken, by=by, on=on):
            continue
        if verb in may:
            return Step(may[verb], address(document, verb), is_pressing=True)
    return Step("查看", reverse("desk-document", args=(document.pk,)))
