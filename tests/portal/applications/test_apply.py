"""From the start page to number and code: one case however often it is sent, nothing asked that the law does not ask."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.applications import codes
from gongkai.applications.models import Application, Attempt
from gongkai.core import law
from tests.portal.applications import district
from tests.portal.applications.district import PERSON, fill, proof, summed, text

pytestmark = pytest.mark.usefixtures("street")


def hand_in(client, page, **more):
    return client.post("/apply/check/", {**proof(page), **more})


def shown(client) -> tuple[str, str]:
    page = text(client.get("/apply/done/"))
    return re.search(r"青石〔\d+〕\d+号", page)[0], re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", page)[0]


def test_the_start_page_says_how_long_it_takes_and_which_other_ways_there_are(client):
    page = text(client.get("/apply/"))

    assert "20 个工作日" in page
    assert "青禾区政府信息公开平台" in page
    assert "不接受网上申请" in page
    assert "青禾区柳泉路9号" in page


def test_the_whole_way_makes_one_case_with_a_number_and_a_code(client):
    response = hand_in(client, fill(client))

    assert response.headers["Location"] == "/apply/done/"
    number, code = shown(client)
    case = Application.objects.get()
    assert case.number == number
    assert codes.is_right(code, case.code_hash)
    assert (case.channel, case.stage, case.received_on) == ("online", "submitted", None)
    assert case.matters.get().text == "2025年老旧小区改造施工合同"
    person = case.applicants.get()
    assert (person.name, person.id_number, person.phone) == ("周小禾", district.IDENTITY, "138 0000 2071")


def test_without_javascript_a_sum_in_words_is_enough(client):
    page = fill(client)

    client.post("/apply/check/", summed(page))

    assert Application.objects.count() == 1


def test_a_wrong_sum_keeps_everything_and_asks_another(client):
    page = fill(client)

    response = client.post("/apply/check/", {**summed(page, wrong=1), "suggests_proactive": "1"})

    assert Application.objects.count() == 0
    assert "算术题的答案不对" in text(response)
    assert "2025年老旧小区改造施工合同" in text(response)
    assert 'value="1" checked' in text(response)


def test_wrong_sums_are_few(client):
    page = fill(client)
    for _ in range(codes.TRIES):
        client.post("/apply/check/", summed(page, wrong=1))

    response = client.post("/apply/check/", summed(page))

    assert "尝试的次数太多" in text(response)
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    "payload", ["", "x", "bnVsbA==", "e30=", "eyJjaGFsbGVuZ2UiOiBbXSwgInNvbHV0aW9uIjogW119", "[" * 9999]
)
def test_a_made_up_proof_is_not_believed(client, payload):
    fill(client)

    response = client.post("/apply/check/", {"altcha": payload})

    assert response.status_code == 200
    assert Application.objects.count() == 0


def test_a_proof_works_once_and_for_its_own_form(client, client_b):
    used = proof(fill(client))
    client.post("/apply/check/", used)
    fill(client_b)

    client_b.post("/apply/check/", used)
    client_b.post("/apply/check/", proof(client_b.get("/progress/")))

    assert Application.objects.count() == 1


@pytest.fixture
def client_b():
    return Client()


def test_sending_twice_gives_the_same_case_and_the_same_code(client):
    page = fill(client)
    held = client.session["apply"]
    hand_in(client, page)
    first = shown(client)
    session = client.session
    session["apply"] = held
    session.save()

    hand_in(client, page)

    assert shown(client) == first
    assert Application.objects.count() == 1


def test_pressing_again_afterwards_leads_to_the_receipt(client):
    page = fill(client)
    hand_in(client, page)

    response = hand_in(client, page)

    assert response.headers["Location"] == "/apply/done/"
    assert Application.objects.count() == 1


def test_neither_purpose_nor_occupation_is_asked(client):
    client.post("/apply/begin/")
    asked = set()
    for page, answers in district.PAGES:
        asked |= set(re.findall(r'name="([^"]+)"', text(client.get(f"/apply/{page}/"))))
        client.post(f"/apply/{page}/", answers)
    asked |= set(re.findall(r'name="([^"]+)"', text(client.get("/apply/check/"))))

    assert asked - {"viewport", "robots", "csrfmiddlewaretoken", "q"} == {
        "body", "kind", "name", "id_kind", "id_number", "representative", "more", "remove", "phone", "email", "address",
        "rows", "m0-name", "m0-number", "m0-other", "add", "form", "way", "postcode", "request", "accessibility",
        "suggests_proactive", "altcha", "sum", "sum_token",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "given", "says"),
    [
        ("body", {}, "请选择一个单位"),
        ("body", {"body": "farming"}, "请选择一个单位"),
        ("people/1", {**PERSON, "id_number": "110105194912310021"}, "最后一位是校验位"),
        ("people/1", {**PERSON, "kind": "business", "id_kind": "credit_code", "id_number": "123"}, "18 位"),
        ("people/1", {**PERSON, "name": ""}, "请填写姓名或者名称"),
        ("contact", {"phone": ""}, "请至少填写一种联系方式"),
        ("contact", {"phone": "一三八"}, "联系电话不对"),
        ("content", {"rows": "1"}, "至少一项"),
        ("delivery", {"form": "paper", "way": "post"}, "请填写邮寄的地址"),
        ("delivery", {"form": "paper", "way": "email", "email": "a@b.cn"}, "纸质请选邮寄或者当面领取"),
    ],
)
def test_an_error_says_what_to_do_at_the_top_and_beside_the_field(client, page, given, says):
    client.post("/apply/begin/")
    client.post("/apply/body/", {"body": "street"})

    response = client.post(f"/apply/{page}/", given)

    assert response.status_code == 200
    assert text(response).count(says) == 2
    assert "有内容要改" in text(response)


def test_what_was_typed_stays_on_an_error(client):
    client.post("/apply/begin/")

    page = text(client.post("/apply/people/1/", {**PERSON, "id_number": "1"}))
    content = text(client.post("/apply/content/", {"rows": "2", "m0-name": "甲合同", "m1-number": "甲" * 61}))

    assert 'value="周小禾"' in page
    assert 'value="natural_person"' in re.search(r"<input[^>]*checked[^>]*>", page)[0]
    assert "甲合同" in content


def test_matters_are_added_and_taken_away_without_losing_the_others(client):
    client.post("/apply/begin/")

    two = text(client.post("/apply/content/", {"rows": "1", "m0-name": "甲合同", "add": "1"}))
    one = text(client.post("/apply/content/", {"rows": "2", "m0-name": "甲合同", "m1-name": "乙纪要", "remove": "0"}))

    assert "甲合同" in two
    assert 'name="m1-name"' in two
    assert "甲合同" not in one
    assert "乙纪要" in one


def test_each_matter_stands_by_itself(client):
    rows = {"rows": "2", "m0-name": "甲合同", "m0-number": "青政〔2025〕1号", "m1-other": "去年验收的"}

    hand_in(client, fill(client, content=rows))

    matters = Application.objects.get().matters.all()
    assert [each.text for each in matters] == ["甲合同（文号：青政〔2025〕1号）", "去年验收的"]


def test_without_a_number_proof_of_identity_is_wanted(client):
    client.post("/apply/begin/")
    client.post("/apply/people/1/", {**PERSON, "id_kind": "", "id_number": ""})

    refused = client.post("/apply/files/", {})
    wrong_kind = client.post("/apply/files/", {"identity": SimpleUploadedFile("a.exe", b"MZ")})
    taken = client.post("/apply/files/", {"identity": SimpleUploadedFile("证.png", district.PNG)})

    assert "请上传周小禾的身份证明" in text(refused)
    assert "不能收" in text(wrong_kind)
    assert taken.status_code == 302


def test_an_agent_needs_authority_and_several_may_apply(client):
    client.post("/apply/begin/")
    client.post("/apply/people/1/", PERSON)
    client.post("/apply/people/2/", {**PERSON, "name": "李四", "id_kind": "", "id_number": ""})
    client.post("/apply/people/agent/", {"name": "王代理", "id_kind": "passport", "id_number": "E12345678"})

    page = text(client.get("/apply/people/"))
    files = text(client.post("/apply/files/", {}))

    assert all(name in page for name in ("周小禾", "李四", "王代理（代理人"))
    assert district.IDENTITY not in page
    assert "请上传李四的身份证明" in files
    assert "请上传授权委托书" in files


def test_nothing_is_handed_in_while_a_page_is_unanswered(client):
    client.post("/apply/begin/")
    client.post("/apply/body/", {"body": "street"})

    page = client.get("/apply/check/")
    response = hand_in(client, page)

    assert "还没有填“申请人”" in text(response)
    assert Application.objects.count() == 0


def test_the_session_holds_nothing_readable(client):
    fill(client)

    held = client.session["apply"]

    assert "周小禾" not in held
    assert "13800002071" not in held


def test_after_two_hours_it_is_forgotten(client, monkeypatch):
    fill(client)
    now = time.time()
    monkeypatch.setattr("gongkai.portal.answers.time.time", lambda: now + 2 * 3600 + 1)

    response = client.get("/apply/check/", follow=True)

    assert "只保留 2 小时" in text(response)


def test_pages_of_the_form_are_kept_by_nobody(client):
    response = fill(client)

    assert "no-store" in response.headers["Cache-Control"]
    hand_in(client, response)
    assert "no-store" in client.get("/apply/done/").headers["Cache-Control"]


def test_one_address_may_not_flood(client, monkeypatch):
    monkeypatch.setattr("gongkai.applications.public.attempts.SUBMISSIONS_AN_HOUR", 1)
    hand_in(client, fill(client))

    page = fill(client)
    refused = hand_in(client, page)
    elsewhere = client.post("/apply/check/", proof(client.get("/apply/check/")), REMOTE_ADDR="10.0.0.9")

    assert "尝试的次数太多" in text(refused)
    assert elsewhere.headers["Location"] == "/apply/done/"


def test_a_forged_proxy_header_is_not_believed_unless_we_have_proxies(client, settings):
    for number in range(3):
        client.post("/apply/found/", {"reply": "1"}, headers={"X-Forwarded-For": f"1.2.3.{number}"})
    believed = Attempt.objects.values("key").distinct().count()
    settings.TRUSTED_PROXIES = 1
    client.post("/apply/found/", {"reply": "1"}, headers={"X-Forwarded-For": "9.9.9.9, 1.2.3.4"})

    assert believed == 1
    assert Attempt.objects.values("key").distinct().count() == 2


def test_bodies_are_suggested_by_words(client):
    client.post("/apply/begin/", {"q": "住房建设的合同"})

    page = text(client.get("/apply/body/"))

    assert page.index("青禾区住房和城乡建设局") < page.index("可能是") < page.index("青石街道办事处")


def test_the_terms_on_the_pages_are_those_of_the_law(client):
    hand_in(client, fill(client))
    case = Application.objects.get()

    assert f"{law.days('reply', on=case.submitted_on)} 个工作日" in text(client.get("/apply/done/"))
