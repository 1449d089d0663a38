"""Official documents as Word file, PDF and plain text: the words are there, and the page is that of GB/T 9704."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import pdfplumber
import pypdfium2
import pytest
from docx.shared import Mm

from gongkai.core.documents.text import Block
from gongkai.writing import CannotWrite
from gongkai.writing.documents import Interpretation, OfficialDocument, write_document
from tests.writing import hostile
from tests.writing.official import DOCUMENT, HEAD, INTERPRETATION, WORDS, table

MM = 72 / 25.4
JOINT = replace(
    DOCUMENT,
    joint_issuers=("青禾区生态环境局", "青禾区城市管理局"),
    validity_label="已废止（2027年1月1日，青政办发〔2027〕1号）",
)
BARE = OfficialDocument("", "", "公告", (), date(2026, 1, 1))
HOSTILE = r"#eval(1) $x^2$ @label \u{4f60} *粗* _斜_ = 标题 `code` <a> [内容] // 注"


def pages(document: OfficialDocument | Interpretation) -> list[pdfplumber.page.Page]:
    return pdfplumber.open(io.BytesIO(write_document(document, "pdf"))).pages


def squeezed(page: pdfplumber.page.Page) -> str:
    return "".join((page.extract_text() or "").split())


def words(document: OfficialDocument | Interpretation) -> str:
    return "".join(map(squeezed, pages(document)))


def word_file(document: OfficialDocument | Interpretation) -> docx.document.Document:
    return docx.Document(io.BytesIO(write_document(document, "docx")))


def plain(document: OfficialDocument | Interpretation) -> str:
    return write_document(document, "txt").decode()


def body_chars(page: pdfplumber.page.Page) -> list[dict]:
    return [char for char in page.chars if abs(char["size"] - 16) < 0.1]


def is_red(char: dict) -> bool:
    red, *others = char["non_stroking_color"]
    return red > 0.7 and max(others, default=1) < 0.3


def test_a_kind_that_cannot_be_written_is_refused_in_words():
    with pytest.raises(CannotWrite, match="写不了“odt”这种文件。可以写：docx、pdf、txt"):
        write_document(DOCUMENT, "odt")


# ── txt ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_plain_text_reads_from_title_to_source():
    lines = [line.strip() for line in plain(DOCUMENT).splitlines() if line.strip()]

    assert lines[:4] == [DOCUMENT.title, DOCUMENT.document_number, "各镇人民政府、街道办事处，区政府各部门：", WORDS]
    assert lines[lines.index("附件：1.任务分工表") :][:8] == [
        "附件：1.任务分工表", "2.技术要求", "青禾区人民政府办公室", "2026年11月2日", "（此件公开发布）", "附件1", "任务分工表",
        "\t".join(HEAD),
    ]  # fmt: skip
    assert lines[-6:-1] == [
        "青禾区人民政府办公室  2026年11月3日印发", "—" * 20, "索引号：001234567/2026-00012",
        "来源：https://www.qinghe.example/documents/abc/", "原件校验：SHA-256 0123456789abcdef",
    ]  # fmt: skip


def test_the_checksum_of_the_plain_text_is_that_of_what_stands_above_the_line():
    body, tail = plain(DOCUMENT).split("—" * 20 + "\n")

    assert tail.splitlines()[-1].endswith("：" + hashlib.sha256(body.encode()).hexdigest())


def test_a_text_with_its_own_signature_and_note_gets_no_second_one():
    text = (Block("paragraph", WORDS), Block("signature", "青禾区司法局\n2026年1月5日"), Block("note", "（不公开）"))
    lines = [line.strip() for line in plain(replace(DOCUMENT, text=text)).splitlines()]

    assert "青禾区司法局" in lines
    assert [line for line in lines if line in ("青禾区人民政府办公室", "2026年11月2日", "（此件公开发布）")] == []


# ── pdf ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.fonts
def test_the_page_holds_22_lines_of_28_characters_in_the_margins_of_the_standard():
    text = tuple(Block("paragraph", "治" * 600) for _ in range(3))
    page = pages(replace(DOCUMENT, text=text, issuer="", document_number="", source="", index_number="", checksum=""))[
        1
    ]
    chars = [char for char in body_chars(page) if char["text"] == "治"]
    baselines = sorted({round(page.height - char["matrix"][5], 1) for char in chars})
    row = sorted(char["matrix"][4] for char in chars if round(page.height - char["matrix"][5], 1) == baselines[3])

    assert (len(baselines), len(row)) == (22, 28)
    assert all(abs((low - high) / MM - 225 / 22) < 0.05 for high, low in pairwise(baselines))
    assert all(abs((right - left) / MM - 156 / 28) < 0.05 for left, right in pairwise(row))
    assert abs(row[0] / MM - 28) < 0.5
    assert abs((page.width - row[-1] - 16) / MM - 26) < 0.5
    assert abs((baselines[0] - 0.88 * 16) / MM - 37) < 0.5
    assert (page.height - baselines[-1]) / MM > 35


@pytest.mark.fonts
def test_the_text_of_the_first_page_stands_on_the_lines_of_the_page():
    page = pages(DOCUMENT)[0]
    baselines = {
        page.height - char["matrix"][5] for char in body_chars(page) if char["text"] in WORDS and char["top"] > 400
    }
    steps = [((each - 0.88 * 16) / MM - 37) / (225 / 22) for each in baselines]

    assert len(steps) > 4
    assert [step for step in steps if abs(step - round(step)) * 225 / 22 > 0.5] == []


@pytest.mark.fonts
def test_the_head_is_red_with_the_word_file_and_stands_35_mm_down_with_a_rule_4_mm_under_the_number():
    page = pages(DOCUMENT)[0]
    red = [char for char in page.chars if is_red(char) and char["size"] > 22]
    (rule,) = [line for line in page.lines if line["width"] > 150 * MM]
    number = [char for char in body_chars(page) if char["top"] < rule["top"]]

    assert "".join(char["text"] for char in red) == "青禾区人民政府办公室文件"
    assert "".join(char["text"] for char in number) == DOCUMENT.document_number
    assert abs((page.height - red[0]["matrix"][5] - 0.88 * red[0]["size"]) / MM - 72) < 0.5
    assert abs((rule["top"] - (page.height - number[0]["matrix"][5]) - 0.12 * 16) / MM - 4) < 0.5
    assert "".join(char["text"] for char in page.chars if abs(char["size"] - 22) < 0.1) == DOCUMENT.title


@pytest.mark.fonts
def test_several_names_in_the_head_are_of_one_width_with_the_word_file_once():
    page = pages(JOINT)[0]
    red = [char for char in page.chars if is_red(char) and char["size"] > 22]
    suffix = [char for char in red if char["text"] in "文件"]
    rows = {}
    for char in red:
        if char not in suffix:
            rows.setdefault(round(char["matrix"][5]), []).append(char)

    assert ["".join(char["text"] for char in row) for row in rows.values()] == list(JOINT.issuers)
    assert len(suffix) == 2
    assert (
        len({round(row[0]["x0"]) for row in rows.values()}) == len({round(row[-1]["x1"]) for row in rows.values()}) == 1
    )


@pytest.mark.parametrize(
    ("number", "title", "has"),
    [
        ("青政发〔2026〕1号", "通知", True),
        ("青政办函〔2026〕1号", "复函", False),
        ("", "公告", False),
        ("〔2026〕3号", "区政府常务会议纪要", False),
        ("青禾区人民政府令第3号", "办法", False),
    ],
)
def test_letters_orders_minutes_and_papers_without_number_are_not_headed_as_files(number: str, title: str, has: bool):
    assert replace(DOCUMENT, document_number=number, title=title).has_file_head is has


@pytest.mark.fonts
def test_headings_are_set_by_level():
    fonts = {}
    for page in pages(DOCUMENT):
        for char in body_chars(page):
            fonts.setdefault(char["text"], char["fontname"].split("+")[-1])

    assert fonts["总"] != fonts["规"]
    assert fonts["则"] == fonts["强"]
    assert fonts["则"] not in (fonts["总"], fonts["规"])


@pytest.mark.fonts
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    found = pages(DOCUMENT)
    marks = [[char for char in page.chars if abs(char["size"] - 14) < 0.1 and char["text"] == "—"] for page in found]

    assert len(found) > 3
    assert [mark[0]["x0"] > 105 * MM for mark in marks] == [page % 2 == 1 for page in range(1, len(found) + 1)]
    assert all(abs((char["top"] + char["bottom"]) / 2 / MM - (297 - 35 + 9.5)) < 2 for mark in marks for char in mark)


@pytest.mark.fonts
def test_a_document_that_has_ended_says_so_on_every_page_and_another_does_not():
    label = "".join(JOINT.validity_label.split())

    assert all(squeezed(page).startswith(label) for page in pages(JOINT))
    assert "已废止" not in words(DOCUMENT)


@pytest.mark.fonts
def test_each_annex_begins_a_page_and_the_imprint_ends_the_last():
    found = list(map(squeezed, pages(DOCUMENT)))

    assert [text[:8] for text in found[-2:]] == ["附件1任务分工表"[:8], "附件2技术要求为"]
    assert "抄送：区委办公室，区人大常委会办公室。青禾区人民政府办公室2026年11月3日印发" in found[-1]
    assert found[-1].endswith("来源：https://www.qinghe.example/documents/abc/原件校验：SHA-2560123456789abcdef")


@pytest.mark.fonts
def test_a_table_of_200_rows_repeats_its_head_on_each_of_its_pages():
    found = list(map(squeezed, pages(replace(DOCUMENT, text=(table(200),), copies=(), printed_by="", printed_on=None))))
    with_rows = [text for text in found if "第" in text and "项" in text]
    rows = [row for row in range(1, 201) if f"（{row}）" in "".join(found)]

    assert len(with_rows) > 4
    assert all("".join(HEAD) in text for text in with_rows[:-1])
    assert rows == list(range(1, 201))


@pytest.mark.fonts
@pytest.mark.parametrize("last", ["paragraph", "table", "annexes"])
def test_the_signature_never_stands_alone_on_a_page(last: str):
    closing = {
        "paragraph": Block("paragraph", "特此通知。"),
        "table": table(6),
        "annexes": Block("annexes", "任务分工表"),
    }
    for many in range(8, 31, 2):
        text = (*[Block("paragraph", "另有事项一并告知。")] * many, closing[last])
        document = replace(DOCUMENT, text=text, copies=(), printed_by="", printed_on=None)
        (page,) = [found for found in map(squeezed, pages(document)) if "2026年11月2日" in found]

        assert "（此件公开发布）" in page
        assert any(each in page.split("2026年11月2日")[0] for each in ("特此通知", "（6）", "任务分工表"))


@pytest.mark.fonts
def test_markup_and_rare_characters_stay_words_in_the_pdf():
    text = (
        Block("heading", HOSTILE, level=1),
        Block("paragraph", f"{HOSTILE}喆堃旻䶮"),
        Block("table", rows=((HOSTILE,),)),
    )
    found = words(
        replace(DOCUMENT, title=HOSTILE, text=(*text, Block("paragraph", hostile.CONTROLS)), source=hostile.WORDS)
    )

    assert found.count("".join(HOSTILE.split())) >= 3
    assert "喆堃旻䶮" in found
    assert "一二三四五六七八九十"[:9] in found
    assert "".join(hostile.WORDS.split())[:40] in found


@pytest.mark.fonts
@pytest.mark.parametrize(
    "document",
    [
        BARE,
        replace(DOCUMENT, title="关于扬尘污染防治的通知" * 40),
        replace(DOCUMENT, text=(Block("table"), Block("paragraph", "治" * 3000))),
    ],
)
def test_hard_documents_are_printed_whole(document: OfficialDocument):
    found = words(document)

    assert "".join(document.title.split()) in re.sub(r"—\d+—", "", found)
    assert found.count("治") == sum(block.text.count("治") for block in document.text) + document.title.count("治")
    assert len(word_file(document).paragraphs) > 2
    assert document.title in plain(document)


@pytest.mark.fonts
def test_long_addresses_stay_between_the_edges():
    long = "https://www.qinghe.example/" + "a" * 120
    text = (Block("paragraph", long), Block("table", rows=(("名称", "地址", "备注"), ("甲", long, "x" * 80))))
    found = pages(replace(DOCUMENT, text=text, source=long))
    edges = [char["x1"] / MM for page in found for char in page.chars if char["text"].strip()]

    assert "".join(map(squeezed, found)).count("a") > 360
    assert "\u200b" not in "".join(map(squeezed, found))
    assert max(edges) < 210 - 26 + 0.5


@pytest.mark.fonts
def test_the_pdf_is_archival_tagged_and_the_same_each_time():
    data = write_document(DOCUMENT, "pdf")

    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert pypdfium2.PdfDocument(data).is_tagged()
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == DOCUMENT.title
    assert data == write_document(DOCUMENT, "pdf")


@pytest.mark.fonts
def test_an_interpretation_is_questions_with_answers():
    found = words(INTERPRETATION)

    assert "问：为什么要出台这个通知？答：为了改善空气质量。也为了健康。" in found
    assert "解读文件：青政办发〔2026〕12号" in found
    assert "文件青" not in found


# ── docx ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_word_file_has_the_words_in_the_styles_of_the_standard():
    file = word_file(DOCUMENT)
    styles = {paragraph.text: paragraph.style for paragraph in file.paragraphs}
    (section,) = file.sections
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]

    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    assert [styles[each].name for each in ("一、总体要求", "（一）基本原则", "1.源头治理")] == [
        "Heading 1",
        "Heading 2",
        "Heading 3",
    ]
    assert (styles[DOCUMENT.title].font.name, styles[DOCUMENT.title].font.size.pt) == ("方正小标宋简体", 22)
    assert str(styles["青禾区人民政府办公室文件"].font.color.rgb) == "D40000"
    assert [cell.text for cell in file.tables[0].rows[0].cells] == list(HEAD)
    assert "抄送：区委办公室，区人大常委会办公室。" in file.tables[-1].cell(0, 0).text


def test_the_word_file_repeats_table_heads_and_begins_pages_for_annexes():
    file = word_file(replace(DOCUMENT, text=(*DOCUMENT.text, table(200))))
    repeated = [row._tr.trPr.findall("{*}tblHeader") for row in file.tables[2].rows]
    breaks = [paragraph.text for paragraph in file.paragraphs if paragraph.paragraph_format.page_break_before]

    assert [bool(each) for each in repeated] == [True, *[False] * 200]
    assert breaks == ["附件1", "附件2"]


def test_the_word_file_of_an_ended_joint_document_says_so_in_its_head():
    file = word_file(JOINT)

    assert [paragraph.text for paragraph in file.sections[0].header.paragraphs] == [JOINT.validity_label]
    assert [row.cells[0].text for row in file.tables[0].rows] == list(JOINT.issuers)


def test_every_part_of_a_hostile_word_file_is_well_formed_and_listed():
    text = (
        Block("paragraph", hostile.WORDS),
        Block("paragraph", hostile.CONTROLS),
        Block("table", rows=((hostile.WORDS,), ())),
    )
    data = write_document(
        replace(JOINT, title=hostile.WORDS, text=text, note=hostile.WORDS, validity_label=hostile.WORDS), "docx"
    )
    container = zipfile.ZipFile(io.BytesIO(data))
    types = ET.fromstring(container.read("[Content_Types].xml"))

    for name in container.namelist():
        ET.fromstring(container.read(name))

    named = {each.get("PartName", "").lstrip("/") for each in types if each.get("PartName")}
    assert {name for name in container.namelist() if not name.endswith(".rels") and "/" in name} == named
    assert hostile.WORDS in [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert data == write_document(
        replace(JOINT, title=hostile.WORDS, text=text, note=hostile.WORDS, validity_label=hostile.WORDS), "docx"
    )
