"""Files of Office before 2007 (.doc, .wps, .xls): text, properties, macros, hidden sheets. They cannot be looked through wholly."""

import io
import struct
from collections.abc import Iterator

import olefile

from gongkai.reading import unpack
from gongkai.reading.readers import legacy
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.hidden.package import is_somebody
from gongkai.release.values import Hidden

_BOUNDSHEET, _FILEPASS, _END_OF_BOOK = 0x0085, 0x002F, 0x000A
_MACROS = frozenset({"VBA", "_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR"})
_EMBEDDED = frozenset({"ObjectPool", "\x01Ole10Native"})
_PROPERTIES = ("author", "last_saved_by", "manager", "company", "comments", "keywords", "subject")


def look(data: bytes) -> Seen:
    """What can be seen of an old file."""
    text = legacy.own_text(data) if "WordDocument" in unpack.streams(data) else ""
    return Seen((("正文", text),), tuple(_unseen(data)), is_complete=False)


def is_encrypted(data: bytes) -> bool:
    """Whether a workbook needs a password."""
    return any(kind == _FILEPASS for kind, _ in _records(data))


def has_macros(data: bytes) -> bool:
    """Whether there is a project of macros."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        return any(part in _MACROS for path in container.listdir(storages=True) for part in path)


def _unseen(data: bytes) -> Iterator[Hidden]:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        parts = {part for path in container.listdir(storages=True) for part in path}
        if parts & _MACROS:
            yield hidden("old.macros", "宏")
        if parts & _EMBEDDED or any(part.startswith("MBD") for part in parts):
            yield hidden("old.embedded", "对象")
        properties = container.get_metadata()
    for name in _PROPERTIES:
        value = getattr(properties, name)
        text = value.decode("gb18030", "replace") if isinstance(value, bytes) else str(value or "")
        if is_somebody(text.strip("\0")):
            yield hidden("old.properties", name, text)
    for kind, body in _records(data):
        if kind == _BOUNDSHEET and len(body) > 8 and body[4] & 3:
            wide = body[7] & 1
            yield hidden("old.hidden_sheet", "工作簿", body[8:].decode("utf-16-le" if wide else "latin-1", "replace"))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records that describe an .xls as a whole; they stand before its first sheet."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = next((each for each in ("Workbook", "Book") if container.exists(each)), None)
        body = container.openstream(name).read() if name else b""
    at = 0
    while at + 4 <= len(body):
        kind, length = struct.unpack_from("<HH", body, at)
        if kind == _END_OF_BOOK:
            return
        yield kind, body[at + 4 : at + 4 + length]
        at += 4 + length
