"""Word 97 files (.doc, and .wps saved so): office-oxide for text and tables, an own reading of the text as second opinion."""

import io
import re
import shutil
import struct
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import office_oxide
import olefile

from gongkai.reading import unpack
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.readers import office
from gongkai.reading.result import Unreadable

_ENCRYPTED = 0x0100  # flag in the file information block
_PIECE = 8  # bytes of a piece descriptor
_PATIENCE = 15  # seconds for LibreOffice
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def claims(data: bytes) -> bool:
    """An OLE container with a Word document in it, or with an encrypted package."""
    return unpack.is_ole(data) and bool(unpack.streams(data) & {"WordDocument", "EncryptedPackage"})


def pages(data: bytes) -> Pages:
    """The blocks of the document."""
    if "EncryptedPackage" in unpack.streams(data):
        raise Unreadable("文件加了密码", "请用 Word 或 WPS 打开，去掉密码后另存一份再试")
    own = own_text(data)
    try:
        with office_oxide.Document.from_bytes(data, "doc") as document:
            tree = document.to_ir()
    except Exception as error:  # noqa: BLE001 - native code; whatever it says, the file did not open
        return _last_resort(data, error)
    except BaseException as error:
        # On some torn files the library panics; what Python then gets is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return _last_resort(data, error)
    blocks = tuple(_blocks(tree))
    if not blocks:
        return _last_resort(data, None)
    return Pages("doc", blocks, remarks=tuple(_disagreement(blocks, own)))


def _disagreement(blocks: Iterable[Block], own: str) -> Iterator[str]:
    """A warning when the two readings of the file do not hold the same numbers."""
    texts = [b.text if isinstance(b, Paragraph) else " ".join(box.text for box in b.boxes) for b in blocks]
    lost = Counter(_NUMBER.findall(own)) - Counter(_NUMBER.findall(" ".join(texts)))
    if own and sum(lost.values()) > 2:
        yield f"用两种办法读这个旧版Word文件，数字不完全一样（如{'、'.join(list(lost)[:3])}），请对照原件"


def _last_resort(data: bytes, error: BaseException | None) -> Pages:
    """LibreOffice, where it is installed, turns the file into a new one; otherwise the person has to."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise Unreadable("这个旧版 Word 文件打不开，可能已损坏", "请用 Word 或 WPS 打开，另存为 docx 后再试") from error
    try:
        found = _converted(data, soffice)
    except (OSError, subprocess.SubprocessError) as failed:
        raise Unreadable(
            "这个旧版 Word 文件打不开，可能已损坏", "请用 Word 或 WPS 打开，另存为 docx 后再试"
        ) from failed
    return Pages("doc", found.blocks, remarks=("文件经 LibreOffice 转换后读取",))


def _converted(data: bytes, soffice: str) -> Pages:
    """What LibreOffice makes of the file; an OSError where no file may be written, as in the child of the guard."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, "report.doc")
        old.write_bytes(data)
        command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
        subprocess.run([*command, "--outdir", folder, old], timeout=_PATIENCE, check=True, capture_output=True)
        return office.pages(Path(folder, "report.docx").read_bytes())


# ── office-oxide's tree ─────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(tree: Mapping[str, Any]) -> Iterator[Block]:
    for section in tree.get("sections", ()):
        for element in section.get("elements", ()):
            yield from _element(element)


def _element(element: Mapping[str, Any]) -> Iterator[Block]:
    kind = element.get("type")
    if kind == "table":
        yield from _table(element)
    elif kind == "list":
        for item in element.get("items", ()):
            yield from (block for inner in item.get("content", ()) for block in _element(inner))
    else:
        text = _text(element)
        if text.strip():
            yield Paragraph(text)


def _text(node: object) -> str:
    if isinstance(node, list):
        return "".join(_text(each) for each in node)
    if not isinstance(node, dict):
        return ""
    if node.get("type") in ("line_break", "soft_break", "break"):
        return "\n"
    return str(node.get("text") or "") + _text(node.get("content") or [])


def _table(table: Mapping[str, Any]) -> Iterator[Block]:
    boxes: list[Box] = []
    open_until: dict[int, int] = {}  # column -> first row that a cell above no longer covers
    for number, row in enumerate(table.get("rows", ())):
        column = 0
        for cell in row.get("cells", ()):
            while open_until.get(column, 0) > number:
                column += 1
            columns, rows = max(1, int(cell.get("col_span") or 1)), max(1, int(cell.get("row_span") or 1))
            text = "\n".join(_text(each) for each in cell.get("content", ()))
            boxes.append(Box(text, number, column, rows, columns))
            open_until.update(dict.fromkeys(range(column, column + columns), number + rows))
            column += columns
    if boxes:
        yield Table(tuple(boxes))


# ── the second opinion ──────────────────────────────────────────────────────────────────────────────────────────────


def own_text(data: bytes) -> str:
    """The characters of a Word 97 file by its piece table ([MS-DOC] 2.4.1); empty when the file is torn.

    Raises Unreadable for an encrypted document.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            document = container.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", document, 10)[0]
            table = container.openstream("1Table" if flags & 0x0200 else "0Table").read()
    except Exception:  # noqa: BLE001 - a torn container gives no second opinion
        return ""
    if flags & _ENCRYPTED:
        raise Unreadable("文件加了密码", "请用 Word 或 WPS 打开，去掉密码后另存一份再试")
    try:
        offset, size = struct.unpack_from("<II", document, 0x01A2)
        return "".join(_pieces(document, table[offset : offset + size]))
    except (struct.error, IndexError):
        return ""


def _pieces(document: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plcf = clx[at + 5 : at + 5 + size]
    count = (size - 4) // (4 + _PIECE)
    ends = struct.unpack_from(f"<{count + 1}I", plcf, 0)
    for number in range(count):
        place = struct.unpack_from("<I", plcf, 4 * (count + 1) + _PIECE * number + 2)[0]
        length = ends[number + 1] - ends[number]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            yield document[start : start + length].decode("cp1252", "replace")
        else:
            start = place & 0x3FFFFFFF
            yield document[start : start + 2 * length].decode("utf-16-le", "replace")
