"""A report as a Word file: the form as printed, the page as GB/T 9704 has it, and nothing else."""

import io
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Mm, Twips

from gongkai.reading import read
from gongkai.writing import write
from tests.made import reconciling
from tests.writing import hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)


def document(data: bytes) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def structure(table: ET.Element) -> list[list[tuple[int, str]]]:
    """For each row of a table how many columns each cell spans, and whether it begins or continues a vertical merge."""
    return [[_spans(cell.find(f"{W}tcPr")) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def _spans(properties: ET.Element | None) -> tuple[int, str]:
    assert properties is not None
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    return (
        int(span.get(f"{W}val", "1")) if span is not None else 1,
        merge.get(f"{W}val", "continue") if merge is not None else "",
    )


@pytest.mark.samples
@pytest.mark.parametrize("number", [0, 1, 2], ids=["表二", "表三", "表四"])
def test_the_cells_are_merged_as_in_the_blank_statutory_form(number, samples):
    form = list(document((samples / "blank_form_2021-30.docx").read_bytes()).iter(f"{W}tbl"))[number]
    mine = list(document(write(REPORT, "docx")).iter(f"{W}tbl"))[number]

    assert structure(mine) == structure(form)
    assert len(structure(mine)) > 3


def test_the_page_is_that_of_the_standard():
    (section,) = docx.Document(io.BytesIO(write(REPORT, "docx"))).sections
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]

    assert [round(size / Mm(1)) for size in (section.page_width, section.page_height)] == [210, 297]
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]


def test_lines_and_characters_are_those_of_the_standard():
    data = write(REPORT, "docx")
    section = docx.Document(io.BytesIO(data)).sections[0]
    styles = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml"))
    (line,) = (int(grid.get(f"{W}linePitch")) for grid in document(data).iter(f"{W}docGrid"))
    size, spacing = (int(styles.find(f"{W}style/{W}rPr/{W}{name}").get(f"{W}val")) for name in ("sz", "spacing"))

    high = (section.page_height - section.top_margin - section.bottom_margin) / Twips(1)
    wide = (section.page_width - section.left_margin - section.right_margin) / Twips(1)

    assert int(high / line) == 22
    assert int(wide / (size * 10 + spacing)) == 28


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("Normal", None, 16),
        ("Table Text", "宋体", 9),
        ("footer", "宋体", 14),
    ],
)
def test_each_letter_is_that_of_the_standard(style, font, size):
    found = docx.Document(io.BytesIO(write(REPORT, "docx"))).styles[style].font

    assert (found.name, found.size and found.size.pt) == (font, size)


def test_the_page_number_stands_right_on_odd_pages_and_left_on_even_ones():
    document = docx.Document(io.BytesIO(write(REPORT, "docx")))
    footers = document.sections[0].footer, document.sections[0].even_page_footer

    assert document.settings.odd_and_even_pages_header_footer
    assert [footer.paragraphs[0].text for footer in footers] == ["— 1 —", "— 1 —"]
    assert [footer.paragraphs[0].alignment for footer in footers] == [2, 0]


def test_the_headings_of_table_three_stand_on_every_page():
    table = list(document(write(REPORT, "docx")).iter(f"{W}tbl"))[1]

    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]

    assert repeated == [True] * 3 + [False] * (len(repeated) - 3)


def test_the_text_is_there_for_people_who_open_it():
    document = docx.Document(io.BytesIO(write(REPORT, "docx")))

    texts = [paragraph.text for paragraph in document.paragraphs]

    assert texts[0] == "青禾区教育局\n2021年政府信息公开工作年度报告"
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == [
        heading.text for heading in REPORT.headings
    ]
    assert set("\n".join(REPORT.texts.values()).splitlines()) <= set(texts)
    assert document.core_properties.title == "青禾区教育局2021年政府信息公开工作年度报告"


def test_hostile_words_stay_words():
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(write(hostile.report(), "docx"))).paragraphs]

    assert texts.count(hostile.WORDS) == 2
    assert set(hostile.FORMULAS) <= set(texts)
    assert {"一二三四", "五六七", "八九"} <= set(texts)


def test_every_part_is_well_formed_and_named_in_the_list_of_contents():
    container = zipfile.ZipFile(io.BytesIO(write(hostile.report(), "docx")))
    types = ET.fromstring(container.read("[Content_Types].xml"))
    named = {each.get("PartName", "").lstrip("/") for each in types if each.get("PartName")}

    for name in container.namelist():
        ET.fromstring(container.read(name))

    assert container.namelist()[0] == "[Content_Types].xml"
    assert {name for name in container.namelist() if not name.endswith(".rels") and "/" in name} == named


@pytest.mark.office
@pytest.mark.fonts
def test_libreoffice_prints_what_was_written(tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(write(REPORT, "docx"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]

    subprocess.run([*command, "--outdir", tmp_path, file], check=True, capture_output=True, timeout=120)

    printed = read(Path(tmp_path, "report.pdf").read_bytes(), "report.pdf").report
    assert printed.cells == REPORT.cells
    assert (printed.body, printed.year, printed.published_on) == (REPORT.body, REPORT.year, REPORT.published_on)
    assert printed.headings == REPORT.headings
