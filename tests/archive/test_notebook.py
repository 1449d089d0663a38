"""What a notebook shows of a reading: rows for a data frame, and a small page with nothing unescaped in it."""

import zipfile
from dataclasses import replace
from importlib.util import find_spec

import pytest

from gongkai import archive
from gongkai.core.findings import Verdict
from gongkai.core.reports import read_cell
from gongkai.reading import Reading, Unreadable
from gongkai.writing import write
from tests.archive.made import report
from tests.made import reconciling

RECEIVED = "applications.received.total"


def test_rows_of_a_reading_have_place_value_state_and_source(tmp_path):
    path = tmp_path / "甲局.docx"
    path.write_bytes(write(reconciling("2021-30", 4, body="甲局", year=2023), "docx"))

    reading = archive.read(path)
    rows = reading.rows()
    row = next(each for each in rows if each["cell"] == "applications.received.total")

    assert len(rows) == len(reading.report.cells) == 200
    assert row == {
        "cell": "applications.received.total",
        "place": "表三/本年新收政府信息公开申请数量/总计",
        "value": reading.report.value("applications.received.total"),
        "state": "read",
        "unit": "",
        "printed": str(reading.report.value("applications.received.total")),
        "source": str(reading.sources["applications.received.total"]),
    }


def test_a_reading_is_shown_and_escaped():
    whole = replace(report("<script>局", 2024, {"applications.received.total": 0}), body="<script>局")

    page = Reading("a&b", "text", whole, {}, ())._repr_html_()

    assert page.startswith("<table><caption>&lt;script&gt;局 2024（a&amp;b）</caption>")
    assert "<tr><td>表三/本年新收政府信息公开申请数量/总计</td><td>0</td><td></td></tr>" in page
    assert page.count("（没有）") == 199
    assert "<script>" not in page


def test_a_report_is_read_and_checked(tmp_path):
    whole = reconciling("2021-30", 4, body="甲局", year=2023)
    wrong = replace(whole, cells={**whole.cells, RECEIVED: read_cell(whole.value(RECEIVED) + 1)})
    path = tmp_path / "甲局.docx"
    path.write_bytes(write(wrong, "docx"))

    report = archive.Report.read(path)

    assert (report.body, report.year, report.value(RECEIVED)) == ("甲局", 2023, wrong.value(RECEIVED))
    assert report.findings
    assert all(each.verdict is Verdict.FAIL for each in report.findings)
    assert report.cells.records()[0].keys() == {"cell", "place", "value", "state", "unit", "printed", "source"}
    page = report._repr_html_()
    assert f"检查意见 {len(report.findings)} 条" in page
    assert "<caption>甲局 2023（甲局.docx）</caption>" in page


def test_a_report_of_an_archive_is_shown_alike(tmp_path):
    kept = archive.open(tmp_path).put(Reading("a", "made", report("甲局", 2024, {RECEIVED: 7}), {}, ()))

    shown = archive.Report.of(archive.open(tmp_path).report(kept.id))

    assert (shown.body, shown.value(RECEIVED), shown.value("applications.total.total")) == ("甲局", 7, None)


def test_a_zip_of_several_reports_is_no_report(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("a.txt", "一")
        packed.writestr("b.txt", "二")

    with pytest.raises(Unreadable, match="压缩包里有 2 个文件"):
        archive.Report.read(tmp_path / "two.zip")


@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed")
def test_a_report_becomes_a_frame():
    shown = archive.Report(Reading("a", "made", report("甲局", 2024, {RECEIVED: 7}), {}, ()), ())

    frame = shown.to_pandas().set_index("cell")

    assert frame.loc[RECEIVED, "value"] == 7
    assert frame["value"].isna().sum() == 199
