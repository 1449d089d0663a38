"""The printed report: title, preface, six parts, signature."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai.core.reports import ABSENT, BLANK, Cell, State, read_cell
from gongkai.writing import fitting
from gongkai.writing.figures import printed
from gongkai.writing.layout import Paragraph, layout
from tests.made import EDITIONS, reconciling

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (read_cell(0), "0"),
        (read_cell(1234567), "1234567"),
        (read_cell(-2), "-2"),
        (read_cell(30), "30"),
        (read_cell(Decimal("24252.311082")), "24252.311082"),
        (read_cell(Decimal("1E+9")), "1000000000"),
        (read_cell(Decimal("0.0000001")), "0.0000001"),
        (read_cell(Decimal("26.8"), "万元"), "26.8万元"),
        (BLANK, ""),
        (ABSENT, "〔缺〕"),
        (Cell(State.AMBIGUOUS), "〔疑〕"),
        (Cell(State.AMBIGUOUS, candidates=(6, 69, Decimal("-0.5"))), "〔疑〕6/69/-0.5"),
    ],
)
def test_a_cell_prints_its_figure_or_its_mark(cell, text):
    assert printed(cell) == text


def test_the_title_stands_in_two_lines():
    assert layout(REPORT).title == ("青禾区教育局", "2021年政府信息公开工作年度报告")


def test_what_is_not_known_is_not_printed():
    found = layout(replace(REPORT, body="", year=None, published_on=None, dated=""))

    assert found.title == ("政府信息公开工作年度报告",)
    assert (found.signature.body, found.signature.date) == ("", "")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_headings_are_those_of_the_form(edition):
    found = [section.heading for section in layout(reconciling(edition, 2)).sections]

    assert found == [
        "",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize(
    ("published_on", "dated", "text"),
    [
        (date(2022, 1, 5), "", "2022年1月5日"),
        (date(2022, 1, 5), "2022年1月", "2022年1月5日"),
        (None, "2022年1月", "2022年1月"),
        (None, "", ""),
    ],
)
def test_the_date_is_the_day_of_publication_or_as_printed(published_on, dated, text):
    assert layout(replace(REPORT, published_on=published_on, dated=dated)).signature.date == text


def test_the_body_is_centred_over_the_date_four_characters_from_the_edge():
    signature = layout(replace(REPORT, published_on=date(2022, 1, 20))).signature

    assert (signature.date_right, signature.body_right) == (4, 4 + (3 + 7 / 2 - 6) / 2)


def test_a_long_body_does_not_leave_the_page():
    assert layout(replace(REPORT, body="青禾区" * 9)).signature.body_right == 0


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("（一）主动公开", Paragraph("（一）主动公开", "")),
        ("（十二）主动公开。全年公开9条。", Paragraph("（十二）主动公开。", "全年公开9条。")),
        ("（一）全年公开9条，办结8件。", Paragraph("", "（一）全年公开9条，办结8件。")),
        ("（1）主动公开", Paragraph("", "（1）主动公开")),
        ("一是加强领导。", Paragraph("", "一是加强领导。")),
    ],
)
def test_headings_of_the_second_level_are_told_from_text(text, paragraph):
    assert layout(replace(REPORT, texts={"overview": text})).sections[1].paragraphs == (paragraph,)


def test_control_characters_and_empty_paragraphs_are_left_out():
    report = replace(REPORT, body="青禾区\x00教育局\n", texts={"overview": "一\x07二\ud800\ufffe三\t四\n\n \x1b\n五"})

    found = layout(report)

    assert found.title[0] == "青禾区教育局"
    assert [each.text for each in found.sections[1].paragraphs] == ["一二三 四", "五"]


# ── narrow columns ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "size"), [("", 9), ("12345", 9), ("1234567", 6.65), ("〔缺〕", 9), ("〔疑〕6/69", 9), ("9" * 40, 4.5)]
)
def test_a_long_figure_is_set_smaller_rather_than_broken(figure, size):
    assert fitting.size(figure, 30, 9) == size


@pytest.mark.parametrize(("label", "per_line"), [("商业企业", 2), ("社会公益组织", 2), ("自然人", 3), ("其他", 3)])
def test_labels_are_broken_between_words_of_two_characters(label, per_line):
    width = 30 - 2 * fitting.room_beside(label, 30, 9)

    assert int(width / 9) == per_line
