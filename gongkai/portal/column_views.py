"""Columns, topics, the policy library and the interpretations: lists of documents with filters."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.core.law import catalogue
from gongkai.documents import public
from gongkai.portal import disclosure, listing
from gongkai.portal.disclosure import page

_PAGES_APART = ("guide", "applications", "institution")


@require_safe
def column(request: HttpRequest, key: str) -> HttpResponse:
    """One column: the columns under it, and its documents."""
    today = timezone.localdate()
    columns = public.columns()
    found = disclosure.flat(columns).get(key) or public.column(key)
    if found is None:
        raise Http404
    if found.holds in _PAGES_APART:
        return HttpResponseRedirect(disclosure.address(found))
    chosen = listing.filters(request.GET, ("body", "kind", "theme", "year", "validity"), on=today)
    wanted = listing.wanted(chosen, column=key)
    listed = public.documents(wanted, on=today, page=listing.number(request.GET))
    context = {
        "column": found,
        "above": disclosure.flat(columns).get(found.above),
        "below": disclosure.side(found.below, ""),
        "filters": chosen,
        "is_filtered": wanted != public.Wanted(column=key),
        "listed": listed,
        "days": _stale_days(key, listed, on=today) if wanted == public.Wanted(column=key) else None,
        "side": disclosure.side(columns, key),
    }
    return page(request, "column", context)


def _stale_days(key: str, listed: public.Listed, *, on: date) -> int | None:
    """How long nothing new has come, where that is longer than the column may wait; None otherwise."""
    limits = {each.key: each.update_days for each in catalogue.columns(on=on)}
    limit = limits.get(key)
    if not listed.rows or listed.page != 1 or limit is None:
        return None
    days = (on - listed.rows[0].published_on).days
    return days if days > limit else None


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """One special topic."""
    today = timezone.localdate()
    topics = public.topics()
    found = next((each for each in topics if each.key == key), None)
    if found is None:
        raise Http404
    chosen = listing.filters(request.GET, ("kind", "year", "validity"), on=today)
    wanted = listing.wanted(chosen, topic=key)
    context = {
        "topic": found,
        "topics": topics,
        "filters": chosen,
        "is_filtered": wanted != public.Wanted(topic=key),
        "listed": public.documents(wanted, on=today, page=listing.number(request.GET)),
        "side": disclosure.side(public.columns(), ""),
    }
    return page(request, "topic", context)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """All policy documents; the normative ones as a table of what is in force and what has ended."""
    today = timezone.localdate()
    is_normative = request.GET.get("normative") == "1"
    chosen = listing.filters(request.GET, ("body", "kind", "theme", "year", "validity"), on=today)
    only: dict[str, str | bool] = {"is_normative": True} if is_normative else {}
    wanted = listing.wanted(chosen, genre="document", **only)
    counts = {
        key: public.documents(public.Wanted(genre="document", validity=key, is_normative=True), on=today, on_a_page=1)
        for key in ("in_force", "ended")
    }
    context = {
        "filters": chosen,
        "is_normative": is_normative,
        "is_filtered": wanted != public.Wanted(genre="document", **only),  # type: ignore[arg-type]  # one key, one bool
        "listed": public.documents(wanted, on=today, page=listing.number(request.GET)),
        "counts": counts,
    }
    return page(request, "library", context, at="library")


@require_safe
def interpretations(request: HttpRequest) -> HttpResponse:
    """What explains the documents."""
    today = timezone.localdate()
    chosen = listing.filters(request.GET, ("body", "year"), on=today)
    wanted = listing.wanted(chosen, genre="interpretation")
    context = {
        "filters": chosen,
        "is_filtered": wanted != public.Wanted(genre="interpretation"),
        "listed": public.documents(wanted, on=today, page=listing.number(request.GET)),
        "side": disclosure.side(public.columns(), "interpretations"),
    }
    return page(request, "interpretations", context, at="interpretations")
