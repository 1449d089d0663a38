"""What people send: files to read, a wish to keep the result, figures put right. Nothing typed is ever lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.core.reports import Cell, Report, State, read_cell
from gongkai.portal import tables
from gongkai.portal.passages import candidates
from gongkai.portal.sheets import ReportSheet
from gongkai.reading import Reading

_NARROW = str.maketrans("０１２３４５６７８９．＋－−", "0123456789.+--", ",，")
_FIGURE = re.compile(r"(?P<number>[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?)(?P<unit>元|千元|万元|亿元)?[件项]?")
_LONGEST = 40


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what is in them is the reader's business."""

    widget = ManyFiles

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        """Each of the files."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class UploadForm(forms.Form):
    """Files to read, and whether to keep the result."""

    report = FilesField(
        label="年度报告文件",
        allow_empty_file=True,
        error_messages={"required": "还没有选文件。请先选一份年度报告，再点“开始检查”。"},
    )
    keep = forms.BooleanField(label="把结果保留30天", required=False)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed for one cell, and what is wrong with it."""

    text: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The figures put right in each report, and everything as it was typed, by name of the field."""

    cells: tuple[Mapping[str, Cell], ...]
    typed: Mapping[str, Typed]

    @property
    def is_clean(self) -> bool:
        """Whether all that was typed is a figure."""
        return not any(each.error for each in self.typed.values())


def field_name(report: int, cell: str) -> str:
    """The name of the field of a cell: 1.applications.total.total."""
    return f"{report}.{cell}"


def corrections(data: Mapping[str, str], readings: Sequence[Reading]) -> Corrected:
    """The figures typed into the fields; a field left as it was read corrects nothing."""
    typed: dict[str, Typed] = {}
    found: list[dict[str, Cell]] = []
    for number, reading in enumerate(readings, start=1):
        cells: dict[str, Cell] = {}
        for cell in reading.report.cells:
            text = data.get(field_name(number, cell), "").strip()
            if text and text != _as_read(reading.report, cell):
                figure = _figure(text)
                typed[field_name(number, cell)] = Typed(text[:_LONGEST], "" if figure else _what_is_wrong(text))
                if figure:
                    cells[cell] = figure
        found.append(cells)
    return Corrected(tuple(found), typed)


def _as_read(report: Report, cell: str) -> str:
    """A silent cell has an empty field."""
    found = report.cell(cell)
    return tables.shown(found) if found.state is State.READ else ""


def _figure(text: str) -> Cell | None:
    found = _FIGURE.fullmatch("".join(text.translate(_NARROW).split()))
    return read_cell(Decimal(found["number"]), found["unit"] or "") if found else None


def _what_is_wrong(text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f"“{shown}”不是数。请只填数字，例如 12、-3 或者 26.8万元；没有发生的填 0，不知道的空着。"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form of corrections."""

    id: str
    name: str
    where: str
    value: str
    hint: str
    error: str


def fields(sheet: ReportSheet, reading: Reading, typed: Mapping[str, Typed]) -> Iterator[Field]:
    """The fields for the cells of a report that may want correction, and for all that were typed into."""
    wanted = frozenset(sheet.cells_to_correct)
    for cell in reading.report.cells:
        name = field_name(sheet.number, cell)
        written = typed.get(name)
        if cell not in wanted and written is None:
            continue
        yield Field(
            id=sheet.ids.field(cell),
            name=name,
            where=reading.report.where(cell),
            value=written.text if written else _as_read(reading.report, cell),
            hint=_hint(reading.report.cell(cell), is_corrected=written is not None),
            error=written.error if written else "",
        )


def _hint(cell: Cell, *, is_corrected: bool) -> str:
    if cell.state is State.AMBIGUOUS:
        return f"读不准，可能是 {candidates(cell)}" if cell.candidates else "读不准"
    before = tables.shown(cell) if cell.state is State.READ else tables.MEANING[cell.state]
    if is_corrected:
        return f"原来：{before}"
    return "" if cell.state is State.READ else before
