"""DOCUMENT -> BYTES: a released document or an interpretation as docx, pdf or txt (GB/T 9704-2012). No clock, no network."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.core.documents.text import Text
from gongkai.core.letters.facts import printed
from gongkai.writing import fonts, press, templates
from gongkai.writing.errors import CannotWrite
from gongkai.writing.layout import Signature, signed
from gongkai.writing.official import Piece, line, pieces

_PARTS = MappingProxyType(
    {
        "[Content_Types].xml": "official/content_types.xml",
        "_rels/.rels": "docx/rels.xml",
        "docProps/core.xml": "docx/core.xml",
        "docProps/app.xml": "docx/app.xml",
        "word/document.xml": "official/document.xml",
        "word/styles.xml": "official/styles.xml",
        "word/settings.xml": "docx/settings.xml",
        "word/fontTable.xml": "docx/font_table.xml",
        "word/header1.xml": "official/header.xml",
        "word/footer1.xml": "docx/footer_odd.xml",
        "word/footer2.xml": "docx/footer_even.xml",
        "word/_rels/document.xml.rels": "official/document_rels.xml",
    }
)
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes
_HEAD_WIDTH = 156 / 25.4 * 72  # points between the margins
_HEAD_SIZES = (22.0, 42.0)  # of the red head, in points: never smaller than the title
_NO_FILE_HEAD = ("函", "令", "纪要")  # GB/T 9704 chapter 10: letters, orders and minutes have heads of their own
_RULE = "—" * 20


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document as it was released, with what a copy of it says about itself."""

    issuer: str
    document_number: str
    title: str
    text: Text
    formed_on: date
    joint_issuers: tuple[str, ...] = ()
    note: str = ""  # 附注, with or without its brackets
    copies: tuple[str, ...] = ()  # 抄送
    printed_by: str = ""
    printed_on: date | None = None
    source: str = ""  # the address where it is published
    checksum: str = ""  # of the original file, as the page of the document gives it
    validity_label: str = ""  # of a document that has ended: 已废止（日期，依据）
    index_number: str = ""

    @property
    def issuers(self) -> tuple[str, ...]:
        """All that issued it, the first of them leading."""
        return tuple(filter(None, dict.fromkeys(map(line, (self.issuer, *self.joint_issuers)))))

    @property
    def has_file_head(self) -> bool:
        """Whether 文件 follows the name in the red head: not on letters, orders, minutes, nor without a number."""
        number = self.document_number
        return bool(number.strip()) and not any(each in number or self.title.endswith(each) for each in _NO_FILE_HEAD)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An article that explains a document: paragraphs, or questions with their answers."""

    title: str
    text: Text
    publisher: str = ""
    published_on: date | None = None
    explains: str = ""  # title and number of the document
    source: str = ""
    checksum: str = ""


def write_document(document: OfficialDocument | Interpretation, kind: str) -> bytes:
    """The document as one kind of file. Raises CannotWrite, and says what to do."""
    if kind not in _WRITERS:
        raise CannotWrite(f"写不了“{kind}”这种文件", f"可以写：{'、'.join(_WRITERS)}")
    return _WRITERS[kind](drawn(document))


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document as every kind of file draws it: nothing in it that a file cannot hold."""

    title: tuple[str, ...]
    signature: Signature
    number: str
    head: tuple[str, ...]  # the names in red; none on an article
    suffix: str
    head_size: float
    byline: str
    pieces: tuple[Piece, ...]
    copies: str
    printed_by: str
    printed_on: str
    source: str
    checksum: str
    label: str
    index_number: str
    day: date | None

    def record(self) -> dict[str, object]:
        """For a template of the press."""
        return {
            "title": self.title[0],
            "author": self.signature.body,
            "number": self.number,
            "head": self.head,
            "suffix": self.suffix,
            "head_size": self.head_size,
            "byline": self.byline,
            "pieces": [piece.record() for piece in self.pieces],
            "copies": self.copies,
            "printed_by": self.printed_by,
            "printed_on": self.printed_on,
            "about": self.about,
            "label": self.label,
            "day": [self.day.year, self.day.month, self.day.day] if self.day else None,
        }

    @property
    def about(self) -> tuple[str, ...]:
        """What a copy says about itself, a line each."""
        known = (("索引号", self.index_number), ("来源", self.source), ("原件校验", self.checksum))
        return tuple(f"{name}：{value}" for name, value in known if value)


def drawn(document: OfficialDocument | Interpretation) -> Drawn:
    """The document ready to be drawn."""
    return _official(document) if isinstance(document, OfficialDocument) else _article(document)


def _official(document: OfficialDocument) -> Drawn:
    names, suffix = document.issuers, "文件" if document.has_file_head else ""
    return Drawn(
        title=(line(document.title),),
        signature=signed("、".join(names), printed(document.formed_on)),
        number=line(document.document_number),
        head=names,
        suffix=suffix,
        head_size=_head_size(names, suffix),
        byline="",
        pieces=pieces(document.text, names=names, day=printed(document.formed_on), note=line(document.note)),
        copies="，".join(filter(None, map(line, document.copies))),
        printed_by=line(document.printed_by),
        printed_on=printed(document.printed_on) if document.printed_on else "",
        source=line(document.source),
        checksum=line(document.checksum),
        label=line(document.validity_label),
        index_number=line(document.index_number),
        day=document.formed_on,
    )


def _article(article: Interpretation) -> Drawn:
    publisher = line(article.publisher)
    day = printed(article.published_on) if article.published_on else ""
    about = f"解读文件：{line(article.explains)}" if line(article.explains) else ""
    return Drawn(
        title=(line(article.title),),
        signature=signed(publisher, day),
        number="",
        head=(),
        suffix="",
        head_size=0,
        byline="\u3000".join(filter(None, (publisher, day, about))),
        pieces=pieces(article.text),
        copies="",
        printed_by="",
        printed_on="",
        source=line(article.source),
        checksum=line(article.checksum),
        label="",
        index_number="",
        day=article.published_on,
    )


def _head_size(names: tuple[str, ...], suffix: str) -> float:
    """Of the red head: the longest name and 文件 fit on one line, down to the size of the title."""
    least, most = _HEAD_SIZES
    room = max(map(len, names), default=1) + len(suffix) * 1.1
    most = most if len(names) < 2 else 34.0
    return max(least, min(most, int(_HEAD_WIDTH / max(1.0, room) * 2) / 2))


# ── kinds of file ───────────────────────────────────────────────────────────────────────────────────────────────────


def _pdf(found: Drawn) -> bytes:
    return press.printed("official/official.typ", {"gazette": None, "document": found.record()}, fonts.FOLDERS)


def _docx(found: Drawn) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, template in _PARTS.items():
            content = templates.fill(template, {"layout": found})
            container.writestr(zipfile.ZipInfo(name, _NO_DAY), content, zipfile.ZIP_DEFLATED, 4)
    return target.getvalue()


def _txt(found: Drawn) -> bytes:
    lines = [found.label, *found.title, found.number, found.byline, ""]
    for piece in found.pieces:
        lines += piece.lines()
    lines += ["", f"抄送：{found.copies}。" if found.copies else "", _issued(found)]
    body = "\n".join(_without_double_gaps(lines)).strip("\n") + "\n"
    digest = hashlib.sha256(body.encode()).hexdigest()
    tail = [_RULE, *found.about, f"文本校验（横线以上，UTF-8，SHA-256）：{digest}"]
    return (body + "\n".join(tail) + "\n").encode()


def _issued(found: Drawn) -> str:
    return f"{found.printed_by}  {found.printed_on}印发".strip() if found.printed_by or found.printed_on else ""


def _without_double_gaps(lines: list[str]) -> list[str]:
    return [each for at, each in enumerate(lines) if each or (at and lines[at - 1])]


_WRITERS: Mapping[str, Callable[[Drawn], bytes]] = MappingProxyType({"docx": _docx, "pdf": _pdf, "txt": _txt})
KINDS = tuple(_WRITERS)
