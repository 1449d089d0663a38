"""A reading on the terminal: the three tables as the form has them, and the findings in words."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gongkai.cli.files import Read
from gongkai.core import editions
from gongkai.core.checks import Examination
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.reports import Cell, Report, State

WEIGHTS = {Weight.ERROR: "错误", Weight.WARNING: "提醒", Weight.NOTE: "说明"}
_STYLES = {Weight.ERROR: "bold red", Weight.WARNING: "yellow", Weight.NOTE: "cyan"}
_STATES = {State.BLANK: "空", State.ABSENT: "缺", State.AMBIGUOUS: "疑"}
_SHOWN = 8  # findings of one kind that cannot be checked, before the rest is only counted


def reading(console: Console, read: Read) -> None:
    """One file: title, tables, findings."""
    if read.reading is None or read.examination is None:
        return
    report = read.reading.report
    console.print(
        f"\n[bold]{escape(report.body or '（没有读到机关名称）')}  {report.year or '？'}年政府信息公开工作年度报告[/]"
    )
    forms = "、".join(
        f"{name} {report.edition(table).document_number}"
        for table, name in (("proactive", "表二"), ("applications", "表三"))
    )
    dated = report.published_on.isoformat() if report.published_on else report.dated or "没有日期"
    console.print(f"[dim]{escape(read.name)} · {read.reading.kind} · {forms} · {dated}[/]")
    for table in editions.TABLES:
        _table(console, report, report.table(table))
    findings(console, read.examination)


def _table(console: Console, report: Report, table: editions.Table) -> None:
    marked = Table(title=table.title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    marked.add_column("", overflow="fold")
    widest = max(table.blocks, key=lambda block: len(block.columns))
    heads = widest.columns if len(table.blocks) == 1 else ()
    for number in range(len(widest.columns)):
        marked.add_column(heads[number].label if heads else "", justify="right", no_wrap=not heads)
    for block in table.blocks:
        if block.label:
            marked.add_row(f"[dim]{block.label}[/]", *(f"[dim]{column.label}[/]" for column in block.columns))
        for row in block.rows:
            cells = [report.cell(table.cell(row.key, column.key, block.key)) for column in block.columns]
            marked.add_row(escape(" / ".join(editions.short_labels(row))), *map(_cell, cells))
    console.print(marked)


def _cell(cell: Cell) -> str:
    if cell.state is State.READ:
        text = f"{cell.value}{cell.unit}"
        return f"[dim]{text}[/]" if cell.value == 0 else text
    candidates = "/".join(map(str, cell.candidates[:4]))
    return f"[yellow]{_STATES[cell.state]}{candidates}[/]"


def findings(console: Console, examination: Examination) -> None:
    """The failures, then what could not be checked, grouped by reason."""
    failures = examination.failures
    silent = [each for each in examination.findings if each.verdict is Verdict.NOT_CHECKABLE]
    counts = "、".join(
        f"{sum(each.weight is weight for each in failures)} 条{name}" for weight, name in WEIGHTS.items()
    )
    console.print(f"检查：{len(examination.passed)} 项通过，{counts}，{len(silent)} 项无法核对")
    for each in failures:
        console.print(line(each), soft_wrap=True, highlight=False)
    for why, codes in _by_reason(silent).items():
        shown = " ".join(codes[:_SHOWN]) + (f" 等 {len(codes)} 项" if len(codes) > _SHOWN else "")
        console.print(f"  [dim]无法核对 {shown}：{escape(why)}[/]", soft_wrap=True, highlight=False)


def _by_reason(silent: Iterable[Finding]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for each in silent:
        reasons.setdefault(each.says, []).append(each.code)
    return reasons


def line(finding: Finding) -> str:
    """One failure in one line of markup."""
    style, name = _STYLES[finding.weight], WEIGHTS[finding.weight]
    return f"  [{style}]{name} {finding.code}[/] {escape(finding.at)}：{escape(finding.says)} [dim]（{escape(finding.basis)}）[/]"
