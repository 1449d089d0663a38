"""S4 and its errands: the page of a case, a deed, the people behind it, its history, its files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.applications import access, actions, archive, clockwork, letters
from gongkai.applications.models import Application
from gongkai.applications.papers import Paper
from gongkai.applications.sentences import sentence
from gongkai.core.applications import LIFE
from gongkai.core.life import NotAllowed
from gongkai.desk import casework, drafts, forms, here, rows
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.errands import ERRANDS, Errand, paper
from gongkai.desk.reports import counted
from gongkai.desk.visits import Visit, page
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.writing import CannotWrite


@require_GET
@page
def case(visit: Visit, number: int) -> HttpResponse:
    """S4."""
    found = casework.load(visit.actor, number)
    context = {
        "page": casework.page(found, by=visit.actor, on=visit.on),
        "case": found,
        "may_work": access.is_worker(visit.actor, found),
        "may_see_people": access.sees_people(visit.actor, found),
        "counted": counted.of_case(found, by=visit.actor),
        "at": "cases",
    }
    return visit.render("desk/case.html", context)


@require_http_methods(["GET", "POST"])
@page
def deed(visit: Visit, number: int, verb: str) -> HttpResponse:
    """One errand: the form, the letter before it goes out, the clock before and after."""
    found = access.case(visit.actor, number)
    if verb == "urge":
        return _urge(visit, found)
    if verb not in ERRANDS:
        return redirect("desk-letter", number=number)
    errand = ERRANDS[verb]
    place = f"deed:{number}:{verb}"
    given = visit.request.POST or None
    initial = {"handler": visit.person.pk} | drafts.get(visit.person, place)
    form = errand.form(found, visit.on, given, visit.request.FILES or None, initial=initial)
    context: dict[str, Any] = {}
    status = 200
    if form.is_bound and form.is_valid():
        try:
            context = _looked_at(visit, found, errand, verb, form)
            _refuse_blanks(visit, context)
            if "preview" not in visit.request.POST:
                errand.do(visit, found, _given(form), context.get("paper"))
                drafts.drop(visit.person, place)
                messages.success(visit.request, f"{found.number} 已{_past(verb)}。")
                return redirect("desk-case", number=number)
        except (ValidationError, NotAllowed, actions.Stale, LookupError) as error:
            form.add_error(None, said(error))
            status = 409 if isinstance(error, actions.Stale) else 422
            if isinstance(error, actions.Stale):
                form.data = _fresh(form.data, found)
    elif form.is_bound:
        status = 422
    return visit.render("desk/deed.html", _shown(visit, found, verb, form, errand) | context, status=status)


def _refuse_blanks(visit: Visit, context: dict[str, Any]) -> None:
    if "preview" not in visit.request.POST and "〔待填" in getattr(context.get("paper"), "text", ""):
        raise ValidationError("文书里还有没有填写的内容（〔待填〕），请在下面的正文里补上")


def _fresh(data: Any, found: Application) -> Any:  # noqa: ANN401
    """The same input with the version of now: whoever has read what changed may hand it in again."""
    data = data.copy()
    data["version"] = str(found.version)
    return data


def _past(verb: str) -> str:
    return LIFE.move(verb).label.removeprefix("收到") if not verb.startswith("answer") else "登记意见"


def _given(form: forms.DeedForm) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    if isinstance(form, forms.Split):
        given["groups"] = form.groups()
    return given


def _looked_at(visit: Visit, found: Application, errand: Errand, verb: str, form: forms.DeedForm) -> dict[str, Any]:
    """The letter as it would go out, in the clerk's own words where they were changed, and the clock after it."""
    given = form.cleaned_data
    context: dict[str, Any] = {}
    made = paper(errand, verb, found, given, visit.on)
    if made:
        composed, missing = made
        typed = visit.request.POST.get("letter_text", "").strip()
        text = typed if typed and visit.request.POST.get("composed") == "1" else composed.text
        composed = Paper(composed.key, composed.title, text, composed.addressee, composed.template)
        context |= {"paper": composed, "missing": missing}
    if errand.event:
        lines = journal.entries(clockwork.KIND, found.pk)
        context["after"] = casework.after(lines, errand.event(given, visit.on), visit.on)
    return context


def _shown(visit: Visit, found: Application, verb: str, form: forms.DeedForm, errand: Errand) -> dict[str, Any]:
    lines = journal.entries(clockwork.KIND, found.pk)
    return {
        "case": found,
        "row": rows.row(found, clockwork.of(lines), by=visit.actor, on=visit.on),
        "move": LIFE.move(verb),
        "form": form,
        "errand": errand,
        "place": f"deed:{found.pk}:{verb}",
        "at": "cases",
    }


def _urge(visit: Visit, found: Application) -> HttpResponse:
    back = reverse("desk-case", args=(found.pk,))
    if visit.request.method != "POST":
        lead = "通知现在应当办理的人；邮件里只有编号和期限。"
        form = forms.Urge(found, visit.on)
        return visit.form(form, title="催办", button="催办", back=back, case=found, lead=lead, at="cases")
    try:
        many = actions.urge(found.pk, by=visit.actor, on=visit.on, reason=visit.request.POST.get("reason", ""))
        messages.success(visit.request, f"已催办，通知 {many} 人。")
    except NotAllowed as error:
        messages.error(visit.request, str(error))
    return redirect("desk-case", number=found.pk)


@require_http_methods(["GET", "POST"])
@page
def ask_help(visit: Visit, number: int) -> HttpResponse:
    """Another body of the district helps: it sees the case, we answer."""
    return _beside(visit, number, forms.AskHelp, "请其他单位协办", _ask_help)


@require_http_methods(["GET", "POST"])
@page
def change_delivery(visit: Visit, number: int) -> HttpResponse:
    """The applicant wants another form or another way."""
    return _beside(visit, number, forms.ChangeDelivery, "更改提供方式", _change_delivery)


def _ask_help(visit: Visit, number: int, given: dict[str, Any]) -> None:
    actions.ask_help(number, given["body"], by=visit.actor, on=visit.on, reason=given["reason"])


def _change_delivery(visit: Visit, number: int, given: dict[str, Any]) -> None:
    form, way, version = given["form"], given["delivery"], given["version"]
    actions.change_delivery(number, form, way, by=visit.actor, on=visit.on, version=version)


def _beside(
    visit: Visit,
    number: int,
    kind: type[forms.DeedForm],
    title: str,
    do: Callable[[Visit, int, dict[str, Any]], None],
) -> HttpResponse:
    """A deed beside the life of a case: its form, and back to the case."""
    found = access.case(visit.actor, number)
    form = kind(found, visit.on, visit.request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            do(visit, number, dict(form.cleaned_data))
            messages.success(visit.request, f"{found.number} 已办：{title}。")
            return redirect("desk-case", number=number)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            form.add_error(None, said(error))
    back = reverse("desk-case", args=(number,))
    return visit.form(form, title=title, button=title, back=back, case=found, at="cases")


@require_GET
@page
def people(visit: Visit, number: int) -> HttpResponse:
    """Names, identity numbers, telephones: shown to those who work on the case, and remembered."""
    found = casework.load(visit.actor, number)
    if not access.sees_people(visit.actor, found):
        raise access.Absent
    actions.look_at_people(found, by=visit.actor, on=visit.on)
    return visit.render("desk/people.html", {"case": found, "at": "cases"})


@require_GET
@page
def history(visit: Visit, number: int) -> HttpResponse:
    """Every line of the journal, mended ones struck out, and the account of every day."""
    found = access.case(visit.actor, number)
    lines = journal.entries(clockwork.KIND, found.pk)
    mended = {line.mends_id for line in lines if line.mends_id}
    clock = clockwork.of(lines)
    context = {
        "case": found,
        "lines": [(line, sentence(line), line.pk in mended) for line in lines],
        "clock": clock,
        "days": clock.account(visit.on) if clock else (),
        "may_work": access.is_worker(visit.actor, found),
        "at": "cases",
    }
    return visit.render("desk/history.html", context)


@require_http_methods(["GET", "POST"])
@page
def mend(visit: Visit, number: int, line: int) -> HttpResponse:
    """Put a wrongly entered day right."""
    found = access.case(visit.actor, number)
    entry = next((each for each in journal.entries(clockwork.KIND, found.pk) if each.pk == line), None)
    if entry is None:
        raise access.Absent
    form = forms.Mend(found, visit.on, visit.request.POST or None, initial=_days_of(entry))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            right = actions.Mend(given["on"], given["served_on"], given["until"])
            actions.mend(entry, right, by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"])
            messages.success(visit.request, "已更正，期限已重新计算。原来的记录仍然保留。")
            return redirect("desk-history", number=number)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            form.add_error(None, said(error))
    back = reverse("desk-history", args=(number,))
    return visit.form(
        form,
        title="更正日期",
        button="更正",
        back=back,
        case=found,
        lead=f"要更正的记录：{sentence(entry)}",
        at="cases",
    )


def _days_of(entry: Entry) -> dict[str, Any]:
    facts = entry.facts
    return {
        "on": facts.get("on") or entry.on.isoformat(),
        "served_on": facts.get("served_on"),
        "until": facts.get("until"),
    }


@require_GET
@page
def case_archive(visit: Visit, number: int) -> HttpResponse:
    """The whole case as one file."""
    found = casework.load(visit.actor, number)
    if not access.sees_people(visit.actor, found):
        raise access.Absent

    def printed(letter: object) -> bytes:
        return letters.print_(letters.printed(letter), "docx")  # type: ignore[arg-type]

    data = archive.archive(found, by=visit.actor, on=visit.on, print_letter=printed)
    return attachment_response(data, f"{found.number}.zip", "application/zip")


@require_GET
@page
def sheet(visit: Visit, number: int, key: str, kind: str) -> HttpResponse:
    """A sheet that is not kept: receipt, register sheet, delivery slip, envelope."""
    found = access.case(visit.actor, number)
    if not access.sees_people(visit.actor, found) or key not in (
        "receipt",
        "register_sheet",
        "delivery_slip",
        "envelope",
    ):
        raise access.Absent
    try:
        data = letters.print_(letters.sheet(found, key, on=visit.on), kind)
    except CannotWrite as error:
        messages.error(visit.request, str(error))
        return redirect("desk-case", number=number)
    return attachment_response(data, f"{found.number}-{key}.{kind}")


@require_POST
@page
def keep_draft(visit: Visit) -> HttpResponse:
    """What is being typed, kept as it is."""
    drafts.keep(visit.person, visit.request.POST)
    return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})


@require_GET
@page
def who_is_here(visit: Visit, number: int) -> HttpResponse:
    """Who else has the case open, and its version: so that two people see each other."""
    found = access.case(visit.actor, number)
    others = here.note(visit.person, found, at=timezone.now())
    return JsonResponse({"others": others, "version": found.version})
