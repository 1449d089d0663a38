"""Cells in four states, and reports that do not say."""

from decimal import Decimal

import pytest

from gongkai.core.reports import ABSENT, BLANK, Cell, Report, State, body_kind, read_cell, tidy


def report(**cells):
    chosen = {"proactive": "2021-30", "applications": "2021-30", "remedies": "2021-30"}
    return Report("青禾区教育局", 2025, None, chosen, cells)


def test_only_a_read_cell_has_a_value():
    with pytest.raises(ValueError, match="only a read cell has a value"):
        Cell(State.BLANK, 0)
    with pytest.raises(ValueError, match="only a read cell has a value"):
        Cell(State.READ)


def test_the_same_figure_is_the_same_cell():
    assert read_cell(Decimal("5.0")) == read_cell(5)
    assert read_cell(Decimal("26.80")) == read_cell(Decimal("26.8"))
    assert read_cell(0) != BLANK


@pytest.mark.parametrize("silent", [BLANK, ABSENT, Cell(State.AMBIGUOUS, candidates=(1, 2))])
def test_silence_is_not_zero(silent):
    mine = report(a=read_cell(2), b=silent)

    assert mine.value("b") is None
    assert mine.total("a", "b") is None
    assert mine.total("a", "no_such_cell") is None


def test_a_total_of_what_was_read():
    assert report(a=read_cell(2), b=read_cell(Decimal("0.5"))).total("a", "b") == Decimal("2.5")


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("2023 年 8 月", "2023年8月"),
        ("截至 2020 年底,  我局  主动公开", "截至2020年底,我局主动公开"),
        ("Word 97 文件", "Word 97文件"),
        ("  一\n\n\n　二  \n", "一\n二"),
    ],
)
def test_running_text_without_the_blanks_of_layout(text, tidied):
    assert tidy(text) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("青禾区人民政府", "government"),
        ("青山省人民政府", "government"),
        ("青禾区人民政府办公室", "department"),
        ("上海市人民政府办公厅", "department"),
        ("青禾区教育局", "department"),
        ("青禾区柳泉街道办事处", "township"),
        ("青禾区石桥镇人民政府", "township"),
        ("青禾高新技术产业开发区管理委员会", "unknown"),
        ("平潭综合实验区", "unknown"),
    ],
)
def test_kind_of_body_by_its_name(body, kind):
    assert body_kind(body) == kind
