"""A report as a web page: complete in itself, and fit for screen readers."""

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.core import editions
from gongkai.core.reports import ABSENT
from gongkai.writing import write
from tests.made import EDITIONS, reconciling
from tests.writing import hostile

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)


def page(report=REPORT) -> LexborHTMLParser:
    return LexborHTMLParser(write(report, "html").decode())


def test_the_page_says_its_language_and_title():
    found = page()

    assert found.css_first("html").attributes["lang"] == "zh-CN"
    assert found.css_first("title").text() == "青禾区教育局2021年政府信息公开工作年度报告"
    assert len(found.css("main h1")) == 1
    assert [h2.text() for h2 in found.css("h2")] == [heading.text for heading in REPORT.headings]


def test_the_page_needs_nothing_else_and_runs_nothing():
    text = write(hostile.report(), "html").decode()

    assert (
        page(hostile.report()).css("script, link, img, iframe, object, form, [style], [onclick], [src], [href]") == []
    )
    assert re.findall(r"url\(|@import", text) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_names_its_row_and_its_column(edition):
    found = page(reconciling(edition, 2))
    labels = {label.attributes["id"]: label.text() for label in found.css("th[id]")}
    figures = found.css("td[headers]")
    spoken = [[labels[name] for name in (figure.attributes["headers"] or "").split()] for figure in figures]

    assert len(figures) == sum(len(editions.get(edition).tables[table].cells) for table in editions.TABLES)
    assert min(map(len, spoken)) >= 2
    assert [
        "申请人情况",
        "法人或其他组织",
        "科研机构",
        "三、本年度办理结果",
        "（三）不予公开",
        "7.属于行政执法案卷",
    ] in spoken


def test_names_are_given_once():
    names = [each.attributes["id"] for each in page().css("[id]")]

    assert len(names) == len(set(names))


def test_every_table_has_a_caption_and_scopes():
    tables = page().css("table")

    assert [table.css_first("caption").text() for table in tables] == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    assert {th.attributes.get("scope") for table in tables for th in table.css("th")} == {
        "col",
        "colgroup",
        "row",
        "rowgroup",
    }
    assert len(tables[1].css("thead tr")) == 3


def test_a_mark_is_explained():
    cells = {**REPORT.cells, "applications.received.total": ABSENT}

    (lost,) = page(replace(REPORT, cells=cells)).css("td[title]")

    assert (lost.text(), lost.attributes["title"]) == ("〔缺〕", "原件中没有这一格")


def test_hostile_words_stay_words():
    paragraphs = [each.text() for each in page(hostile.report()).css("main p")]

    assert paragraphs.count(hostile.WORDS) == 2
    assert set(hostile.FORMULAS) <= set(paragraphs)
    assert {"一二三四", "五六七", "八九"} <= set(paragraphs)
