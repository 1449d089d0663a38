"""One file looked through by the module for its kind, and its pieces searched for personal information. In the child only."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

from python_calamine import CalamineWorkbook

from gongkai.reading import encodings, unpack
from gongkai.release import kinds
from gongkai.release.hidden import old, parts, pdf, picture, sheet, word
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.values import CannotRelease, Looked

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_OFD = (
    ("ofd.annotations", re.compile(r"(?i)annot[^/]*\.xml$")),
    ("ofd.attachments", re.compile(r"(?i)attach")),
    ("ofd.versions", re.compile(r"(?i)versions?/|version\w*\.xml$")),
)


def look(data: bytes, name: str) -> Looked:
    """The file as `gongkai.release.look` tells of it."""
    kind = kinds.kind_of(data)
    if kind == "empty":
        raise CannotRelease("文件是空的", "请确认文件已经完整下载")
    if kind == "encrypted":
        raise CannotRelease("文件加了密码", "请去掉密码后再试")
    seen = _LOOKERS.get(kind, _look_elsewhere)(data)
    personal = parts.traces(seen.visible, parts.pieces(data))
    return Looked(kind, len(data), kinds.is_named_right(kind, name), seen.is_complete, seen.hidden, personal)


def _look_at_text(data: bytes) -> Seen:
    text = encodings.decode(data)
    signs = _INVISIBLE.findall(text)
    found = [hidden("txt.invisible", "正文", f"{len(signs)} 个")] if signs else []
    return Seen((("正文", text),), tuple(found))


def _look_at_old_sheet(data: bytes) -> Seen:
    seen = old.look(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [each.name for each in book.sheets_metadata if str(each.visible).endswith("Visible")]
        texts = [(f"工作表“{name}”", _rows(book, name)) for name in names]
    except Exception:  # noqa: BLE001 - another's parser; what it cannot read is found in the bytes
        return seen
    return Seen(tuple(texts), seen.hidden, is_complete=False)


def _rows(book: CalamineWorkbook, name: str) -> str:
    return "\n".join(str(value) for row in book.get_sheet_by_name(name).to_python() for value in row)


def _look_at_ofd(data: bytes) -> Seen:
    container = unpack.opened(data)
    pages = [name for name in container.namelist() if name.endswith("Content.xml")]
    visible = [(name, text) for name in pages for text in parts.texts(_piece(container, name))]
    found = [
        hidden(code, name)
        for name in container.namelist()
        for code, pattern in _OFD
        if pattern.search(name.rsplit("/", 2)[-1] if code == "ofd.annotations" else name)
    ]
    return Seen(tuple(visible), tuple(found), is_complete=False)


def _piece(container: zipfile.ZipFile, name: str) -> parts.Piece:
    return parts.Piece(name, unpack.member(container, name), "xml")


def _look_at_archive(data: bytes) -> Seen:
    container = unpack.opened(data)
    names = [info.filename for info in unpack.files(container)]
    found = [hidden("zip.members", "压缩包", "、".join(names))] if names else []
    if container.comment:
        found.append(hidden("zip.comment", "压缩包", container.comment.decode("utf-8", "replace")))
    return Seen((), tuple(found), is_complete=False)


def _look_elsewhere(data: bytes) -> Seen:
    if unpack.is_zip(data):
        return _look_at_archive(data)
    return old.look(data) if unpack.is_ole(data) and unpack.streams(data) else Seen(is_complete=False)


_LOOKERS: Mapping[str, Callable[[bytes], Seen]] = MappingProxyType(
    {
        "pdf": pdf.look,
        "docx": word.look,
        "xlsx": sheet.look,
        "doc": old.look,
        "xls": _look_at_old_sheet,
        "jpg": picture.look,
        "png": picture.look,
        "txt": _look_at_text,
        "ofd": _look_at_ofd,
    }
)
