"""A citizen applies, comes back with number and code, and sees when the reply comes; with and without scripts, at both widths."""

from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.applications import actions
from gongkai.applications.models import Application
from tests.browser.conftest import DESK, PHONE
from tests.portal.applications import district


def on(page: Page) -> None:
    page.get_by_role("button", name="继续", exact=True).last.click()


def violations(axe: Axe, page: Page) -> list[tuple[str, str]]:
    return [(page.url, each["id"]) for each in axe.run(page).response["violations"]]


def is_too_wide(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def faults(axe: Axe, page: Page) -> list[tuple[object, ...]]:
    """What is wrong with this page at both widths; it is left as on a phone."""
    found: list[tuple[object, ...]] = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found += violations(axe, page)
        found += [(page.url, size["width"], "too wide")] if is_too_wide(page) else []
    return found


def apply(page: Page, see) -> None:
    """From the start page to the page for checking."""
    see()
    page.get_by_role("link", name="开始申请").click()
    page.get_by_label("您要的信息是关于什么的").fill("青石街道的改造合同")
    page.get_by_role("button", name="找一找").click()
    see()
    page.get_by_role("button", name="继续申请").click()
    see()
    page.get_by_role("radio", name="青石街道办事处").check()
    on(page)
    on(page)
    see()
    page.get_by_role("radio", name="自然人").check()
    page.get_by_label("姓名或者名称").fill("周小禾")
    page.get_by_label("证件", exact=True).select_option("resident_id")
    page.get_by_label("证件号码").fill(district.IDENTITY)
    on(page)
    see()
    page.get_by_role("radio", name="没有了").check()
    on(page)
    see()
    page.get_by_label("联系电话").fill("138 0000 2071")
    on(page)
    page.get_by_label("您要的信息叫什么").fill("2025年老旧小区改造施工合同")
    page.get_by_role("button", name="再加一项").click()
    see()
    page.get_by_label("您要的信息叫什么").last.fill("竣工验收报告")
    on(page)
    page.get_by_role("radio", name="纸质").check()
    page.get_by_role("radio", name="邮寄").check()
    page.get_by_label("寄到哪里").fill("青禾区柳泉路18号")
    see()
    on(page)
    see()
    on(page)
    see()
    on(page)
    see()
    expect(page.get_by_role("heading", name="核对您的申请")).to_be_visible()


def test_the_whole_way_and_back(visits, axe):
    district.bodies()
    page, bad = visits.open("/apply/", viewport=PHONE), []

    def see() -> None:
        bad.extend(faults(axe, page))

    apply(page, see)
    expect(page.get_by_text("等于多少")).to_be_hidden()
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/apply/done/")
    see()
    number, code = page.locator(".panel dd").first.inner_text(), page.locator(".code").inner_text()
    page.get_by_role("link", name="查询进度").click()
    see()
    page.get_by_label("申请编号").fill(number.replace("〔", "[").replace("〕", "]"))
    page.get_by_label("查询码").fill(code.lower().replace("-", " "))
    page.get_by_label("手机尾号").fill("2071")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_role("heading", name="您的申请已经提交")).to_be_visible()
    see()

    assert Application.objects.count() == 1
    assert bad == []


def test_the_pages_of_a_case(visits, axe):
    made, code = district.case(district.bodies())
    today = timezone.localdate()
    actions.ask_to_correct(made.pk, "请写明道路名称", today + timedelta(9), by=district.clerk(made.body), on=today)
    page, bad = visits.open("/progress/", viewport=PHONE), []
    page.get_by_label("申请编号").fill(made.number)
    page.get_by_label("查询码").fill(code)
    page.get_by_label("手机尾号").fill("2071")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_role("heading", name="请您补正申请")).to_be_visible()
    address = page.url

    for sub in ("", "correct/", "withdraw/", "delivery/", "late/"):
        page.goto(address + sub)
        bad += faults(axe, page)
    page.goto(f"{address}correct/")
    page.get_by_role("button", name="提交补正").click()
    bad += faults(axe, page)
    page.get_by_label("补正的内容").fill("柳泉路")
    page.get_by_role("button", name="提交补正").click()
    expect(page.get_by_text("补正已经送到")).to_be_visible()
    expect(page.locator(".rib i").first).to_be_visible()

    assert bad == []


def test_the_pages_for_everybody(visits, axe):
    made, _ = district.case(district.bodies())
    district.answer(made)
    district.send(made)
    shown = district.publish(made, "道路养护合同", "申请公开道路养护合同。", "予以公开。")
    page, bad = visits.open("/replies/"), []

    paths = (
        "/replies/",
        f"/replies/{shown.pk}/?asked=1",
        "/apply/search/?q=道路养护",
        "/feedback/",
        "/feedback/complaint/",
    )
    for path in paths:
        page.goto(visits.address + path)
        bad += faults(axe, page)

    assert bad == []


def test_without_scripts_a_sum_stands_in_their_place(visits):
    district.bodies()
    page = visits.open("/apply/", java_script_enabled=False)
    apply(page, lambda: None)

    question = page.locator(".sum label").inner_text()
    first, second = question.split("等于")[0].split("加")
    figures = "零一二三四五六七八九十"
    page.get_by_label(question).fill(str(figures.index(first) + figures.index(second)))
    page.get_by_role("button", name="提交申请").click()

    expect(page.get_by_role("heading", name="申请已经提交")).to_be_visible()


def test_the_enter_key_goes_on_and_deletes_nothing(visits):
    district.bodies()
    page = visits.open("/apply/search/")
    page.get_by_role("button", name="直接申请").click()
    page.goto(f"{visits.address}/apply/content/")
    page.get_by_label("您要的信息叫什么").fill("甲合同")
    page.get_by_role("button", name="再加一项").click()
    page.get_by_label("文号").last.fill("青政〔2025〕1号")
    page.get_by_label("文号").last.press("Enter")
    page.wait_for_url("**/apply/body/")
    page.goto(f"{visits.address}/apply/content/")

    expect(page.get_by_label("您要的信息叫什么").first).to_have_value("甲合同")
    expect(page.get_by_label("文号").last).to_have_value("青政〔2025〕1号")


def test_the_list_of_bodies_is_narrowed_while_typing(visits):
    district.bodies()
    page = visits.open("/apply/search/")
    page.get_by_role("button", name="直接申请").click()

    page.get_by_label("您要的信息是关于什么的").fill("住房")

    expect(page.get_by_role("radio")).to_have_count(1)
    expect(page.get_by_role("radio", name="青禾区住房和城乡建设局")).to_be_visible()


def test_the_receipt_can_be_printed(visits):
    district.bodies()
    page = visits.open("/apply/")
    apply(page, lambda: None)
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/apply/done/")
    page.emulate_media(media="print")

    expect(page.locator(".panel .code")).to_be_visible()
    expect(page.get_by_role("button", name="打印这一页")).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()
