"""The three statutory tables as they are printed, every figure a link, and what the checks say in the margin beside its row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.core import checks, equations
from gongkai.core.findings import Finding, Weight
from gongkai.core.reports import Number
from gongkai.core.reports.facts import written
from gongkai.reports.drafts import PART_LABELS, Draft
from gongkai.reports.figures import HOWS, Figure
from gongkai.reports.judging import Judged
from gongkai.writing import sheets
from gongkai.writing.tables import Box

Address = Callable[[str], str]

NAMES = sheets.NAMES
TONES = MappingProxyType({Weight.ERROR: "r", Weight.WARNING: "a", Weight.NOTE: "b"})
WORDS = MappingProxyType({"r": "错误", "a": "提醒", "b": "提示"})
SILENT = "—"
WHOLE = ""  # of no part: what is said of the report as a whole
_MARKS = MappingProxyType({"r": "err", "a": "warn", "b": "inf"})
_LOOKS = MappingProxyType(
    {"adjusted": "fix", "corrected": "fix", "entered": "given", "imported": "given", "silent": "absent"}
)
_PLACES = MappingProxyType({name: key for key, name in NAMES.items()} | {"前言": "preface"})
_PLAIN = ("tallied", "total", "merged", "silent")  # what need not be said of every figure
_WIDE = 8  # a finding about more cells than this marks only its first


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as it is drawn: its text, its look, what a screen reader says, where it leads."""

    cell: str
    id: str
    href: str
    text: str
    label: str
    title: str
    css: str = ""
    columns: int = 1
    references: str = ""


Sheet = sheets.Sheet[Drawn]


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in the margin, with its number and the cell that it begins with; or one failing sum written out."""

    number: int
    judged: Judged
    tone: str
    word: str
    title: str
    anchor: str
    equation: equations.Equation | None = None

    @property
    def finding(self) -> Finding:
        """What the check says."""
        return self.judged.finding


def anchor(cell: str) -> str:
    """The id of a cell on the page."""
    return f"c-{cell.replace('.', '-')}"


def sheet(draft: Draft, table_key: str, *, address: Address, chosen: str = "", plain: bool = False) -> Sheet:
    """The table `table_key` of the report; `address(cell)` is where a figure leads, `chosen` the cell looked at now.

    A `plain` one has no marks of findings: as it will be printed.
    """
    drawer = _Drawer(draft, address, {} if plain else _marks(margin(draft, table_key)), chosen, plain)
    return sheets.sheet(draft.found.round.edition, table_key, drawer.figure)


def margin(draft: Draft, part: str) -> tuple[Card, ...]:
    """What failed in one part, in a table numbered from top to bottom; what the office dismissed is left out."""
    found = [each for each in draft.judgement.failures if each.state != "dismissed" and part_of(each.finding) == part]
    table = draft.figures.edition.tables.get(part)
    order = {cell: at for at, cell in enumerate(table.cells if table else ())}
    found.sort(key=lambda each: order.get(next(iter(each.finding.cells), ""), len(order)))
    return tuple(_card(draft, number, each) for number, each in enumerate(found, 1))


def part_of(finding: Finding) -> str:
    """The part that a finding speaks of, by its place, else by its cells; "" for the whole report."""
    if finding.at in PART_LABELS:
        return finding.at
    for name, part in _PLACES.items():
        if finding.at.startswith(name):
            return part
    for part, label in PART_LABELS.items():
        if finding.at.startswith(label) or finding.at.startswith(label.split("、")[-1]):
            return part
    return finding.cells[0].split(".", 1)[0] if finding.cells else WHOLE


def title_of(finding: Finding) -> str:
    """The rule in a few words: the first sentence of its page."""
    return checks.get(finding.code).title


def _card(draft: Draft, number: int, judged: Judged) -> Card:
    finding = judged.finding
    tone = TONES[finding.weight]
    first = next(iter(finding.cells), "")
    equation = equations.of(draft.report, finding)
    title = title_of(finding)
    return Card(number, judged, tone, WORDS[tone], title, anchor(first) if first else "", equation)


# ── what the findings leave on the cells ────────────────────────────────────────────────────────────────────────────


def _marks(cards: Iterable[Card]) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Cell → how it looks, and the numbers that stand there."""
    found: dict[str, list[tuple[Card, bool]]] = {}
    for card in cards:
        cells = card.finding.cells if len(card.finding.cells) <= _WIDE else card.finding.cells[:1]
        for cell in cells:
            found.setdefault(cell, []).append((card, cell == cells[0]))
    return {cell: _mark(on) for cell, on in found.items()}


def _mark(on: list[tuple[Card, bool]]) -> tuple[str, tuple[int, ...]]:
    tone = min((card.tone for card, _ in on), key="rab".index)
    is_first = any(first for card, first in on if card.tone == tone)
    return _MARKS[tone] + ("" if is_first else " also"), tuple(card.number for card, _ in on)


# ── the grid ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Drawer:
    draft: Draft
    address: Address
    marks: Mapping[str, tuple[str, tuple[int, ...]]]
    chosen: str
    is_plain: bool

    def figure(self, box: Box, is_total: bool) -> Drawn:  # noqa: FBT001 - as every figure of a sheet is drawn
        cell, figure = box.cell, self.draft.figures.cells[box.cell]
        css, numbers = self.marks.get(cell, ("", ()))
        title = "" if self.is_plain else self._title(cell, figure)
        text = SILENT if figure.value is None else shown(figure.value)
        said = f"{self.draft.figures.edition.where(cell)}：{'还没有数' if figure.value is None else text}"
        notes = f"检查意见{'、'.join(map(str, numbers))}" if numbers else ""
        return Drawn(
            cell,
            anchor(cell),
            self.address(cell),
            text,
            "，".join(filter(None, (said, title, notes))),
            title,
            " ".join(filter(None, (self._look(figure), css, "c7" if is_total else "", self._chosen(cell)))),
            box.columns,
            f"{numbers[0]}+" if len(numbers) > 1 else "".join(map(str, numbers)),
        )

    def _look(self, figure: Figure) -> str:
        if figure.value == 0 and (self.is_plain or figure.how not in _LOOKS):
            return "z"
        if figure.was is not None and figure.entered is None:
            return "moved"  # the registers have changed since the report was handed in
        return "" if self.is_plain and figure.value is not None else _LOOKS.get(figure.how, "")

    def _chosen(self, cell: str) -> str:
        return "sel" if cell == self.chosen else ""

    def _title(self, cell: str, figure: Figure) -> str:
        last = self.draft.facts.get(f"last.{cell}")
        how = "" if figure.how in _PLAIN else HOWS[figure.how]
        before = "" if last == figure.value == 0 else compared(figure.value, last)
        return "；".join(filter(None, (how, _was(figure), before)))


def shown(value: Number) -> str:
    """A figure in digits."""
    return written(value)


def _was(figure: Figure) -> str:
    if figure.was is None:
        return ""
    if figure.entered is not None:
        return f"原来是 {shown(figure.was)}"
    return f"报送以后台账变为 {shown(figure.was)}"


def compared(value: Number | None, last: Number | None) -> str:
    """12 more than last year; nothing where either is unknown."""
    if last is None:
        return ""
    if value is None or value == last:
        return f"上年 {shown(last)}" + ("，持平" if value is not None else "")
    more, apart = ("增加", value - last) if value > last else ("减少", last - value)
    return f"上年 {shown(last)}，{more} {shown(apart)}"
