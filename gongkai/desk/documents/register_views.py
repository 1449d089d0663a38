"""The register of documents with its counts, the list as a file, and what is done to several documents at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from gongkai.bodies.models import Body
from gongkai.core.documents.life import STAGES
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.documents import listing, rows
from gongkai.desk.paging import PAGE
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, overview
from gongkai.documents.models.documents import GENRES

_SHOWN_STAGES = tuple(STAGES)


@require_GET
@page
def register(visit: Visit) -> HttpResponse:
    """The register."""
    wish = listing.Wish.of(visit.request.GET.dict(), visit.actor)
    counts = overview.counts(overview.scope(wish.wanted, by=visit.actor), visit.on)
    shown = listing.pages(wish, counts, by=visit.actor, on=visit.on).get_page(wish.page)
    documents = listing.fetched(shown.object_list, by=visit.actor)
    context = {
        "wish": wish,
        "wanted": wish.wanted,
        "rows": rows.rows(documents, by=visit.actor, on=visit.on),
        "shown": shown,
        "counts": counts,
        "kpis": _kpis(wish, counts),
        "stages": _stages(wish, counts),
        "genres": [(key, label, wish.address(genre=key)) for key, label in GENRES.items()],
        "whose": [(key, overview.WHOSE[key], wish.address(whose=key, body="")) for key in _whose(visit)],
        "bodies": Body.objects.filter(closed_on__isnull=True) if visit.actor.sees_all else (),
        "may_draft": visit.actor.has("clerk") or visit.actor.has("handler"),
        "at": "documents",
    }
    return visit.render("desk/documents/register.html", context)


def _kpis(wish: listing.Wish, counts: dict[str, int]) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "tone": tone if counts[key] else "",
            "many": counts[key],
            "address": wish.address(when="" if wish.wanted.when == key else key, stage=""),
            "is_chosen": wish.wanted.when == key,
        }
        for key, (label, tone) in overview.WHEN.items()
    ]


def _stages(wish: listing.Wish, counts: dict[str, int]) -> list[tuple[str, str, int, str]]:
    return [
        (key, STAGES[key], counts[f"stage_{key}"], wish.address(stage=key, when=""))
        for key in _SHOWN_STAGES
        if counts[f"stage_{key}"] or wish.wanted.stage == key
    ]


def _whose(visit: Visit) -> list[str]:
    own = ["mine", "body"] if visit.actor.body_ids else []
    return [*own, "all"] if visit.actor.sees_all else own


@require_GET
@page
def export(visit: Visit, kind: str) -> HttpResponse:
    """The list as it is filtered; without filters the whole register."""
    wish = listing.Wish.of(visit.request.GET.dict(), visit.actor)
    listed = listing.exported(wish, by=visit.actor, on=visit.on)
    makers = {"csv": listing.as_csv, "xlsx": listing.as_xlsx}
    if kind not in makers:
        raise Http404
    return attachment_response(makers[kind](listed), f"公文台账-{visit.on:%Y%m%d}.{kind}")


@require_POST
@page
def in_bulk(visit: Visit) -> HttpResponse:
    """Several at once: signed ones are published one by one, those under review go to one page for the opinion."""
    given = visit.request.POST
    numbers = [int(number) for number in given.getlist("document") if number.isdecimal()][:PAGE]
    back = given.get("back", "")
    where = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("desk-documents")
    if not numbers:
        messages.error(visit.request, "请先在左边勾选公文。")
    elif given.get("do") == "opinion":
        return redirect(f"{reverse('desk-documents-opinion')}?n={'&n='.join(map(str, numbers))}")
    else:
        _publish(visit, numbers)
    return redirect(where)


def _publish(visit: Visit, numbers: list[int]) -> None:
    """Documents before what interprets them; what went out with its document is done."""
    chosen = access.visible(visit.actor).filter(pk__in=numbers)
    before = set(chosen.filter(stage="published").values_list("pk", flat=True))
    done = 0
    for number, title in list(chosen.order_by("genre", "pk").values_list("pk", "title")):
        if number not in before and chosen.filter(pk=number, stage="published").exists():
            done += 1
            continue
        try:
            actions.publish(number, by=visit.actor, at=timezone.now())
            done += 1
        except (ValidationError, NotAllowed) as error:
            messages.error(visit.request, f"“{title}”没有发布：{'；'.join(said(error).messages)}")
    if done:
        messages.success(visit.request, f"已发布 {done} 件。")
