"""What a notebook shows of a reading: rows for a data frame, and a small page with nothing unescaped in it."""

from dataclasses import replace

from gongkai import archive
from gongkai.reading import Reading
from gongkai.writing import write
from tests.archive.made import report
from tests.made import reconciling


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
