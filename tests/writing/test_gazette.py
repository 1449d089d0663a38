"""An issue of a gazette: cover, contents whose page numbers are true, documents, back page."""

import io
import re
from dataclasses import replace
from datetime import date

import pdfplumber
import pypdfium2
import pytest

from gongkai.writing.gazette import GazetteIssue, Section, write_gazette
from tests.writing import hostile
from tests.writing.official import DOCUMENT, TEXT

pytestmark = pytest.mark.fonts
TITLES = ("关于扬尘污染防治的通知", "关于城市供水安全的意见", "关于秸秆综合利用的通告")
ENTRIES = tuple(
    replace(DOCUMENT, title=title, document_number=f"青政发〔2026〕{at}号") for at, title in enumerate(TITLES)
)
ISSUE = GazetteIssue(
    title="青禾区人民政府公报",
    year=2026,
    number=3,
    total_number=128,
    published_on=date(2026, 11, 20),
    publisher="青禾区人民政府办公室",
    sections=(Section("区政府文件", ENTRIES[:1]), Section("部门文件", ENTRIES[1:])),
)


def texts(issue: GazetteIssue) -> list[str]:
    found = pdfplumber.open(io.BytesIO(write_gazette(issue))).pages
    return ["".join((page.extract_text() or "").split()) for page in found]


def test_the_cover_and_the_back_name_the_issue_and_its_publisher():
    cover, *_, back = texts(ISSUE)

    assert cover == "青禾区人民政府公报2026年第3期（总第128期）青禾区人民政府办公室2026年11月20日"
    assert back == "青禾区人民政府公报2026年第3期（总第128期）主办：青禾区人民政府办公室出版日期：2026年11月20日"


def test_the_contents_name_the_page_on_which_each_document_begins():
    _, contents, *body, _ = texts(ISSUE)
    told = [int(page) for page in re.findall(r"号）(\d+)[.]+", contents)]
    begun = [next(at for at, text in enumerate(body, 1) if f"{title}青政发" in text) for title in TITLES]

    assert contents.startswith("目录区政府文件关于扬尘污染防治的通知")
    assert told == begun
    assert all(f"—{at}—" in text for at, text in enumerate(body, 1))


def test_every_page_of_a_document_bears_the_issue_and_the_title_and_no_imprint():
    _, _, *body, _ = texts(ISSUE)

    assert all(text.startswith("青禾区人民政府公报2026年第3期关于") for text in body)
    assert "抄送" not in "".join(body)
    assert "".join(body).count("（此件公开发布）") == 3


def test_an_ended_document_says_so_in_the_gazette():
    ended = replace(ENTRIES[0], validity_label="已废止（2027年1月1日）")
    found = texts(replace(ISSUE, sections=(Section("", (ended,)),)))

    assert all("已废止（2027年1月1日）" in text for text in found[2:-1])


def test_a_long_issue_has_contents_on_several_pages_and_true_numbers():
    entries = tuple(replace(ENTRIES[0], title=f"第{at}件通知", text=TEXT[:2]) for at in range(45))
    found = texts(replace(ISSUE, sections=(Section("文件", entries),)))
    contents = [text for text in found if re.search(r"[.]{5}", text)]
    told = [int(page) for page in re.findall(r"号）(\d+)[.]+", "".join(contents))]

    assert len(contents) > 1
    assert told == list(range(1, 46))


def test_hostile_words_and_an_empty_issue_are_printed():
    text = texts(replace(ISSUE, title=hostile.WORDS, sections=(), total_number=None))

    assert len(text) == 3
    assert "#eval" in text[0]
    assert "总第" not in "".join(text)


def test_the_gazette_is_tagged_and_the_same_each_time():
    data = write_gazette(ISSUE)

    assert pypdfium2.PdfDocument(data).is_tagged()
    assert data == write_gazette(ISSUE)
