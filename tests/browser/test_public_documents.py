"""The public pages of proactive disclosure in a browser: at both widths, with large letters, without scripts, by keyboard."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.actions import Cause
from gongkai.documents.models import Column, Duty, Relation
from gongkai.vault.admission import Upload
from tests.browser.test_citizen import faults, is_too_wide
from tests.documents import district

FORMED = district.FORMED
TEXT = (
    Block("addressee", "各镇人民政府、街道办事处："),
    Block("heading", "一、总体要求", level=1),
    Block("heading", "（一）目标", level=2),
    Block("paragraph", "坚持源头治理、分类管控，建立工地扬尘在线监测制度。" * 6),
    Block("table", rows=(("渠道", "时限", "说明"), *((f"第{n}项", "二十个工作日", "见附件" * 9) for n in range(4)))),
    Block("annexes", "附件：1. 登记表\n2. 文书格式"),
    Block("signature", "青禾区住房和城乡建设局\n2026年11月2日"),
    Block("annex", "附件1　登记表"),
    *(Block("heading", f"{n}、要求", level=1) for n in "二三四五"),
)


@pytest.fixture
def shown():
    """A document with everything around it, one that ended, and the other pages filled."""
    house = district.office()
    upload = Upload("扬尘台账.txt", "台账".encode(), "annex")
    document = district.document(house, text=TEXT, uploads=[upload], title="关于进一步加强建筑工地扬尘治理工作的通知")
    old = district.document(house, title="关于试行建筑工地扬尘治理的通知")
    told = district.interpretation(house, document)
    actions.change(old.pk, "repeal", Cause(by=document.pk), by=house.clerk, since=FORMED, on=FORMED)
    law = Relation(outside_title="中华人民共和国大气污染防治法", outside_url="https://www.gov.cn/law", on=FORMED)
    actions.relate(document.pk, "based_on", law, by=house.clerk, on=FORMED)
    duty = Duty(body=house.body, column=Column.objects.get(key="budget"))
    actions.keep_duty(duty, {"name": "部门预算"}, by=house.clerk, on=FORMED)
    gone = district.document(house)
    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")
    return {
        "document": f"/documents/{document.publication.key}/",
        "old": f"/documents/{old.publication.key}/",
        "told": f"/documents/{told.publication.key}/",
        "body": f"/bodies/{house.body.slug}/",
    }


def wrong(axe, page: Page, addresses, address: str) -> list[object]:
    found: list[object] = []
    for each in addresses:
        page.goto(address + each)
        found += faults(axe, page)
    return found


LISTS = (
    "/",
    "/columns/policies/",
    "/columns/statutory/",
    "/columns/plans/",
    "/library/",
    "/library/?normative=1",
    "/library/?year=2019",
    "/interpretations/",
    "/search/",
    "/search/?q=扬尘",
    "/search/?q=磁悬浮",
    "/gazette/",
    "/guides/",
    "/bodies/",
    "/catalogue/",
    "/places/",
    "/accessibility/",
    "/about/",
)


def test_every_page_is_accessible_and_fits(visits, axe, shown):
    page = visits.open("/")

    assert wrong(axe, page, [*LISTS, *shown.values()], visits.address) == []


def test_large_letters_fit_too_and_stay(visits, axe, shown):
    page = visits.open("/")
    page.get_by_role("link", name="长者模式").click()
    expect(page.locator("html")).to_have_attribute("data-size", "xl")

    assert wrong(axe, page, ["/", "/library/", "/search/?q=扬尘", *shown.values()], visits.address) == []
    expect(page.locator("html")).to_have_attribute("data-size", "xl")
    page.get_by_role("link", name="标准模式").click()
    page.goto(f"{visits.address}/library/")
    expect(page.locator("html")).not_to_have_attribute("data-size", "xl")


def test_suggestions_are_chosen_by_keyboard(visits, shown):
    page = visits.open("/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="检索政府信息")
    expect(field).to_be_focused()

    field.press_sequentially("工地扬尘")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_value(page.get_by_role("option").first.inner_text())
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("工地扬尘")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("工地扬尘")


def test_letters_that_are_being_composed_are_not_searched(visits, shown):
    page = visits.open("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest" in request.url else None)
    page.locator("#find").focus()
    session = page.context.new_cdp_session(page)

    session.send("Input.imeSetComposition", {"text": "yangchen", "selectionStart": 8, "selectionEnd": 8})
    page.wait_for_timeout(600)
    composing = list(asked)
    session.send("Input.insertText", {"text": "扬尘"})
    expect(page.get_by_role("option").first).to_be_visible()

    assert composing == []
    assert len(asked) >= 1


def test_the_size_of_letters_is_remembered(visits, shown):
    page = visits.open(shown["document"])
    page.get_by_role("button", name="大", exact=True).click()
    large = page.locator("#text").evaluate("each => getComputedStyle(each).fontSize")

    page.goto(visits.address + shown["told"])

    expect(page.get_by_role("button", name="大", exact=True)).to_have_attribute("aria-pressed", "true")
    assert large == "22px"


def test_reading_aloud_goes_on_paragraph_by_paragraph(visits, shown):
    page = visits.open("/about/")
    page.add_init_script(
        """
        window.said = []
        window.SpeechSynthesisUtterance = function (text) { this.text = text }
        const voice = { paused: false, speak: each => { said.push(each); voice.last = each }, cancel: () => {},
            pause: () => { voice.paused = true }, resume: () => { voice.paused = false } }
        Object.defineProperty(window, 'speechSynthesis', { value: voice })
        """
    )
    page.goto(visits.address + shown["document"])

    page.get_by_role("button", name="朗读").click()
    page.evaluate("said[0].onend()")
    expect(page.locator(".now-read")).to_have_text("各镇人民政府、街道办事处：")
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="继续")).to_be_visible()
    page.get_by_role("button", name="继续").click()
    page.get_by_role("button", name="停止").click()

    expect(page.get_by_role("button", name="朗读")).to_be_visible()
    expect(page.locator(".now-read")).to_have_count(0)
    assert page.evaluate("said.map(each => each.text)")[0] == "关于进一步加强建筑工地扬尘治理工作的通知"


def test_the_address_and_the_citation_are_copied(visits, shown):
    page = visits.open(shown["document"], permissions=["clipboard-read", "clipboard-write"])

    page.locator("[data-copy=cite]").click()

    expect(page.get_by_text("已经复制。")).to_be_visible()
    assert "[EB/OL]" in page.evaluate("navigator.clipboard.readText()")


def test_print_shows_the_document_and_where_it_is_from_and_nothing_else(visits, shown):
    page = visits.open(shown["document"])
    page.emulate_media(media="print")

    for hidden in (".bar", ".side", ".rail", ".tools", ".ask", ".foot", ".files", ".share"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".source")).to_contain_text(shown["document"])
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert "关于进一步加强" in sheets[0].get_textpage().get_text_range()
    assert [round(each / 72 * 25.4) for each in sheets[0].get_size()] == [210, 297]


def test_without_scripts_everything_but_reading_aloud_works(visits, shown):
    page = visits.open("/", java_script_enabled=False)

    page.get_by_label("检索政府信息").fill("扬尘")
    page.get_by_role("button", name="检索").click()
    page.get_by_role("link", name="关于进一步加强建筑工地扬尘治理工作的通知", exact=True).click()
    for name in ("朗读", "打印", "复制"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("link", name="长者模式").click()
    page.get_by_text("本文目录").click()
    page.get_by_role("link", name="五、要求").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="扬尘台账.txt").click()
    page.get_by_role("link", name="政策文件库").first.click()
    page.get_by_label("种类").select_option("通知")
    page.get_by_role("button", name="筛选").click()

    assert taken.value.suggested_filename == "扬尘台账.txt"
    expect(page.locator("html")).to_have_attribute("data-size", "xl")
    expect(page.get_by_role("link", name="关于进一步加强建筑工地扬尘治理工作的通知", exact=True)).to_be_visible()
    assert not is_too_wide(page)


def test_the_keyboard_goes_straight_to_the_text(visits, shown):
    page = visits.open(shown["document"])

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
