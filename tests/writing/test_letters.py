"""Letters as Word file and PDF: the words are there, the page is that of GB/T 9704, and nothing else."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pdfplumber
import pypdfium2
import pytest
from docx.shared import Mm

from gongkai.core.letters import Letter, compose, every
from gongkai.writing import CannotWrite, write_letter
from tests.core.letters.made import FACTS, decided
from tests.writing import hostile

MM = 72 / 25.4
GRANTED = replace(decided("partial", annexes=("处罚决定书", "裁量基准")), copies=("青禾区司法局",))
LETTER = compose("reply", GRANTED).letter
PROCEDURAL = [text.key for text in every() if text.part == "procedural"]


def pages(letter: Letter) -> list[pdfplumber.page.Page]:
    return pdfplumber.open(io.BytesIO(write_letter(letter, "pdf"))).pages


def words(letter: Letter) -> str:
    return "".join("".join((page.extract_text() or "").split()) for page in pages(letter))


def document(letter: Letter) -> docx.document.Document:
    return docx.Document(io.BytesIO(write_letter(letter, "docx")))


def told(letter: Letter) -> list[str]:
    """What has to be read somewhere in a file of this letter, without blanks."""
    cells = [line for row in letter.rows for cell in row for line in cell.splitlines()]
    return ["".join(each.split()) for each in (*letter.paragraphs, *cells, *letter.annexes) if each.strip()]


def test_a_kind_that_cannot_be_written_is_refused_in_words():
    with pytest.raises(CannotWrite, match="写不了“odt”这种文书。可以写：docx、pdf"):
        write_letter(LETTER, "odt")


# ── docx ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_word_file_has_the_words_in_order():
    found = [paragraph.text for paragraph in document(LETTER).paragraphs if paragraph.text]
    head = ["青禾区人民政府办公室", "青公开答〔2026〕131号", "政府信息公开申请答复书", "张建国："]
    tail = [
        "附件：1.处罚决定书",
        "2.裁量基准",
        "青禾区人民政府办公室",
        "2026年11月20日",
        LETTER.contact,
        "抄送：青禾区司法局。",
    ]

    assert found == [*head, *LETTER.paragraphs, *tail]


def test_the_page_and_the_letters_of_the_word_file_are_those_of_the_standard():
    file = document(LETTER)
    (section,) = file.sections
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    styles = {paragraph.text: paragraph.style for paragraph in file.paragraphs}

    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    assert (styles[LETTER.title].font.name, styles[LETTER.title].font.size.pt) == ("方正小标宋简体", 22)
    assert styles[LETTER.paragraphs[0]].name == "Body Text"
    assert str(file.paragraphs[0].style.font.color.rgb) == "D40000"


def test_the_signature_of_the_word_file_stays_with_the_text():
    found = document(LETTER).paragraphs
    last = [paragraph.text for paragraph in found].index(LETTER.paragraphs[-1])
    date = [paragraph.text for paragraph in found].index("2026年11月20日")

    stays = [paragraph.paragraph_format.keep_with_next or paragraph.style.name == "Annex" for paragraph in found]

    assert all(stays[last:date])
    assert not stays[last - 1]


@pytest.mark.parametrize("key", PROCEDURAL)
def test_every_letter_of_the_procedure_is_a_word_file_with_its_words(key):
    letter = compose(key, FACTS).letter
    file = document(letter)
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    text = "".join("".join(each.split()) for each in [*(p.text for p in file.paragraphs), *cells])

    wanted = told(letter) if letter.form != "envelope" else [row[1] for row in letter.rows]

    assert [each for each in wanted if each not in text] == []


def test_the_slip_stands_on_a_page_of_its_own_in_the_word_file():
    file = document(compose("third_party", FACTS).letter)
    (title,) = [paragraph for paragraph in file.paragraphs if paragraph.text == "征求意见确认函"]

    assert title.paragraph_format.page_break_before
    assert file.tables[0].cell(0, 1).text == "2025年扬尘污染行政处罚决定书"


def test_hostile_words_stay_words_in_the_word_file():
    letter = replace(LETTER, paragraphs=(hostile.WORDS, *hostile.FORMULAS, hostile.CONTROLS), organ=hostile.WORDS)
    texts = [paragraph.text for paragraph in document(letter).paragraphs]

    assert texts.count(hostile.WORDS) == 2
    assert set(hostile.FORMULAS) <= set(texts)


def test_every_part_is_well_formed_and_named_in_the_list_of_contents():
    letter = replace(compose("third_party", FACTS).letter, title=hostile.WORDS, paragraphs=(hostile.CONTROLS,))
    container = zipfile.ZipFile(io.BytesIO(write_letter(letter, "docx")))
    types = ET.fromstring(container.read("[Content_Types].xml"))
    named = {each.get("PartName", "").lstrip("/") for each in types if each.get("PartName")}

    for name in container.namelist():
        ET.fromstring(container.read(name))

    assert {name for name in container.namelist() if not name.endswith(".rels") and "/" in name} == named


def test_the_same_letter_gives_the_same_word_file():
    assert write_letter(LETTER, "docx") == write_letter(LETTER, "docx")


# ── pdf ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.fonts
def test_the_pdf_is_archival_and_has_the_words():
    data = write_letter(LETTER, "pdf")
    text = words(LETTER)

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in data
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "政府信息公开申请答复书"
    assert [each for each in told(LETTER) if each not in text.replace("—1—", "").replace("—2—", "")] == []
    assert "抄送：青禾区司法局。" in text


@pytest.mark.fonts
def test_the_head_of_the_pdf_is_red_with_a_rule_and_the_title_is_of_22_points():
    page = pages(LETTER)[0]
    (rule,) = [line for line in page.lines if line["width"] > 150 * MM]
    head = [char for char in page.chars if char["top"] < rule["top"]]
    title = [char["text"] for char in page.chars if abs(char["size"] - 22) < 0.1]

    assert "".join(char["text"] for char in head) == LETTER.organ
    assert {tuple(char["non_stroking_color"]) for char in head} == {tuple(rule["stroking_color"])}
    assert "".join(title) == LETTER.title
    assert round(rule["x0"] / MM) == 28


@pytest.mark.fonts
def test_a_long_name_of_the_organ_stays_on_one_line():
    page = pages(replace(LETTER, organ="青州高新技术产业开发区综合行政执法局"))[0]
    (rule,) = [line for line in page.lines if line["width"] > 150 * MM]

    assert len({round(char["top"]) for char in page.chars if char["top"] < rule["top"]}) == 1


@pytest.mark.fonts
def test_the_signature_never_stands_alone_on_a_page():
    for many in range(1, 24, 2):
        letter = replace(LETTER, paragraphs=(*LETTER.paragraphs, *["另有事项一并告知。"] * many), annexes=(), copies=())

        last = [line for line in (pages(letter)[-1].extract_text() or "").splitlines() if line.strip()]

        assert any("告知。" in line for line in last[:-3])


@pytest.mark.fonts
@pytest.mark.parametrize("key", PROCEDURAL)
def test_every_letter_of_the_procedure_is_a_pdf_with_its_words(key):
    letter = compose(key, FACTS).letter
    text = words(letter)
    for number in range(1, 4):
        text = text.replace(f"—{number}—", "")

    wanted = told(replace(letter, rows=())) if letter.form != "envelope" else [row[1] for row in letter.rows[1:]]

    assert [each for each in wanted if each not in text] == []
    assert len(text) > 40


@pytest.mark.fonts
def test_the_slip_stands_on_a_page_of_its_own():
    *_, last = pages(compose("third_party", FACTS).letter)

    assert (last.extract_text() or "").splitlines()[0] == "征求意见确认函"


@pytest.mark.fonts
def test_the_envelope_has_its_size_and_a_receipt_its_one_page():
    (envelope,) = pages(compose("envelope", FACTS).letter)

    assert (round(envelope.width / MM), round(envelope.height / MM)) == (220, 110)
    assert len(pages(compose("receipt", FACTS).letter)) == 1


@pytest.mark.fonts
def test_hostile_words_stay_words_in_the_pdf():
    letter = replace(LETTER, paragraphs=(hostile.WORDS, *hostile.FORMULAS[:3], hostile.CONTROLS))

    text = words(letter)

    assert "".join(hostile.WORDS.split()) in text
    assert all(each in text for each in hostile.FORMULAS[:3])


@pytest.mark.fonts
def test_the_same_letter_gives_the_same_pdf():
    assert write_letter(LETTER, "pdf") == write_letter(LETTER, "pdf")


@pytest.mark.fonts
def test_a_character_that_no_font_has_is_named():
    with pytest.raises(CannotWrite, match="没有这些字：\U00013000"):
        write_letter(replace(LETTER, paragraphs=("古文字\U00013000。",)), "pdf")
