"""The editions of the annual report form (年度报告格式), each a TOML file that can be read beside the printed form."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

TABLES = ("proactive", "applications", "remedies")
PARTS = ("overview", "proactive", "applications", "remedies", "problems", "other_matters")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six numbered parts of the report."""

    key: str
    label: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures."""

    key: str
    label: str
    group: str  # the heading above several columns, or ""
    unit: str  # "" where the form prints none
    is_signed: bool
    is_decimal: bool
    sums_columns: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of figures; `groups` are the labels printed to its left, outermost first."""

    key: str
    number: str
    label: str
    aliases: tuple[str, ...]
    groups: tuple[str, ...]
    basis: str
    is_result: bool
    sums_results: bool

    @property
    def printed(self) -> str:
        """The label with its number, as the form prints it."""
        return self.number + self.label


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share their columns: an item of Article 20, or a whole table."""

    key: str  # "" for a table that is one block
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """One of the three statutory tables."""

    key: str
    title: str
    corner: str
    columns_title: str
    blocks: tuple[Block, ...]
    balance: tuple[tuple[str, ...], ...]

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The id of every cell, in the order of the form."""
        return tuple(
            self.cell(row.key, column.key, block.key)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )

    def cell(self, row: str, column: str, block: str = "") -> str:
        """The id of one cell."""
        return f"{self.key}.{block}.{row}.{column}" if block else f"{self.key}.{row}.{column}"

    def line(self, row: str, block: str = "") -> tuple[str, ...]:
        """The ids of all cells of one row, in the order of its columns."""
        return self._lines[block, row]

    @cached_property
    def _lines(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {
            (block.key, row.key): tuple(self.cell(row.key, column.key, block.key) for column in block.columns)
            for block in self.blocks
            for row in block.rows
        }

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the form."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a table that is one block."""
        (block,) = self.blocks
        return block.columns

    @cached_property
    def summands(self) -> tuple[Column, ...]:
        """The columns that the row total adds up."""
        return tuple(column for column in self.columns if not column.sums_columns)

    @cached_property
    def total(self) -> Column:
        """The column that adds up the others."""
        return next(column for column in self.columns if column.sums_columns)


@dataclass(frozen=True)
class Edition:
    """One version of the form: its parts and its three tables."""

    key: str
    title: str
    document_number: str
    first_year: int
    last_year: int | None
    parts: tuple[Part, ...]
    tables: Mapping[str, Table]

    def where(self, cell: str) -> str:
        """The place of a cell in the words of the form: 表三/总计/自然人."""
        return self._places[cell]

    @cached_property
    def _places(self) -> dict[str, str]:
        names = {"proactive": "表二", "applications": "表三", "remedies": "表四"}
        return {
            table.cell(row.key, column.key, block.key): "/".join(
                [names[table.key], *short_labels(row), column.label.split("（")[0].replace("/", "")]
            )
            for table in self.tables.values()
            for block in table.blocks
            for row in block.rows
            for column in block.columns
        }


def short_labels(row: Row) -> list[str]:
    """The row in words, without the outermost group and without remarks in brackets."""
    inner = [group for group in row.groups if not group.startswith("三、")]
    return [*(group.split("）")[-1] for group in inner), row.label.split("（")[0]]


def every() -> tuple[Edition, ...]:
    """All editions, oldest first."""
    return _editions()


def of(year: int) -> Edition:
    """The edition in force for reports of `year`; LookupError for years before the national form of 2019."""
    for edition in _editions():
        if edition.first_year <= year and (edition.last_year is None or year <= edition.last_year):
            return edition
    raise LookupError(f"{year} 年还没有全国统一的年度报告格式（始于 {_editions()[0].first_year} 年）")


def get(key: str) -> Edition:
    """The edition named `key`, for example 2021-30."""
    for edition in _editions():
        if edition.key == key:
            return edition
    raise LookupError(f"没有“{key}”这一版年度报告格式；有：{'、'.join(e.key for e in _editions())}")


@cache
def _editions() -> tuple[Edition, ...]:
    folder = resources.files(__package__)
    files = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    found = [_edition(tomllib.loads(each.read_text("utf-8"))) for each in files]
    return tuple(sorted(found, key=lambda edition: edition.first_year))


def _edition(data: Mapping[str, Any]) -> Edition:
    return Edition(
        key=data["key"],
        title=data["title"],
        document_number=data["document_number"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        parts=tuple(Part(p["key"], p["label"], tuple(p.get("aliases", ()))) for p in data["parts"]),
        tables={key: _table(key, data[key]) for key in TABLES},
    )


def _table(key: str, data: Mapping[str, Any]) -> Table:
    blocks: Sequence[Mapping[str, Any]] = data.get("blocks", [data])
    return Table(
        key=key,
        title=data["title"],
        corner=data.get("corner", ""),
        columns_title=data.get("columns_title", ""),
        blocks=tuple(_block(block, data.get("unit", ""), is_whole=block is data) for block in blocks),
        balance=tuple(tuple(side) for side in data.get("balance", ())),
    )


def _block(data: Mapping[str, Any], unit: str, *, is_whole: bool) -> Block:
    return Block(
        key="" if is_whole else data["key"],
        label="" if is_whole else data["label"],
        columns=tuple(_columns(data["columns"], unit)),
        rows=tuple(_row(row) for row in data["rows"]),
    )


def _columns(listed: Sequence[Mapping[str, Any]], unit: str) -> Iterator[Column]:
    for each in listed:
        yield Column(
            key=each["key"],
            label=each["label"],
            group=each.get("group", ""),
            unit=each.get("unit", unit),
            is_signed=each.get("signed", False),
            is_decimal=each.get("decimal", False),
            sums_columns=each.get("sums_columns", False),
        )


def _row(data: Mapping[str, Any]) -> Row:
    return Row(
        key=data["key"],
        number=data.get("number", ""),
        label=data["label"],
        aliases=tuple(data.get("aliases", ())),
        groups=tuple(data.get("groups", ())),
        basis=data.get("basis", ""),
        is_result=data.get("results", False),
        sums_results=data.get("sums_results", False),
    )
