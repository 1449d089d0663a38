"""A report in our own JSON: nothing of it is lost but the year before."""

import json

from gongkai.core.records import report_record
from gongkai.core.reports import Report


def write(report: Report) -> bytes:
    """The report as the bytes of a .json."""
    text = json.dumps(report_record(report), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"  # half a character, which is none, becomes a question mark
