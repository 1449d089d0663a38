"""A text of the report as it will print: each figure linked to its cell, what it shares with another text marked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from gongkai.core.reports import facts as catalogue
from gongkai.core.reports import guiding, likeness
from gongkai.desk.visits import Visit
from gongkai.reports import access, drafts
from gongkai.reports.drafts import Draft
from gongkai.reports.models import Passage

LAST_YEAR = "上年的这一部分"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph: plain, or a figure with where it comes from."""

    text: str
    address: str = ""
    title: str = ""
    is_figure: bool = False
    is_gap: bool = False
    is_shared: bool = False


Paragraphs = list[list[Run]]


def printed(now: Draft, part: str) -> str:
    """The text with its figures, as the checks and the paper see it before blanks are tidied."""
    return "".join(piece.text for piece in guiding.pieces(now.texts[part], now.facts))


def paragraphs(now: Draft, part: str, shared: Iterable[likeness.Passage] = ()) -> Paragraphs:
    """The text in paragraphs of runs."""
    cuts = [(each.start, each.end) for each in shared]
    found: Paragraphs = [[]]
    at = 0
    for piece in guiding.pieces(now.texts[part], now.facts):
        for text, is_shared in _cut(piece.text, at, cuts):
            for place, line in enumerate(text.split("\n")):
                if place:
                    found.append([])
                if line:
                    found[-1].append(_run(now, line, piece, is_shared=is_shared))
        at += len(piece.text)
    return [each for each in found if each]


def _cut(text: str, at: int, cuts: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The text in stretches that are shared or not."""
    edges = {0, len(text)} | {edge - at for cut in cuts for edge in cut if 0 < edge - at < len(text)}
    places = sorted(edges)
    for begin, end in pairwise(places):
        yield text[begin:end], any(first <= at + begin < last for first, last in cuts)


def _run(now: Draft, text: str, piece: guiding.Piece, *, is_shared: bool) -> Run:
    if piece.key is None:
        return Run(text, is_shared=is_shared)
    _, of = catalogue.parted(piece.key)
    label = catalogue.label(piece.key) if catalogue.is_known(piece.key) else piece.key
    address = reverse("desk-report-cell", args=(now.found.pk, of)) if of in now.figures.cells else ""
    return Run(text, address, label, is_figure=True, is_gap=piece.is_gap, is_shared=is_shared)


def alike(visit: Visit, now: Draft, part: str) -> tuple[likeness.Alike, ...]:
    """What the text shares with last year's, and for the office with those of the other units."""
    last = drafts.last_year(now.found)
    others: dict[str, str] = {LAST_YEAR: last.texts[part]} if last and last.texts.get(part) else {}
    if access.is_office(visit.actor) and not now.found.is_district:
        others |= _of_others(now, part)
    text = printed(now, part)
    return likeness.alike(text, others, known=guiding.in_common())[:6] if text.strip() and others else ()


def _of_others(now: Draft, part: str) -> Mapping[str, str]:
    rows = Passage.objects.filter(report__round=now.found.round_id, report__level="unit", part=part)
    named = rows.exclude(report=now.found).order_by("version").values_list("report__body__short", "text")
    newest = dict(named.iterator())
    return {name: guiding.fill(text, {}, gap=guiding.GAP) for name, text in newest.items()}
