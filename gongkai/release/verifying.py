"""The result of a redaction opened again, as somebody would who wants what was covered. In the child only."""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image

from gongkai.release import kinds, paper
from gongkai.release.hidden import parts, streams
from gongkai.release.redacting import DPI, PRODUCER, dots
from gongkai.release.sheets import Sheet, sheets
from gongkai.release.values import CannotRelease, Mark

_BLACK = 40  # of 255: what packing with loss may leave of black
_INSET = 2  # dots at the edge of a box that are mixed with those beside it
_LEAST = 2  # characters: a single one is found anywhere
_LEAST_PLAIN = 8  # letters and digits: shorter ones are found among the numbers of any PDF
_LEAST_IN_PIXELS = 8  # bytes: shorter ones are found among pixels by chance
_CONTENT = re.compile(rb"\s*[\d.]+ 0 0 [\d.]+ 0 0 cm /P Do\s*")  # of a page: its picture and no more
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_FORBIDDEN = re.compile(
    rb"/(?:JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles?|Annots|Metadata|OCProperties|AcroForm|XFA|Font|Encrypt|Thumb"
    rb"|PieceInfo|StructTreeRoot|ObjStm|Alternates|SMask|Names)\b"
)


def verify(original: bytes, redacted: bytes, marks: Sequence[Mark]) -> tuple[str, ...]:
    """What is wrong with the result, in sentences; nothing when nothing of what was covered can be had."""
    try:
        found = [*_structure(redacted), *_pages(redacted), *_strings(original, redacted, marks)]
        found += _boxes(original, redacted, marks)
    except CannotRelease as error:
        return (str(error),)
    return tuple(dict.fromkeys(found))


def _structure(data: bytes) -> Iterator[str]:
    if streams.revisions(data):
        yield "文件里留有早先的版本"
    if streams.after_the_end(data) or not data.startswith(b"%PDF-"):
        yield "文件前后附带了别的数据"
    names = sorted({match.decode() for match in _FORBIDDEN.findall(streams.plain(streams.outside_of_streams(data)))})
    if names:
        yield f"文件里还有图片以外的内容：{'、'.join(names)}"
    for head, body in streams.streams(data):
        if not streams.is_picture(head) and not _CONTENT.fullmatch(body):
            yield "文件里还有图片以外的数据流"
    if parts.traces((), parts.pieces(data)):
        yield "文件的数据里还有个人信息"


def _pages(data: bytes) -> Iterator[str]:
    with paper.opened(data) as document:
        said = {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value}
        if said != {"Producer": PRODUCER}:
            yield "文件属性没有清除"
        if document.count_attachments() > 0:
            yield "文件里还有附件"
        for number, page in enumerate(paper.pages(document), 1):
            text = page.get_textpage()
            if text.count_chars() > 0:
                yield f"第{number}页还有可以复制的文字"
            text.close()
            if c.FPDFPage_GetAnnotCount(page.raw) > 0:
                yield f"第{number}页还有批注"
            if [each.type for each in page.get_objects()] != [c.FPDF_PAGEOBJ_IMAGE]:
                yield f"第{number}页不是一整张图片"


# ── what stood under the marks ──────────────────────────────────────────────────────────────────────────────────────


def _strings(original: bytes, redacted: bytes, marks: Sequence[Mark]) -> Iterator[str]:
    secrets = {text for text in _covered(original, marks) if len(text) >= (_LEAST_PLAIN if text.isascii() else _LEAST)}
    needles = {text.encode(encoding, "ignore") for text in secrets for encoding in _ENCODINGS}
    long = {needle for needle in needles if len(needle) >= _LEAST_IN_PIXELS}
    outside = streams.outside_of_streams(redacted)
    if any(needle in outside for needle in needles):
        yield "遮盖的文字还在文件里"
    for head, body in streams.streams(redacted):
        wanted = long if streams.is_picture(head) else needles
        texts = [] if streams.is_picture(head) else [streams.joined(body), *streams.strings(body)]
        if any(needle in body for needle in wanted) or any(text in each for each in texts for text in secrets):
            yield "遮盖的文字还在文件的数据流里"


def _covered(original: bytes, marks: Sequence[Mark]) -> Iterator[str]:
    """The text under every mark, as the original has it."""
    if kinds.kind_of(original) != "pdf":
        return
    with paper.opened(original) as document:
        for number, page in enumerate(paper.pages(document)):
            here = [mark for mark in marks if mark.page == number]
            if here:
                yield from _texts_under(page, here)


def _texts_under(page: pdfium.PdfPage, marks: Iterable[Mark]) -> Iterator[str]:
    text = page.get_textpage()
    signs = [sign for sign in paper.inked(page, text) if not sign.text.isspace()]
    for mark in marks:
        yield "".join(sign.text for sign in signs if _is_under(sign, mark))
    text.close()


def _is_under(sign: paper.Sign, mark: Mark) -> bool:
    across, down = (sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2
    return mark.left <= across <= mark.right and mark.top <= down <= mark.bottom


# ── pixels ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _boxes(original: bytes, redacted: bytes, marks: Sequence[Mark]) -> Iterator[str]:
    sizes = _sizes(original)
    with paper.opened(redacted) as document:
        if len(document) != len(sizes):
            yield f"原件 {len(sizes)} 页，结果 {len(document)} 页"
            return
        for number, page in enumerate(paper.pages(document)):
            size = page.get_size()
            if any(abs(now - before) > 1 for now, before in zip(size, sizes[number], strict=True)):
                yield f"第{number + 1}页的大小变了"
            here = [mark for mark in marks if mark.page == number]
            if here:
                sheet = Sheet(_as_stored(page), *size)
                yield from (f"第{number + 1}页有一处没有盖住" for mark in here if not _is_black(sheet, mark))
    if any(mark.page >= len(sizes) for mark in marks):
        yield "有的标记不在任何一页上"


def _sizes(original: bytes) -> list[tuple[float, float]]:
    if kinds.kind_of(original) == "pdf":
        with paper.opened(original) as document:
            return [page.get_size() for page in paper.pages(document)]
    return [(sheet.width, sheet.height) for sheet in sheets(original, 1)]


def _as_stored(page: pdfium.PdfPage) -> Image.Image:
    """The page drawn so that a dot is a dot of its picture."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for each in page.get_objects():
        if each.type == c.FPDF_PAGEOBJ_IMAGE:
            c.FPDFImageObj_GetImagePixelSize(each, ctypes.byref(width), ctypes.byref(height))
    dpi = width.value * 72 / page.get_width()
    return paper.drawn(page, dpi if math.isfinite(dpi) and dpi > DPI / 4 else DPI)


def _is_black(sheet: Sheet, mark: Mark) -> bool:
    left, top, right, bottom = dots(mark, sheet)
    across, down = min(_INSET, (right - left) // 2), min(_INSET, (bottom - top) // 2)
    box = sheet.image.crop((left + across, top + down, right + 1 - across, bottom + 1 - down))
    return bool(box.width and box.height) and all(high <= _BLACK for _, high in paper.spread(box))
