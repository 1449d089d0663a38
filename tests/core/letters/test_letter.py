"""Letters put together: every kind of reply with its article and its remedy, every letter of the procedure without one."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.core import law
from gongkai.core.letters import Applicant, Matter, compose, every, examine
from gongkai.core.letters.citations import cited, of_law
from tests.core.letters.made import FACTS, MATTER, decided

DAY = date(2026, 11, 20)
OUTCOMES = law.outcomes(on=DAY)
PROCEDURAL = [text for text in every() if text.part == "procedural"]
FIRST = "应当自收到本告知书之日起60日内先向青禾区人民政府申请行政复议"


def test_there_is_a_paragraph_for_each_of_the_23_kinds_of_reply():
    texts = [text for text in every() if text.part == "outcome"]

    assert {text.key for text in texts} == {outcome.key for outcome in OUTCOMES}
    assert len(texts) == 23
    assert all(text.outcomes == (text.key,) and text.when.endswith("。") for text in texts)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.key)
def test_a_reply_lacks_nothing_and_cites_its_article(outcome):
    composed = compose(outcome.key, FACTS)
    found = cited(composed.letter.text)

    assert (composed.missing, composed.unknown) == ((), ())
    assert all(article in found for article in of_law(outcome.article))
    assert composed.letter.text.count("2026年10月23日") >= 1
    assert "。。" not in composed.letter.text


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.key)
def test_what_is_verified_is_what_the_shelf_says(outcome):
    (text,) = (text for text in every() if text.key == outcome.key)

    assert text.article == outcome.article
    assert text.has_remedy == (outcome.remedy != "none")
    assert not text.is_verified or outcome.is_verified


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.key)
def test_the_remedy_is_that_of_the_day(outcome):
    now = compose(outcome.key, FACTS).letter.text
    before = compose(outcome.key, replace(FACTS, letter_on=date(2023, 12, 31), received_on=date(2023, 12, 1)))

    assert ("先向青禾区人民政府申请行政复议" in now) == (outcome.remedy == "reconsideration_first")
    assert ("6个月内向青州市中级人民法院提起行政诉讼" in now) == (outcome.remedy == "either")
    assert ("60日内向青禾区人民政府或者青州市人民政府办公室申请行政复议" in before.letter.text) == (
        outcome.remedy != "none"
    )
    assert "先向" not in before.letter.text


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda each: each.key)
def test_what_is_composed_passes_the_checks(outcome):
    facts = decided(outcome.key)

    remarks = examine(compose("reply", facts).letter.text, facts, on=DAY, due_on=DAY)

    assert [remark.code for remark in remarks] == []


@pytest.mark.parametrize("text", PROCEDURAL, ids=lambda each: each.key)
def test_a_letter_of_the_procedure_lacks_nothing(text):
    composed = compose(text.key, FACTS)
    words = composed.letter.text

    assert (composed.missing, composed.unknown) == ((), ())
    assert ("行政复议" in words) == text.has_remedy == (text.key == "third_party_decision")
    assert examine(words, FACTS, on=DAY, key=text.key) == ()


def test_what_is_missing_is_listed_and_visible():
    composed = compose("already_public", replace(FACTS, matters=(Matter("预算"),), court=""))

    assert composed.missing == ("获取途径", "法院")
    assert "〔待填：获取途径〕" in composed.letter.text


def test_several_matters_have_a_paragraph_each():
    matters = (
        replace(MATTER, text="裁量基准", outcome="already_public"),
        replace(MATTER, text="处罚决定书", outcome="partial", annexes=("处罚决定书",)),
    )
    composed = compose("reply", replace(FACTS, matters=matters))
    letter = composed.letter
    remedies = letter.paragraphs[-2:]

    assert letter.title == "政府信息公开申请答复书"
    assert letter.paragraphs[1].startswith("一、关于“裁量基准”。该信息已经主动公开。")
    assert letter.paragraphs[2].startswith("二、关于“处罚决定书”。")
    assert remedies[0].startswith("对本答复书第一项不服的，可以自收到本答复书之日起60日内")
    assert remedies[1].startswith("对本答复书第二项不服的，根据《中华人民共和国行政复议法》第二十三条")
    assert letter.annexes == ("处罚决定书",)
    assert composed.used == ("reply", "already_public", "partial")


def test_a_title_common_to_all_matters_is_kept():
    matters = (MATTER, MATTER)

    refused = compose(("state_secret", "internal_affairs"), replace(FACTS, matters=matters)).letter
    mixed = compose(("state_secret", "not_exist"), replace(FACTS, matters=matters)).letter

    assert (refused.title, mixed.title) == ("政府信息不予公开告知书", "政府信息公开申请答复书")
    assert FIRST in refused.paragraphs[-1]


def test_what_happened_is_told_once():
    facts = replace(FACTS, delayed_to=None, charged_on=None, paid_on=None)
    opening = compose("granted", facts).letter.paragraphs[0]
    excessive = compose("excessive", facts).letter.text

    assert "本机关于2026年10月26日告知你补正。本机关于2026年10月30日收到你的补正材料。" in opening
    assert "答复期限延长至2026年12月18日" in opening
    assert "征求了第三方的意见" in opening
    assert "青禾建工" not in opening
    assert excessive.count("2026年10月27日") == 1


def test_a_person_is_addressed_as_you_and_an_organisation_as_your_unit():
    unit = replace(FACTS, applicant=Applicant("某环保公益中心", is_natural_person=False))

    assert "收到你提交的" in compose("granted", FACTS).letter.text
    assert "收到你单位提交的" in compose("granted", unit).letter.text


def test_an_organ_that_cannot_be_determined_is_told_so():
    text = compose("other_organ", replace(FACTS, matters=(replace(MATTER, organ=None),))).letter.text

    assert "本机关不能确定负责公开该信息的行政机关" in text
    assert "联系方式：0533-2222222" not in text


def test_a_district_has_its_own_text():
    own = compose("not_exist", FACTS, template="经查（{检索情况}），没有{事项}。{新内容}")

    assert own.letter.paragraphs[1] == f"经查（{MATTER.search}），没有{MATTER.text}。{{新内容}}"
    assert own.unknown == ("{新内容}",)
    assert compose("correction", FACTS, own={"correction": "请补正：{补正事项}。"}).letter.paragraphs == (
        "请补正：请写明所申请文件的名称或者文号。",
    )


def test_words_that_try_to_be_placeholders_stay_words():
    words = "{申请人}{{7*7}}{% raw %}{救济途径}"
    facts = decided("not_exist", text=words, search=words)

    letter = compose("reply", facts).letter

    assert letter.paragraphs[0].count(words) == 1
    assert letter.paragraphs[1].count(words) == 1


def test_the_slip_goes_with_the_letter_to_the_third_party():
    letter = compose("third_party", FACTS).letter

    assert letter.addressee == "青禾建工有限公司"
    assert letter.slip is not None
    assert letter.slip.title == "征求意见确认函"
    assert letter.slip.rows[0] == ("征求意见内容", "2025年扬尘污染行政处罚决定书")
    assert FACTS.applicant.name not in letter.text


@pytest.mark.parametrize("what", ["granted_2008", "", ("granted", "receipt")])
def test_what_is_no_letter_is_refused_in_words(what):
    with pytest.raises(LookupError, match=r"没有|不是"):
        compose(what, replace(FACTS, matters=(MATTER, MATTER)))


def test_matters_without_decision_are_refused_in_words():
    with pytest.raises(LookupError, match="没有选"):
        compose("reply", FACTS)
    with pytest.raises(ValueError, match="一一对应"):
        compose(("granted", "partial", "repeat"), replace(FACTS, matters=(MATTER, MATTER)))


def test_a_field_nobody_knows_is_refused():
    with pytest.raises(LookupError, match="心情"):
        compose("receipt", replace(FACTS, filled={"心情": "好"}))
