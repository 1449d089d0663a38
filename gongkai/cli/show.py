"""A reading on the terminal: the three tables as the form has them, and the findings in words."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from gongkai.cli.files import Read
from gongkai.core import editions
from gongkai.core.checks import Examination
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.reports import Cell, Report, State

WEIGHTS = {Weight.ERROR: "错误", Weight.WARNING: "提醒", Weight.NOTE: "说明"}
_STYLES = {Weight.ERROR: "bold red", Weight.WARNING: "yellow", Weight.NOTE: "cyan"}
_STATES = {State.BLANK: "空", State.ABSENT: "缺", State.AMBIGUOUS: "疑"}
_MEANING = {
    State.BLANK: "这一格印着，没有填",
    State.ABSENT: "文件里没有这一格",
    State.AMBIGUOUS: "文件本身定不下来，后面是可能的数",
}
_NARROW = 3  # characters of a head that stay on one line
_SHOWN = 8  # findings of one kind that cannot be checked, before the rest is only counted


def reading(console: Console, read: Read) -> None:
    """One file: title, tables, findings."""
    if read.reading is None or read.examination is None:
        return
    report = read.reading.report
    console.print(
        f"\n[bold]{escape(report.body or '（没有读到机关名称）')}  {report.year or '？'}年政府信息公开工作年度报告[/]"
    )
    dated = report.published_on.isoformat() if report.published_on else report.dated or "没有日期"
    about = f"{read.name} · {read.reading.kind} · {_forms(report)} · {dated}"
    console.print(f"[dim]{escape(about)}[/]\n", soft_wrap=True, highlight=False)
    for table in editions.TABLES:
        _table(console, report, report.table(table))
    unread = {cell.state for cell in report.cells.values()} & set(_STATES)
    for state in (state for state in _STATES if state in unread):
        console.print(f"[yellow]{_STATES[state]}[/]  {_MEANING[state]}", highlight=False)
    findings(console, read.examination)


def _forms(report: Report) -> str:
    """The form that the tables follow; each by itself where they differ."""
    second, third = (report.edition(table).document_number for table in ("proactive", "applications"))
    return second if second == third else f"表二 {second}、表三 {third}"


def _table(console: Console, report: Report, table: editions.Table) -> None:
    console.print(f"[bold]{table.title}[/]")
    heads = table.blocks[0].columns if len(table.blocks) == 1 else ()
    marked = Table(box=box.SIMPLE_HEAD, show_header=bool(heads), pad_edge=False, collapse_padding=True)
    marked.add_column("", overflow="fold")
    for number in range(max(len(block.columns) for block in table.blocks)):
        marked.add_column(_upright(heads[number].label) if heads else "", justify="right", no_wrap=True)
    for block in table.blocks:
        if block.label:
            marked.add_row(f"[dim]{block.label}[/]", *(f"[dim]{column.label}[/]" for column in block.columns))
        group: list[str] = []
        for row in block.rows:
            cells = [report.cell(table.cell(row.key, column.key, block.key)) for column in block.columns]
            *groups, label = editions.short_labels(row)
            if groups and groups != group:
                marked.add_row(f"[dim]{escape(' / '.join(groups))}[/]")
            group = groups
            marked.add_row(Padding(escape(label), (0, 0, 0, 2 if groups else 0)), *map(_cell, cells))
    console.print(marked)


def _upright(label: str) -> str:
    """The head of a column in lines of two characters, so that seven of them leave room for the rows' names."""
    return label if len(label) <= _NARROW else "\n".join(label[at : at + 2] for at in range(0, len(label), 2))


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
