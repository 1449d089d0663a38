"""The pages of a file handed in as a browser shows them: progress with scripts and without, the original beside the figure."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.reports import reading_tasks
from gongkai.reports import actions
from gongkai.reports.models import Upload
from tests.desk.reports import collected
from tests.desk.reports.collected import BACKEND
from tests.reading import scanned
from tests.reports import district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
CELL = "applications.received.natural_person"


@pytest.fixture
def this():
    return collected.january()


@pytest.fixture
def begun(this):
    """A file in the midst of being read: two of twelve pages."""
    number, by = this.report(this.housing).pk, this.housing.clerk
    actions.begin_reading(number, "扫描的年报.pdf", b"%PDF-1.7", by=by, at=timezone.now())
    Upload.objects.update(done=2, total=12, alive_at=timezone.now() + timedelta(hours=1))
    return number


def open_as(visits, actor, address, **options):
    """A page that somebody opens who has signed in."""
    client = Client()
    client.force_login(actor.person, backend=BACKEND)
    page = visits.open("/tools/check/", **options)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": visits.address}])
    page.goto(visits.address + address)
    return page


def faults(page, axe, size):
    """What axe says, and whether anything stands out sideways."""
    page.set_viewport_size(size)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, size
    return [(each["id"], each["nodes"][0]["html"]) for each in axe.run(page).response["violations"]]


STATES = {
    "reading": {},
    "waiting": {"done": None, "total": None, "ahead": 3},
    "interrupted": {"alive_at": timezone.now() - timedelta(days=1)},
    "failed": {"state": "failed", "what": "这份扫描件认不清", "where": "第3页", "do": "请重新扫描"},
}


def test_the_reading_is_accessible_in_every_state(visits, axe, this, begun):
    page = open_as(visits, this.housing.clerk, reverse("desk-report-file-reading", args=(begun,)))
    heads = []

    for changes in STATES.values():
        page.goto("about:blank")  # the page itself would follow the change
        Upload.objects.update(**changes)
        page.goto(visits.address + reverse("desk-report-file-reading", args=(begun,)))
        heads.append(page.locator("h1").inner_text())
        for size in WIDTHS:
            assert faults(page, axe, size) == [], (changes, size)

    assert heads == ["正在读交来的文件", "正在读交来的文件", "读取中断了", "这个文件没有读成"]


def test_the_bar_moves_without_a_reload_and_the_end_is_told(visits, this, begun):
    page = open_as(visits, this.housing.clerk, reverse("desk-report-file-reading", args=(begun,)))
    page.evaluate("window.same = true")
    first = (page.locator("#how-far").inner_text(), page.locator("progress").get_attribute("value"))

    Upload.objects.update(done=6)
    page.locator("#how-far", has_text="第 7 页，共 12 页").wait_for()
    moved = (page.locator("progress").evaluate("bar => bar.value"), page.evaluate("window.same"))
    Upload.objects.update(state="failed", what="这份扫描件认不清", do="请重新扫描")
    page.locator("h1", has_text="这个文件没有读成").wait_for()

    assert first == ("第 3 页，共 12 页", "2")
    assert moved == (6, True)
    assert "这份扫描件认不清。请重新扫描" in page.locator("#errors").inner_text()


def test_without_scripts_the_page_comes_again_by_itself(visits, this, begun):
    address = reverse("desk-report-file-reading", args=(begun,))
    page = open_as(visits, this.housing.clerk, address, java_script_enabled=False)

    Upload.objects.update(done=6)
    page.locator("#how-far", has_text="第 7 页，共 12 页").wait_for()
    page.get_by_role("button", name="取消读取").click()
    page.get_by_text("已取消读取，年报没有变").wait_for()

    assert Upload.objects.get().state == "stopped"


@pytest.mark.fonts
def test_the_original_stands_beside_the_figure(visits, axe, this):
    data = collected.as_file(this, this.housing, "pdf")
    number = this.report(this.housing).pk
    by = this.housing.clerk
    actions.hand_in_file(number, collected.read(data, "年报.pdf"), data, by=by, at=district.moment())
    page = open_as(visits, by, reverse("desk-report-file", args=(number,)) + f"?cell={CELL}#look")

    for size in WIDTHS:
        assert faults(page, axe, size) == [], size
    mark, strip = page.locator(".strip rect").bounding_box(), page.locator(".strip svg").bounding_box()
    page.locator(".strip").click()
    for size in WIDTHS:
        assert faults(page, axe, size) == [], size
    drawn = page.evaluate("fetch(document.querySelector('svg image').href.baseVal).then(answer => answer.status)")
    page.get_by_role("link", name="回到核对").click()
    page.get_by_role("link", name="下一格").focus()
    page.keyboard.press("Enter")
    page.locator("#look h2", has_text="商业企业").wait_for()

    assert strip["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= strip["x"] + strip["width"]
    assert strip["y"] <= mark["y"] <= strip["y"] + strip["height"]
    assert drawn == 200


@pytest.mark.fonts
def test_a_scan_is_read_while_one_waits_and_every_figure_stands_beside_its_place(visits, axe, this, monkeypatch):
    monkeypatch.setattr(reading_tasks, "QUICK", 0.2)
    number, by = this.report(this.housing).pk, this.housing.clerk
    printed = collected.as_file(this, this.housing, "pdf")
    figure = collected.read(printed, "年报.pdf").sources[CELL].page
    every = scanned.pictures(printed)
    pages = [every[figure - 1], every[-1]]  # the last has little on it
    page = open_as(visits, by, reverse("desk-report-file", args=(number,)))
    page.locator("input[type=file]").set_input_files(
        {"name": "盖了章的年报.pdf", "mimeType": "application/pdf", "buffer": scanned.bound(pages)}
    )
    page.get_by_role("button", name="读取这个文件").click()

    page.locator("#how-far", has_text=f"共 {len(pages)} 页").wait_for(timeout=120_000)
    page.locator("h1", has_text="核对交来的文件").wait_for(timeout=300_000)
    for size in WIDTHS:
        assert faults(page, axe, size) == [], size
    page.goto(visits.address + reverse("desk-report-file", args=(number,)) + f"?cell={CELL}#look")
    told, mark = page.locator(".say").all_inner_texts(), page.locator(".strip rect").bounding_box()

    assert any("对照原件" in each for each in told)
    assert mark["width"] > 10
    assert page.locator("#look dd").nth(1).inner_text() == page.locator("#look dd").nth(0).inner_text()
