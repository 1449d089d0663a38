"""Numbers in running text."""

from decimal import Decimal

import pytest

from gongkai.core.quantities import chinese, quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "is_approximate"),
    [
        ("共收到151件", 151, "件", False),
        ("公开信息 1,136 条", 1136, "条", False),
        ("制发政府公报十二期", 12, "期", False),
        ("收到一百二十三件", 123, "件", False),
        ("培训两次", 2, "次", False),
        ("公开８０余条", 80, "条", True),
        ("关注人数1.6万人", 16000, "人", True),
        ("近300场", 300, "场", True),
        ("20件以上", 20, "件", True),
        ("办复率100%", 100, "%", False),
        ("占３３．９％", Decimal("33.9"), "%", False),
        ("收费24252.311082万元", Decimal("24252.311082"), "万元", False),
        ("共400元", 400, "元", False),
    ],
)
def test_one_number(text, value, unit, is_approximate):
    (found,) = quantities(text)

    assert (found.value, found.unit, found.is_approximate) == (value, unit, is_approximate)


@pytest.mark.parametrize("text", ["一次性办结", "第3条规定", "（2020）5号", "2021年1月", "一个方面性"])
def test_no_number_that_counts(text):
    assert [each for each in quantities(text) if each.unit in ("件", "条", "次")] == []


def test_words_around_end_at_the_sentence():
    text = "收到5件。办结4件，结转1件；其他2件"

    found = quantities(text)

    assert [(each.before, each.after, each.sentence) for each in found] == [
        ("收到", "。", 0),
        ("办结", ",结转1件;", 1),
        ("办结4件,结转", ";", 1),
        ("其他", "", 2),
    ]


def test_places_are_those_of_the_text():
    text = "共收到１５１件，上年结转5件"

    assert [text[each.start : each.end] for each in quantities(text)] == ["１５１件", "5件"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("一百零五", 105), ("三千二百", 3200), ("二〇二一", 2021), ("十二", 12)],
)
def test_chinese_numerals(text, value):
    assert chinese(text) == value
