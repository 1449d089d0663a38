"""Many figures at once: a sheet with its heading, rows with their names, or a bare block put down from one item, as in Excel."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from gongkai.desk.reports.entering import Item, Line, checked

HEADER = ("编号", "数据项", "数值", "单位", "数据来源", "依据")
_COLUMNS = ("数值", "数据来源", "依据")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would enter, and what is wrong with it; with one fault nothing is entered."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def matched(found: Sequence[Item], cells: Sequence[Sequence[str]], start: str = "", source: str = "") -> Preview:
    """What a sheet would enter: by the names of its rows, or, where it has none, from the item `start` downwards.

    `source` is where the figures are from, for the rows that do not say.
    """
    sheet = _trimmed(cells)
    if not sheet:
        return Preview((), _nothing(()))
    if "数值" in sheet[0]:
        return _headed(found, sheet, source)
    known = _known(found)
    if len(sheet[0]) > 1 and all(row[0] in known for row in sheet if row):
        header = HEADER if len(sheet[0]) == len(HEADER) else ("数据项", "数值", "数据来源", "依据")
        return _headed(found, [header, *sheet], source, first=1)
    return _bare(found, sheet, start, source)


def _trimmed(cells: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Without the empty rows above and below; one in between stays, or what is below it would move up."""
    rows = [tuple(cell.strip() for cell in row) if any(cell.strip() for cell in row) else () for row in cells]
    filled = [at for at, row in enumerate(rows) if row]
    return rows[filled[0] : filled[-1] + 1] if filled else []


def _known(found: Sequence[Item]) -> Mapping[str, Item]:
    """The items by number, and by name where only one is called so."""
    times = Counter(each.label for each in found)
    return {each.label: each for each in found if times[each.label] == 1} | {each.key: each for each in found}


def _headed(found: Sequence[Item], sheet: Sequence[Sequence[str]], source: str, first: int = 2) -> Preview:
    """The rows below a heading, by number, else by the name of the item; the row below it is called `first`."""
    header, *rows = sheet
    columns = {name: at for at, name in enumerate(header)}
    if not {"编号", "数据项"} & set(columns):
        return Preview((), (f"第一行应当是表头：{'、'.join(HEADER)}；请用下载的模板",))
    known = _known(found)
    lines_, faults = [], []
    for number, cells_ in enumerate(rows, first):
        named = {name: cells_[at].strip() if at < len(cells_) else "" for name, at in columns.items()}
        if not named["数值"]:
            continue
        item = known.get(named.get("编号", "")) or known.get(named.get("数据项", ""))
        if item is None:
            faults.append(f"第{number}行：没有“{named.get('编号') or named.get('数据项')}”这一项，或者它由台账统计")
            continue
        line = _line(item, (named["数值"], named.get("数据来源", ""), named.get("依据", "")), source)
        lines_.append(line)
        faults += [f"第{number}行 {item.label}：{line.fault}"] if line.fault else []
    return Preview(tuple(lines_), (*faults, *_twice(lines_)) or _nothing(lines_))


def _bare(found: Sequence[Item], sheet: Sequence[Sequence[str]], start: str, source: str) -> Preview:
    """A block without names: its first cell is the figure of `start`, the next row that of the next item of the table."""
    at = next((number for number, each in enumerate(found) if each.key == start), None)
    if at is None:
        return Preview((), ("没有表头，也没有数据项的名称：请选择从哪一项开始，或者连表头一起复制",))
    room = [each for each in found[at:] if each.block == found[at].block]
    if faults := tuple(_misfits(sheet, room)):
        return Preview((), faults)
    placed = [
        (number, item, row) for number, (item, row) in enumerate(zip(room, sheet, strict=False), 1) if row and row[0]
    ]
    lines = [_line(item, (*row, "", "")[:3], source) for _, item, row in placed]
    faults = tuple(
        f"第{number}行 {item.label}：{line.fault}"
        for (number, item, _), line in zip(placed, lines, strict=True)
        if line.fault
    )
    return Preview(tuple(lines), faults or _nothing(lines))


def _misfits(sheet: Sequence[Sequence[str]], room: Sequence[Item]) -> Iterator[str]:
    """Why a block does not fit where it is to be put down."""
    widths = {len(row): number for number, row in reversed(list(enumerate(sheet, 1))) if row}
    if len(widths) > 1:
        seen = "，".join(f"第{row}行 {wide} 列" for wide, row in sorted(widths.items(), key=lambda each: each[1]))
        yield f"各行的列数不一样（{seen}）；请选中一个整齐的方块再复制"
    elif max(widths) > len(_COLUMNS):
        yield f"粘贴了 {max(widths)} 列，这里从数值起只有 {len(_COLUMNS)} 列：{'、'.join(_COLUMNS)}"
    if len(sheet) > len(room):
        names = "、".join(each.label for each in room[:6]) + ("等" if len(room) > 6 else "")
        yield f"粘贴了 {len(sheet)} 行，从“{room[0].label}”起“{room[0].block}”只有 {len(room)} 行（{names}）"
    for number, row in enumerate(sheet, 1):
        if row and not row[0] and any(row):
            yield f"第{number}行有来源或者依据，没有数"


def _line(item: Item, given: Sequence[str], source: str) -> Line:
    """The figure with where it is from: what its row says, else what is said of all, else what is kept."""
    value, own, evidence = given
    return checked(Line(item, value, own or source.strip() or item.source, evidence or item.evidence))


def _twice(found: Sequence[Line]) -> Iterator[str]:
    keys = [line.item.key for line in found]
    for line in {line.item.key: line for line in found if keys.count(line.item.key) > 1}.values():
        yield f"{line.item.label} 写了不止一次"


def _nothing(found: Sequence[Line]) -> tuple[str, ...]:
    return () if found else ("没有读到数值",)


def template(found: Sequence[Item], title: str) -> bytes:
    """A workbook to fill in: an item a row, what is kept already filled in."""
    target = BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(title[:31])
        head, locked = book.add_format({"bold": True, "bottom": 1}), book.add_format({"font_color": "#626d7b"})
        sheet.write_row(0, 0, HEADER, head)
        for row, each in enumerate(found, 1):
            sheet.write_row(row, 0, (each.key, each.label), locked)
            sheet.write_row(row, 2, (each.value, each.unit, each.source, each.evidence))
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 34)
        sheet.set_column(4, 5, 30)
        sheet.freeze_panes(1, 2)
    return target.getvalue()
