"""gongkai read: three tables and the findings on the terminal, or one JSON object a report and line."""

import json
import re
import zipfile
from dataclasses import replace

import pytest
from rich.cells import cell_len

from gongkai.core import editions
from gongkai.core.records import report_of
from gongkai.core.reports import ABSENT, BLANK, Cell, State
from gongkai.reading.records import reading_of
from tests.cli.conftest import one_too_many, whole
from tests.wild.samples import sample

KEYS = {
    "file", "kind", "format", "body", "year", "published_on", "dated", "editions", "cells", "texts", "headings", "doubts",
    "findings", "passed",
}  # fmt: skip


def lines(ran) -> list[dict]:
    return [json.loads(line) for line in ran.out.splitlines()]


# ── on the terminal ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_shown_with_its_tables_and_findings(run, save):
    report = one_too_many()
    path = save(report, "报告.docx")

    ran = run("read", path)

    assert ran.status == 0
    assert ran.err == ""
    assert "青禾区教育局  2024年政府信息公开工作年度报告" in ran.out
    assert f"{path} · docx · 国办公开办函〔2021〕30号 · {report.published_on}" in ran.out
    for title in ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"):
        assert title in ran.out
    total = report.value("applications.total.natural_person")
    assert re.search(rf"^ 总计 +{total} ", ran.out, re.MULTILINE)
    assert re.search(r"^  错误 S102 表三/总计/自然人：", ran.out, re.MULTILINE)


@pytest.mark.parametrize("edition", [each.key for each in editions.every()])
def test_the_tables_fit_eighty_columns_and_no_figure_or_head_is_cut(run, save, edition):
    report = whole(edition=edition, year=editions.get(edition).first_year, seed=11)
    heads = {column.label for column in report.table("proactive").blocks[0].columns}

    ran = run("read", save(report, "报告.html"))
    tables = ran.out.partition("主动公开政府信息情况")[2].partition("检查：")[0]

    assert [line for line in tables.splitlines() if cell_len(line.rstrip()) > 80] == []
    assert "…" not in tables
    assert all(head in tables for head in heads)
    figures = re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?", tables)
    assert len(figures) >= len([cell for cell in report.cells.values() if cell.state is State.READ])


def test_rows_stand_under_their_group(run, save):
    ran = run("read", save(whole(), "报告.docx"))

    assert re.search(r"^ 不予公开 *\n   属于国家秘密 +\d", ran.out, re.MULTILINE)


def test_cells_without_a_figure_say_why_and_the_signs_are_explained(run, save):
    base = whole()
    cells = {
        "applications.received.natural_person": BLANK,
        "applications.carried_in.natural_person": Cell(State.AMBIGUOUS, candidates=(6, 69)),
        "applications.total.natural_person": ABSENT,
    }
    assert set(cells) <= set(base.cells)
    ran = run("read", save(replace(base, cells={**base.cells, **cells}), "报告.json"))

    assert re.search(r"^ 本年新收政府信息公开申请数量 +空 ", ran.out, re.MULTILINE)
    assert re.search(r"^ 上年结转政府信息公开申请数量 +疑6/69 ", ran.out, re.MULTILINE)
    assert re.search(r"^ 总计 +缺 ", ran.out, re.MULTILINE)
    assert "空  这一格印着，没有填" in ran.out
    assert "缺  文件里没有这一格" in ran.out
    assert "疑  文件本身定不下来，后面是可能的数" in ran.out


def test_signs_that_do_not_occur_are_not_explained(run, save):
    assert "这一格" not in run("read", save(whole(), "报告.docx")).out


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_json_is_one_object_a_line_with_exactly_these_keys(run, save):
    report = one_too_many()
    path = save(report, "报告.docx")

    ran = run("read", "--json", path)
    (record,) = lines(ran)

    assert ran.status == 0
    assert set(record) == KEYS
    assert (record["file"], record["kind"], record["body"], record["year"]) == (str(path), "docx", "青禾区教育局", 2024)
    assert record["published_on"] == report.published_on.isoformat()
    assert record["editions"] == dict.fromkeys(editions.TABLES, "2021-30")
    assert set(record["cells"]) == set(report.cells)
    assert record["texts"] == dict(report.texts)
    assert {each["code"] for each in record["findings"] if each["verdict"] == "fail"} == {"S101", "S102", "S103"}
    assert set(record["passed"]).isdisjoint({"S101", "S102", "S103"})


def test_a_cell_in_json_has_its_figure_and_where_it_stands(run, save):
    report = whole()
    (record,) = lines(run("read", "--json", save(report, "报告.xlsx")))

    cell = record["cells"]["applications.total.natural_person"]

    assert set(cell) == {"state", "value", "unit", "candidates", "source", "text"}
    assert (cell["state"], cell["value"]) == ("read", report.value("applications.total.natural_person"))
    assert set(cell["source"]) == {"page", "table", "row", "column", "span", "passage"}
    assert "总计" in cell["source"]["passage"]


def test_json_read_back_is_the_report(run, save):
    report = one_too_many()
    (record,) = lines(run("read", "--json", save(report, "报告.docx")))

    assert report_of(record) == report
    assert reading_of(record).report == report


def test_json_of_several_files_keeps_their_order_and_compares_the_years(run, save):
    this, last = save(whole(year=2024), "2024.docx"), save(whole(year=2023, seed=4), "2023.xlsx")

    records = lines(run("read", "--json", this, last))

    assert [record["file"] for record in records] == [str(this), str(last)]
    says = [{each["says"] for each in record["findings"] if each["code"].startswith("Y")} for record in records]
    assert "没有上一年的报告可比" not in says[0]
    assert "没有上一年的报告可比" in says[1]


def test_the_span_in_json_is_where_the_figure_stands_in_the_text(run, tmp_path):
    made = sample(5, "text_tabs", ())
    path = tmp_path / "报告.txt"
    path.write_bytes(made.data)
    text = made.data.decode("utf-8-sig")

    (record,) = lines(run("read", "--json", path))
    read = [cell for cell in record["cells"].values() if cell["state"] == "read"]

    assert len(read) > 190
    assert all(cell["text"] in text[slice(*cell["source"]["span"])] for cell in read)


# ── many files ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_read_in_order_without_what_office_left_there(run, save, tmp_path):
    save(whole(), "年报/乙.docx")
    save(whole(body="青禾区数据局"), "年报/甲/丙.html")
    for name in ("~$乙.docx", ".隐.docx", "说明.png", "乙.docx.tmp"):
        (tmp_path / "年报" / name).write_bytes(b"x")

    ran = run("read", "--json", tmp_path / "年报")

    assert ran.status == 0
    assert [record["file"] for record in lines(ran)] == [
        str(tmp_path / "年报/乙.docx"),
        str(tmp_path / "年报/甲/丙.html"),
    ]


def test_a_folder_without_reports_is_told(run, tmp_path):
    ran = run("read", tmp_path)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"gongkai: 文件夹 {tmp_path} 里没有可读的报告（.doc .docm .docx")


def test_a_zip_is_opened_and_its_files_named_within_it(run, save, tmp_path):
    report = save(whole(), "报告.docx")
    path = tmp_path / "两份.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(report, "年报/教育局.docx")
        archive.writestr("年报/空.docx", b"")

    ran = run("read", "--json", path)
    read, unread = lines(ran)

    assert ran.status == 2
    assert (read["file"], read["body"]) == (f"{path}/年报/教育局.docx", "青禾区教育局")
    assert unread == {"file": f"{path}/年报/空.docx", "unreadable": "文件是空的。请确认文件已经完整下载"}


def test_an_empty_zip_is_told(run, tmp_path):
    path = tmp_path / "空.zip"
    with zipfile.ZipFile(path, "w"):
        pass

    ran = run("read", path)

    assert ran.status == 2
    assert ran.err.startswith(f"gongkai: {path}：")


def test_an_unreadable_file_is_told_and_the_others_are_read(run, save, tmp_path):
    good = save(whole(), "好.docx")
    bad = tmp_path / "坏.docx"
    bad.write_bytes(good.read_bytes()[:3000])

    shown, listed = run("read", bad, good), run("read", "--json", bad, good)

    assert (shown.status, listed.status) == (2, 2)
    assert shown.err == listed.err == f"gongkai: {bad}：文件不完整，压缩结构已损坏。请重新下载或者重新导出这个文件\n"
    assert "青禾区教育局  2024年政府信息公开工作年度报告" in shown.out
    assert [set(record) for record in lines(listed)] == [{"file", "unreadable"}, KEYS]


def test_a_file_that_is_too_large_is_refused_unread(run, tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    ran = run("read", path)

    assert (ran.status, ran.err) == (2, f"gongkai: {path}：文件有 200 MB，超过 100 MB。请只留年度报告再试\n")
