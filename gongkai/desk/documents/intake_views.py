"""A new document: files are dropped and read, or an empty page is filled in; an interpretation starts from its document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods

from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import said
from gongkai.desk.documents import dropped
from gongkai.desk.documents.forms import DocumentForm, DropForm, initial, status_of
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, overview
from gongkai.documents.models import Document


def _may_draft(visit: Visit) -> None:
    if not (visit.actor.has("clerk") or visit.actor.has("handler")):
        raise access.Absent


@require_http_methods(["GET", "POST"])
@page
def new(visit: Visit) -> HttpResponse:
    """Files first; an empty page and an interpretation beside them."""
    _may_draft(visit)
    about = _about(visit)
    first = {"key": _key(), "about": about.pk if about else None}
    form = DropForm(visit.actor, visit.request.POST or None, visit.request.FILES or None, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            return _begun(visit, given["body"], given, about=about)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    words = visit.request.GET.get("q", "").strip()[:80]
    visible = access.visible(visit.actor)
    found = overview.published(words).filter(genre="document", document__in=visible)[:10] if words else ()
    open_ = visible.filter(genre="document").exclude(stage__in=overview.ENDED)
    own = open_.filter(body__in=visit.actor.body_ids, title__icontains=words)[:10] if words else ()
    context = {"form": form, "about": about, "words": words, "published": found, "drafts": own, "at": "documents"}
    return visit.render("desk/documents/new.html", context, status=422 if form.is_bound else 200)


def _about(visit: Visit) -> Document | None:
    """The document that the files interpret, if any."""
    number = visit.request.POST.get("about", "") or visit.request.GET.get("about", "")
    return access.document(visit.actor, int(number)) if number.isdecimal() else None


def _key() -> str:
    return get_random_string(24)


def _begun(visit: Visit, body: Body, given: dict[str, Any], *, about: Document | None = None) -> HttpResponse:
    """The document with what was read; then the clerk confirms."""
    known = access.visible(visit.actor).filter(key=given["key"]).first()
    if known is not None:
        return redirect("desk-document-edit", number=known.pk)
    read = dropped.read(given["uploads"], on=visit.on)
    if read.fault:
        messages.warning(visit.request, read.fault)
    made = dropped.begin(body, read, key=given["key"], by=visit.actor, on=visit.on, about=about)
    drafts.put(
        visit.person, _read_of(made), {"doubts": read.doubts, "sentences": read.sentences, "values": read.values}
    )
    return redirect("desk-document-edit", number=made.pk)


def _read_of(document: Document) -> str:
    return f"document-read:{document.pk}"


@require_http_methods(["GET", "POST"])
@page
def blank(visit: Visit) -> HttpResponse:
    """An empty page."""
    _may_draft(visit)
    return _typed(visit, None)


@require_http_methods(["GET", "POST"])
@page
def interpret(visit: Visit, number: int) -> HttpResponse:
    """An interpretation of this document."""
    found = access.document(visit.actor, number)
    if not access.is_worker(visit.actor, found):
        raise access.Absent
    return _typed(visit, found)


def _typed(visit: Visit, about: Document | None) -> HttpResponse:
    place = f"document-interpret:{about.pk}" if about else "document-new"
    genre = "interpretation" if about else "document"
    first: dict[str, Any] = {"key": _key(), "is_led_here": True, "origin": "made"}
    if about:
        first |= {"title": f"《{about.title}》政策解读", "column": "interpretations", "body": about.body_id}
    first |= drafts.get(visit.person, place)
    form = DocumentForm(visit.actor, visit.request.POST or None, initial=first, genre=genre)
    if form.is_bound and form.is_valid():
        try:
            made = actions.begin(
                form.cleaned_data["body"],
                form.draft(interprets=about.pk if about else None),
                by=visit.actor,
                on=visit.on,
                key=form.cleaned_data["key"],
            )
            drafts.drop(visit.person, place)
            messages.success(visit.request, f"已登记“{made.title}”。下一步：确定公开属性。")
            return redirect("desk-document", number=made.pk)
        except (ValidationError, NotAllowed, ValueError) as error:
            form.add_error(None, said(error))
    context = {
        "form": form,
        "place": place,
        "title": "登记解读" if about else "登记公文",
        "about": about,
        "button": "登记",
        "back": reverse("desk-document", args=(about.pk,)) if about else reverse("desk-document-new"),
        "at": "documents",
    }
    return visit.render("desk/documents/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@page
def edit(visit: Visit, number: int) -> HttpResponse:
    """What was recognised, to be confirmed; or other facts."""
    found = access.document(visit.actor, number)
    place = f"document-edit:{number}"
    read = drafts.get(visit.person, _read_of(found))
    first = initial(found) | dropped.again(read.get("values", {})) | drafts.get(visit.person, place)
    given = visit.request.POST or None
    doubts = read.get("doubts", {})
    form = DocumentForm(visit.actor, given, initial=first, genre=found.genre, found=found, doubts=doubts)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            interprets = found.interprets_id
            actions.edit(number, form.draft(interprets=interprets), by=visit.actor, on=visit.on, version=version)
            drafts.drop(visit.person, place)
            drafts.drop(visit.person, _read_of(found))
            messages.success(visit.request, "已保存。")
            return redirect("desk-document", number=number)
        except (ValidationError, NotAllowed, actions.Stale, ValueError) as error:
            form.add_error(None, said(error))
            status = status_of(form, found, error)
    context = {
        "form": form,
        "document": found,
        "place": place,
        "title": "核对读出的内容" if read else "修改",
        "is_read": bool(read),
        "sentences": read.get("sentences", ()),
        "button": "核对无误，保存" if read else "保存",
        "back": reverse("desk-document", args=(number,)),
        "at": "documents",
    }
    return visit.render("desk/documents/edit.html", context, status=status)
