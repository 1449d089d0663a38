"""January through everybody's hands: a unit fills in, the district returns and accepts, merges, drills to one case and back,
signs, publishes; the public reads the figure that began as a case."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from gongkai.bodies.actors import Actor
from gongkai.reports.models import AnnualReport
from tests.desk.reports import collected
from tests.desk.reports.collected import BACKEND, YEAR
from tests.reports import district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PERSONS = "applications.received.natural_person"
TEXTS = {
    "preface": "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据期限为2025年1月1日至12月31日。",
    "overview": district.TEXTS["overview"].replace("{applications.received.total}", "{新收申请=3}"),
    "problems": district.TEXTS["problems"],
    "other_matters": district.TEXTS["other_matters"],
}


class Desk:
    """The pages of one person."""

    def __init__(self, visits, who: Actor) -> None:
        self.page: Page = visits.open("/desk/me/")
        self.address = visits.address
        client = Client()
        client.force_login(who.person, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": visits.address}])

    def go(self, name: str, *args: object, ask: str = "") -> Page:
        self.page.goto(self.address + reverse(name, args=args) + ask)
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()


def test_a_report_goes_from_cases_to_the_public(visits):
    this = collected.january()
    housing, number = this.report(this.housing), this.report(this.housing).pk
    for of in (this.office, this.health):
        district.accepted(this, of)
    for part, text in district.TEXTS.items():
        district.actions.save_text(this.district.pk, part, text, base=0, by=this.collector, at=district.moment())
    clerk, office = Desk(visits, this.housing.clerk), Desk(visits, this.collector)

    fill_in(clerk, number)
    hand_in(clerk, number)
    send_back(office, number)
    settle_and_hand_in_again(clerk, number)
    office.go("desk-report-accept", number)
    office.press("审核通过")
    assert AnnualReport.objects.get(pk=number).stage == "accepted"
    from_the_district_to_one_case_and_back(office, housing)
    publish(visits, this, office)

    page = visits.open(f"/reports/{this.government.slug}/{YEAR}/district/")
    expect(page.locator("main")).to_contain_text("共新收政府信息公开申请3件")


def fill_in(clerk: Desk, number: int) -> None:
    page = clerk.go("desk-report-enter", number)
    for field in page.locator("input[name^='value:proactive']").all():
        key = field.get_attribute("name").removeprefix("value:")
        field.fill("123400元" if "fee_amount" in key else "3")
        page.locator(f"input[name='source:{key}']").fill("业务台账")
    clerk.press("保存")
    for part, text in TEXTS.items():
        page = clerk.go("desk-report-part", number, part)
        page.get_by_label("文字", exact=False).first.fill(text)
        clerk.press("保存")
        expect(page.locator(".say--success")).to_be_visible()
    expect(clerk.go("desk-report-part", number, "proactive").locator("main")).to_contain_text("12.34")
    expect(clerk.go("desk-report-part", number, "overview").locator(".said-in")).to_contain_text("申请3件")


def hand_in(clerk: Desk, number: int) -> None:
    clerk.go("desk-report", number).get_by_role("link", name="报送", exact=True).click()
    clerk.page.locator("main form button.btn").click()
    expect(clerk.page.locator("main")).to_contain_text("已报待审")


def send_back(office: Desk, number: int) -> None:
    page = office.go("desk-collect", YEAR)
    page.locator(".tile", has_text="区住建局").click()
    page = office.go("desk-report-cell", number, PERSONS)
    page.get_by_role("link", name="退回这一格").click()
    page.get_by_label("第1处：哪里不对，怎么改").fill("请核对 12 月 28 日收到的一件")
    office.press("退回修改")
    tile = office.go("desk-collect", YEAR).locator(".tile", has_text="区住建局")
    expect(tile).to_contain_text("退回：请核对 12 月 28 日收到的一件")


def settle_and_hand_in_again(clerk: Desk, number: int) -> None:
    page = clerk.go("desk-report", number)
    expect(page.locator("#points")).to_contain_text("请核对 12 月 28 日收到的一件")
    page.locator("#points button").click()
    hand_in(clerk, number)


def from_the_district_to_one_case_and_back(office: Desk, housing: AnnualReport) -> None:
    page = office.go("desk-whole-table", YEAR, "applications", ask=f"?cell={PERSONS}")
    expect(page.locator("#drill")).to_contain_text("区住建局")
    page.locator("#drill .bars a", has_text="区住建局").click()
    expect(page.locator("#cases tbody tr")).to_have_count(3)
    case = page.locator("#cases tbody a").first
    printed = case.inner_text()
    case.click()
    expect(page.locator("main")).to_contain_text(printed)
    page.get_by_role("link", name="表三/本年新收政府信息公开申请数量/自然人").click()
    assert page.url.endswith(reverse("desk-report-cell", args=(housing.pk, PERSONS)))
    expect(page.locator(".fig .num")).to_have_text("3")


def publish(visits, this, office: Desk) -> None:
    number = this.district.pk
    office.go("desk-whole", YEAR).get_by_role("link", name="送审签").click()
    office.page.locator("main form button.btn").click()
    office.go("desk-report-accept", number)
    office.press("审核通过")
    signer = Desk(visits, this.office.signer)
    signer.go("desk-report-sign", number)
    signer.press("签发")
    office.go("desk-report-publish", number)
    office.press("公布")
    assert AnnualReport.objects.get(pk=number).stage == "published"
