"""Placeholders: a closed list, replaced once; what is filled in is never a template itself."""

import pytest

from gongkai.core.letters import PLACEHOLDERS, blanks, every, fill, unknown
from gongkai.core.letters.placeholders import lacking

HOSTILE = ("{申请人}", "{{ 7*7 }}", "{% raw %}", "{0.__class__}", "%(申请人)s", "${申请人}", "\\1")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_is_never_read_again(words):
    assert fill("{申请内容}，{申请人}", {"申请内容": words, "申请人": "张建国"}) == f"{words}，张建国"


def test_a_missing_value_is_a_visible_blank():
    text = fill("{申请人}：{获取途径}。{获取途径}", {"申请人": "张建国"})

    assert text == "张建国：〔待填：获取途径〕。〔待填：获取途径〕"
    assert blanks(text) == ("获取途径",)
    assert lacking("{申请人}：{获取途径}", {"申请人": "张建国"}) == ("获取途径",)


def test_an_empty_value_is_a_value():
    assert fill("收到。{办理经过}现答复", {"办理经过": ""}) == "收到。现答复"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{申请人}于{ 收到日期 }", ()),
        ("{申请者}", ("{申请者}",)),
        ("{申请人", ("{",)),
        ("{{申请人}}", ("{", "}")),
        ("{% if x %}{}", ("{% if x %}", "{}")),
    ],
)
def test_what_nobody_knows_is_named(text, found):
    assert unknown(text) == found


def test_what_nobody_knows_stays_as_it_is():
    assert fill("{申请者}{申请人.name}", {"申请人": "张建国"}) == "{申请者}{申请人.name}"


def test_the_shipped_texts_use_known_names_only():
    found = [each for text in every() for each in unknown(text.text + "".join(map("".join, text.rows)))]

    assert found == []
    assert len(every()) > 30


def test_every_placeholder_says_what_it_means():
    assert all(len(meaning) > 2 for meaning in PLACEHOLDERS.values())
