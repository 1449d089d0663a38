"""The statutory tables of a published report: each figure as printed, with what corrects it, and for the district its units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.core.editions import TABLES
from gongkai.core.reports import Number, Report
from gongkai.portal.tables import Figure, Sheet, sheet
from gongkai.reports import public
from gongkai.writing.figures import plain, printed
from gongkai.writing.tables import Box


@dataclass(frozen=True, slots=True)
class Correction:
    """What an erratum says of one cell."""

    number: int
    new: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is needed to draw the figures of a published report; `figures` is the address of a figure, "{}" its cell."""

    report: Report
    corrected: Mapping[str, Correction]
    opened: frozenset[str] = frozenset()
    figures: str = ""

    def figure(self, box: Box, is_total: bool) -> Figure:  # noqa: FBT001 - as every figure of a sheet is drawn
        """The cell as it is drawn."""
        cell = box.cell
        found, correction = self.report.cell(cell), self.corrected.get(cell)
        text = printed(found) or "空"
        css = ["" if found.value else "z", "c7" if is_total else "", "erra" if correction else ""]
        says = f"{self.report.where(cell)}：{text}"
        return Figure(
            id=f"c-{cell}" if correction else "",
            href=self.figures.format(cell) if cell in self.opened else "",
            text=text,
            label=f"{says}，看由哪些单位构成",
            css=" ".join(filter(None, css)),
            columns=box.columns,
            references=f"{correction.number}：{correction.new}" if correction else "",
        )


def corrected(errata: Iterable[public.Erratum]) -> dict[str, Correction]:
    """What the last erratum of each cell says."""
    return {change.cell: Correction(each.number, change.new) for each in errata for change in each.changes}


def sheets(drawing: Drawing) -> dict[str, Sheet]:
    """The three tables."""
    return {key: sheet(drawing.report, key, drawing.figure) for key in TABLES}


def written(value: Number | None) -> str:
    """A figure in a list; silence is a dash, never 0."""
    return "—" if value is None else plain(value)
