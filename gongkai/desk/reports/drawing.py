"""The three statutory tables as they are printed, every figure a link, and what the checks say in the margin beside its row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.core import checks, equations
from gongkai.core.findings import Finding, Weight
from gongkai.core.reports import Number
from gongkai.core.reports.facts import written
from gongkai.reports.drafts import PART_LABELS, Draft
from gongkai.reports.figures import HOWS, Figure
from gongkai.reports.judging import Judged
from gongkai.writing import tables
from gongkai.writing.tables import Box, Form

Address = Callable[[str], str]

NAMES = MappingProxyType({"proactive": "表二", "applications": "表三", "remedies": "表四"})
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
class Head:
    """A heading; `lines` are broken where a narrow column needs it."""

    lines: tuple[str, ...]
    scope: str
    css: str = ""
    columns: int = 1
    rows: int = 1


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


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: headings and figures."""

    heads: tuple[Head, ...]
    figures: tuple[Drawn, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed table."""

    key: str
    name: str
    title: str
    head: tuple[Row, ...]
    body: tuple[Row, ...]


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
    form = tables.form(draft.found.round.edition, table_key)
    drawer = _Drawer(draft, form, address, {} if plain else _marks(margin(draft, table_key)), chosen, plain)
    rows = list(drawer.rows())
    return Sheet(
        table_key, NAMES[table_key], form.caption, tuple(rows[: form.title_rows]), tuple(rows[form.title_rows :])
    )


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
    form: Form
    address: Address
    marks: Mapping[str, tuple[str, tuple[int, ...]]]
    chosen: str
    is_plain: bool

    def rows(self) -> Iterator[Row]:
        totals = self._totals()
        for line in self.form.rows:
            boxes = [box for box, continues in line if not continues]
            heads = tuple(self._head(box) for box in boxes if not box.is_figure)
            figures = tuple(self.figure(box, is_total=box.cell in totals) for box in boxes if box.is_figure)
            is_total = self.form.key == "applications" and any(_is_total(box) for box in boxes)
            yield Row(heads, figures, "tot" if is_total else "")

    def figure(self, box: Box, *, is_total: bool) -> Drawn:
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

    def _totals(self) -> set[str]:
        table = self.draft.figures.edition.tables[self.form.key]
        if self.form.key == "proactive":
            return set()
        return {table.cell(row.key, table.total.key) for row in table.rows}

    def _head(self, box: Box) -> Head:
        text, css = box.text, ""
        scope = "col" if box.role in ("column", "corner") else "row"
        if box.role == "column" and box.columns > 1 and self.form.key != "proactive":
            scope = "colgroup"
        if box.role == "corner" and self.form.key == "applications":
            text, css = text.strip("（）"), "rule"
        elif self.form.key == "proactive" and box.role in ("block", "corner", "column"):
            scope, css = ("colgroup", "sec") if box.role == "block" else ("col", "hd")
        elif box.role == "group":
            scope, css = "rowgroup", "g v" if box.column == 0 else "lv2"
        is_narrow = (box.role == "group" and box.column) or (box.role == "column" and box.columns == 1)
        lines = _lines(text) if is_narrow and self.form.key != "proactive" else (text,)
        return Head(lines, scope, css, box.columns, box.rows)


def _is_total(box: Box) -> bool:
    return box.role == "row" and (box.columns > 2 or box.text.startswith("（七）"))


def _lines(label: str) -> tuple[str, ...]:
    """商业企业 stands in two lines of a narrow column, （三）不予公开 too."""
    if label.startswith("（") and "）" in label:
        number, rest = label.split("）", 1)
        return (number + "）", rest)
    return (label[:-2], label[-2:]) if 4 <= len(label) <= 6 else (label,)


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
