"""Bodies of one year against each other by rates: who stands out, who is first, and who is not judged and why."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import fmean, median
from typing import Any, NamedTuple

from gongkai.archive.allowed import Refused
from gongkai.archive.analyses import ONCE, Ask, body_of, missing
from gongkai.archive.answers import Answer, answer
from gongkai.archive.measures import FAR, FEWEST, OUTLYING, RATES, Rate

# What a deviation is divided by so that it can be read as one of a normal distribution.
_MEDIAN_SCALE, _MEAN_SCALE = 1.482602, 1.253314


class _Share(NamedTuple):
    body: str
    name: str
    cases: Any
    base: Any

    @property
    def rate(self) -> Fraction | None:
        """Exactly, so that 1 of 3 and 2 of 6 are a tie."""
        is_part = self.base and self.cases is not None and 0 <= self.cases <= self.base
        return Fraction(self.cases) / Fraction(self.base) if is_part else None


def _shares(ask: Ask, measure: str, year: int, parent: str | None, kind: str | None) -> tuple[list[_Share], Answer]:
    if measure not in RATES:
        raise Refused(
            f"没有“{measure}”这个比率；有：{'、'.join(f'{key}（{rate.label}）' for key, rate in RATES.items())}"
        )
    found = ask(
        f"SELECT body, name, cases, base FROM rates WHERE measure = $measure AND year = $year AND {ONCE} ORDER BY body",  # noqa: S608 - our own words
        {"measure": measure, "year": year, "parent": parent, "kind": kind},
    )
    return [_Share(*row) for row in found.rows], found


def ranking(
    ask: Ask, year: int, measure: str, *, parent: str | None = None, kind: str | None = None, least: int | None = None
) -> Answer:
    """Highest first, with the number each rate rests on; equals share a place. Those left out follow, each with why."""
    parent = parent and body_of(ask, parent)
    shares, found = _shares(ask, measure, year, parent, kind)
    rate, least = RATES[measure], RATES[measure].least if least is None else least
    judged = sorted((each for each in shares if not _why(each, rate, least)), key=lambda each: -(each.rate or 0))
    rows: list[list[Any]] = []
    for number, each in enumerate(judged, 1):
        place = rows[-1][0] if rows and judged[number - 2].rate == each.rate else number
        rows.append([place, each.body, each.name, float(each.rate or 0), each.cases, each.base, None])
    left_out = ((each, _why(each, rate, least)) for each in shares)
    rows.extend([None, *each[:2], None, *each[2:], why] for each, why in left_out if why)
    absent = missing(ask, {"year": year, "parent": parent, "kind": kind})
    rows.extend([None, None, name, None, None, None, f"没有 {year} 年的报告"] for name in absent)
    columns = ("place", "body", "name", "rate", "cases", "base", "why")
    return answer(columns, rows, found.sql, f"{year} 年{rate.label}（{rate.cases}÷{rate.base}）", is_cut=found.is_cut)


def _why(share: _Share, rate: Rate, least: int) -> str:
    """Why no rate is given; nothing where one is."""
    if share.base is None:
        return f"没有写全{rate.base}的件数"
    if share.cases is None:
        return f"没有写全{rate.cases}的件数"
    if share.cases < 0 or share.cases > max(share.base, 0):
        return f"{rate.cases} {share.cases} 件，{rate.base} {share.base} 件，报告自相矛盾，不算比率"
    if share.base < max(least, 1):
        return f"{rate.base}只有 {share.base} 件，少于 {max(least, 1)} 件，不算比率"
    return ""


def outliers(
    ask: Ask, year: int, *, parent: str | None = None, kind: str | None = None, least: int | None = None
) -> Answer:
    """Bodies whose rate is far from the median of the year, measured by the median of all deviations, in words."""
    parent = parent and body_of(ask, parent)
    rows: list[list[Any]] = []
    for measure in OUTLYING:
        shares, found = _shares(ask, measure, year, parent, kind)
        fewest = RATES[measure].least if least is None else least
        rows.extend(_outlying(measure, [each for each in shares if not _why(each, RATES[measure], fewest)]))
    rows.sort(key=lambda row: -row[-2])
    columns = ("body", "name", "measure", "rate", "cases", "base", "median", "bodies", "times", "says")
    return answer(columns, rows, found.sql, f"{year} 年与众不同的单位")


def _outlying(measure: str, shares: Sequence[_Share]) -> list[list[Any]]:
    if len(shares) < FEWEST:
        return []
    rates = [float(each.rate or 0) for each in shares]
    middle = median(rates)
    spread = _spread(rates, middle)
    if not spread:
        return []
    found = []
    for each, rate in zip(shares, rates, strict=True):
        times = abs(rate - middle) / spread
        if times > FAR:
            says = _says(RATES[measure], each, rate, middle, len(shares))
            found.append([*each[:2], measure, rate, *each[2:], middle, len(shares), round(times, 1), says])
    return found


def _spread(rates: Sequence[float], middle: float) -> float:
    """The usual deviation; where more than half of all are equal, the mean deviation stands in. 0 when all are equal."""
    deviations = [abs(rate - middle) for rate in rates]
    return _MEDIAN_SCALE * median(deviations) or _MEAN_SCALE * fmean(deviations)


def _says(rate: Rate, share: _Share, value: float, middle: float, count: int) -> str:
    way = "高" if value > middle else "低"
    return (
        f"{rate.label} {value:.1%}（{rate.base} {share.base} 件，其中{rate.cases} {share.cases} 件），"
        f"明显{way}于可比的 {count} 个单位的中位数 {middle:.1%}"
    )
