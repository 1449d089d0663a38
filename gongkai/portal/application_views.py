"""Applying for information: before the form, the form one question a page, and after it."""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.applications import public
from gongkai.core import law
from gongkai.portal import answers as held
from gongkai.portal import application_forms as questions
from gongkai.portal import application_steps as way
from gongkai.portal import proofs
from gongkai.portal.answers import Answers
from gongkai.portal.public_pages import address, posted, private, sentences, show
from gongkai.vault import sealing

_DONE = "applied"
_DONE_SECONDS = 30 * 60
_More = ParamSpec("_More")
StepView = Callable[Concatenate[HttpRequest, Answers, _More], HttpResponse]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """How long it takes, what is needed, what it is not, and the other ways."""
    today = timezone.localdate()
    terms = {"reply": law.days("reply", on=today), "extension": law.days("extension", on=today)}
    return show(request, "start", {"offices": public.bodies(today), "terms": terms, "hours": held.HOURS})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has been answered already, before anything is asked."""
    words = request.GET.get("q", "").strip()[:200]
    return show(request, "search", {"words": words, "found": public.find(words) if words else ()})


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """The visitor has found it: counted, and good-bye."""
    number = request.POST.get("reply", "")
    try:
        public.count_finding(address(request), at=timezone.now())
    except public.TooMany:
        number = ""
    if number.isdecimal() and len(number) < 10:
        public.spared(int(number), timezone.localdate())
    return show(request, "found")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Into the form, with a key of its own."""
    held.begin(request, request.POST.get("q", ""))
    return redirect("apply-body")


def step(view: StepView[_More]) -> Callable[..., HttpResponse]:
    """A page of the form: nobody keeps it, and without answers one begins at the beginning."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, *args: _More.args, **given: _More.kwargs) -> HttpResponse:
        answers = held.current(request)
        if answers is None:
            messages.warning(request, f"填写的内容只保留 {held.HOURS} 小时，现在已经没有了，请重新开始。")
            return redirect("apply")
        return private(view(request, answers, *args, **given))

    return page


def ask(request: HttpRequest, template: str, key: str, form: Any, **more: Any) -> HttpResponse:  # noqa: ANN401
    """A question, with what is wrong with the answer."""
    wrong = more.pop("problems", None)
    wrong = wrong if wrong is not None else way.problems(form) if form.is_bound else []
    context = {"form": form, "place": way.position(key, more.pop("back", "")), "problems": wrong, **more}
    return show(request, template, context)


def go_on(request: HttpRequest, answers: Answers, key: str) -> HttpResponse:
    """Kept, and on to the first step without an answer."""
    answers.seen = list(dict.fromkeys([*answers.seen, key]))
    held.keep(request, answers)
    return redirect(way.next_url(answers))


@step
def body(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Which body."""
    offices = tuple(each for each in public.bodies(timezone.localdate()) if each.is_online)
    words = request.GET.get("q", answers.searched)[:200]
    near = public.suggested(words, offices)[:5] if words else ()
    ordered = sorted(offices, key=lambda each: near.index(each.slug) if each.slug in near else len(near))
    form = questions.BodyForm(posted(request), offices=tuple(ordered), initial={"body": answers.body})
    if form.is_valid():
        answers.body = form.cleaned_data["body"]
        return go_on(request, answers, "body")
    return ask(request, "body", "body", form, words=words, near=len(near), offices=ordered)


@step
def contact(request: HttpRequest, answers: Answers) -> HttpResponse:
    """How to reach them."""
    form = questions.ContactForm(posted(request), initial=answers.contact)
    if form.is_valid():
        answers.contact = form.cleaned_data
        return go_on(request, answers, "contact")
    return ask(request, "question", "contact", form, title="怎样联系您？", lead="至少填写一种。")


@step
def content(request: HttpRequest, answers: Answers) -> HttpResponse:
    """What is asked for: as many matters as are wanted, each by itself."""
    if request.method != "POST":
        rows = answers.matters or [{}]
        return _matters(request, [questions.MatterForm(prefix=f"m{at}", initial=row) for at, row in enumerate(rows)])
    typed = _typed_matters(request)
    if "add" in request.POST or "remove" in request.POST:
        return _matters(request, _changed_matters(request, typed))
    wanted = [row for row in typed if any(row.values())] or typed[:1]
    forms = [questions.MatterForm(_prefixed(at, row), prefix=f"m{at}") for at, row in enumerate(wanted)]
    if not all([form.is_valid() for form in forms]):  # noqa: C419 - every form is asked
        return _matters(request, forms)
    answers.matters = [form.cleaned_data for form in forms]
    return go_on(request, answers, "content")


def _typed_matters(request: HttpRequest) -> list[dict[str, str]]:
    rows = request.POST.get("rows", "1")
    count = min(int(rows), questions.MOST_MATTERS) if rows.isdecimal() and len(rows) < 4 else 1
    names = questions.MatterForm.base_fields
    return [{name: request.POST.get(f"m{at}-{name}", "").strip() for name in names} for at in range(max(1, count))]


def _prefixed(at: int, row: dict[str, str]) -> dict[str, str]:
    return {f"m{at}-{name}": text for name, text in row.items()}


def _changed_matters(request: HttpRequest, typed: list[dict[str, str]]) -> list[questions.MatterForm]:
    """One more or one fewer; what was typed stays."""
    drop = request.POST.get("remove", "")
    rows = [row for at, row in enumerate(typed) if str(at) != drop] or [{}]
    if "add" in request.POST and len(rows) < questions.MOST_MATTERS:
        rows.append({})
    return [questions.MatterForm(prefix=f"m{at}", initial=row) for at, row in enumerate(rows)]


def _matters(request: HttpRequest, forms: list[questions.MatterForm]) -> HttpResponse:
    wrong = way.problems(*(form for form in forms if form.is_bound))
    more = {"forms": forms, "most": questions.MOST_MATTERS, "problems": wrong}
    return ask(request, "content", "content", forms[0], **more)


@step
def delivery(request: HttpRequest, answers: Answers) -> HttpResponse:
    """In which form, which way, and where to."""
    known = {key: answers.contact.get(key, "") for key in ("email", "address")}
    form = questions.DeliveryForm(posted(request), initial={**known, **answers.delivery})
    if form.is_valid():
        given = form.cleaned_data
        wanted = {"post": ("address", "postcode"), "email": ("email",)}.get(given["way"], ())
        answers.delivery = {key: given[key] for key in ("form", "way", *wanted)}
        return go_on(request, answers, "delivery")
    return ask(request, "delivery", "delivery", form)


@step
def help_(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Art 43."""
    form = questions.HelpForm(posted(request), initial={"accessibility": answers.accessibility})
    if form.is_valid():
        answers.accessibility = form.cleaned_data["accessibility"]
        return go_on(request, answers, "help")
    lead = "阅读有困难，或者看不清、听不清的，受理单位应当提供必要的帮助。"
    return ask(request, "question", "help", form, title="需要的帮助", lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, and the button that hands them in."""
    answers = held.current(request)
    if answers is None and _done_key(request):
        return redirect("apply-done")
    return _check(request)


@step
def _check(request: HttpRequest, answers: Answers) -> HttpResponse:
    if request.method != "POST":
        return _checking(request, answers, [])
    wrong = [] if public.receipt(answers.key) else _hand_in(request, answers)
    # The same form may have been handed in by a second press while this one was looked at.
    if wrong and public.receipt(answers.key) is None:
        return _checking(request, answers, wrong)
    request.session[_DONE] = sealing.seal(json.dumps([answers.key, time.time()]).encode()).decode("ascii")
    held.forget(request)
    request.session.cycle_key()
    return redirect("apply-done")


def _hand_in(request: HttpRequest, answers: Answers) -> list[tuple[str, str]]:
    """Handed in, or what stands in the way."""
    if wanted := way.missing(answers):
        return wanted
    try:
        if fault := proofs.fault(request.POST, "apply", address(request)):
            return [("#id_sum", fault)]
        public.count_submission(address(request), at=timezone.now())
        given = answers.given(suggests_proactive="suggests_proactive" in request.POST)
        public.submit(given, on=timezone.localdate())
    except (ValidationError, public.TooMany) as error:
        return [("#main", sentence) for sentence in sentences(error)]
    return []


def _checking(request: HttpRequest, answers: Answers, wrong: list[tuple[str, str]]) -> HttpResponse:
    offices = public.bodies(timezone.localdate())
    context = {
        "place": way.position("check"),
        "lines": way.summary(answers, offices),
        "problems": wrong or (way.missing(answers) if request.method != "POST" else []),
        "proof": proofs.proof("apply"),
        "suggests": "suggests_proactive" in request.POST,
    }
    return show(request, "check", context)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Number and code, once more as long as the page is fresh."""
    key = _done_key(request)
    receipt = public.receipt(key) if key else None
    if receipt is None:
        return redirect("apply")
    term = law.days("reply", on=receipt.submitted_on)
    return private(show(request, "done", {"receipt": receipt, "term": term}))


def _done_key(request: HttpRequest) -> str:
    try:
        key, at = json.loads(sealing.unseal(str(request.session.get(_DONE, "")).encode()))
    except (sealing.Sealed, ValueError):
        return ""
    return str(key) if time.time() - at < _DONE_SECONDS else ""
