"""Two pages of the form that hold lists: who applies, and which files go with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import public
from gongkai.portal import answers as held
from gongkai.portal import application_forms as questions
from gongkai.portal import application_steps as way
from gongkai.portal import uploads
from gongkai.portal.answers import Answers
from gongkai.portal.application_views import ask, go_on, step
from gongkai.portal.public_pages import address, posted, sentences


@step
def people(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Who applies so far, and whether there is anybody else."""
    if not answers.people:
        return redirect("apply-person", 1)
    if "remove" in request.POST:
        return _remove_person(request, answers)
    form = questions.OthersForm(posted(request))
    if form.is_valid():
        more = form.cleaned_data["more"]
        if more == "agent":
            return redirect("apply-agent")
        if more == "applicant":
            return redirect("apply-person", len(answers.people) + 1)
        return go_on(request, answers, "people")
    lines = [way.person_line(each) for each in answers.people]
    return ask(request, "people", "people", form, lines=lines)


def _remove_person(request: HttpRequest, answers: Answers) -> HttpResponse:
    at = request.POST["remove"]
    answers.people = [each for number, each in enumerate(answers.people, start=1) if str(number) != at]
    if all(each.get("is_agent") for each in answers.people):
        answers.people = []  # an agent alone acts for nobody
    _unsettle(answers)
    held.keep(request, answers)
    return redirect("apply-people")


@step
def person(request: HttpRequest, answers: Answers, at: int) -> HttpResponse:
    """One who applies, or the agent when the line is that of an agent."""
    if not 1 <= at <= min(len(answers.people) + 1, questions.MOST_PEOPLE):
        return redirect("apply-people")
    known = answers.people[at - 1] if at <= len(answers.people) else {}
    return _person(request, answers, at, known)


@step
def agent(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Somebody who acts for those who apply."""
    return _person(request, answers, len(answers.people) + 1, {"is_agent": True})


def _person(request: HttpRequest, answers: Answers, at: int, known: dict[str, Any]) -> HttpResponse:
    is_agent = bool(known.get("is_agent"))
    kind = questions.AgentForm if is_agent else questions.PersonForm
    form = kind(posted(request), initial=known)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if is_agent:
            given |= {"kind": public.NATURAL, "is_agent": True}
        answers.people = [*answers.people[: at - 1], given, *answers.people[at:]]
        _unsettle(answers)
        held.keep(request, answers)
        return redirect("apply-people")
    title = "代理人" if is_agent else "申请人" if at == 1 else f"第 {at} 位申请人"
    lead = "不用说明为什么申请，也不用填写职业。" if not is_agent else "还要上传授权委托书，在“附件”一步。"
    back = reverse("apply-people") if answers.people else reverse("apply-body")
    return ask(request, "question", "people", form, title=title, lead=lead, back=back)


def _unsettle(answers: Answers) -> None:
    """Other people may want other papers: these two pages are asked again."""
    answers.seen = [each for each in answers.seen if each not in ("people", "files")]


@step
def files(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Papers: proof of identity and authority where wanted, anything else by choice."""
    if excess := uploads.excess(request):
        return _files(request, answers, questions.FilesForm(), [("#id_identity", f"{excess}。{uploads.RULE}")])
    if request.method != "POST":
        return _files(request, answers, questions.FilesForm(), [])
    if "remove" in request.POST:
        drop = request.POST["remove"]
        answers.files = [each for at, each in enumerate(answers.files, start=1) if str(at) != drop]
        held.keep(request, answers)
        return redirect("apply-files")
    form = questions.FilesForm(request.POST, request.FILES)
    wrong = way.problems(form)
    for purpose, given in form.cleaned_data.items():
        wrong += [(f"#id_{purpose}", fault) for each in given for fault in _take(request, answers, each, purpose)]
    held.keep(request, answers)
    wrong += [("#id_identity", sentence) for sentence in way.papers_wanted(answers)] if not wrong else []
    if wrong or "more" in request.POST:
        return _files(request, answers, form, wrong)
    return go_on(request, answers, "files")


def _take(request: HttpRequest, answers: Answers, given: UploadedFile, purpose: str) -> list[str]:
    """One file kept until the form is handed in, or why not."""
    if len(answers.files) >= public.MOST_FILES:
        return [f"一次最多 {public.MOST_FILES} 个附件，请合并以后再传"]
    try:
        public.count_upload(address(request), at=timezone.now())
        kept = public.keep((public.Upload(given.name or "文件", given.read(), purpose),))
    except (ValidationError, public.TooMany) as error:
        return sentences(error)
    answers.files += [
        {"name": each.name, "stored": each.stored, "size": each.size, "purpose": each.purpose} for each in kept
    ]
    return []


def _files(
    request: HttpRequest, answers: Answers, form: questions.FilesForm, wrong: list[tuple[str, str]]
) -> HttpResponse:
    bare = [each["name"] for each in answers.people if not each.get("id_number")]
    has_agent = any(each.get("is_agent") for each in answers.people)
    rows = [(each["name"], way.PURPOSES[each["purpose"]]) for each in answers.files]
    more = {"problems": wrong, "rows": rows, "bare": bare, "has_agent": has_agent, "rule": uploads.RULE}
    return ask(request, "files", "files", form, **more)
