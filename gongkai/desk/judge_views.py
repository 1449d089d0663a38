"""S5: the questions behind a decision, one at a time, and the decision on each matter."""

from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.applications import access, actions, clockwork, letters
from gongkai.applications.actions.deeds import verbs_since_reopening
from gongkai.applications.models import Application, Matter
from gongkai.core import law
from gongkai.core.applications import LIFE, judging
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import said
from gongkai.desk.fields import line
from gongkai.desk.visits import Visit, page
from gongkai.journal import actions as journal


class DecisionForm(django_forms.Form):
    """The answer to one matter. Which particulars are needed follows from the outcome."""

    outcome = django_forms.CharField(widget=django_forms.HiddenInput, max_length=32)

    def __init__(self, *given: Any, outcome: str, proposed: str, on: date, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.fields["outcome"].initial = outcome
        if proposed and proposed != outcome:
            self.fields["differs_because"] = line("与研判不同的理由", rows=2)
        for key in letters.needed(outcome):
            self.fields[key] = self._field(key, on)

    @staticmethod
    def _field(key: str, on: date) -> django_forms.Field:
        if key == "reason":
            return line("理由", rows=4, help_text="写进答复书：事实和依据，具体到这份信息。")
        if key == "ground":
            grounds = [(each.key, each.label) for each in kinds(on) if each.remedy == "reconsideration_first"]
            listed = [("", "请选择"), *(each for each in grounds if each[0] != "partial")]
            return django_forms.ChoiceField(label=letters.DETAILS[key], choices=listed)
        is_optional = key in ("way", "organ", "organ_contact")
        rows = 3 if key in ("found", "search", "withheld") else 0
        return line(letters.DETAILS[key], rows=rows, required=not is_optional, help_text=_HINTS.get(key, ""))


_HINTS = {
    "way": "如：随本答复书邮寄；或者网址、栏目、领取的地点和时间。",
    "found": "会列在答复书的附件里。",
    "search": "写明检索的系统、用的词和范围；检索记录会自动填在这里。",
    "organ": "不能确定由哪个机关负责的，不填。",
}


def kinds(on: date) -> list[law.Outcome]:
    """The kinds of reply that may be chosen; the others are ends of their own."""
    return [each for each in law.outcomes(on=on) if each.key not in _NOT_CHOSEN]


_NOT_CHOSEN = {"abandoned_no_correction", "abandoned_no_payment", "withdrawn_or_other"}


@require_http_methods(["GET", "POST"])
@page
def judge(visit: Visit, number: int, position: int = 1) -> HttpResponse:
    """S5: one question at a time; then the proposed kind of reply, its article, its row of the report, its remedy."""
    found = access.case(visit.actor, number)
    matters = list(found.matters.all())
    matter = next((each for each in matters if each.position == position), None)
    if matter is None:
        raise access.Absent
    done = verbs_since_reopening(journal.entries(clockwork.KIND, found.pk))
    if visit.request.method == "POST" and "outcome" in visit.request.POST:
        return _decide(visit, found, matter, matters, done)
    answers = dict(matter.answers)
    if visit.request.method == "POST":
        answers = _answered(visit, matter, done)
    return _judging(visit, found, matter, matters, answers, done)


def _answered(visit: Visit, matter: Matter, done: frozenset[str]) -> dict[str, str]:
    """One more answer, or one taken back with all that followed from it."""
    given = visit.request.POST
    answers = dict(matter.answers)
    if undo := given.get("undo"):
        keys = list(answers)
        answers = {key: answers[key] for key in keys[: keys.index(undo)]} if undo in keys else {}
    elif given.get("question") in judging.questions() and given.get("answer"):
        answers[given["question"]] = given["answer"]
    try:
        actions.judge(matter, answers, by=visit.actor, on=visit.on, done=done)
    except (NotAllowed, LookupError) as error:
        messages.error(visit.request, str(error))
    return answers


def _judging(
    visit: Visit,
    found: Application,
    matter: Matter,
    matters: list[Matter],
    answers: dict[str, str],
    done: frozenset[str],
    form: DecisionForm | None = None,
) -> HttpResponse:
    received = found.received_on or found.submitted_on
    judgement = judging.judge(answers, received_on=received, on=visit.on, done=done)
    form = form or _decision_form(visit, found, matter)
    first = judgement.first if judgement.outcome is None else ""
    context = {
        "case": found,
        "matter": matter,
        "matters": matters,
        "judgement": judgement,
        "first": LIFE.move(first) if first else None,
        "form": form,
        "chosen": law.outcome_label(form["outcome"].value()) if form else "",
        "kinds": kinds(received),
        "is_open_to_decide": found.stage in ("handling", "in_review", "approved"),
        "may_work": access.is_worker(visit.actor, found),
        "place": f"judge:{matter.pk}",
        "at": "cases",
    }
    return visit.render("desk/judge.html", context, status=422 if form and form.is_bound and form.errors else 200)


def _decision_form(visit: Visit, found: Application, matter: Matter) -> DecisionForm | None:
    """The form of the outcome that was chosen, decided or proposed; None while there is none."""
    on = found.received_on or found.submitted_on
    asked = visit.request.GET.get("outcome", "")
    outcome = asked if asked in {each.key for each in kinds(on)} else matter.outcome or matter.proposed
    if not outcome or outcome in _NOT_CHOSEN:
        return None
    initial = {"reason": matter.reason, "differs_because": matter.differs_because, **letters.details(matter)}
    initial["search"] = initial.get("search") or letters.searched(list(found.look_ups.all()))
    initial |= drafts.get(visit.person, f"judge:{matter.pk}") | {"outcome": outcome}
    return DecisionForm(outcome=outcome, proposed=matter.proposed, on=on, initial=initial)


def _decide(
    visit: Visit, found: Application, matter: Matter, matters: list[Matter], done: frozenset[str]
) -> HttpResponse:
    on, outcome = found.received_on or found.submitted_on, visit.request.POST["outcome"]
    if outcome not in {each.key for each in kinds(on)}:
        raise access.Absent
    form = DecisionForm(visit.request.POST, outcome=outcome, proposed=matter.proposed, on=on)
    if form.is_valid():
        given = form.cleaned_data
        details = {key: given[key] for key in letters.DETAILS if given.get(key)}
        reason, why = given.get("reason", ""), given.get("differs_because", "")
        decision = actions.Decision(given["outcome"], reason, details, why)
        try:
            actions.decide(matter, decision, by=visit.actor, on=visit.on)
            drafts.drop(visit.person, f"judge:{matter.pk}")
            messages.success(visit.request, f"第{matter.position}项已拟定：{law.outcome_label(outcome)}。")
            following = next((each for each in matters if each.position > matter.position and not each.outcome), None)
            if following:
                return redirect("desk-judge-matter", number=found.pk, position=following.position)
            return redirect("desk-letter", number=found.pk)
        except (ValidationError, NotAllowed, LookupError) as error:
            form.add_error(None, said(error))
    return _judging(visit, found, matter, matters, dict(matter.answers), done, form)
