"""What one cell prints: the figure with its unit, nothing for a blank, a mark for what is lost or doubtful."""

from decimal import Decimal

from gongkai.core.reports import Cell, Number, State

LOST, DOUBTFUL = "〔缺〕", "〔疑〕"


def plain(value: Number) -> str:
    """A figure in digits alone: no separators, never an exponent, a sign only below zero."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def printed(cell: Cell) -> str:
    """The words of a cell. 〔缺〕 is not in the original; 〔疑〕 is undecided between the figures that follow."""
    if cell.state is State.READ and cell.value is not None:
        return plain(cell.value) + cell.unit
    if cell.state is State.ABSENT:
        return LOST
    return DOUBTFUL + "/".join(map(plain, cell.candidates)) if cell.state is State.AMBIGUOUS else ""
