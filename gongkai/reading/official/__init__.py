"""BYTES -> DRAFTED: an official document in any kind of file in, its fields and text out. No disk, no clock, no network."""

import re

from gongkai.core.documents.text import plain
from gongkai.reading import sniff
from gongkai.reading.official.drafted import Citation, Drafted
from gongkai.reading.official.guard import Guard, read_in_child
from gongkai.reading.official.recognize import recognize
from gongkai.reading.pages import Pages
from gongkai.reading.readers import own, sheet
from gongkai.reading.result import Unreadable

__all__ = ["Citation", "Drafted", "Guard", "Unreadable", "read", "read_in_child"]

_CHINESE = re.compile("[\u4e00-\u9fff]")


def read(data: bytes, name: str) -> Drafted:
    """The official document in one file. The kind of file is told by its content; `name` is only for messages.

    Raises Unreadable, with what is wrong and what to do, and nothing else, whatever the bytes.
    """
    reader = sniff.reader(data)
    if reader in (own, sheet):
        raise Unreadable("这是表格或者数据文件，不是公文", "请上传公文的 docx、doc、wps、pdf、html 或 txt", where=name)
    try:
        pages = reader.pages(data)
        assert isinstance(pages, Pages)
        drafted = recognize(pages, data)
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable("读这个文件需要的内存超出限度", "请只留公文再试", where=name) from error
    except Exception as error:  # the readers stand on other people's parsers; whatever those say, the file did not open
        raise Unreadable("文件已损坏，或者不是它看起来的那种文件", "请用 Word 或 WPS 打开后另存一份再试") from error
    if not _CHINESE.search(f"{drafted.title}{plain(drafted.text)}"):
        raise Unreadable("文件里没有公文的文字", "请确认选对了文件；扫描件请先做文字识别", where=name)
    return drafted
