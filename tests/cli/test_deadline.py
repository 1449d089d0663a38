"""gongkai deadline: the due day first, then every day accounted for, and the article."""

import re
from datetime import date, timedelta

import pytest

from gongkai.cli import deadlines

TERMS = ("reply", "extension", "correction", "third_party", "co_maker", "proactive", "payment")


def days(out: str) -> list[tuple[date, str]]:
    return [
        (date.fromisoformat(day), rest) for day, rest in re.findall(r"^  (\d{4}-\d\d-\d\d)  (.*)$", out, re.MULTILINE)
    ]


@pytest.mark.parametrize(
    ("arguments", "due", "number", "article"),
    [
        (("2026-09-25",), "2026-10-29", 20, "政府信息公开条例（2019）第三十三条"),
        (("2026-11-20", "--term", "extension"), "2026-12-18", 20, "政府信息公开条例（2019）第三十三条"),
        (("2026-11-20", "--term", "correction"), "2026-12-01", 7, "政府信息公开条例（2019）第三十条"),
        (("2026-11-20", "--term", "third_party"), "2026-12-11", 15, "政府信息公开条例（2019）第三十二条"),
        (("2026-11-20", "--term", "co_maker"), "2026-12-11", 15, "政府信息公开条例（2019）第三十四条"),
        (("2026-11-20", "--term", "proactive"), "2026-12-18", 20, "政府信息公开条例（2019）第二十六条"),
        (("2010-01-05",), "2010-01-26", 15, "政府信息公开条例（2008）第二十四条"),
        (("2010-01-05", "--term", "proactive"), "2010-02-02", 20, "政府信息公开条例（2008）第十八条（条文未经核对）"),
        (("2019-05-14",), "2019-06-04", 15, "政府信息公开条例（2008）第二十四条"),
        (("2019-05-15",), "2019-06-13", 20, "政府信息公开条例（2019）第三十三条"),
    ],
)
def test_the_due_day_stands_first_then_the_count_then_the_article(run, arguments, due, number, article):
    ran = run("deadline", *arguments)
    first, count, basis, *_ = ran.out.splitlines()

    assert (ran.status, ran.err) == (0, "")
    assert first.split()[0] == due
    assert count.endswith(f"的次日起算，第 {number} 个工作日")
    assert basis == f"依据：{article}"


@pytest.mark.parametrize("term", TERMS)
def test_every_day_from_the_next_to_the_last_is_accounted_for(run, term):
    ran = run("deadline", "2026-09-25", "--term", term)
    counted = days(ran.out)
    numbers = [
        int(found[1]) for _, rest in counted if (found := re.search(r"第 (\d+) 个工作日(?:（调休上班）)?$", rest))
    ]

    assert [day for day, _ in counted] == [date(2026, 9, 26) + timedelta(n) for n in range(len(counted))]
    assert counted[-1][0].isoformat() == ran.out.split()[0]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"第 {len(numbers)} 个工作日" in ran.out.splitlines()[1]
    assert f"共 {len(counted)} 天：{len(numbers)} 个工作日，{len(counted) - len(numbers)} 天不计" in ran.out


def test_holidays_and_swapped_days_are_named(run):
    counted = dict(days(run("deadline", "2026-09-18").out))

    assert "周末" in counted[date(2026, 9, 19)]
    assert "不计" in counted[date(2026, 10, 1)]
    assert "周末" not in counted[date(2026, 10, 1)]
    assert "调休" in counted[date(2026, 9, 20)]
    assert "个工作日" in counted[date(2026, 9, 20)]


def test_a_year_without_a_notice_is_provisional(run):
    ran = run("deadline", "2028-03-01")

    assert ran.out.splitlines()[0].endswith("（暂定）")
    assert "暂定：2028 年的放假安排还没有公布，按法定节假日推算；公布后要重算" in ran.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("2026.11.20", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("2026年11月20日", date(2026, 11, 20)),
        ("２０２６－１１－２０", date(2026, 11, 20)),
        ("2026-1-5", date(2026, 1, 5)),
        ("11-20", date(2024, 11, 20)),
        ("11月20日", date(2024, 11, 20)),
        ("今天", date(2024, 2, 29)),
        ("昨天", date(2024, 2, 28)),
        ("前天", date(2024, 2, 27)),
        ("明天", date(2024, 3, 1)),
    ],
)
def test_a_day_may_be_typed_as_people_type_it(typed, meant):
    assert deadlines.parse(typed, today=date(2024, 2, 29)) == meant


@pytest.mark.parametrize(
    "typed", ["", "二〇二六", "2026-13-01", "2026-02-30", "20261301", "2026-11", "1-1-1", "x" * 50]
)
def test_what_is_no_day_is_told_with_how_to_write_one(run, typed):
    ran = run("deadline", typed)

    assert ran == (2, "", f"gongkai: 看不懂日期“{typed}”；请写成 2026-11-20、20261120 或者 今天\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2008-04-30",), "2008-04-30 时施行的规定没有“答复期限”的日数；最早的规定自 2008-05-01 起施行"),
        (("1999-01-01",), "1999-01-01 时施行的规定没有“答复期限”的日数；最早的规定自 2008-05-01 起施行"),
        (
            ("2010-01-05", "--term", "third_party"),
            "2010-01-05 时施行的规定没有“第三方提出意见期限”的日数；最早的规定自 2019-05-15 起施行",
        ),
        (("2099-01-01",), "没有 2099 年的工作日数据（有 2008 至 2040 年）"),
        (("9999-12-31",), "没有 9999 年的工作日数据（有 2008 至 2040 年）"),
    ],
)  # fmt: skip
def test_a_day_before_the_law_or_beyond_the_calendar_is_told(run, arguments, says):
    assert run("deadline", *arguments) == (2, "", f"gongkai: {says}\n")


def test_an_unknown_term_is_told_with_those_there_are(run):
    ran = run("deadline", "2026-11-20", "--term", "replay")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"gongkai: --term 不能是 replay；是不是 reply？可以是 {'、'.join(TERMS)}\n")


def test_the_help_says_what_each_term_is_counted_from(run):
    out = run("deadline", "--help").out

    assert re.findall(r"^ +([a-z_]+) +\S+，从", out, re.MULTILINE) == list(TERMS)
