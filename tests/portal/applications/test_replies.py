"""Published replies, found before anybody applies and gone when taken down; and three forms that are no applications."""

import re

import pytest

from gongkai.applications import actions, codes, public
from gongkai.applications.models import Application, Feedback, Spared
from tests.portal.applications import district
from tests.portal.applications.district import clerk, proof, text


@pytest.fixture
def shown(street):
    """Three published replies."""
    rows = []
    for title in ("老旧小区改造施工合同", "道路养护台账", "社区食堂补贴发放表"):
        made, _ = district.case(street, title)
        district.answer(made)
        district.send(made)
        rows.append(district.publish(made, title, f"申请公开{title}。", "予以公开。"))
    return rows


def test_the_best_match_comes_first(shown):
    found = public.find("小区改造的合同")

    assert [each.title for each in found] == ["老旧小区改造施工合同"]
    assert public.find("疫苗采购") == ()
    assert public.find("") == ()


def test_they_are_found_before_applying_and_counted(client, shown):
    page = text(client.get("/apply/search/", {"q": "道路养护"}))
    client.post("/apply/found/", {"reply": str(shown[1].pk)})
    client.post("/apply/found/", {"reply": "x"})
    client.post("/apply/found/", {"reply": "99999"})

    assert "道路养护台账" in page
    assert "社区食堂" not in page
    assert [(each.found, each.body.slug) for each in Spared.objects.all()] == [("道路养护台账", "street")]


def test_a_reply_shows_the_answer_without_the_applicant(client, shown):
    page = text(client.get(f"/replies/{shown[0].pk}/"))

    assert "老旧小区改造施工合同" in page
    assert not any(secret in page for secret in ("周小禾", district.PHONE, district.IDENTITY, "青石〔"))


def test_a_withdrawn_reply_is_gone_at_once(client, shown, street):
    address = f"/replies/{shown[0].pk}/"
    before = client.get(address)
    actions.withdraw_reply(shown[0], by=clerk(street), on=district.DAY, reason="还有个人信息")

    assert before.status_code == 200
    assert "no-cache" in before.headers["Cache-Control"]
    assert client.get(address).status_code == 404
    assert "老旧小区" not in text(client.get("/replies/"))
    assert "老旧小区改造施工合同" not in text(client.get("/replies/", {"q": "小区改造合同"}))
    assert public.find("老旧小区改造施工合同") == ()
    assert not public.spared(shown[0].pk, district.DAY)


def test_the_list_costs_the_same_however_long(client, shown, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/replies/")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
def test_odd_pages_are_answered(client, shown, page):
    assert client.get("/replies/", {"page": page}).status_code == 200


def hand_in(client, kind: str, **given: str):
    form = client.get(f"/feedback/{kind}/")
    key = re.search(r'name="key" value="([^"]+)"', text(form))[1]
    return client.post(f"/feedback/{kind}/", {"body": "street", "key": key, **given, **proof(form)})


def receipt(response) -> tuple[str, str]:
    page = text(response)
    return re.search(r"青石(?:更正|投诉|建议)〔\d+〕\d+号", page)[0], re.search(r'"code">([^<]+)<', page)[1]


def ask(client, number: str, code: str):
    form = client.get("/feedback/")
    return client.post("/feedback/", {"number": number, "code": code, **proof(form)})


@pytest.mark.parametrize(("kind", "stored"), [("complaint", "complaint"), ("suggestion", "suggestion")])
def test_complaints_and_suggestions_need_no_name(client, street, kind, stored):
    number, code = receipt(hand_in(client, kind, text="目录三个月没有更新"))

    row = Feedback.objects.get()
    assert (row.kind, row.number, row.answer_by) == (stored, number, None)
    assert codes.is_right(code, row.code_hash)
    assert Application.objects.count() == 0


def test_a_correction_of_a_record_needs_a_name(client, street):
    refused = hand_in(client, "record-correction", text="登记的地址错了")
    taken = hand_in(client, "record-correction", text="登记的地址错了", name="周小禾", contact="13800002071")

    assert "要与您核实记录" in text(refused)
    assert "登记的地址错了" in text(refused)
    assert receipt(taken)[0].startswith("青石更正〔")


def test_the_same_form_twice_is_one_complaint(client, street):
    form = client.get("/feedback/complaint/")
    key = re.search(r'name="key" value="([^"]+)"', text(form))[1]
    given = {"body": "street", "text": "没有答复", "key": key}

    first = client.post("/feedback/complaint/", {**given, **proof(form)})
    second = client.post("/feedback/complaint/", {**given, **proof(client.get("/feedback/complaint/"))})

    assert receipt(first) == receipt(second)
    assert Feedback.objects.count() == 1


def test_the_answer_is_shown_with_number_and_code_only(client, street):
    number, code = receipt(hand_in(client, "complaint", text="没有答复"))
    waiting = text(ask(client, number, code.lower()))
    Feedback.objects.update(answer="已责令改正", answered_on=district.DAY)

    assert "按规定的期限答复" in waiting
    assert "已责令改正" in text(ask(client, number, code))
    assert "已责令改正" not in text(ask(client, number, "0000-0000-00000"))
    assert "编号或者查询码不对" in text(ask(client, "青石投诉〔2026〕77号", code))


def test_an_unknown_form_is_absent(client, street):
    assert client.get("/feedback/other/").status_code == 404
