"""The pieces of an official text as they are drawn: headings by level, tables with widths, signature, annexes. No file kinds."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from gongkai.core.documents.text import Block, Text
from gongkai.writing.layout import clean, signed

# GB/T 9704 7.3.3: a heading of the second level is set in Kai, also where the text runs on behind it.
_RUN_IN = re.compile(r"^（[一二三四五六七八九十]{1,3}）[^。；;：:，,！？]{1,40}。")
_DAY = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ANNEXES = re.compile(r"^附件\s*[：:]\s*")
_NUMBERED = re.compile(r"^\d+\s*[.．、]")
_ANNEX = re.compile(r"^附件\s*(\d*)(?:\s*[：:]\s*|\s+|$)")
_FACES = ("", "hei", "kai", "bold", "")  # of headings, by level
_TEXT_WIDTH = 442.2  # points: A4 without margins of 28 and 26 mm
_TYPE = ((6, 12.0), (10, 10.5), (16, 9.0))  # up to so many columns, type of so many points
_SMALLEST_TYPE = 7.5
_SHORT = 12.0  # a column of so many characters is not made to break its words


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it is drawn: `head` and `face` are the words with which it begins in another letter."""

    kind: str  # addressee heading paragraph table annexes signature note annex
    text: str = ""
    head: str = ""
    face: str = ""
    level: int = 0
    stays: bool = False  # with what follows
    items: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()
    widths: tuple[float, ...] = ()  # of columns, in points
    size: float = 0

    def record(self) -> dict[str, object]:
        """For a template of the press."""
        return {name: getattr(self, name) for name in self.__slots__}

    def signed(self) -> list[tuple[str, float]]:
        """Of a signature: each name with its distance from the right edge in characters, centred over the date."""
        return [(name, signed(name, self.text).body_right) for name in self.items]

    def lines(self) -> list[str]:
        """As plain text, a blank line where the print has one."""
        return _PLAIN.get(self.kind, _indented)(self)


@dataclass(slots=True)
class _Count:
    annexes: int
    seen: int = field(default=0)


def line(text: str) -> str:
    """`text` on one line, without what no file can hold."""
    return " ".join(clean(text).split())


def pieces(text: Text, *, names: tuple[str, ...] = (), day: str = "", note: str = "") -> tuple[Piece, ...]:
    """The text, with signature and note where it has none of its own: before the first annex."""
    count = _Count(sum(block.kind == "annex" for block in text))
    found = [piece for block in text for piece in _drawn(block, count)]
    first_annex = next((at for at, piece in enumerate(found) if piece.kind == "annex"), len(found))
    body, annexes = found[:first_annex], found[first_annex:]
    kinds = {piece.kind for piece in body}
    if "signature" not in kinds and (names or day):
        at = next((at for at, piece in enumerate(body) if piece.kind == "note"), len(body))
        body.insert(at, Piece("signature", day, items=names))
    if "note" not in kinds and note:
        body.append(_note(note))
    return (*_kept(body), *_kept(annexes))


def _kept(found: list[Piece]) -> Iterator[Piece]:
    """What stands before a signature stays with it: a signature never stands alone on a page, nor does the note."""
    kinds = [piece.kind for piece in found]
    for at, piece in enumerate(found):
        following = kinds[at + 1] if at + 1 < len(kinds) else ""
        stays = following == "signature" or (following == "annexes" and "signature" in kinds[at:])
        stays = stays or (piece.kind == "signature" and following == "note")
        yield replace(piece, stays=True) if stays or piece.kind == "heading" else piece


# ── from block to piece ─────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(block: Block, count: _Count) -> Iterator[Piece]:
    """None of a block that is empty."""
    words = [found for each in clean(block.text).splitlines() if (found := line(each))]
    if block.kind == "table":
        yield from _table(block)
    elif not words:
        return
    elif block.kind in ("paragraph", "addressee", "question", "answer"):
        yield from _paragraphs(block.kind, words)
    elif block.kind == "heading":
        level = min(4, max(1, block.level))
        yield Piece("heading", " ".join(words), face=_FACES[level], level=level)
    else:
        yield _closing(block.kind, words, count)


def _paragraphs(kind: str, words: list[str]) -> Iterator[Piece]:
    if kind == "addressee":
        yield Piece("addressee", _with_colon("".join(words)))
        return
    mark = {"question": "问：", "answer": "答："}.get(kind, "")
    for at, each in enumerate(words):
        own = each.removeprefix(mark).removeprefix(mark.replace("：", ":")) if mark and not at else each
        if kind == "question":
            yield Piece("paragraph", "", mark + own if not at else own, "hei", stays=True)
        elif kind == "answer" and not at:
            yield Piece("paragraph", own, mark, "hei")
        else:
            yield _run_in(own)


def _run_in(words: str) -> Piece:
    found = _RUN_IN.match(words)
    if found and found.end() < len(words):
        return Piece("paragraph", words[found.end() :], found.group(), "kai")
    return Piece("paragraph", words)


def _with_colon(words: str) -> str:
    return words if words.endswith(("：", ":")) else f"{words}："


def _closing(kind: str, words: list[str], count: _Count) -> Piece:
    if kind == "annexes":
        return Piece("annexes", items=tuple(_items(words)))
    if kind == "signature":
        day = words[-1] if _DAY.fullmatch(words[-1].replace(" ", "")) else ""
        return Piece("signature", day, items=tuple(words[:-1] if day else words))
    if kind == "note":
        return _note(" ".join(words))
    count.seen += 1
    return _annex(" ".join(words), count)


def _items(words: list[str]) -> Iterator[str]:
    """Annexes as they are named: numbered where there are several."""
    found = [rest for each in words if (rest := _ANNEXES.sub("", each))]
    for number, each in enumerate(found, start=1):
        yield each if len(found) == 1 or _NUMBERED.match(each) else f"{number}.{each}"


def _note(words: str) -> Piece:
    return Piece("note", words if words.startswith(("（", "(")) else f"（{words}）")


def _annex(words: str, count: _Count) -> Piece:
    found = _ANNEX.match(words)
    number = (found[1] if found else "") or (str(count.seen) if count.annexes > 1 else "")
    return Piece("annex", words[found.end() :] if found else words, f"附件{number}", "hei")


def _table(block: Block) -> Iterator[Piece]:
    rows = [[tuple(map(line, clean(cell).splitlines())) or ("",) for cell in row] for row in block.rows]
    columns = max(map(len, rows), default=0)
    if block.text.strip():
        yield Piece("caption", line(block.text), stays=True)
    if not columns:
        return
    whole = tuple((*row, *[("",)] * (columns - len(row))) for row in rows)
    size = next((size for most, size in _TYPE if columns <= most), _SMALLEST_TYPE)
    yield Piece("table", rows=whole, widths=_widths(whole, size), size=size)


def _widths(rows: tuple[tuple[tuple[str, ...], ...], ...], size: float) -> tuple[float, ...]:
    """Columns as wide as their words ask for: long ones get more, but not all of it."""
    asked = [1 + max(sum(_ems(words) for words in cell) for cell in column) for column in zip(*rows, strict=True)]
    room = _TEXT_WIDTH / size
    if sum(asked) > room:
        asked = _shortened(asked, room)
    return tuple(round(_TEXT_WIDTH * share / sum(asked), 1) for share in asked)


def _shortened(asked: list[float], room: float) -> list[float]:
    """Short columns as wide as they ask, if all of them leave room for the long ones; those share the rest."""
    short = sum(each for each in asked if each <= _SHORT)
    if short > room * 0.7 or short == sum(asked):
        return [math.sqrt(min(each, 200)) for each in asked]
    long = sum(math.sqrt(min(each, 200)) for each in asked if each > _SHORT)
    return [each if each <= _SHORT else math.sqrt(min(each, 200)) * (room - short) / long for each in asked]


def _ems(words: str) -> float:
    return sum(0.55 if char < "\u2e80" else 1.0 for char in words)


# ── as plain text ───────────────────────────────────────────────────────────────────────────────────────────────────


def _indented(piece: Piece) -> list[str]:
    return [f"\u3000\u3000{piece.head}{piece.text}"]


def _plain_table(piece: Piece) -> list[str]:
    return ["", *["\t".join(" ".join(cell) for cell in row) for row in piece.rows], ""]


def _plain_items(piece: Piece) -> list[str]:
    marks = ("附件：", *["\u3000" * 3] * len(piece.items))
    return ["", *[f"\u3000\u3000{mark}{each}" for mark, each in zip(marks, piece.items, strict=False)]]


_PLAIN: Mapping[str, Callable[[Piece], list[str]]] = MappingProxyType(
    {
        "addressee": lambda piece: [piece.text],
        "caption": lambda piece: ["", piece.text],
        "table": _plain_table,
        "annexes": _plain_items,
        "signature": lambda piece: ["", *piece.items, piece.text, ""],
        "annex": lambda piece: ["", piece.head, piece.text, ""],
    }
)
