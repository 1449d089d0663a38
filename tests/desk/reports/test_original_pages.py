"""The pages of an original as pictures: drawn in a limited child, with the figure marked where it stands."""

import io
import re

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from gongkai.core import editions
from gongkai.core.editions import TABLES
from gongkai.desk.reports import original_marks, original_pages
from gongkai.reading.records import reading_of
from gongkai.release import CannotRelease
from gongkai.reports import actions
from gongkai.vault import files
from tests.desk.reports import collected
from tests.desk.reports.collected import sent, shown, signed_in
from tests.reports import district

FORM = [cell for key in TABLES for cell in editions.of(collected.YEAR).tables[key].cells]
CELL = "applications.received.natural_person"


def picture(kind="PNG", mode="L", size=(2000, 1000), **options):
    """White, with a black corner at the top left."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=0)
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257)
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def turned():
    """A photograph that the camera says is to be turned by a quarter."""
    exif = Image.Exif()
    exif[274] = 6
    return picture("JPEG", exif=exif)


def page(data, number=1):
    """A page as a picture."""
    return Image.open(io.BytesIO(original_pages.page(files.keep(data), number)))


def dark_corner(image):
    """Which of the four corners is dark."""
    grey = image.convert("L")
    right, bottom = image.width - 10, image.height - 10
    corners = {"top left": (9, 9), "top right": (right, 9), "bottom left": (9, bottom), "bottom right": (right, bottom)}
    return [name for name, at in corners.items() if grey.getpixel(at) < 100]


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "I;16"])
def test_pictures_of_every_kind_are_drawn_small_and_grey(mode):
    image = page(picture(mode=mode))

    assert image.size == (1400, 700)
    assert dark_corner(image) == ["top left"]
    assert max(abs(r - b) for _, (r, _, b) in image.convert("RGB").getcolors()) == 0


def test_small_pictures_stay_small():
    assert page(picture(size=(300, 200))).size == (300, 200)


def test_a_photograph_stands_as_it_is_shown():
    stored = files.keep(turned())

    assert original_pages.size(stored, 1) == (1000, 2000)
    assert dark_corner(page(turned())) == ["top right"]


def test_every_page_of_a_tiff_is_drawn():
    pages = [Image.new("1", (400, 600), number == 1) for number in range(2)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")

    drawn = [page(out.getvalue(), number).convert("L").getpixel((200, 300)) for number in (1, 2)]

    assert drawn == [0, 255]
    with pytest.raises(CannotRelease, match="没有第 3 页"):
        page(out.getvalue(), 3)


def test_a_page_that_lies_on_its_side_is_measured_as_it_is_shown():
    document = pdfium.PdfDocument.new()
    document.new_page(600, 800).set_rotation(90)
    out = io.BytesIO()
    document.save(out)
    stored = files.keep(out.getvalue())

    assert original_pages.size(stored, 1) == (800, 600)
    assert page(out.getvalue()).size == (1400, 1050)
    with pytest.raises(CannotRelease, match="没有第 2 页"):
        original_pages.size(stored, 2)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 torn", "不完整或者已损坏"),
        (picture()[:300], "不完整或者已损坏"),
        (b"words", "没有可以画出来的页"),
        (b"PK\x03\x04", "没有可以画出来的页"),
    ],
)
def test_what_cannot_be_drawn_is_told(data, says):
    with pytest.raises(CannotRelease, match=says):
        page(data)


@pytest.fixture
def handed(client):
    """The housing bureau's report as a PDF that was handed in; its clerk has signed in."""
    this = collected.january()
    data = collected.as_file(this, this.housing, "pdf")
    number = this.report(this.housing).pk
    file = actions.hand_in_file(
        number, collected.read(data, "年报.pdf"), data, by=this.housing.clerk, at=district.moment()
    )
    signed_in(client, this.housing.clerk)
    return this, number, file, data


def text_in(data, seen):
    """What the file itself says stands in the box."""
    sheet = pdfium.PdfDocument(data)[seen.page - 1]
    width, height = sheet.get_size()
    across, down = width / seen.width, height / seen.height
    x, y, wide, high = seen.box
    left, right, top, bottom = x * across, (x + wide) * across, height - y * down, height - (y + high) * down
    return "".join(sheet.get_textpage().get_text_bounded(left, bottom, right, top).split())


@pytest.mark.fonts
@pytest.mark.django_db
def test_every_figure_is_marked_where_it_is_printed_and_within_its_strip(handed):
    _, _, file, data = handed
    reading = reading_of(file.record)
    cells = [key for key, source in reading.sources.items() if source.area]

    for key in cells:
        seen = original_marks.seen(file, reading, key, FORM)
        x, y, wide, high = seen.box
        left, top, across, down = seen.strip

        assert text_in(data, seen) == reading.sources[key].text, key
        assert left <= x + 4.1
        assert top <= y + 4.1
        assert x + wide <= left + across + 4.1
        assert y + high <= top + down + 4.1
        assert 0 <= left <= left + across <= seen.width + 0.1
        assert 0 <= top <= top + down <= seen.height + 0.1
    assert len(cells) > 150


@pytest.mark.fonts
@pytest.mark.django_db
def test_a_cell_is_shown_on_its_page_with_a_link_to_the_whole(client, handed):
    _, number, file, _ = handed
    source = reading_of(file.record).sources[CELL]

    page = shown(client, "desk-report-file", number, query=f"?cell={CELL}")
    whole = shown(client, "desk-report-original-page", number, file.pk, source.page, query=f"?cell={CELL}")
    answer = client.get(reverse("desk-report-original-picture", args=(number, file.pk, source.page)))

    address = reverse("desk-report-original-picture", args=(number, file.pk, source.page))
    for each in (page, whole):
        assert f'<image href="{address}"' in each
        assert re.search(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+"', each)
    assert f"原件第 {source.page} 页，红框里是表三/本年新收政府信息公开申请数量/自然人" in whole
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).width == 1400


@pytest.mark.fonts
@pytest.mark.django_db
def test_where_a_figure_was_not_found_the_nearest_row_is_shown_without_a_box(handed):
    _, _, file, _ = handed
    record = file.record
    for key in record["cells"]:
        if key == CELL or key.startswith("applications.not_processed.repeat."):
            record["cells"][key]["source"] = None
    del record["cells"]["applications.not_processed.repeat.total"]  # an older form may not have it
    reading = reading_of(record)

    own = original_marks.seen(file, reading, CELL, FORM)
    own_row = original_marks.seen(file, reading, "applications.received.commercial_enterprise", FORM)
    other = original_marks.seen(file, reading, "applications.not_processed.repeat.natural_person", FORM)
    unknown = original_marks.seen(file, reading, "applications.not_processed.repeat.total", FORM)
    other_row = original_marks.seen(file, reading, "applications.not_processed.petition.total", FORM)

    assert (unknown.is_near, unknown.box) == (True, None)
    for seen, row in ((own, own_row), (other, other_row)):
        left, top, across, down = seen.strip
        assert (seen.page, seen.is_near, seen.box) == (row.page, True, None)
        assert left <= row.box[0] + 4.1
        assert row.box[0] + row.box[2] <= left + across + 4.1
        assert top <= row.box[1] <= top + down


@pytest.mark.fonts
@pytest.mark.django_db
def test_a_page_that_is_not_there_is_told(client, handed):
    _, number, file, _ = handed

    page = shown(client, "desk-report-original-page", number, file.pk, 99)
    answer = client.get(reverse("desk-report-original-picture", args=(number, file.pk, 99)))

    assert "这个文件没有第 99 页" in page
    assert "<image" not in page
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.fonts
@pytest.mark.django_db
def test_a_stranger_sees_no_page(client, handed):
    this, number, file, _ = handed
    other = this.report(this.health).pk
    signed_in(client, this.health.clerk)

    for report in (number, other):
        for name in ("desk-report-original-page", "desk-report-original-picture"):
            shown(client, name, report, file.pk, 1, status=404)


@pytest.mark.django_db
def test_a_word_file_has_no_pages_to_show(client):
    this = collected.january()
    data = collected.as_file(this, this.housing)
    signed_in(client, this.housing.clerk)
    number = this.report(this.housing).pk
    sent(client, "desk-report-file", number, file=SimpleUploadedFile("年报.docx", data))

    page = shown(client, "desk-report-file", number, query=f"?cell={CELL}")

    assert "<image" not in page
    assert "画不出来" not in page
    assert "下一格" in page


@pytest.mark.django_db
def test_one_walks_through_the_doubts_first_and_then_through_every_figure(client):
    this = collected.january()
    html = collected.as_file(this, this.housing, "html").decode()
    broken = html.replace('applications-r3c0">3</td>', 'applications-r3c0"></td>').encode()
    signed_in(client, this.housing.clerk)
    number = this.report(this.housing).pk
    sent(client, "desk-report-file", number, file=SimpleUploadedFile("年报.html", broken))

    address, places, first = "", [], None
    while address is not None:
        page = shown(client, "desk-report-file", number, query=address)
        first = first or page
        places.append(re.search(r"第 (\d+) 格，共 (\d+) 格", page).groups())
        after = re.search(r'rel="next" href="(\?cell=[^"#]+)#look"', page)
        address = after[1] if after and len(places) < 3 else None

    assert [place for place, _ in places] == ["1", "2", "3"]
    assert "格子是空的" in first
    assert 'rel="prev"' not in first


@pytest.mark.fonts
@pytest.mark.django_db
def test_what_was_recognised_in_a_scan_is_gone_through_cell_by_cell(client, handed):
    _, number, file, _ = handed
    plain = shown(client, "desk-report-file", number, query=f"?cell={CELL}")
    file.record["kind"] = "scan"
    file.save()

    page = shown(client, "desk-report-file", number, query=f"?cell={CELL}")
    after = re.search(r'rel="next" href="\?cell=([^"#]+)#look"', page)[1]

    assert f"三张表共 {len(FORM)} 格" in page
    assert f'name="following" value="{after}"' in page
    assert "没有错，看下一格" in page
    assert "<rect " in page
    assert "请逐格对照原件" not in plain
    assert 'name="following" value=""' in plain
