"""A secret through every channel that hides one: name, file name, how it is built, the code that must be told of it."""

# ruff: noqa: E501 (what is planted stands on one line)

from collections.abc import Callable

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from tests.bad import archives, handmade, pdfs
from tests.release.made import (
    ID,
    LETTER,
    MOBILE,
    W,
    body,
    book,
    book_with,
    drawing,
    exif,
    pdf,
    picture,
    png_text,
    revised,
    run,
    word,
    word_with,
    words,
    zipped,
)

Planted = tuple[str, Callable[[], bytes], str]
SHEET = "xl/worksheets/sheet1.xml"


def _comment(document) -> None:
    paragraph = document.add_paragraph("请核对")
    document.add_comment(paragraph.runs, text=f"这人的身份证是{ID}", author="王五")


def _header(document) -> None:
    document.sections[0].header.paragraphs[0].text = f"申请人 {ID}"


def _properties(document) -> None:
    document.core_properties.last_modified_by = "王小五"


def _photograph() -> bytes:
    return picture(exif=exif({0x013B: "王五"}, gps={1: "N", 2: (36.0, 1.0, 2.0)}))


def _styled(document) -> None:
    style = document.styles.add_style("藏", 1)
    style.font.hidden = True
    document.add_paragraph(f"身份证{ID}", style=style)


def _relation(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


def _settings(xml: str) -> dict[str, bytes]:
    return {"word/settings.xml": f"<w:settings {W}>{xml}</w:settings>".encode()}


WORD: dict[str, Planted] = {
    "docx_comment": ("a.docx", lambda: word(_comment), "docx.comments"),
    "docx_inserted": ("a.docx", lambda: body(f'<w:ins w:id="1" w:author="a">{run(ID)}</w:ins>'), "docx.insertions"),
    "docx_deleted": ("a.docx", lambda: body(f'<w:del w:id="1" w:author="a">{run(ID, tag="delText")}</w:del>'), "docx.deletions"),
    "docx_moved": ("a.docx", lambda: body(f'<w:moveFrom w:id="1" w:author="a">{run(ID)}</w:moveFrom>'), "docx.deletions"),
    "docx_vanish": ("a.docx", lambda: body(run(ID, "<w:vanish/>")), "docx.hidden_text"),
    "docx_vanish_style": ("a.docx", lambda: word(_styled), "docx.hidden_text"),
    "docx_white": ("a.docx", lambda: body(run(ID, '<w:color w:val="FFFFFF"/>')), "docx.white_text"),
    "docx_white_theme": ("a.docx", lambda: body(run(ID, '<w:color w:val="auto" w:themeColor="background1"/>')), "docx.white_text"),
    "docx_tiny": ("a.docx", lambda: body(run(ID, '<w:sz w:val="2"/>')), "docx.tiny_text"),
    "docx_header": ("a.docx", lambda: word(_header), "docx.margins"),
    "docx_custom_xml": ("a.docx", lambda: word_with(extra={"customXml/item9.xml": f"<a><b>{ID}</b></a>".encode()}), "office.custom_data"),
    "docx_embedded": ("a.docx", lambda: word_with(extra={"word/embeddings/a.xlsx": book(lambda b: b.active.append([ID]))}), "office.embedded"),
    "docx_ole_embedded": ("a.docx", lambda: word_with(extra={"word/embeddings/oleObject1.bin": archives.compound({"Contents": f"{ID} ".encode("utf-16-le") * 300})}), "office.embedded"),
    "docx_modified_by": ("a.docx", lambda: word(_properties), "office.properties"),
    "docx_template": ("a.docx", lambda: word_with(extra={"word/_rels/settings.xml.rels": _relation("attachedTemplate", "file:///C:\\Users\\wangwu\\a.dotx")}), "office.template"),
    "docx_remote": ("a.docx", lambda: word_with(extra={"word/_rels/settings.xml.rels": _relation("attachedTemplate", "http://127.0.0.1/a.dotm")}), "office.external"),
    "docx_media": ("a.docx", lambda: word_with(extra={"word/media/image1.jpg": _photograph()}), "picture.gps"),
    "docx_thumbnail": ("a.docx", lambda: word_with(extra={"docProps/thumbnail.jpeg": picture()}), "office.thumbnail"),
    "docx_variable": ("a.docx", lambda: word_with(extra=_settings(f'<w:docVars><w:docVar w:name="a" w:val="{ID}"/></w:docVars>')), "docx.variables"),
    "docx_macros": ("a.docm", lambda: word_with(extra={"word/vbaProject.bin": archives.compound({"VBA": b"x"})}), "office.macros"),
}  # fmt: skip


def _hidden_sheet(state: str) -> Callable[..., None]:
    def fill(one) -> None:
        sheet = one.create_sheet("人员")
        sheet.append(["张三", ID])
        sheet.sheet_state = state

    return fill


def _row(one) -> None:
    one.active.append(["张三", ID])
    one.active.row_dimensions[3].hidden = True


def _column(one) -> None:
    one.active["D1"] = ID
    one.active.column_dimensions["D"].hidden = True


def _note(one) -> None:
    one.active["A1"].comment = Comment(f"身份证{ID}", "王五")


def _name(one) -> None:
    one.defined_names["藏"] = DefinedName("藏", attr_text=f'"{ID}"')


def _number(one) -> None:
    one.active["C5"] = 370305197912071172


def _white(one) -> None:
    one.active["C5"] = ID
    one.active["C5"].font = Font(color="FFFFFFFF")


def _nothing_shown(one) -> None:
    one.active["C5"] = ID
    one.active["C5"].number_format = ";;;"


def _author(one) -> None:
    one.properties.creator = "王小五"


EXCEL: dict[str, Planted] = {
    "xlsx_hidden_sheet": ("a.xlsx", lambda: book(_hidden_sheet("hidden")), "xlsx.hidden_sheet"),
    "xlsx_very_hidden_sheet": ("a.xlsx", lambda: book(_hidden_sheet("veryHidden")), "xlsx.hidden_sheet"),
    "xlsx_hidden_row": ("a.xlsx", lambda: book(_row), "xlsx.hidden_rows"),
    "xlsx_hidden_column": ("a.xlsx", lambda: book(_column), "xlsx.hidden_columns"),
    "xlsx_comment": ("a.xlsx", lambda: book(_note), "xlsx.comments"),
    "xlsx_name": ("a.xlsx", lambda: book(_name), "xlsx.defined_names"),
    "xlsx_numeric_id": ("a.xlsx", lambda: book(_number), "xlsx.numeric_id"),
    "xlsx_white": ("a.xlsx", lambda: book(_white), "xlsx.white_text"),
    "xlsx_format": ("a.xlsx", lambda: book(_nothing_shown), "xlsx.hidden_cells"),
    "xlsx_author": ("a.xlsx", lambda: book(_author), "office.properties"),
    "xlsx_pivot": ("a.xlsx", lambda: book_with({"xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords><r><s v="{ID}"/></r></pivotCacheRecords>'.encode()}), "xlsx.pivot_cache"),
    "xlsx_external": ("a.xlsx", lambda: book_with({"xl/externalLinks/externalLink1.xml": f"<externalLink><v>{ID}</v></externalLink>".encode()}), "xlsx.external_links"),
    "xlsx_model": ("a.xlsx", lambda: book_with({"xl/model/item.data": ID.encode("utf-16-le")}), "xlsx.connections"),
    "xlsx_embedded": ("a.xlsx", lambda: book_with({"xl/embeddings/a.docx": body(run(ID))}), "office.embedded"),
    "xlsx_unused_string": ("a.xlsx", lambda: book_with({"xl/sharedStrings.xml": f"<sst><si><t>{ID}</t></si></sst>".encode()}), "xlsx.unused_strings"),
}  # fmt: skip

_NOTE = f"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(see {ID})>>"
_FILES = "/Names<</EmbeddedFiles<</Names[(a.txt) 7 0 R]>>>>"
_FILE = "<</Type/Filespec/F(a.txt)/EF<</F 8 0 R>>>>"
_XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator><rdf:Seq><rdf:li>王小五</rdf:li></rdf:Seq></dc:creator><a>{ID}</a></x:xmpmeta>'
_BOX = b"0 0 0 rg 90 590 300 30 re f\n"
_PIXELS = pdfs.stream(
    bytes(range(256)) * 10, "/Type/XObject/Subtype/Image/Width 64/Height 40/BitsPerComponent 8/ColorSpace/DeviceGray"
)


def _scan(content: bytes) -> bytes:
    page = pdfs.PAGE
    return pdfs.pdf(
        [pdfs.CATALOG, pdfs.PAGES, page, pdfs.stream(b"q 595 0 0 842 0 0 cm /X Do Q\n" + content), FONT_, _PIXELS]
    )


FONT_ = pdfs.HELVETICA

PDF: dict[str, Planted] = {
    "pdf_annotation": ("a.pdf", lambda: pdf(leaf="/Annots[7 0 R]", more=(_NOTE,)), "pdf.annotations"),
    "pdf_redact_not_applied": ("a.pdf", lambda: pdf(words(ID, 100, 600), leaf="/Annots[7 0 R]", more=("<</Type/Annot/Subtype/Redact/Rect[90 590 400 620]>>",)), "pdf.annotations"),
    "pdf_attachment": ("a.pdf", lambda: pdf(catalog=_FILES, more=(_FILE, pdfs.stream(ID.encode(), "/Type/EmbeddedFile"))), "pdf.attachments"),
    "pdf_author": ("a.pdf", lambda: pdf(trailer="/Info 7 0 R", more=("<</Author(Wang Xiaowu)/Keywords(13912345678)>>",)), "pdf.properties"),
    "pdf_xmp": ("a.pdf", lambda: pdf(catalog="/Metadata 7 0 R", more=(pdfs.stream(_XMP.encode(), "/Type/Metadata/Subtype/XML"),)), "pdf.properties"),
    "pdf_layer_off": ("a.pdf", lambda: pdf(b"/OC /L BDC " + words(ID, 100, 600) + b"EMC\n", catalog="/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>", more=("<</Type/OCG/Name(a)>>",)), "pdf.layers"),
    "pdf_revision": ("a.pdf", lambda: revised(pdf(words(ID, 100, 600)), b""), "pdf.revisions"),
    "pdf_invisible": ("a.pdf", lambda: pdf(words(ID, 100, 600, "3 Tr")), "pdf.invisible_text"),
    "pdf_white": ("a.pdf", lambda: pdf(words(ID, 100, 600, "1 1 1 rg")), "pdf.white_text"),
    "pdf_outside": ("a.pdf", lambda: pdf(words(ID, -900, 600)), "pdf.outside"),
    "pdf_cropped": ("a.pdf", lambda: pdf(words(ID, 100, 20), leaf="/CropBox[0 100 595 842]"), "pdf.outside"),
    "pdf_covered": ("a.pdf", lambda: pdf(words(ID, 100, 600) + _BOX), "pdf.covered_text"),
    "pdf_covered_white": ("a.pdf", lambda: pdf(words(ID, 100, 600) + _BOX.replace(b"0 0 0", b"1 1 1")), "pdf.covered_text"),
    "pdf_covered_turned": ("a.pdf", lambda: pdf(words(ID, 100, 600) + _BOX, leaf="/Rotate 90"), "pdf.covered_text"),
    "pdf_covered_picture": ("a.pdf", lambda: _scan(_BOX), "pdf.covered_picture"),
    "pdf_script": ("a.pdf", lambda: pdf(catalog=f"/OpenAction<</S/J#61vaScript/JS(app.alert('{ID}'))>>"), "pdf.scripts"),
    "pdf_action": ("a.pdf", lambda: pdf(catalog="/AA<</WC<</S/Launch/F(/bin/sh)>>>>"), "pdf.actions"),
    "pdf_trailing": ("a.pdf", lambda: pdf() + b"\n" + zipped("a.txt", ID.encode()), "pdf.trailing"),
    "pdf_picture_exif": ("a.pdf", lambda: pdf(more=(_jpeg_stream(picture(exif=exif(gps={1: "N", 2: (36.0, 1.0, 2.0)}))),)), "picture.gps"),
}  # fmt: skip


def _jpeg_stream(data: bytes) -> bytes:
    head = f"<</Type/XObject/Subtype/Image/Width 400/Height 300/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode/Length {len(data)}>>"
    return head.encode() + b"stream\n" + data + b"\nendstream"


def _under_alpha() -> bytes:
    image = drawing().convert("RGBA")
    image.putalpha(0)
    return picture("PNG", image)


def _with_thumbnail() -> bytes:
    found = exif({0x010F: "相机"})
    data = bytearray(picture(exif=found))
    return bytes(data[:20] + b"\xff\xe0\x00\x30JFXX\0\x10" + bytes(41) + data[20:])


PICTURES: dict[str, Planted] = {
    "jpg_gps": ("a.jpg", lambda: picture(exif=exif(gps={1: "N", 2: (36.0, 1.0, 2.0)})), "picture.gps"),
    "jpg_exif": ("a.jpg", lambda: picture(exif=exif({0x013B: f"王五 {ID}"})), "picture.exif"),
    "jpg_comment": ("a.jpg", lambda: picture(comment=f"see {MOBILE}".encode()), "picture.text"),
    "jpg_trailing": ("a.jpg", lambda: picture() + zipped("a.txt", ID.encode()), "picture.trailing"),
    "jpg_thumbnail": ("a.jpg", _with_thumbnail, "picture.thumbnail"),
    "png_text": ("a.png", lambda: png_text("Comment", ID), "picture.text"),
    "png_packed_text": ("a.png", lambda: png_text("Comment", f"{ID} " * 9, packed=True), "picture.text"),
    "png_trailing": ("a.png", lambda: picture("PNG") + ID.encode(), "picture.trailing"),
    "png_under_alpha": ("a.png", _under_alpha, "picture.under_alpha"),
}  # fmt: skip

OLD: dict[str, Planted] = {
    "doc_macros": ("a.doc", lambda: archives.compound({"WordDocument": bytes(4096), "VBA": b"x"}), "old.macros"),
    "xls_hidden_sheet": ("a.xls", lambda: handmade.workbook(b"").replace(b"\0\0\5\0Sheet", b"\1\0\5\0Sheet"), "old.hidden_sheet"),
    "txt_invisible": ("a.txt", f"{LETTER}\u202e{ID}".encode, "txt.invisible"),
    "zip_comment": ("a.zip", lambda: zipped("a.txt", b"a", ID.encode()), "zip.comment"),
}  # fmt: skip

EVERY = WORD | EXCEL | PDF | PICTURES | OLD
# The secret is no personal number, or not in a form that can be recognised as one.
WITHOUT_NUMBER = {
    "docx_modified_by", "docx_template", "docx_remote", "docx_media", "docx_thumbnail", "docx_macros", "xlsx_numeric_id", "xlsx_author",
    "pdf_covered_picture", "pdf_action", "pdf_picture_exif", "jpg_gps", "jpg_thumbnail", "png_under_alpha", "doc_macros",
    "xls_hidden_sheet",
}  # fmt: skip
