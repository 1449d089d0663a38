"""Working days against two libraries, which serve here as oracles only, and against cases counted by hand."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from gongkai.core import workdays

FIRST, LAST = date(2008, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def oracle():
    return holidays.country_holidays("CN", years=range(2008, 2028))


def test_every_day_is_as_chinese_calendar_says():
    different = [day for day in DAYS if workdays.is_workday(day) != chinese_calendar.is_workday(day)]

    assert len(DAYS) == 6940
    assert different == []


def test_every_day_is_as_holidays_says(oracle):
    different = [day for day in DAYS if workdays.is_workday(day) != oracle.is_working_day(day)]

    assert different == []


@pytest.mark.parametrize("n", [7, 15, 20, 40])
def test_nth_working_day_from_every_start(oracle, n):
    starts = [day for day in DAYS if day <= date(2026, 10, 1)]
    different = [day for day in starts if workdays.add(day, n).on != oracle.get_nth_working_day(day, n)]

    assert len(starts) > 6800
    assert different == []


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2021, 1, 26), date(2021, 2, 26)),  # swapped weekends around the Spring Festival of 2021
        (date(2021, 9, 18), date(2021, 10, 22)),  # Mid-Autumn and National Day of 2021
        (date(2020, 1, 23), date(2020, 2, 28)),  # the extended Spring Festival of 2020
        (date(2019, 12, 31), date(2020, 2, 5)),  # over the end of a year
    ],
)
def test_twenty_working_days_by_hand(start, due):
    assert workdays.add(start, 20).on == due


def test_the_day_itself_is_not_counted():
    friday = date(2025, 6, 6)

    assert workdays.add(friday, 1).on == date(2025, 6, 9)
    assert workdays.between(friday, friday) == 0


def test_between_counts_what_add_added():
    start = date(2024, 9, 10)

    for n in range(1, 60):
        due = workdays.add(start, n).on

        assert workdays.between(start, due) == n
        assert workdays.between(due, start) == -n


def test_a_year_without_a_notice_is_provisional():
    due = workdays.add(date(2026, 12, 10), 20)

    assert due.is_provisional
    assert due.on.year == 2027
    assert str(due).endswith("（暂定）")


def test_the_last_day_of_the_last_notice_is_not_provisional():
    due = workdays.add(date(2026, 12, 30), 1)

    assert due == workdays.Workday(date(2026, 12, 31), is_provisional=False)


def test_a_year_without_a_notice_keeps_the_statutory_holidays_but_no_swapped_days():
    of_2027 = [date(2027, 1, 1) + timedelta(n) for n in range(365)]

    assert workdays.kind(date(2027, 10, 1)) is workdays.Kind.HOLIDAY
    assert [day for day in of_2027 if workdays.kind(day) is workdays.Kind.SWAPPED] == []


@pytest.mark.parametrize("day", [date(2007, 12, 31), date(2041, 1, 1)])
def test_years_without_data_are_refused(day):
    with pytest.raises(ValueError, match=r"没有 .* 年的工作日数据"):
        workdays.is_workday(day)


def test_no_days_at_all_are_refused():
    with pytest.raises(ValueError, match="大于零"):
        workdays.add(date(2025, 1, 1), 0)


def test_account_names_every_day():
    counted = workdays.account(date(2021, 2, 9), date(2021, 2, 22))

    assert [(each.on.day, each.kind.value, each.number) for each in counted] == [
        (10, "工作日", 1),
        (11, "节假日", None),
        (12, "节假日", None),
        (13, "周末", None),
        (14, "周末", None),
        (15, "节假日", None),
        (16, "节假日", None),
        (17, "节假日", None),
        (18, "工作日", 2),
        (19, "工作日", 3),
        (20, "调休上班", 4),
        (21, "周末", None),
        (22, "工作日", 5),
    ]
