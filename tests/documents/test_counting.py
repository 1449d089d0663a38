"""What was published where: figures by channel and column that open into their items, and the row of normative documents."""

from datetime import date, timedelta

import pytest

from gongkai.documents import actions, counting
from gongkai.documents.actions import Cause, Planned, Posted
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return district.office()


def normative(house, **given):
    made = district.document(house, "cleared", is_normative=True, **given)
    actions.plan(made.pk, Planned(waived_because="只涉及内部分工"), by=house.clerk, on=FORMED)
    actions.sign(made.pk, by=house.signer, on=FORMED)
    actions.publish(made.pk, by=house.clerk, at=district.moment(FORMED))
    return made


def test_every_figure_is_as_many_items_as_stand_behind_it(house):
    first, second = district.document(house), district.document(house, column="plans")
    for document in (first, second):
        actions.register(document.pk, Posted("wechat", district.moment(FORMED)), by=house.clerk, on=FORMED)
    actions.register(first.pk, Posted("press", district.moment(FORMED), outlet="青禾日报"), by=house.clerk, on=FORMED)
    actions.withdraw(second.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    lines = {line.channel: line for line in counting.by_channel([house.body], 2026)}

    assert {key: line.total for key, line in lines.items()} == {"website": 2, "wechat": 2, "press": 1}
    assert lines["wechat"].by_column == {"policies": 1, "plans": 1}
    for key, line in lines.items():
        for column, many in line.by_column.items():
            assert counting.placements([house.body], 2026, channel=key, column=column).count() == many


def test_another_year_and_another_body_have_nothing(house):
    other = district.office("青教体", "青禾区教育和体育局")
    district.document(house)

    assert counting.by_channel([house.body], 2025) == ()
    assert counting.by_channel([other.body], 2026) == ()


def test_normative_documents_made_repealed_and_in_force(house):
    kept, ended = normative(house), normative(house)
    normative(house, is_led_here=False)  # counted by the lead organ
    since = FORMED + timedelta(3)
    actions.change(ended.pk, "repeal", Cause(by=kept.pk), by=house.clerk, since=since, on=since)

    assert counting.normative([house.body], 2026) == counting.Normative(2, 1, 1, disclosed=2, disclosed_in_all=2)
    assert counting.normative([house.body], 2025) == counting.NOTHING
    assert counting.normative([house.body], 2027) == counting.Normative(0, 0, 1, disclosed=0, disclosed_in_all=2)
    assert counting.normative_of_each(None, 2026) == {house.body.pk: counting.normative([house.body], 2026)}
    figures = {what: counting.normative_behind([house.body.pk], 2026, what).count() for what in ("made", "in_force")}
    assert figures == {"made": 2, "in_force": 1}


def test_what_expires_on_new_years_eve_is_in_force_that_day(house):
    normative(house, effective_from=date(2026, 11, 3), expires_on=date(2026, 12, 31))

    assert [counting.normative([house.body], year).in_force for year in (2026, 2027)] == [1, 0]
