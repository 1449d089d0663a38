"""The parts of a document as the blocks of the house (core.documents.text): levels of headings, paragraphs, tables, annexes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.core.documents.text import Block
from gongkai.reading.official.frame import Frame, is_annex_label
from gongkai.reading.official.pieces import SERIAL, Piece

_LEVELS = (
    re.compile(r"^(?:[一二三四五六七八九十百]+、|第[一二三四五六七八九十百零\d]+[章编])"),
    re.compile(r"^(?:[（(][一二三四五六七八九十百]+[)）]|第[一二三四五六七八九十百零\d]+节)"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[)）]"),
)
_LONGEST = 45  # characters of a heading that stands alone
_QUESTION = re.compile(r"^(?:问|记者)\s*[:：]\s*")
_ANSWER = re.compile(r"^答\s*[:：]\s*")


def blocks(frame: Frame, *, is_interpretation: bool) -> tuple[Block, ...]:
    """Everything from the addressee to the last annex."""
    return tuple(_all(frame, is_interpretation=is_interpretation))


def _all(frame: Frame, *, is_interpretation: bool) -> Iterator[Block]:
    if frame.addressee:
        yield Block("addressee", f"{frame.addressee}：")
    yield from _running(frame.body, has_questions=is_interpretation)
    if frame.annexes:
        yield Block("annexes", "\n".join(frame.annexes))
    if frame.signers or frame.formed_on:
        day = frame.formed_on
        lines = [*frame.signers, *([f"{day.year}年{day.month}月{day.day}日"] if day else [])]
        yield Block("signature", "\n".join(lines))
    yield from (Block("note", note) for note in frame.notes)
    yield from _annexed(frame.behind, frame)


def _running(pieces: Iterable[Piece], *, has_questions: bool = False) -> Iterator[Block]:
    for piece in pieces:
        if piece.rows:
            yield Block("table", rows=piece.rows)
        elif has_questions and (found := _QUESTION.match(piece.text)):
            yield Block("question", piece.text[found.end() :])
        elif has_questions and (found := _ANSWER.match(piece.text)):
            yield Block("answer", piece.text[found.end() :])
        else:
            level = _level(piece.text)
            yield Block("heading", piece.text, level) if level else Block("paragraph", piece.text)


def _level(text: str) -> int:
    """The level of a heading that stands alone in its line; 0 for a paragraph, also for one that begins with a heading."""
    if not SERIAL.match(text) or len(text) > _LONGEST or text[-1] in "；;：:，," or "。" in text[:-1]:
        return 0
    if text.endswith("。") and not _LEVELS[0].match(text) and not _LEVELS[1].match(text):
        return 0
    return next((level for level, shape in enumerate(_LEVELS, 1) if shape.match(text)), 0)


def _annexed(behind: Sequence[Piece], frame: Frame) -> Iterator[Block]:
    """What stands behind the signature: each annex under its title, or what was issued with the notice."""
    at = 0
    running: list[Piece] = []
    is_first = True
    while at < len(behind):
        piece = behind[at]
        is_label = not piece.rows and is_annex_label(piece.text)
        if is_label or (is_first and _is_title(piece)):
            yield from _running(running)
            running = []
            count = _lines_of_title(behind[at + is_label :], frame)
            title = "".join(each.text for each in behind[at + is_label : at + is_label + count])
            label = re.sub(r"\s|[:：]$", "", piece.text) if is_label else ""
            yield Block("annex", " ".join(part for part in (label, title) if part))
            at += is_label + count
        else:
            running.append(piece)
            at += 1
        is_first = False
    yield from _running(running)


def _is_title(piece: Piece) -> bool:
    return (
        not piece.rows
        and len(piece.text) <= _LONGEST
        and not re.search(r"[。；，：:]", piece.text)
        and (not SERIAL.match(piece.text))
    )


def _lines_of_title(pieces: Sequence[Piece], frame: Frame) -> int:
    """The lines of the title of an annex: as many as make up a title that the document lists, else one."""
    known = {re.sub(r"\s", "", each) for each in frame.annexes}
    for count in range(1, 4):
        if any(not _is_title(piece) for piece in pieces[:count]) or len(pieces) < count:
            break
        if "".join(piece.text for piece in pieces[:count]) in known:
            return count
    return 1 if pieces and _is_title(pieces[0]) else 0
