"""The registers of reconsideration and litigation, the page of one case, its errands, and what the losses teach."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.applications import access as applications
from gongkai.applications import actions as application_actions
from gongkai.applications.models import Application
from gongkai.core import disputes as rules
from gongkai.core import law
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import FilesField, day, line
from gongkai.desk.reports import counted
from gongkai.desk.visits import Visit, page
from gongkai.disputes import access, actions
from gongkai.disputes.models import AGAINST, PAPERS, PROCEDURES, Dispute
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.vault import files

_PAGE = 20


@require_GET
@page
def register(visit: Visit) -> HttpResponse:
    """Every case, those that want an answer first; what the ended ones came to; which kind of reply loses most."""
    given = visit.request.GET
    found = access.visible(visit.actor).select_related("application__body")
    kind, stage = given.get("kind", ""), given.get("stage", "")
    if kind in rules.KINDS:
        found = found.filter(kind=kind)
    if stage == "open":
        found = found.filter(result="")
    elif stage in rules.STAGES:
        found = found.filter(stage=stage)
    shown = Paginator(found, _PAGE).get_page(given.get("page"))
    context = {
        "rows": shown,
        "kinds": rules.KINDS,
        "kind": kind,
        "stage": stage,
        "table": _table(visit),
        "lessons": _lessons(visit),
        "at": "disputes",
    }
    return visit.render("desk/disputes.html", context)


def _table(visit: Visit) -> list[tuple[str, list[int]]]:
    """The year's table four as it stands: upheld, corrected, other, pending, total."""
    year = visit.on.year
    rows = access.visible(visit.actor).filter(Q(decided_on__year=year) | Q(result=""))
    listed = list(rows.values_list("kind", "result"))
    found = []
    for kind, label in rules.KINDS.items():
        columns = [rules.cell(kind, result or None).rsplit(".", 1)[-1] for of, result in listed if of == kind]
        counted = [columns.count(key) for key in ("upheld", "corrected", "other", "pending")]
        found.append((label, [*counted, sum(counted)]))
    return found


def _lessons(visit: Visit) -> list[tuple[str, int, int]]:
    """By the kind of reply attacked: how many cases ended, how many were corrected."""
    ended = access.visible(visit.actor).exclude(result="").exclude(outcome_attacked="")
    many = ended.order_by().values_list("outcome_attacked", "kind", "result").annotate(n=Count("pk"))
    totals: dict[str, list[int]] = {}
    for outcome, kind, result, count in many:
        is_lost = rules.result(kind, result).column == "corrected"
        pair = totals.setdefault(outcome, [0, 0])
        pair[0] += count
        pair[1] += count if is_lost else 0
    labels = {each.key: each.label for each in law.outcomes(on=visit.on)}
    rows = [(labels.get(key, key), all_, lost) for key, (all_, lost) in totals.items()]
    return sorted(rows, key=lambda row: (-row[2], -row[1]))


@dataclass(frozen=True, slots=True)
class _Line:
    on: date
    says: str


_OTHER = {"file": "登记案件", "add_paper": "加入材料"}


def _said(line: Entry) -> str:
    label = _OTHER.get(line.verb) or rules.LIFE.move(line.verb).label
    return f"{line.actor_name}{label}" + (f"：{line.reason}" if line.reason else "")


class FilingForm(django_forms.Form):
    """A case as its copy came in."""

    kind = django_forms.ChoiceField(label="类别", choices=tuple(rules.KINDS.items()))
    number = line("案号", most=60)
    organ = line("复议机关（法院）", most=80)
    against = django_forms.ChoiceField(label="针对", choices=tuple(AGAINST.items()))
    procedure = django_forms.ChoiceField(label="程序", choices=tuple(PROCEDURES.items()))
    filed_on = day("申请（起诉）日期", required=False)
    served_on = day("收到副本日期", help_text="提交答复（答辩）的期限从这一天起算。")
    after = django_forms.ModelChoiceField(label="哪件复议之后", queryset=Dispute.objects.none(), required=False)
    grounds = line("请求和理由", rows=4, required=False)
    agent = line("代理人", required=False, most=80)

    def __init__(self, case: Application, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        earlier = case.disputes.filter(kind="reconsideration")
        self.fields["after"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["organ"].initial = case.body.reconsideration_organ
        self.fields["against"].initial = "reply" if case.replied_on else "silence"


@require_http_methods(["GET", "POST"])
@page
def new(visit: Visit, number: int) -> HttpResponse:
    """A new case on an application."""
    found = applications.case(visit.actor, number)
    form = FilingForm(found, visit.request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.file(found, actions.Filing(**form.cleaned_data), by=visit.actor, on=visit.on)
            messages.success(
                visit.request, f"{made.number} 已登记，{made.answer_due_on.isoformat()} 以前提交答复（答辩）。"
            )
            return redirect("desk-dispute", number=made.pk)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    back = reverse("desk-case", args=(number,))
    return visit.form(form, title="登记复议、诉讼", button="登记", back=back, case=found, at="disputes")


@require_GET
@page
def dispute(visit: Visit, number: int) -> HttpResponse:
    """One case."""
    found = access.case(visit.actor, number)
    held = access.roles(visit.actor, found)
    moves = [move for role in held if role in rules.LIFE.roles for move in rules.LIFE.open_to(found.stage, role=role)]
    result = rules.result(found.kind, found.result) if found.result else None
    context = {
        "dispute": found,
        "case": found.application,
        "moves": [
            move for move in dict.fromkeys(moves) if move.verb != "answer_again" or (result and result.answers_again)
        ],
        "result": result,
        "warnings": actions.warnings(found),
        "lines": [_Line(line.on, _said(line)) for line in journal.entries(actions.KIND, found.pk)],
        "papers": list(found.papers.all()),
        "sue_by": rules.sue_by(found.decision_received_on)
        if found.kind == "reconsideration" and found.decision_received_on
        else None,
        "attacked": law.outcome(found.outcome_attacked, on=found.application.received_on or found.served_on)
        if found.outcome_attacked
        else None,
        "may_work": bool(held),
        "counted": counted.of_dispute(found, by=visit.actor),
        "at": "disputes",
    }
    return visit.render("desk/dispute.html", context)


class _Errand(django_forms.Form):
    version = django_forms.IntegerField(widget=django_forms.HiddenInput)

    def __init__(self, case: Dispute, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.fields["version"].initial = case.version
        self.begin(case)

    def begin(self, case: Dispute) -> None:
        """Choices that depend on the case."""


class AnswerForm(_Errand):
    """When it was handed in."""

    on = day("提交日期")
    reason = line("说明", rows=2, required=False)


class HearForm(_Errand):
    """When the hearing is."""

    hearing_on = day("听证（开庭）日期", may_be_future=True)


class ReasonForm(_Errand):
    """Why."""

    reason = line("原因", rows=3)


class PlainForm(_Errand):
    """Nothing to be told."""


class DecideForm(_Errand):
    """How it ended."""

    result = django_forms.ChoiceField(label="结果")
    decided_on = day("作出决定（判决）日期")
    received_on = day("收到决定（判决）日期")
    answer_again_by = day("责令重新答复的期限", required=False, may_be_future=True)
    lesson = line("教训", rows=3, required=False, help_text="为什么被纠正，以后怎样避免。")

    def begin(self, case: Dispute) -> None:
        """The results of this kind."""
        self.fields["result"].choices = [(each.key, each.label) for each in rules.results(case.kind)]  # type: ignore[attr-defined]


class CloseForm(_Errand):
    """What was learnt."""

    lesson = line("教训", rows=3, required=False)


@dataclass(frozen=True, slots=True)
class _Do:
    form: type[_Errand]
    do: Callable[[Visit, Dispute, dict[str, Any]], object]


def _answer(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.answer(case.pk, by=visit.actor, on=given["on"], version=given["version"], reason=given["reason"])


def _hear(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.hear(case.pk, given["hearing_on"], by=visit.actor, on=visit.on, version=given["version"])


def _suspend(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.suspend(case.pk, by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"])


def _resume(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.resume(case.pk, by=visit.actor, on=visit.on, version=given["version"])


def _decide(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    version = given.pop("version")
    return actions.decide(case.pk, actions.Ruling(**given), by=visit.actor, on=visit.on, version=version)


def _answer_again(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.answer_again(case.pk, by=visit.actor, on=visit.on, version=given["version"])


def _close(visit: Visit, case: Dispute, given: dict[str, Any]) -> object:
    return actions.close(case.pk, by=visit.actor, on=visit.on, lesson=given["lesson"], version=given["version"])


_ERRANDS = {
    "answer": _Do(AnswerForm, _answer),
    "hear": _Do(HearForm, _hear),
    "suspend": _Do(ReasonForm, _suspend),
    "resume": _Do(PlainForm, _resume),
    "decide": _Do(DecideForm, _decide),
    "answer_again": _Do(PlainForm, _answer_again),
    "close": _Do(CloseForm, _close),
}


@require_http_methods(["GET", "POST"])
@page
def deed(visit: Visit, number: int, verb: str) -> HttpResponse:
    """One errand."""
    found = access.case(visit.actor, number)
    if verb not in _ERRANDS:
        raise applications.Absent
    errand = _ERRANDS[verb]
    form = errand.form(found, visit.request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            errand.do(visit, found, dict(form.cleaned_data))
            messages.success(visit.request, f"{found.number} 已办：{rules.LIFE.move(verb).label}。")
            return redirect("desk-dispute", number=number)
        except (ValidationError, NotAllowed, application_actions.Stale) as error:
            form.add_error(None, said(error))
    label = rules.LIFE.move(verb).label
    back = reverse("desk-dispute", args=(number,))
    return visit.form(form, title=label, button=label, back=back, dispute=found, at="disputes")


class PaperForm(django_forms.Form):
    """A file of the case."""

    kind = django_forms.ChoiceField(label="文书", choices=tuple(PAPERS.items()))
    uploads = FilesField("other", label="文件")


@require_http_methods(["GET", "POST"])
@page
def add_papers(visit: Visit, number: int) -> HttpResponse:
    """Files into the case."""
    found = access.case(visit.actor, number)
    form = PaperForm(visit.request.POST or None, visit.request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            for each in form.cleaned_data["uploads"]:
                kind = form.cleaned_data["kind"]
                actions.add_paper(found.pk, kind, each.name, each.data, by=visit.actor, on=visit.on)
            return redirect("desk-dispute", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    back = reverse("desk-dispute", args=(number,))
    return visit.form(form, title="加入材料", button="加入", back=back, dispute=found, at="disputes")


@require_GET
@page
def paper(visit: Visit, number: int, paper: int) -> HttpResponse:
    """One file."""
    found = access.paper(visit.actor, paper)
    if found.dispute_id != number:
        raise applications.Absent
    return attachment_response(files.fetch(found.stored), found.name)
