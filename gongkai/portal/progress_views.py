"""The applicant's own case: the way in by number and code, the page of progress, and what can be done from there.

The ticket of a case stays in the session under a random key; an address tells nothing to anybody else.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai import writing
from gongkai.applications import public
from gongkai.core import law
from gongkai.portal import application_steps as way
from gongkai.portal import progress_forms as forms
from gongkai.portal import proofs, results, uploads
from gongkai.portal.public_pages import address, posted, private, sentences, show
from gongkai.vault.files import Missing

_PLACE, _MOST_CASES = "cases", 5
_More = ParamSpec("_More")
CaseView = Callable[Concatenate[HttpRequest, str, str, _More], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Number, code, tail."""
    form = forms.LookUpForm(posted(request))
    wrong, status = way.problems(form) if form.is_bound else [], 200
    if form.is_bound and not wrong:
        try:
            ticket, fault = _opened(request, form.cleaned_data)
            if ticket:
                return redirect("progress-case", _put(request, ticket))
            wrong = [("#id_sum", fault)]
        except public.NotProved as error:
            wrong = [("#id_number", str(error))]
        except public.TooMany as error:
            wrong, status = [("#main", str(error))], 429
    context = {"form": form, "problems": wrong, "proof": proofs.proof("look")}
    return private(show(request, "look", context, at="progress", status=status))


def _opened(request: HttpRequest, given: dict[str, str]) -> tuple[str, str]:
    """A ticket, or what is wrong with the proof."""
    if fault := proofs.fault(request.POST, "look", address(request)):
        return "", fault
    typed = given["number"], given["code"], given["tail"]
    return public.open_case(*typed, address=address(request), at=timezone.now()), ""


def _put(request: HttpRequest, ticket: str) -> str:
    """The random key under which the session holds the ticket; only the last few are held."""
    key = secrets.token_urlsafe(18)
    tickets = {**request.session.get(_PLACE, {}), key: ticket}
    request.session[_PLACE] = dict(list(tickets.items())[-_MOST_CASES:])
    request.session.cycle_key()  # nobody who knew the session before is let in
    return key


def case(view: CaseView[_More]) -> Callable[..., HttpResponse]:
    """A page of a case: with a ticket of this session, for half an hour since the last look; kept by nobody."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, key: str, *args: _More.args, **given: _More.kwargs) -> HttpResponse:
        tickets = request.session.get(_PLACE, {})
        try:
            ticket = public.renewed(str(tickets.get(key, "")))
        except public.Expired as error:
            return private(_expired(request, error))
        request.session[_PLACE] = {**tickets, key: ticket}
        return private(view(request, key, ticket, *args, **given))

    return page


def _expired(request: HttpRequest, error: Exception) -> HttpResponse:
    """Back to the way in; what somebody has just typed is shown to be copied."""
    typed = request.POST.get("text", "") or request.POST.get("reason", "")
    return show(request, "expired", {"says": str(error), "typed": typed}, at="progress", status=403)


@case
def progress(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """The page of progress."""
    found = public.look(ticket, on=timezone.localdate())
    return show(request, "progress", {"case": found, "key": key}, at="progress")


def _deed(request: HttpRequest, key: str, template: str, form: Any, **more: Any) -> HttpResponse:  # noqa: ANN401
    wrong = more.pop("wrong", None) or (way.problems(form) if form.is_bound else [])
    context = {"form": form, "key": key, "problems": wrong, **more}
    return show(request, template, context, at="progress")


def _do(request: HttpRequest, deed: Callable[[], None], says: str) -> list[tuple[str, str]]:
    """The deed, or why not."""
    try:
        deed()
    except public.REFUSALS as error:
        return [("#main", sentence) for sentence in sentences(error)]
    messages.success(request, says)
    return []


@case
def correct(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """What the office asked to be put right."""
    today = timezone.localdate()
    found = public.look(ticket, on=today)
    excess = uploads.excess(request) if request.method == "POST" else ""
    form = forms.CorrectionForm(request.POST, request.FILES) if request.method == "POST" else forms.CorrectionForm()
    wrong = [("#id_papers", f"{excess}。{uploads.RULE}")] if excess else []
    if not wrong and form.is_valid():
        files = tuple(public.Upload(each.name or "", each.read(), "correction") for each in form.cleaned_data["papers"])
        text = form.cleaned_data["text"]
        wrong = _do(
            request, lambda: public.correct(ticket, text, files, on=today), "补正已经送到，期限从明天起重新计算。"
        )
        if not wrong:
            return redirect("progress-case", key)
    return _deed(request, key, "correct", form, case=found, wrong=wrong)


@case
def reasons(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """Why so many, so often."""
    today = timezone.localdate()
    form, wrong = forms.ReasonsForm(posted(request)), []
    if form.is_valid():
        text = form.cleaned_data["text"]
        wrong = _do(request, lambda: public.give_reasons(ticket, text, on=today), "理由已经送到。")
        if not wrong:
            return redirect("progress-case", key)
    return _deed(request, key, "reasons", form, case=public.look(ticket, on=today), wrong=wrong)


@case
def withdraw(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """Once more: really?"""
    today = timezone.localdate()
    form = forms.WithdrawForm(posted(request))
    wrong: list[tuple[str, str]] = []
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        wrong = _do(request, lambda: public.withdraw(ticket, reason, on=today), "申请已经撤回。")
        if not wrong:
            return redirect("progress-case", key)
    return _deed(request, key, "withdraw", form, case=public.look(ticket, on=today), wrong=wrong)


@case
def delivery(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """Another form or way."""
    today = timezone.localdate()
    found = public.look(ticket, on=today)
    form = forms.ChangeForm(posted(request), initial={"form": found.form_key, "way": found.way_key})
    wrong: list[tuple[str, str]] = []
    if form.is_valid():
        given = form.cleaned_data["form"], form.cleaned_data["way"]
        wrong = _do(request, lambda: public.change_delivery(ticket, *given, on=today), "提供方式已经改好。")
        if not wrong:
            return redirect("progress-case", key)
    return _deed(request, key, "change", form, case=found, wrong=wrong)


@case
def late(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """What to do when the day has passed."""
    today = timezone.localdate()
    context = {
        "case": public.look(ticket, on=today),
        "key": key,
        "reconsideration": law.limit("reconsideration_apply", on=today),
    }
    return show(request, "late", context, at="progress")


@case
def paper(request: HttpRequest, key: str, ticket: str, position: int) -> HttpResponse:
    """A letter or a released file, to save."""
    try:
        made = public.download(ticket, position)
    except LookupError as error:
        raise Http404 from error
    except (Missing, writing.CannotWrite):
        messages.error(request, "这个文件现在下载不了，请致电受理单位索取。")
        return redirect("progress-case", key)
    response = HttpResponse(made.data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = results.disposition(made.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@case
def branch(request: HttpRequest, key: str, ticket: str, position: int) -> HttpResponse:
    """Over to a case that was split from this one."""
    del key
    try:
        return redirect("progress-case", _put(request, public.branch(ticket, position)))
    except LookupError as error:
        raise Http404 from error


@case
def leave(request: HttpRequest, key: str, ticket: str) -> HttpResponse:
    """Close the case on this machine."""
    del ticket
    if request.method == "POST":
        request.session[_PLACE] = {each: held for each, held in request.session[_PLACE].items() if each != key}
        messages.success(request, "已经退出。再看进度要重新输入编号和查询码。")
    return redirect("progress")
