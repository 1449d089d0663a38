"""A report beside the one of the year before: figures that changed, by how much; texts with what was taken over marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.core.editions import TABLES
from gongkai.core.reports import likeness
from gongkai.core.reports.facts import per_cent, written
from gongkai.core.reports.values import Number, Report
from gongkai.reports import drafts
from gongkai.reports.drafts import PART_LABELS, Draft

_SURPRISING = 3  # times last year's figure, or a third of it: worth a look
_SMALL = 5  # with fewer on both sides a multiple says nothing


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in two years."""

    cell: str
    where: str
    before: str
    now: str
    change: str
    is_surprising: bool
    size: Number


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; `is_taken` where last year's has it too."""

    text: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One part in two years."""

    part: str
    label: str
    before: str
    now: tuple[Stretch, ...]
    share: int  # of the telling sentences, in per cent


@dataclass(frozen=True, slots=True)
class Beside:
    """Two years of one body; `year` of the earlier one."""

    year: int
    lines: tuple[Line, ...]
    same: int
    texts: tuple[Text, ...]


def of(now: Draft) -> Beside | None:
    """None where last year's report is not on the platform."""
    before = drafts.last_year(now.found)
    if before is None:
        return None
    every = list(_lines(now, before))
    changed = sorted((each for each in every if each.change), key=lambda each: (not each.is_surprising, -each.size))
    texts = tuple(_text(part, before.texts.get(part, ""), now.report.texts.get(part, "")) for part in drafts.TEXTS)
    shown = tuple(each for each in texts if each.before or each.now)
    return Beside(now.found.year - 1, tuple(changed), len(every) - len(changed), shown)


def _lines(now: Draft, before: Report) -> Iterator[Line]:
    edition = now.figures.edition
    for table in TABLES:
        for cell in edition.tables[table].cells:
            a, b = before.value(cell), now.figures.cells[cell].value
            yield Line(cell, edition.where(cell), _said(a), _said(b), _change(a, b), _surprises(a, b), _size(a, b))


def _said(value: Number | None) -> str:
    return "—" if value is None else written(value)


def _change(a: Number | None, b: Number | None) -> str:
    """增加 12（+8.6%）; "" where nothing changed."""
    if a == b:
        return ""
    if a is None or b is None:
        return "去年没有数" if a is None else "今年没有数"
    apart = Decimal(b) - Decimal(a)
    rate = f"（{'+' if apart > 0 else '-'}{written(per_cent(abs(apart), a))}%）" if a else ""
    return f"{'增加' if apart > 0 else '减少'} {written(abs(apart))}{rate}"


def _size(a: Number | None, b: Number | None) -> Decimal:
    return abs(Decimal(b or 0) - Decimal(a or 0))


def _surprises(a: Number | None, b: Number | None) -> bool:
    if a is None or b is None:
        return a != b
    least, most = sorted((Decimal(a), Decimal(b)))
    return most >= _SMALL and most > least * _SURPRISING


def _text(part: str, before: str, now: str) -> Text:
    found = likeness.alike(now, {"": before}) if before and now else ()
    taken = sorted((each.start, each.end) for each in found[0].passages) if found else []
    share = round(100 * found[0].share) if found else 0
    return Text(part, PART_LABELS[part], before, tuple(stretches(now, taken)), share)


def stretches(text: str, taken: list[tuple[int, int]]) -> Iterator[Stretch]:
    """The text cut where what was taken over begins and ends."""
    at = 0
    for start, end in taken:
        if start > at:
            yield Stretch(text[at:start], is_taken=False)
        if end > max(start, at):
            yield Stretch(text[max(start, at) : end], is_taken=True)
        at = max(at, end)
    if text[at:]:
        yield Stretch(text[at:], is_taken=False)
