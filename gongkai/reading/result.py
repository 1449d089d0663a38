"""What reading gives: a Reading (the report, where each figure came from, what was doubtful), or Unreadable in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
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
    area: tuple[float, float, float, float] | None = None  # on the page as shown: x0, y0, x1, y1 in parts of the page
    is_unsure: bool = False  # recognised in a picture, but not well

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

    def rows(self) -> list[dict[str, object]]:
        """A dict a cell, in the order of the form, for any data frame; the value of a cell that was not read is None."""
        return [
            {
                "cell": key,
                "place": self.report.where(key),
                "value": cell.value,
                "state": cell.state.value,
                "unit": cell.unit,
                "printed": self.sources[key].text if key in self.sources else "",
                "source": str(self.sources.get(key, "")),
            }
            for key, cell in self.report.cells.items()
        ]

    def _repr_html_(self) -> str:
        title = f"{self.report.body or '单位不明'} {self.report.year or '年份不明'}（{self.name}）"
        boxes = "".join(
            f"<tr><td>{escape(str(row['place']))}</td><td>{escape(_in_words(row))}</td>"
            f"<td>{escape(str(row['source']))}</td></tr>"
            for row in self.rows()
        )
        head = "<thead><tr><th>位置</th><th>数</th><th>出处</th></tr></thead>"
        doubts = f"<p>存疑 {len(self.doubts)} 处</p>" if self.doubts else ""
        return f"<table><caption>{escape(title)}</caption>{head}<tbody>{boxes}</tbody></table>{doubts}"


_STATES = {"blank": "（空白）", "absent": "（没有）", "ambiguous": "（不能确定）"}


def _in_words(row: Mapping[str, object]) -> str:
    return _STATES.get(str(row["state"]), f"{row['value']}{row['unit']}")


class Unreadable(Exception):
    """A file that cannot be read as an annual report: what is wrong, where, and what to do now, in Chinese."""

    def __init__(self, what: str, do: str, *, where: str = "") -> None:
        super().__init__(what, do, where)
        self.what, self.do, self.where = what, do, where

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        return f"{self.what}{place}。{self.do}"


class Scanned(Unreadable):
    """A file of pictures, which was not looked at: that takes a while, and needs gongkai[ocr]."""

    def __init__(self, what: str, do: str = "请找原始的 Word 或文字版 PDF，或者先做文字识别") -> None:
        super().__init__(what, do)
