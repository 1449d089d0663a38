"""Figures put right on the page: applied, checked again, undone; what is no figure is said and nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.reports import Cell, State, read_cell
from gongkai.portal import forms, tokens
from tests.portal import files
from tests.portal.test_check import CHECK, text

CELL = files.TOTAL
NAME = f"1.{CELL}"
WRONG = files.reading(files.off_by_one())


@pytest.fixture
def token() -> str:
    return tokens.seal(WRONG)


@pytest.fixture
def right() -> str:
    return str(files.whole().value(CELL))


def test_a_flagged_cell_has_a_field_with_what_was_read(client, token):
    page = text(client.post(CHECK, {"token": token}))

    wrong = files.off_by_one().value(CELL)
    assert re.search(rf'name="{NAME}" value="{wrong}"', page)


def test_a_corrected_cell_is_checked_again(client, token, right):
    page = text(client.post(CHECK, {"token": token, NAME: right}))

    assert "已更正 1 格" in page
    assert "勾稽关系不成立" not in page
    assert "<b>0</b> 条错误" in page
    assert f"原来：{files.off_by_one().value(CELL)}" in page


def test_a_field_left_alone_corrects_nothing(client, token):
    page = text(client.post(CHECK, {"token": token, NAME: str(files.off_by_one().value(CELL))}))

    assert "已更正" not in page
    assert "勾稽关系不成立" in page


def test_corrections_can_be_undone(client, token, right):
    page = text(client.post(CHECK, {"token": token, NAME: right, "undo": "1"}))

    assert "已更正" not in page
    assert "勾稽关系不成立" in page


def test_letters_are_named_beside_the_field_and_in_the_summary_and_nothing_is_lost(client, token, right):
    other = "1.applications.total.total"

    page = text(client.post(CHECK, {"token": token, NAME: "十二abc", other: "77"}))

    assert page.count("“十二abc”不是数") == 2
    assert "有 1 个格子填的不是数" in page
    assert re.search(rf'name="{NAME}" value="十二abc"[^>]*aria-invalid="true"', page)
    assert re.search(rf'name="{other}" value="77"', page)
    assert "已更正 1 格" in page


def test_letters_stay_even_where_another_correction_settles_the_matter(client, token, right):
    other = "1.applications.received.natural_person"

    page = text(client.post(CHECK, {"token": token, NAME: right, other: "abc"}))

    assert "<b>0</b> 条错误" in page
    assert page.count("“abc”不是数") == 2
    assert re.search(rf'name="{other}" value="abc"', page)


def test_a_correction_of_last_year_reaches_this_year(client):
    last, this = files.whole(year=2023, seed=5), files.whole(year=2024, seed=6)
    carried = this.value("applications.carried_in.total")
    both = [tokens.seal(files.reading(each)) for each in (last, this)]

    page = text(client.post(CHECK, {"token": both, "1.applications.carried_out.total": str(carried + 9)}))

    assert f"本年写的上年结转是 {carried} 件，上一年年报的结转下年度是 {carried + 9} 件" in page


def test_silent_cells_can_be_filled(client):
    report = files.planted({CELL: Cell(State.AMBIGUOUS, candidates=(3, 30))})
    seal = tokens.seal(files.reading(report, "json"))

    before = text(client.post(CHECK, {"token": seal}))
    after = text(client.post(CHECK, {"token": seal, NAME: str(files.whole().value(CELL))}))

    assert "读不准，可能是 3、30" in before
    assert re.search(r'<td id="r1c\d+" class="[^"]*fix[^"]*">', after)
    assert "已更正 1 格" in after


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.sampled_from(["{}", " {} ", "{}件"]))
def test_any_whole_number_is_understood(number, how):
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")

    for typed in (how.format(number), how.format(number).translate(wide), how.format(f"{number:,}")):
        found = forms.corrections({NAME: typed}, [WRONG])
        cell = found.cells[0].get(CELL)
        assert cell in (read_cell(number), None)
        assert (cell is None) == (typed.strip() == str(WRONG.report.value(CELL)))


@given(
    st.text(min_size=1, max_size=30).filter(
        lambda typed: typed.strip() and not any(c in "0123456789０１２３４５６７８９" for c in typed)
    )
)
def test_what_is_no_number_is_never_taken_for_one(typed):
    found = forms.corrections({NAME: typed}, [WRONG])

    assert found.cells == ({},)
    assert found.typed[NAME].error != ""


@pytest.mark.parametrize(
    "typed", ["1e5", "0x10", "１２ab", "1.2.3", "--5", "５件件", "9" * 20, "1/2", "½", "NaN", "①", "5²", "٣"]
)
def test_odd_spellings_are_refused(typed):
    found = forms.corrections({NAME: typed}, [WRONG])

    assert found.is_clean is False


def test_an_amount_may_have_its_unit():
    cell = "proactive.art20_8.administrative_fees.fee_amount"

    found = forms.corrections({f"1.{cell}": "26.8万元"}, [files.reading(files.whole())])

    assert (str(found.cells[0][cell].value), found.cells[0][cell].unit) == ("26.8", "万元")


def test_unknown_cells_are_ignored(client, token):
    page = text(client.post(CHECK, {"token": token, "1.applications.nix.total": "5", "2." + CELL: "5", "x": "<b>"}))

    assert "已更正" not in page
