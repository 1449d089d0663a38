"""A workbook made anew: values of the visible cells of visible sheets; no formulas, no links, nothing behind the cells."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from gongkai.release.rebuilders.grid import Place, Sheet, Span, Value
from gongkai.release.rebuilders.made import Made
from gongkai.release.rebuilders.numbers import Look
from gongkai.release.rebuilders.plain import UNSEEN
from gongkai.release.values import CannotRelease, Removed

_PADDING = 0.71  # characters that XlsxWriter adds
_LONGEST = 32_767  # characters of a cell
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the file says nothing of when it was made
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_FORMATS_NOTE = "有单元格的数字格式不常见，已改为常规格式，请核对显示"
_DRAWINGS_NOTE = "工作表里的图片、图表和文本框没有保留，需要公开的请另存为 PDF"
_LONG_NUMBERS_NOTE = "十六位以上的数字已存成文字；原表如果存成数字，末尾几位可能早已不准"


def rebuilt(sheets: Iterable[Sheet]) -> Made:
    """The new workbook."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": _NO_DATE})
    made = Made(b"", "xlsx")
    formats = _Formats(book)
    for sheet in sheets:
        if sheet.is_hidden:
            made.removed.append(Removed("xlsx.hidden_sheet", "隐藏的工作表", f"工作表“{sheet.name}”"))
            continue
        _write(book.add_worksheet(sheet.name), sheet, formats)
        made.removed += _left(sheet)
        made.notes += [each for each in _notes(sheet) if each not in made.notes]
    if not book.worksheets():
        raise CannotRelease("工作簿里没有看得见的工作表", "请把要公开的工作表取消隐藏后再上传")
    book.close()
    made.data = target.getvalue()
    return made


def visible(sheet: Sheet) -> Iterator[tuple[Place, Value, Look]]:
    """The cells that a reader sees, a merged one where its visible part begins, and empty ones that have looks."""
    under, moved = _merges(sheet)
    for place, (value, look) in sheet.cells.items():
        shown = moved.get(place, place)
        if place not in under and sheet.shows(shown):
            yield shown, "" if look.is_unseen else value, look


def _merges(sheet: Sheet) -> tuple[frozenset[Place], dict[Place, Place]]:
    """The places under merged cells, and where the value of a merged cell is seen."""
    under, moved = set[Place](), dict[Place, Place]()
    for span in sheet.merged:
        top, left, bottom, right = span
        if (bottom - top + 1) * (right - left + 1) <= len(sheet.cells):
            places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            inside = [at for at in places if at in sheet.cells]
        else:
            inside = [at for at in sheet.cells if top <= at[0] <= bottom and left <= at[1] <= right]
        under.update(at for at in inside if at != (top, left))
        row = next((row for row in range(top, bottom + 1) if row not in sheet.hidden_rows), top)
        column = next((column for column in range(left, right + 1) if sheet.shows_column(column)), left)
        moved[top, left] = row, column
    return frozenset(under), moved


class _Formats:
    """The formats of the new workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[Look, Any] = {}

    def of(self, look: Look) -> Any:  # noqa: ANN401 - a format of XlsxWriter, which has no types
        """The format for these looks."""
        if look not in self._made:
            self._made[look] = self._book.add_format(dict(_properties(look)))
        return self._made[look]


def _properties(look: Look) -> Iterator[tuple[str, object]]:
    yield "num_format", look.code
    yield "valign", "vcenter"
    if look.is_bold:
        yield "bold", True
    if look.is_wrapped:
        yield "text_wrap", True
    if look.across in ("left", "center", "right"):
        yield "align", look.across
    if look.has_border:
        yield "border", 1
    if look.fill:
        yield "bg_color", f"#{look.fill}"
    if look.ink and not look.is_unseen:
        yield "font_color", f"#{look.ink}"


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401 - a sheet of XlsxWriter, which has no types
    cells = list(visible(sheet))
    rows = _closed({at[0] for at, _, _ in cells} | _edges(sheet, 0), lambda row: row not in sheet.hidden_rows)
    columns = _closed({at[1] for at, _, _ in cells} | _edges(sheet, 1), sheet.shows_column)
    first = dict[Place, tuple[Value, Look]]()
    for (row, column), value, look in cells:
        first[rows[row], columns[column]] = value, look
        _put(page, (rows[row], columns[column]), value, formats.of(look))
    for span in sheet.merged:
        _merge(page, _shrunk(span, rows, columns), first, formats)
    for left, right, width in sheet.widths:
        for column in range(left, min(right, max(columns, default=0)) + 1):
            if column in columns:
                page.set_column(columns[column], columns[column], max(0.5, width - _PADDING))


def _edges(sheet: Sheet, side: int) -> set[int]:
    """Rows (0) or columns (1) at the edges of merged cells of a bearable size."""
    return {number for span in sheet.merged for number in range(span[side], min(span[side + 2], span[side] + 5000) + 1)}


def _closed(used: set[int], is_shown: Callable[[int], bool]) -> dict[int, int]:
    """The new number, from 0, of every used row or column; empty ones between keep their places, hidden ones do not."""
    hidden, before, last = {}, 0, 0
    for number in sorted(used):
        before += sum(1 for each in range(last + 1, number) if not is_shown(each))
        last = number
        if is_shown(number):
            hidden[number] = number - 1 - before
        else:
            before += 1
    return hidden


def _shrunk(span: Span, rows: Mapping[int, int], columns: Mapping[int, int]) -> Span | None:
    """The visible part of a merged cell by its new places; None when it is less than two cells."""
    down = [rows[row] for row in range(span[0], span[2] + 1) if row in rows]
    across = [columns[column] for column in range(span[1], span[3] + 1) if column in columns]
    if len(down) * len(across) < 2:
        return None
    return down[0], across[0], down[-1], across[-1]


def _merge(page: Any, span: Span | None, first: Mapping[Place, tuple[Value, Look]], formats: _Formats) -> None:  # noqa: ANN401
    if span is None:
        return
    value, look = first.get(span[:2], ("", Look()))
    try:
        page.merge_range(*span, "", formats.of(look))
    except xlsxwriter.exceptions.OverlappingRange as error:
        raise CannotRelease("有合并的单元格互相重叠", "请用 Excel 或 WPS 打开后另存一份再试") from error
    _put(page, span[:2], value, formats.of(look))


def _put(page: Any, at: Place, value: Value, look: object) -> None:  # noqa: ANN401 - a sheet of XlsxWriter, which has no types
    if isinstance(value, bool):
        page.write_boolean(*at, value, look)
    elif isinstance(value, float):
        page.write_number(*at, value, look)
    elif value:
        page.write_string(*at, UNSEEN.sub("", value)[:_LONGEST], look)
    else:
        page.write_blank(*at, None, look)


def _left(sheet: Sheet) -> Iterator[Removed]:
    where = f"工作表“{sheet.name}”"
    under, moved = _merges(sheet)
    filled = [(at, look) for at, (value, look) in sheet.cells.items() if value != ""]
    groups = (
        ("xlsx.hidden_rows", "隐藏的行", [at for at, _ in filled if at[0] in sheet.hidden_rows and at not in moved]),
        (
            "xlsx.hidden_columns",
            "隐藏的列",
            [at for at, _ in filled if not sheet.shows_column(at[1]) and at not in moved],
        ),
        ("xlsx.hidden_cells", "看不见的单元格", [at for at, look in filled if look.is_unseen]),
        ("xlsx.under_merged", "合并单元格下面的值", [at for at, _ in filled if at in under]),
    )
    for code, label, places in groups:
        if places:
            yield Removed(code, label, f"{where}，{len(places)} 个单元格")


def _notes(sheet: Sheet) -> Iterator[str]:
    seen = [(value, look) for _, value, look in visible(sheet)]
    if any(isinstance(value, float) and not look.is_kept for value, look in seen):
        yield _FORMATS_NOTE
    if any(isinstance(value, str) and len(value) >= 16 and value.isdecimal() for value, _ in seen):
        yield _LONG_NUMBERS_NOTE
    if sheet.has_drawings:
        yield _DRAWINGS_NOTE


def text(sheets: Iterable[Sheet]) -> str:
    """The visible cells as lines of text."""
    lines = []
    for sheet in sheets:
        if not sheet.is_hidden:
            by_row = dict[int, list[str]]()
            for (row, _), value, _ in sorted(visible(sheet), key=lambda each: each[0]):
                by_row.setdefault(row, []).append(_shown(value))
            lines += [sheet.name, *("\t".join(filter(None, cells)) for cells in by_row.values() if any(cells))]
    return "\n".join(lines)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:.15g}" if isinstance(value, float) else value
