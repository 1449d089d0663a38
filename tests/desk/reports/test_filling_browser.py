"""The unit's pages as a browser shows them: nothing inaccessible, nothing sideways; the drill panel and saving by itself work."""

from decimal import Decimal

import pytest
from django.urls import reverse

from gongkai.reports.models import Entered, Passage
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
        answer = page.goto(visits.address + address)
        assert answer.status == 200, address
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
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


PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const field = document.getElementById(id);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
FIRST = "value:proactive.art20_5.administrative_licensing.decisions"
LAST = "value:proactive.art20_8.administrative_fees.fee_amount"


def values(page) -> list[str]:
    return page.eval_on_selector_all('table[data-block="表二"] input.v', "all => all.map(each => each.value)")


def test_a_column_copied_from_a_spreadsheet_fills_the_fields_below_and_can_be_taken_back(visits) -> None:
    this = winter.january()
    report = this.report(this.housing)
    page = opened(visits, this.housing.clerk, reverse("desk-report-enter", args=(report.pk,)))

    page.evaluate(PASTE, [LAST, "5\r\n6\r\n"])
    refused = (values(page), page.inner_text("#pasted"))
    page.evaluate(PASTE, [FIRST, "12\t审批系统\r\n\t\r\n0\t台账\r\n1.5\t财务账\r\n"])
    filled = (values(page), page.inner_text("#pasted"))
    page.click("#unpaste")
    taken_back = values(page)
    page.evaluate(PASTE, [FIRST, "12\t审批系统\r\n\t\r\n0\t台账\r\n1.5\t财务账\r\n"])
    page.click(".bar-go .btn >> nth=0")
    page.wait_for_selector(".say--success")

    assert (refused[0], "粘贴了 2 行，从这一格起只有 1 行" in refused[1]) == (["", "", "", ""], True)
    assert (filled[0], "填了 6 格" in filled[1], taken_back) == (["12", "", "0", "1.5"], True, ["", "", "", ""])
    assert {each.key: each.value for each in Entered.objects.all()} == {
        FIRST.partition(":")[2]: 12,
        "proactive.art20_6.administrative_coercion.decisions": 0,
        LAST.partition(":")[2]: Decimal("1.5"),
    }
