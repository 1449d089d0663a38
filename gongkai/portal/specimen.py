"""The small real excerpt of a result on the first page: read, checked and laid out like any other report."""

from dataclasses import dataclass
from functools import cache

from gongkai.portal import examples, sheets
from gongkai.portal.equations import Equation
from gongkai.portal.examined import together
from gongkai.portal.notes import Note
from gongkai.portal.passages import Passage
from gongkai.portal.tables import Figure
from gongkai.reading import read
from gongkai.writing.sheets import lines

_ROWS = ("received", "carried_in", "total", "carried_out")
_COLUMNS = ("natural_person", "commercial_enterprise", "total")
_ASKED = "applications.total.natural_person"  # the cell whose passage is shown


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A failing sum, the rows it is made of, one note, one passage."""

    file: str
    title: str
    equation: Equation
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    note: Note
    passage: Passage


@cache
def excerpt() -> Excerpt:
    """The excerpt; made once."""
    (examined,) = together([read(examples.specimen(), examples.SPECIMEN)], [{}])
    sheet = sheets.report_sheet(examined, 1)
    table = examined.report.table("applications")
    drawn = {f.id: f for part in sheet.parts if part.sheet for row in part.sheet.body for f in row.figures}
    rows = [
        (row.printed, tuple(drawn[sheet.ids.cell(table.cell(row.key, column))] for column in _COLUMNS))
        for row in table.rows
        if row.key in _ROWS
    ]
    return Excerpt(
        file=examples.SPECIMEN,
        title=sheet.title,
        equation=sheet.equations[0],
        columns=tuple(lines(column.label) for column in table.columns if column.key in _COLUMNS),
        rows=tuple(rows),
        note=sheet.equations[0].note,
        passage=next(each for each in sheet.passages if each.id == sheet.ids.passage(_ASKED)),
    )
