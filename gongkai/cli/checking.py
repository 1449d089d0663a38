"""gongkai check and gongkai explain: findings as text, JSON or SARIF, and the page of a check."""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.markup import escape

from gongkai import __version__
from gongkai.cli import show
from gongkai.cli.files import Problem, Read, read_all
from gongkai.core import checks
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.records import finding_record

FORMATS = ("text", "json", "sarif")
_NEAR = 6  # codes shown for one that is none
_LEVELS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.NOTE: "note"}


def run(options: argparse.Namespace) -> int:
    """Check the files: 0 clean, 1 error findings, 2 unreadable."""
    read = list(read_all(options.files))
    {"text": _text, "json": _json, "sarif": _sarif}[options.format](read)
    for each in read:
        if each.unreadable:
            print(f"gongkai: {each.name}：{each.unreadable}", file=sys.stderr)
    if any(each.unreadable for each in read):
        return 2
    return 1 if any(each.examination and each.examination.errors for each in read) else 0


def _text(read: Sequence[Read]) -> None:
    console = Console()
    for each in read:
        if each.reading and each.examination:
            report = each.reading.report
            console.print(f"[bold]{escape(each.name)}[/] {escape(report.body)} {report.year or '？'}年", soft_wrap=True)
            show.findings(console, each.examination)
    if len(read) > 1:
        unread = sum(each.reading is None for each in read)
        wrong = sum(bool(each.examination and each.examination.errors) for each in read)
        clean = len(read) - unread - wrong
        console.print(
            f"共 {len(read)} 个文件：{clean} 个没有错误，{wrong} 个有错误，{unread} 个读不了", highlight=False
        )


def _json(read: Sequence[Read]) -> None:
    for each in read:
        record: dict[str, Any] = {"file": each.name}
        if each.reading and each.examination:
            report = each.reading.report
            record |= {"body": report.body, "year": report.year}
            record["findings"] = [finding_record(finding) for finding in each.examination.findings]
            record["passed"] = list(each.examination.passed)
        else:
            record["unreadable"] = str(each.unreadable)
        print(json.dumps(record, ensure_ascii=False))


def _sarif(read: Sequence[Read]) -> None:
    """SARIF 2.1.0: what code-review tools read."""
    driver = {
        "name": "gongkai",
        "version": __version__,
        "rules": [_rule(check) for check in checks.every()],
    }
    results = [result for each in read if each.examination for result in _results(each, each.examination.findings)]
    unread = [_notification(each) for each in read if each.unreadable]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    print(json.dumps(document, ensure_ascii=False, indent=1))


def _rule(check: checks.Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.basis},
        "help": {"text": check.page},
        "defaultConfiguration": {"level": _LEVELS[check.weight]},
    }


def _results(read: Read, findings: Iterable[Finding]) -> Iterable[dict[str, Any]]:
    for finding in findings:
        is_failure = finding.verdict is Verdict.FAIL
        place = _place(read)
        source = (
            next((read.reading.sources[c] for c in finding.cells if c in read.reading.sources), None)
            if read.reading
            else None
        )
        if source and source.span:
            place["region"] = {"charOffset": source.span[0], "charLength": source.span[1] - source.span[0]}
        yield {
            "ruleId": finding.code,
            "kind": "fail" if is_failure else "open",
            "level": _LEVELS[finding.weight] if is_failure else "none",
            "message": {"text": f"{finding.at}：{finding.says}"},
            "locations": [{"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": finding.at}]}],
        }


def _notification(read: Read) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": str(read.unreadable)},
        "locations": [{"physicalLocation": _place(read)}],
    }


def _place(read: Read) -> dict[str, Any]:
    """Where a file is, as an address; one that lies in an archive has the archive's name before its own."""
    path = Path(read.name)
    return {"artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}}


def explain(options: argparse.Namespace) -> int:
    """Print the page of one check, or the list of all."""
    if options.code is None:
        _list()
        return 0
    code = unicodedata.normalize("NFKC", options.code).strip().upper()
    try:
        check = checks.get(code)
    except LookupError as error:
        near = "、".join(_near(code))
        meant = f"；相近的有 {near}" if near else ""
        raise Problem(f"没有编号为 {options.code:.20} 的检查{meant}；全部编号见 gongkai explain") from error
    print(f"{check.code}  {show.WEIGHTS[check.weight]}  {checks.FAMILIES[check.code[0]][0]}")
    print(f"依据：{check.basis}\n")
    print(check.page)
    return 0


def _near(code: str) -> list[str]:
    """Codes of the same family with the next numbers; of every family where the letter is missing."""
    number = int("".join(re.findall("[0-9]", code))[:4] or 0)
    codes = [check.code for check in checks.every()]
    family = [each for each in codes if each.startswith(code[:1])] if code else []
    same = family or [each for each in codes if int(each[1:]) == number]
    return sorted(same, key=lambda each: abs(int(each[1:]) - number))[:_NEAR]


def _list() -> None:
    for family, (name, _) in checks.FAMILIES.items():
        print(f"{family}  {name}")
        for check in checks.every():
            if check.code.startswith(family):
                print(f"  {check.code}  {show.WEIGHTS[check.weight]}  {check.title}")
