"""A text that is open while the world goes on: figures that nobody touched stay live, and no window overwrites another."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.reports import actions
from gongkai.reports.models import Passage, Round
from tests.desk.documents.made import shown
from tests.desk.reports import winter
from tests.reports import district

pytestmark = pytest.mark.django_db
RECEIVED = "{applications.received.total}"


@pytest.fixture
def this() -> district.January:
    return winter.january()


def opened(client, report, part="overview") -> dict[str, str]:
    """The fields of the editor as the page gives them."""
    page = shown(client, "desk-report-part", report.pk, part)
    found = {name: unescape(value) for name, value in re.findall(r'name="(base|opened)" value="([^"]*)"', page)}
    typed = re.search(r'<textarea id="typed"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return found | {"typed": unescape(typed[1]).lstrip("\n")}


def sent(client, report, fields, part="overview", **changes):
    """What the script gets when it saves."""
    address = reverse("desk-report-text", args=(report.pk, part))
    return client.post(address, fields | changes, headers={"X-Requested-With": "fetch"})


def newest(report, part="overview") -> str:
    return Passage.objects.filter(report=report, part=part).last().text


def one_more(this) -> None:
    """A case of the year that is registered late."""
    district.take_over(this.housing, district.history(this.housing, 6, date(2025, 12, 30)))


def test_a_figure_that_nobody_touched_stays_live_when_the_registers_change(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    fields = opened(client, report)
    one_more(this)

    answer = sent(client, report, fields, typed=fields["typed"] + "另有一句。")

    assert answer.json()["notes"] == []
    assert newest(report) == winter.TEXT + "另有一句。"
    assert "政府信息公开申请{新收申请=6}件" in opened(client, report)["typed"]


def test_a_figure_changed_by_hand_meanwhile_is_told_with_what_it_was(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    fields = opened(client, report)
    one_more(this)

    answer = sent(client, report, fields, typed=fields["typed"].replace("{新收申请=5}", "{新收申请=7}"))

    assert answer.json()["notes"] == ["“新收申请”由 5 手工改成 7，这一处以后不随数据变"]
    assert newest(report) == winter.TEXT.replace(RECEIVED, "7")


def test_an_offered_sentence_stays_live_when_the_registers_change(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    page = shown(client, "desk-report-part", report.pk, "overview")
    offers = [unescape(each) for each in re.findall(r'name="append" value="([^"]*)"', page)]
    offer = next(each for each in offers if "{新收申请=5}" in each)
    fields = opened(client, report)
    one_more(this)

    winter.sent(client, "desk-report-text", report.pk, "overview", append=offer, **fields)

    assert newest(report).count(RECEIVED) == 2


def test_a_gap_that_is_filled_meanwhile_is_no_change_by_hand(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    actions.save_text(
        report.pk, "problems", "培训{trained.times}次。", base=0, by=this.housing.clerk, at=district.moment()
    )
    fields = opened(client, report, "problems")
    given = actions.Given("trained.times", Decimal(3), "签到表")
    actions.enter(report.pk, [given], by=this.housing.clerk, at=district.moment())

    answer = sent(client, report, fields, "problems", typed=fields["typed"] + "还有一句。")

    assert "____" in fields["typed"]
    assert (answer.json()["notes"], newest(report, "problems")) == ([], "培训{trained.times}次。还有一句。")


def test_two_windows_of_one_person_do_not_overwrite_each_other(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    first, second = opened(client, report), opened(client, report)

    kept = sent(client, report, first, typed="第一个窗口。")
    refused = sent(client, report, second, typed="第二个窗口。")
    again = sent(client, report, first, typed="第一个窗口，接着写。", base=kept.json()["base"])

    assert (refused.status_code, "另一个窗口" in refused.json()["error"]) == (409, True)
    assert (again.status_code, newest(report)) == (200, "第一个窗口，接着写。")


def test_what_somebody_else_saved_once_more_in_the_same_version_is_not_overwritten(this) -> None:
    report = winter.written(this)
    at = district.moment(date(2026, 1, 12), 11)
    actions.save_text(report.pk, "overview", "负责人写的。", base=1, by=this.housing.head, at=at)
    client = winter.browser(this.housing)
    fields = opened(client, report)
    actions.save_text(report.pk, "overview", "负责人又写的。", base=2, by=this.housing.head, at=at)

    refused = sent(client, report, fields, typed="经办人写的。")

    assert (refused.status_code, newest(report)) == (409, "负责人又写的。")


@pytest.mark.parametrize("told", ["[]", "{", '{"report.year": "1e999999999"}', '{"report.year": "1e-999999999"}'])
def test_figures_that_were_tampered_with_count_as_not_told(this, told) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    fields = opened(client, report)
    one_more(this)

    answer = sent(client, report, fields, opened=told)

    assert answer.json()["notes"] == ["“新收申请”由 6 手工改成 5，这一处以后不随数据变"]


def test_after_the_lock_date_a_cell_says_what_came_later(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    actions.lock_due(on=date(2026, 2, 1))
    (late,) = district.take_over(this.housing, district.history(this.housing, 6, date(2025, 12, 30)))

    page = shown(client, "desk-report-cell", report.pk, "applications.received.natural_person")
    case = shown(client, "desk-case", late.pk)
    before = shown(client, "desk-case", late.pk - 1)

    assert ("锁定以后台账的变动" in page, "锁定时 4 件" in page, "和锁定的不同" in page) == (True, True, True)
    assert ("计入年报" in case, "锁定时计入" in before) == (False, True)


def test_an_adjustment_that_the_registers_have_caught_up_with_is_told(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    cell = "applications.received.natural_person"
    at = district.moment(date(2026, 1, 12))  # before the lock date
    actions.adjust(report.pk, cell, Decimal(5), by=this.housing.clerk, at=at, reason="一件还没有补录")
    before = shown(client, "desk-report-cell", report.pk, cell)

    one_more(this)
    page = shown(client, "desk-report-cell", report.pk, cell)

    assert ("可以撤销" in before, "台账统计 4，人工调整为 5" in before) == (False, True)
    assert "现在也是 5，这一处调整可以撤销了" in page
    assert "理由：一件还没有补录（现在已经是这个数，可以撤销调整）" in page


def test_before_the_year_is_over_nobody_is_offered_to_hand_in(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    later = shown(client, "desk-report-deed", report.pk, "submit")
    year = timezone.localdate().year
    Round.objects.update(year=year)

    early = shown(client, "desk-report-deed", report.pk, "submit")

    assert ("才能报送" in later, 'name="version"' in later) == (False, True)
    assert (f"{year + 1} 年 1 月 1 日以后才能报送" in early, 'name="version"' in early) == (True, False)
