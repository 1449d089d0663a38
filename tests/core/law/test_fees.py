"""The information-processing fee: all test vectors of the notice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import law

ON = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2_000),
        (31, 2_200),
        (40, 4_000),
        (41, 4_300),
        (50, 7_000),
        (51, 7_400),
        (100, 37_000),
    ],
)
def test_by_item(items, yuan):
    assert law.fee(items=items, on=ON) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2_700), (201, 2_740), (500, 14_700)],
)
def test_by_page(pages, yuan):
    assert law.fee(pages=pages, on=ON) == yuan


@given(st.integers(min_value=11, max_value=2_000))
def test_each_further_item_costs_at_least_as_much_as_the_one_before(items):
    def last(n: int) -> int:
        return law.fee(items=n, on=ON) - law.fee(items=n - 1, on=ON)

    assert last(items) >= last(items - 1)
    assert last(items + 10) >= last(items) > 0


def test_both_bases_at_once_are_refused():
    with pytest.raises(ValueError, match="只能选一种"):
        law.fee(items=11, pages=31, on=ON)
    with pytest.raises(ValueError, match="只能选一种"):
        law.fee(on=ON)


def test_there_was_no_such_fee_before_2021():
    with pytest.raises(law.NotInForce):
        law.fee(items=11, on=date(2020, 12, 31))


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="不能为负"):
        law.fee(pages=-1, on=ON)
