"""S6: the reply with its checks, its review and its signature, and its versions side by side."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.applications import access, actions, letters
from gongkai.applications.models import Application, Comment, Letter
from gongkai.applications.papers import Paper
from gongkai.core.applications import LIFE
from gongkai.core.letters import Remark
from gongkai.core.life import NotAllowed
from gongkai.desk import casework, drafts
from gongkai.desk.answers import attachment_response
from gongkai.desk.visits import Visit, page
from gongkai.writing import CannotWrite


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the page of the reply starts from."""

    text: str
    title: str
    addressee: str
    missing: tuple[str, ...]
    template: str


@require_http_methods(["GET", "POST"])
@page
def letter(visit: Visit, number: int) -> HttpResponse:
    """S6: the reply on the left, checks and comments on the right."""
    found = casework.load(visit.actor, number)
    last = actions.reply_letter(found)
    if visit.request.method == "POST":
        return _act(visit, found, last)
    return _letter_page(visit, found, last)


def _letter_page(
    visit: Visit,
    found: Application,
    last: Letter | None,
    *,
    error: str = "",
    typed: str | None = None,
    status: int = 200,
) -> HttpResponse:
    is_current = last is not None and (last.state != "signed" or found.stage in ("signed", "closed"))
    start = _start(found, last if is_current else None, visit.on)
    kept = drafts.get(visit.person, f"reply:{found.pk}").get("text")
    text = typed if typed is not None else kept or start.text
    shown = _as_letter(found, start, text, last, visit)
    given = letters.facts(found, on=visit.on) if found.outcome else None
    is_signed = is_current and last is not None and last.state == "signed"
    remarks = letters.examine(shown, on=visit.on, given=given) if given and not is_signed else ()
    held = access.roles(visit.actor, found)
    comments = Comment.objects.filter(letter__application=found, letter__key=letters.REPLY).select_related(
        "by", "letter"
    )
    context = {
        "case": found,
        "start": start,
        "text": text,
        "is_kept": bool(kept) and typed is None,
        "letter": last,
        "shown": letters.printed(shown, given) if given else None,
        "remarks": remarks,
        "errors": [each for each in remarks if each.is_error],
        "comments": comments,
        "versions": [each for each in found.letters.all() if each.key == letters.REPLY],
        "moves": _moves(found, held),
        "may_write": found.stage in ("handling", "in_review", "approved") and "clerk" in held,
        "error": error,
        "place": f"reply:{found.pk}",
        "at": "cases",
    }
    return visit.render("desk/letter.html", context, status=status)


def _moves(found: Application, held: frozenset[str]) -> dict[str, str]:
    wanted = ("propose", "comment", "return", "approve", "reply", "deliver")
    return {
        move.verb: move.label
        for role in held
        if role in LIFE.roles
        for move in LIFE.open_to(found.stage, role=role)
        if move.verb in wanted
    }


def _start(found: Application, last: Letter | None, on: date) -> _Draft:
    """The newest version, or the letter as the facts give it."""
    if last is not None:
        return _Draft(last.text, last.title, last.addressee, (), last.template)
    if not found.outcome:
        return _Draft("", "", "", (), "")
    paper, composed = letters.compose(found, letters.REPLY, letters.facts(found, on=on))
    return _Draft(paper.text, paper.title, paper.addressee, composed.missing, paper.template)


def _as_letter(found: Application, start: _Draft, text: str, last: Letter | None, visit: Visit) -> Letter:
    """The words on the screen as a letter that is not kept yet."""
    return Letter(
        application=found,
        key=letters.REPLY,
        title=start.title,
        addressee=start.addressee,
        text=text,
        made_on=visit.on,
        number=last.number if last and last.state == "signed" else "",
    )


def _act(visit: Visit, found: Application, last: Letter | None) -> HttpResponse:
    """Save, hand in, comment, return, approve, sign: whichever button it was."""
    given = visit.request.POST
    do = given.get("do", "save")
    typed = given.get("text")
    try:
        if do == "compose":
            drafts.drop(visit.person, f"reply:{found.pk}")
            paper, _ = letters.compose(found, letters.REPLY, letters.facts(found, on=visit.on))
            actions.draft(found.pk, paper, by=visit.actor, on=visit.on)
        elif do in ("save", "propose"):
            _save(visit, found, last, typed or "")
            if do == "propose":
                _hand_in(visit, found)
        else:
            _review(visit, found, do)
    except (ValidationError, NotAllowed, actions.Stale, LookupError) as error:
        says = "；".join(getattr(error, "messages", None) or [str(error)])
        found.refresh_from_db()
        return _letter_page(visit, found, actions.reply_letter(found), error=says, typed=typed, status=422)
    drafts.drop(visit.person, f"reply:{found.pk}")
    messages.success(visit.request, _DONE[do])
    stays = ("compose", "save", "comment")
    return redirect("desk-letter" if do in stays else "desk-case", number=found.pk)


_DONE = {
    "compose": "已按最新的办理情况重新起草，作为新的一稿。",
    "save": "已保存为新的一稿。",
    "propose": "已送审。",
    "comment": "批注已加上。",
    "return": "已退回修改。",
    "approve": "审核通过，送签发。",
    "reply": "已签发，可以送达。",
}


def _version(visit: Visit) -> int | None:
    text = visit.request.POST.get("version", "")
    return int(text) if text.isdecimal() else None


def _save(visit: Visit, found: Application, last: Letter | None, text: str) -> None:
    start = _start(found, last if last and last.state != "signed" else None, visit.on)
    if last and last.state in ("draft", "returned") and last.text == text and last.state == "draft":
        return
    paper = Paper(letters.REPLY, start.title, text.strip(), start.addressee, start.template)
    actions.draft(found.pk, paper, by=visit.actor, on=visit.on, version=_version(visit))


def _hand_in(visit: Visit, found: Application) -> None:
    last = actions.reply_letter(found)
    assert last is not None
    blank = [each for each in letters.examine(last, on=visit.on) if each.is_error and each.code == "L101"]
    if blank:
        raise ValidationError(f"{blank[0].says}；{blank[0].do}")
    actions.propose(found.pk, by=visit.actor, on=visit.on)


def _review(visit: Visit, found: Application, do: str) -> None:
    given, version = visit.request.POST, _version(visit)
    by, on = visit.actor, visit.on
    if do == "comment":
        actions.comment(found.pk, given.get("comment", ""), by=by, on=on, quote=given.get("quote", ""), version=version)
    elif do == "return":
        actions.send_back(found.pk, by=by, on=on, reason=given.get("reason", ""), version=version)
    elif do == "approve":
        actions.approve(found.pk, by=by, on=on, version=version)
    elif do == "reply":
        actions.reply(found.pk, by=by, on=on, waived=_waived(visit, found), version=version)
    else:
        raise ValidationError("没有这一步")


def _waived(visit: Visit, found: Application) -> dict[str, str]:
    """Errors bar the signature, unless each is passed over by name with a reason."""
    last = actions.reply_letter(found)
    assert last is not None
    errors: list[Remark] = [each for each in letters.examine(last, on=visit.on) if each.is_error]
    waived = {each.code: visit.request.POST.get(f"waive_{each.code}", "").strip() for each in errors}
    missing = [each.says for each in errors if not waived[each.code]]
    if missing:
        raise ValidationError([f"签发前检查没有通过：{says}" for says in missing])
    return waived


@require_POST
@page
def settle(visit: Visit, number: int, comment: int) -> HttpResponse:
    """A remark has been dealt with."""
    found = access.case(visit.actor, number)
    row = Comment.objects.filter(pk=comment, letter__application=found).first()
    if row is None:
        raise access.Absent
    actions.settle(row, by=visit.actor, on=visit.on)
    return redirect("desk-letter", number=number)


@require_GET
@page
def versions(visit: Visit, number: int, letter: int) -> HttpResponse:
    """One version beside the one before it, with what was taken out and put in."""
    shown = access.letter(visit.actor, letter)
    if shown.application_id != number:
        raise access.Absent
    same = Letter.objects.filter(
        application=shown.application, key=shown.key, round=shown.round, consultation=shown.consultation
    )
    before = same.filter(version__lt=shown.version).order_by("-version").first()
    pieces = compare(before.text if before else "", shown.text)
    return visit.render(
        "desk/versions.html",
        {"case": shown.application, "letter": shown, "before": before, "pieces": pieces, "all": same, "at": "cases"},
    )


def compare(old: str, new: str) -> list[tuple[str, str]]:
    """The new text in pieces: kept, added, and where something was removed, that."""
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind not in {"insert", "equal"}:
            found.append(("removed", old[a:b]))
        if kind == "equal":
            found.append(("kept", new[c:d]))
        elif kind != "delete":
            found.append(("added", new[c:d]))
    return found


@require_GET
@page
def letter_file(visit: Visit, number: int, letter: int, kind: str) -> HttpResponse:
    """A letter as docx or pdf."""
    shown = access.letter(visit.actor, letter)
    if shown.application_id != number or not access.sees_people(visit.actor, shown.application):
        raise access.Absent
    try:
        data = letters.print_(letters.printed(shown), kind)
    except CannotWrite as error:
        messages.error(visit.request, str(error))
        return redirect("desk-case", number=number)
    return attachment_response(data, f"{shown.number or shown.title}.{kind}")
