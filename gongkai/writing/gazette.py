"""GAZETTE -> BYTES: an issue of a government gazette (政府公报) as pdf: cover, contents, documents, back page. No clock."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.core.letters.facts import printed
from gongkai.writing import fonts, press
from gongkai.writing.documents import OfficialDocument, drawn
from gongkai.writing.official import line

_RUNNING = 26  # characters of a title in the running head


@dataclass(frozen=True, slots=True)
class Section:
    """A column of the gazette: 区政府文件, 部门文件."""

    title: str
    entries: tuple[OfficialDocument, ...]


@dataclass(frozen=True, slots=True)
class GazetteIssue:
    """One issue; `total_number` counts through all years, where the gazette counts so."""

    title: str
    year: int
    number: int
    total_number: int | None
    published_on: date
    publisher: str
    sections: tuple[Section, ...]


def write_gazette(issue: GazetteIssue) -> bytes:
    """The issue as the bytes of a .pdf. Raises CannotWrite where fonts are missing, and says which."""
    return press.printed("official/official.typ", {"gazette": _data(issue), "document": None}, fonts.FOLDERS)


def _data(issue: GazetteIssue) -> dict[str, object]:
    day = issue.published_on
    return {
        "title": line(issue.title),
        "number": f"{issue.year}年第{issue.number}期",
        "total": f"（总第{issue.total_number}期）" if issue.total_number else "",
        "published": printed(day),
        "publisher": line(issue.publisher),
        "day": [day.year, day.month, day.day],
        "sections": [
            {"title": line(each.title), "entries": [_entry(one) for one in each.entries]} for each in issue.sections
        ],
    }


def _entry(document: OfficialDocument) -> dict[str, object]:
    """Without red head, copies and imprint: the gazette has its own."""
    found = drawn(replace(document, copies=(), printed_by="", printed_on=None))
    title = found.title[0]
    running = title if len(title) <= _RUNNING else f"{title[: _RUNNING - 1]}…"
    return {**found.record(), "head": (), "byline": found.number, "number": found.number, "running": running}
