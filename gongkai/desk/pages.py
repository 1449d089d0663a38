"""S1 and S2: what is to be done today, and the register."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from gongkai.applications import actions
from gongkai.applications.models import Application
from gongkai.bodies.models import Body, Person
from gongkai.core import workdays
from gongkai.desk import listing, rows, tasks
from gongkai.desk.documents import tasks as document_tasks
from gongkai.desk.paging import PAGE
from gongkai.desk.reports import tasks as report_tasks
from gongkai.desk.visits import Visit, page


@require_GET
@page
def today(visit: Visit) -> HttpResponse:
    """S1: what this person has to do, overdue first; the month; what the law wants in the next thirty days."""
    found = [*tasks.tasks(visit.actor, on=visit.on), *document_tasks.tasks(visit.actor, on=visit.on)]
    found += report_tasks.tasks(visit.actor, on=visit.on)
    wish = listing.Wish(whose="all" if visit.actor.sees_all else "body")
    scope = listing.scope(wish, by=visit.actor)
    return visit.render(
        "desk/today.html",
        {
            "groups": found,
            "many": sum(len(group.items) for group in found),
            "calendar": month(scope, visit.on),
            "statutory": tasks.statutory(visit.on),
            "year": listing.year_so_far(wish, by=visit.actor, on=visit.on),
            "at": "today",
        },
    )


@require_GET
@page
def register(visit: Visit) -> HttpResponse:
    """S2: the register with its counts."""
    wish = listing.Wish.of(visit.request.GET.dict(), visit.actor)
    scope = listing.scope(wish, by=visit.actor)
    counts = listing.counts(scope, visit.on)
    shown = listing.pages(wish, counts, by=visit.actor, on=visit.on).get_page(wish.page)
    cases = listing.fetched(shown.object_list, by=visit.actor)
    context = {
        "wish": wish,
        "rows": rows.rows(cases, by=visit.actor, on=visit.on),
        "shown": shown,
        "kpis": _kpis(wish, counts),
        "counts": counts,
        "year": listing.year_so_far(wish, by=visit.actor, on=visit.on),
        "whose": [(key, label, wish.address(whose=key)) for key, label in _whose(visit)],
        "calendar": month(scope, visit.on),
        "colleagues": _colleagues(visit),
        "until_close": workdays.between(visit.on, date(visit.on.year, 12, 31)),
        "bodies": Body.objects.filter(parent__isnull=False) if visit.actor.sees_all else (),
        "may_register": visit.actor.has("clerk"),
        "at": "cases",
    }
    return visit.render("desk/register.html", context)


def _kpis(wish: listing.Wish, counts: dict[str, int]) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "tone": tone,
            "many": counts[key],
            "address": wish.address(when="" if wish.when == key else key, closed=""),
            "is_chosen": wish.when == key,
        }
        for key, (label, tone) in listing.WHEN.items()
    ]


def _whose(visit: Visit) -> list[tuple[str, str]]:
    """Mine and the body's for those who work in one; the district's for those who see it."""
    own = [("mine", "我经办"), ("body", "本单位")] if visit.actor.body_ids else []
    return [*own, ("all", "全区")] if visit.actor.sees_all else own


def _colleagues(visit: Visit) -> list[Person]:
    if not visit.actor.has("clerk") and not visit.actor.has("head"):
        return []
    held = Person.objects.filter(
        posts__body__in=visit.actor.body_ids, posts__until__isnull=True, posts__role__in=("clerk", "handler")
    )
    return list(held.distinct())


def month(scope: QuerySet[Application], on: date) -> list[list[dict[str, object]]]:
    """Seven weeks around the day, each day with how many cases are due on it."""
    first = on - timedelta(on.weekday() + 7)
    days = [first + timedelta(n) for n in range(49)]
    due = listing.by_due_day(scope, days[0], days[-1])
    cells = [
        {
            "day": day,
            "many": due.get(day, 0),
            "is_off": not workdays.is_workday(day),
            "is_swapped": workdays.kind(day) is workdays.Kind.SWAPPED,
            "is_today": day == on,
            "is_past": day <= on,
        }
        for day in days
    ]
    return [cells[at : at + 7] for at in range(0, 49, 7)]


@require_POST
@page
def in_bulk(visit: Visit) -> HttpResponse:
    """Many cases at once: hand them to a colleague, or urge those who have them."""
    given = visit.request.POST
    numbers = [int(number) for number in given.getlist("case") if number.isdecimal()][:PAGE]
    try:
        if not numbers:
            raise ValidationError("请先在左边勾选申请")
        if given.get("do") == "urge":
            many = sum(actions.urge(number, by=visit.actor, on=visit.on) > 0 for number in numbers)
            messages.success(visit.request, f"已催办 {many} 件。")
        else:
            to = Person.objects.filter(pk=given.get("to") or 0).first()
            if to is None:
                raise ValidationError("请选择转给哪位同事")
            messages.success(
                visit.request, f"已把 {actions.hand_over(numbers, to, by=visit.actor, on=visit.on)} 件转给{to}。"
            )
    except (ValidationError, actions.NotAllowed) as error:
        messages.error(visit.request, "；".join(getattr(error, "messages", [str(error)])))
    back = given.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "desk-cases")
