"""A report as printed: titles, paragraphs, headings and tables of boxes, before any file format; boxes know their cell."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from tests.wild import words
from tests.wild.truth import ABSENT, Outcome, Truth, Wanted, exactly

PARTS = tuple(words.HEADINGS)
ORDINALS = "一二三四五六七八九十"


@dataclass
class Box:
    """One box of a table: what is printed, the cell it belongs to, and what may be read from it."""

    text: str
    cell: str = ""
    wanted: Wanted = ABSENT
    across: int = 1
    down: int = 1
    is_label: bool = False


@dataclass
class Line:
    """One line of a table: `kind` is title, heads, figures or stray; groups stand to the left of the label."""

    kind: str
    boxes: list[Box]
    label: str = ""
    groups: list[str] = field(default_factory=list)
    row: str = ""  # key of the row in the edition


@dataclass
class Printed:
    """A table as printed: `labels` columns of labels, then `width` columns of figures."""

    key: str
    lines: list[Line]
    width: int
    labels: int

    def figures(self) -> Iterator[Box]:
        """Every box that belongs to a cell."""
        return (box for line in self.lines for box in line.boxes if box.cell)

    def rows(self) -> list[Line]:
        """The lines with figures."""
        return [line for line in self.lines if line.kind == "figures"]


@dataclass
class Text:
    """A title, heading or paragraph."""

    kind: str  # title, heading, paragraph, furniture
    text: str
    part: str = ""


Piece = Text | Printed


@dataclass
class Document:
    """The pieces of a report in order, the truth, and what may be read as its body and year."""

    truth: Truth
    pieces: list[Piece]
    bodies: set[str]
    noises: list[str] = field(default_factory=list)
    years: set[int | None] = field(default_factory=set)
    lost: dict[str, Wanted] = field(default_factory=dict)  # what may be read of cells that are no longer printed

    def tables(self) -> list[Printed]:
        """The tables in order."""
        return [piece for piece in self.pieces if isinstance(piece, Printed)]

    def texts(self) -> list[Text]:
        """Titles, headings and paragraphs in order."""
        return [piece for piece in self.pieces if isinstance(piece, Text)]

    def lines(self) -> Iterator[Line]:
        """The lines of all tables."""
        return (line for table in self.tables() for line in table.lines)

    def figures(self) -> list[Box]:
        """Every box that belongs to a cell."""
        return [box for table in self.tables() for box in table.figures()]

    def write(self, change: Callable[[str], str]) -> None:
        """Change every string of the report."""
        for text in self.texts():
            text.text = change(text.text)
        for line in self.lines():
            line.label, line.groups = change(line.label), [change(group) for group in line.groups]
            for box in line.boxes:
                box.text = change(box.text)

    def wanted(self) -> dict[str, Wanted]:
        """What may be read of each cell; a cell printed twice may be read at either place only where they agree."""
        found: dict[str, Wanted] = dict.fromkeys(self.truth.figures, ABSENT) | self.lost
        seen: set[str] = set()
        for box in self.figures():
            if box.cell not in seen:
                found[box.cell] = box.wanted
            elif box.wanted != found[box.cell]:
                found[box.cell] = found[box.cell] | {None}
            seen.add(box.cell)
        return found


def plain(figure: Outcome) -> str:
    """A figure in plain digits, never in powers of ten."""
    return f"{figure:f}" if not isinstance(figure, int | str | None) else str(figure)


def box_of(truth: Truth, cell: str) -> Box:
    """The box of one cell, printed plainly."""
    figure = truth.figures[cell]
    return Box(plain(figure), cell, exactly(figure))


def compose(truth: Truth) -> Document:
    """The report as the form wants it."""
    rng = Random(f"words/{truth.seed}")
    title = rng.choice(words.TITLES).format(body=truth.body, year=truth.year)
    pieces: list[Piece] = [Text("title", line) for line in title.splitlines()]
    preface = rng.choice(words.PREFACES).format(body=truth.body, year=truth.year)
    pieces.append(Text("paragraph", preface, "preface"))
    for ordinal, part in zip(ORDINALS, PARTS, strict=False):
        pieces.append(Text("heading", f"{ordinal}、{words.HEADINGS[part]}", part))
        pieces += _part(truth, part, rng)
    pieces += _signature(truth, rng)
    return Document(truth, pieces, {truth.body}, years={truth.year})


def _part(truth: Truth, part: str, rng: Random) -> list[Piece]:
    if part in _TABLES:
        return [_TABLES[part](truth)]
    told = {row: plain(truth.figures[f"applications.{row}.total"]) for row in _TOLD}
    written = {
        "overview": lambda: words.overview(rng, told, truth.year),
        "problems": lambda: words.problems(rng),
        "other_matters": lambda: words.other_matters(rng, truth.year),
    }[part]()
    return [Text("paragraph", line, part) for line in written]


_TOLD = ("received", "carried_in", "granted", "partial", "carried_out")


def _signature(truth: Truth, rng: Random) -> list[Piece]:
    signed = f"{truth.year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日"
    lines = rng.choice(([], [signed], [truth.body, signed], [f"{truth.body}  {signed}"]))
    return [Text("paragraph", line, "signature") for line in lines]


def proactive(truth: Truth) -> Printed:
    """Table two: an item of Article 20 after the other, each with its own columns."""
    table = truth.table("proactive")
    lines = []
    for block in table.blocks:
        lines.append(Line("title", [Box(block.label, is_label=True)]))
        heads = [Box(column.label, is_label=True) for column in block.columns]
        lines.append(Line("heads", heads, label="信息内容"))
        for row in block.rows:
            cells = [table.cell(row.key, column.key, block.key) for column in block.columns]
            boxes = [box_of(truth, cell) for cell in cells]
            lines.append(Line("figures", boxes, label=row.label, row=f"{block.key}.{row.key}"))
    return Printed("proactive", lines, max(len(block.columns) for block in table.blocks), 1)


def applications(truth: Truth) -> Printed:
    """Table three: three columns of labels, seven of figures."""
    table = truth.table("applications")
    lines = _applications_heads(truth)
    for row in table.rows:
        boxes = [box_of(truth, table.cell(row.key, column.key)) for column in table.columns]
        lines.append(Line("figures", boxes, label=row.printed, groups=list(row.groups), row=row.key))
    return Printed("applications", lines, 7, 3)


def _applications_heads(truth: Truth) -> list[Line]:
    table = truth.table("applications")
    inner = [Box(column.label, is_label=True) for column in table.columns[1:-1]]
    first = [Box(table.corner, across=3, down=3, is_label=True), Box("申请人情况", across=7, is_label=True)]
    second = [
        Box("自然人", down=2, is_label=True),
        Box("法人或其他组织", across=5, is_label=True),
        Box("总计", down=2, is_label=True),
    ]
    return [Line("heads", first), Line("heads", second), Line("heads", inner)]


def remedies(truth: Truth) -> Printed:
    """Table four: fifteen figures in one line under three lines of heads."""
    table = truth.table("remedies")
    names = [column.label for column in table.columns]
    first = [Box("行政复议", across=5, is_label=True), Box("行政诉讼", across=10, is_label=True)]
    second = [Box(name, down=2, is_label=True) for name in names]
    second += [Box(name, across=5, is_label=True) for name in ("未经复议直接起诉", "复议后起诉")]
    third = [Box(name, is_label=True) for name in names * 2]
    boxes = [box_of(truth, table.cell(row.key, column.key)) for row in table.rows for column in table.columns]
    lines = [Line("heads", heads) for heads in (first, second, third)]
    return Printed("remedies", [*lines, Line("figures", boxes, row="remedies")], 15, 0)


_TABLES = {"proactive": proactive, "applications": applications, "remedies": remedies}


def again(table: Printed) -> Printed:
    """Another copy of a table."""
    return deepcopy(table)
