"""Pages -> lines and tables of an official document: furniture left out, lines that a page or a program broke joined again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.core.law.documents import guess_kind
from gongkai.reading.lines import is_furniture
from gongkai.reading.official.spelling import organs, spell, tidy, whole_day, whole_number
from gongkai.reading.pages import Block, Pages, Paragraph, Table

SERIAL = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[章节编条][\s\u3000]*|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[)）]|"
    r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）])"
)
_OPEN = "、，（〔《"
_ENDS = "。！？；：…”）》!?;:"
_PART = re.compile(r"^(?:附件|抄送|抄报|主题词|签发人|[（(]此件|[（(]联系人|问[:：]|答[:：])")
_WRAPPED = 2  # full lines without an end before a file counts as broken into lines
_NARROWEST, _WIDEST, _SLACK = 40, 110, 6  # columns of a full line; what a line may lack of it
_ADDRESS = re.compile(r"^[各区县市镇街]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line or paragraph as read (`raw` keeps its gaps), or the rows of a table."""

    text: str
    raw: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_indented(self) -> bool:
        """Whether it begins with blanks."""
        return self.raw[:1] in (" ", "\t")


def pieces(pages: Pages) -> list[Piece]:
    """Every line and table of a file in reading order."""
    found = [piece for block in _whole_tables(pages.blocks) for piece in _of_block(block)]
    return list(_rejoined(found, is_pdf=pages.kind == "pdf"))


def _whole_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables that a page break cut, in one piece again; a head that is printed on each page counts once."""
    held: Table | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and is_furniture(tidy(block.text)):
            continue
        if isinstance(block, Table) and held is not None and _is_cut_table(held, block):
            held = _with_more(held, block)
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Table) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _is_cut_table(above: Table, below: Table) -> bool:
    pages = [box.page for box in (*above.boxes[-1:], *below.boxes[:1])]
    is_next = len(pages) == 2 and pages[0] is not None and pages[1] is not None and pages[1] == pages[0] + 1
    return is_next and _columns_of(above) == _columns_of(below)


def _columns_of(table: Table) -> int:
    return max((box.column + box.columns for box in table.boxes), default=0)


def _with_more(above: Table, below: Table) -> Table:
    first = table_rows(above)[:1]
    rows = max(box.row + box.rows for box in above.boxes)
    skip = 1 if first and table_rows(below)[:1] == first else 0
    more = (box._replace(row=box.row + rows - skip) for box in below.boxes if box.row >= skip)
    return Table((*above.boxes, *more), above.is_grid)


def _of_block(block: Block) -> Iterator[Piece]:
    if isinstance(block, Paragraph):
        yield from _lines(block.text)
        return
    rows = table_rows(block)
    if all(sum(1 for cell in row if cell) <= 1 for row in rows) or (len(rows) == 1 and not block.is_grid):
        raws = [spell("\t".join(box.text for box in boxes)) for _, boxes in block.rows()]
        yield from (piece for raw in raws for piece in _lines(raw))
    elif not block.is_grid and len(rows) < 3 and any(whole_day(cell) for row in rows for cell in row):
        yield from (Piece(tidy(" ".join(row)), "    ".join(row)) for row in rows)
    else:
        yield Piece("", "", rows)


def _lines(text: str) -> Iterator[Piece]:
    for line in spell(text.replace("\u3000", "  ")).splitlines():
        words = tidy(line)
        if words and not is_furniture(words):
            yield Piece(words, line.rstrip())


def table_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The cells row by row; a cell over several columns stands in the first, the others are empty."""
    width = max((box.column + box.columns for box in table.boxes), default=0)
    rows = []
    for _, boxes in table.rows():
        cells = [""] * width
        for box in boxes:
            cells[box.column] = tidy(box.text.replace("\n", ""))
        rows.append(tuple(cells))
    return tuple(row for row in rows if any(row))


# ── lines that were broken ──────────────────────────────────────────────────────────────────────────────────────────


def _rejoined(found: Sequence[Piece], *, is_pdf: bool) -> Iterator[Piece]:
    width = _width(found)
    held: Piece | None = None
    last = ""  # the last line of what is held
    for piece in found:
        is_text = held is not None and not held.rows and not piece.rows
        if held is not None and is_text and (_goes_on(held, last, piece, width) or (is_pdf and _is_cut(held, piece))):
            held = replace(held, text=_joined(held.text, piece.text), raw=held.raw + piece.raw.strip())
        else:
            if held is not None:
                yield held
            held = piece
        last = piece.raw
    if held is not None:
        yield held


def _width(found: Iterable[Piece]) -> int:
    """The columns of a full line where the file is broken into lines; 0 where it is not."""
    own = [each for each in found if each.text and not each.raw.startswith(" " * 9)]
    widest = max((columns(each.raw) for each in own), default=0)
    full = sum(1 for each in own if each.text[-1] not in _ENDS and columns(each.raw) >= widest - _SLACK)
    return widest if full >= _WRAPPED and _NARROWEST <= widest <= _WIDEST else 0


def columns(text: str) -> int:
    """The width of a line on a typewriter: a Chinese character takes two columns."""
    return sum(1 if char.isascii() else 2 for char in text)


def _goes_on(held: Piece, last: str, piece: Piece, width: int) -> bool:
    is_full = bool(width) and columns(last) >= width - _SLACK and not piece.is_indented
    if is_full and held.text[-1] in _OPEN:
        return True
    if SERIAL.match(piece.text) or _PART.match(piece.text) or whole_day(piece.text) or whole_number(piece.text):
        return False
    if _is_title(held.text):
        return False
    if is_full and (held.is_indented or SERIAL.match(held.text) or _ADDRESS.match(held.text)):
        return True
    if is_full:
        return held.text[-1] not in _ENDS
    return _is_broken_heading(held, piece)


def _is_cut(held: Piece, piece: Piece) -> bool:
    """Prose that stops without a sign: the line was set short, for a sign may not begin the next."""
    if len(held.text) < 20 or held.text[-1] in _ENDS or not re.search(r"[，。；]", held.text):
        return False
    is_new = SERIAL.match(piece.text) or _PART.match(piece.text) or whole_day(piece.text) or organs(piece.raw)
    return not is_new


def _is_title(text: str) -> bool:
    return len(text) < 80 and "关于" in text and bool(guess_kind(text))


def _is_broken_heading(held: Piece, piece: Piece) -> bool:
    """A heading of a level that was set on two lines: the first long and open, the second short and open."""
    if not SERIAL.match(held.text) or held.text[-1] in _ENDS or "。" in held.text:
        return False
    return 18 <= len(held.text) <= 32 and len(piece.text) <= 16 and not re.search(r"[，。；：、]", piece.text)


def _joined(text: str, more: str) -> str:
    is_latin = text[-1:].isascii() and more[:1].isascii() and text[-1:].isalpha() and more[:1].isalpha()
    return text + (" " if is_latin else "") + more
