"""An annual report (政府信息公开工作年度报告) as values: cells in four states, texts of the six parts, the year before."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from gongkai.core.editions import Edition, Table, get

Number = int | Decimal


class State(StrEnum):
    """Silence is not zero: only a read cell has a value."""

    READ = "read"
    BLANK = "blank"  # printed, and empty
    ABSENT = "absent"  # not in the file
    AMBIGUOUS = "ambiguous"  # in the file, and not to be decided


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its state, its value if it was read, the unit if one is printed in the cell itself."""

    state: State
    value: Number | None = None
    unit: str = ""
    candidates: tuple[Number, ...] = ()

    def __post_init__(self) -> None:
        if (self.state is State.READ) != (self.value is not None):
            raise ValueError(f"only a read cell has a value: {self.state}, {self.value}")


BLANK = Cell(State.BLANK)
ABSENT = Cell(State.ABSENT)


def read_cell(value: Number, unit: str = "", candidates: Iterable[Number] = ()) -> Cell:
    """A cell that was read; a whole Decimal becomes an int, so that 5 and 5.0 are the same figure.

    `candidates` are other readings that were weighed and set aside; a finding says so.
    """
    return _read_cell(value, unit, tuple(candidates))


@lru_cache(maxsize=4096)
def _read_cell(value: Number, unit: str, candidates: tuple[Number, ...]) -> Cell:
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else value.normalize()
    return Cell(State.READ, value, unit, candidates)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a part as it stands in the report."""

    part: str
    text: str


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Report:
    """The figures and texts of one body for one year. `texts` has the preface and the six parts, paragraphs by line."""

    body: str
    year: int | None
    published_on: date | None
    editions: Mapping[str, str]
    cells: Mapping[str, Cell]
    texts: Mapping[str, str] = field(default_factory=_nothing)
    headings: tuple[Heading, ...] = ()
    dated: str = ""  # the date as printed, where it is no full date: 2021年1月
    last_year: "Report | None" = None

    def cell(self, cell: str) -> Cell:
        """The cell, absent where the report's form has none of that name."""
        return self.cells.get(cell, ABSENT)

    def value(self, cell: str) -> Number | None:
        """The figure, or None when the report does not say."""
        return self.cell(cell).value

    def total(self, *cells: str) -> Number | None:
        """The sum of the cells, or None when any of them is silent."""
        values = [self.value(cell) for cell in cells]
        known = [value for value in values if value is not None]
        return sum(known, start=0) if len(known) == len(values) else None

    def edition(self, table: str) -> Edition:
        """The edition of one table; tables of one report may follow different editions."""
        return get(self.editions[table])

    def table(self, table: str) -> Table:
        """The form of one table of this report."""
        return self.edition(table).tables[table]

    def where(self, cell: str) -> str:
        """The place of a cell in the words of the form."""
        return self.edition(cell.split(".", 1)[0]).where(cell)


def empty_cells(editions_by_table: Mapping[str, str]) -> dict[str, Cell]:
    """Every cell of the tables in the given editions, all absent."""
    return {cell: ABSENT for table, edition in editions_by_table.items() for cell in get(edition).tables[table].cells}


_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026\u00b7"
_SPACE_BESIDE_CJK = re.compile(f"(?<=[{_CJK}])[ \t]+|[ \t]+(?=[{_CJK}])")


def tidy(text: str) -> str:
    """Running text without the blanks of layout: no blank beside a Chinese character, no empty paragraph."""
    paragraphs = (_SPACE_BESIDE_CJK.sub("", " ".join(line.split())) for line in text.splitlines())
    return "\n".join(line for line in paragraphs if line)


@cache
def body_kind(body: str) -> str:
    """`government`, `township`, `department` or `unknown`, from the name alone (Art 49 treats them differently)."""
    if re.search(r"[镇乡]人民政府$|街道办事处$|[镇乡]$|街道$", body):
        return "township"
    if re.search(r"[省市区县州盟旗]人民政府$|[省市区县州盟旗]政府$", body):
        return "government"
    if re.search(r"(局|委员会|办公室|厅|部|署|委|中心|队|所|馆|站|处|院|协会|集团)$", body):
        return "unknown" if body.endswith(("管理委员会", "管委会")) else "department"
    return "unknown"
