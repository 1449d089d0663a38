"""The applicant's own case: the way in tells nothing, nothing of another's case is ever shown, deeds are the applicant's."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.applications import actions, codes
from gongkai.applications.models import Application
from gongkai.applications.public import tickets
from tests.portal.applications import district
from tests.portal.applications.district import clerk, look, text

WRONG = "0000-0000-00000"


@pytest.fixture
def held(street):
    """A case, its code, and a page of it."""
    made, code = district.case(street)
    return made, code


def enter(client, held) -> str:
    """The address of the page of progress."""
    made, code = held
    return look(client, made.number, code).headers["Location"]


def without_tokens(page: str) -> str:
    """A page without what differs each time it is made, and without what was typed."""
    page = re.sub(r'data-challenge="[^"]*"|\s*value="[^"]*"|<label for="id_sum">.*?</label>', "", page)
    return re.sub(r'name="csrfmiddlewaretoken"\s*>', "", page)


def test_number_code_and_tail_open_the_page(client, held):
    response = client.get(enter(client, held))

    page = text(response)
    assert held[0].number in page
    assert "您的申请正在办理" in page or "到期还没有答复" in page
    assert "周**" in page
    assert "138****2071" in page


def test_a_number_may_be_typed_in_any_way(client, held):
    made, code = held
    year, serial = made.year, made.serial
    forms = [
        f"青石[{year}]{serial}号",
        f"青石（{year}）{serial}",
        f"青石【{year}】 ０{serial} 号",
        f" 青石{year}-{serial}",
    ]

    found = {look(client, number, f" {code.lower().replace('-', '')} ").status_code for number in forms}

    assert found == {302}


def test_absent_number_wrong_code_and_wrong_tail_are_answered_alike(client, held):
    made, code = held

    answers = [
        look(client, "青石〔2026〕999号", code),
        look(client, made.number, WRONG),
        look(client, made.number, code, tail="0000"),
        look(client, made.number, code, tail=""),
        look(client, "不是编号", code),
    ]

    assert {each.status_code for each in answers} == {200}
    assert len({without_tokens(text(each)) for each in answers}) == 1


def test_without_a_telephone_no_tail_is_asked(client, street):
    made, code = district.case(street, phone="")

    assert look(client, made.number, code, tail="").status_code == 302


def test_after_five_wrong_codes_even_the_right_one_waits(client, held):
    made, code = held
    for _ in range(codes.TRIES):
        look(client, made.number, WRONG)

    response = look(client, made.number, code)

    assert response.status_code == 429
    assert "尝试的次数太多" in text(response)


def test_who_guesses_elsewhere_does_not_lock_the_owner_out(client, held):
    made, code = held
    for _ in range(codes.TRIES + 1):
        look(client, made.number, WRONG, REMOTE_ADDR="10.9.9.9")

    assert look(client, made.number, code).status_code == 302


def test_one_address_cannot_try_all_numbers(client, held):
    for serial in range(codes.MOST_FROM_ONE_ADDRESS):
        look(client, f"青石〔2026〕{100 + serial}号", WRONG)

    assert look(client, held[0].number, held[1]).status_code == 429


def test_right_answers_are_not_counted(client, held):
    found = {look(client, held[0].number, held[1]).status_code for _ in range(codes.TRIES * 2)}

    assert found == {302}


def test_the_address_says_nothing_and_opens_nothing_elsewhere(client, held):
    address = enter(client, held)

    response = Client().get(address)

    assert re.fullmatch(r"/progress/[\w-]{24}/", address)
    assert response.status_code == 403
    assert held[0].number not in text(response)


def test_the_page_is_kept_by_nobody(client, held):
    response = client.get(enter(client, held))

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_after_half_an_hour_what_was_typed_is_given_back(client, held, monkeypatch):
    address = enter(client, held)
    monkeypatch.setattr(tickets, "VALID_SECONDS", -1)

    response = client.post(f"{address}correct/", {"text": "写了很久的补正"})

    assert response.status_code == 403
    assert "写了很久的补正" in text(response)
    assert held[0].number not in text(response)


def test_leaving_closes_the_case(client, held):
    address = enter(client, held)

    client.post(f"{address}leave/")

    assert client.get(address).status_code == 403


def test_nothing_of_another_case_is_shown(client, street):
    mine, code = district.case(street, "甲路养护合同")
    other, _ = district.case(street, "乙路监理合同")
    district.answer(other)
    district.send(other)
    address = enter(client, (mine, code))

    pages = [text(client.get(address + sub)) for sub in ("", "late/", "withdraw/", "delivery/", "correct/", "reasons/")]

    assert all("甲路养护合同" in page or mine.number in page for page in pages)
    assert not any("乙路监理合同" in page or other.number in page for page in pages)
    assert {client.get(f"{address}papers/{position}/").status_code for position in range(4)} == {404}


def test_a_third_party_is_not_named(client, held):
    made, _ = held
    asked = actions.Asked("third_party", "某某餐饮公司", "合同价格")
    actions.consult(made.pk, asked, by=clerk(made.body), on=district.DAY)

    page = text(client.get(enter(client, held)))

    assert "征求第三方的意见" in page
    assert "某某餐饮公司" not in page
    assert "合同价格" not in page


def test_a_reply_is_seen_when_it_was_sent_and_not_before(client, held):
    made, _ = held
    district.answer(made)
    address = enter(client, held)

    before = text(client.get(address))
    early = client.get(f"{address}papers/1/").status_code
    district.send(made)
    after = text(client.get(address))
    file = client.get(f"{address}papers/2/")

    assert "papers/" not in before
    assert early == 404
    assert re.findall(r"papers/(\d)/", after) == ["1", "2"]
    assert "底稿" not in after
    assert file.content == district.PNG
    assert "attachment" in file.headers["Content-Disposition"]
    assert "no-store" in file.headers["Cache-Control"]
    assert "60 日内" in after


def test_of_a_case_answered_again_the_new_files_wait(client, held):
    made, _ = held
    district.answer(made)
    district.send(made)
    later = district.DAY + timedelta(3)
    actions.reopen(made.pk, by=clerk(made.body), on=later, reason="复议决定撤销")
    upload = actions.intake.Upload("新文件.png", district.PNG, "released")
    actions.add_files(made.pk, [upload], by=clerk(made.body), on=later)

    page = text(client.get(enter(client, held)))

    assert "合同.png" in page
    assert "新文件.png" not in page


def test_a_correction_is_handed_in(client, held):
    made, _ = held
    today = timezone.localdate()
    actions.ask_to_correct(made.pk, "请写明道路名称", today + timedelta(9), by=clerk(made.body), on=today)
    address = enter(client, held)

    asked = text(client.get(address))
    empty = text(client.post(f"{address}correct/", {"text": " "}))
    done = client.post(f"{address}correct/", {"text": "柳泉路"})

    assert "请写明道路名称" in asked
    assert "请填写补正的内容，或者附上材料" in empty
    assert done.headers["Location"] == address
    made.refresh_from_db()
    assert made.stage == "handling"
    assert "柳泉路" in made.content


def test_what_was_not_asked_is_not_taken(client, held):
    address = enter(client, held)

    client.post(f"{address}correct/", {"text": "补正"})
    client.post(f"{address}reasons/", {"text": "理由"})

    made = Application.objects.get()
    assert "补正" not in made.content
    assert "理由" not in made.content


def test_reasons_are_given_once_they_are_asked_for(client, held):
    made, _ = held
    today = timezone.localdate()
    actions.ask_for_reasons(made.pk, "本月已申请多件", by=clerk(made.body), on=today)
    address = enter(client, held)

    client.post(f"{address}reasons/", {"text": "各件内容不同"})

    made.refresh_from_db()
    assert "各件内容不同" in made.content
    assert "请说明理由" not in text(client.get(address)).split("办理经过")[0]


def test_withdrawing_asks_first(client, held):
    address = enter(client, held)

    question = text(client.get(f"{address}withdraw/"))
    stage = Application.objects.get().stage
    client.post(f"{address}withdraw/", {"reason": ""})

    assert "确定要撤回" in question
    assert stage == "handling"
    assert Application.objects.get().outcome == "withdrawn_or_other"
    assert "您已经撤回这件申请" in text(client.get(address))


def test_the_way_of_delivery_is_changed(client, held):
    address = enter(client, held)

    refused = text(client.post(f"{address}delivery/", {"form": "paper", "way": "online"}))
    client.post(f"{address}delivery/", {"form": "paper", "way": "post"})

    made = Application.objects.get()
    assert "纸质请选邮寄或者当面领取" in refused
    assert (made.form_wanted, made.delivery) == ("paper", "post")


def test_a_way_without_its_address_is_refused(client, street):
    given = actions.Intake(
        street,
        "in_person",
        {"submitted": district.DAY},
        (actions.intake.Party("natural_person", "周小禾", "resident_id", district.IDENTITY, district.PHONE),),
        "合同",
        "paper",
        "in_person",
    )
    made = actions.submit(given, by=clerk(street), on=district.DAY)
    address = enter(client, (made, codes.code_of(made.key)))

    page = text(client.post(f"{address}delivery/", {"form": "paper", "way": "post"}))

    assert "您没有留通信地址" in page
    assert Application.objects.get().delivery == "in_person"


def test_being_late_is_said_with_what_to_do(client, street):
    held = district.case(street, on=date(2026, 1, 12))
    address = enter(client, held)

    page, late = text(client.get(address)), text(client.get(f"{address}late/"))

    assert "您的申请到期还没有答复" in page
    assert re.search(r"已经超过 <b>\d+</b> 个工作日", page)
    assert all(words in late for words in ("条例第五十一条", "青禾区人民政府", "青禾区人民法院", "60 日内"))


def test_before_the_receipt_is_confirmed_no_day_is_promised(client, street):
    district.fill(client)
    client.post("/apply/check/", district.proof(client.get("/apply/check/")))
    made = Application.objects.get()

    page = text(client.get(look(client, made.number, codes.code_of(made.key)).headers["Location"]))

    assert "您的申请已经提交" in page
    assert "确认之日就是收到申请之日" in page
    assert "最迟" not in page


def test_a_case_split_from_it_is_reached_from_its_page(client, street):
    given = actions.Intake(
        street,
        "in_person",
        {"submitted": district.DAY},
        (actions.intake.Party("natural_person", "周小禾", "resident_id", district.IDENTITY, district.PHONE),),
        "甲合同；乙纪要",
        "electronic",
        "online",
        matters=("甲合同", "乙纪要"),
    )
    made = actions.submit(given, by=clerk(street), on=district.DAY)
    actions.register(made.pk, by=clerk(street), on=district.DAY)
    _, branch = actions.split(made.pk, ((1,), (2,)), by=clerk(street), on=district.DAY)
    address = enter(client, (made, codes.code_of(made.key)))

    page = text(client.get(address))
    other = text(client.get(f"{address}branch/1/", follow=True))

    assert branch.number in page
    assert "乙纪要" not in page
    assert "乙纪要" in other
    assert client.get(f"{address}branch/2/").status_code == 404


def test_the_session_is_another_after_the_way_in(client, held):
    client.post("/apply/begin/")
    before = client.session.session_key

    enter(client, held)

    assert client.session.session_key != before
