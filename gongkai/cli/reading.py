"""gongkai read: tables on the terminal with the findings below, or one JSON object a file a line."""

import argparse
import json
import sys
from typing import Any

from rich.console import Console

from gongkai.cli import show
from gongkai.cli.files import Read, read_all
from gongkai.core.records import finding_record
from gongkai.reading.records import reading_record


def run(options: argparse.Namespace) -> int:
    """Read the files; 2 when any of them could not be read."""
    status = 0
    console = Console()
    for each in read_all(options.files):
        if options.json:
            print(json.dumps(record(each), ensure_ascii=False), flush=True)
        else:
            show.reading(console, each)
        if each.unreadable:
            print(f"gongkai: {each.name}：{each.unreadable}", file=sys.stderr)
            status = 2
    return status


def record(each: Read) -> dict[str, Any]:
    """One file as JSON: its reading and findings, or the sentence why it could not be read."""
    if each.reading is None or each.examination is None:
        return {"file": each.name, "unreadable": str(each.unreadable)}
    found = reading_record(each.reading)
    found["findings"] = [finding_record(finding) for finding in each.examination.findings]
    found["passed"] = list(each.examination.passed)
    return found
