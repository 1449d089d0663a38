"""Findings as notes in a margin: numbered down the page, each in the part it speaks of, beside the cell it begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.core import editions
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.reports import Report, State
from gongkai.portal.rulebook import TONES, WORDS

WHOLE = "whole"  # of no part: date, title, order of the parts
_TABLES = {"表二": "proactive", "表三": "applications", "表四": "remedies"}
_STRENGTH = ("r", "a", "b")


@dataclass(frozen=True, slots=True)
class Note:
    """One finding on the page. `target` is the address of what it speaks of; `cells` are those it marks."""

    number: int
    anchor: str
    target: str
    tone: str
    word: str
    code: str
    at: str
    says: str
    basis: str
    part: str
    cells: tuple[str, ...]
    finding: Finding

    @property
    def is_reading(self) -> bool:
        """Whether it is a doubt of the reader, which rests on no law."""
        return self.code[0] == "R"


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on a cell because of the notes that involve it."""

    css: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of one report on the page: r1c37 is a cell, r1p37 its passage, r1f4 a note, r1-overview a part."""

    report: str
    places: Mapping[str, int] = field(default_factory=dict)

    def cell(self, cell: str) -> str:
        """Where the cell stands in its table."""
        return f"{self.report}c{self.places[cell]}"

    def passage(self, cell: str) -> str:
        """Where it is shown what the cell was read from."""
        return f"{self.report}p{self.places[cell]}"

    def field(self, cell: str) -> str:
        """Where the cell can be put right."""
        return f"{self.report}x{self.places[cell]}"

    def note(self, number: int) -> str:
        """Where the note stands in the list of results."""
        return f"{self.report}f{number}"

    def mark(self, number: int) -> str:
        """Where the text of a part says what the note speaks of."""
        return f"{self.report}m{number}"

    def part(self, part: str) -> str:
        """Where the part begins."""
        return f"{self.report}-{part}"


def anchors(report: Report, number: int) -> Anchors:
    """The ids of the report that stands as number so-and-so on its page."""
    return Anchors(f"r{number}", {cell: place for place, cell in enumerate(report.cells, start=1)})


def notes(report: Report, findings: Iterable[Finding], ids: Anchors) -> list[Note]:
    """The failures, numbered as a reader meets them: part by part, in a table from top to bottom."""
    parts = [*editions.PARTS, WHOLE]
    placed = [(part_of(report, each), _marked(report, each), each) for each in findings if each.verdict is Verdict.FAIL]
    placed.sort(key=lambda each: (parts.index(each[0]), ids.places[each[1][0]] if each[1] else 0))
    return [
        Note(
            number=number,
            anchor=ids.note(number),
            target=ids.cell(cells[0]) if cells and part in editions.TABLES else ids.part(part),
            tone=TONES[finding.weight],
            word=WORDS[finding.weight],
            code=finding.code,
            at=finding.at,
            says=finding.says,
            basis=finding.basis,
            part=part,
            cells=cells,
            finding=finding,
        )
        for number, (part, cells, finding) in enumerate(placed, start=1)
    ]


def part_of(report: Report, finding: Finding) -> str:
    """The part that a finding speaks of: by its place, else by its cells."""
    if finding.at.startswith("前言"):
        return "overview"
    for prefix, table in _TABLES.items():
        if finding.at.startswith(prefix):
            return table
    for part in report.edition("applications").parts:
        if finding.at.startswith(part.label):
            return part.key
    return finding.cells[0].split(".", 1)[0] if finding.cells else WHOLE


def _marked(report: Report, finding: Finding) -> tuple[str, ...]:
    """The cells to mark: those with figures; where all are silent (they say so themselves) the first stands for them."""
    speaking = tuple(cell for cell in finding.cells if report.cell(cell).state in (State.READ, State.AMBIGUOUS))
    return speaking or finding.cells[:1]


def marks(found: Sequence[Note]) -> dict[str, Mark]:
    """For each cell its strongest colour and the numbers of its notes; the cell a note begins with stands out most."""
    first = {note.cells[0]: note.tone for note in reversed(found) if note.cells}
    all_notes: dict[str, list[Note]] = {}
    for note in found:
        for cell in note.cells:
            all_notes.setdefault(cell, []).append(note)
    return {cell: Mark(_css(cell, on, first), tuple(note.number for note in on)) for cell, on in all_notes.items()}


def _css(cell: str, on: Sequence[Note], first: Mapping[str, str]) -> str:
    tone = min((note.tone for note in on), key=_STRENGTH.index)
    name = {"r": "err", "a": "warn", "b": "inf"}[tone]
    return name if first.get(cell) == tone else f"{name} also"


def counted(found: Iterable[Note], weight: Weight) -> int:
    """How many of this weight."""
    return sum(note.finding.weight is weight for note in found)
