"""Noises on the shape of tables: rows, columns and pages lost, groups cut, tables split, doubled, turned or furnished."""

from copy import deepcopy
from random import Random

from tests.wild.printed import Box, Document, Line, Piece, Printed, Text, applications
from tests.wild.truth import ABSENT, Truth, Wanted


def missing_rows(document: Document, rng: Random) -> None:
    """The row 规章, which no county can fill, or a few others are not printed."""
    for table in document.tables():
        lost = rng.choice((["art20_1.rules"], [], [line.row for line in rng.sample(table.rows(), 1)]))
        if table.key != "remedies":
            table.lines = [line for line in table.lines if line.row not in lost]


def missing_columns(document: Document, rng: Random) -> None:
    """The last column of table three is cut off, with its head."""
    for table in document.tables():
        if table.key == "applications" and table.width == 7:
            table.width = 6
            table.lines[0].boxes[-1].across -= 1
            table.lines[1].boxes.pop()
            for line in table.rows():
                line.boxes.pop()


def missing_page(document: Document, rng: Random) -> None:
    """A run of lines, headings and paragraphs is gone from somewhere between the title and the end."""
    units = [(piece, line) for piece in document.pieces for line in _lines(piece)]
    start = rng.randint(6, max(6, len(units) - 12))
    lost = units[start : start + rng.randint(4, 22)]
    for piece, line in lost:
        if isinstance(piece, Printed) and line is not None:
            piece.lines = [each for each in piece.lines if each is not line]
    gone = {id(piece) for piece, _ in lost if isinstance(piece, Text)}
    document.pieces = [piece for piece in document.pieces if id(piece) not in gone and _lines(piece)]
    for table in document.tables():
        _without_heads(table)
    document.pieces = [piece for piece in document.pieces if _lines(piece)]


def _lines(piece: Piece) -> list[Line | None]:
    return list(piece.lines) if isinstance(piece, Printed) else [None]


def _without_heads(table: Printed) -> None:
    """Fifteen figures without any head could be anything, so they go too; a block whose heads are lost is not certain."""
    kinds = [line.kind for line in table.lines]
    if table.key == "remedies" and kinds.count("heads") < 3:
        table.lines = []
    elif table.key == "applications" and kinds.count("heads") < 3:
        for line in table.lines:
            line.boxes = [box for box in line.boxes if box.cell] if line.kind == "heads" else line.boxes
        table.lines = [line for line in table.lines if line.kind != "heads"]
        _unsure(table.rows())
    elif table.key == "proactive" and kinds[:1] == ["figures"]:
        _unsure([line for line in table.lines[: _first(kinds, "title")] if line.kind == "figures"])


def _first(kinds: list[str], kind: str) -> int:
    return kinds.index(kind) if kind in kinds else len(kinds)


def _unsure(lines: list[Line]) -> None:
    for line in lines:
        for box in line.boxes:
            box.wanted = _unsure_of(box.wanted)


def _unsure_of(wanted: Wanted) -> Wanted:
    return wanted | {None, ""}


def split_groups(document: Document, rng: Random) -> None:
    """A page break cuts the label of a group in two, or prints it again, or leaves it empty."""
    for table in document.tables():
        rows = [line for line in table.rows() if line.groups]
        for line in rng.sample(rows, min(2, len(rows))):
            _split_group(table, line, rng.randrange(len(line.groups)), rng)


def _split_group(table: Printed, line: Line, depth: int, rng: Random) -> None:
    at, name = table.lines.index(line), line.groups[depth]
    if len(name) < 4 or at == 0 or table.lines[at - 1].groups[: depth + 1] != line.groups[: depth + 1]:
        return
    cut = rng.randint(3, len(name) - 1)
    first, second = rng.choice(((name[:cut], name[cut:]), (name, name + " "), (name, ""), ("", name)))
    run = [each for each in table.lines if each.groups[: depth + 1] == line.groups[: depth + 1]]
    for each in run:
        each.groups[depth] = second if table.lines.index(each) >= at else first


def furniture(document: Document, rng: Random) -> None:
    """Page numbers stand between the rows."""
    form = rng.choice(("— {} —", "- {} -", "－{}－", "第{}页 共9页", "-{}-", "{} / 9"))
    for page, table in enumerate(document.tables(), rng.randint(2, 4)):
        if len(table.lines) > 6:
            at = rng.randint(5, len(table.lines) - 1)
            table.lines.insert(at, Line("stray", [Box(form.format(page))]))


def cut_tables(document: Document, rng: Random) -> None:
    """A table goes on as another table after the page break, with its heads repeated or without."""
    pieces: list[Piece] = []
    for piece in document.pieces:
        pieces += _halves(piece, rng) if isinstance(piece, Printed) and len(piece.lines) > 8 else [piece]
    document.pieces = pieces


def _halves(table: Printed, rng: Random) -> list[Piece]:
    at = rng.randint(5, len(table.lines) - 2)
    first, second = table, deepcopy(table)
    second.lines = second.lines[at:]
    first.lines = first.lines[:at]
    heads = [line for line in first.lines[:3] if line.kind == "heads"]
    if table.key == "applications" and rng.random() < 0.4:
        second.lines = [*deepcopy(heads), *second.lines]
    between: list[Piece] = [Text("furniture", f"- {rng.randint(2, 9)} -")] if rng.random() < 0.3 else []
    return [first, *between, second]


def second_copy(document: Document, rng: Random) -> None:
    """Table three twice: the whole district, then its own office; the first is the body's."""
    key = "applications"
    figures = {cell: _part_of(document.truth, cell) for cell in document.truth.figures if cell.startswith(key)}
    office = applications(document.truth.with_figures(figures))
    at = next(i for i, piece in enumerate(document.pieces) if isinstance(piece, Printed) and piece.key == key)
    captions = (
        "（二）办公室本级情况",
        "附：机关本级收到和处理政府信息公开申请情况",
        "其中：办公室收到和处理政府信息公开申请情况",
    )
    document.pieces[at + 1 : at + 1] = [Text("paragraph", rng.choice(captions), key), office]
    first = document.pieces[at]
    assert isinstance(first, Printed)
    _unsure(first.rows())


def _part_of(truth: Truth, cell: str) -> int:
    return int(truth.figures[cell]) // 2


def same_copy(document: Document, rng: Random) -> None:
    """The whole report twice, as pages with a version for printing have it."""
    document.pieces += deepcopy(document.pieces)


def remedies_split(document: Document, rng: Random) -> None:
    """Table four as three tables of five columns."""
    _replace(document, "remedies", _three)


def _replace(document: Document, key: str, change) -> None:
    pieces: list[Piece] = []
    for piece in document.pieces:
        pieces += change(piece) if isinstance(piece, Printed) and piece.key == key else [piece]
    document.pieces = pieces


GROUPS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")


def _is_whole(table: Printed) -> bool:
    return [len(line.boxes) for line in table.rows()] == [15]


def _fifths(table: Printed) -> list[list[Box]]:
    boxes = table.rows()[0].boxes
    return [boxes[i : i + 5] for i in (0, 5, 10)]


def _names() -> list[str]:
    return ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def _three(table: Printed) -> list[Piece]:
    if not _is_whole(table):
        return [table]
    return [
        Printed(
            "remedies",
            [
                Line("title", [Box(group, is_label=True)]),
                Line("heads", [Box(name, is_label=True) for name in _names()]),
                Line("figures", boxes, row="remedies"),
            ],
            5,
            0,
        )
        for group, boxes in zip(GROUPS, _fifths(table), strict=True)
    ]


def remedies_rows(document: Document, rng: Random) -> None:
    """Table four with a row for each of the three ways."""
    _replace(document, "remedies", _ways)


def _ways(table: Printed) -> list[Piece]:
    if not _is_whole(table):
        return [table]
    heads = Line("heads", [Box(name, is_label=True) for name in _names()], label="类别")
    rows = [Line("figures", boxes, label=group, row=group) for group, boxes in zip(GROUPS, _fifths(table), strict=True)]
    return [Printed("remedies", [heads, *rows], 5, 1)]


def remedies_upright(document: Document, rng: Random) -> None:
    """Table four stood on end: a row for each of the fifteen figures."""
    _replace(document, "remedies", _upright)


def _upright(table: Printed) -> list[Piece]:
    if not _is_whole(table):
        return [table]
    rows = []
    for way, boxes in zip(GROUPS, _fifths(table), strict=True):
        rows += [Line("figures", [box], name, [way], way + name) for name, box in zip(_names(), boxes, strict=True)]
    return [Printed("remedies", rows, 1, 2)]


def extra_column(document: Document, rng: Random) -> None:
    """A column 备注, or an empty one, on the right of table three."""
    for table in document.tables():
        if table.key == "applications" and len(table.lines[0].boxes) == 2:
            table.width += 1
            table.lines[0].boxes.append(Box(rng.choice(("备注", "", "说明")), down=3, is_label=True))
            for line in table.rows():
                line.boxes.append(Box(""))


def squeezed(document: Document, rng: Random) -> None:
    """Some rows of table three lose one of their figures: nobody can say whose place is empty."""
    for table in document.tables():
        rows = [line for line in table.rows() if table.key == "applications"]
        for line in rng.sample(rows, min(4, len(rows))):
            if len(line.boxes) >= 7:
                gone = line.boxes.pop(rng.randrange(6))
                _unsure([line])
                is_all_nought = all(box.wanted >= {0} or not box.cell for box in line.boxes)
                document.lost[gone.cell] = _unsure_of(gone.wanted) if is_all_nought else ABSENT


NOISES = {
    each.__name__: each
    for each in (
        missing_rows, missing_columns, missing_page, split_groups, furniture, cut_tables, second_copy, same_copy, remedies_split,
        remedies_rows, remedies_upright, extra_column, squeezed,
    )
}  # fmt: skip
