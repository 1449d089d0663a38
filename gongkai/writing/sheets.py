"""The statutory tables as rows of a page: headings merged as the form prints them, and in each cell what the page draws there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from gongkai.core import editions
from gongkai.writing.tables import Box, Form, form

Drawn = TypeVar("Drawn")
Draw = Callable[[Box, bool], Drawn]  # a box of figures, and whether it is in a column that adds up others

NAMES = MappingProxyType({"proactive": "表二", "applications": "表三", "remedies": "表四"})


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `lines` are broken where a narrow column needs it."""

    lines: tuple[str, ...]
    scope: str
    css: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row(Generic[Drawn]):
    """One printed row: headings and figures."""

    heads: tuple[Head, ...]
    figures: tuple[Drawn, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Drawn]):
    """One printed table."""

    key: str
    name: str
    title: str
    head: tuple[Row[Drawn], ...]
    body: tuple[Row[Drawn], ...]


def sheet(edition: str, key: str, draw: Draw[Drawn]) -> Sheet[Drawn]:
    """The table `key` of an edition with what `draw` makes of each of its cells."""
    printed = form(edition, key)
    rows = tuple(_rows(printed, editions.get(edition).tables[key], draw))
    return Sheet(key, NAMES[key], printed.caption, rows[: printed.title_rows], rows[printed.title_rows :])


def _rows(printed: Form, table: editions.Table, draw: Draw[Drawn]) -> Iterator[Row[Drawn]]:
    lines = [(block, row) for block in table.blocks for row in block.rows]
    sums = {
        table.cell(row.key, each.key, block.key) for block, row in lines for each in block.columns if each.sums_columns
    }
    is_whole = {table.cell(row.key, block.columns[0].key, block.key): _is_whole(printed, row) for block, row in lines}
    for line in printed.rows:
        boxes = [box for box, continues in line if not continues]
        heads = tuple(_head(printed.key, box) for box in boxes if not box.is_figure)
        figures = tuple(draw(box, box.cell in sums) for box in boxes if box.is_figure)
        yield Row(heads, figures, "tot" if any(is_whole.get(box.cell) for box in boxes) else "")


def _is_whole(printed: Form, row: editions.Row) -> bool:
    return printed.key == "applications" and (not row.groups or row.sums_results)


def _head(key: str, box: Box) -> Head:
    if key == "proactive":
        scope, css = {"block": ("colgroup", "sec"), "row": ("row", "")}.get(box.role, ("col", "hd"))
        return Head((box.text,), scope, css, box.columns, box.rows)
    if box.role == "corner":
        return Head((box.text.strip("（）"),), "col", "rule", box.columns, box.rows)
    if box.role == "group":
        css = "lv2" if box.column else "g v"
        return Head(lines(box.text) if box.column else (box.text,), "rowgroup", css, box.columns, box.rows)
    is_wide = box.role == "row" or box.columns > 1
    scope = "row" if box.role == "row" else "colgroup" if is_wide else "col"
    return Head((box.text,) if is_wide else lines(box.text), scope, "", box.columns, box.rows)


def lines(label: str) -> tuple[str, ...]:
    """商业企业 stands in two lines of a narrow column, （三）不予公开 too."""
    if label.startswith("（") and "）" in label:
        number, rest = label.split("）", 1)
        return (number + "）", rest)
    return (label[:-2], label[-2:]) if 4 <= len(label) <= 6 else (label,)
