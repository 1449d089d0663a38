"""Rich files for the tests of rebuilding: much that a reader sees, so that its loss would show."""

import io
import struct

import docx
import openpyxl
from docx.shared import Cm
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from gongkai.release.hidden import parts
from tests.bad import archives
from tests.bad.handmade import record
from tests.release.made import W, drawing, picture, repacked, run, saved, words

SEEN = (
    "关于某某事项的通知",
    "第一条 内容",
    "列表一",
    "列表二",
    "表头甲",
    "格子乙",
    "页眉字样",
    "上下文",
    "新增文字",
    "链接字样",
    "脚内容",
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_MORE = (
    f"<w:p {W}><w:ins w:id='1' w:author='王五'>{run('新增文字')}</w:ins>"
    f"<w:del w:id='2' w:author='王五'>{run('删去的字', tag='delText')}</w:del></w:p>"
    f"<w:p {W}><w:hyperlink w:anchor='a'>{run('链接字样')}</w:hyperlink>"
    f"{_FIELD.format(code='HYPERLINK secret', shown='脚内容')}</w:p>"
    f"<w:p {W}><w:sdt><w:sdtPr><w:alias w:val='秘密别名'/></w:sdtPr><w:sdtContent>{run('上下文')}</w:sdtContent></w:sdt></w:p>"
    f"<w:p {W}>{_FIELD.format(code='PAGE', shown='7')}</w:p>"
)


def letter() -> bytes:
    """A document with headings, lists, a table, a header, a picture, revisions, a link and fields."""
    document = docx.Document()
    document.add_heading("关于某某事项的通知", 1)
    document.add_paragraph("第一条 内容").runs[0].bold = True
    document.add_paragraph("列表一", style="List Number")
    document.add_paragraph("列表二", style="List Bullet")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "表头甲"
    table.cell(1, 1).text = "格子乙"
    document.sections[0].header.paragraphs[0].text = "页眉字样"
    document.add_picture(io.BytesIO(picture(image=drawing())), width=Cm(4))

    def more(members: dict[str, bytes]) -> None:
        body = members["word/document.xml"]
        at = body.rindex(b"<w:sectPr")
        members["word/document.xml"] = body[:at] + _MORE.encode() + body[at:]

    return repacked(saved(document), more)


def table() -> bytes:
    """A workbook with a merged title, a number, a percentage, a date, a fill and a wide column."""
    one = openpyxl.Workbook()
    sheet = one.active
    sheet.title = "公开表"
    sheet["A1"] = "年度情况表"
    sheet.merge_cells("A1:C1")
    sheet.append(["事项", "比例", "日期"])
    sheet.append(["答复", 0.125, 45000])
    sheet["B3"].number_format = "0.0%"
    sheet["C3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A2"].font = Font(bold=True, color="FFFFFFFF")
    sheet["A2"].fill = PatternFill("solid", fgColor="FF1F4E79")
    sheet["A2"].border = Border(left=Side(style="thin"))
    sheet["A2"].alignment = Alignment(horizontal="center")
    sheet.column_dimensions["A"].width = 30
    return saved(one)


def lines() -> bytes:
    """Lines of text for the content of a PDF."""
    return words("第一行正文", 100, 700) + words("第二行正文", 100, 680)


def _label(row: int, column: int, look: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<4HB", row, column, look, len(text), 1) + text.encode("utf-16-le"))


def _xf(font: int, number: int) -> bytes:
    return record(0x00E0, struct.pack("<2H", font, number) + bytes(16))


def _stream(kind: int, records: bytes) -> bytes:
    return record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0, 0, 0, 0)) + records + record(0x000A)


def old_table() -> bytes:
    """A workbook before 2007 with a hidden row, column and sheet, a format that shows nothing, white text, a merged cell."""
    nothing = record(0x041E, struct.pack("<HHB", 164, 3, 0) + b";;;")
    fonts = b"".join(record(0x0031, struct.pack("<3H", 200, 0, colour) + bytes(10)) for colour in (8, 9))
    looks = _xf(0, 0) + _xf(0, 164) + _xf(1, 0) + _xf(0, 14)
    cells = (
        record(0x007D, struct.pack("<6H", 1, 1, 2560, 0, 1, 0))
        + record(0x0208, struct.pack("<8H", 1, 0, 3, 255, 0, 0, 0x20, 0))
        + _label(0, 0, 0, "事项") + _label(0, 1, 0, "藏列") + _label(0, 2, 0, "件数")
        + _label(1, 0, 0, "藏行") + _label(2, 0, 1, "藏格式") + _label(2, 2, 2, "藏白")
        + record(0x0203, struct.pack("<3Hd", 3, 0, 3, 45000.0)) + record(0x027E, struct.pack("<3HI", 3, 2, 0, (12 << 2) | 2))
        + _label(4, 0, 0, "合并") + _label(4, 2, 0, "藏底") + record(0x00E5, struct.pack("<5H", 1, 4, 4, 0, 2))
    )  # fmt: skip
    pages = (("公开表", 0, cells), ("藏表", 1, _label(0, 0, 0, "藏")))
    streams = [_stream(0x0010, body) for _, _, body in pages]
    names = [name.encode("utf-16-le") for name, _, _ in pages]
    start = 20 + sum(4 + 8 + len(name) for name in names) + len(nothing + fonts + looks) + 4
    sheets = b""
    for (name, state, _), stream in zip(pages, streams, strict=True):
        sheets += record(0x0085, struct.pack("<IBBBB", start, state, 0, len(name), 1) + name.encode("utf-16-le"))
        start += len(stream)
    return archives.compound({"Workbook": _stream(0x0005, fonts + nothing + looks + sheets) + b"".join(streams)})


def texts_of(data: bytes) -> str:
    """Everything that the bytes hold, unpacked, in every reading."""
    return "\n".join(text for piece in parts.pieces(data) for text in parts.texts(piece))
