"""A file that takes long to read: read in the background, seen with a progress bar, stopped, replaced, interrupted, refused."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.models import Post
from gongkai.desk.reports import reading_tasks
from gongkai.desk.reports.reading_work import Work
from gongkai.reading.result import Scanned
from gongkai.reports import actions, figures
from gongkai.reports.models import Upload
from tests.applications.district import person
from tests.desk.reports import collected
from tests.desk.reports.collected import sent, shown, signed_in

CELL = "applications.received.natural_person"
threaded = pytest.mark.django_db(transaction=True)


@pytest.fixture
def this():
    return collected.january()


@pytest.fixture
def background(monkeypatch):
    """Nobody waits, and nothing is said of what has not changed."""
    monkeypatch.setattr(reading_tasks, "QUICK", 0)
    monkeypatch.setattr(reading_tasks, "EVERY", 0.05)
    monkeypatch.setattr(reading_tasks, "ALIVE", 1_000_000)


class Slow:
    """A reader that has done two of twelve pages and waits until it is let go on."""

    def __init__(self, reading):
        self.reading, self.go_on, self.has_ended = reading, threading.Event(), threading.Event()

    def __call__(self, data, name, told):
        if told is None:
            raise Scanned("这是扫描件")
        try:
            told(2, 12)
            assert self.go_on.wait(60)
            told(3, 12)
        finally:
            self.has_ended.set()
        return self.reading


def under_way(this, by):
    """A file of the housing bureau in the midst of being read, for somebody."""
    data = collected.as_file(this, this.housing)
    slow = Slow(collected.read(data))
    report = this.report(this.housing)
    upload = actions.begin_reading(report.pk, "年报.pdf", data, by=by, at=timezone.now())
    assert reading_tasks.follow(upload, Work(slow, data, "年报.pdf"), by=by) is False
    until(lambda: Upload.objects.get().done == 2)
    return report, slow


def until(is_so):
    """Wait for a thread."""
    end = time.monotonic() + 90
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def over():
    """Every thread that reads or watches has ended."""
    until(lambda: not {each.name for each in threading.enumerate()} & {"reading", "watching"})


@threaded
def test_a_file_is_read_in_the_background_and_becomes_the_report(client, this, background):
    data = collected.as_file(this, this.housing)
    signed_in(client, this.collector)
    number = this.report(this.housing).pk
    reading = reverse("desk-report-file-reading", args=(number,))

    first = client.post(
        reverse("desk-report-file", args=(number,)), {"file": SimpleUploadedFile("年报.docx", data)}, follow=True
    )
    over()
    last = client.get(reading, follow=True)

    assert first.redirect_chain == [(reading, 302)]
    assert "<progress" in first.content.decode()
    assert last.redirect_chain == [(reverse("desk-report-file", args=(number,)), 302)]
    assert "文件读好了，请对照原件核对" in last.content.decode()
    assert figures.of(this.report(this.housing)).cells[CELL].value == 3


@threaded
def test_the_page_says_how_far_it_is_without_scripts_and_with_them(client, this, background):
    report, slow = under_way(this, this.housing.clerk)
    signed_in(client, this.housing.clerk)

    page = shown(client, "desk-report-file-reading", report.pk)
    state = client.get(reverse("desk-report-file-state", args=(report.pk,))).json()
    asked = client.get(reverse("desk-report-file", args=(report.pk,)))
    slow.go_on.set()
    over()
    after = client.get(reverse("desk-report-file-state", args=(report.pk,))).json()

    assert "第 3 页，共 12 页" in page
    assert 'max="12" value="2"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert state == {"over": False, "done": 2, "total": 12, "says": "第 3 页，共 12 页"}
    assert asked.url == reverse("desk-report-file-reading", args=(report.pk,))
    assert after == {"over": True}


@threaded
def test_it_is_stopped_and_nothing_has_changed(client, this, background):
    report, slow = under_way(this, this.housing.clerk)
    signed_in(client, this.housing.clerk)

    answer = client.post(reverse("desk-report-stop-reading", args=(report.pk,)), follow=True)
    slow.go_on.set()
    over()

    assert "已取消读取，年报没有变" in answer.content.decode()
    assert 'type="file"' in answer.content.decode()
    assert Upload.objects.get().state == "stopped"
    assert this.report(this.housing).way == "platform"
    assert not report.files.exists()


@threaded
def test_a_second_file_takes_the_place_of_the_one_being_read(client, this, background, monkeypatch):
    report, slow = under_way(this, this.housing.clerk)
    data = collected.as_file(this, this.housing, "html")
    signed_in(client, this.housing.clerk)

    monkeypatch.setattr(reading_tasks, "QUICK", 120)
    sent(client, "desk-report-file", report.pk, file=SimpleUploadedFile("新的.html", data))
    slow.go_on.set()
    over()

    assert slow.has_ended.is_set()
    assert [each.name for each in report.files.all()] == ["新的.html"]
    assert [(each.name, each.state) for each in Upload.objects.all()] == [("新的.html", "done")]


@threaded
def test_who_has_lost_the_right_meanwhile_hands_nothing_in(client, this, background):
    report, slow = under_way(this, this.housing.clerk)
    Post.objects.filter(person=this.housing.clerk.person).delete()

    slow.go_on.set()
    over()
    signed_in(client, this.collector)
    page = shown(client, "desk-report-file-reading", report.pk)

    assert "没有这份年报，或者不由您的单位填报" in page
    assert 'type="file"' in page
    assert not report.files.exists()


@threaded
def test_whose_account_was_closed_meanwhile_hands_nothing_in(this, background):
    report, slow = under_way(this, this.housing.clerk)
    type(this.housing.clerk.person).objects.filter(pk=this.housing.clerk.person.pk).update(is_active=False)

    slow.go_on.set()
    over()

    assert Upload.objects.get().state == "failed"
    assert not report.files.exists()


@threaded
def test_a_report_handed_in_meanwhile_is_left_alone(this, background):
    _, slow = under_way(this, this.housing.clerk)
    collected.submitted(this, this.housing)

    slow.go_on.set()
    over()

    assert Upload.objects.get().state == "failed"
    assert this.report(this.housing).way == "platform"


@pytest.fixture
def interrupted(this):
    """A file that was being read when the program was stopped."""
    data = collected.as_file(this, this.housing)
    at = timezone.now() - timedelta(seconds=61)
    actions.begin_reading(this.report(this.housing).pk, "年报.docx", data, by=this.housing.clerk, at=at)
    return this.report(this.housing)


@pytest.mark.django_db
def test_after_an_interruption_the_same_file_is_read_again(client, this, interrupted):
    signed_in(client, this.housing.clerk)

    page = shown(client, "desk-report-file-reading", interrupted.pk)
    upload = shown(client, "desk-report-file", interrupted.pk)
    sent(client, "desk-report-read-again", interrupted.pk)

    assert "读取中断了" in page
    assert "重新读这个文件" in page
    assert "<progress" not in page
    assert "读到一半中断了，文件还在" in upload
    assert [each.name for each in interrupted.files.all()] == ["年报.docx"]
    assert figures.of(this.report(this.housing)).cells[CELL].value == 3


@pytest.mark.django_db
def test_just_before_a_minute_is_over_it_counts_as_being_read(client, this, interrupted):
    Upload.objects.update(alive_at=timezone.now() - timedelta(seconds=40))
    signed_in(client, this.housing.clerk)

    page = shown(client, "desk-report-file-reading", interrupted.pk)
    sent(client, "desk-report-read-again", interrupted.pk)

    assert "正在读这个文件" in page
    assert "<progress" in page
    assert not interrupted.files.exists()


@pytest.mark.django_db
def test_what_waits_says_for_how_many(client, this, interrupted):
    Upload.objects.update(alive_at=timezone.now(), ahead=2)
    signed_in(client, this.housing.clerk)

    assert "前面还有 2 份文件在读" in shown(client, "desk-report-file-reading", interrupted.pk)


@pytest.mark.django_db
def test_what_could_not_be_read_is_told_later_too(client, this):
    signed_in(client, this.housing.clerk)
    number = this.report(this.housing).pk
    bad = SimpleUploadedFile("年报.docx", b"PK\x03\x04 torn")

    sent(client, "desk-report-file", number, status=422, file=bad)
    page = shown(client, "desk-report-file-reading", number)
    upload = shown(client, "desk-report-file", number)

    why = Upload.objects.get()
    assert why.state == "failed"
    assert f"{why.what}" in page
    assert why.do in page
    assert f"上一次交来的“年报.docx”没有读成：{why.what}" in upload


@pytest.mark.django_db
def test_who_may_only_look_begins_and_stops_nothing(client, this, interrupted):
    Upload.objects.update(alive_at=timezone.now())
    watcher = person(this.office.body, "auditor", "审计员")
    signed_in(client, watcher)
    again = SimpleUploadedFile("年报.docx", b"PK\x03\x04")

    page = shown(client, "desk-report-file-reading", interrupted.pk)
    refused = sent(client, "desk-report-file", interrupted.pk, status=422, file=again)
    sent(client, "desk-report-stop-reading", interrupted.pk)

    assert "取消读取" not in page
    assert "auditor不能办理" in refused
    assert [(each.name, each.state) for each in Upload.objects.all()] == [("年报.docx", "reading")]


@pytest.mark.django_db
def test_a_stranger_learns_nothing_of_it(client, this, interrupted):
    signed_in(client, this.health.clerk)

    for name in ("desk-report-file-reading", "desk-report-file-state"):
        shown(client, name, interrupted.pk, status=404)
    for name in ("desk-report-stop-reading", "desk-report-read-again"):
        sent(client, name, interrupted.pk, status=404)
    assert Upload.objects.get().state == "reading"


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["stopped", "replaced"])
def test_what_nobody_waits_for_is_not_handed_in_though_it_was_read(this, ending):
    data, number, by = collected.as_file(this, this.housing), this.report(this.housing).pk, this.housing.clerk
    upload = actions.begin_reading(number, "年报.docx", data, by=by, at=timezone.now())

    if ending == "stopped":
        actions.stop_reading(number, by=by, at=timezone.now())
    else:
        actions.begin_reading(number, "另一份.docx", data, by=by, at=timezone.now())

    with pytest.raises(actions.Superseded):
        actions.finish_reading(upload.pk, collected.read(data), data, by=by, at=timezone.now())
    with pytest.raises(actions.Superseded):
        actions.note_reading(upload.pk, ahead=0, done=1, total=2, at=timezone.now())
    assert not this.report(this.housing).files.exists()


@pytest.mark.django_db
def test_the_district_hands_in_no_file(this):
    with pytest.raises(ValidationError, match="不能用文件代替"):
        actions.begin_reading(this.district.pk, "年报.docx", b"PK", by=this.collector, at=timezone.now())
    assert not Upload.objects.exists()
