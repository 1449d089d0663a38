"""S2, the register: filters as counts, mine / the body's / the district's, search, pages, export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from gongkai.applications import access, people
from gongkai.applications.models import Applicant, Application
from gongkai.applications.ribbons import SOON
from gongkai.bodies.actors import Actor
from gongkai.core import workdays
from gongkai.core.applications import STAGES
from gongkai.desk.paging import Pages
from gongkai.vault import sealing

WHOSE = {"mine": "我经办", "body": "本单位", "all": "全区"}
WHEN = {
    "overdue": ("已超期", "r"),
    "today": ("今天到期", "r"),
    "soon": (f"{SOON}个工作日内到期", "a"),
    "within": ("期限内", "g"),
    "stopped": ("停表（补正、缴费、征求意见）", ""),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the register is asked for."""

    whose: str = "body"
    when: str = ""
    stage: str = ""
    words: str = ""
    body: int | None = None
    closed: bool = False
    page: int = 1

    @classmethod
    def of(cls, given: dict[str, str], actor: Actor) -> "Wish":
        """From the address; what makes no sense is left out."""
        whose = given.get("whose", "")
        return cls(
            whose=whose if whose in WHOSE else ("all" if actor.sees_all else "body"),
            when=given.get("when", "") if given.get("when") in WHEN else "",
            stage=given.get("stage", "") if given.get("stage") in STAGES else "",
            words=given.get("q", "").strip()[:80],
            body=int(given["body"]) if given.get("body", "").isdecimal() else None,
            closed=given.get("closed") == "1",
            page=int(given["page"]) if given.get("page", "").isdecimal() else 1,
        )

    def address(self, **changed: object) -> str:
        """The query of the same wish with something changed; the page starts again."""
        kept = {"whose": self.whose, "when": self.when, "stage": self.stage, "q": self.words, "body": self.body}
        kept |= {"closed": "1" if self.closed else ""}
        return "?" + urlencode({key: value for key, value in (kept | changed).items() if value})


def scope(wish: Wish, *, by: Actor) -> QuerySet[Application]:
    """Whose cases."""
    if wish.whose == "mine" and by.body_ids:
        return access.handled_by(by)
    if wish.whose == "body" and by.body_ids:
        return access.of_own_bodies(by)
    found = access.visible(by)
    return found.filter(body=wish.body) if wish.body else found


def is_stopped(on: date) -> Q:
    """Cases whose clock stands still on that day."""
    return Q(stopped_on__isnull=False) & (Q(waiting_until__isnull=True) | Q(waiting_until__gte=on))


def due(when: str, on: date) -> Q:
    """The condition of one of the counts; a stopped case is in none of the others."""
    soon = workdays.add(on, SOON).on
    runs = ~is_stopped(on)
    return {
        "overdue": runs & Q(due_on__lt=on),
        "today": runs & Q(due_on=on),
        "soon": runs & Q(due_on__gt=on, due_on__lte=soon),
        "within": runs & (Q(due_on__gt=soon) | Q(due_on__isnull=True)),
        "stopped": is_stopped(on),
    }[when]


def counts(found: QuerySet[Application], on: date) -> dict[str, int]:
    """How many open cases there are of each kind, with one question."""
    opened = found.filter(closed_on__isnull=True).order_by()
    return opened.aggregate(
        **{key: Count("pk", filter=due(key, on)) for key in WHEN},
        every=Count("pk"),
    )


def year_so_far(wish: Wish, *, by: Actor, on: date) -> dict[str, int]:
    """What came in and what was closed this year and this month; what is only offered is not counted yet."""
    is_body = wish.whose == "body" and by.body_ids
    found = access.of_bodies(by) if is_body else scope(wish, by=by)
    first, month = date(on.year, 1, 1), on.replace(day=1)
    wanted = {
        "received": Q(received_on__gte=first),
        "closed": Q(closed_on__gte=first),
        "received_month": Q(received_on__gte=month),
        "closed_month": Q(closed_on__gte=month),
    }
    # Four counts over an index each, in one question: a single pass over the table would read every row of the year.
    one, *others = (
        found.filter(condition)
        .order_by()
        .values(what=Value(key))
        .annotate(many=Count("pk"))
        .values_list("what", "many")
        for key, condition in wanted.items()
    )
    return dict.fromkeys(wanted, 0) | dict(one.union(*others, all=True))


def chosen(wish: Wish, *, by: Actor, on: date) -> QuerySet[Application]:
    """The cases of a wish: open ones by due day, closed ones newest first."""
    found = scope(wish, by=by)
    if wish.words:
        found = found.filter(matching(wish.words))
    if wish.stage:
        found = found.filter(stage=wish.stage)
    elif wish.closed:
        found = found.filter(closed_on__isnull=False)
    elif not wish.words:
        found = found.filter(closed_on__isnull=True)
    if wish.when:
        found = found.filter(due(wish.when, on), closed_on__isnull=True)
    if wish.closed or wish.stage == "closed":
        return found.order_by("-closed_on", "-pk")
    stopped = Case(When(is_stopped(on), then=Value(1)), default=Value(0))
    return found.annotate(rests=stopped).order_by(
        "rests", Coalesce("due_on", "waiting_until").asc(nulls_last=True), "pk"
    )


def matching(words: str) -> Q:
    """By number, by words of what is asked, by the exact name, telephone or identity number of an applicant."""
    plain = words.strip()
    keys = {
        "name_key": sealing.index(plain, "name"),
        "id_key": sealing.index(plain.upper(), "id"),
        "phone_key": sealing.index(people.digits(plain), "phone"),
    }
    person = Q()
    for field, key in keys.items():
        if key:
            person |= Q(**{field: key})
    wanted = Q(number__icontains=plain) | Q(pk__in=Applicant.objects.filter(person).values("application_id"))
    text = Q()
    for word in plain.split():
        text &= Q(subject__icontains=word)
    return wanted | text | Q(shown_name=plain)


def pages(wish: Wish, counts: dict[str, int], *, by: Actor, on: date) -> Pages:
    """Twenty a page. The numbers are sorted first, and only the rows of the page are fetched."""
    is_counted = not (wish.words or wish.stage or wish.closed)
    return Pages(chosen(wish, by=by, on=on), counts[wish.when or "every"] if is_counted else None)


def fetched(numbers: Iterable[int], *, by: Actor) -> list[Application]:
    """The cases of a page, in its order, without what a list does not show."""
    listed = list(numbers)
    rows = access.visible(by).filter(pk__in=listed).select_related("body", "handler", "offered_to").order_by()
    found = {case.pk: case for case in rows.defer("content", "code_hash", "key")}
    return [found[number] for number in listed if number in found]


def by_due_day(found: QuerySet[Application], first: date, last: date) -> dict[date, int]:
    """How many open cases are due on each day."""
    listed = (
        found.filter(closed_on__isnull=True, due_on__range=(first, last))
        .order_by()
        .values_list("due_on")
        .annotate(many=Count("pk"))
    )
    return {day: many for day, many in listed if day}
