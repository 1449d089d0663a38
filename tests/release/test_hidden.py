"""What hides in a file is found, whatever the channel; a clean file raises no alarm; no sample shows a number."""

import pytest

from gongkai import release, writing
from tests import made as reports
from tests.release import planted
from tests.release.made import ID, LETTER, MOBILE, body, book, pdf, picture, run, word, word_with, words


@pytest.mark.parametrize("case", planted.EVERY)
def test_a_planted_secret_is_found_by_its_channel_and_in_the_bytes(case):
    name, build, code = planted.EVERY[case]

    looked = release.look(build(), name)

    assert code in {each.code for each in looked.hidden}
    assert bool(looked.personal) == (case not in planted.WITHOUT_NUMBER)
    told = [each.sample_masked for each in looked.hidden] + [each.sample_masked for each in looked.personal]
    assert not [text for text in told if ID in text or MOBILE in text]


CLEAN = {
    "docx": ("a.docx", word),
    "docx_white_on_colour": (
        "a.docx",
        lambda: body(run("表头", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>')),
    ),
    "xlsx": ("a.xlsx", book),
    "pdf": ("a.pdf", pdf),
    "pdf_on_colour": ("a.pdf", lambda: pdf(b"0 0 0 rg 90 590 300 30 re f\n" + words("白字", 100, 600, "1 1 1 rg"))),
    "pdf_turned": ("a.pdf", lambda: pdf(leaf="/Rotate 270/CropBox[50 50 545 800]")),
    "jpg": ("a.jpg", picture),
    "png": ("a.png", lambda: picture("PNG")),
    "txt": ("a.txt", LETTER.encode),
    "txt_gb": ("a.txt", lambda: LETTER.encode("gb18030")),
}


@pytest.mark.parametrize("case", CLEAN)
def test_a_clean_file_raises_no_alarm(case):
    name, build = CLEAN[case]

    looked = release.look(build(), name)

    assert (looked.hidden, looked.personal) == ((), ())
    assert looked.is_named_right
    assert looked.is_complete
    assert not looked.is_blocked


@pytest.mark.parametrize("kind", ["docx", "xlsx", pytest.param("pdf", marks=pytest.mark.fonts)])
def test_reports_that_we_write_ourselves_raise_no_alarm(kind):
    data = writing.write(reports.reconciling(reports.EDITIONS[-1], 7), kind)

    looked = release.look(data, f"报告.{kind}")

    assert (looked.hidden, looked.personal) == ((), ())


def test_numbers_that_anybody_sees_are_told_as_visible():
    for name, data in (
        ("a.docx", word(lambda document: document.add_paragraph(f"身份证{ID}，电话{MOBILE}"))),
        ("a.xlsx", book(lambda one: one.active.append([ID, MOBILE]))),
        ("a.pdf", pdf(words(f"身份证{ID}，电话{MOBILE}", 100, 600))),
        ("a.txt", f"身份证{ID}，电话{MOBILE}".encode()),
    ):
        looked = release.look(data, name)

        assert [(each.kind, each.is_visible) for each in looked.personal] == [("resident_id", True), ("mobile", True)]
        assert [each.sample_masked for each in looked.personal] == ["110*************2X", "139****5678"]
        assert looked.hidden == ()


def test_a_number_over_several_runs_is_found():
    looked = release.look(body(run(ID[:6]) + run(ID[6:14]) + run(ID[14:])), "a.docx")

    assert [each.kind for each in looked.personal] == ["resident_id"]


def test_the_kind_is_told_by_content():
    looked = release.look(pdf(), "报告.docx")

    assert (looked.kind, looked.is_named_right) == ("pdf", False)


def test_decimals_are_no_old_identity_numbers():
    looked = release.look(book(lambda one: one.active.append([0.370305791207117])), "a.xlsx")

    assert looked.personal == ()


def test_a_second_save_that_changes_nothing_is_a_warning():
    looked = release.look(planted.revised(pdf(), b""), "a.pdf")

    assert [(each.code, each.weight) for each in looked.hidden] == [("pdf.same_revisions", release.Weight.WARNING)]


def test_an_old_file_is_never_called_complete():
    _, build, _ = planted.EVERY["xls_hidden_sheet"]

    assert not release.look(build(), "a.xls").is_complete


def test_an_embedded_file_in_an_embedded_file_is_looked_through():
    inner = book(lambda one: one.active.append([ID]))
    outer = word_with(extra={"word/embeddings/a.docx": word_with(extra={"word/embeddings/b.xlsx": inner})})

    looked = release.look(outer, "a.docx")

    assert [each.is_visible for each in looked.personal] == [False]
    assert "b.xlsx" in looked.personal[0].where
