"""Logs as lines of JSON, without personal data: never a path, a file name, a text or a message of an exception."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

FACTS = ("method", "route", "status", "milliseconds", "readings", "unreadable")


class JsonLines(logging.Formatter):
    """One event a line. The words of the event are its template; what was filled into it is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        event: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg),
        }
        event |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        code = getattr(record, "status_code", None)
        if code is not None:
            event["status"] = code
        if record.exc_info and record.exc_info[0]:
            event["error"] = record.exc_info[0].__name__
            event["trace"] = _trace(record.exc_info[1])
        return json.dumps(event, ensure_ascii=False)


def _trace(error: BaseException | None) -> list[str]:
    """Where it happened: files, lines and functions, without the values."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
