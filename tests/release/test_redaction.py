"""What was covered is gone: from the text, from the streams, from the pixels; on upright, turned and cropped pages."""

import io
import re
import zlib

import pypdfium2 as pdfium
import pytest
from PIL import Image

from gongkai import release
from gongkai.release import Mark
from tests.bad import pdfs
from tests.release.made import FONT, ID, LETTER, MOBILE, drawing, exif, pdf, picture, word, words

SECRET = words(f"身份证{ID}", 100, 600) + words(f"电话{MOBILE}", 150, 400)
LEAVES = {
    "upright": "",
    "turned_90": "/Rotate 90",
    "turned_180": "/Rotate 180",
    "turned_270": "/Rotate 270",
    "cropped": "/CropBox[60 300 560 800]",
    "cropped_turned": "/CropBox[60 300 560 800]/Rotate 90",
    "moved": "/CropBox[90 390 500 842]/Rotate 270",
}
BLACK = b"0 0 0 rg 90 590 340 30 re f\n"


def streams(data: bytes) -> bytes:
    """Everything that somebody without manners would unpack."""
    found = [data]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1].strip(b"\r\n")))
        except zlib.error:
            found.append(match[1])
    return b"\n".join(found)


def text_of(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return text


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(release.pages(data, "a.pdf", dpi=72)[0].png)).convert("L")


def inside(mark: Mark) -> tuple[int, int, int, int]:
    return int(mark.left) + 2, int(mark.top) + 2, int(mark.right) - 1, int(mark.bottom) - 1


@pytest.mark.parametrize("case", LEAVES)
def test_personal_numbers_are_covered_for_good(case):
    data = pdf(SECRET, leaf=LEAVES[case])
    marks = release.personal_boxes(data)
    before = shown(data)

    done = release.redact(data, "a.pdf", marks)

    assert [mark.reason for mark in sorted(marks, key=lambda mark: mark.reason)] == ["居民身份证号码", "手机号码"]
    assert (done.pages, done.marks) == (1, marks)
    assert release.verify(data, done.data, marks) == ()
    assert text_of(done.data) == ""
    for form in ("utf-8", "utf-16-be", "utf-16-le"):
        assert ID.encode(form) not in streams(done.data)
        assert MOBILE.encode(form) not in streams(done.data)
    after = shown(done.data)
    assert after.size == before.size
    for mark in marks:
        assert before.crop(inside(mark)).getextrema()[1] > 200, "the mark stood on the number"
        assert before.crop(inside(mark)).getextrema()[0] < 128, "the mark stood on the number"
        assert after.crop(inside(mark)).getextrema()[1] < 40


def test_what_is_not_covered_stays_readable():
    data = pdf(SECRET)
    marks = release.personal_boxes(data)

    after = shown(release.redact(data, "a.pdf", marks).data)

    (where,) = release.find_boxes(data, [LETTER])
    assert after.crop(inside(where)).getextrema()[0] < 128
    assert after.crop(inside(where)).getextrema()[1] > 200


def test_words_and_marks_stand_where_the_text_stands():
    data = pdf(words("张三", 100, 600))

    first, second = release.words(data)[0]
    (mark,) = release.find_boxes(data, ["张三"])

    assert (first.text, second.text) == (LETTER, "张三")
    assert 98 < second.left < 102
    assert 228 < second.top < 245
    assert (mark.page, mark.reason) == (0, "")
    assert mark.left <= second.left < second.right <= mark.right


def test_a_text_over_two_lines_gets_two_boxes():
    data = pdf(words("本人身份证11010519", 100, 600) + words("491231002X核对无误", 100, 580))

    found = release.find_boxes(data, [ID])
    proposed = release.personal_boxes(data)

    assert [round(mark.top) > 0 for mark in found] == [True, True]
    assert len(proposed) == 2


def test_what_lies_beyond_the_page_gets_no_box():
    assert release.personal_boxes(pdf(words(ID, -900, 600))) == ()


def test_a_short_number_under_a_mark_is_not_taken_for_a_number_of_the_file():
    data = pdf(words("000 842 65535 Do", 100, 600))
    marks = release.find_boxes(data, ["000", "842", "65535", "Do"])

    assert len(marks) == 4
    assert release.verify(data, release.redact(data, "a.pdf", marks).data, marks) == ()


def test_a_box_drawn_over_live_text_is_told_and_refused():
    data = pdf(words(f"身份证{ID}", 100, 600))
    marks = release.personal_boxes(data)
    drawn = pdf(words(f"身份证{ID}", 100, 600) + BLACK)

    problems = release.verify(data, drawn, marks)

    assert "pdf.covered_text" in {each.code for each in release.look(drawn, "a.pdf").hidden}
    assert "第1页还有可以复制的文字" in problems
    assert "第1页不是一整张图片" in problems


def test_a_file_without_its_boxes_is_refused():
    data = pdf(SECRET)
    marks = release.personal_boxes(data)

    problems = release.verify(data, release.redact(data, "a.pdf", marks[:1]).data, marks)

    assert problems == ("第1页有一处没有盖住",)


def test_a_result_with_something_added_is_refused():
    data = pdf(SECRET)
    marks = release.personal_boxes(data)
    done = release.redact(data, "a.pdf", marks).data

    assert release.verify(data, done + ID.encode(), marks) != ()
    assert release.verify(data, done.replace(b"(gongkai)", b"(gongkaj)"), marks) == ("文件属性没有清除",)
    assert release.verify(data, done + b"\n1 0 obj\n<<>>\nendobj\n%%EOF", marks) != ()


def test_the_other_pages_lose_their_hidden_text_too():
    page = pdfs.PAGE
    second = page.replace("4 0 R", "8 0 R")
    objects = [
        pdfs.CATALOG,
        "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>",
        page,
        pdfs.stream(words(ID, 100, 600)),
        FONT,
        "null",
        second,
        pdfs.stream(words(MOBILE, 100, 600, "3 Tr")),
    ]
    data = pdfs.pdf(objects)
    marks = tuple(mark for mark in release.personal_boxes(data) if mark.page == 0)

    done = release.redact(data, "a.pdf", marks)

    assert done.pages == 2
    assert text_of(done.data) == ""
    assert release.verify(data, done.data, marks) == ()


def test_a_photograph_is_covered_although_it_is_packed_with_loss():
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")
    data = picture(image=noise, exif=exif({0x013B: "王五"}))
    mark = Mark(0, 100, 100, 300, 140, "住址")

    done = release.redact(data, "a.jpg", [mark])

    assert release.verify(data, done.data, [mark]) == ()
    assert b"DCTDecode" in done.data
    assert "王五".encode() not in done.data
    assert shown(done.data).crop(inside(mark)).getextrema()[1] < 40


def test_a_result_has_nothing_but_pictures():
    done = release.redact(pdf(SECRET), "a.pdf", ()).data

    looked = release.look(done, "a.pdf")

    assert (looked.hidden, looked.personal) == ((), ())
    assert b"/Font" not in done


@pytest.mark.parametrize(
    "mark",
    [Mark(3, 1, 1, 9, 9), Mark(-1, 1, 1, 9, 9), Mark(0, 9000, 1, 9010, 9), Mark(0, float("nan"), 1, 9, 9)],
)
def test_a_mark_that_is_not_on_the_paper_is_refused(mark):
    with pytest.raises(release.CannotRelease, match="标记"):
        release.redact(pdf(), "a.pdf", [mark])


def test_a_word_file_has_to_become_a_pdf_first():
    with pytest.raises(release.CannotRelease) as caught:
        release.redact(word(), "a.docx", ())

    assert caught.value.what == "这种文件不能直接遮盖"
    assert caught.value.do == "请先用 Word 或 WPS 另存为 PDF，再对 PDF 遮盖"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_cleaned_picture_keeps_its_pixels_only(kind):
    data = picture(kind, exif=exif({0x013B: "王五"}, gps={1: "N", 2: (36.0, 1.0, 2.0)})) + ID.encode()

    clean = release.clean_picture(data)

    assert release.look(clean, "a.jpg" if kind == "JPEG" else "a.png").hidden == ()
    assert Image.open(io.BytesIO(clean)).size == drawing().size
    assert Image.open(io.BytesIO(clean)).getpixel((120, 120))[0] > 240


def test_a_picture_lying_on_its_side_is_put_upright():
    data = picture(exif=exif({0x0112: 6}))

    assert Image.open(io.BytesIO(release.clean_picture(data))).size == (300, 400)
