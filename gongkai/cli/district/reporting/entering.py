"""The figures that no register knows, with the place each is from: decisions and fees of the bodies, and facts for their texts."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from gongkai.bodies.models import Body
from gongkai.cli.district.publishing.wording import draw
from gongkai.cli.district.reporting.calendar import load
from gongkai.reports.actions import Given

CELLS = (
    "proactive.art20_5.administrative_licensing.decisions",
    "proactive.art20_6.administrative_penalty.decisions",
    "proactive.art20_6.administrative_coercion.decisions",
    "proactive.art20_8.administrative_fees.fee_amount",
)
PENALTIES = CELLS[1]
_FEES = CELLS[3]
_SHARES = {"published": (60, 41), "handled": (100, 1)}


def given(body: Body, year: int, *, ago: int, only: Iterable[str] = ()) -> list[Given]:
    """Every figure that the body enters for the year, which lies so many years before the one under way."""
    values = _cells(body, ago) | _facts(body, year)
    wanted = set(only) or set(values)
    return [Given(key, value, *source(key, year)) for key, value in values.items() if key in wanted]


def source(key: str, year: int) -> tuple[str, str]:
    """Where the figure is from, and where it can be seen."""
    name, evidence = load("figures.toml")["sources"][key]
    return name, evidence.format(year=year)


def _cells(body: Body, ago: int) -> dict[str, Decimal]:
    listed = load("figures.toml")["bodies"][body.slug]
    return {cell: _year(Decimal(str(value)), cell, body, ago) for cell, value in zip(CELLS, listed, strict=True)}


def _year(value: Decimal, cell: str, body: Body, ago: int) -> Decimal:
    """Last year's figure as it stands; of other years so many per cent of it."""
    if ago == 1:
        return value
    per_cent = Decimal(88 + draw(f"{body.slug}/{cell}/{ago}", 25)) / 100
    return (value * per_cent).quantize(Decimal("0.0001") if cell == _FEES else Decimal(1), ROUND_HALF_UP)


def _facts(body: Body, year: int) -> dict[str, Decimal]:
    found: dict[str, int] = {}
    for key, (low, high) in load("figures.toml")["facts"].items():
        found[key] = low + draw(f"{body.slug}/{year}/{key}", high - low + 1)
    for kind in ("suggestions", "motions"):
        handled = found[f"proposals.{kind}.handled"]
        found[f"proposals.{kind}.published"] = handled - draw(f"{body.slug}/{year}/{kind}", 2)
    found |= {"staff.full_time": body.staff_full_time or 0, "staff.part_time": body.staff_part_time or 0}
    found |= {"supervised.accountable": 0, "supervised.complaints": 0}
    return {key: Decimal(value) for key, value in found.items()}
