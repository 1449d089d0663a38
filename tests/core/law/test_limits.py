"""Time limits by the day on which they are asked for."""

from datetime import date

import pytest

from gongkai.core import law

BEFORE, AFTER = date(2019, 5, 14), date(2019, 5, 15)


@pytest.mark.parametrize(
    ("term", "on", "days"),
    [
        ("reply", BEFORE, 15),
        ("reply", AFTER, 20),
        ("extension", BEFORE, 15),
        ("extension", AFTER, 20),
        ("correction", AFTER, 7),
        ("third_party", AFTER, 15),
        ("co_maker", AFTER, 15),
        ("proactive", AFTER, 20),
    ],
)
def test_days_of_a_term_by_regime(term, on, days):
    assert law.days(term, on=on) == days


@pytest.mark.parametrize("term", ["correction", "third_party", "co_maker"])
def test_the_regulations_of_2008_had_no_such_term(term):
    with pytest.raises(law.NotInForce, match="2019-05-14 时施行的规定没有"):
        law.days(term, on=BEFORE)


def test_an_unknown_term_is_named():
    with pytest.raises(law.NotInForce, match="没有“holiday”这个期限"):
        law.days("holiday", on=AFTER)


def test_a_limit_carries_its_article():
    assert law.limit("reply", on=BEFORE).article == "政府信息公开条例（2008）第二十四条"
    assert law.limit("reply", on=AFTER).article == "政府信息公开条例（2019）第三十三条"


@pytest.mark.parametrize(
    ("body", "on", "day"),
    [
        ("department", date(2019, 3, 1), (3, 31)),
        ("department", date(2020, 1, 1), (1, 31)),
        ("government", date(2020, 1, 1), (3, 31)),
    ],
)
def test_report_day(body, on, day):
    found = law.report_day(body, on=on)

    assert (found.month, found.day) == day
