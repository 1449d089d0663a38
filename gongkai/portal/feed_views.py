"""The feeds: of everything, of a column, of a body, of a topic, and of a search."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.applications import public as offices
from gongkai.documents import public
from gongkai.portal import document_page, feeds, search_views

_MOST = 50
_WRITERS = {"atom": (feeds.atom, feeds.ATOM), "json": (feeds.as_json, feeds.JSON)}


@require_safe
def everything(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest of the platform."""
    return _feed(request, kind, "", reverse("home"), public.Wanted())


@require_safe
def column(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The newest of a column."""
    found = public.column(key)
    if found is None:
        raise Http404
    return _feed(request, kind, found.label, reverse("column", args=[key]), public.Wanted(column=key))


@require_safe
def topic(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The newest of a topic."""
    label = next((each.label for each in public.topics() if each.key == key), None)
    if label is None:
        raise Http404
    return _feed(request, kind, label, reverse("topic", args=[key]), public.Wanted(topic=key))


@require_safe
def body(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The newest of a body."""
    name = next((each.name for each in public.body_names() if each.slug == slug), None)
    if name is None:
        raise Http404
    return _feed(request, kind, name, reverse("body", args=[slug]), public.Wanted(body=slug))


@require_safe
def query(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest that fit a search: who follows a matter is told when there is something new."""
    asked = search_views.asked(request, order="newest")
    if not asked.words:
        raise Http404
    found = public.find(asked, on=timezone.localdate())
    rows = tuple(hit.row for hit in found.hits)
    given = request.GET.urlencode()
    return _sent(request, kind, f"检索“{asked.words}”", f"{reverse('search')}?{given}", rows)


def _feed(request: HttpRequest, kind: str, label: str, path: str, wanted: public.Wanted) -> HttpResponse:
    return _sent(request, kind, label, path, public.latest(wanted, on=timezone.localdate(), most=_MOST))


def _sent(request: HttpRequest, kind: str, label: str, path: str, rows: tuple[public.Row, ...]) -> HttpResponse:
    site = offices.site()
    feed = feeds.Feed(
        title=f"{label} - {site.name}" if label else site.name,
        about=f"{label or site.name}最近公开的政府信息",
        page=document_page.absolute(path),
        own=document_page.absolute(request.get_full_path()),
        publisher=site.host,
    )
    if kind not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[kind]
    response = HttpResponse(write(feed, rows), content_type=content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=response) or response
