"""One story of a Word file (the body, a header, the footnotes) written anew: white-listed elements, revisions accepted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from gongkai.release.rebuilders import allowed, seen
from gongkai.release.rebuilders.allowed import MC, VML, WPS, M, W
from gongkai.release.rebuilders.binder import Binder, add
from gongkai.release.rebuilders.drawings import Drawings
from gongkai.release.values import CannotRelease

_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b")
_BEHIND_SHADE = tuple(f"{W}{name}" for name in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"))
_ACCEPTED = f"{W}ins", f"{W}moveTo"
_BREAKS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")


@dataclass(slots=True)
class _Field:
    """A field that is open: what it calculates, and whether its result has begun."""

    code: str = ""
    has_result: bool = False
    shown: list[str] = field(default_factory=list)

    @property
    def is_of_pages(self) -> bool:
        return bool(_PAGES.match(self.code))


class Story:
    """Writes the elements of one part into a new tree."""

    def __init__(self, binder: Binder, part: str) -> None:
        self._binder, self._part = binder, part
        self._drawings = Drawings(binder, part, self.into)
        self._fields: list[_Field] = []

    def into(self, source: etree._Element, target: etree._Element) -> None:
        """The children of an element, as far as a reader sees them."""
        for child in source:
            if isinstance(child.tag, str):
                self._one(child, target)

    def _one(self, element: etree._Element, target: etree._Element) -> None:
        handle = _HANDLERS.get(element.tag)
        if handle:
            handle(self, element, target)
        elif element.tag in allowed.BLOCKS or element.tag.startswith(M):
            self.into(element, add(target, element))
        elif element.tag in allowed.FOREIGN:
            raise CannotRelease("文档的正文里嵌入了另一份文件", "请用 Word 或 WPS 打开，另存为 PDF 后再上传")
        elif element.tag in allowed.DROPPED or element.tag in allowed.PROPERTIES:
            if element.tag in (f"{W}del", f"{W}moveFrom"):
                self._leave("docx.deletions", "修订记录里已删除的文字")
        else:
            if element.tag in _ACCEPTED:
                self._leave("docx.insertions", "修订记录（插入已接受）")
            self.into(element, target)  # a wrapper: what a reader sees in it stays

    def _leave(self, code: str, label: str) -> None:
        self._binder.leave(code, label, self._part)

    # ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _properties(self, element: etree._Element, target: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and target.tag == parent.tag:
            self._binder.properties(element, target, self._part)

    def _row(self, element: etree._Element, target: etree._Element) -> None:
        if element.find(f"{W}trPr/{W}del") is not None:
            self._leave("docx.deletions", "修订记录里已删除的文字")
        elif seen.is_on(element.find(f"{W}trPr/{W}hidden")):
            self._leave("docx.hidden_text", "隐藏文字")
        else:
            self.into(element, add(target, element))

    def _table(self, element: etree._Element, target: etree._Element) -> None:
        table = add(target, element)
        self.into(element, table)
        if table.find(f"{W}tr") is None:
            target.remove(table)

    def _cell(self, element: etree._Element, target: etree._Element) -> None:
        cell = add(target, element)
        self.into(element, cell)
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            etree.SubElement(cell, f"{W}p")

    # ── runs and fields ─────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, element: etree._Element, target: etree._Element) -> None:
        why = self._binder.judge.why_unseen(element)
        run = add(target, element)
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag == f"{W}fldChar":
                self._turn(child, run)
            elif child.tag == f"{W}instrText":
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].code += child.text or ""
            elif why:
                self._binder.leave(why, seen.label(why), self._part) if (child.text or "").strip() else None
            elif all(each.has_result for each in self._fields):
                self._in_run(child, run)
        if not why and self._binder.judge.is_pale(element):
            self._ground(element, run)
        if not [each for each in run if each.tag not in (f"{W}rPr", f"{M}rPr")]:
            target.remove(run)

    def _ground(self, element: etree._Element, run: etree._Element) -> None:
        """White text on the colour of a table: the colour is written beside it, as the looker asks for."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        shade = etree.Element(f"{W}shd", {f"{W}val": "clear", f"{W}fill": self._binder.judge.ground(element)})
        at = next((number for number, each in enumerate(properties) if each.tag in _BEHIND_SHADE), len(properties))
        properties.insert(at, shade)

    def _in_run(self, child: etree._Element, run: etree._Element) -> None:
        if any(each.is_of_pages for each in self._fields):
            self._fields[-1].shown.append(child.text or "")
        elif child.tag in allowed.IN_RUNS or child.tag == f"{M}t":
            made = add(run, child)
            if child.text and child.tag in (f"{W}t", f"{M}t"):
                made.text = _BREAKS.sub("", child.text)
                made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            self._one(child, run)

    def _turn(self, mark: etree._Element, run: etree._Element) -> None:
        """A field begins, its result begins, or it ends; those that count pages stay fields, others leave their result."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.is_of_pages and all(each.has_result for each in self._fields):
                _count_pages(ended.code, "".join(ended.shown), run)

    def _simple_field(self, element: etree._Element, target: etree._Element) -> None:
        code = element.get(f"{W}instr", "")
        if _PAGES.match(code):
            run = etree.SubElement(target, f"{W}r")
            _count_pages(code, "".join(each.text or "" for each in element.iter(f"{W}t")), run)
        else:
            self.into(element, target)

    def _note(self, element: etree._Element, target: etree._Element) -> None:
        if self._binder.note(element):
            etree.SubElement(target, element.tag, {f"{W}id": element.get(f"{W}id", "")})

    # ── drawings ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _drawing(self, element: etree._Element, target: etree._Element) -> None:
        self._drawings.drawing(element, target)

    def _alternatives(self, element: etree._Element, target: etree._Element) -> None:
        """The first choice that holds a drawing; what else there is says the same in another way."""
        choices = [*element.iterfind(f"{MC}Choice"), *element.iterfind(f"{MC}Fallback")]
        if not choices:
            return
        chosen = choices[0]
        is_shape = next(chosen.iter(f"{WPS}wsp"), None) is not None
        if not is_shape:
            self.into(chosen, target)
            return
        outer = etree.SubElement(target, f"{MC}AlternateContent")
        inner = etree.SubElement(
            outer, f"{MC}Choice", {"Requires": "wpg" if "wpg" in chosen.get("Requires", "") else "wps"}
        )
        self.into(chosen, inner)

    def _old_drawing(self, element: etree._Element, target: etree._Element) -> None:
        """Drawings of Word before 2010: text of boxes and pictures stay, one after the other."""
        paragraph = next(target.iterancestors(f"{W}p"), None)
        boxes = list(element.iter(f"{W}txbxContent"))
        if boxes and paragraph is not None:
            self._binder.remark("旧式文本框改成了正文段落")
            self._binder.later(paragraph, boxes, self.into)
        for each in element.iter(f"{VML}imagedata"):
            self._drawings.old_picture(each, target)
        if next(element.iter(f"{VML}textpath"), None) is not None:
            self._binder.remark("艺术字水印没有保留")
        elif element.tag == f"{W}object":
            self._leave("office.embedded", "嵌入的对象")


_HANDLERS: Mapping[str, Callable[[Story, etree._Element, etree._Element], None]] = MappingProxyType(
    {
        f"{W}r": Story._run,  # noqa: SLF001 - of this module
        f"{M}r": Story._run,  # noqa: SLF001
        f"{W}tbl": Story._table,  # noqa: SLF001
        f"{W}tr": Story._row,  # noqa: SLF001
        f"{W}tc": Story._cell,  # noqa: SLF001
        f"{W}fldSimple": Story._simple_field,  # noqa: SLF001
        f"{W}drawing": Story._drawing,  # noqa: SLF001
        f"{W}pict": Story._old_drawing,  # noqa: SLF001
        f"{W}object": Story._old_drawing,  # noqa: SLF001
        f"{MC}AlternateContent": Story._alternatives,  # noqa: SLF001
        **dict.fromkeys(_REFERENCES, Story._note),  # noqa: SLF001
        **dict.fromkeys(
            (
                f"{W}{name}"
                for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "tblPrEx", "sectPr", "rubyPr")
            ),
            Story._properties,  # noqa: SLF001
        ),
    }
)


def _count_pages(code: str, shown: str, run: etree._Element) -> None:
    """A field for the number of the page; its code is written anew."""
    match = _PAGES.match(code)
    assert match is not None
    for kind in ("begin", "", "separate", "shown", "end"):
        if kind == "":
            instruction = etree.SubElement(run, f"{W}instrText")
            instruction.text = f" {match[1]} "
        elif kind == "shown":
            etree.SubElement(run, f"{W}t").text = "".join(filter(str.isalnum, shown))[:9] or "1"
        else:
            etree.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})


def accept_marks(root: etree._Element) -> None:
    """Paragraphs whose mark was deleted become one with the next."""
    for paragraph in list(root.iter(f"{W}p")):
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None or (marks.find(f"{W}del") is None and marks.find(f"{W}moveFrom") is None):
            continue
        following = paragraph.getnext()
        parent = paragraph.getparent()
        if following is None or following.tag != f"{W}p" or parent is None:
            continue
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        for offset, each in enumerate([each for each in paragraph if each.tag != f"{W}pPr"]):
            following.insert(at + offset, each)
        parent.remove(paragraph)
