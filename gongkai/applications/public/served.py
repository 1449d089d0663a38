"""What the applicant has been given: letters that were signed and sent to the applicant, and the files released with a reply."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications import letters
from gongkai.applications.models import Application, Attachment, Letter
from gongkai.journal.models import Entry
from gongkai.vault import files


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: `position` is its place in this list, the only thing its address says."""

    position: int
    title: str
    number: str
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Download:
    """The bytes of a paper, under a name to save it by."""

    name: str
    data: bytes


def papers(case: Application, lines: list[Entry]) -> tuple[Paper, ...]:
    """All of them, the oldest first, files after letters."""
    return tuple(_paper(position, row) for position, row in enumerate(_rows(case, lines), start=1))


def download(case: Application, lines: list[Entry], position: int) -> Download:
    """One of them. LookupError when there is no such paper; Missing or writing.CannotWrite when it cannot be had now."""
    rows = _rows(case, lines)
    if not 1 <= position <= len(rows):
        raise LookupError(position)
    row = rows[position - 1]
    if isinstance(row, Attachment):
        return Download(row.name, files.fetch(row.stored))
    return Download(f"{row.title}.pdf", letters.print_(letters.printed(row), "pdf"))


def _paper(position: int, row: Letter | Attachment) -> Paper:
    if isinstance(row, Attachment):
        return Paper(position, row.name, "", row.added_on, f"{row.kind.upper()}，{_size(row.size)}")
    return Paper(position, row.title, row.number, row.signed_on or row.made_on, "PDF")


def _rows(case: Application, lines: list[Entry]) -> list[Letter | Attachment]:
    return [*_letters(case), *_files(case, lines)]


def _letters(case: Application) -> list[Letter]:
    """Letters to those who were consulted are not the applicant's; a reply is, once it was sent."""
    rows = case.letters.filter(state="signed", consultation__isnull=True).order_by("signed_on", "pk")
    return [row for row in rows if row.key != letters.REPLY or row.deliveries.exists()]


def _files(case: Application, lines: list[Entry]) -> list[Attachment]:
    """Released files, once a reply was sent; of a case that is answered again, only those of before."""
    if not case.deliveries.filter(letter__key=letters.REPLY).exists():
        return []
    rows = case.attachments.filter(purpose="released").order_by("pk")
    if case.is_open:
        again = [line.on for line in lines if line.verb == "reopen"]
        rows = rows.filter(added_on__lt=max(again)) if again else rows.none()
    return list(rows)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
