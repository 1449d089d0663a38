"""Personal information in tables: the head of a column tells what its cells are, as no cell does by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.core.privacy import names, words
from gongkai.core.privacy.examining import examine
from gongkai.core.privacy.folding import Folded
from gongkai.core.privacy.found import Personal, masked_text
from gongkai.core.privacy.kinds import KINDS

_KINDS = tuple(kind for kind in words.TABLE if kind in KINDS and kind not in ("minor",))
_HEADS = {kind: frozenset(word.lower() for word in words.TABLE[kind]) for kind in _KINDS}
_OFFICE = frozenset(words.TABLE["office"])
_ABOUT = {key: re.compile(words.one_of(words.TABLE[key])) for key in ("protected", "minor", "age", "school")}
_LOOSE = re.compile(r"[\s*:(].*$")
_DIGITS = re.compile(r"\d{5,}")
_VALUES = {
    "bank_card": re.compile(r"\d(?:[ -]?\d){8,29}"),
    "company_account": re.compile(r"\d(?:[ -]?\d){8,29}"),
    "landline": re.compile(r"(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{6,7}(?:-\d{1,5})?"),
    "household_number": re.compile(r"[A-Za-z]{0,3}\d[0-9-]{3,24}[Xx]?"),
    "student_number": re.compile(r"[A-Za-z]{0,2}\d{4,20}[Xx]?"),
    "passport": re.compile(r"[A-Z]{1,2}\d{6,8}"),
    "resident_id": re.compile(r"\d{13,17}[\dXx]"),
    "plate": re.compile(r"[\u4e00-\u9fff][A-Z][ ·]?[A-Z0-9]{5,6}"),
    "email": re.compile(r"[^\s@]+@[^\s@]+\.[a-z]+"),
    "address": re.compile(r".*(?:号|室|组|户|单元)|.*\d-\d{1,2}-\d{3,4}"),
    "quotation": re.compile(r"[¥￥]?\d[\d,.]*(?:万|亿)?元?"),
}
_CHILD = re.compile(r"(?:1[0-3]|[0-9])(?:周?岁)?")
_HEAD_ROWS = 6


@dataclass(frozen=True, slots=True)
class CellFinding:
    """Something in one cell, or (row None) a column that must not go public as a whole."""

    row: int | None
    column: int
    kind: str
    text: str  # the text found, or the head of the column
    personal: Personal | None = None

    @property
    def is_whole_column(self) -> bool:
        """Whether the column as a whole is meant."""
        return self.row is None

    @property
    def weight(self) -> str:
        """How grave it is: block, warning or hint."""
        return KINDS[self.kind].weight


@dataclass(frozen=True, slots=True)
class _Head:
    row: int  # the last row of the head; -1 where there is none
    kinds: Mapping[int, str]  # by column
    labels: Mapping[int, str]
    is_office: bool
    about: str  # what stands above the table and in its head


def examine_table(rows: Sequence[Sequence[str]], *, title: str = "") -> tuple[CellFinding, ...]:
    """What a publisher has to resolve in a table: cell by cell, and columns as a whole. `title` is what stands above it."""
    head = _head(rows, title)
    found = [*_columns(head)]
    dropped = {each.column for each in found if KINDS[each.kind].column == "drop"}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.strip() and column not in dropped:
                found += [
                    CellFinding(number, column, each.kind, each.text, each)
                    for each in _cell(rows, number, column, head)
                ]
    return tuple(found)


def masked_table(
    rows: Sequence[Sequence[str]], findings: Iterable[CellFinding], *, drops: bool = True
) -> list[list[str]]:
    """The table as it may be published: cells masked, columns dropped (or, with `drops` False, emptied below their head)."""
    listed = list(findings)
    whole = {each.column for each in listed if each.is_whole_column and KINDS[each.kind].column == "drop"}
    by_cell: dict[tuple[int, int], list[Personal]] = {}
    for each in listed:
        if each.row is not None and each.personal:
            by_cell.setdefault((each.row, each.column), []).append(each.personal)
    last = _head(rows, "").row
    masked = []
    for number, row in enumerate(rows):
        cells = [masked_text(cell, by_cell.get((number, column), ())) for column, cell in enumerate(row)]
        # A title over all columns, in the first cell of its row, stays.
        is_title = number <= last and sum(bool(cell.strip()) for cell in row) == 1
        if drops and not is_title:
            cells = [cell for column, cell in enumerate(cells) if column not in whole]
        elif not drops and number > last:
            cells = ["" if column in whole else cell for column, cell in enumerate(cells)]
        masked.append(cells)
    return masked


def _head(rows: Sequence[Sequence[str]], title: str) -> _Head:
    """The rows above the first that holds a number; of them those that name columns."""
    kinds: dict[int, str] = {}
    labels: dict[int, str] = {}
    last, is_office = -1, False
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        told = {column: kind for column, cell in enumerate(row) if (kind := _kind_of_head(cell))}
        is_form = len(told) < 2 and any(names.looks_like_name(cell) for cell in row)
        if any(_DIGITS.search(cell) for cell in row) or is_form or (kinds and not told):
            break
        if told and not _is_form(row, told):
            kinds |= told
            labels |= dict(enumerate(row))
            last = number
        is_office = is_office or any(_plain(cell) in _OFFICE for cell in row)
    about = title + " ".join(cell for row in rows[: last + 1] for cell in row)
    return _Head(last, kinds, labels, is_office, about)


def _is_form(row: Sequence[str], told: Mapping[int, str]) -> bool:
    """A form has its labels beside their values: 姓名 | 张伟 | 性别 | 男."""
    return any(
        names.looks_like_name(row[column + 1]) and not _kind_of_head(row[column + 1])
        for column, kind in told.items()
        if kind == "name" and column + 1 < len(row) and row[column + 1].strip()
    )


def _plain(cell: str) -> str:
    return "".join(Folded(cell).text.split()).lower()


def _kind_of_head(cell: str) -> str:
    """The kind of the column under this head; "" for one that tells nobody."""
    if len(cell) > 24:
        return ""
    whole = _plain(cell).lstrip("*")
    bare = _LOOSE.sub("", whole)
    for kind, heads in _HEADS.items():
        if whole in heads or bare in heads:
            return kind
    return ""


def _columns(head: _Head) -> Iterator[CellFinding]:
    """Columns that tell what the law protects most, of persons; and business data to be reviewed."""
    has_persons = any(kind in ("name", "resident_id", "mobile") for kind in head.kinds.values())
    for column, kind in head.kinds.items():
        manner = KINDS[kind].column
        if manner == "review" or (manner == "drop" and has_persons):
            yield CellFinding(None, column, kind, head.labels[column].strip())


def _cell(rows: Sequence[Sequence[str]], number: int, column: int, head: _Head) -> Iterator[Personal]:
    cell = rows[number][column]
    if number <= head.row:
        # Only numbers that tell by themselves: a head or a title is no person.
        yield from (each for each in examine(cell) if each.kind in ("resident_id", "mobile", "bank_card"))
        return
    kind = head.kinds.get(column) or _kind_beside(rows[number], column)
    told = _told(cell, kind, head, rows[number])
    if told:
        yield told
        return
    seen = examine(cell)
    yield from (each for each in seen if not (head.is_office and KINDS[each.kind].mask == "surname"))


def _kind_beside(row: Sequence[str], column: int) -> str:
    """In a form the label stands in the cell before."""
    return _kind_of_head(row[column - 1]) if column else ""


def _told(cell: str, kind: str, head: _Head, row: Sequence[str]) -> Personal | None:
    """The whole cell, where its column says what it is and it looks like it."""
    if not kind:
        return None
    start, end = len(cell) - len(cell.lstrip()), len(cell.rstrip())
    bare = Folded(cell[start:end]).text
    if kind == "name":
        if head.is_office or not names.looks_like_name(bare):
            return None
        return Personal(_name_kind(head, row), start, end, cell[start:end])
    if kind == "mobile":
        kind = "landline"  # a mobile is found by its shape
    if kind == "landline" and (head.is_office or "name" not in head.kinds.values()):
        return None
    pattern = _VALUES.get(kind)
    if pattern is None or not pattern.fullmatch(bare):
        return None
    if kind == "address" and "name" not in head.kinds.values() and "resident_id" not in head.kinds.values():
        return None
    return Personal(kind, start, end, cell[start:end])


def _name_kind(head: _Head, row: Sequence[str]) -> str:
    """Whose name this is: a child's (by age, school or title), of one to be protected, or anybody's."""
    if _ABOUT["minor"].search(head.about) or any(_ABOUT["minor"].search(cell) for cell in row):
        return "minor"
    ages = [column for column, label in enumerate(_last(head, row)) if _ABOUT["age"].search(label)]
    if any(_CHILD.fullmatch(Folded(row[column].strip()).text) for column in ages if column < len(row)):
        return "minor"
    return "protected_name" if _ABOUT["protected"].search(head.about) else "name"


def _last(head: _Head, row: Sequence[str]) -> list[str]:
    return [head.labels.get(column, "") for column in range(len(row))]
