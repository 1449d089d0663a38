"""Round trips that once failed by the reader, one each."""

from dataclasses import replace

import pytest

from gongkai.core.reports import BLANK
from gongkai.reading import read
from gongkai.writing import write
from tests.made import reconciling

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)


def comes_back(kind, report=REPORT, **texts):
    report = replace(report, texts={**report.texts, **texts})
    return read(write(report, kind), f"report.{kind}").report == report


def blank(start):
    return replace(REPORT, cells={key: BLANK if key.startswith(start) else cell for key, cell in REPORT.cells.items()})


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_row_of_blanks(kind):
    assert comes_back(kind, blank("applications.refused.state_secret."))


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_column_of_blanks(kind):
    report = replace(
        REPORT, cells=REPORT.cells | {key: BLANK for key in REPORT.cells if key.endswith(".natural_person")}
    )

    assert comes_back(kind, report)


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_table_four_of_blanks(kind):
    assert comes_back(kind, blank("remedies."))


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_day_in_a_sentence_of_a_report_without_date(kind):
    report = replace(REPORT, published_on=None, texts={"preface": "统计期限自2021年1月1日起至2021年12月31日止。"})

    assert comes_back(kind, report)


# ── paragraphs in a PDF ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.fonts
def test_a_dash_in_a_pdf():
    assert comes_back("pdf", problems="做好政策解读——特别是图解。")


@pytest.mark.fonts
@pytest.mark.parametrize("many", range(22, 27))
def test_a_latin_word_broken_at_the_end_of_a_line(many):
    assert comes_back("pdf", problems="甲" * many + "GB/T 9704，网站由Open Data支撑。")


@pytest.mark.fonts
def test_a_pdf_whose_paragraphs_are_all_of_one_line():
    assert comes_back(
        "pdf", replace(REPORT, texts={"overview": "认真贯彻落实上级关于政务公开工作的决策部署。\n全年发布信息。"})
    )


@pytest.mark.fonts
@pytest.mark.parametrize("many", range(7))
def test_a_paragraph_that_goes_on_after_a_semicolon_at_the_end_of_a_page(many):
    assert comes_back("pdf", overview="甲" * many + "乙乙乙乙乙乙；" * 100)


@pytest.mark.fonts
def test_a_paragraph_without_a_full_stop_at_the_end_of_a_page():
    assert comes_back("pdf", overview="\n".join(["第一，我们认真贯彻落实上级关于政务公开工作的决策（附图）"] * 60))


@pytest.mark.fonts
def test_a_paragraph_over_three_pages():
    assert comes_back("pdf", overview="青禾" * 900 + "。")
