"""The information-processing fee of 国办函〔2020〕109号: by item or by page, progressive on the excess."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from gongkai.core.law import shelf


@dataclass(frozen=True, slots=True)
class Tier:
    """Units beyond the tier before, up to and including `upto`, cost `yuan` each; with `step`, the rate rises."""

    upto: int | None
    yuan: int
    step: int | None
    add_yuan: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """One way to charge: by item or by page."""

    basis: str
    article: str
    tiers: tuple[Tier, ...]
    starts_on: date
    ends_on: date | None


@cache
def _tariffs() -> tuple[Tariff, ...]:
    return tuple(_tariff(row) for row in shelf.rows("fees.toml", "fees"))


def _tariff(row: dict[str, object]) -> Tariff:
    starts, ends = shelf.span(row)
    listed = row["tiers"]
    assert isinstance(listed, list)
    tiers = tuple(Tier(t.get("upto"), t["yuan"], t.get("step"), t.get("add_yuan", 0)) for t in listed)
    return Tariff(str(row["basis"]), str(row["article"]), tiers, starts, ends)


def fee(*, items: int | None = None, pages: int | None = None, on: date) -> int:
    """Yuan for `items` of one applicant in one calendar month, or for `pages` of one application (109号 Art 4, 5).

    Exactly one of the two is given: the organ may charge by one basis only. NotInForce before 2021-01-01.
    """
    if (items is None) == (pages is None):
        raise ValueError("按件、按量只能选一种（109号第三条）")
    basis, units = ("by_item", items) if items is not None else ("by_page", pages)
    found = [t for t in shelf.in_force(_tariffs(), on) if t.basis == basis]
    if not found:
        raise shelf.NotInForce(f"{on.isoformat()} 时没有信息处理费的收费标准")
    assert units is not None
    if units < 0:
        raise ValueError(f"数量不能为负：{units}")
    return _charge(found[0].tiers, units)


def _charge(tiers: tuple[Tier, ...], units: int) -> int:
    ends = [0, *(tier.upto for tier in tiers)]
    total = 0
    for (below, upto), tier in zip(pairwise(ends), tiers, strict=True):
        assert below is not None
        inside = max(0, min(units, upto if upto is not None else units) - below)
        total += _rising(inside, tier)
    return total


def _rising(inside: int, tier: Tier) -> int:
    if tier.step is None:
        return inside * tier.yuan
    whole, rest = divmod(inside, tier.step)
    full_steps = whole * tier.step * tier.yuan + tier.step * tier.add_yuan * whole * (whole - 1) // 2
    return full_steps + rest * (tier.yuan + whole * tier.add_yuan)
