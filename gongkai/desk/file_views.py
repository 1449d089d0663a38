"""Files of a case: opened, added, redacted page by page, and the reply shown to everybody."""

import base64
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai import release
from gongkai.applications import access, actions
from gongkai.applications.models import Attachment, Delivery, PublishedReply
from gongkai.applications.models.papers import PURPOSES
from gongkai.core import privacy
from gongkai.core.life import NotAllowed
from gongkai.desk import casework
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import FilesField, day, line
from gongkai.desk.visits import Visit, page
from gongkai.vault import files


class AddFiles(django_forms.Form):
    """Files and what they are for."""

    purpose = django_forms.ChoiceField(label="用途", choices=tuple(PURPOSES.items()), initial="found")
    uploads = FilesField("found", label="文件")


def back(number: int) -> str:
    """The page of the case."""
    return reverse("desk-case", args=(number,))


@require_http_methods(["GET", "POST"])
@page
def add(visit: Visit, number: int) -> HttpResponse:
    """Files into the case."""
    found = access.case(visit.actor, number)
    form = AddFiles(visit.request.POST or None, visit.request.FILES or None)
    if form.is_bound and form.is_valid():
        uploads = [
            type(each)(each.name, each.data, form.cleaned_data["purpose"]) for each in form.cleaned_data["uploads"]
        ]
        try:
            actions.add_files(found.pk, uploads, by=visit.actor, on=visit.on)
            messages.success(visit.request, f"已加入 {len(uploads)} 个文件。")
            return redirect("desk-case", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return visit.form(form, title="加入文件", button="加入", back=back(number), case=found, at="cases")


def _attachment(visit: Visit, number: int, file: int) -> Attachment:
    found = access.attachment(visit.actor, file)
    if found.application_id != number or not access.sees_people(visit.actor, found.application):
        raise access.Absent
    return found


@require_GET
@page
def download(visit: Visit, number: int, file: int) -> HttpResponse:
    """One file; that it was opened is remembered."""
    found = _attachment(visit, number, file)
    try:
        return attachment_response(actions.fetch(found, by=visit.actor, on=visit.on), found.name)
    except files.Missing as error:
        messages.error(visit.request, str(error))
        return redirect("desk-case", number=number)


@require_http_methods(["GET", "POST"])
@page
def redact(visit: Visit, number: int, file: int) -> HttpResponse:
    """Boxes on the pages; what is under them is destroyed, with everything that the file hides."""
    found = _attachment(visit, number, file)
    context: dict[str, Any] = {"case": found.application, "file": found, "at": "cases"}
    try:
        data = files.fetch(found.stored)
        if visit.request.method == "POST" and "find" not in visit.request.POST:
            return _redacted(visit, found)
        marks = _proposed(visit, data)
        context |= {"pages": _pages(data, found.name, marks), "needles": visit.request.POST.get("needles", "")}
    except (release.CannotRelease, files.Missing, ValidationError) as error:
        context["error"] = "；".join(getattr(error, "messages", None) or [str(error)])
    return visit.render("desk/redact.html", context)


def _redacted(visit: Visit, found: Attachment) -> HttpResponse:
    marks = tuple(_mark(each) for each in visit.request.POST.getlist("mark"))
    try:
        row = actions.redact(found, marks, by=visit.actor, on=visit.on)
    except NotAllowed as error:
        raise ValidationError(str(error)) from error
    messages.success(visit.request, f"已生成“{row.name}”：{len(marks)} 处遮盖，隐藏内容已清除，并已重新核对。")
    return redirect("desk-case", number=found.application_id)


def _mark(text: str) -> release.Mark:
    """page:left:top:right:bottom, in points."""
    try:
        at, left, top, right, bottom = text.split(":")
        return release.Mark(int(at), float(left), float(top), float(right), float(bottom), "")
    except ValueError as error:
        raise ValidationError("遮盖的位置没有读懂，请重新画一次") from error


def _proposed(visit: Visit, data: bytes) -> tuple[release.Mark, ...]:
    needles = [word for word in visit.request.POST.get("needles", "").split() if word]
    marks = release.personal_boxes(data) if data[:5] == b"%PDF-" else ()
    return (*marks, *(release.find_boxes(data, needles) if needles else ()))


def _pages(data: bytes, name: str, marks: tuple[release.Mark, ...]) -> list[dict[str, Any]]:
    return [
        {
            "number": at,
            "image": "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii"),
            "width": f"{picture.width:.1f}",
            "height": f"{picture.height:.1f}",
            "marks": [_shown(mark) for mark in marks if mark.page == at],
        }
        for at, picture in enumerate(release.pages(data, name))
    ]


def _shown(mark: release.Mark) -> dict[str, Any]:
    """A mark as the page draws it, and as it comes back."""
    places = (mark.left, mark.top, mark.right, mark.bottom)
    return {
        "left": f"{mark.left:.1f}",
        "top": f"{mark.top:.1f}",
        "width": f"{mark.right - mark.left:.1f}",
        "height": f"{mark.bottom - mark.top:.1f}",
        "value": ":".join([str(mark.page), *(f"{place:.1f}" for place in places)]),
        "reason": mark.reason,
    }


class Arrived(django_forms.Form):
    """The day the applicant had the reply."""

    delivered_on = day("送达日期")
    proof = FilesField("proof", label="送达凭证", required=False)


@require_http_methods(["GET", "POST"])
@page
def arrived(visit: Visit, number: int, delivery: int) -> HttpResponse:
    """A delivery that has arrived."""
    found = access.case(visit.actor, number)
    sent = Delivery.objects.select_related("letter").filter(pk=delivery, application=found).first()
    if sent is None:
        raise access.Absent
    form = Arrived(visit.request.POST or None, visit.request.FILES or None)
    if form.is_bound and form.is_valid():
        proof = form.cleaned_data["proof"]
        try:
            actions.arrive(
                sent, form.cleaned_data["delivered_on"], by=visit.actor, on=visit.on, proof=proof[0] if proof else None
            )
            messages.success(visit.request, "送达日期已登记。")
            return redirect("desk-case", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return visit.form(form, title="登记送达日期", button="登记", back=back(number), case=found, at="cases")


class Publish(django_forms.Form):
    """The reply without its applicant."""

    title = line("标题", most=120)
    question = line("申请的内容", rows=4)
    answer = line("答复的内容", rows=10)


@require_http_methods(["GET", "POST"])
@page
def publish(visit: Visit, number: int) -> HttpResponse:
    """答复选登."""
    found = casework.load(visit.actor, number)
    form = Publish(visit.request.POST or None, initial=_anonymous(found))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.publish_reply(
                found.pk, given["title"], given["question"], given["answer"], by=visit.actor, on=visit.on
            )
            messages.success(visit.request, "已在“答复选登”公布。")
            return redirect("desk-case", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    lead = "去掉申请人和其他人的信息以后公布；公布以前系统会再查一遍。"
    return visit.form(form, title="答复选登", button="公布", back=back(number), case=found, lead=lead, at="cases")


def _anonymous(found: Any) -> dict[str, str]:  # noqa: ANN401
    """The signed reply with the people of the case left out, for the clerk to read over."""
    last = actions.reply_letter(found)
    text = privacy.mask(last.text) if last else ""
    for person in found.applicants.all():
        for value in (person.name, person.phone, person.email, person.address):
            text = text.replace(value, "申请人" if value == person.name else "***") if value else text
    return {"title": f"关于{found.subject[:60]}的答复", "question": privacy.mask(found.subject), "answer": text}


@require_POST
@page
def unpublish(visit: Visit, number: int) -> HttpResponse:
    """Take it down."""
    found = access.case(visit.actor, number)
    row = PublishedReply.objects.filter(application=found).first()
    if row is None:
        raise access.Absent
    try:
        actions.withdraw_reply(row, by=visit.actor, on=visit.on, reason=visit.request.POST.get("reason", ""))
        messages.success(visit.request, "已从“答复选登”撤下。")
    except NotAllowed as error:
        messages.error(visit.request, str(error))
    return redirect("desk-case", number=number)
