"""What is released: a file made anew from what its readers see, never the upload; it is looked through again. In the child only."""

import contextlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import etree

from gongkai.reading import encodings, unpack
from gongkai.release import kinds, looking, paper
from gongkai.release.hidden import old, unseen
from gongkai.release.hidden import word as word_look
from gongkai.release.rebuilders import biff, book, grid, pdf, pixels, plain, word
from gongkai.release.rebuilders.made import Made
from gongkai.release.values import CannotRelease, Looked, Rebuilt, Removed

MOST_TEXT = 2_000_000  # characters
_PICTURES = ("jpg", "png", "gif", "bmp", "webp", "tiff")
_OFD_TEXT = "{*}TextCode"
_AS_PDF = "请用原来的软件打开，另存为 PDF 后再上传"
_REFUSED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "doc": (
            "旧格式的 Word 文件（doc、wps）不能重建，看不全里面藏着什么",
            "请用 Word 或 WPS 打开，另存为 docx 或 PDF 后再上传",
        ),
        "ppt": ("旧格式的演示文稿不能重建", _AS_PDF),
        "pptx": ("演示文稿不能重建", _AS_PDF),
        "ofd": ("OFD 文件不能重建", "请用版式软件打开，另存为 PDF 后再上传"),
        "odf": ("OpenDocument 文件不能重建", "请另存为 docx、xlsx 或 PDF 后再上传"),
        "rtf": ("RTF 文件不能重建", "请用 Word 或 WPS 打开，另存为 docx 后再上传"),
        "html": ("网页文件不能重建", "请打印或另存为 PDF 后再上传"),
        "xml": ("XML 文件不能重建", "请用能打开它的软件另存为 PDF 后再上传"),
        "xlsb": ("二进制格式的工作簿不能重建", "请用 Excel 或 WPS 另存为 xlsx 后再上传"),
        "zip": ("压缩包不能重建", "请解压后逐个上传里面的文件"),
        "rar": ("压缩包不能重建", "请解压后逐个上传里面的文件"),
        "7z": ("压缩包不能重建", "请解压后逐个上传里面的文件"),
        "gz": ("压缩包不能重建", "请解压后逐个上传里面的文件"),
    }
)


def rebuild(data: bytes, name: str) -> Rebuilt:
    """The new file; CannotRelease when there is none, or when something still hides in it."""
    kind = _kind(data)
    if kind in _REFUSED:
        raise CannotRelease(*_REFUSED[kind])
    if kind not in _BUILDERS:
        raise CannotRelease("认不出这是什么文件，不能重建", "请另存为 docx、xlsx、PDF、jpg 或 png 后再上传")
    before = _looked(data, name, kind)
    made = _BUILDERS[kind](data, name, before)
    after = looking.look(made.data, f"a.{made.kind}")
    if _fault(after) and kind == "pdf" and not made.is_drawn:
        made = pdf.drawn(data, before)
        after = looking.look(made.data, "a.pdf")
    if fault := _fault(after):
        raise CannotRelease(f"重建以后文件里仍有不该公开的内容：{fault}", "请用原来的软件删去后再上传，或者另存为 PDF")
    ending = "csv" if kinds.extension(name) == "csv" and made.kind == "txt" else made.kind
    return Rebuilt(made.data, made.kind, f".{ending}", _removed(before, made), tuple(made.notes))


def _kind(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return kinds.kind_of(data)


def _looked(data: bytes, name: str, kind: str) -> Looked:
    """What hides in the upload; of pictures that are seldom, whose pixels alone are taken, it is not asked."""
    if kind in _PICTURES[2:]:
        return Looked(kind, len(data), is_named_right=True, is_complete=False, hidden=(), personal=())
    return looking.look(data, name)


def _fault(looked: Looked) -> str:
    """What hides in the new file, or is in its bytes and not seen."""
    found = [f"{each.label}（{each.where}）" for each in looked.hidden]
    found += [f"{each.label}（{each.where}）" for each in looked.personal if not each.is_visible]
    return "、".join(dict.fromkeys(found))


def _removed(before: Looked, made: Made) -> tuple[Removed, ...]:
    """What the upload was found to hold, then what the rebuilder alone noticed."""
    found = [Removed(each.code, each.label, each.where) for each in before.hidden]
    known = {each.code for each in found}
    return tuple(dict.fromkeys([*found, *(each for each in made.removed if each.code not in known)]))


_BUILDERS: Mapping[str, Callable[[bytes, str, Looked], Made]] = MappingProxyType(
    {
        "pdf": lambda data, _, before: pdf.rebuilt(data, before),
        "docx": lambda data, _, __: word.rebuilt(data),
        "xlsx": lambda data, _, __: book.rebuilt(grid.sheets(data)),
        "xls": lambda data, _, __: book.rebuilt(biff.sheets(data)),
        "txt": lambda data, name, _: plain.rebuilt(data, name),
        **{kind: lambda data, _, before: pixels.rebuilt(data, before.kind) for kind in _PICTURES},
    }
)


# ── the text alone ──────────────────────────────────────────────────────────────────────────────────────────────────


def visible_text(data: bytes, name: str) -> str:  # noqa: ARG001 - for messages to come
    """What a reader sees of the text, pages and parts on lines of their own."""
    kind = _kind(data)
    if kind == "encrypted":
        raise CannotRelease("文件加了密码", "请去掉密码后再试")
    read = _READERS.get(kind)
    return read(data)[:MOST_TEXT] if read else ""


def _of_pdf(data: bytes) -> str:
    """Text that stands unseen behind a scan is not what its reader sees."""
    texts, length = list[str](), 0
    with paper.opened(data) as document:
        for number, page in enumerate(paper.pages(document), 1):
            sheet = unseen.sheet(page, number)
            if not any(each.code == "pdf.recognized_text" for each in sheet.hidden):
                texts.append(sheet.text)
                length += len(sheet.text)
            if length > MOST_TEXT:
                break
    return "\n".join(texts).replace("\r\n", "\n")


def _of_word(data: bytes) -> str:
    with contextlib.suppress(CannotRelease):  # of charts and the like the text is not read, but that around them is
        data = word.rebuilt(data).data
    return "\n".join(text for _, text in word_look.look(data).visible)


def _of_old_word(data: bytes) -> str:
    return "\n".join(text for _, text in old.look(data).visible)


def _of_ofd(data: bytes) -> str:
    container = unpack.opened(data)
    texts = []
    for name in sorted(container.namelist()):
        if name.endswith("Content.xml"):
            root: etree._Element = unpack.xml(unpack.member(container, name), where=name)
            texts += [each.text or "" for each in root.iter(_OFD_TEXT)]
    return "\n".join(texts)


_READERS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "pdf": _of_pdf,
        "docx": _of_word,
        "doc": _of_old_word,
        "xlsx": lambda data: book.text(grid.sheets(data)),
        "xls": lambda data: book.text(biff.sheets(data)),
        "ofd": _of_ofd,
        "txt": lambda data: plain.UNSEEN.sub("", encodings.decode(data)),
    }
)
