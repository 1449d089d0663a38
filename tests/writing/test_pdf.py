"""A report as PDF: it looks as GB/T 9704 has it, and is refused in words where fonts are missing."""

import io
from collections import Counter
from dataclasses import replace

import pdfplumber
import pypdfium2
import pytest

from gongkai.core.reports import ABSENT, Cell, State, read_cell
from gongkai.writing import CannotWrite, pdf, write
from tests.made import reconciling
from tests.writing import hostile

pytestmark = pytest.mark.fonts

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)
MM = 72 / 25.4


def pages(report=REPORT):
    return pdfplumber.open(io.BytesIO(write(report, "pdf"))).pages


def lines(page, *, size=16.0):
    """The characters of the lines of running text, by the place of each line."""
    found = {}
    for char in page.chars:
        if abs(char["size"] - size) < 0.1 and char["text"].strip():
            found.setdefault(round(char["top"]), []).append(char)
    return [found[top] for top in sorted(found)]


def test_the_file_is_archival_and_has_a_title():
    data = write(REPORT, "pdf")

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in data
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "青禾区教育局2021年政府信息公开工作年度报告"


def test_a_page_has_22_lines_of_28_characters_within_the_margins():
    page = pages(replace(REPORT, texts={"preface": "青禾" * 1200}))[1]

    counted = Counter(len(line) for line in lines(page))

    assert counted == {28: 22}
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert min(char["x0"] for line in lines(page) for char in line) == pytest.approx(28 * MM, abs=1)
    assert max(char["x1"] for line in lines(page) for char in line) == pytest.approx(page.width - 26 * MM, abs=1)
    assert min(char["top"] for line in lines(page) for char in line) >= 37 * MM - 6


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones():
    found = pages()
    numbers = [page.crop((0, page.height - 35 * MM, page.width, page.height)) for page in found]

    assert [number.extract_text() for number in numbers] == [f"— {n} —" for n in range(1, len(found) + 1)]
    assert [number.chars[0]["x0"] > number.width / 2 for number in numbers[:2]] == [True, False]


def test_the_headings_of_table_three_stand_on_every_page_it_reaches():
    rows = ("一、本年新收政府信息公开申请数量", "3.危及“三安全一稳定”", "2.重复申请", "四、结转下年度继续办理")
    reached = []
    for many in (2, 5, 8, 11):
        texts = {**REPORT.texts, "applications": "\n".join(["全年依法办理政府信息公开申请。"] * many)}
        printed = ["".join(page.extract_text().split()) for page in pages(replace(REPORT, texts=texts))]
        reached.append([text for text in printed if any(row in text for row in rows)])

    assert max(map(len, reached)) == 2
    assert all("法人或其他组织" in text for texts in reached for text in texts)


@pytest.mark.parametrize("figure", ["12345", "1234567890"])
def test_no_figure_is_broken_in_the_narrow_columns(figure):
    tables = ("applications", "remedies")
    cells = {key: read_cell(int(figure)) if key.startswith(tables) else cell for key, cell in REPORT.cells.items()}

    words = [word["text"] for page in pages(replace(REPORT, cells=cells)) for word in page.extract_words()]

    assert words.count(figure) == sum(key.startswith(tables) for key in cells)


def test_a_mark_fits_its_cell():
    cells = dict.fromkeys(REPORT.cells, ABSENT) | {
        key: Cell(State.AMBIGUOUS, candidates=(6, 69)) for key in REPORT.cells if key.endswith(".total")
    }

    words = Counter(word["text"] for page in pages(replace(REPORT, cells=cells)) for word in page.extract_words())

    assert words["〔缺〕"] == sum(cell == ABSENT for cell in cells.values())
    assert words["〔疑〕"] == words["6/69"] == sum(cell != ABSENT for cell in cells.values()) > 20


def test_the_signature_never_stands_alone_on_a_page():
    for many in range(6, 30, 3):
        texts = {**REPORT.texts, "problems": "\n".join(["政策解读的形式还比较单一。"] * many)}

        last = pages(replace(REPORT, texts=texts))[-1].extract_text()

        assert len(last.splitlines()) >= 4


def test_latin_words_keep_their_blanks():
    texts = {**REPORT.texts, "problems": "网站由 Open Data 支撑。"}

    assert "Open Data" in "".join(page.extract_text() for page in pages(replace(REPORT, texts=texts)))


def test_hostile_words_stay_words():
    text = "".join("".join(page.extract_text().split()) for page in pages(hostile.report()))

    assert text.count("".join(hostile.WORDS.split())) >= 2
    assert all(words in text for words in hostile.FORMULAS[:3])


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(CannotWrite, match="装着的字体里没有这些字：\U00013000。请安装"):
        write(replace(REPORT, texts={"overview": "古文字\U00013000。"}), "pdf")


def test_the_report_after_a_refusal_is_written():
    with pytest.raises(CannotWrite):
        write(replace(REPORT, body="\U00013000"), "pdf")

    assert write(REPORT, "pdf").startswith(b"%PDF-")


def test_without_chinese_fonts_the_package_to_install_is_named(tmp_path):
    with pytest.raises(CannotWrite, match=r"没有中文字体.*apt install fonts-noto-cjk"):
        pdf.write(REPORT, folders=(str(tmp_path),))
