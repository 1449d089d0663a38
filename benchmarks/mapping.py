"""What a reader extracted -> the figures of the report, by our own recogniser for all, so that only extraction is compared."""

import re
from collections.abc import Iterator, Mapping

from benchmarks.peers import Extracted, Rows
from gongkai.core.reports import Number
from gongkai.reading import Reading, Unreadable
from gongkai.reading.pages import Box, Pages, Paragraph, Table
from gongkai.reading.readers import office, text
from gongkai.reading.recognize import recognize

_COUNTED = re.compile(r"(?<=\D)\.\d+$")  # pandas tells columns of one name apart


def figures(found: object) -> Mapping[str, Number]:
    """Cell -> figure; nothing where no report is recognised, or nothing was extracted."""
    if found is None:
        return {}
    try:
        reading = found if isinstance(found, Reading) else recognize(_pages(found), "report")
    except Unreadable:
        return {}
    return {cell: each.value for cell, each in reading.report.cells.items() if each.value is not None}


def _pages(found: object) -> Pages:
    if isinstance(found, Pages):
        return found
    if isinstance(found, Extracted):
        return Pages("extracted", (*map(Paragraph, found.paragraphs), *map(_table, found.tables)))
    if isinstance(found, list):
        return Pages("frames", tuple(_table(_rows_of_frame(frame)) for frame in found))
    return office.pages(found) if isinstance(found, bytes) else text.pages(str(found).encode())


def _table(rows: Rows) -> Table:
    return Table(tuple(Box(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row) if t is not None))


def _rows_of_frame(frame) -> Rows:
    heads = list(zip(*[each if isinstance(each, tuple) else (each,) for each in frame.columns], strict=True))
    rows = [*([] if heads == [tuple(range(frame.shape[1]))] else heads), *frame.itertuples(index=False, name=None)]
    texts = [["" if value != value else _COUNTED.sub("", str(value)) for value in row] for row in rows]  # noqa: PLR0124 - NaN
    return list(_without_copies(texts))


def _without_copies(rows: list[list[str]]) -> Iterator[list[str | None]]:
    """The text of a wide cell is given in every column it covers; where the heads above are alike too, it is one cell."""
    head: list[str] = []
    for row in rows:
        head = row if not any(map(str.isdigit, "".join(row))) else head or row
        yield [None if c and (text, head[c]) == (row[c - 1], head[c - 1]) else text for c, text in enumerate(row)]
