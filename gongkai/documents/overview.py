"""Questions about many documents at once: the counts and filters of the register, and columns that have gone stale. Only reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Value, When

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import workdays
from gongkai.core.documents import attributes
from gongkai.core.documents.life import STAGES
from gongkai.documents import access
from gongkai.documents.models import Column, Document, Duty, Finding, Guide, Institution, Publication

SOON = 3  # working days; our own habit, as with applications
SOON_STALE = 10  # natural days before a column goes stale
EXPIRING_MONTHS = 6
ENDED = ("published", "held", "withdrawn", "discarded")
WHEN = {
    "overdue": ("已超过公开期限", "r"),
    "soon": (f"{SOON}个工作日内到期", "a"),
    "findings": ("审查发现待处理", "a"),
    "scheduled": ("已定时发布", "g"),
    "reassess": ("到期应重新评估", "r"),
    "expiring": (f"{EXPIRING_MONTHS}个月内失效", "a"),
}
WHOSE = {"mine": "我经办", "body": "本单位", "all": "全区"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents of the house are asked for; "" and None leave a question open."""

    whose: str = "body"
    when: str = ""
    stage: str = ""
    genre: str = ""
    words: str = ""
    body: int | None = None


def scope(wanted: Wanted, *, by: Actor) -> QuerySet[Document]:
    """Whose documents: mine, those of my bodies, or all that I may see."""
    rows = access.visible(by)
    if wanted.whose == "mine":
        rows = rows.filter(handler=by.person)
    elif wanted.whose == "body" and by.body_ids:
        rows = rows.filter(body__in=by.body_ids)
    return rows.filter(body=wanted.body) if wanted.body else rows


def condition(when: str, on: date) -> Q:
    """The condition of one of the counts."""
    soon = workdays.add(on, SOON).on
    runs = ~Q(stage__in=ENDED) & Q(attribute__in=("", attributes.PROACTIVE))  # Art 26 counts for what is to be public
    shown = Q(stage="published", publication__repealed_on__isnull=True, publication__lapsed_on__isnull=True)
    found: dict[str, Q] = {
        "overdue": runs & Q(due_on__lt=on),
        "soon": runs & Q(due_on__gte=on, due_on__lte=soon),
        "findings": ~Q(stage__in=ENDED) & Q(Exists(open_findings())),
        "scheduled": Q(stage="signed", publish_at__isnull=False),
        "reassess": Q(stage="held", review_on__lte=on),
        "expiring": shown & Q(expires_on__gte=on, expires_on__lte=months_later(on, EXPIRING_MONTHS)),
    }
    return found[when]


def open_findings() -> QuerySet[Finding]:
    """What nobody has settled yet, of the document of the outer question."""
    unsettled = Q(state="open") & ~Q(weight="hint") | Q(state="reasoned", weight="block", seconded_by="")
    return Finding.objects.filter(unsettled, document=OuterRef("pk"))


def counts(rows: QuerySet[Document], on: date) -> dict[str, int]:
    """How many there are of each filter and of each stage, with one question."""
    wanted = {key: Count("pk", filter=condition(key, on)) for key in WHEN}
    stages = {f"stage_{key}": Count("pk", filter=Q(stage=key)) for key in STAGES}
    opened = Count("pk", filter=~Q(stage__in=ENDED))
    return rows.order_by().aggregate(**wanted, **stages, open=opened, every=Count("pk"))


def chosen(wanted: Wanted, *, by: Actor, on: date) -> QuerySet[Document]:
    """The documents asked for: what is under way by its last day, what is done by the newest."""
    rows = scope(wanted, by=by)
    if wanted.when:
        rows = rows.filter(condition(wanted.when, on))
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.genre:
        rows = rows.filter(genre=wanted.genre)
    if wanted.words:
        rows = rows.filter(matching(wanted.words))
    if not (wanted.when or wanted.stage or wanted.words):
        rows = rows.exclude(stage__in=ENDED)
    rests = Case(When(~Q(stage__in=ENDED), then=Value(0)), default=Value(1), output_field=IntegerField())
    open_due = Case(When(~Q(stage__in=ENDED), then=F("due_on")), default=None, output_field=DateField())
    return rows.annotate(rests=rests, open_due=open_due).order_by("rests", F("open_due").asc(nulls_last=True), "-pk")


def matching(words: str) -> Q:
    """By every word of the title, or by a number: of the document, of its filing, its index number."""
    title = Q()
    for word in words.split():
        title &= Q(title__icontains=word)
    plain = "".join(words.split())
    return title | Q(document_number__icontains=plain) | Q(index_number__icontains=plain) | Q(filing_number=plain)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(day.day - 1), following - timedelta(1))


@dataclass(frozen=True, slots=True)
class Freshness:
    """How one column of one body stands: the last thing put into it, and when it goes stale."""

    body: Body
    column: Column
    last_on: date | None
    stale_on: date | None
    state: str  # a key of STATES
    many: int


STATES = {"empty": ("空白", "r"), "stale": ("应更新", "r"), "soon": ("快到期", "a"), "fresh": ("正常", "g")}


def freshness(bodies: Iterable[Body], *, on: date) -> list[Freshness]:
    """Every column that has to be kept fresh, of each of these bodies, in the order of the law; five questions in all."""
    listed = list(bodies)
    columns = list(
        Column.objects.filter(closed_on__isnull=True).exclude(holds__in=("columns", "applications", "topic"))
    )
    last, terms = _last(listed, columns), _terms(listed)
    return [
        _fresh(body, column, last.get((body.pk, column.pk)), terms.get((body.pk, column.pk), column.update_days), on)
        for body in listed
        for column in columns
        if not column.kinds or body.kind in column.kinds
    ]


def _fresh(body: Body, column: Column, last: tuple[date, int] | None, days: int | None, on: date) -> Freshness:
    if last is None:
        return Freshness(body, column, None, None, "empty", 0)
    stale_on = last[0] + timedelta(days) if days else None
    if stale_on is None or stale_on > on + timedelta(SOON_STALE):
        return Freshness(body, column, last[0], stale_on, "fresh", last[1])
    return Freshness(body, column, last[0], stale_on, "soon" if stale_on >= on else "stale", last[1])


def _last(bodies: list[Body], columns: list[Column]) -> dict[tuple[int, int], tuple[date, int]]:
    """The last day and the number of things, by body and column."""
    shown = Publication.objects.filter(body__in=bodies, withdrawn_on__isnull=True).order_by()
    listed = shown.values_list("body_id", "column_id").annotate(last=Max("published_on"), many=Count("pk"))
    found = {(body, at): (last, many) for body, at, last, many in listed}
    reviewed = {
        "guide": dict(Guide.objects.filter(body__in=bodies).values_list("body_id", "reviewed_on")),
        "institution": dict(Institution.objects.filter(body__in=bodies).values_list("body_id", "reviewed_on")),
    }
    for column in columns:
        found |= {(body, column.pk): (day, 1) for body, day in reviewed.get(column.holds, {}).items()}
    return found


def _terms(bodies: list[Body]) -> Mapping[tuple[int, int], int]:
    """The shortest cycle that a body has set for itself in its basic catalogue."""
    rows = Duty.objects.filter(body__in=bodies, update_days__isnull=False).order_by("-update_days")
    listed = rows.values_list("body_id", "column_id", "update_days")
    return {(body, column): days for body, column, days in listed if days is not None}


def printable(*, by: Actor, since: date) -> QuerySet[Publication]:
    """Normative documents in force that no issue of the gazette has printed yet, the oldest first."""
    rows = Publication.objects.filter(withdrawn_on__isnull=True, is_normative=True, printed_in__isnull=True)
    rows = rows.filter(published_on__gte=since, document__in=access.visible(by))
    return rows.select_related("body").defer("text").order_by("published_on", "pk")


def published(words: str) -> QuerySet[Publication]:
    """Published documents of every body by title or number, to name the one that amends, repeals or is clarified."""
    title = Q()
    for word in words.split():
        title &= Q(title__icontains=word)
    plain = "".join(words.split())
    rows = Publication.objects.filter(withdrawn_on__isnull=True)
    return rows.filter(title | Q(document_number__icontains=plain)).select_related("body").defer("text")
