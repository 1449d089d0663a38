"""Handing in an application here: what was given as plain values, kept files, and the number and code that come back."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from gongkai.applications import actions, codes, papers, people
from gongkai.applications.actions import Intake
from gongkai.applications.models import Applicant, Application
from gongkai.applications.papers import Upload
from gongkai.applications.people import Party
from gongkai.applications.public.offices import ONLINE, Office, office, open_body
from gongkai.bodies.actors import APPLICANT
from gongkai.vault import files
from gongkai.vault.files import Missing


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that waits for the submission."""

    name: str
    stored: str
    size: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Given:
    """An application as it was filled in. The same key again is the same application."""

    key: str
    body: str
    parties: tuple[Party, ...]
    matters: tuple[str, ...]
    form: str
    way: str
    files: tuple[Kept, ...] = ()
    accessibility: str = ""
    suggests_proactive: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant takes home."""

    number: str
    code: str
    phone_tail: str
    office: Office
    submitted_on: date
    matters: tuple[str, ...]


def keep(uploads: tuple[Upload, ...]) -> tuple[Kept, ...]:
    """Files found fit and kept, sealed, until the form is handed in. ValidationError with a sentence a file."""
    papers.admit(list(uploads))
    return tuple(Kept(each.name[-120:], files.keep(each.data), len(each.data), each.purpose) for each in uploads)


def submit(given: Given, *, on: date) -> Receipt:
    """A new case, or the one that this key already made. ValidationError says what is missing."""
    try:
        body = open_body(given.body, on)
        uploads = tuple(Upload(each.name, files.fetch(each.stored), each.purpose) for each in given.files)
    except LookupError as error:
        raise ValidationError("请重新选择受理单位：原来选的单位已经撤销") from error
    except Missing as error:
        raise ValidationError("有附件没有存好，请到“附件”一步重新上传") from error
    intake = Intake(
        body=body,
        channel=ONLINE,
        days={"submitted": on},
        parties=given.parties,
        content="\n".join(given.matters),
        form_wanted=given.form,
        delivery=given.way,
        matters=given.matters,
        uploads=uploads,
        accessibility=given.accessibility,
        suggests_proactive=given.suggests_proactive,
        key=given.key,
    )
    return _receipt(actions.submit(intake, by=APPLICANT, on=on))


def receipt(key: str) -> Receipt | None:
    """What a key has already made; None when nothing yet."""
    case = Application.objects.select_related("body").filter(key=key).first()
    return _receipt(case) if case else None


def _receipt(case: Application) -> Receipt:
    phones = [people.digits(row.phone) for row in Applicant.objects.filter(application=case)]
    tail = next((each[-4:] for each in phones if len(each) >= 4), "")
    return Receipt(
        case.number,
        codes.code_of(case.key),
        tail,
        office(case.body, on=case.submitted_on),
        case.submitted_on,
        tuple(matter.text for matter in case.matters.all()),
    )
