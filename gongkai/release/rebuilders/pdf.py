"""A PDF made anew: its pages copied as drawings into a new document, or as pixels where something hides in them."""

import ctypes
import io
import re

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongkai.release import paper, redacting
from gongkai.release.hidden import streams
from gongkai.release.rebuilders.made import Made
from gongkai.release.values import CannotRelease, Looked

# What copying pages leaves behind by itself. Anything else that hides is in the pages: they become pixels.
_LEFT_BEHIND = frozenset(
    {
        "pdf.properties",
        "pdf.fields",
        "pdf.scripts",
        "pdf.actions",
        "pdf.same_revisions",
        "pdf.thumbnail",
        "pdf.trailing",
    }
)
_LEFTOVER = re.compile(
    rb"/(?:Metadata|PieceInfo|JavaScript|JS|AA|OpenAction|EmbeddedFiles?|OCProperties|OCGs?|Thumb|Annots|AcroForm|XFA)\b"
)
_PIXELS_NOTE = "为去掉{what}，各页已转成图片，文字不能再选取和检索"


def rebuilt(data: bytes, looked: Looked) -> Made:
    """The pages as they look; their text stays where nothing hides."""
    codes = {each.code for each in looked.hidden}
    if "pdf.forms_xfa" in codes:
        raise CannotRelease("这份 PDF 是 XFA 动态表单，不能重建", "请用原来的软件打开，打印成 PDF 后再上传")
    if codes <= _LEFT_BEHIND:
        made = _copied(data)
        if not _LEFTOVER.search(streams.plain(streams.outside_of_streams(made.data))):
            return made
    return drawn(data, looked)


def drawn(data: bytes, looked: Looked) -> Made:
    """The pages as pixels."""
    labels = dict.fromkeys(each.label for each in looked.hidden if each.code not in _LEFT_BEHIND)
    what = "“" + "、".join(labels) + "”" if labels else "看不见的内容"
    return Made(redacting.redact(data, ()).data, "pdf", notes=[_PIXELS_NOTE.format(what=what)], is_drawn=True)


def _copied(data: bytes) -> Made:
    notes: list[str] = []
    with paper.opened(data) as source:
        links = 0
        for page in paper.pages(source):
            links += _links(page)
            _flatten(page)
        target = _drawings(source)
        if links:
            notes.append("链接已去掉，链接的文字保留")
        if next(iter(source.get_toc()), None) is not None:
            notes.append("书签目录没有保留")
    out = io.BytesIO()
    target.save(out)
    target.close()
    return Made(out.getvalue(), "pdf", notes=notes)


def _links(page: pdfium.PdfPage) -> int:
    """How many links the page has; they and all other annotations stay behind."""
    count = 0
    for at in range(c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = c.FPDFPage_GetAnnot(page.raw, at)
        count += c.FPDFAnnot_GetSubtype(annotation) == c.FPDF_ANNOT_LINK
        c.FPDFPage_CloseAnnot(annotation)
    return count


def _flatten(page: pdfium.PdfPage) -> None:
    """Filled fields become part of the page; links, which may have frames, do not."""
    for at in reversed(range(c.FPDFPage_GetAnnotCount(page.raw))):
        annotation = c.FPDFPage_GetAnnot(page.raw, at)
        kind = c.FPDFAnnot_GetSubtype(annotation)
        c.FPDFPage_CloseAnnot(annotation)
        if kind != c.FPDF_ANNOT_WIDGET:
            c.FPDFPage_RemoveAnnot(page.raw, at)
    if c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_FAIL:
        raise CannotRelease("表单域不能并入页面", "请用原来的软件打开，打印成 PDF 后再上传")


def _drawings(source: pdfium.PdfDocument) -> pdfium.PdfDocument:
    """Every page as one drawing on a new page, turned as it was: its content and what the content uses, nothing from beside it.

    Pages of one size are drawn together, so that they share their fonts.
    """
    groups = dict[tuple[float, float], list[int]]()
    for number in range(len(source)):
        groups.setdefault(source.get_page_size(number), []).append(number)
    target = pdfium.PdfDocument.new()
    for (width, height), numbers in groups.items():
        chosen = pdfium.PdfDocument.new()
        chosen.import_pages(source, numbers)
        drawn_ = pdfium.PdfDocument(c.FPDF_ImportNPagesToOne(chosen.raw, width, height, 1, 1))
        target.import_pages(drawn_)
        drawn_.close()
        chosen.close()
    order = [number for numbers in groups.values() for number in numbers]
    places = sorted(range(len(order)), key=order.__getitem__)
    if places != order or len(groups) > 1:
        c.FPDF_MovePages(target.raw, (ctypes.c_int * len(places))(*places), len(places), 0)
    return target
