"""The day of receipt by channel and by regime: computed, never chosen."""

from datetime import date

import pytest

from gongkai.core import law

SENT, SIGNED, ARRIVED, CONFIRMED = date(2026, 10, 20), date(2026, 10, 22), date(2026, 10, 23), date(2026, 10, 26)
DAYS = {"submitted": SENT, "signed": SIGNED, "arrived": ARRIVED, "confirmed": CONFIRMED}


@pytest.mark.parametrize(
    ("channel", "day"),
    [
        ("in_person", SENT),
        ("registered_post", SIGNED),
        ("ordinary_post", CONFIRMED),
        ("online", CONFIRMED),
        ("email", CONFIRMED),
        ("fax", CONFIRMED),
    ],
)
def test_the_day_of_receipt_by_channel(channel, day):
    assert law.received_on(channel, DAYS) == day


def test_before_2019_05_15_an_email_was_received_when_the_system_had_it():
    days = {key: day.replace(year=2018) for key, day in DAYS.items()}

    assert law.received_on("email", days) == ARRIVED.replace(year=2018)
    assert law.receipt("email", on=date(2019, 5, 14)).article == "国办公开办函〔2015〕207号"


@pytest.mark.parametrize(("channel", "days"), [("online", {"submitted": SENT}), ("registered_post", {}), ("fax", {})])
def test_not_received_while_the_day_that_counts_is_not_known(channel, days):
    assert law.received_on(channel, days) is None


def test_a_receipt_before_the_submission_is_refused():
    with pytest.raises(ValueError, match="早于提交之日"):
        law.received_on("online", {"submitted": CONFIRMED, "confirmed": SENT})


def test_an_unknown_channel_is_named():
    with pytest.raises(law.NotInForce, match="没有“pigeon”这一申请渠道的规定"):
        law.received_on("pigeon", DAYS)


def test_every_channel_has_a_rule_under_both_regulations():
    before, after = ({each.channel for each in law.channels(on=day)} for day in (date(2019, 5, 14), date(2019, 5, 15)))

    assert before == after == {"in_person", "registered_post", "ordinary_post", "online", "email", "fax"}
