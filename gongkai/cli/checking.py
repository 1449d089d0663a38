"""gongkai check and gongkai explain: findings as text, JSON or SARIF, and the page of a check."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from gongkai import __version__
from gongkai.cli import show
from gongkai.cli.files import Problem, Read, read_all
from gongkai.core import checks
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.records import finding_record

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
        place: dict[str, Any] = {"artifactLocation": {"uri": read.name}}
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
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": read.name}}}],
    }


def explain(options: argparse.Namespace) -> int:
    """Print the page of one check, or the list of all."""
    if options.code is None:
        _list()
        return 0
    try:
        check = checks.get(options.code)
    except LookupError as error:
        raise Problem(str(error.args[0])) from error
    print(f"{check.code}  {show.WEIGHTS[check.weight]}  {checks.FAMILIES[check.code[0]][0]}")
    print(f"依据：{check.basis}\n")
    print(check.page)
    return 0


def _list() -> None:
    for family, (name, _) in checks.FAMILIES.items():
        print(f"{family}  {name}")
        for check in checks.every():
            if check.code.startswith(family):
                print(f"  {check.code}  {show.WEIGHTS[check.weight]}  {check.title}")
