"""What applicants do with their own case: each deed is proved by a ticket, and written by the area's own actions."""

from datetime import date

from django.core.exceptions import ValidationError

from gongkai.applications import actions, clockwork
from gongkai.applications.actions import Stale
from gongkai.applications.models import Application
from gongkai.applications.papers import Upload
from gongkai.applications.public import served, tickets
from gongkai.applications.public.progress import Progress, branches, progress
from gongkai.applications.public.served import Download
from gongkai.bodies.actors import APPLICANT
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal

REFUSALS = (NotAllowed, Stale, ValidationError)
_NEEDS = {
    "post": ("address", "您没有留通信地址，不能邮寄；请选别的方式，或者致电受理单位补留地址"),
    "email": ("email", "您没有留电子邮箱；请选别的方式，或者致电受理单位补留邮箱"),
}


def look(ticket: str, *, on: date) -> Progress:
    """The page of the case. Raises Expired."""
    return progress(_case(ticket), on=on)


def correct(ticket: str, text: str, uploads: tuple[Upload, ...], *, on: date) -> None:
    """The correction that was asked for. Raises Expired, or one of REFUSALS."""
    actions.correct(tickets.opened(ticket), text, by=APPLICANT, on=on, uploads=uploads)


def give_reasons(ticket: str, text: str, *, on: date) -> None:
    """The reasons that were asked for. Raises Expired, or one of REFUSALS."""
    found = look(ticket, on=on)
    if "give_reasons" not in found.may:
        raise NotAllowed("现在没有要求您说明理由")
    actions.give_reasons(tickets.opened(ticket), text, by=APPLICANT, on=on)


def withdraw(ticket: str, reason: str, *, on: date) -> None:
    """Take the application back. Raises Expired, or one of REFUSALS."""
    actions.withdraw(tickets.opened(ticket), by=APPLICANT, on=on, reason=reason)


def change_delivery(ticket: str, form: str, way: str, *, on: date) -> None:
    """Another form or way; one that needs an address needs the address. Raises Expired, or one of REFUSALS."""
    case = _case(ticket)
    field, fault = _NEEDS.get(way, ("", ""))
    if field and not any(getattr(person, field) for person in case.applicants.all()):
        raise ValidationError(fault)
    actions.change_delivery(case.pk, form, way, by=APPLICANT, on=on)


def download(ticket: str, position: int) -> Download:
    """One of the papers of the page. Raises Expired, LookupError, Missing or CannotWrite."""
    case = _case(ticket)
    return served.download(case, journal.entries(clockwork.KIND, case.pk), position)


def branch(ticket: str, position: int) -> str:
    """The ticket of a case that was split from this one. Raises Expired, or LookupError."""
    found = branches(_case(ticket))
    if not 1 <= position <= len(found):
        raise LookupError(position)
    return tickets.issue(found[position - 1].pk)


def _case(ticket: str) -> Application:
    return Application.objects.select_related("body").get(pk=tickets.opened(ticket))
