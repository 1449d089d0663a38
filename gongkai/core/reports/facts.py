"""The facts of a year that a report's text may name: their catalogue, what follows from others, how one is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import MappingProxyType
from typing import cast

from gongkai.core import editions
from gongkai.core.law import shelf
from gongkai.core.reports.values import Number, Report

Facts = Mapping[str, Number | None]

_FILE = "report_facts.toml"
# What a token may ask of a fact beside its own value, written before its key; and how the editor calls it.
_FORMS = MappingProxyType({"last": "上年·{}", "compared": "{}比上年", "none": "未发生·{}"})
_NONE = "未"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be said of a year in a figure. `adds` and `share` say what it follows from."""

    key: str
    label: str
    unit: str
    source: str  # tallied by the platform, or entered by a clerk with source and evidence
    group: str
    where: str
    adds: tuple[str, ...] = ()
    share: tuple[str, ...] = ()  # part and whole

    @property
    def is_worked_out(self) -> bool:
        """Whether it follows from other facts."""
        return bool(self.adds or self.share)


@cache
def every() -> tuple[Fact, ...]:
    """All facts: those of the platform, of the statutory columns, and the cells of all editions."""
    return (*(_fact(row) for row in shelf.rows(_FILE, "facts")), *_columns(), *_cells())


def _fact(row: Mapping[str, object]) -> Fact:
    plain = {name: str(row[name]) for name in ("key", "label", "unit", "source", "group", "where")}
    adds, share = (tuple(cast("list[str]", row.get(name, []))) for name in ("adds", "share"))
    return Fact(**plain, adds=adds, share=share)


def _columns() -> Iterator[Fact]:
    words = cast("Mapping[str, str]", shelf.load(_FILE)["columns"])
    labels = {row["key"]: row["label"] for row in shelf.rows("catalogue.toml", "columns")}
    for key, label in labels.items():
        named = f"{words['label']}{label}"
        yield Fact(f"published.column.{key}", named, words["unit"], "tallied", words["group"], words["where"])


def _cells() -> Iterator[Fact]:
    """The newest edition first: a cell that two editions share is one fact."""
    named = cast("Mapping[str, Mapping[str, Mapping[str, str]]]", shelf.load(_FILE)["cells"])
    seen: set[str] = set()
    for edition in reversed(editions.every()):
        for table in edition.tables.values():
            words = named[table.key]
            for block in table.blocks:
                for row, column in ((row, column) for row in block.rows for column in block.columns):
                    key = table.cell(row.key, column.key, block.key)
                    label = "·".join(filter(None, (words["rows"][row.key], words["columns"][column.key])))
                    if key not in seen:
                        yield Fact(key, label, column.unit, "tallied", str(words["group"]), edition.where(key))
                    seen.add(key)


@cache
def _by_key() -> Mapping[str, Fact]:
    return MappingProxyType({fact.key: fact for fact in every()})


def parted(key: str) -> tuple[str, str]:
    """A token's key as the form asked for (`last`, `compared`, `none`, or nothing) and the key of the fact."""
    form, _, rest = key.partition(".")
    return (form, rest) if form in _FORMS else ("", key)


def get(key: str) -> Fact:
    """The fact that a token's key is about; LookupError, in Chinese, when there is none."""
    found = _by_key().get(parted(key)[1])
    if found is None:
        raise LookupError(f"没有“{key}”这个数据项")
    return found


def is_known(key: str) -> bool:
    """Whether the catalogue has the fact of a token's key."""
    return parted(key)[1] in _by_key()


def label(key: str) -> str:
    """What the editor calls a token: 新收申请, 上年·新收申请, 新收申请比上年, 未发生·新收申请."""
    form, name = parted(key)[0], get(key).label
    return _FORMS[form].format(name) if form else name


@cache
def _by_label() -> Mapping[str, str]:
    keys = [fact.key for fact in every()]
    keys += [f"{form}.{key}" for form in _FORMS for key in keys]
    return MappingProxyType({label(key): key for key in keys})


def labelled(name: str) -> str | None:
    """The token's key that the editor calls by this name, or None."""
    return _by_label().get(name)


# ── what follows from other facts ───────────────────────────────────────────────────────────────────────────────────


def complete(facts: Facts) -> dict[str, Number | None]:
    """The facts, with the sums and shares that follow from them; what lacks an operand stays unknown."""
    whole = dict(facts)
    for fact in every():
        if fact.is_worked_out and whole.get(fact.key) is None:
            whole[fact.key] = _share(whole, fact) if fact.share else _sum(whole, fact)
    return whole


def with_last(facts: Facts, last: Facts | None) -> dict[str, Number | None]:
    """The facts of a year beside those of the year before, which a comparison needs."""
    before = complete(last) if last is not None else {}
    return complete(facts) | {f"last.{key}": value for key, value in before.items() if not key.startswith("last.")}


def of_report(report: Report) -> dict[str, Number | None]:
    """What the tables of a report say, as facts."""
    return {cell: report.value(cell) for cell in report.cells} | {"report.year": report.year}


def _sum(facts: Facts, fact: Fact) -> Number | None:
    values = [facts.get(key) for key in fact.adds]
    known = [value for value in values if value is not None]
    return sum(known, start=0) if len(known) == len(values) else None


def _share(facts: Facts, fact: Fact) -> Decimal | None:
    part, whole = (facts.get(key) for key in fact.share)
    if part is None or not whole:
        return None
    return per_cent(part, whole)


def per_cent(part: Number, whole: Number) -> Decimal:
    """A share with one decimal place, or as many as it takes not to turn some into none or almost all into all."""
    exact = Decimal(part) * 100 / Decimal(whole)
    places = 1
    while (rounded := exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) != exact and rounded in (0, 100):
        places += 1
    return rounded


# ── how a fact is written ───────────────────────────────────────────────────────────────────────────────────────────


def written(value: Number) -> str:
    """A figure as a report prints it: 151, 26.8."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def said(key: str, facts: Facts) -> str | None:
    """What stands in the text for a token's key; None where it is unknown, or where 未 would not be true."""
    form, of = parted(key)
    value = facts.get(key if form == "last" else of)
    if value is None:
        return None
    if form == "none":
        return _NONE if value == 0 else None
    if form == "compared":
        before = facts.get(f"last.{of}")
        return None if before is None else _compared(value, before, get(of).unit)
    return written(value)


def _compared(now: Number, before: Number, unit: str) -> str:
    """比上年增加12件，增长8.6%: a rate only where there is something on both sides to compare."""
    if now == before:
        return "与上年持平"
    difference = abs(Decimal(now) - Decimal(before))
    more, grown = ("增加", "增长") if now > before else ("减少", "下降")
    if unit == "%":
        return f"比上年{more}{written(difference)}个百分点"
    rate = f"，{grown}{written(per_cent(difference, before))}%" if now > 0 and before > 0 else ""
    return f"比上年{more}{written(difference)}{unit}{rate}"
