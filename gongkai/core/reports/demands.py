"""What a report's text has to say: the checklist beside the editor. The checks examine the figures; this reads the words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from gongkai.core import editions
from gongkai.core.findings import Verdict
from gongkai.core.law import shelf
from gongkai.core.quantities import quantities
from gongkai.core.reports.values import Report

_FILE = "report_demands.toml"
_LEFT_OPEN = re.compile(r"_{2,}[^_\n]{0,40}_{2,}|_{2,}|\{[^{}\n]*\}")
_FIGURE = re.compile(r"\d")
_NONE = re.compile(r"(?:未|没有|无)[^，。；]{0,12}(?:收到|发布|公开|申请)")


@dataclass(frozen=True, slots=True)
class Demand:
    """One line of the checklist: what is wanted where, by which rule, and whether the text says it."""

    key: str
    part: str
    label: str
    basis: str
    verdict: Verdict
    says: str = ""
    is_advice: bool = False  # not a demand of the law: never bars anything


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the text has to state, and the words by which it is known."""

    key: str
    part: str
    label: str
    basis: str
    mend: str
    is_anywhere: bool
    kinds: tuple[str, ...]
    pattern: re.Pattern[str]
    outcome: re.Pattern[str] | None
    is_verified: bool
    starts_on: date
    ends_on: date | None


@cache
def statements() -> tuple[Statement, ...]:
    """All statements of the shelf, in the order of the report."""
    return tuple(_statement(row) for row in shelf.rows(_FILE, "demands"))


def statement(key: str) -> Statement:
    """The statement of this key."""
    return next(each for each in statements() if each.key == key)


def _statement(row: Mapping[str, object]) -> Statement:
    outcome = row.get("outcome")
    starts, ends = shelf.span(row)
    return Statement(
        **{name: str(row[name]) for name in ("key", "part", "label", "basis", "mend")},
        is_anywhere=bool(row.get("anywhere")),
        kinds=tuple(cast("list[str]", row.get("kinds", []))),
        pattern=re.compile(str(row["pattern"])),
        outcome=re.compile(str(outcome)) if outcome else None,
        is_verified=bool(row.get("verified", True)),
        starts_on=starts,
        ends_on=ends,
    )


def demands(
    report: Report, *, kind: str, year: int, texts: Mapping[str, str], most: int | None = None
) -> tuple[Demand, ...]:
    """The checklist for the texts of a report of `year`; `most` is how many characters the district allows part one."""
    day = date(year, 12, 31)
    wanted = [each for each in shelf.in_force(statements(), day) if not each.kinds or kind in each.kinds]
    return (
        *(_stated(each, texts) for each in wanted),
        _figures(report, texts),
        _length(texts, most),
        *_finished(texts),
    )


def _stated(wanted: Statement, texts: Mapping[str, str]) -> Demand:
    def judged(verdict: Verdict, says: str = "") -> Demand:
        return Demand(wanted.key, wanted.part, wanted.label, wanted.basis, verdict, says, not wanted.is_verified)

    read = texts.values() if wanted.is_anywhere else [texts[wanted.part]] if wanted.part in texts else []
    text = "\n".join(read)
    if not read:
        return judged(Verdict.NOT_CHECKABLE, "没有读到这一部分的文字")
    if not wanted.pattern.search(text):
        return judged(Verdict.FAIL, f"没有写{wanted.label}。{wanted.mend}")
    if wanted.outcome and not wanted.outcome.search(text):
        return judged(Verdict.NOT_CHECKABLE, f"提到了，看不出结果是什么。{wanted.mend}")
    return judged(Verdict.PASS)


def _figures(report: Report, texts: Mapping[str, str]) -> Demand:
    """Part one says what was done in figures, or that there was nothing."""

    def judged(verdict: Verdict, says: str = "") -> Demand:
        basis = "国办公开办函〔2021〕30号：内容要准确，与统计表一致"
        return Demand("overview.figures", "overview", "用数字说明", basis, verdict, says)

    text = texts.get("overview")
    if text is None:
        return judged(Verdict.NOT_CHECKABLE, "没有读到这一部分的文字")
    counted = [each for each in quantities(text) if _FIGURE.search(text[each.start : each.end])]
    if counted or _NONE.search(text):
        return judged(Verdict.PASS)
    received = report.value("applications.received.total")
    example = f"，如收到申请{received}件" if received else ""
    return judged(Verdict.FAIL, f"第一部分没有一个数字。写公开了多少、收到和办结了多少{example}")


def _length(texts: Mapping[str, str], most: int | None) -> Demand:
    """A local rule: advice unless the district has set it."""
    rule = cast("Mapping[str, object]", shelf.load(_FILE)["length"])
    limit = int(str(rule["characters"])) if most is None else most
    part, label = str(rule["part"]), str(rule["label"])
    basis = str(rule["basis"]) if most is None else f"本地规定：不超过{most}字"

    def judged(verdict: Verdict, says: str) -> Demand:
        return Demand(f"{part}.length", part, label, basis, verdict, says, most is None)

    if part not in texts:
        return judged(Verdict.NOT_CHECKABLE, "没有读到这一部分的文字")
    size = len("".join(texts[part].split()))
    if size <= limit:
        return judged(Verdict.PASS, f"现有{size}字")
    return judged(Verdict.FAIL, f"现有{size}字，超过{limit}字，超出{size - limit}字。删去与本年工作无关的话")


def _finished(texts: Mapping[str, str]) -> Iterator[Demand]:
    """Nothing is left to fill in; one line for each part that has a text."""
    labels = {part.key: part.label for part in editions.every()[-1].parts} | {"preface": "引言"}
    for part, text in texts.items():
        left = [found[0] for found in _LEFT_OPEN.finditer(text)]
        shown = "、".join(dict.fromkeys(left[:3])) + ("等" if len(left) > 3 else "")
        verdict = Verdict.FAIL if left else Verdict.PASS
        says = f"还有{len(left)}处没有填写：{shown}" if left else ""
        label = f"{labels.get(part, part)}没有空格待填"
        yield Demand(f"{part}.finished", part, label, "国办公开办函〔2021〕30号：内容要准确", verdict, says)
