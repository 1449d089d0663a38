"""gongkai deadline: the last day of a term, every day accounted for, and the article."""

import argparse
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.cli.files import Problem
from gongkai.core import law, typed_days, workdays

TERMS = {
    "reply": "答复（默认），从收到申请起",
    "extension": "延长后的答复，从原来的到期日起",
    "correction": "要求补正，从收到申请起",
    "third_party": "第三方提出意见，从它收到征求意见书起",
    "co_maker": "共同制作机关提出意见，从它收到征求意见书起",
    "proactive": "主动公开，从信息形成或者变更起",
    "payment": "缴纳信息处理费，从收到收费通知起",
}
_WEEKDAYS = "一二三四五六日"


def run(options: argparse.Namespace) -> int:
    """Print the due date first, then the account."""
    start = parse(options.date, today=datetime.now(ZoneInfo("Asia/Shanghai")).date())
    try:
        limit = law.limit(options.term, on=start)
        due = workdays.add(start, limit.days)
    except (law.NotInForce, ValueError) as error:
        raise Problem(str(error)) from error
    counted = workdays.account(start, due.on)
    print(
        f"{due.on.isoformat()}  {_weekday(due.on)}  {limit.label}的最后一天{'（暂定）' if due.is_provisional else ''}"
    )
    print(f"自{limit.counts_from}（{start.isoformat()}，{_weekday(start)}）的次日起算，第 {limit.days} 个工作日")
    print(f"依据：{limit.article}{'' if limit.is_verified else '（条文未经核对）'}")
    if due.is_provisional:
        print(f"暂定：{due.on.year} 年的放假安排还没有公布，按法定节假日推算；公布后要重算")
    off = sum(day.number is None for day in counted)
    print(f"共 {len(counted)} 天：{limit.days} 个工作日，{off} 天不计")
    for day in counted:
        number = f"第 {day.number} 个工作日" if day.number else "不计"
        note = "" if day.kind is workdays.Kind.WORKDAY else f"（{day.kind}）"
        print(f"  {day.on.isoformat()}  {_weekday(day.on)}  {number}{note}")
    return 0


def _weekday(day: date) -> str:
    return f"星期{_WEEKDAYS[day.weekday()]}"


def parse(text: str, *, today: date) -> date:
    """A day as people type it; Problem for anything that is none."""
    try:
        return typed_days.parse(text, today=today)
    except ValueError as error:
        raise Problem(str(error)) from error
