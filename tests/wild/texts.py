"""Reports as text: dumps of Word files, copies of web pages, crawls that lost their separators."""

import re
from collections.abc import Callable
from random import Random

from tests.wild.characters import encoded
from tests.wild.cuts import is_decidable
from tests.wild.grids import grid, places, rectangle
from tests.wild.printed import Box, Document, Line, Printed
from tests.wild.truth import SILENT

Rendered = tuple[bytes, str]
Writer = Callable[[Printed], list[str]]


def _text(document: Document, write: Writer, between: str = "\n") -> str:
    return between.join(
        "\n".join(write(piece)) if isinstance(piece, Printed) else piece.text for piece in document.pieces
    )


def _file(text: str, rng: Random) -> Rendered:
    return encoded(text, rng), f"report.{rng.choice(('txt', 'txt', 'TXT'))}"


def _flat(text: str) -> str:
    """The text on one line; two figures below each other stay two."""
    return re.sub(r"(?<=\d)\n(?=\d)", " ", text).replace("\n", "")


def unsure(line: Line) -> None:
    """Whoever reads this line cannot know which figure belongs where."""
    for box in line.boxes:
        box.wanted = box.wanted | SILENT


def is_blank(box: Box) -> bool:
    """Whether nothing is to be seen in the box."""
    return not box.text.strip()


def blanks_vanish(table: Printed) -> None:
    """A line from which empty boxes have vanished cannot be put in columns again."""
    for line in table.rows():
        if any(is_blank(box) for box in line.boxes if box.cell):
            unsure(line)


def as_text_tabs(document: Document, rng: Random) -> Rendered:
    """A line for each row, a tab between columns; what a span covers is an empty column."""
    is_stripped = rng.random() < 0.4

    def write(table: Printed) -> list[str]:
        if is_stripped:
            _forget_ends(table)
        lines = ["\t".join(_flat(box.text) for box in row) for row in rectangle(table)]
        return [line.rstrip("\t") for line in lines] if is_stripped else lines

    return _file(_text(document, write, rng.choice(("\n", "\n\n"))), rng)


def _forget_ends(table: Printed) -> None:
    for line in table.rows():
        for box in reversed(line.boxes):
            if not is_blank(box):
                break
            box.wanted = box.wanted | SILENT


def as_text_tabs_tight(document: Document, rng: Random) -> Rendered:
    """A line for each row, a tab between boxes; a span takes no room, so that columns do not stand below each other."""

    def write(table: Printed) -> list[str]:
        return ["\t".join(_flat(box.text) for box in row) for row in grid(table)]

    return _file(_text(document, write, rng.choice(("\n", "\n\n"))), rng)


def as_one_cell_a_line(document: Document, rng: Random) -> Rendered:
    """The dump of a Word file: each box a line behind a tab, an empty line between rows, covered boxes empty."""

    def write(table: Printed) -> list[str]:
        lines: list[str] = []
        for row in _with_covered(table):
            lines += ["\t" + _flat(box.text) for box in row] + [""]
        return lines

    return _file(_text(document, write), rng)


def _with_covered(table: Printed) -> list[list[Box]]:
    """The rows with an empty box where a box of a row above reaches down."""
    rows: list[list[tuple[int, Box]]] = [[] for _ in table.lines]
    for down, across, box in places(grid(table)):
        for i in range(min(box.down, len(rows) - down)):
            rows[down + i].append((across, Box("") if i else box))
    return [[box for _, box in sorted(row, key=lambda each: each[0])] for row in rows]


def as_lines_bare(document: Document, rng: Random) -> Rendered:
    """The innerText of a page: a line for each box that is not empty, and nothing between rows."""

    def write(table: Printed) -> list[str]:
        blanks_vanish(table)
        return [box.text for row in grid(table) for box in row if not is_blank(box)]

    return _file(_text(document, write), rng)


def as_lines_spaced(document: Document, rng: Random) -> Rendered:
    """A line for each box with empty lines between all of them: empty boxes cannot be told from the gaps."""

    def write(table: Printed) -> list[str]:
        blanks_vanish(table)
        return [line for row in grid(table) for box in row for line in (box.text, "")]

    return _file(_text(document, write, "\n\n"), rng)


def as_blanks(document: Document, rng: Random) -> Rendered:
    """A line for each row, blanks between figures; group labels before the label, or above, or nowhere."""
    gap = rng.choice((" ", " ", "  ", "      "))
    keeps_groups = rng.random() < 0.7

    def write(table: Printed) -> list[str]:
        blanks_vanish(table)
        lines = []
        for line, row in zip(table.lines, grid(table), strict=True):
            shown = row if keeps_groups or line.kind != "figures" else row[-len(line.boxes) - bool(line.label) :]
            lines.append(gap.join(_flat(box.text).strip() for box in shown if not is_blank(box)))
        return lines

    return _file(_text(document, write), rng)


def as_one_line(document: Document, rng: Random) -> Rendered:
    """get_text(" ", strip=True) of a page: the whole report on one line, the same sign between any two boxes."""
    sign = rng.choice((" ", " ", "|", "\t", " | ", "  "))

    def write(table: Printed) -> list[str]:
        blanks_vanish(table)
        return [sign.join(_flat(box.text).strip() for row in grid(table) for box in row if not is_blank(box))]

    return _file(_text(document, write, sign), rng)


def as_html2text(document: Document, rng: Random) -> Rendered:
    """What html2text makes of a table: bars between boxes, none at the ends, a rule below the first row."""

    def write(table: Printed) -> list[str]:
        lines = [" | ".join(_flat(box.text) for box in row) for row in grid(table)]
        rule = "|".join("---" for _ in grid(table)[0])
        return ["", lines[0] + "  ", rule + "  ", *(line + "  " for line in lines[1:]), ""]

    return _file(_text(document, write, "\n\n"), rng)


def as_ascii_grid(document: Document, rng: Random) -> Rendered:
    """A grid table as pandoc writes it: rules of + and - between rows."""

    def write(table: Printed) -> list[str]:
        rows = [[_flat(box.text) for box in row] for row in rectangle(table)]
        widths = [2 + max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        rule = "+" + "+".join("-" * width for width in widths) + "+"
        body = [
            "|" + "|".join(f" {text}".ljust(width) for text, width in zip(row, widths, strict=True)) + "|"
            for row in rows
        ]
        return ["", rule, *(line for text in body for line in (text, rule)), ""]

    return _file(_text(document, write), rng)


def as_csv(document: Document, rng: Random) -> Rendered:
    """A sheet saved as CSV: quoted where needed, texts in the first column."""

    def quoted(text: str) -> str:
        return f'"{text}"' if any(sign in text for sign in ',"\n') else text

    def write(table: Printed) -> list[str]:
        return [",".join(quoted(box.text.replace('"', '""')) for box in row) for row in rectangle(table)]

    blocks = ["\n".join(write(p)) if isinstance(p, Printed) else quoted(p.text) + "," * 9 for p in document.pieces]
    return encoded("\n".join(blocks), rng), "report.csv"


def as_run_together(document: Document, rng: Random) -> Rendered:
    """A crawl that lost every separator; some blanks may be left, never inside a figure."""
    left = rng.choice((0.0, 0.0, 0.05, 0.3))

    def write(table: Printed) -> list[str]:
        return ["".join(_run(table, index, rng, left) for index in range(len(table.lines)))]

    between = rng.choice(("", " ", "\n"))
    return _file(_text(document, write, between), rng)


def _run(table: Printed, index: int, rng: Random, left: float) -> str:
    line = table.lines[index]
    names = "".join(_flat(box.text) for box in grid(table)[index] if box.is_label)
    if line.kind != "figures":
        return names
    texts = [box.text.strip() for box in line.boxes]
    figures = "".join(text + (" " if rng.random() < left else "") for text in texts)
    if not _is_cut_in_one_way(figures, line, table):
        unsure(line)
    return names + figures


def _is_cut_in_one_way(figures: str, line: Line, table: Printed) -> bool:
    if any(is_blank(box) for box in line.boxes):
        return False
    if len(line.boxes) == 1:
        return True
    if not figures.replace(" ", "").isascii() or not figures.replace(" ", "").isdigit():
        return False
    cells = len(line.boxes)
    groups = (5,) * (cells // 5) if table.key == "remedies" else (cells,)
    has_totals = table.key == "remedies" or (table.key == "applications" and cells == 7)
    return is_decidable(figures, groups, has_totals=has_totals)
