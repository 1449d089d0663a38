"""The statutory tables as printed grids."""

import pytest

from gongkai.core import editions
from gongkai.writing.tables import form
from tests.made import EDITIONS


def row(edition, table, number):
    """One row as texts with their spans; · continues from above."""
    return [
        ("·" if is_continued else box.text, box.columns, box.rows)
        for box, is_continued in form(edition, table).rows[number]
    ]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", editions.TABLES)
def test_every_cell_of_the_edition_has_one_place(edition, table):
    cells = [box.cell for box in form(edition, table).boxes if box.is_figure]

    assert sorted(cells) == sorted(editions.get(edition).tables[table].cells)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("table", editions.TABLES)
def test_the_boxes_cover_the_grid_without_gap_or_overlap(edition, table):
    shape = form(edition, table)

    covered = [
        (r, c) for b in shape.boxes for r in range(b.row, b.row + b.rows) for c in range(b.column, b.column + b.columns)
    ]

    assert sorted(covered) == [(r, c) for r in range(len(shape.rows)) for c in range(shape.columns)]


def test_table_two_of_2021_prints_one_figure_over_three_columns():
    assert [row("2021-30", "proactive", number) for number in range(4, 7)] == [
        [("第二十条第（五）项", 4, 1)],
        [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
        [("行政许可", 1, 1), ("", 3, 1)],
    ]


def test_table_two_of_2019_prints_blocks_of_three_and_of_two_columns_on_one_grid():
    assert row("2019-60", "proactive", 1) == [
        ("信息内容", 1, 1),
        ("本年新制作数量", 2, 1),
        ("本年新公开数量", 2, 1),
        ("对外公开总数量", 2, 1),
    ]
    assert row("2019-60", "proactive", 13) == [("信息内容", 1, 1), ("上一年项目数量", 3, 1), ("本年增/减", 3, 1)]


def test_table_three_has_three_rows_of_headings():
    corner = editions.get("2021-30").tables["applications"].corner

    assert row("2021-30", "applications", 0) == [(corner, 3, 3), ("申请人情况", 7, 1)]
    assert row("2021-30", "applications", 1) == [
        ("·", 3, 3),
        ("自然人", 1, 2),
        ("法人或其他组织", 5, 1),
        ("总计", 1, 2),
    ]


@pytest.mark.parametrize(("edition", "rows", "others"), [("2019-60", 20, None), ("2021-30", 22, 3)])
def test_table_three_merges_the_groups_downward(edition, rows, others):
    groups = {box.text: box.rows for box in form(edition, "applications").boxes if box.role == "group"}

    assert groups.pop("三、本年度办理结果") == rows
    assert groups.pop("（六）其他处理", None) == others
    assert groups == {"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5}


def test_table_four_has_fifteen_columns_in_three_groups():
    first, second = row("2021-30", "remedies", 0), row("2021-30", "remedies", 1)

    assert first == [("行政复议", 5, 1), ("行政诉讼", 10, 1)]
    assert second[:5] == [(name, 1, 2) for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
    assert second[5:] == [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]
    assert len(row("2021-30", "remedies", 3)) == 15


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        (
            "applications.refused.state_secret.other_org",
            ["申请人情况", "法人或其他组织", "其他", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"],
        ),
        ("applications.received.total", ["申请人情况", "总计", "一、本年新收政府信息公开申请数量"]),
        ("proactive.art20_6.administrative_penalty.decisions", ["第二十条第（六）项", "本年处理决定数量", "行政处罚"]),
        ("remedies.litigation_direct.upheld", ["行政诉讼", "未经复议直接起诉", "结果维持"]),
    ],
)
def test_a_figure_is_under_all_its_headings(cell, labels):
    shape = form("2021-30", cell.partition(".")[0])

    assert [box.text for box in shape.headings[cell]] == labels


def test_titles_and_the_rows_of_a_block_stay_on_one_page():
    two, three = form("2021-30", "proactive"), form("2021-30", "applications")

    assert [number for number in range(len(two.rows)) if not two.stays(number)] == [3, 6, 10, 13]
    assert [number for number in range(len(three.rows)) if three.stays(number)] == [0, 1, 2]
