"""What kind of file the bytes are: by content, never by name; and what to say when no reader can take them."""

from types import ModuleType

from gongkai.reading import unpack
from gongkai.reading.readers import html, legacy, office, own, pdf, scan, sheet, text
from gongkai.reading.result import Unreadable

# In order: the first reader that claims the bytes reads them. Text comes last, for it claims almost anything.
READERS: tuple[ModuleType, ...] = (own, office, sheet, legacy, pdf, scan, html, text)

MOST_BYTES = 100_000_000

_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "这是 RTF 文件", "请用 Word 或 WPS 打开，另存为 docx 后再试"),
    (b"Rar!", "这是 RAR 压缩包", "请解开，或者改压成 zip 后再试"),
    (b"7z\xbc\xaf", "这是 7z 压缩包", "请解开，或者改压成 zip 后再试"),
    (b"MZ", "这是程序文件，不是报告", "请确认选对了文件"),
)


def reader(data: bytes) -> ModuleType:
    """The reader for these bytes; Unreadable says what the file is and what to do."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的", "请确认文件已经完整下载")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件有 {len(data) // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB", "请只留年度报告再试")
    for mark, what, do in _OTHER_KINDS:
        if data.startswith(mark):
            raise Unreadable(what, do)
    for each in READERS:
        if each.claims(data):
            return each
    raise _unknown(data)


def _unknown(data: bytes) -> Unreadable:
    if unpack.is_zip(data):
        names = unpack.names(data)
        if not names:
            return Unreadable("文件不完整，压缩结构已损坏", "请重新下载或者重新导出这个文件")
        if any(name.endswith("OFD.xml") for name in names):
            return Unreadable("这是 OFD 版式文件，目前还读不了", "请导出为 PDF 或 docx 后再试")
        if "content.xml" in names:
            return Unreadable("这是 OpenDocument 文件，目前还读不了", "请另存为 docx 或 xlsx 后再试")
        return Unreadable("这个压缩文件里没有可读的报告正文", "请确认选对了文件")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Unreadable("这个旧版 Office 文件不完整，或者不是文字和表格文件", "请用 Word 或 WPS 打开后另存一份再试")
    return Unreadable("认不出这是什么文件", "请换成 docx、doc、wps、pdf、html、xlsx、txt 中的一种，或者扫描的图片")
