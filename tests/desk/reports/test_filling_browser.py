"""The unit's pages as a browser shows them: nothing inaccessible, nothing sideways; the drill panel and saving by itself work."""

import pytest
from django.urls import reverse

from gongkai.reports.models import Passage
from tests.chromium import DESK, PHONE
from tests.desk.documents.test_browser import opened
from tests.desk.reports import winter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = "applications.granted.total"


def everything(number: int) -> list[str]:
    """The address of each kind of page."""
    names = [("desk-reports",), ("desk-report", number), ("desk-report-deed", number, "submit")]
    names += [("desk-report-part", number, part) for part in ("overview", "proactive", "applications", "remedies")]
    names += [("desk-report-cell", number, CELL), ("desk-report-enter", number), ("desk-report-many", number)]
    names += [("desk-report-preview", number), ("desk-report-versions", number, "overview")]
    return [reverse(name, args=rest) for name, *rest in names]


def test_every_page_is_accessible_and_nothing_stands_out_sideways(visits, axe) -> None:
    this = winter.january()
    report = winter.written(this)
    page = opened(visits, this.housing.clerk, reverse("desk-reports"))

    for address in everything(report.pk):
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            answer = page.goto(visits.address + address)
            assert answer.status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, size)
            faults = [(each["id"], each["nodes"][0]["html"]) for each in axe.run(page).response["violations"]]
            assert faults == [], (address, size)


def test_a_figure_opens_beside_the_table_and_a_sentence_is_saved(visits) -> None:
    this = winter.january()
    report = winter.written(this)
    page = opened(visits, this.housing.clerk, reverse("desk-report-part", args=(report.pk, "applications")))

    page.click("#c-applications-granted-total a")
    page.wait_for_selector(".margin .drill .behind")
    listed = page.locator(".margin .drill .behind li").count()
    page.keyboard.press("Escape")
    gone = page.locator(".margin .drill").count()
    page.goto(visits.address + reverse("desk-report-part", args=(report.pk, "problems")))
    page.click(".offer >> nth=0")
    typed = page.input_value("#typed")
    page.click("form[data-save] .btn")
    page.wait_for_selector(".say--success")

    assert (listed, gone) == (3, 0)
    assert typed
    assert Passage.objects.filter(report=report, part="problems").count() == 1
