"""Pictures of pages, and PDF files that are nothing else: recognised where gongkai[ocr] is installed, which takes a while."""

from importlib import import_module

from gongkai.reading.pages import Pages
from gongkai.reading.result import Scanned

_MARKS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
_BITMAPS = (b"BM", b"RIFF")  # too short to be sure


def claims(data: bytes) -> bool:
    """The first bytes of the usual kinds of pictures."""
    is_bitmap = data.startswith(_BITMAPS) and (data[8:12] == b"WEBP" or data[6:10] == bytes(4))
    return data.startswith(_MARKS) or is_bitmap


def pages(_data: bytes) -> Pages:
    """Nothing, for a picture: it must be looked at, by `recognised`, when there is time for it."""
    raise Scanned("这是一张图片")


def recognised(data: bytes) -> Pages:
    """The blocks of all pages as seen. Raises Scanned where the eyes are not installed."""
    try:
        scans = import_module("gongkai.reading.scans")
    except ImportError as error:
        do = "请找原始的 Word 或文字版 PDF，或者请管理员装上 gongkai[ocr]"
        raise Scanned("这是扫描件或图片，而识别扫描件的部件没有安装", do) from error
    found = scans.pages(data)
    assert isinstance(found, Pages)
    return found
