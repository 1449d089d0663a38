"""The checks before signing: each with an example that it finds and one that it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.core.letters import Fee, compose, examine, registry
from gongkai.core.letters.citations import cited
from tests.core.letters.made import FACTS, decided

DAY = date(2026, 11, 20)
BEFORE = date(2023, 12, 1)
TO_ORGAN = ("60日内先向青禾区人民政府申请行政复议", "60日内先向青州市司法局申请行政复议")
DIRECT = "，也可以自收到之日起6个月内向人民法院提起行政诉讼"
EITHER = ("可以自收到本告知书之日起60日内向", "应当自收到本告知书之日起60日内先向")


def codes(text, facts, *, key="reply", on=DAY, **others):
    return {remark.code for remark in examine(text, facts, key=key, on=on, **others)}


def spoilt(what, *changes, facts=None, key="reply"):
    """The words of a letter with some of them replaced, and its facts."""
    facts = facts or (decided(what) if key == "reply" else FACTS)
    text = compose("reply" if key == "reply" else what, facts).letter.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text, facts, key


# code -> a letter in which it is found; each of them unspoilt is one in which nothing is found (test_letter.py)
SPOILT = {
    "L101": spoilt("granted", ("青州市中级人民法院", "〔待填：法院〕")),
    "L102": spoilt("granted", ("青禾路1号", "{联系地址}")),
    "L103": spoilt("granted", ("张建国：", "张先生：")),
    "L104": spoilt("granted", ("2026年10月23日", "2026年10月25日")),
    "L201": spoilt("not_exist", ("第三十六条第四项", "有关条款")),
    "L202": spoilt("not_exist", ("第三十六条第四项", "第三十六条第四项、第五项")),
    "L203": (
        compose("abandoned_no_payment", FACTS).letter.text,
        replace(decided("abandoned_no_payment"), received_on=date(2020, 6, 1)),
        "reply",
    ),
    "L204": spoilt("not_exist", ("在公文系统以“扬尘”为检索词、范围为2025年全年检索", "经查")),
    "L205": spoilt("other_organ", ("0533-2222222", "见网站")),
    "L206": spoilt("partial", ("正文写明了具体的理由", "不便公开")),
    "L207": spoilt("excessive", facts=replace(decided("excessive"), asked_for_reasons_on=None)),
    "L208": spoilt("internal_affairs", ("，理由是：正文写明了具体的理由", "")),
    "L301": spoilt("repeat", ("申请行政复议", "反映"), ("提起行政诉讼", "反映")),
    "L302": spoilt("state_secret", ("60日内先向", "60日内向")),
    "L303": spoilt("state_secret", ("提起行政诉讼。", f"提起行政诉讼{DIRECT}。".replace("，也", "；也"))),
    "L304": spoilt("state_secret", ("60日内", "30日内")),
    "L305": spoilt("state_secret", TO_ORGAN),
    "L306": (
        f"{compose('correction', FACTS).letter.text}\n如不服，可以向青禾区人民政府申请行政复议。",
        FACTS,
        "correction",
    ),
    "L307": spoilt("repeat", EITHER),
    "L308": spoilt("repeat", ("6个月内", "3个月内")),
    "L501": (*spoilt("granted")[:2], "reply"),
    "L601": spoilt("fee", ("100元", "按规定的数额"), key="fee"),
    "L602": spoilt("fee", ("20个工作日", "规定的时间"), ("2026年12月11日", "规定之日"), key="fee"),
    "L401": spoilt("granted", ("该信息属于", "经征求王小红的意见，该信息属于")),
    "L402": spoilt("granted", ("该信息属于", "该信息（当事人电话13800138000）属于")),
    "L403": spoilt("third_party", ("本机关收到", "本机关收到张建国的"), key="third_party"),
}


@pytest.mark.parametrize("code", SPOILT)
def test_what_is_wrong_is_found(code):
    text, facts, key = SPOILT[code]
    due_on = date(2026, 11, 19) if code == "L501" else DAY

    assert code in codes(text, facts, key=key, other_people=("王小红",), due_on=due_on)


def test_each_check_has_its_example_and_nothing_else_is_found_in_most():
    alone = {code for code, (text, facts, key) in SPOILT.items() if codes(text, facts, key=key, due_on=DAY) == {code}}

    assert SPOILT.keys() == {check.code for check in registry.every()}
    assert SPOILT.keys() - alone <= {"L203", "L303", "L401", "L501", "L207"}


@pytest.mark.parametrize("check", registry.every(), ids=lambda each: each.code)
def test_each_check_has_a_page(check):
    assert all(f"\n{head}：" in check.page for head in ("为什么", "例", "怎么改"))
    assert check.basis
    assert check.title
    assert not check.title.endswith("。")


def test_a_remark_says_what_is_wrong_and_what_to_do():
    (remark,) = examine(*SPOILT["L305"][:2], on=DAY)

    assert remark.says == "没有写行政复议机关“青禾区人民政府”"
    assert remark.do == "写明向青禾区人民政府申请行政复议"
    assert remark.is_error


def test_two_organs_of_reconsideration_are_found_since_2024_only():
    facts = replace(decided("granted"), letter_on=BEFORE, received_on=BEFORE)
    old = compose("reply", facts).letter.text

    assert codes(old, facts, on=BEFORE) == set()
    assert codes(old, facts, on=DAY) == {"L305"}


def test_a_refusal_of_2023_said_as_today_is_found():
    facts = replace(decided("state_secret"), letter_on=BEFORE, received_on=BEFORE)
    text = compose("reply", replace(facts, letter_on=DAY)).letter.text

    assert "L307" in codes(text, facts, on=BEFORE)


@pytest.mark.parametrize(
    "words",
    ["30日内", "六十个工作日内", "60个工作日内", "九十日内"],
)
def test_a_wrong_term_of_reconsideration_is_found(words):
    assert codes(*spoilt("repeat", ("60日内", words))[:2]) == {"L304"}


@pytest.mark.parametrize("words", ["六十日内", "60日之内", "60 日内"])
def test_a_right_term_of_reconsideration_is_left_alone(words):
    assert codes(*spoilt("repeat", ("60日内", words))[:2]) == set()


@pytest.mark.parametrize("words", ["第36条第（四）项", "第三十六条第(四)项", "第 36 条第 4 项"])
def test_articles_are_read_however_they_are_written(words):
    assert codes(*spoilt("not_exist", ("第三十六条第四项", words))[:2]) == set()


def test_mixed_matters_may_say_both_ways():
    secret, repeat = decided("state_secret").matters[0], decided("repeat").matters[0]
    facts = replace(FACTS, matters=(secret, repeat))

    assert codes(compose("reply", facts).letter.text, facts) == set()


def test_the_applicants_own_numbers_and_the_announced_ones_are_left_alone():
    text, facts, _ = spoilt("granted", ("该信息属于", "你（电话139 0000 1111）要求的该信息属于"))

    assert codes(text, facts) == set()


def test_the_third_party_may_be_named_to_itself():
    text = compose("third_party", FACTS).letter.text

    assert codes(text, FACTS, key="third_party", other_people=("青禾建工有限公司",)) == set()


def test_a_late_reply_does_not_bar_signing():
    text, facts, _ = SPOILT["L501"]
    (remark,) = examine(text, facts, on=DAY, due_on=date(2026, 11, 19))

    assert (remark.code, remark.is_error) == ("L501", False)


def test_a_fee_notice_that_says_the_amount_is_left_alone():
    facts = replace(FACTS, fee=Fee("by_page", 31, 10, date(2026, 12, 11), "现场缴纳"))

    assert codes(compose("fee", facts).letter.text, facts, key="fee") == set()


def test_articles_of_other_statutes_are_not_those_of_the_regulations():
    text = (
        "根据《中华人民共和国行政复议法》第二十三条、《中华人民共和国政府信息公开条例》第十五条、第三十六条第三项"
        "和《不动产登记暂行条例》第十四条"
    )

    assert [str(each) for each in cited(text)] == ["第十五条", "第三十六条第三项"]
