"""Units into the district: sums with who gave how much, silence that stays silence, amounts rounded once."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import editions
from gongkai.core.reports import Adjustment, merge
from gongkai.core.reports.merging import printed
from gongkai.core.reports.tallying import with_totals

EDITION = editions.get("2021-30")
CELLS = [cell for table in EDITION.tables.values() for cell in table.cells]
FEES = "proactive.art20_8.administrative_fees.fee_amount"
RECEIVED = "applications.received.natural_person"
TOTAL = "applications.received.total"


def unit(**changed: object) -> dict:
    return dict.fromkeys(CELLS, 0) | {key.replace("__", "."): value for key, value in changed.items()}


def test_a_figure_is_the_sum_and_says_who_gave_how_much() -> None:
    merged = merge({"区住建局": unit() | {RECEIVED: 3}, "区卫健局": unit() | {RECEIVED: 4}}, EDITION)

    assert merged[RECEIVED].value == 7
    assert [(share.unit, share.value) for share in merged[RECEIVED].shares] == [("区住建局", 3), ("区卫健局", 4)]


def test_a_silent_unit_makes_the_sum_silent_and_is_named() -> None:
    merged = merge({"区住建局": unit() | {RECEIVED: 3}, "区卫健局": unit() | {RECEIVED: None}}, EDITION)

    assert merged[RECEIVED].value is None
    assert merged[RECEIVED].silent == ("区卫健局",)
    assert merged[RECEIVED].at_least == 3


def test_no_unit_at_all_is_silence_not_zero() -> None:
    assert merge({}, EDITION)[RECEIVED].value is None


def test_amounts_are_summed_exactly_and_rounded_once() -> None:
    one = Decimal("0.0049")  # 49 yuan; rounded first, three of them would be nothing

    merged = merge({name: unit() | {FEES: one} for name in ("甲", "乙", "丙")}, EDITION)

    assert merged[FEES].value == Decimal("0.0147")
    assert printed(merged[FEES].value, 2) == Decimal("0.01")
    assert printed(one, 2) == 0
    assert printed(Decimal("2.5"), 0) == 3
    assert printed(None, 2) is None


def test_a_named_adjustment_changes_the_cell_and_its_totals() -> None:
    units = {"甲": unit() | {RECEIVED: 3, TOTAL: 3}, "乙": unit() | {RECEIVED: 4, TOTAL: 4}}

    merged = merge(units, EDITION, [Adjustment(RECEIVED, -1, "联合申请重复计数")])

    assert merged[RECEIVED].value == 6
    assert merged[TOTAL].value == 6
    assert merged[RECEIVED].adjustments[0].reason == "联合申请重复计数"
    assert merged["applications.carried_in.total"].value == 0


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_merged_totals_equal_totals_of_what_was_merged(values: list[int]) -> None:
    units = {str(place): with_totals(unit() | {RECEIVED: value}, EDITION) for place, value in enumerate(values)}
    leaves = {cell: value for cell, value in unit().items() if not cell.endswith(".total")} | {RECEIVED: sum(values)}

    merged = merge(
        {name: with_totals({c: v for c, v in cells.items() if c != TOTAL}, EDITION) for name, cells in units.items()},
        EDITION,
    )

    assert merged[TOTAL].value == sum(values) == with_totals(leaves, EDITION)[TOTAL]
