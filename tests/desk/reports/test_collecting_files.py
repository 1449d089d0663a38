"""A unit outside the platform hands in a file: read in the limited child, compared, corrected, replaced, left."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.reports import figures
from tests.desk.reports import collected
from tests.desk.reports.collected import sent, shown, signed_in

pytestmark = pytest.mark.django_db
CELL = "applications.received.natural_person"


@pytest.fixture
def this():
    return collected.january()


def handed_in(client, this, data, name="年报.docx", status=302):
    """The file of the housing bureau uploaded by the office."""
    signed_in(client, this.collector)
    upload = SimpleUploadedFile(name, data)
    return sent(client, "desk-report-file", this.report(this.housing).pk, status=status, file=upload)


def test_a_word_file_becomes_the_report(client, this):
    data = collected.as_file(this, this.housing)

    handed_in(client, this, data)
    report = this.report(this.housing)
    page = shown(client, "desk-report-file", report.pk)
    original = client.get(reverse("desk-report-original", args=(report.pk, report.files.get().pk))).content

    now = figures.of(report)
    assert report.way == "file"
    assert (now.cells[CELL].value, now.cells[CELL].how) == (3, "read")
    assert "年报.docx" in page
    assert "没有读不准的地方" in page
    assert original == data


def test_a_cell_stands_beside_its_original_and_is_corrected(client, this):
    handed_in(client, this, collected.as_file(this, this.housing))
    number = this.report(this.housing).pk

    page = shown(client, "desk-report-file", number, query=f"?cell={CELL}")
    wrong = sent(client, "desk-report-correct-read", number, CELL, status=422, value="三件多", reason="读取后更正")
    sent(client, "desk-report-correct-read", number, CELL, value="４", reason="原件第2页是4")
    corrected = figures.of(this.report(this.housing)).cells[CELL]
    sent(client, "desk-report-correct-read", number, CELL, do="drop")

    assert "<mark>3</mark>" in page or "<dd>3</dd>" in page
    assert 'value="读取后更正"' in page
    assert "“三件多”" in wrong
    assert (corrected.value, corrected.was, corrected.how) == (4, 3, "corrected")
    assert figures.of(this.report(this.housing)).cells[CELL].how == "read"


def test_what_was_not_read_comes_first(client, this):
    html = collected.as_file(this, this.housing, "html")
    broken = html.decode().replace('applications-r3c0">3</td>', 'applications-r3c0"></td>').encode()

    handed_in(client, this, broken, "年报.html")
    page = shown(client, "desk-report-file", this.report(this.housing).pk)

    assert "先看这 " in page
    assert page.index('class="pills"') < page.index('class="t3')


def test_a_file_that_cannot_be_read_says_so_and_changes_nothing(client, this):
    page = handed_in(client, this, b"\x89PNG\r\n\x1a\n" + bytes(200), "扫描.png", status=422)

    assert "这个文件没有读成" in page
    assert this.report(this.housing).way == "platform"
    assert not this.report(this.housing).files.exists()


def test_a_file_of_another_year_is_refused(client, this):
    data = collected.as_file(this, this.housing, year=2024)

    page = handed_in(client, this, data, status=422)

    assert "2024 年的年报，这里收的是 2025 年的" in page


def test_a_file_of_another_body_is_taken_with_a_warning(client, this):
    data = collected.as_file(this, this.housing, body="青禾区卫生健康局")

    handed_in(client, this, data)

    assert "文件里写的单位是“青禾区卫生健康局”" in shown(client, "desk-report-file", this.report(this.housing).pk)


def test_the_file_is_replaced_and_left_and_stays_to_be_read(client, this):
    data = collected.as_file(this, this.housing)
    handed_in(client, this, data)
    handed_in(client, this, data, "改过的年报.docx")
    report = this.report(this.housing)

    page = shown(client, "desk-report-file", report.pk)
    sent(client, "desk-report-leave-file", report.pk)

    assert "以前交来的" in page
    assert this.report(this.housing).way == "platform"
    assert report.files.count() == 2
    assert figures.of(this.report(this.housing)).cells[CELL].how == "tallied"


def test_a_stranger_sees_no_file(client, this):
    handed_in(client, this, collected.as_file(this, this.housing))
    report = this.report(this.housing)
    signed_in(client, this.health.clerk)

    shown(client, "desk-report-file", report.pk, status=404)
    shown(client, "desk-report-original", report.pk, report.files.get().pk, status=404)
    sent(client, "desk-report-correct-read", report.pk, CELL, status=404, value="9", reason="x")
