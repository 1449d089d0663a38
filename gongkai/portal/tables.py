"""What stands in the cells of the statutory tables of a report that was read: its figures, its silences, the marks of notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.core.reports import Cell, Report, State
from gongkai.portal.notes import Anchors, Mark
from gongkai.writing import sheets
from gongkai.writing.tables import Box

SILENT = {State.BLANK: "空", State.ABSENT: "缺", State.AMBIGUOUS: "疑"}
MEANING = {State.BLANK: "空着没有填", State.ABSENT: "文件里没有这一格", State.AMBIGUOUS: "读不准"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of figures: its text, its look, what a screen reader says, the address of its passage."""

    id: str
    href: str
    text: str
    label: str
    css: str = ""
    columns: int = 1
    references: str = ""


Sheet = sheets.Sheet[Figure]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is needed to draw the figures of one report."""

    report: Report
    ids: Anchors
    marks: Mapping[str, Mark]
    corrected: frozenset[str]

    def sheet(self, key: str) -> Sheet:
        """The table `key` of the report."""
        return sheet(self.report, key, self.figure)

    def figure(self, box: Box, is_total: bool) -> Figure:  # noqa: FBT001 - as every figure of a sheet is drawn
        """The cell as it is drawn."""
        cell = box.cell
        found, mark = self.report.cell(cell), self.marks.get(cell)
        css = [_css(found), "c7" if is_total else "", mark.css if mark else "", "fix" if cell in self.corrected else ""]
        return Figure(
            id=self.ids.cell(cell),
            href="#" + self.ids.passage(cell),
            text=shown(found),
            label=self._label(cell, found, mark),
            css=" ".join(filter(None, css)),
            columns=box.columns,
            references=_references(mark.numbers) if mark else "",
        )

    def _label(self, cell: str, found: Cell, mark: Mark | None) -> str:
        parts = [f"{self.report.where(cell)}：{shown(found)}"]
        if found.state is not State.READ:
            parts.append(MEANING[found.state])
        if cell in self.corrected:
            parts.append("您更正过")
        if mark:
            parts.append("检查意见" + "、".join(map(str, mark.numbers)))
        return "，".join(parts)


def _references(numbers: Sequence[int]) -> str:
    """The number of the note; 4+ where there are more, which the passage names."""
    return f"{numbers[0]}+" if len(numbers) > 1 else str(numbers[0])


def shown(cell: Cell) -> str:
    """What stands in the cell: the figure with the unit printed in it, or one character for its silence."""
    return f"{cell.value}{cell.unit}" if cell.state is State.READ else SILENT[cell.state]


def _css(cell: Cell) -> str:
    if cell.state is State.READ:
        return "" if cell.value else "z"
    return {State.BLANK: "blank", State.ABSENT: "absent", State.AMBIGUOUS: "unsure"}[cell.state]


def sheet(report: Report, key: str, figure: Callable[[Box, bool], Figure]) -> Sheet:
    """The table `key` of a report, in the form of that table's own edition."""
    return sheets.sheet(report.editions[key], key, figure)
