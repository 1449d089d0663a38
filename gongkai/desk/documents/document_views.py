"""The page of a document, its verbs, the correction of its text, its history, and how the public will see it."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.core.documents import attributes, validity
from gongkai.core.documents.life import LIFE
from gongkai.core.documents.text import from_record
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import said
from gongkai.desk.documents import folder, rows
from gongkai.desk.documents.deed_forms import DeedForm
from gongkai.desk.documents.errands import ERRANDS
from gongkai.desk.documents.forms import TextField, status_of
from gongkai.desk.fields import line
from gongkai.desk.reports import counted
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions
from gongkai.documents.models import Document


@require_GET
@page
def document(visit: Visit, number: int) -> HttpResponse:
    """The page."""
    found = folder.load(visit.actor, number)
    context = {
        "document": found,
        "page": folder.page(found, by=visit.actor, on=visit.on),
        "may": rows.allowed(found, by=visit.actor),
        "may_work": access.is_worker(visit.actor, found),
        "may_second": "give_opinion" in rows.allowed(found, by=visit.actor),
        "me": visit.actor.number,
        "validity_labels": validity.LABELS,
        "counted": counted.of_document(found, by=visit.actor),
        "at": "documents",
    }
    return visit.render("desk/documents/document.html", context)


@require_GET
@page
def preview(visit: Visit, number: int) -> HttpResponse:
    """As the public will see it, before it is out."""
    found = folder.load(visit.actor, number)
    files = [
        each for each in found.files.all() if each.purpose != "original" and each.rebuilt and not each.is_withdrawn
    ]
    context = {
        "document": found,
        "passages": folder.passages(found, []),
        "facts": [(label, value) for label, value in _facts(found) if value],
        "pictures": [each for each in files if each.purpose == "picture"],
        "annexes": [each for each in files if each.purpose != "picture"],
        "left_out": [each for each in found.files.all() if each.purpose != "original" and not each.rebuilt],
        "interpretations": [each for each in found.interpretations.all() if each.stage != "discarded"],
        "at": "documents",
    }
    return visit.render("desk/documents/preview.html", context)


def _facts(found: Document) -> list[tuple[str, Any]]:
    def day(value: Any) -> str:  # noqa: ANN401
        return f"{value.year}年{value.month}月{value.day}日" if value else ""

    return [
        ("索引号", found.index_number or "发布时编"),
        ("主题分类", found.theme.replace("\\", " / ")),
        ("发文机关", found.issuer),
        ("成文日期", day(found.formed_on)),
        ("发文字号", found.document_number),
        ("统一编号", found.filing_number),
        ("公文种类", found.kind),
        ("施行日期", day(found.effective_from)),
        ("有效期至", day(found.expires_on)),
        ("公开方式", attributes.LABELS.get(found.attribute, "")),
        ("联合发文", "、".join(found.joint_issuers)),
        ("主题词", found.keywords),
    ]


@require_http_methods(["GET", "POST"])
@page
def deed(visit: Visit, number: int, verb: str) -> HttpResponse:
    """One errand: the form, what is missing, the deed."""
    if verb not in ERRANDS:
        raise access.Absent
    found = folder.load(visit.actor, number)
    errand = ERRANDS[verb]
    place = f"document-deed:{number}:{verb}"
    is_looking = "look" in visit.request.POST
    first = drafts.get(visit.person, place) | (visit.request.POST.dict() if is_looking else {})
    given = None if is_looking else visit.request.POST or None
    form = errand.form(found, visit.actor, visit.on, given, initial=first)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            errand.do(visit, found, form)
            drafts.drop(visit.person, place)
            messages.success(visit.request, f"“{found.title}”已{_label(verb)}。")
            return redirect("desk-document", number=number)
        except (ValidationError, NotAllowed, actions.Stale, ValueError) as error:
            status = refused(form, found, error)
    context = _shown(visit, found, verb, form) | {"place": place}
    return visit.render("desk/documents/deed.html", context, status=status)


def _label(verb: str) -> str:
    return ERRANDS[verb].label or LIFE.move(verb).label


def refused(form: DeedForm, found: Document, error: Exception) -> int:
    """What is wrong, in the form; the version of now, so that whoever has read what changed may hand it in again."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        known = {name: words for name, words in error.message_dict.items() if name in form.fields}
        for name, words in known.items():
            form.add_error(name, words)
        others = [each for name, words in error.message_dict.items() if name not in known for each in words]
        if others:
            form.add_error(None, others)
    else:
        form.add_error(None, said(error))
    return status_of(form, found, error)


def _shown(visit: Visit, found: Document, verb: str, form: DeedForm) -> dict[str, Any]:
    errand = ERRANDS[verb]
    move = LIFE.move(errand.move or verb)
    return {
        "document": found,
        "row": rows.row(found, by=visit.actor, on=visit.on),
        "ribbon": rows.ribbon(found, visit.on),
        "move": move,
        "label": _label(verb),
        "errand": errand,
        "form": form,
        "can_look": "find" in form.fields,
        "missing": folder.missing(found, visit.on) if verb in ("submit", "clear") else (),
        "goes_with": _goes_with(found, verb),
        "at": "documents",
    }


def _goes_with(found: Document, verb: str) -> list[str]:
    """What goes out, is signed, or is taken down together with the document."""
    if verb == "withdraw":
        return [f"解读《{each.title}》" for each in found.interpretations.all() if each.stage == "published"]
    if verb not in ("sign", "publish"):
        return []
    files = [each for each in found.files.all() if each.purpose != "original" and not each.is_withdrawn]
    goes = [f"附件《{each.name}》（{each.rebuilt_kind or '还不能公开'}）" for each in files]
    stage = "cleared" if verb == "sign" else "signed"
    goes += [f"解读《{each.title}》" for each in found.interpretations.all() if each.stage == stage]
    return goes


class ReviseForm(DeedForm):
    """The corrected text and the reason that stands in public."""

    title = line("标题", most=300)
    text = TextField(label="正文")
    reason = line("更正的理由", rows=2, most=300, help_text="和更正日期一起公布；更正前的文本留在更正记录里。")

    def begin(self) -> None:
        """The text as it stands."""
        self.initial.setdefault("title", self.document.title)
        self.initial.setdefault("text", self.document.text)


@require_http_methods(["GET", "POST"])
@page
def revise(visit: Visit, number: int) -> HttpResponse:
    """A corrected text."""
    found = folder.load(visit.actor, number)
    place = f"document-revise:{number}"
    form = ReviseForm(found, visit.actor, visit.on, visit.request.POST or None, initial=drafts.get(visit.person, place))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.revise(
                number,
                given["title"],
                given["text"],
                by=visit.actor,
                on=visit.on,
                reason=given["reason"],
                version=given["version"],
            )
            drafts.drop(visit.person, place)
            messages.success(visit.request, "已更正；更正日期和理由已经公布。")
            return redirect("desk-document", number=number)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            status = refused(form, found, error)
    return form_page(visit, found, form, "更正", button="更正并公布", place=place, status=status)


def form_page(
    visit: Visit,
    found: Document,
    form: django_forms.Form,
    title: str,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """A page with one form about a document."""
    shown = {
        "document": found,
        "form": form,
        "title": title,
        "button": title,
        "back": reverse("desk-document", args=(found.pk,)),
        "at": "documents",
    }
    return visit.render("desk/documents/form.html", shown | context, status=status)


@require_GET
@page
def version(visit: Visit, number: int, version: int) -> HttpResponse:
    """A text as it was published before a correction."""
    found = folder.load(visit.actor, number)
    old = found.versions.filter(number=version).first()
    if old is None:
        raise access.Absent
    passages = [folder.Passage(n, block, ()) for n, block in enumerate(from_record(old.text), 1)]
    context = {"document": found, "old": old, "passages": passages, "at": "documents"}
    return visit.render("desk/documents/version.html", context)
