"""From units to the district: every figure the sum of what the units handed in, with who gave how much, and named adjustments.

A unit that is silent makes the sum silent (silence is not zero); what the others say is kept beside it as `at_least`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.core.editions import Edition
from gongkai.core.reports.tallying import sums
from gongkai.core.reports.values import Number


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gave to a figure; None where it is silent."""

    unit: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A figure that the district adds or takes away, with its reason: a joint document counted twice, for example."""

    cell: str
    change: Number
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One merged figure with where it comes from."""

    value: Number | None
    shares: tuple[Share, ...]
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that do not say."""
        return tuple(share.unit for share in self.shares if share.value is None)

    @property
    def at_least(self) -> Number:
        """What those who say it make together, adjustments included."""
        said = sum((share.value for share in self.shares if share.value is not None), start=0)
        return said + sum((each.change for each in self.adjustments), start=0)


def merge(
    units: Mapping[str, Mapping[str, Number | None]], edition: Edition, adjustments: Iterable[Adjustment] = ()
) -> dict[str, Figure]:
    """Every cell of the edition over the units; totals are added up again from the merged figures.

    Amounts in 万元 are exact in each unit (yuan are 0.0001 万元), summed exact, and rounded once, by `printed`.
    """
    changes: dict[str, list[Adjustment]] = {}
    for adjustment in adjustments:
        changes.setdefault(adjustment.cell, []).append(adjustment)
    cells = [cell for table in edition.tables.values() for cell in table.cells]
    merged = {cell: _figure(cell, units, tuple(changes.get(cell, ()))) for cell in cells}
    for whole, parts in sums(edition):
        if not any(merged[part].adjustments for part in parts):
            continue
        values = [merged[part].value for part in parts]
        is_whole = merged[whole].value is not None and None not in values
        total = sum((value for value in values if value is not None), start=0) if is_whole else None
        merged[whole] = Figure(
            total, merged[whole].shares, tuple(a for part in parts for a in merged[part].adjustments)
        )
    return merged


def _figure(cell: str, units: Mapping[str, Mapping[str, Number | None]], adjustments: tuple[Adjustment, ...]) -> Figure:
    shares = tuple(Share(unit, cells.get(cell)) for unit, cells in units.items())
    found = Figure(None, shares, adjustments)
    return found if found.silent or not shares else Figure(found.at_least, shares, adjustments)


def printed(value: Number | None, places: int) -> Number | None:
    """An amount as it is printed: rounded once, half up, to `places` decimals; whole amounts without any."""
    if not isinstance(value, Decimal):
        return value
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize()
