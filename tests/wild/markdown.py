"""Reports as Markdown: clean ones, and those that tools make of PDF files, where every few rows are a table of their own."""

from random import Random

from tests.wild.characters import encoded
from tests.wild.grids import rectangle
from tests.wild.printed import Document, Line, Printed, Text
from tests.wild.texts import Rendered, blanks_vanish, is_blank
from tests.wild.truth import SILENT


def _pipes(texts: list[str]) -> str:
    return "| " + " | ".join(text.replace("\n", _break(text)).replace("|", "\\|") for text in texts) + " |"


def _break(text: str) -> str:
    """How a line break inside a box is written: <br> in long texts and between figures, nothing in short labels."""
    return "<br>" if len(text) > 4 or text[:1].isdigit() else ""


def _rule(width: int) -> str:
    return "|" + "---|" * width


def _prose(piece: Text, rng: Random) -> list[str]:
    if piece.kind in ("title", "heading") and rng.random() < 0.7:
        return ["#" * rng.randint(1, 3) + " " + piece.text.strip(), ""]
    return [f"**{piece.text}**" if piece.kind == "heading" else piece.text, ""]


def as_markdown(document: Document, rng: Random) -> Rendered:
    """Whole tables with pipes: the first row is the head, or the head is empty, as the converters have it."""
    has_empty_head, repeats = rng.random() < 0.3, rng.random() < 0.5
    lines: list[str] = []
    for piece in document.pieces:
        if isinstance(piece, Text):
            lines += _prose(piece, rng)
            continue
        rows = [[box.text for box in row] for row in rectangle(piece)]
        if repeats:
            _repeat_groups(piece, rows)
        head = [[""] * len(rows[0])] if has_empty_head else [rows.pop(0)]
        lines += [_pipes(head[0]), _rule(len(head[0])), *map(_pipes, rows), ""]
    return encoded("\n".join(lines), rng), "report.md"


def _repeat_groups(table: Printed, rows: list[list[str]]) -> None:
    """Merged boxes are filled again in every row they cover."""
    for line, row in zip(table.lines, rows, strict=True):
        if line.kind == "figures" and line.label:
            row[: table.labels] = ([*line.groups, *[line.label] * table.labels])[: table.labels]


def as_markdown_pieces(document: Document, rng: Random) -> Rendered:
    """What a PDF tool makes of a ruled table: pieces with invented heads, wrapped labels standing apart from their row."""
    lines: list[str] = []
    for piece in document.pieces:
        lines += _in_pieces(piece, rng) if isinstance(piece, Printed) else [*_wrapped(piece.text, 28), ""]
    return encoded("\n".join(lines), rng), "report.md"


def _wrapped(text: str, width: int) -> list[str]:
    return [part[i : i + width] for part in text.split("\n") for i in range(0, max(len(part), 1), width)]


def _in_pieces(table: Printed, rng: Random) -> list[str]:
    if table.key == "proactive":
        return _blocks(table, rng)
    lines: list[str] = []
    for line in table.lines:
        if line.kind != "figures":
            lines += _loose([box.text for box in line.boxes if box.text], rng)
    rows = table.rows()
    while rows:
        size = rng.randint(1, 5)
        lines += _piece(rows[:size], rng)
        rows = rows[size:]
    return lines


def _blocks(table: Printed, rng: Random) -> list[str]:
    """Table two: its title, then a small table with its own head, or lines of bare text."""
    lines: list[str] = []
    is_text = rng.random() < 0.5
    for line in table.lines:
        texts = [text for text in (line.label, *(box.text for box in line.boxes)) if text]
        if line.kind in ("title", "stray"):
            lines += ["", line.boxes[0].text]
            is_text = rng.random() < 0.5
        elif is_text:
            lines.append(" ".join(texts) if line.kind == "figures" else "".join(texts))
            blanks_vanish(table)
        else:
            row = [line.label, *(box.text for box in line.boxes)]
            lines += [_pipes(row)] if line.kind == "figures" else ["", _pipes(row), _rule(len(row))]
    return [*lines, ""]


def _loose(texts: list[str], rng: Random) -> list[str]:
    return [" ".join(texts)] if rng.random() < 0.5 else ["".join(texts)]


def _piece(rows: list[Line], rng: Random) -> list[str]:
    """Long labels stand before the piece in their order, the rows follow; the first row serves as the head."""
    loose: list[str] = []
    body: list[list[str]] = []
    for line in rows:
        stands_apart = len(line.label) > 10 and rng.random() < 0.5
        if stands_apart:
            loose += _wrapped(line.label, rng.choice((8, 11, 13)))
        body.append(_row(line, rng, loose, stands_apart=stands_apart))
    groups = [group for group in dict.fromkeys(g for line in rows for g in line.groups) if rng.random() < 0.4]
    return [*groups, *loose, *_table(body, rng), ""]


def _row(line: Line, rng: Random, loose: list[str], *, stands_apart: bool) -> list[str]:
    figures = [box.text for box in line.boxes]
    if rng.random() < 0.03 and len(figures) == 7 and not is_blank(line.boxes[-1]):
        loose.append(figures[-1])
        figures[-1] = ""
        line.boxes[-1].wanted = line.boxes[-1].wanted | SILENT
    return figures if stands_apart or not line.label else [line.label, *figures]


def _table(body: list[list[str]], rng: Random) -> list[str]:
    """Rows with and without label cannot share a table: each run of the same width is one."""
    lines: list[str] = []
    extra = [""] if rng.random() < 0.15 else []
    for index, row in enumerate(body):
        is_first = index == 0 or len(body[index - 1]) != len(row)
        if is_first and index:
            lines.append("")
        lines.append(_pipes([*row, *extra]))
        if is_first:
            lines.append(_rule(len(row) + len(extra)))
    return lines
