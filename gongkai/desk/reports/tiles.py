"""The board as it is drawn: a tile a unit under its heading, four large counts that filter, what the whole gives so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.timezone import localdate

from gongkai.applications.ribbons import said
from gongkai.core import workdays
from gongkai.core.reports.facts import written
from gongkai.core.reports.values import Number
from gongkai.reports import board
from gongkai.reports.board import Board, Standing
from gongkai.reports.models import AnnualReport, Round

STATES = MappingProxyType(
    {
        "done": ("g", "已通过"),
        "submitted": ("a", "已报待审"),
        "returned": ("r", "退回修改"),
        "missing": ("", "未报"),
    }
)
_LOOKS = MappingProxyType({"done": "ok", "submitted": "wait", "returned": "back", "missing": "no", "excused": "no"})


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: its name, its state in a word with the reason, what it gives; `late` is "" for those in time."""

    number: int
    name: str
    look: str
    says: str
    note: str
    late: str


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one kind."""

    label: str
    tiles: tuple[Tile, ...]
    done: int
    units: int


@dataclass(frozen=True, slots=True)
class Count:
    """One of the large counts."""

    key: str
    label: str
    tone: str
    many: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of bars: a label, a figure, and how long it is, out of a hundred."""

    label: str
    value: str
    length: int
    address: str = ""
    title: str = ""


def groups(found: Board, chosen: str, on: date) -> list[Group]:
    """The headings that have units, with the tiles in the chosen state; a heading always counts all of its units."""
    by_group: dict[str, list[Standing]] = {key: [] for key in board.GROUPS}
    for each in found.standings:
        by_group[board.group(each.report.body)].append(each)
    return [_group(board.GROUPS[key][0], each, chosen, on) for key, each in by_group.items() if each]


def _group(label: str, standings: Iterable[Standing], chosen: str, on: date) -> Group:
    listed = sorted(standings, key=_order)
    units = [each for each in listed if each.stage != "excused"]
    done = sum(board.state(each.stage) == "done" for each in units)
    shown = [each for each in listed if chosen in ("", board.state(each.stage))]
    return Group(label, tuple(tile(each, on) for each in shown), done, len(units))


def _order(each: Standing) -> int:
    """What the office has to do first: returned and missing, waiting, done."""
    return ("returned", "missing", "submitted", "done", "excused").index(board.state(each.stage))


def tile(each: Standing, on: date) -> Tile:
    """One unit."""
    report, state = each.report, board.state(each.stage)
    return Tile(report.pk, report.body.short, _LOOKS[state], *_words(each), late_word(each, on))


def _words(each: Standing) -> tuple[str, str]:
    report = each.report
    if report.stage == "excused":
        return "不单独报送", report.excused_because
    if report.stage == "awaited":
        return "未报", "还没有开始填"
    if report.stage == "draft":
        return "未报", _joined(f"草稿 {report.progress}%", _touched(report))
    if report.stage == "returned":
        day = f"{said(report.returned_on)}退回" if report.returned_on else ""
        return f"退回：{report.returned_because}", day
    day = said(report.submitted_on) if report.submitted_on else ""
    if report.stage == "submitted":
        return f"已报，待审核{_file(report)}", _joined(checked(report), given(each))
    return f"✓ {'已公布' if report.stage == 'published' else '已通过'}{_file(report)}", _joined(given(each), day)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _touched(report: AnnualReport) -> str:
    return said(localdate(report.touched_at)) if report.touched_at else ""


def _file(report: AnnualReport) -> str:
    return "（交来文件）" if report.way == "file" else ""


def checked(report: AnnualReport) -> str:
    """自检 22/24: the checks that passed of all that said something."""
    if report.passed is None:
        return ""
    return f"自检 {report.passed}/{report.passed + (report.errors or 0) + (report.warnings or 0)}"


def given(each: Standing) -> str:
    """收14 办14 转0; a figure that is silent is a dash."""
    rows = (("收", board.RECEIVED), ("办", board.ENDED), ("转", board.CARRIED_OUT))
    return " ".join(f"{word}{_figure(each.values.get(f'{row}.total'))}" for word, row in rows)


def _figure(value: Number | None) -> str:
    return "—" if value is None else written(value)


def late_word(each: Standing, on: date) -> str:
    """逾期 3 个工作日 while it is missing; 迟报 when it came too late."""
    if not each.is_late:
        return ""
    if each.report.submitted_on:
        return "迟报"
    return f"逾期{-workdays.between(on, each.report.round.hand_in_by)}天"


def counts(found: Board, chosen: str) -> list[Count]:
    """The four large counts; the one that is chosen leads back to all."""
    many = found.counts()
    return [Count(key, label, tone, many[key], key == chosen) for key, (tone, label) in STATES.items()]


def bars(values: Iterable[tuple[str, Number, str, str]]) -> list[Bar]:
    """Rows of bars, the longest a hundred; each of label, value, address, title."""
    listed = list(values)
    most = max((value for _, value, _, _ in listed), default=0)
    return [
        Bar(label, written(value), round(100 * value / most) if most > 0 else 0, address, title)
        for label, value, address, title in listed
    ]


def balance(found: Board) -> str:
    """41 + 13 = 54，44 + 1 = 45; "" where a figure is missing."""
    values = [line.total for line in found.sums]
    if None in values:
        return ""
    received, carried_in, ended, carried_out = (value for value in values if value is not None)
    ins, outs = received + carried_in, ended + carried_out
    sign = "=" if ins == outs else "≠"
    return f"{received} + {carried_in} = {ins} {sign} {outs} = {ended} + {carried_out}"


def until(this: Round, on: date) -> str:
    """How long the units still have."""
    left = workdays.between(on, this.hand_in_by)
    if on > this.hand_in_by:
        return f"各单位的报送期限{said(this.hand_in_by)}已过"
    return f"还有 {left} 个工作日" if left else "今天到期"
