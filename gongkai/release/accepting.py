"""What citizens and clerks may attach: a file in one of a few kinds, whole, open, without programs in it. In the child only."""

import struct
from collections.abc import Callable, Iterator
from itertools import chain

from gongkai.reading import unpack
from gongkai.reading.readers import legacy
from gongkai.release import kinds, paper
from gongkai.release.hidden import old, picture, streams

_ALLOWED = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "jpg", "png", "txt", "ofd"})
_LIST = "pdf、doc、docx、wps、xls、xlsx、jpg、png、txt、ofd"
# fmt: off
_PROGRAMS = frozenset({
    "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "msi", "msp",
    "dll", "lnk", "reg", "jar", "apk", "sh", "py", "app", "cpl", "inf", "chm", "iso",
})
# fmt: on
_MACRO_NAMES = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm"})
_OTHERS = {
    "zip": ("这是压缩包", "请解压后逐个上传里面的文件"),
    "rar": ("这是压缩包", "请解压后逐个上传里面的文件"),
    "7z": ("这是压缩包", "请解压后逐个上传里面的文件"),
    "gz": ("这是压缩包", "请解压后逐个上传里面的文件"),
    "rtf": ("这是 RTF 文件", "请用 Word 或 WPS 打开，另存为 docx 后再上传"),
    "html": ("这是网页文件", "请打印或另存为 PDF 后再上传"),
    "odf": ("这是 OpenDocument 文件", "请另存为 docx 或 xlsx 后再上传"),
    "tiff": ("这是 TIFF 图片", "请另存为 jpg 或 png 后再上传"),
    "bmp": ("这是 BMP 图片", "请另存为 jpg 或 png 后再上传"),
    "gif": ("这是 GIF 图片", "请另存为 jpg 或 png 后再上传"),
    "pptx": ("这是演示文稿", "请另存为 PDF 后再上传"),
    "ppt": ("这是演示文稿", "请另存为 PDF 后再上传"),
    "xlsb": ("这是二进制格式的工作簿", "请另存为 xlsx 后再上传"),
}
_NO_PASSWORD = "文件加了密码，请去掉密码后再上传"  # noqa: S105 - a sentence
_NO_MACROS = "文件里有宏，请另存为不带宏的 docx、xlsx 或 PDF 后再上传"


def accepts(data: bytes, name: str, most_bytes: int) -> str:
    """What is wrong with the file and what to do, in one sentence; empty when it may be attached."""
    kind = kinds.kind_of(data)
    return next(chain(_by_outside(data, name, most_bytes, kind), _by_inside(data, name, kind)), "")


def _by_outside(data: bytes, name: str, most_bytes: int, kind: str) -> Iterator[str]:
    ending = kinds.extension(name)
    if not data.strip(b"\0 \t\r\n"):
        yield "文件是空的，请确认文件已经完整保存后再上传"
    if len(data) > most_bytes:
        yield f"文件有 {len(data) / 1_000_000:.1f} MB，超过 {most_bytes / 1_000_000:g} MB，请压缩图片或者拆成几个文件后再上传"
    if kind == "program" or ending in _PROGRAMS:
        yield f"这是程序文件，不能上传，请上传 {_LIST} 文件"
    if kind == "encrypted":
        yield _NO_PASSWORD
    if ending in _MACRO_NAMES:
        yield _NO_MACROS
    if unpack.is_zip(data) and not unpack.names(data):
        yield "文件不完整，压缩结构已损坏，请重新保存后再上传"
    if unpack.is_zip(data):
        unpack.opened(data)  # refuses bombs and what is encrypted
    if kind in _OTHERS:
        yield "，".join(_OTHERS[kind])
    if kind not in _ALLOWED:
        yield f"认不出这是什么文件，请上传 {_LIST} 文件"


def _by_inside(data: bytes, name: str, kind: str) -> Iterator[str]:
    if not kinds.is_named_right(kind, name):
        ending = kinds.extension(name)
        said = f"文件名说是 {ending}" if ending else "文件名没有扩展名"
        yield f"{said}，内容却是 {kind}，请用原来的软件打开，另存为 {kind} 后再上传"
    inspect = _INSPECTIONS.get(kind)
    if inspect:
        yield from inspect(data)


def _package(data: bytes) -> Iterator[str]:
    container = unpack.opened(data)
    names = container.namelist()
    if any("vbaproject" in each.lower() or "macrosheets/" in each.lower() for each in names):
        yield _NO_MACROS
    if "[Content_Types].xml" in names and b"macroEnabled" in unpack.member(container, "[Content_Types].xml"):
        yield _NO_MACROS
    if any(each.startswith(("/", "\\")) or ".." in each.replace("\\", "/").split("/") for each in names):
        yield "压缩结构里有不正常的路径，请用原来的软件打开，另存一份后再上传"


def _compound(data: bytes) -> Iterator[str]:
    if "WordDocument" in unpack.streams(data):
        legacy.own_text(data)  # refuses what is encrypted
    elif old.is_encrypted(data):
        yield _NO_PASSWORD
    if old.has_macros(data):
        yield _NO_MACROS


def _pdf(data: bytes) -> Iterator[str]:
    if b"/Encrypt" in streams.plain(streams.outside_of_streams(data)):
        yield _NO_PASSWORD
    with paper.opened(data):
        pass


def _picture(data: bytes) -> Iterator[str]:
    try:
        picture.opened(data).verify()
    except (OSError, ValueError, SyntaxError, struct.error):
        yield "这张图片不完整或者已损坏，请重新扫描或者另存一份后再上传"


_INSPECTIONS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "docx": _package,
    "xlsx": _package,
    "ofd": _package,
    "doc": _compound,
    "xls": _compound,
    "pdf": _pdf,
    "jpg": _picture,
    "png": _picture,
}
