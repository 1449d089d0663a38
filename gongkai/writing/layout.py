"""A report as it is printed, whatever the kind of file: title, preface, six parts with their tables, signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.core import editions
from gongkai.core.reports import Report
from gongkai.writing.tables import Table, table

# What no kind of file can hold: control characters, halves of characters, characters that are none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# GB/T 9704 7.3.3: headings of the second level are numbered （一） and set in Kai, also where text runs on behind them.
_HEAD = re.compile(r"^（[一二三四五六七八九十]{1,3}）[^。；;：:，,！？]{1,40}(?:。|$)")

_NO_DAY = date(1980, 1, 1)  # the first that every kind of file knows; no report is so old


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `head` is a heading of the second level with which it begins, or all of it."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The preface (without heading) or one of the six parts."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Body and date at the end, each with its distance from the right edge in characters."""

    body: str
    date: str
    body_right: float
    date_right: float = 4  # GB/T 9704 7.3.5: 成文日期右空四字


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is printed, in order."""

    title: tuple[str, ...]
    sections: tuple[Section, ...]
    signature: Signature
    day: date  # what the file gives as its own day, so that the same report gives the same bytes


def layout(report: Report) -> Layout:
    """The printed report. Control characters are left out: no kind of file can hold them."""
    body = " ".join(clean(report.body).split())
    year = "" if report.year is None else f"{report.year}年"
    title = (body, f"{year}政府信息公开工作年度报告")
    signature = signed(body, _date(report))
    return Layout(tuple(filter(None, title)), tuple(_sections(report)), signature, report.published_on or _NO_DAY)


def clean(text: str) -> str:
    """`text` without what cannot be printed; a tab is a blank."""
    return _UNPRINTABLE.sub("", text.replace("\t", " "))


def _sections(report: Report) -> Iterator[Section]:
    yield Section("preface", "", _paragraphs(report, "preface"))
    newest = max((report.edition(key) for key in editions.TABLES), key=lambda edition: edition.first_year)
    for part in newest.parts:
        found = table(report, part.key) if part.key in editions.TABLES else None
        yield Section(part.key, part.label, _paragraphs(report, part.key), found)


def _paragraphs(report: Report, part: str) -> tuple[Paragraph, ...]:
    lines = (clean(line).strip() for line in report.texts.get(part, "").splitlines())
    return tuple(_paragraph(line) for line in lines if line)


def _paragraph(text: str) -> Paragraph:
    head = _HEAD.match(text)
    return Paragraph(head.group(), text[head.end() :]) if head else Paragraph("", text)


def _date(report: Report) -> str:
    day = report.published_on
    return f"{day.year}年{day.month}月{day.day}日" if day else " ".join(clean(report.dated).split())


def signed(body: str, date: str) -> Signature:
    """GB/T 9704 7.3.5: the body stands centred over the date; without a date it stands two characters from the edge."""
    if not date:
        return Signature(body, "", 2)
    return Signature(body, date, max(0, 4 + (_width(date) - _width(body)) / 2))


def _width(text: str) -> float:
    """In characters; digits are half as wide."""
    return sum(0.5 if char < "\x7f" else 1 for char in text)
