"""Files of a document: added, named and described, taken away, withdrawn, opened as they came and as they go out."""

from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.core.life import NotAllowed
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.documents import dropped
from gongkai.desk.documents.document_views import form_page
from gongkai.desk.fields import FilesField, line
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, files
from gongkai.documents.models import File
from gongkai.vault.files import Missing


class AddFiles(forms.Form):
    """More files."""

    uploads = FilesField(
        "annex", label="文件", help_text="表格、文档、图片、视频；公开的是重制以后、去掉隐藏内容的文件。"
    )


class Describe(forms.Form):
    """What a file is called, and what its picture shows."""

    name = line("文件名", most=150)
    caption = line("图片说明", required=False, most=200, help_text="图片必填：看不见图片的人听到的就是它。")


class Reason(forms.Form):
    """Why an attachment comes down."""

    reason = line("撤下附件的理由", rows=2, most=300, help_text="作为更正说明公布。")


def _files(number: int) -> str:
    return reverse("desk-document", args=(number,)) + "#files"


@require_http_methods(["GET", "POST"])
@page
def add(visit: Visit, number: int) -> HttpResponse:
    """Files into the document."""
    found = access.document(visit.actor, number)
    form = AddFiles(visit.request.POST or None, visit.request.FILES or None)
    if visit.request.method == "POST" and form.is_valid():
        uploads = dropped.sorted_uploads(form.cleaned_data["uploads"])
        try:
            actions.add_files(number, uploads, by=visit.actor, on=visit.on)
            messages.success(visit.request, f"已加入 {len(uploads)} 个文件，并已检查个人信息和隐藏内容。")
            return redirect(_files(number))
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return form_page(visit, found, form, "加入文件", button="加入", status=422 if form.is_bound else 200)


def _file(visit: Visit, number: int, file: int) -> File:
    found = access.file(visit.actor, file)
    if found.document_id != number:
        raise access.Absent
    return found


@require_http_methods(["GET", "POST"])
@page
def describe(visit: Visit, number: int, file: int) -> HttpResponse:
    """Its name and its words."""
    row = _file(visit, number, file)
    form = Describe(visit.request.POST or None, initial={"name": row.name, "caption": row.caption})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        ending = PurePath(row.name).suffix
        name = given["name"] if given["name"].endswith(ending) else given["name"] + ending
        try:
            actions.describe_file(number, file, name=name, caption=given["caption"], by=visit.actor, on=visit.on)
            return redirect(_files(number))
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    found = access.document(visit.actor, number)
    return form_page(visit, found, form, f"说明《{row.name}》", button="保存", status=422 if form.is_bound else 200)


@require_POST
@page
def remove(visit: Visit, number: int, file: int) -> HttpResponse:
    """Not a file of this document."""
    row = _file(visit, number, file)
    try:
        actions.remove_file(number, file, by=visit.actor, on=visit.on)
        messages.success(visit.request, f"已删除《{row.name}》。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect(_files(number))


@require_http_methods(["GET", "POST"])
@page
def withdraw(visit: Visit, number: int, file: int) -> HttpResponse:
    """An attachment of a published document comes down."""
    row = _file(visit, number, file)
    form = Reason(visit.request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw_file(number, file, by=visit.actor, on=visit.on, reason=form.cleaned_data["reason"])
            messages.success(visit.request, f"附件《{row.name}》已撤下。")
            return redirect(_files(number))
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    found = access.document(visit.actor, number)
    return form_page(visit, found, form, f"撤下《{row.name}》", button="撤下", status=422 if form.is_bound else 200)


@require_GET
@page
def uploaded(visit: Visit, number: int, file: int) -> HttpResponse:
    """As it came in: for those who work on the document only."""
    row = _file(visit, number, file)
    if not access.is_worker(visit.actor, row.document):
        raise access.Absent
    return _sent(visit, row, row.name, is_public=False)


@require_GET
@page
def rebuilt(visit: Visit, number: int, file: int) -> HttpResponse:
    """As it goes out."""
    row = _file(visit, number, file)
    if not row.rebuilt:
        raise access.Absent
    ending = f".{row.rebuilt_kind}"
    return _sent(visit, row, row.name if row.name.lower().endswith(ending) else row.name + ending, is_public=True)


def _sent(visit: Visit, row: File, name: str, *, is_public: bool) -> HttpResponse:
    try:
        return attachment_response(files.releasable(row) if is_public else files.uploaded(row), name)
    except Missing as error:
        messages.error(visit.request, str(error))
        return redirect(_files(row.document_id))


_SHOWN = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


@require_GET
@page
def picture(visit: Visit, number: int, file: int) -> HttpResponse:
    """A rebuilt picture inside a page of the desk."""
    row = _file(visit, number, file)
    if row.rebuilt_kind not in _SHOWN:
        raise access.Absent
    try:
        data = files.releasable(row)
    except Missing as error:
        raise access.Absent from error
    return HttpResponse(data, content_type=_SHOWN[row.rebuilt_kind], headers={"X-Content-Type-Options": "nosniff"})
