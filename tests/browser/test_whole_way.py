"""One application through everybody's hands: citizen, clerk, head, lawyer, signer; attacked, annulled, answered again."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.applications.models import Application, Letter
from gongkai.bodies import actions as bodies
from gongkai.bodies.actors import SYSTEM
from gongkai.disputes.models import Dispute
from tests.applications import district
from tests.browser.conftest import PHONE
from tests.browser.test_citizen import apply, faults, is_too_wide, violations
from tests.portal.applications import district as streets

TEXT = "text=政府信息公开"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Desk:
    """The pages of one person of the office."""

    def __init__(self, visits, actor, axe: Axe, bad: list) -> None:
        self.page: Page = visits.open("/accounts/login/")
        self._axe, self._bad = axe, bad
        self.page.get_by_label("用户名").fill(actor.person.username)
        self.page.get_by_label("密码").fill(district.PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        expect(self.page.get_by_role("link", name=actor.name)).to_be_visible()

    def see(self) -> None:
        self._bad += violations(self._axe, self.page)
        if is_too_wide(self.page):
            self._bad.append((self.page.url, "too wide"))

    def open(self, case: Application, path: str = "") -> None:
        self.page.goto(self.page.url.split("/desk/")[0] + f"/desk/cases/{case.pk}/{path}")
        self.see()

    def do(self, case: Application, verb: str, button: str, **fields: str) -> None:
        """One errand: look at the letter first where there is one, then do it."""
        self.open(case, f"do/{verb}/")
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        preview = self.page.locator("[name=preview]")
        if preview.count():
            preview.click()
            self.see()
        self.page.get_by_role("button", name=button).last.click()
        expect(self.page.locator(".say--success")).to_be_visible()
        self.see()


def staff(body):
    return district.Office(body, **{role: district.person(body, role) for role in district.ROLES})


def ask(page: Page, number: str, code: str) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/progress/")
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_label("手机尾号").fill("2071")
    page.get_by_role("button", name="查询", exact=True).click()


def decide(desk: Desk, case: Application, outcome: str, **fields: str) -> None:
    """Both matters, each by its own page."""
    for matter in case.matters.all():
        desk.open(case, f"judge/{matter.position}/?outcome={outcome}")
        for name, value in fields.items():
            desk.page.locator(f"#decide [name={name}]").fill(value)
        desk.page.get_by_role("button", name="拟定", exact=True).click()
        desk.see()


def hand_in(clerk: Desk, lawyer: Desk, signer: Desk, case: Application) -> None:
    """The reply from its draft to its signature and delivery."""
    clerk.open(case, "letter/")
    clerk.page.locator("[name=do][value=propose]").click()
    expect(clerk.page.get_by_text("已送审")).to_be_visible()
    lawyer.open(case, "letter/")
    lawyer.page.locator("[name=do][value=approve]").click()
    expect(lawyer.page.get_by_text("审核通过，送签发")).to_be_visible()
    signer.open(case, "letter/")
    signer.page.locator("[name=do][value=reply]").click()
    expect(signer.page.get_by_text("已签发，可以送达")).to_be_visible()
    clerk.do(case, "deliver", "送达", channel="post", tracking="EMS1234567")


def attack(clerk: Desk, case: Application, until: str) -> Dispute:
    """Reconsideration over the reply: filed, annulled, to be answered again."""
    clerk.open(case, "dispute/")
    clerk.page.locator("[name=number]").fill("青政复〔2026〕7号")
    clerk.page.locator("[name=served_on]").fill("今天")
    clerk.page.get_by_role("button", name="登记", exact=True).click()
    clerk.see()
    dispute = Dispute.objects.get()
    root = clerk.page.url.split("/desk/")[0]
    clerk.page.goto(f"{root}/desk/disputes/{dispute.pk}/do/decide/")
    clerk.page.locator("[name=result]").select_option("annulled")
    for name, value in {
        "decided_on": "今天",
        "received_on": "今天",
        "answer_again_by": until,
        "lesson": "理由不充分",
    }.items():
        clerk.page.locator(f"[name={name}]").fill(value)
    clerk.page.get_by_role("button", name="登记结果").click()
    clerk.see()
    clerk.page.goto(f"{root}/desk/disputes/{dispute.pk}/do/answer_again/")
    clerk.page.get_by_role("button", name="转重新答复").click()
    return dispute


def test_from_the_application_to_the_second_answer(visits, axe):
    bad: list = []
    body = streets.bodies()
    facts = {"address": "青禾区柳泉路1号", "postcode": "255000", "phone": "0533-2281001"}
    bodies.change_body(body, facts, by=SYSTEM, on=timezone.localdate())
    office = staff(body)
    citizen = visits.open("/apply/", viewport=PHONE)
    apply(citizen, lambda: None)
    citizen.get_by_role("button", name="提交申请").click()
    citizen.wait_for_url("**/apply/done/")
    number, code = citizen.locator(".panel dd").first.inner_text(), citizen.locator(".code").inner_text()
    case = Application.objects.get()
    clerk, lawyer, head, signer = (
        Desk(visits, actor, axe, bad) for actor in (office.clerk, office.reviewer, office.head, office.signer)
    )

    clerk.do(case, "receive", "确认收到", day="今天")
    clerk.do(case, "register", "登记")
    until = (timezone.localdate() + timedelta(20)).isoformat()
    clerk.do(case, "ask_to_correct", "要求补正", items="请写明是哪一个小区", until=until)
    ask(citizen, number, code)
    expect(citizen.get_by_role("heading", name="请您补正申请")).to_be_visible()
    citizen.goto(citizen.url + "correct/")
    citizen.get_by_label("补正的内容").fill("青石小区一期")
    citizen.get_by_role("button", name="提交补正").click()
    expect(citizen.get_by_text("补正已经送到")).to_be_visible()
    clerk.do(case, "search", "登记检索", system="街道档案室", words="青石小区 改造", found="2")
    clerk.do(case, "consult_third_party", "征求第三方意见", name="青石建筑公司", about="施工合同的价格条款")
    clerk.open(case)
    expect(clerk.page.get_by_text("天，停表中").first).to_be_visible()
    clerk.do(case, "answer_consultation", "收到征求意见的答复", answer="agree")
    head.do(case, "extend", "批准延期并告知", days="10", reason="需要核对多份合同")
    decide(clerk, case, "process_information", reason="属于请示报告")
    hand_in(clerk, lawyer, signer, case)
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("closed", "process_information")
    reply = Letter.objects.get(application=case, key="reply")
    assert "应当先" in reply.text or "先向" in reply.text

    dispute = attack(clerk, case, until)
    case.refresh_from_db()
    assert (case.stage, case.due_on.isoformat()) == ("handling", until)

    decide(clerk, case, "granted", found="施工合同\n竣工验收报告", way="随答复书邮寄")
    hand_in(clerk, lawyer, signer, case)
    clerk.page.goto(clerk.page.url.split("/cases/")[0] + f"/disputes/{dispute.pk}/do/close/")
    clerk.page.get_by_role("button", name="结案").click()
    clerk.see()
    case.refresh_from_db()
    dispute.refresh_from_db()
    assert (case.stage, case.outcome, dispute.stage) == ("closed", "granted", "closed")
    ask(citizen, number, code)
    expect(citizen.get_by_text(Letter.objects.filter(key="reply").last().number).first).to_be_visible()
    assert bad == []


def test_the_pages_of_the_desk_are_accessible_at_both_widths(visits, axe):
    office = district.office()
    closed, open_ = district.case(office, "closed"), district.case(office, "handling")
    for stage in district.STAGES:
        district.case(office, stage)
    bad: list = []
    desk = Desk(visits, office.clerk, axe, bad)
    root = desk.page.url.split("/desk/")[0]
    paths = [
        "", "cases/", "cases/?closed=1", "cases/?q=没有的", "cases/new/", "cases/import/", "disputes/", "feedback/", "me/",
        "letters/", "letters/correction/", f"cases/{closed.pk}/", f"cases/{open_.pk}/", f"cases/{closed.pk}/history/",
        f"cases/{closed.pk}/people/", f"cases/{open_.pk}/judge/", f"cases/{open_.pk}/do/consult_third_party/",
        f"cases/{closed.pk}/letter/", f"cases/{closed.pk}/dispute/", f"cases/{closed.pk}/publish/",
    ]  # fmt: skip

    for path in paths:
        desk.page.goto(f"{root}/desk/{path}")
        bad += faults(axe, desk.page)

    assert bad == []


def test_two_clerks_in_one_case_see_each_other_and_lose_nothing(visits, axe):
    office = district.office()
    case = district.case(office)
    bad: list = []
    first, second = Desk(visits, office.clerk, axe, bad), Desk(visits, office.handler, axe, bad)
    first.open(case, "do/search/")
    first.page.locator("[name=system]").fill("城建档案馆")
    second.open(case, "do/search/")
    expect(second.page.locator("#here")).to_contain_text(office.clerk.name)
    for name, value in {"system": "OA系统", "words": "合同", "found": "1"}.items():
        second.page.locator(f"[name={name}]").fill(value)
    second.page.get_by_role("button", name="登记检索").click()
    expect(second.page.locator(".say--success")).to_be_visible()

    first.page.locator("[name=words]").fill("验收")
    first.page.locator("[name=found]").fill("2")
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="登记检索").click()
    expect(first.page.get_by_role("alert")).to_contain_text("别人改动了")
    expect(first.page.locator("[name=system]")).to_have_value("城建档案馆")
    visits.complaints.clear()  # the browser notes the refusal itself
    first.page.get_by_role("button", name="登记检索").click()
    expect(first.page.get_by_role("heading", name=case.subject)).to_be_visible()

    assert sorted(each.system for each in case.look_ups.all()) == ["OA系统", "城建档案馆"]
    assert bad == []


def test_drafts_are_kept_and_keys_work(visits, axe):
    office = district.office()
    case = district.case(office)
    desk = Desk(visits, office.clerk, axe, [])
    desk.open(case, "do/search/")
    desk.page.locator("[name=system]").fill("局档案室")
    expect(desk.page.get_by_text("草稿已保存")).to_be_visible()
    desk.page.reload()
    expect(desk.page.locator("[name=system]")).to_have_value("局档案室")

    desk.page.goto(desk.page.url.split("/desk/")[0] + "/desk/cases/")
    desk.page.keyboard.press("j")
    expect(desk.page.locator(".q .ttl").first).to_be_focused()
    desk.page.keyboard.press("/")
    expect(desk.page.locator("#find")).to_be_focused()
    desk.page.keyboard.press("Escape")
    desk.page.locator("#find").blur()
    desk.page.keyboard.press("n")
    expect(desk.page.get_by_role("heading", name="登记申请")).to_be_visible()
