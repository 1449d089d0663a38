"""The review: opinions item by item, findings masked or kept for a reason, a second person who agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.documents import screening
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import said
from gongkai.desk.documents import folder, rows
from gongkai.desk.fields import line
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, examining
from gongkai.documents.actions import VERDICTS, Said
from gongkai.documents.models import Document, Finding


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the checklist, its field, and what follows from each answer."""

    item: screening.Item
    field: forms.BoundField
    follows: tuple[tuple[str, str], ...]


class OpinionForm(forms.Form):
    """The checklist, the verdict, words; one step of the review."""

    step = forms.ChoiceField(label="步骤")
    verdict = forms.ChoiceField(
        label="结论",
        choices=tuple(VERDICTS.items()),
        widget=forms.RadioSelect,
        help_text="可以比逐项审查的结果更严，不能更宽。",
    )
    words = line("意见", rows=3, required=False, most=2000)

    def __init__(self, steps: Iterable[screening.Step], on: date, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.steps, self.items = list(steps), screening.items(on=on)
        self.fields["step"].choices = [(each.key, each.label) for each in self.steps]  # type: ignore[attr-defined]
        for item in self.items:
            self.fields[f"item_{item.key}"] = forms.ChoiceField(
                label=item.text, choices=tuple(screening.ANSWERS.items()), widget=forms.RadioSelect, required=False
            )

    def questions(self) -> list[Question]:
        """Each question with its field."""
        return [
            Question(
                item,
                self[f"item_{item.key}"],
                tuple((screening.ANSWERS[key], each.text) for key, each in item.consequences.items()),
            )
            for item in self.items
        ]

    def plain_fields(self) -> list[forms.BoundField]:
        """The step where there is a choice, the verdict and the words."""
        names = ("step", "verdict", "words") if len(self.steps) > 1 else ("verdict", "words")
        return [self[name] for name in names]

    def said(self) -> Said:
        """As the deed wants it."""
        given = self.cleaned_data
        answers = {
            key.removeprefix("item_"): value for key, value in given.items() if key.startswith("item_") and value
        }
        return Said(given["step"], given["verdict"], answers, given["words"])


@require_http_methods(["GET", "POST"])
@page
def opinion(visit: Visit, number: int) -> HttpResponse:
    """My opinion on one document."""
    found = folder.load(visit.actor, number)
    return _opinion(visit, [found], f"document-opinion:{number}", reverse("desk-document", args=(number,)))


@require_http_methods(["GET", "POST"])
@page
def opinions(visit: Visit) -> HttpResponse:
    """The same opinion on several documents; each is kept with its own line and its own checklist."""
    numbers = [int(each) for each in visit.request.GET.getlist("n") if each.isdecimal()][:20]
    found = [each for each in (folder.load(visit.actor, number) for number in numbers) if _mine(visit, each)]
    if not found:
        messages.error(visit.request, "选中的公文里没有等您审查的。")
        return redirect("desk-documents")
    return _opinion(visit, found, "document-opinions", reverse("desk-documents"))


def _mine(visit: Visit, found: Document) -> list[screening.Step]:
    """The steps open to me: first those that nobody has taken, else every one of my roles, for a second word."""
    if "give_opinion" not in rows.allowed(found, by=visit.actor):
        return []
    taken = {each.step for each in found.opinions.all() if each.round == found.round}
    held = access.roles(visit.actor, found)
    every = [each for each in screening.steps(on=visit.on) if each.verb == "give_opinion" and each.role in held]
    return sorted(every, key=lambda step: (step.key in taken, step.when != "always"))


def _opinion(visit: Visit, documents: list[Document], place: str, back: str) -> HttpResponse:
    steps = _mine(visit, documents[0])
    if not steps:
        messages.error(visit.request, "这件公文现在没有由您审查的步骤。")
        return redirect("desk-document", number=documents[0].pk)
    first = {"step": steps[0].key} | drafts.get(visit.person, place)
    given = _with_step(visit, steps) if visit.request.method == "POST" else None
    form = OpinionForm(steps, visit.on, given, initial=first)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                for each in documents:
                    actions.give_opinion(each.pk, form.said(), by=visit.actor, on=visit.on)
            drafts.drop(visit.person, place)
            messages.success(visit.request, f"{len(documents)} 件公文的审查意见已记入。")
            return redirect(back)
        except (ValidationError, NotAllowed, LookupError) as error:
            form.add_error(None, said(error))
    context = {"form": form, "documents": documents, "document": documents[0] if len(documents) == 1 else None}
    context |= {"place": place, "back": back, "at": "documents", "needs_items": _needs_items(steps)}
    return visit.render("desk/documents/opinion.html", context, status=422 if form.is_bound else 200)


def _with_step(visit: Visit, steps: list[screening.Step]) -> Any:  # noqa: ANN401
    given = visit.request.POST.copy()
    given.setdefault("step", steps[0].key)
    return given


def _needs_items(steps: list[screening.Step]) -> bool:
    return any(each.is_item_by_item for each in steps)


@require_POST
@page
def resolve(visit: Visit, number: int) -> HttpResponse:
    """Findings masked or kept for a reason; before masking, what the text would become."""
    found = folder.load(visit.actor, number)
    given = visit.request.POST
    chosen = [int(each) for each in given.getlist("finding") if each.isdecimal()]
    how = given.get("how", "")
    listed = list(found.findings.filter(pk__in=chosen))
    if how == "preview" and listed:
        return _preview(visit, found, listed)
    try:
        actions.resolve(number, chosen, how, by=visit.actor, on=visit.on, reason=given.get("reason", ""))
        messages.success(visit.request, f"{len(chosen)} 处已{'遮蔽' if how == 'mask' else '说明理由'}。")
    except (ValidationError, NotAllowed) as error:
        for each in said(error).messages:
            messages.error(visit.request, each)
    return redirect(reverse("desk-document", args=(number,)) + "#findings")


def _preview(visit: Visit, found: Document, listed: list[Finding]) -> HttpResponse:
    context = {
        "document": found,
        "findings": listed,
        "changes": examining.preview(found, listed),
        "in_files": sorted({each.file.name for each in listed if each.file}),
        "at": "documents",
    }
    return visit.render("desk/documents/mask.html", context)


@require_POST
@page
def second(visit: Visit, number: int, finding: int) -> HttpResponse:
    """I agree that this may stay."""
    try:
        actions.second(number, finding, by=visit.actor, on=visit.on)
        messages.success(visit.request, "已确认保留。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect(reverse("desk-document", args=(number,)) + "#findings")
