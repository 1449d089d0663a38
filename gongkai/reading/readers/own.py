"""Reports in our own JSON: read back as they are, without recognizing anything."""

import json

from gongkai.core.records import FORMAT
from gongkai.reading.records import reading_of
from gongkai.reading.result import Reading, Unreadable


def claims(data: bytes) -> bool:
    """A JSON object that names our format near its beginning or end."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and FORMAT.encode() in data


def pages(data: bytes) -> Reading:
    """The reading itself: there are no pages to recognize."""
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _broken(f"第{error.lineno}行第{error.colno}个字") from error
    except (ValueError, RecursionError) as error:  # no UTF-8, or brackets or digits without end
        raise _broken("") from error
    try:
        return reading_of(record)
    except ValueError as error:
        raise _broken(str(error)[:120]) from error
    except (LookupError, TypeError, AttributeError) as error:
        raise _broken("出处或者存疑的地方") from error


def _broken(where: str) -> Unreadable:
    return Unreadable("这个 JSON 文件不完整，或者被改坏了", "请重新导出", where=where)
