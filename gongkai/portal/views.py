"""The pages of the public door."""

import logging
from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from gongkai import writing
from gongkai.portal import downloads, errors, examples, intake, results, rulebook, specimen, tokens, uploads
from gongkai.portal.forms import UploadForm
from gongkai.portal.intake import Taking
from gongkai.reading.visible import plain_name
from gongkai.reports import public

_log = logging.getLogger("gongkai.portal")


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Files in, results out; without files the page that asks for them."""
    if request.method != "POST":
        return _start(request, UploadForm())
    if why := uploads.excess(request):
        return errors.page(request, errors.too_much(why))
    if "token" in request.POST:
        return _again(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form)
    taking = _take(form.cleaned_data["report"])
    if form.cleaned_data["keep"] and taking.taken:
        return _keep(request, taking)
    page = results.page([each.reading for each in taking.taken], refused=taking.refused)
    return render(request, "portal/result.html", {"page": page})


def _start(request: HttpRequest, form: UploadForm) -> HttpResponse:
    context = {"form": form, "examples": examples.listed(), "excerpt": specimen.excerpt(), "limits": uploads}
    return render(request, "portal/check.html", context)


def _take(files: Iterable[UploadedFile]) -> Taking:
    taking = intake.take((each.name or "", each.read()) for each in files)
    _log.info("taken", extra={"readings": len(taking.taken), "unreadable": len(taking.refused)})
    return taking


def _again(request: HttpRequest) -> HttpResponse:
    """The readings that a page carries, examined again with what the person typed."""
    try:
        page = results.again(request.POST)
    except tokens.Stale:
        return errors.page(request, errors.STALE)
    return render(request, "portal/result.html", {"page": page})


def _keep(request: HttpRequest, taking: Taking) -> HttpResponse:
    """Keep what was read and go to its secret address; what could not be read is said there once."""
    wishes = [public.Wish(each.reading, each.data) for each in taking.taken]
    token = public.keep(wishes, at=timezone.now())
    for each in taking.refused:
        messages.warning(request, f"{each.name}：{each.says}")
    return redirect("check-kept", token)


@require_POST
def one(request: HttpRequest) -> HttpResponse:
    """One file for the script that shows progress: tokens of what was read, sentences for what was not."""
    if why := uploads.excess(request):
        mishap = errors.too_much(why)
        return JsonResponse({"readings": [], "problems": [f"{mishap.says}{mishap.do}"]}, status=mishap.status)
    files = request.FILES.getlist("report")
    taking = _take(files)
    readings = [{"token": tokens.seal(each.reading), "line": results.line(each.reading)} for each in taking.taken]
    whole = {plain_name(each.name or "") for each in files}
    problems = [each.says if each.name in whole else f"{each.name}：{each.says}" for each in taking.refused]
    return JsonResponse({"readings": readings, "problems": problems})


@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """A file made of one of the readings that a page carries: `want` is 2.docx for the second."""
    number, _, want = request.POST.get("want", "").partition(".")
    try:
        examined = results.chosen(request.POST, number)
        if examined is None:
            return _again(request)
        made = downloads.download(examined, want)
    except tokens.Stale:
        return errors.page(request, errors.STALE)
    except (LookupError, ValueError):
        return errors.page(request, errors.BAD)
    except writing.CannotWrite as error:
        messages.error(request, str(error))
        return _again(request)
    return _attachment(made.name, made.kind, made.data)


def _attachment(name: str, kind: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = results.disposition(name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def example(request: HttpRequest, file: str) -> HttpResponse:
    """The result of an example report."""
    data = examples.data(file)
    if data is None:
        raise Http404
    taking = intake.take([(file, data)])
    page = results.page([each.reading for each in taking.taken], refused=taking.refused, is_example=True)
    return render(request, "portal/result.html", {"page": page})


@never_cache
@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """A result that was kept, at its secret address."""
    found = public.kept(token, at=timezone.now())
    if found is None:
        raise Http404
    address = request.build_absolute_uri()
    page = results.page(found.readings, kept=results.Keeping(found.token, found.expires_at, address))
    return render(request, "portal/result.html", {"page": page})


@never_cache
@require_GET
def original(request: HttpRequest, token: str, position: str) -> HttpResponse:
    """One of the kept files as it was handed in: to save, never to open here."""
    del request
    found = public.original(token, int(position), at=timezone.now())
    if found is None:
        raise Http404
    return _attachment(found.name, "application/octet-stream", found.data)


@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Delete a kept result at once."""
    if not public.discard(token):
        raise Http404
    messages.success(request, "已经删除：保留的结果和原文件都没有了，原来的网址不再有效。")
    return redirect("check")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All checks by family."""
    return render(request, "portal/rules.html", {"families": list(rulebook.families())})


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one check."""
    try:
        found = rulebook.rule(code)
    except LookupError as error:
        raise Http404 from error
    return render(request, "portal/rule.html", {"rule": found})
