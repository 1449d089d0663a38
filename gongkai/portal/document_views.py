"""One published document: its page, its files, and the document itself as Word, PDF, plain text and data."""

import hashlib
import mimetypes

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.documents import public
from gongkai.portal import disclosure, document_data, document_page, errors
from gongkai.writing import CannotWrite

_SHEETS = {"docx": "Word", "pdf": "PDF", "txt": "纯文本"}
_PICTURES = {"png", "jpg", "jpeg", "gif", "webp"}


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a document; what was taken down says that it was, and nothing else (410)."""
    now = timezone.now()
    found = public.document(key, on=timezone.localdate())
    if not isinstance(found, public.Page):
        return _gone(request, found)
    columns = public.columns()
    shown = document_page.shown(found)
    above = disclosure.flat(columns).get(found.row.column)
    context = {
        "shown": shown,
        "row": found.row,
        "page": found,
        "side": disclosure.side(columns, found.row.column),
        "above": disclosure.flat(columns).get(above.above) if above else None,
        "tags": document_data.tags(found, shown.address),
        "linked": document_data.linked(found, shown.address),
        "citation": document_data.citation(found, shown.address, on=timezone.localdate()),
        "sheets": _SHEETS,
        "icons": True,
    }
    return disclosure.page(request, "document", context, changed_at=document_data.changed_at(found, now=now))


@require_safe
def file(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """A file of a document that is shown: to be saved, never to be opened as a page of this site."""
    found = public.file(key, position)
    if found is None:
        raise Http404
    return sent(request, found.name, found.kind, found.data, found.sha256)


@require_safe
def sheet(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The whole document as a file."""
    if kind not in _SHEETS:
        raise Http404
    found = public.document(key, on=timezone.localdate())
    if not isinstance(found, public.Page):
        return _gone(request, found)
    try:
        data = public.sheet(found, document_page.address(key), kind)
    except CannotWrite as error:
        return errors.page(request, errors.not_written(str(error)))
    return sent(request, f"{found.row.title}.{kind}", kind, data)


@require_safe
def data(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that the page says, as JSON."""
    found = public.document(key, on=timezone.localdate())
    if not isinstance(found, public.Page):
        return _gone(request, found)
    record = document_data.record(found, document_page.address(key))
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The folder of documents is the library."""
    del request
    return HttpResponsePermanentRedirect(reverse("library"))


def _gone(request: HttpRequest, found: public.Gone | None) -> HttpResponse:
    if found is None:
        raise Http404
    return disclosure.page(request, "gone", {"gone": found}, status=410)


def sent(request: HttpRequest, name: str, kind: str, data: bytes, digest: str = "") -> HttpResponse:
    """As an attachment under its own name, and only where the browser has not got it already."""
    mark = f'"{digest or hashlib.sha256(data).hexdigest()}"'
    response = get_conditional_response(request, etag=mark)
    if response is None or response.status_code != 304:
        guessed = mimetypes.types_map.get(f".{kind}", "")
        is_safe = kind in _PICTURES or kind in {*_SHEETS, "xlsx", "pptx", "mp4", "zip", "csv"}
        response = HttpResponse(data, content_type=guessed if guessed and is_safe else "application/octet-stream")
        if kind in {"txt", "csv"}:
            response.headers["Content-Type"] = f"{guessed}; charset=utf-8"
        response.headers["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=name) or "attachment"
        )
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "no-cache"
    return response
