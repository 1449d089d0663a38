"""Tables as rows of a page: the headings of the printed form, and every cell drawn once, in the order of the form."""

import pytest

from gongkai.core import editions
from gongkai.writing.sheets import lines, sheet


@pytest.mark.parametrize("key", editions.TABLES)
@pytest.mark.parametrize("edition", [each.key for each in editions.every()])
def test_every_cell_is_drawn_once(edition, key):
    drawn = sheet(edition, key, lambda box, is_total: (box.cell, is_total))
    table = editions.get(edition).tables[key]

    figures = [figure for row in drawn.body for figure in row.figures]

    assert sorted(cell for cell, _ in figures) == sorted(table.cells)
    assert not any(row.figures for row in drawn.head)
    if key != "proactive":
        assert [cell for cell, is_total in figures if is_total] == [
            table.cell(row.key, table.total.key) for row in table.rows
        ]


@pytest.mark.parametrize("edition", [each.key for each in editions.every()])
def test_the_rows_of_sums_are_marked_and_the_groups_span_their_rows(edition):
    drawn = sheet(edition, "applications", lambda box, _: box.cell)

    wholes = ["".join(row.heads[-1].lines) for row in drawn.body if row.css == "tot"]
    spans = [(head.css, head.rows) for row in drawn.body for head in row.heads if head.scope == "rowgroup"]

    assert [each[:2] for each in wholes] == ["一、", "二、", "（七", "四、"]
    assert [rows for css, rows in spans if css == "g v"] == [len(drawn.body) - 3]
    assert all(rows > 1 for _, rows in spans)


def test_labels_are_broken_where_a_narrow_column_needs_it():
    assert lines("商业企业") == ("商业", "企业")
    assert lines("（三）不予公开") == ("（三）", "不予公开")
    assert lines("总计") == ("总计",)
