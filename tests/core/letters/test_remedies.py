"""The remedy clause by day and by kind of reply."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.core.letters import clause
from gongkai.core.letters.remedies import numeral
from tests.core.letters.made import FACTS

NOW = date(2026, 11, 20)


def test_a_refusal_goes_to_reconsideration_first_since_2024():
    text = clause(["state_secret"], on=date(2024, 1, 1), facts=FACTS)

    assert text == (
        "如对本告知书不服，根据《中华人民共和国行政复议法》第二十三条的规定，应当自收到本告知书之日起60日内先向青禾区人民政府"
        "申请行政复议（地址：青禾路1号；网上申请：https://fuyi.example.gov.cn）；对行政复议决定不服的，"
        "可以自收到行政复议决定书之日起15日内向青州市中级人民法院提起行政诉讼。"
    )


@pytest.mark.parametrize(("on", "months"), [(date(2015, 4, 30), 3), (date(2015, 5, 1), 6), (date(2023, 12, 31), 6)])
def test_before_2024_both_ways_and_both_organs_were_open(on, months):
    text = clause(["state_secret"], on=on, facts=FACTS)

    assert "60日内向青禾区人民政府或者青州市人民政府办公室申请行政复议，也可以" in text
    assert f"{months}个月内向青州市中级人民法院提起行政诉讼" in text


def test_one_organ_only_since_2024():
    assert "青州市人民政府办公室" not in clause(["granted"], on=NOW, facts=FACTS)


def test_a_withdrawal_has_no_remedy():
    assert clause(["withdrawn_or_other"], on=NOW, facts=FACTS) == ""


def test_matters_that_go_different_ways_are_named():
    text = clause(["granted", "state_secret", "withdrawn_or_other", "repeat"], on=NOW, facts=FACTS)
    either, first = text.splitlines()

    assert either.startswith("对本答复书第一项、第四项不服的，可以")
    assert first.startswith("对本答复书第二项不服的，根据")


def test_what_is_not_known_is_a_visible_blank():
    text = clause(["granted"], on=NOW, facts=replace(FACTS, reconsideration=None, court=""))

    assert "向〔待填：复议机关〕申请行政复议，也可以" in text
    assert "向〔待填：法院〕提起行政诉讼" in text


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (36, "三十六")])
def test_numerals(number, words):
    assert numeral(number) == words
