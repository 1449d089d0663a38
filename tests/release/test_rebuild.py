"""What is rebuilt holds what a reader saw and nothing else; what cannot be rebuilt is refused in words."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from PIL import Image

from gongkai import release, writing
from tests import made as reports
from tests.release import planted, rich
from tests.release.made import (
    ID,
    LETTER,
    MOBILE,
    book,
    drawing,
    pdf,
    picture,
    saved,
    word,
    word_with,
    words,
)
from tests.release.rich import texts_of
from tests.release.test_hostile import HOSTILE

REFUSED = {"docx_header", "doc_macros", "xls_hidden_sheet", "zip_comment"}
SHOWN = {"docx_inserted", "txt_invisible"}  # the secret is there to be seen
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def outcome(data: bytes, name: str) -> release.Rebuilt | release.CannotRelease:
    try:
        return release.rebuild(data, name)
    except release.CannotRelease as error:
        return error


def seen(data: bytes, name: str) -> str:
    return release.visible_text(data, name)


@pytest.mark.parametrize("case", planted.EVERY)
def test_a_planted_secret_does_not_come_along(case):
    name, build, code = planted.EVERY[case]
    data = build()

    if case in REFUSED:
        with pytest.raises(release.CannotRelease, match="请"):
            release.rebuild(data, name)
        return
    made = release.rebuild(data, name)

    assert code in {each.code for each in made.removed}
    assert release.look(made.data, f"a{made.name_suffix}").hidden == ()
    for secret in (ID, MOBILE, "王小五", "王五"):
        assert (secret in texts_of(made.data)) == (case in SHOWN and secret == ID)


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("a.docx", word),
        ("a.docx", rich.letter),
        ("a.xlsx", book),
        ("a.xlsx", rich.table),
        ("a.pdf", pdf),
        ("a.pdf", lambda: pdf(rich.lines())),
        ("a.pdf", lambda: pdf(rich.lines(), leaf="/Rotate 270/CropBox[50 50 545 800]")),
        ("a.txt", LETTER.encode),
        ("a.txt", lambda: LETTER.encode("gb18030")),
    ],
)
def test_a_control_keeps_all_its_visible_text(name, build):
    data = build()

    made = release.rebuild(data, name)

    assert made.name_suffix == Path(name).suffix
    assert seen(data, name).split() == seen(made.data, name).split() != []


@pytest.mark.parametrize("kind", ["docx", "xlsx", pytest.param("pdf", marks=pytest.mark.fonts)])
def test_a_report_that_we_write_ourselves_keeps_its_text(kind):
    data = writing.write(reports.reconciling(reports.EDITIONS[-1], 7), kind)

    made = release.rebuild(data, f"报告.{kind}")

    assert seen(data, f"a.{kind}").split() == seen(made.data, f"a.{kind}").split()
    assert [note for note in made.notes if "书签" not in note] == []


# ── PDF, text, pictures ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clean_pdf_keeps_its_text_and_loses_its_metadata():
    data = pdf(rich.lines(), trailer="/Info 7 0 R", more=(f"<</Author(Wang Xiaowu)/Title({MOBILE})>>",))

    made = release.rebuild(data, "a.pdf")

    assert "第二行正文" in seen(made.data, "a.pdf")
    assert b"Wang" not in made.data
    assert MOBILE not in texts_of(made.data)
    assert made.notes == ()


def test_pages_of_many_sizes_keep_their_order_their_looks_and_share_their_fonts():
    source = pdfium.PdfDocument.new()
    for number, leaf in enumerate(["", "/Rotate 90", "", "/CropBox[50 50 545 800]", "/Rotate 90"]):
        source.import_pages(pdfium.PdfDocument(pdf(words(f"页{number}", 200, 500), leaf=leaf)))
    old = io.BytesIO()
    source.save(old)

    made = release.rebuild(old.getvalue(), "a.pdf")

    assert re.findall("页.", seen(made.data, "a.pdf")) == ["页0", "页1", "页2", "页3", "页4"]
    before, after = (release.pages(data, "a.pdf") for data in (old.getvalue(), made.data))
    assert before == after


def test_a_pdf_with_covered_text_becomes_pixels_and_says_so():
    made = release.rebuild(pdf(words(ID, 100, 600) + b"0 0 0 rg 90 590 300 30 re f\n"), "a.pdf")

    assert seen(made.data, "a.pdf").strip() == ""
    assert "图片" in made.notes[0]


def test_the_text_behind_a_scan_is_not_seen():
    data = planted.pdfs.pdf(
        [
            planted.pdfs.CATALOG,
            planted.pdfs.PAGES,
            planted.pdfs.PAGE,
            planted.pdfs.stream(b"q 595 0 0 842 0 0 cm /X Do Q\nBT 3 Tr /F 12 Tf 100 600 Td (unseen words) Tj ET\n"),
            planted.FONT_,
            planted._PIXELS,
        ]
    )

    assert "unseen" not in seen(data, "a.pdf")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@a", "'@a"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("-12.5", "-12.5"),
        ("+86 a", "'+86 a"),
        ("甲", "甲"),
    ],
)
def test_a_cell_of_a_csv_is_harmless(cell, shown):
    made = release.rebuild(f'事项,值\r\n"{cell}",1\r\n'.encode(), "a.csv")

    assert made.data.decode("utf-8-sig").splitlines()[1] == f"{shown},1"
    assert made.data.startswith(b"\xef\xbb\xbf")
    assert made.name_suffix == ".csv"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP"])
def test_seldom_pictures_become_png(kind):
    made = release.rebuild(picture(kind, image=drawing()), f"a.{kind.lower()}")

    image = Image.open(io.BytesIO(made.data))
    assert (made.kind, made.name_suffix, image.format, image.size) == ("png", ".png", "PNG", (400, 300))
    assert image.convert("RGB").getpixel((5, 5)) >= (250, 250, 250)
    assert image.convert("RGB").getpixel((125, 125))[0] >= 240


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ofd", planted.zipped("OFD.xml", b"<OFD/>")),
        ("a.rtf", b"{\\rtf1 a}"),
        ("a.html", b"<html></html>"),
        ("a.dat", bytes(99)),
    ],
)
def test_what_cannot_be_rebuilt_is_told_what_to_do(name, data):
    with pytest.raises(release.CannotRelease, match="请"):
        release.rebuild(data, name)


# ── hostile files ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_words_or_a_clean_file(case):
    name, build = HOSTILE[case]

    found = outcome(build(), name)

    if isinstance(found, release.CannotRelease):
        assert CHINESE.search(found.what)
        assert CHINESE.search(found.do)
    else:
        assert release.look(found.data, f"a{found.name_suffix}").hidden == ()


def test_an_inserted_member_of_any_name_stays_behind():
    made = release.rebuild(word_with(extra={"word/unknown/a.bin": ID.encode(), "a.txt": ID.encode()}), "a.docx")

    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        names = set(archive.namelist())
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
        "word/settings.xml",
    }  # fmt: skip
    assert saved(docx.Document(io.BytesIO(made.data)))
