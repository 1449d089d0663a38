"""Public pages kept in memory until anything is done anywhere: what nobody changed is not made twice.

A page is kept under the number of the present state (journal.pulse) and the day, because validity follows from the day; a page
that shows more than the database also under the state of that, such as the archive's. Nothing of a visitor is in it: pages with a
message, a cookie of their own, or any other answer than 200 are made anew each time.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from gongkai.documents import public
from gongkai.portal.public_pages import ELDER

MOST_BYTES = 64_000_000
_MOST_OF_ONE = 1_000_000

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class _Page:
    state: tuple[object, ...]
    content: bytes
    headers: tuple[tuple[str, str], ...]


class _Shelf:
    """The pages that were asked for last, up to so many bytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[object, _Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: object, state: tuple[object, ...]) -> _Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None or found.state != state:
                return None
            self._pages.move_to_end(key)
            return found

    def put(self, key: object, page: _Page) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.content) - (len(old.content) if old else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES and self._pages:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.content)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


_SHELF = _Shelf()


def forget() -> None:
    """Make every page anew: to measure what making costs."""
    _SHELF.clear()


def kept(view: View, *, also: Callable[[], object] | None = None) -> View:
    """`view` with its pages kept; `also` is the state of what it shows beside the database."""

    @wraps(view)
    def answered(request: HttpRequest, **values: object) -> HttpResponse:
        # Inside a transaction the state has no number of its own yet.
        if request.method not in {"GET", "HEAD"} or "messages" in request.COOKIES or connection.in_atomic_block:
            return view(request, **values)
        key, number = (request.get_full_path(), request.COOKIES.get(ELDER, "")), public.state()
        if number is None:
            return view(request, **values)
        state = (number, timezone.localdate(), also() if also else None)
        page = _SHELF.get(key, state)
        if page is not None:
            return _again(request, page)
        # The whole page is kept, whatever the browser has already.
        asked = {name: request.META.pop(name, None) for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")}
        response = view(request, **values)
        request.META.update({name: value for name, value in asked.items() if value is not None})
        if (
            response.status_code != 200
            or response.streaming
            or response.cookies
            or len(response.content) > _MOST_OF_ONE
        ):
            return response
        made = _Page(state, response.content, tuple(response.headers.items()))
        _SHELF.put(key, made)
        return _again(request, made)

    return answered


def _again(request: HttpRequest, page: _Page) -> HttpResponse:
    response = HttpResponse(page.content, headers=dict(page.headers))
    tag = response.headers.get("ETag")
    found = get_conditional_response(request, etag=tag, response=response) if tag else response
    assert isinstance(found, HttpResponse)
    return found
