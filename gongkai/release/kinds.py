"""What kind of file the bytes are, by content; and whether its name says the same."""

from pathlib import PurePath

from gongkai.reading import unpack

_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "program"),  # a shortcut of Windows
)
_OLE = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
EXTENSIONS: dict[str, frozenset[str]] = {
    "docx": frozenset({"docx", "docm", "wps"}),
    "xlsx": frozenset({"xlsx", "xlsm", "et"}),
    "pptx": frozenset({"pptx", "pptm", "dps"}),
    "doc": frozenset({"doc", "wps", "dot"}),
    "xls": frozenset({"xls", "et"}),
    "ppt": frozenset({"ppt", "dps"}),
    "jpg": frozenset({"jpg", "jpeg", "jpe"}),
    "tiff": frozenset({"tif", "tiff"}),
    "txt": frozenset({"txt", "csv"}),
    "html": frozenset({"htm", "html"}),
    "odf": frozenset({"odt", "ods", "odp"}),
    "program": frozenset({"exe", "dll", "sh", "com", "scr", "lnk"}),
    "encrypted": frozenset({"docx", "xlsx", "pptx"}),
}
_TEXT_SIGNS = frozenset(range(32, 256)) | {9, 10, 12, 13, 27}


def kind_of(data: bytes) -> str:
    """The kind of file by content."""
    if not data:
        return "empty"
    for head, kind in _HEADS:
        if data.startswith(head):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if unpack.is_zip(data):
        return _kind_of_package(data)
    if unpack.is_ole(data):
        streams = unpack.streams(data)
        return next((kind for name, kind in _OLE if name in streams), "ole")
    return _kind_of_text(data)


def _kind_of_package(data: bytes) -> str:
    members = unpack.names(data)
    return next((kind for name, kind in _MEMBERS if name in members), "zip")


def _kind_of_text(data: bytes) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "txt"
    if not frozenset(head) <= _TEXT_SIGNS:
        return "unknown"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")):
        return "html" if b"<html" in start or b"<!doctype html" in start else "xml"
    return "txt"


def extension(name: str) -> str:
    """The end of the name, in small letters, without its dot."""
    return PurePath(name.replace("\\", "/")).suffix[1:].lower()


def is_named_right(kind: str, name: str) -> bool:
    """Whether the extension is one of those of the kind."""
    return extension(name) in EXTENSIONS.get(kind, frozenset({kind}))
