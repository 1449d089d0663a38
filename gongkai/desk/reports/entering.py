"""Figures that no register of the platform knows: which they are, a row of fields for each, and many at once from a sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.facts import written
from gongkai.desk.reports import typed_numbers
from gongkai.reports.actions import Given
from gongkai.reports.drafts import Draft
from gongkai.reports.figures import Figure

OURS = ("entered", "imported")
HEADER = ("编号", "数据项", "数值", "单位", "数据来源", "依据")
_FACT_GROUPS = ("主动公开", "政府信息公开平台建设", "监督保障", "政府信息管理", "依申请公开")


@dataclass(frozen=True, slots=True)
class Item:
    """One figure that is entered: its place in words, its unit, what was entered before, and last year's."""

    key: str
    label: str
    unit: str
    group: str
    value: str = ""
    source: str = ""
    evidence: str = ""
    last: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with what is typed for it, and what is wrong with that."""

    item: Item
    value: str
    source: str
    evidence: str
    fault: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is kept."""
        kept = (self.item.value, self.item.source, self.item.evidence)
        return (self.value.strip(), self.source.strip(), self.evidence.strip()) != kept

    @property
    def given(self) -> Given:
        """As the deed takes it; only for a line without a fault."""
        value = typed_numbers.read(self.value, self.item.unit)
        return Given(self.item.key, value, self.source.strip(), self.evidence.strip())


def items(now: Draft) -> list[Item]:
    """What is entered: the cells of table two that the registers do not answer, then the facts of the texts."""
    return [*cells(now), *facts(now)]


def cells(now: Draft) -> list[Item]:
    """The cells of table two that somebody has to give."""
    table = now.figures.edition.tables["proactive"]
    found = []
    for block in table.blocks:
        for row in block.rows:
            for cell, column in zip(table.line(row.key, block.key), block.columns, strict=True):
                figure = now.figures.cells[cell]
                if figure.how in (*OURS, "silent"):
                    label = f"{row.label} {column.label.split('（')[0]}"
                    found.append(_item(now, cell, label, column.unit, block.label, figure, ""))
    return found


def facts(now: Draft) -> list[Item]:
    """The facts of the texts that nobody's register knows."""
    wanted = [each for each in catalogue.every() if each.source == "entered" and not each.is_worked_out]
    ordered = sorted(wanted, key=lambda each: _FACT_GROUPS.index(each.group))
    return [
        _item(now, each.key, each.label, each.unit, each.group, now.figures.facts.get(each.key), each.where)
        for each in ordered
    ]


def _item(now: Draft, key: str, label: str, unit: str, group: str, figure: Figure | None, hint: str) -> Item:
    last = now.facts.get(f"last.{key}")
    shown = "" if last is None else written(last)
    entered = figure.entered if figure else None
    if figure is None or entered is None or figure.value is None:
        return Item(key, label, unit, group, last=shown, hint=hint)
    return Item(key, label, unit, group, written(figure.value), entered.source, entered.evidence, shown, hint)


# ── the form ────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(found: Sequence[Item], typed: Callable[[str], str]) -> list[Line]:
    """What was typed, item by item; `typed` gives the field of a name, "" where there is none."""
    return [
        checked(Line(item, typed(f"value:{item.key}"), typed(f"source:{item.key}"), typed(f"evidence:{item.key}")))
        for item in found
    ]


def as_kept(found: Sequence[Item]) -> list[Line]:
    """What is kept, as the fields show it."""
    return [Line(item, item.value, item.source, item.evidence) for item in found]


def checked(line: Line) -> Line:
    """The line with what is wrong with it."""
    return Line(line.item, line.value, line.source, line.evidence, _fault(line))


def _fault(line: Line) -> str:
    if not line.is_changed:
        return ""
    try:
        value = typed_numbers.read(line.value, line.item.unit)
    except ValueError as error:
        return str(error)
    if value is None:
        return "写了来源，没有写数" if line.source.strip() or line.evidence.strip() else ""
    if not line.source.strip():
        return "请写明数据从哪里来，例如：许可审批系统导出"
    return _wrong_number(value, line.item.unit)


def _wrong_number(value: Decimal, unit: str) -> str:
    if value < 0:
        return "不能是负数"
    if unit not in ("%", "元", typed_numbers.WAN, "分") and value != value.to_integral_value():
        return f"应当是整数，填的是 {written(value)}"
    return ""


# ── many at once ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would enter, and what is wrong with it; with one fault nothing is entered."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def matched(found: Sequence[Item], sheet: Sequence[Sequence[str]]) -> Preview:
    """The rows of a sheet, its heading first, against what may be entered: by number, else by the name of the item."""
    header, *rows = sheet or [()]
    columns = {name.strip(): at for at, name in enumerate(header)}
    missing = [name for name in ("数值",) if name not in columns]
    if missing or not {"编号", "数据项"} & set(columns):
        return Preview((), (f"第一行应当是表头：{'、'.join(HEADER)}；请用下载的模板",))
    known: Mapping[str, Item] = {each.key: each for each in found} | {each.label: each for each in found}
    lines_, faults = [], []
    for number, cells_ in enumerate(rows, 2):
        named = {name: cells_[at].strip() if at < len(cells_) else "" for name, at in columns.items()}
        if not named["数值"]:
            continue
        item = known.get(named.get("编号", "")) or known.get(named.get("数据项", ""))
        if item is None:
            faults.append(f"第{number}行：没有“{named.get('编号') or named.get('数据项')}”这一项，或者它由台账统计")
            continue
        line = checked(Line(item, named["数值"], named.get("数据来源", ""), named.get("依据", "")))
        lines_.append(line)
        faults += [f"第{number}行 {item.label}：{line.fault}"] if line.fault else []
    return Preview(tuple(lines_), (*faults, *_twice(lines_)) or _nothing(lines_))


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
