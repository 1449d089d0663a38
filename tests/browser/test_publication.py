"""One document through everybody's hands: dropped as a file, reviewed, interpreted, signed, published, repealed, withdrawn."""

import io

import pytest
from django.utils import timezone
from docx import Document as Word
from playwright.sync_api import Page, expect

from gongkai.bodies.models import Body
from gongkai.documents.models import Document, Publication
from tests.applications.district import resident_id
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_citizen import faults, is_too_wide, violations
from tests.browser.test_whole_way import Desk
from tests.documents import district

TITLE = "关于加强建筑工地扬尘治理的通知"
ID = resident_id(7)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def notice() -> bytes:
    """A notice as an office writes it, with an ID number that should not be there."""
    today = timezone.localdate()
    lines = (
        TITLE,
        "青住建发〔2026〕88号",
        "各镇人民政府、街道办事处：",
        "为加强建筑工地扬尘治理，现就有关事项通知如下。",
        "一、落实责任",
        f"联络员王小明，身份证号码{ID}，负责日常检查。",
        "二、严格监管",
        "对未落实措施的工地依法处罚。",
        "青禾区住房和城乡建设局",
        f"{today.year}年{today.month}月{today.day}日",
    )
    return word(lines)


def word(lines, comment: str = "") -> bytes:
    made, written = Word(), io.BytesIO()
    for line in lines:
        paragraph = made.add_paragraph(line)
        if comment:
            made.add_comment(paragraph.runs, text=comment, author="审稿人", initials="审")
    made.save(written)
    return written.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Way:
    """The pages of one person for one document."""

    def __init__(self, visits, actor, axe, bad) -> None:
        self.desk = Desk(visits, actor, axe, bad)
        self.page: Page = self.desk.page
        self.root = self.page.url.split("/desk/")[0]

    def go(self, path: str) -> None:
        self.page.goto(f"{self.root}/desk/documents/{path}")
        self.desk.see()

    def do(self, number: int, verb: str, button: str, **fields: str) -> None:
        self.go(f"{number}/do/{verb}/")
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            if field.first.get_attribute("type") in {"radio", "checkbox"}:
                for each in value.split():
                    self.page.locator(f"[name={name}][value={each}]").check()
            else:
                field.fill(value)
        self.page.get_by_role("button", name=button, exact=True).last.click()
        expect(self.page.locator(".say--success")).to_be_visible()
        self.desk.see()

    def agree(self, number: int) -> None:
        self.go(f"{number}/opinion/")
        for each in self.page.locator("input[type=radio][value=no]").all():
            each.check()
        self.page.locator("[name=verdict][value=clear]").check()
        self.page.get_by_role("button", name="记入意见").click()
        expect(self.page.locator(".say--success")).to_be_visible()


def drop(clerk: Way) -> int:
    """The file is dropped, read, confirmed; the number of the document."""
    clerk.go("new/")
    annex = word(["附件：检查表", "检查项目：围挡、冲洗"], comment=f"作者身份证{ID}")
    clerk.page.locator("[name=uploads]").set_input_files(
        [
            {"name": "通知.docx", "mimeType": WORD, "buffer": notice()},
            {"name": "附件1.docx", "mimeType": WORD, "buffer": annex},
        ]
    )
    clerk.page.get_by_role("button", name="读出内容").click()
    expect(clerk.page.locator("[name=title]")).to_have_value(TITLE)
    expect(clerk.page.locator("[name=document_number]")).to_have_value("青住建发〔2026〕88号")
    clerk.desk.see()
    clerk.page.locator("[name=column]").select_option("policies")
    clerk.page.locator("form.edit button.btn").first.click()
    expect(clerk.page.locator(".say--success")).to_be_visible()
    clerk.desk.see()
    return Document.objects.get(title=TITLE).pk


def mask(clerk: Way, number: int) -> None:
    """The findings, looked at before and after, masked with one click."""
    clerk.go(f"{number}/")
    expect(clerk.page.locator("#findings")).to_contain_text("批注")
    for each in clerk.page.locator("#findings li.open", has_text="姓名").all():
        each.locator("input[type=checkbox]").check()
    clerk.page.locator("button[name=how][value=preview]").click()
    expect(clerk.page.get_by_text("370*************").first).to_be_visible()
    clerk.desk.see()
    clerk.page.locator("button[name=how][value=mask]").click()
    expect(clerk.page.locator(".say--success")).to_be_visible()


def found(citizen: Page, root: str, words: str) -> list[str]:
    """By keyboard alone: the slash goes to the search, Enter searches."""
    citizen.goto(root + "/")
    citizen.keyboard.press("/")
    citizen.keyboard.type(words)
    citizen.keyboard.press("Enter")
    citizen.wait_for_url("**/search/**")
    return citizen.locator("main .hits2 h2").all_inner_texts()


def test_from_a_dropped_file_to_the_withdrawn_document(visits, axe):
    office = district.office()
    bad: list = []
    ways = {
        role: Way(visits, getattr(office, role), axe, bad)
        for role in ("clerk", "handler", "reviewer", "head", "signer")
    }
    clerk = ways["clerk"]
    citizen = visits.open("/", viewport=DESK)
    root = clerk.root

    number = drop(clerk)
    clerk.do(number, "attribute", "确定公开属性", attribute="proactive")
    mask(clerk, number)
    clerk.do(number, "submit", "提交审查")
    for role in ("handler", "reviewer", "head"):
        ways[role].agree(number)
    ways["head"].do(number, "clear", "审查通过")
    told = district.interpretation(office, Document.objects.get(pk=number), "cleared", on=timezone.localdate())
    ways["signer"].do(number, "sign", "签发")
    clerk.do(number, "publish", "发布", channels="wechat weibo press")
    publication = Publication.objects.get(document_id=number)

    assert found(citizen, root, "扬尘治理")[0].startswith(TITLE)
    citizen.get_by_role("link", name=TITLE).first.press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("扬尘治理")
    expect(citizen.get_by_text(told.title).first).to_be_visible()
    assert ID not in citizen.content()
    bad += faults(axe, citizen)
    citizen.set_viewport_size(DESK)
    clerk.go(f"{number}/channels/")
    assert publication.placements.count() == 4

    clerk.do(number, "repeal", "废止", outside_title="青禾区扬尘治理办法", since="今天")
    citizen.goto(f"{root}/documents/{publication.key}/")
    expect(citizen.locator("main")).to_contain_text("已经废止")
    bad += violations(axe, citizen)
    clerk.do(number, "withdraw", "撤下", reason="附件内容有误，更正以后重新发布")
    gone = citizen.goto(f"{root}/documents/{publication.key}/")

    assert gone is not None
    assert gone.status == 410
    assert TITLE not in citizen.content()
    assert not any(title.startswith(TITLE) for title in found(citizen, root, "扬尘治理"))
    assert Body.objects.get().publications.filter(withdrawn_on=None).count() == 0  # the interpretation went with it
    assert bad == []
    visits.complaints[:] = [each for each in visits.complaints if "410" not in each]


def test_large_letters_keep_one_column_and_no_sideways_scrolling(visits, axe):
    office = district.office()
    key = district.publication(office).key
    page = visits.open(f"/documents/{key}/?elder=1", viewport=PHONE)

    size = page.locator("article").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")

    assert size >= 20
    assert not is_too_wide(page)
    assert violations(axe, page) == []
