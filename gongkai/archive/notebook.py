"""One report in a notebook: read from a file, shown with what the checks say, its cells as a data frame."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Self

from gongkai.archive.answers import Answer, DataFrame
from gongkai.archive.bulk import files
from gongkai.archive.values import Kept
from gongkai.core.checks import examine
from gongkai.core.findings import Finding, Verdict
from gongkai.core.reports import Number
from gongkai.reading import Reading, Unreadable
from gongkai.reading.guard import Guard

_COLUMNS = ("cell", "place", "value", "state", "unit", "printed", "source")


@dataclass(frozen=True, slots=True)
class Report:
    """A reading with what the checks found wrong in it."""

    reading: Reading
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, path: Path | str) -> Self:
        """The report in one file, read in a limited child and checked. Raises Unreadable."""
        reading = read(path)
        examination = examine(reading.report, reading.doubts)
        return cls(reading, tuple(each for each in examination.findings if each.verdict is Verdict.FAIL))

    @classmethod
    def of(cls, kept: Kept) -> Self:
        """One that an archive has: `Report.of(archive.report(id))`."""
        return cls(kept.reading, tuple(each for each in kept.findings if each.verdict is Verdict.FAIL))

    @property
    def body(self) -> str:
        """Whose report it is, as printed; "" where it could not be read."""
        return self.reading.report.body

    @property
    def year(self) -> int | None:
        """Of which year; None where it could not be read."""
        return self.reading.report.year

    @property
    def cells(self) -> Answer:
        """Every cell with its place, value, state and source; the value of a cell that was not read is None."""
        rows = tuple(tuple(each[name] for name in _COLUMNS) for each in self.reading.rows())
        return Answer(_COLUMNS, rows, title=f"{self.body or '单位不明'} {self.year or '年份不明'}")

    def value(self, cell: str) -> Number | None:
        """One figure; None where it was not read."""
        return self.reading.report.value(cell)

    def to_pandas(self) -> DataFrame:
        """The cells as a pandas data frame. Raises NotInstalled where pandas is not there."""
        return self.cells.to_pandas()

    def _repr_html_(self) -> str:
        told = "".join(f"<li>{escape(each.at)}：{escape(each.says)}（{each.code}）</li>" for each in self.findings)
        said = f"<p>检查意见 {len(self.findings)} 条</p><ul>{told}</ul>" if told else "<p>能查的都通过了</p>"
        return said + self.reading._repr_html_()


def read(path: Path | str) -> Reading:
    """The report in one file, read in a limited child. Raises Unreadable."""
    found = list(files(Path(path), Path(path).name))
    if len(found) != 1:
        raise Unreadable(
            f"压缩包里有 {len(found)} 个文件", "请解开后一份一份读，或者用 archive.open(...).add(...) 收进报告库"
        )
    with Guard() as guard:
        return guard.read(found[0].data, found[0].name)
