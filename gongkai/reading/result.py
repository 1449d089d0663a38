"""What reading gives: a Reading (the report, where each figure came from, what was doubtful), or Unreadable in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.core.findings import Doubt
from gongkai.core.reports import Report


class Source(NamedTuple):
    """Where a figure was read: page, table, row, column (all from 1), or characters of a text; and the text as printed."""

    text: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    span: tuple[int, int] | None = None
    passage: str = ""  # the line or the table row around it

    def __str__(self) -> str:
        where = [
            f"{before}{number}{after}"
            for before, number, after in (
                ("第", self.page, "页"),
                ("第", self.table, "张表"),
                ("第", self.row, "行"),
                ("第", self.column, "列"),
            )
            if number is not None
        ]
        if self.span:
            where.append(f"第{self.span[0] + 1}至{self.span[1]}字")
        return "".join(where)


@dataclass(frozen=True, slots=True)
class Reading:
    """One file read. Findings are not kept here: `core.checks.examine` makes them from the report and the doubts."""

    name: str
    kind: str
    report: Report
    sources: Mapping[str, Source]
    doubts: tuple[Doubt, ...]


class Unreadable(Exception):
    """A file that cannot be read as an annual report: what is wrong, where, and what to do now, in Chinese."""

    def __init__(self, what: str, do: str, *, where: str = "") -> None:
        super().__init__(what, do, where)
        self.what, self.do, self.where = what, do, where

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        return f"{self.what}{place}。{self.do}"
