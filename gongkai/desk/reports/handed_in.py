"""A file handed in beside what was read from it: each cell with the printed text and its place, doubts first, texts by part."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.core.editions import TABLES
from gongkai.core.reports import State
from gongkai.core.reports.facts import written
from gongkai.reading.guard import Guard
from gongkai.reading.result import Reading, Source
from gongkai.reading.visible import plain_name, visible
from gongkai.reports.drafts import PART_LABELS, Draft
from gongkai.writing.sheets import NAMES

SCAN = "scan"  # the kind of a reading that was recognised in pictures
_SEAM = " | "  # between the cells of a table row in a passage
_STATES = {
    State.BLANK: "格子是空的",
    State.ABSENT: "文件里没有找到",
    State.AMBIGUOUS: "能读成几个数",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a passage; `is_hit` where the figure was read."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One cell: what it is now, what was read, where it stands in the file."""

    cell: str
    where: str
    value: str
    state: str  # "" where it was read
    printed: str
    place: str
    pieces: tuple[Piece, ...]
    is_row: bool
    candidates: str
    is_corrected: bool
    unit: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """One cell after another: where one stands, of how many, and the cells beside it."""

    place: int
    many: int
    before: str
    after: str


def read(data: bytes, name: str, told: Callable[[int, int], None] | None = None) -> Reading:
    """The report in a file, read in the limited child. Raises Unreadable.

    Scans take minutes: `told` hears of each page; without it they are not looked at, and Scanned is raised.
    """
    shown = plain_name(name)
    with Guard() as guard:
        found = guard.read(data, shown, scans=told is not None, told=told)
    return visible(found)


def cell(now: Draft, reading: Reading, key: str, why: str = "") -> Read:
    """One cell beside its original."""
    figure, first = now.figures.cells[key], reading.report.cell(key)
    source = reading.sources.get(key, Source())
    return Read(
        key,
        now.figures.edition.where(key),
        "" if figure.value is None else written(figure.value),
        _STATES.get(first.state, ""),
        source.text,
        str(source),
        tuple(_pieces(source)),
        _SEAM in source.passage,
        "、".join(written(each) for each in first.candidates[:8]),
        figure.how == "corrected",
        _unit(now, key),
        why,
    )


def _unit(now: Draft, key: str) -> str:
    table = now.figures.edition.tables[key.partition(".")[0]]
    columns = [column for block in table.blocks for column in block.columns if column.key == key.rsplit(".", 1)[1]]
    return columns[0].unit if columns else ""


def _pieces(source: Source) -> Iterator[Piece]:
    """The passage with the figure marked, where its text stands there once; unmarked where it might be another."""
    text, inner = source.passage, source.text
    if _SEAM in text:
        parts = [part.strip() for part in text.split(_SEAM)]
        for part in parts:
            yield Piece(part or "（空）", bool(inner) and part == inner and parts.count(inner) == 1)
    elif inner and text.count(inner) == 1:
        before, after = text.split(inner)
        yield from (Piece(before), Piece(inner, is_hit=True), Piece(after))
    elif text:
        yield Piece(text)


def doubtful(now: Draft, reading: Reading) -> list[Read]:
    """What the reader was not sure of, and what it did not find; what was corrected since is settled."""
    said = {
        each: judged.finding.says
        for judged in now.judgement.failures
        if judged.finding.code.startswith("R")
        for each in judged.finding.cells
    }
    found = []
    for key, figure in now.figures.cells.items():
        state = reading.report.cell(key).state
        if figure.entered is None and (key in said or state is not State.READ):
            found.append(cell(now, reading, key, said.get(key, _STATES.get(state, ""))))
    return found


def walk(now: Draft, doubts: Iterable[Read], chosen: str) -> Walk:
    """Through every figure: the doubts first, then the tables as they are printed."""
    tables = now.figures.edition.tables
    order = list(
        dict.fromkeys([*(each.cell for each in doubts), *(cell for key in TABLES for cell in tables[key].cells)])
    )
    at = order.index(chosen)
    return Walk(at + 1, len(order), order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else "")


def general(now: Draft, reading: Reading) -> list[str]:
    """What the reader says of the file as a whole; that a scan is a scan, the page says itself."""
    told = "R204" if reading.kind == SCAN else ""
    found = [judged.finding for judged in now.judgement.failures if judged.finding.code.startswith("R")]
    found = [each for each in found if each.code != told]
    return [f"{each.at}：{each.says}" if each.at else each.says for each in found if not each.cells]


def strangeness(now: Draft, reading: Reading) -> list[str]:
    """What speaks against the file being this unit's report of this year."""
    report, found = reading.report, []
    if report.body and report.body not in (now.found.body.name, now.found.body.short):
        found.append(f"文件里写的单位是“{report.body}”，这里是“{now.found.body.name}”，请核对是不是交错了")
    if report.year is None:
        found.append(f"文件里没有写明是哪一年的年报，请核对是不是 {now.found.year} 年")
    edition = now.found.round.edition
    other = [table for table in TABLES if report.editions.get(table, edition) != edition]
    if other:
        found.append("用的是旧的表样：" + "、".join(NAMES[each] for each in other))
    return found


def texts(reading: Reading) -> list[tuple[str, str, str]]:
    """Part, its label, what was read as its text."""
    return [(part, label, reading.report.texts.get(part, "")) for part, label in PART_LABELS.items()]
