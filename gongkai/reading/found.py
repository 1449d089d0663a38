"""What has been found of one statutory table: cells, their sources, and what was doubtful."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.core import editions
from gongkai.core.findings import Doubt
from gongkai.core.reports import ABSENT, Cell, State
from gongkai.reading.columns import Placed
from gongkai.reading.result import Source


@dataclass(slots=True)
class Found:
    """Cells of one table of one edition, filled row by row."""

    edition: editions.Edition
    table: editions.Table
    cells: dict[str, Cell] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    short: list[str] = field(default_factory=list)

    def put(self, ids: Sequence[str], placed: Placed) -> None:
        """Take a placed row for the cells `ids`; a cell that is already there stays."""
        for cell_id, cell, source in zip(ids, placed.cells, placed.sources, strict=True):
            if self.cells.get(cell_id, ABSENT) is not ABSENT:
                continue
            self.cells[cell_id] = cell
            if source is not None:
                self.sources[cell_id] = source
        if placed.has_lookalike:
            self.doubt("R105", ids)
        if placed.is_short and not placed.cuts:
            self.short.extend(ids)

    def doubt(self, code: str, ids: Sequence[str], *facts: str) -> None:
        """Note that the reader was not sure of these cells."""
        at = self.edition.where(ids[0]).rsplit("/", 1)[0] if ids else ""
        self.doubts.append(Doubt(code, at, facts, tuple(ids)))

    def note_open_cells(self) -> None:
        """One doubt for each row in which something could not be decided, and one for all rows that lack cells."""
        if self.short:
            rows = list(
                dict.fromkeys(self.edition.where(each).split("/", 1)[1].rsplit("/", 1)[0] for each in self.short)
            )
            place = self.edition.where(self.short[0]).split("/", 1)[0]
            self.doubts.append(Doubt("R104", place, tuple(rows), tuple(self.short)))
        for block in self.table.blocks:
            for row in block.rows:
                ids = self.table.line(row.key, block.key)
                unsure = [each for each in ids if self.cells.get(each, ABSENT).state is State.AMBIGUOUS]
                if unsure:
                    text = next((self.sources[each].text for each in unsure if each in self.sources), "")
                    self.doubt("R101", unsure, text)

    @property
    def read(self) -> int:
        """How many cells hold a figure or a printed blank."""
        return sum(cell.state in (State.READ, State.BLANK) for cell in self.cells.values())
