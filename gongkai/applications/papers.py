"""Files and letters as rows: sealed and stored before the row that knows them is written."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications.models import Application, Attachment, Consultation, Letter
from gongkai.bodies.models import Person
from gongkai.vault import files
from gongkai.vault.admission import MOST_FILES, Admitted, Upload, admit

__all__ = ["MOST_FILES", "Admitted", "Paper", "Upload", "admit", "attach", "issue", "new_version"]


def attach(case: Application, files_in: list[Admitted], *, by: str, on: date) -> list[Attachment]:
    """The rows of files that were admitted; the bytes are on the disk before a row exists."""
    return [_attach(case, each, by, on) for each in files_in]


def _attach(case: Application, given: Admitted, by: str, on: date) -> Attachment:
    upload = given.upload
    return Attachment.objects.create(
        application=case,
        purpose=upload.purpose,
        name=upload.name[-120:],
        kind=given.looked.kind[:8],
        size=len(upload.data),
        stored=files.keep(upload.data),
        added_on=on,
        added_by=by,
        hidden=given.hidden,
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
