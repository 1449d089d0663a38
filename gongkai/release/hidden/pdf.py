"""A PDF: what its readers see, and what stays in it unseen. How text is found unseen stands in `unseen`."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongkai.release import paper
from gongkai.release.hidden import picture, streams, unseen
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.hidden.package import is_somebody
from gongkai.release.values import CannotRelease, Hidden

_MOST_REVISIONS = 20
_PROPERTIES = ("Author", "Subject", "Keywords")
_SCRIPTS = re.compile(rb"/JavaScript\b|/JS[\s(<]")
_ACTIONS = re.compile(rb"/AA\s*(?:<<|\d)|/S\s*/(?:Launch|SubmitForm|ImportData|GoToE)\b")
_LAYERS = re.compile(rb"/OCProperties\b")
_LAYERS_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF\b")
_LEAST_TRAILING = 8  # bytes
_CREATORS = re.compile(r"<dc:creator>(.*?)</dc:creator>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def look(data: bytes) -> Seen:
    """The text that can be seen, and everything unseen."""
    with paper.opened(data) as document:
        sheets = [unseen.sheet(page, number) for number, page in enumerate(paper.pages(document), 1)]
        found = [each for sheet in sheets for each in sheet.hidden]
        found += _annotations(document)
        found += _attachments(document)
        found += _properties(document)
    found += _structure(data)
    found += _revisions(data)
    rest = streams.after_the_end(data)
    if len(rest) >= _LEAST_TRAILING:
        found.append(hidden("pdf.trailing", "文件末尾", f"{len(rest)} 字节"))
    return Seen(tuple((f"第{number}页", sheet.text) for number, sheet in enumerate(sheets, 1)), tuple(found))


# ── what pdfium knows of the document ───────────────────────────────────────────────────────────────────────────────


def _annotations(document: pdfium.PdfDocument) -> Iterator[Hidden]:
    for number, page in enumerate(paper.pages(document), 1):
        texts, fields = list[str](), list[str]()
        for at in range(c.FPDFPage_GetAnnotCount(page.raw)):
            annotation = c.FPDFPage_GetAnnot(page.raw, at)
            kind = c.FPDFAnnot_GetSubtype(annotation)
            if kind == c.FPDF_ANNOT_WIDGET:
                fields.append(_value(annotation, b"V"))
            elif kind != c.FPDF_ANNOT_LINK:
                texts.append(_value(annotation, b"Contents"))
            c.FPDFPage_CloseAnnot(annotation)
        if texts:
            yield hidden("pdf.annotations", f"第{number}页", " ".join(texts))
        if fields:
            yield hidden("pdf.fields", f"第{number}页", " ".join(fields))


def _value(annotation: c.FPDF_ANNOTATION, key: bytes) -> str:
    length = c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(min(length, 10_000))
    c.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), len(buffer))
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")


def _attachments(document: pdfium.PdfDocument) -> Iterator[Hidden]:
    count = document.count_attachments()
    if count > 0:
        names = [document.get_attachment(number).get_name() for number in range(min(count, 5))]
        yield hidden("pdf.attachments", "附件", "、".join(names))


def _properties(document: pdfium.PdfDocument) -> Iterator[Hidden]:
    values = document.get_metadata_dict(skip_empty=True)
    for key in _PROPERTIES:
        if key in values and is_somebody(values[key]):
            yield hidden("pdf.properties", key, values[key])


# ── what the bytes say ──────────────────────────────────────────────────────────────────────────────────────────────


def _structure(data: bytes) -> Iterator[Hidden]:
    """Objects may stand in the file or in streams of objects."""
    texts = [streams.plain(streams.outside_of_streams(data))]
    for number, (head, body) in enumerate(streams.streams(data), 1):
        if re.search(rb"/Type\s*/ObjStm", head):
            texts.append(streams.plain(body))
        elif body.startswith(b"\xff\xd8\xff"):
            yield from picture.look(body, f"第{number}个数据流").hidden
        elif b"<dc:creator>" in body:
            yield from _creators(body)
    whole = b"\n".join(texts)
    for code, pattern in (
        ("pdf.scripts", _SCRIPTS),
        ("pdf.actions", _ACTIONS),
        ("pdf.layers" if _LAYERS_OFF.search(whole) else "pdf.layers_shown", _LAYERS),
        ("pdf.forms_xfa", re.compile(rb"/XFA\b")),
        ("pdf.encrypted", re.compile(rb"/Encrypt\s*(?:<<|\d)")),
        ("pdf.thumbnail", re.compile(rb"/Thumb\s+\d")),
    ):
        if pattern.search(whole):
            yield hidden(code, "文件结构")


def _creators(body: bytes) -> Iterator[Hidden]:
    for match in _CREATORS.finditer(body.decode("utf-8", "replace")):
        name = _TAG.sub(" ", match[1]).strip()
        if is_somebody(name):
            yield hidden("pdf.properties", "XMP", name)


def _revisions(data: bytes) -> Iterator[Hidden]:
    """Earlier saves: those that say something else, and those that say the same."""
    earlier = streams.revisions(data)
    if not earlier:
        return
    now = set(_lines(data))
    gone = [line for each in earlier[-_MOST_REVISIONS:] for line in _lines(each) if line not in now]
    places = f"共 {len(earlier)} 个早先的版本"
    if gone:
        yield hidden("pdf.revisions", places, " ".join(dict.fromkeys(gone)))
    else:
        yield hidden("pdf.same_revisions", places)


def _lines(data: bytes) -> list[str]:
    """The lines of text of a revision; none when it does not open by itself."""
    try:
        with paper.opened(data) as document:
            texts = []
            for page in paper.pages(document):
                text = page.get_textpage()
                texts.append(text.get_text_bounded())
                texts.append(text.get_text_range())
                text.close()
    except (CannotRelease, pdfium.PdfiumError):
        return []
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]
