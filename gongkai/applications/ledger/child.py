"""The child process of `reading`: limits itself, opens one spreadsheet, and answers with its cells in JSON."""

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

MEMORY = 900_000_000  # bytes
SECONDS = 20
MOST_ROWS, MOST_COLUMNS = 20_200, 200  # of a sheet as it is in the file, headings and blank rows included
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number, no more
DAMAGED = "≈"


def main() -> None:
    """One file from the standard input, one answer to the standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, object] = {"sheets": list(_sheets(data))}
    except calamine.PasswordError:
        answer = {"fault": "表格文件加了密码，请去掉密码后再试"}
    except _TooLarge as error:
        answer = {"fault": str(error)}
    except (calamine.CalamineError, OSError, ValueError):
        answer = {"fault": "这个表格文件不完整或者已损坏，请用 Excel 或 WPS 打开后另存一份再试"}
    except (MemoryError, RecursionError):
        answer = {"fault": "读这个文件需要的内存超出限度，请只留台账再试"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def _limit() -> None:
    """Memory and time as given, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _TooLarge(Exception):
    """More cells than a register has."""


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for each in book.sheets_metadata:
        if each.visible == calamine.SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(each.name)
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise _TooLarge(f"工作表“{each.name}”太大，最多 20000 行、{MOST_COLUMNS} 列；请分成几个文件")
            yield each.name, [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: object) -> str:
    """A cell as text: days as 2026-11-20, figures without a point where they have none."""
    if value is None or isinstance(value, time | timedelta):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _figure(value)
    return str(value)


def _figure(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - only NaN differs from itself
        return ""
    whole = int(value)
    if whole != value:
        return repr(value)
    return f"{DAMAGED}{whole}" if abs(whole) >= _EXACT else str(whole)


if __name__ == "__main__":
    main()
