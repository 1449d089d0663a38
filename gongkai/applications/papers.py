"""Files and letters as rows: sealed and stored before the row that knows them is written."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from gongkai import release
from gongkai.applications.models import Application, Attachment, Consultation, Letter
from gongkai.bodies.models import Person
from gongkai.vault import files

MOST_FILES = 30  # of one application


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes
    purpose: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that was found fit, and what it hides."""

    upload: Upload
    looked: release.Looked


def admit(uploads: list[Upload]) -> list[Admitted]:
    """Type, size and content, before anything is stored. Raises ValidationError with one sentence a file."""
    if len(uploads) > MOST_FILES:
        raise ValidationError(f"一次最多 {MOST_FILES} 个附件，请合并以后再传")
    found, faults = [], []
    for each in uploads:
        fault, looked = release.admit(each.data, each.name)
        if looked is None:
            faults.append(f"{each.name}：{fault}")
        else:
            found.append(Admitted(each, looked))
    if faults:
        raise ValidationError(faults)
    return found


def attach(case: Application, files_in: list[Admitted], *, by: str, on: date) -> list[Attachment]:
    """The rows of files that were admitted; the bytes are on the disk before a row exists."""
    return [_attach(case, each.upload, each.looked, by, on) for each in files_in]


def _attach(case: Application, upload: Upload, looked: release.Looked, by: str, on: date) -> Attachment:
    return Attachment.objects.create(
        application=case,
        purpose=upload.purpose,
        name=upload.name[-120:],
        kind=looked.kind[:8],
        size=len(upload.data),
        stored=files.keep(upload.data),
        added_on=on,
        added_by=by,
        hidden=[
            {"code": each.code, "label": each.label, "where": each.where, "weight": each.weight.value}
            for each in looked.hidden
        ],
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as composed and, perhaps, edited: ready to become a version."""

    key: str
    title: str
    text: str
    addressee: str
    template: str = "shipped"


def new_version(
    case: Application, paper: Paper, *, by: Person | None, on: date, consultation: Consultation | None = None
) -> Letter:
    """The next version of a letter of this round."""
    same = Letter.objects.filter(application=case, key=paper.key, consultation=consultation)
    last = same.order_by("-round", "-version").first()
    new_round = last is not None and last.state == "signed"
    return Letter.objects.create(
        application=case,
        key=paper.key,
        round=1 if last is None else last.round + new_round,
        version=1 if last is None or new_round else last.version + 1,
        title=paper.title,
        text=paper.text,
        addressee=paper.addressee,
        template=paper.template,
        consultation=consultation,
        made_by=by,
        made_on=on,
    )


def issue(letter: Letter, number: str, *, by: str, on: date) -> Letter:
    """A version signed: it has its number and is never written to again."""
    letter.number, letter.signed_by, letter.signed_on, letter.state = number, by, on, "signed"
    letter.save(update_fields=["number", "signed_by", "signed_on", "state", "waived"])
    return letter
