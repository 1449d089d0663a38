"""Web pages, saved pages and mail archives of pages (.html, .mht): blocks in reading order, tables with their spans."""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reading import unpack
from gongkai.reading.encodings import decode
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.result import Unreadable

_SIGNS = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|span|meta)\b", re.IGNORECASE)
_MAIL = re.compile(rb"^(?:mime-version|from|content-type|message-id|subject|date):", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_TAGS = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    re.findall(rb"\w+", b"area base br col embed hr img input link meta param source track wbr p li td th tr")
)
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "del",
        "s",
        "strike",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "select",
        "textarea",
        "object",
    }
)
_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_OF_TABLES = frozenset({"table", "tr", "td", "th"})
_CELLS = frozenset({"td", "th"})
_ONLY_WORDS = "td of words"  # how a cell with nothing but text in it is called
_NEVER = _SKIPPED | {"-text", "-comment", "br", "img", "input"}
_MAY_BE_HIDDEN = '[hidden],[style*="none" i],[style*="hidden" i]'
_NOTE_MARK = re.compile(r"^\s*[\[(〔（]?[\d①-⑳*※]{1,2}[\])〕）]?\s*$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 3_000  # elements inside each other; the parser's time grows with the square of it
_WIDEST = 200  # columns or rows that one cell may span: no form is larger
_PROSE = 300  # characters: a cell that holds so much is layout, not a figure


def claims(data: bytes) -> bool:
    """A page has tags near its beginning, or is a mail archive of one; a zip of pages is no page."""
    if unpack.is_zip(data):
        return False
    head = data[:4096].replace(b"\x00", b"")
    return bool(_SIGNS.search(head)) or is_mail(data)


def is_mail(data: bytes) -> bool:
    """Whether it is a mail message that may hold a page (.mht)."""
    return bool(_MAIL.match(data.lstrip()[:200])) and b"content-type" in data[:4096].lower()


def pages(data: bytes) -> Pages:
    """The blocks of a page."""
    declared = ""
    if is_mail(data):
        data, declared = _page_in_mail(data)
    if not declared and (found := _CHARSET.search(data[:4096])):
        declared = found.group(1).decode("ascii", "replace")
    _refuse_depth(data)
    parser = LexborHTMLParser(decode(data, declared))
    title = parser.css_first("title")
    walker = _Walker(frozenset(node.mem_id for node in parser.css(_MAY_BE_HIDDEN) if _is_hidden(node)))
    if parser.body is not None:
        walker.walk(parser.body)
    return Pages(
        "html",
        tuple(walker.blocks),
        title=_meta(parser, "articletitle") or (title.text().strip() if title else ""),
        dated=_meta(parser, "pubdate"),
    )


def _page_in_mail(data: bytes) -> tuple[bytes, str]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, part.get_content_charset() or ""
    raise Unreadable("这份网页归档里没有网页正文", "请用浏览器打开原网页，另存为 html 后再试")


def _refuse_depth(data: bytes) -> None:
    if data.count(b"<") < _DEEPEST:
        return
    depth = 0
    for closing, name, empty in _TAGS.findall(data):
        if name.lower() in _VOID or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise Unreadable(
                f"网页嵌套超过 {_DEEPEST} 层，不是正常的网页", "请另存为只含正文的网页，或者换成 docx、pdf"
            )


def _meta(parser: LexborHTMLParser, name: str) -> str:
    for node in parser.css("meta"):
        if (node.attributes.get("name") or "").lower() == name:
            return (node.attributes.get("content") or "").strip()
    return ""


@dataclass(slots=True)
class _TableFrame:
    """A table being read: its boxes so far, and all lines and tables in it in case it turns out to be layout."""

    boxes: list[Box] = field(default_factory=list)
    inside: list[str | Block] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    column: int = 0
    cell_from: int = 0  # number of the first line of the open cell
    spans: tuple[int, int] = (1, 1)
    is_layout: bool = False


class _Walker:
    """Goes through the tree once: text gathers into a line until something breaks it, cells into tables until they end."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.blocks: list[Block] = []
        self._hidden = hidden
        self._frames: list[_TableFrame] = []
        self._line: list[str] = []

    def walk(self, root: LexborNode) -> None:
        """Everything below `root`."""
        for node, tag, is_leaving in _tour(root, self._hidden):
            if tag == "-text":
                self._line.append(node.text_content or "")
            elif tag == _ONLY_WORDS:
                self._cell_of_words(node)
            elif tag in _BREAKING:
                if self._line:
                    self._end_line()
                if tag in _OF_TABLES:
                    self._table_tag(node, tag, is_leaving=is_leaving)
            elif tag == "input" and not is_leaving and node.mem_id not in self._hidden:
                self._line.append(_typed(node))
        self._end_line()

    def _cell_of_words(self, node: LexborNode) -> None:
        """Most cells are such; they need no way in and out."""
        if self._line:
            self._end_line()
        inner = node.child
        text = " ".join((inner.text_content or "").split()) if inner else ""
        if self._frames:
            _open_cell(self._frames[-1], node)
        if text:
            self._add(text)
        if self._frames:
            _take_cell(self._frames[-1], text)

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        self._line.clear()
        if text:
            self._add(text)

    def _add(self, line: str | Block) -> None:
        if self._frames:
            self._frames[-1].inside.append(line)
        else:
            self.blocks.append(Paragraph(line) if isinstance(line, str) else line)

    def _table_tag(self, node: LexborNode, tag: str, *, is_leaving: bool) -> None:
        if tag == "table":
            if is_leaving:
                self._close_table()
            else:
                self._frames.append(_TableFrame())
        elif not self._frames:
            return
        elif tag == "tr":
            if not is_leaving:
                self._frames[-1].row += 1
                self._frames[-1].column = 0
        elif node.mem_id not in self._hidden:
            if is_leaving:
                _close_cell(self._frames[-1])
            else:
                _open_cell(self._frames[-1], node)

    def _close_table(self) -> None:
        frame = self._frames.pop()
        is_table = len(frame.boxes) > 1 and not frame.is_layout
        for each in [Table(tuple(frame.boxes))] if is_table else frame.inside:
            self._add(each)
        if self._frames and (is_table or any(isinstance(each, Table) for each in frame.inside)):
            self._frames[-1].is_layout = True


def _open_cell(frame: _TableFrame, node: LexborNode) -> None:
    attributes = node.attributes
    frame.spans = (_span(attributes, "colspan"), _span(attributes, "rowspan"))
    frame.cell_from = len(frame.inside)
    frame.row = max(frame.row, 0)
    while (frame.row, frame.column) in frame.taken:
        frame.column += 1


def _close_cell(frame: _TableFrame) -> None:
    _take_cell(frame, "\n".join(each for each in frame.inside[frame.cell_from :] if isinstance(each, str)))


def _take_cell(frame: _TableFrame, text: str) -> None:
    columns, rows = frame.spans
    if len(text) > _PROSE and "。" in text:
        frame.is_layout = True
    frame.boxes.append(Box(text, frame.row, frame.column, rows, columns))
    for below in range(1, rows):
        frame.taken.update((frame.row + below, frame.column + c) for c in range(columns))
    frame.column += columns


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    raw = (attributes[name] or "").strip() if name in attributes else ""
    return min(max(int(raw), 1), _WIDEST) if raw.isdecimal() and len(raw) < 6 else 1


def _tour(root: LexborNode, hidden: frozenset[int]) -> Iterator[tuple[LexborNode, str, bool]]:
    """Every node on the way in, and every element once more on the way out; not into what is no text of the page."""
    node: LexborNode | None = root.child
    is_leaving = False
    end = root.mem_id
    while node is not None:
        tag = node.tag or ""
        if tag in _CELLS and not is_leaving and node.mem_id not in hidden and _holds_only_words(node):
            yield node, _ONLY_WORDS, False
            tag = "-text"
        else:
            yield node, tag, is_leaving
        if not is_leaving and tag != "-text":
            inner = None if tag in _NEVER or node.mem_id in hidden or _is_note_mark(node, tag) else node.child
            if inner is not None:
                node = inner
                continue
            if node.is_element_node:
                yield node, tag, True
        following = node.next
        if following is not None:
            node, is_leaving = following, False
            continue
        node, is_leaving = node.parent, True
        if node is None or node.mem_id == end:
            return


def _holds_only_words(node: LexborNode) -> bool:
    inner = node.child
    return inner is None or (inner.next is None and inner.tag == "-text")


def _is_note_mark(node: LexborNode, tag: str) -> bool:
    return tag == "sup" and bool(_NOTE_MARK.match(node.text()))


def _typed(node: LexborNode) -> str:
    """What a form field shows: some offices publish the filled form itself."""
    attributes = node.attributes
    is_shown = (attributes.get("type") or "text").lower() in ("text", "number")
    return (attributes.get("value") or "") if is_shown else ""


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))
