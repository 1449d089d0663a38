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
        return reading_of(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise Unreadable("这个 JSON 文件不完整，或者被改坏了", "请重新导出", where=str(error)[:120]) from error
