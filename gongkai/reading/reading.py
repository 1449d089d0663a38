"""The two deeds of this room: one report read, and the files of an archive one by one."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.reading import sniff, unpack
from gongkai.reading.pages import Pages
from gongkai.reading.readers import scan
from gongkai.reading.recognize import recognize
from gongkai.reading.result import Reading, Scanned, Unreadable


def read(data: bytes, name: str, *, scans: bool = True) -> Reading:
    """The report in one file. The kind of file is told by its content; `name` is only for messages.

    Raises Unreadable, with what is wrong and what to do, and nothing else, whatever the bytes. Pictures of pages take
    seconds a page: without `scans` they are not looked at, and Scanned is raised.
    """
    try:
        pages = _pages(data, scans=scans)
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable("读这个文件需要的内存超出限度", "请只留年度报告的内容再试") from error
    except Exception as error:  # the readers stand on other people's parsers; whatever those say, the file did not open
        raise Unreadable("文件已损坏，或者不是它看起来的那种文件", "请用 Word 或 WPS 打开后另存一份再试") from error
    return replace(pages, name=name) if isinstance(pages, Reading) else recognize(pages, name)


def _pages(data: bytes, *, scans: bool) -> Pages | Reading:
    found: Pages | Reading
    try:
        found = sniff.reader(data).pages(data)
    except Scanned:
        if not scans:
            raise
        found = scan.recognised(data)
    return found


def several(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The files in a zip that is an archive of reports, each with its name; or the one file that `data` is."""
    if not unpack.is_zip(data) or any(each.claims(data) for each in sniff.READERS[:-1]) or not unpack.names(data):
        yield name, data
        return
    container = unpack.opened(data)
    for info in unpack.files(container):
        yield f"{name}/{_readable(info.filename, info.flag_bits)}", unpack.member(container, info.filename)


def _readable(name: str, flags: int) -> str:
    """Names in archives made on Chinese Windows are GBK that the format takes for code page 437."""
    if flags & 0x800:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name
