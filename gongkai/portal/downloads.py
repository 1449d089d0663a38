"""What can be taken away: the statutory form filled in, the data, the list of findings."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from gongkai import writing
from gongkai.core.findings import Finding, Verdict
from gongkai.core.records import cell_record, finding_record
from gongkai.core.spreadsheets import harmless
from gongkai.portal import sheets
from gongkai.portal.examined import Examined
from gongkai.portal.rulebook import WORDS
from gongkai.reading.records import reading_record

_VERDICTS = {Verdict.PASS: "通过", Verdict.FAIL: "不通过", Verdict.NOT_CHECKABLE: "无法核对"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    name: str
    kind: str
    data: bytes


_Make = Callable[[Examined], bytes]


def download(examined: Examined, want: str) -> Download:
    """The file `want`; KeyError when there is no such kind, CannotWrite when this report cannot be written so."""
    what, kind, make = WAYS[want]
    return Download(f"{_stem(examined)}{what}.{want}", kind, make(examined))


def _stem(examined: Examined) -> str:
    year = f"{examined.report.year}年" if examined.report.year else ""
    name = f"{examined.report.body}{year}年度报告" if examined.report.body else "年度报告"
    return "".join(char for char in name if char not in '\\/:*?"<>|')


def _form(kind: str) -> _Make:
    return lambda examined: writing.write(examined.report, kind)


def data(examined: Examined) -> bytes:
    """The reading with the corrected cells, what they were before, and the findings."""
    record = reading_record(examined.reading)
    for cell, now in examined.corrections.items():
        before = examined.reading.report.cell(cell)
        record["cells"][cell] |= cell_record(now) | {"read_as": cell_record(before)}
    record["findings"] = [finding_record(finding) for finding in examined.examination.findings]
    record["passed"] = list(examined.examination.passed)
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def listing_csv(examined: Examined) -> bytes:
    """The findings as a table that a spreadsheet opens; nothing in it can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["规则", "轻重", "结论", "位置", "说明", "依据", "格子"])
    for finding in examined.examination.findings:
        writer.writerow([harmless(each) for each in _row(finding)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _row(finding: Finding) -> list[str]:
    verdict = _VERDICTS[finding.verdict]
    return [
        finding.code,
        WORDS[finding.weight],
        verdict,
        finding.at,
        finding.says,
        finding.basis,
        " ".join(finding.cells),
    ]


def listing_text(examined: Examined) -> bytes:
    """The findings for reading."""
    counted = sheets.tally(examined)
    how = (
        f"{counted.passed} 条通过，{counted.errors} 条错误，{counted.warnings} 条提醒，"
        f"{counted.remarks} 条说明，{counted.unchecked} 条无法核对"
    )
    lines = [sheets.title(examined.report), f"检查结果：已查 {counted.rules} 条规则，{how}", ""]
    for finding in examined.examination.findings:
        verdict = "" if finding.verdict is Verdict.FAIL else f"，{_VERDICTS[finding.verdict]}"
        lines += [f"[{WORDS[finding.weight]}{verdict}] {finding.code} {finding.at}", f"  {finding.says}"]
        lines += [f"  依据：{finding.basis}", ""]
    return "\n".join(lines).encode("utf-8", "replace")


# What can be asked for: the end of the file's name, its kind, how it is made.
WAYS: dict[str, tuple[str, str, _Make]] = {
    "docx": (
        "（更正表）",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _form("docx"),
    ),
    "pdf": ("（更正表）", "application/pdf", _form("pdf")),
    "xlsx": ("（更正表）", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _form("xlsx")),
    "html": ("（更正表）", "text/html; charset=utf-8", _form("html")),
    "json": ("（数据）", "application/json", data),
    "csv": ("（检查结果）", "text/csv; charset=utf-8", listing_csv),
    "txt": ("（检查结果）", "text/plain; charset=utf-8", listing_text),
}
