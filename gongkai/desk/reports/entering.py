"""Figures that no register of the platform knows: which they are, and a row of fields for each; many at once: entering_many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.facts import written
from gongkai.desk.reports import typed_numbers
from gongkai.reports.actions import Given
from gongkai.reports.drafts import Draft
from gongkai.reports.figures import Figure

OURS = ("entered", "imported")
_FIELDS = ("value", "source", "evidence")
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
    block: str = ""  # what a pasted block may run over: table two, or one group of facts


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
        return Item(key, label, unit, group, last=shown, hint=hint, block=_block(key, group))
    value = written(figure.value)
    return Item(key, label, unit, group, value, entered.source, entered.evidence, shown, hint, _block(key, group))


def _block(key: str, group: str) -> str:
    return "表二" if key.startswith("proactive.") else group


# ── the form ────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(found: Sequence[Item], typed: Callable[[str], str | None]) -> list[Line]:
    """What was typed, item by item; `typed` gives the field of a name. A field that was not there changes nothing."""
    return [
        checked(Line(item, *(_typed(typed(f"{name}:{item.key}"), getattr(item, name)) for name in _FIELDS)))
        for item in found
    ]


def _typed(given: str | None, kept: str) -> str:
    return kept if given is None else given


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
