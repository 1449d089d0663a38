"""From when and until when a document is in force, as far as its text says so exactly (施行日期, 有效期)."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.reading.official import spelling

_DAY = spelling.PLAIN_DAY
_FROM = re.compile(rf"自\s*({_DAY})\s*(?:零时)?起\s*(?:正式|开始|试)?\s*(?:施行|实施|执行|生效|试行)")
_FROM_ISSUE = re.compile(
    r"自\s*(?:印发|发布|公布|发文|下发|签发|颁布)之日起\s*((?:满?\s*\S{1,5}\s*(?:日|天|个月)后?)?)[^，。；]{0,6}?(?:施行|实施|执行|生效|试行)"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?(?:截止)?(?:至|到|为至)|有效期至|施行至|执行至|实施至|有效至)\s*({_DAY})\s*(?:止)?"
)
_FOR = re.compile(
    r"(?:有效期(?:限)?|试行期|施行期限|实施期限|暂行期)\s*(?:为|是|:|：)?\s*(\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(年|个月)"
)
_OTHERS = re.compile(r"(?:^|[，。；])[^，。；]*(?:原|此前|曾|届时)[^，。；]*$")


@dataclass(slots=True)
class Term:
    """What was found; a sentence for what could not be told."""

    effective_from: date | None = None
    expires_on: date | None = None
    doubts: list[tuple[str, str]] = field(default_factory=list)


def term(text: str, *, printed_on: date | None) -> Term:
    """The term that `text` gives its own document."""
    found = Term()
    _begin(text, printed_on, found)
    _end(text, found)
    if found.effective_from and found.expires_on and found.expires_on < found.effective_from:
        found.doubts.append(("expires_on", f"有效期的最后一天{found.expires_on}早于施行日期，请对照原件"))
        found.expires_on = None
    return found


def _begin(text: str, printed_on: date | None, found: Term) -> None:
    days = {_day(each[1]) for each in _FROM.finditer(text) if not _OTHERS.search(text[: each.start()][-60:])}
    issue = _FROM_ISSUE.search(text)
    if len(days) == 1 and None not in days and not issue:
        found.effective_from = days.pop()
    elif days:
        found.doubts.append(("effective_from", "正文里的施行日期不止一个或者不成日期，没有填，请看正文后填写"))
    elif issue and not issue[1] and printed_on:
        found.effective_from = printed_on
    elif issue:
        found.doubts.append(("effective_from", f"正文写的是“{issue[0]}”，没有具体日期，请按实际印发公布的日期填写"))


def _end(text: str, found: Term) -> None:
    days = {_day(each[1]) for each in _UNTIL.finditer(text)}
    spans = {(each[1], each[2]) for each in _FOR.finditer(text)}
    if len(days) == 1 and None not in days:
        found.expires_on = days.pop()
    elif days:
        found.doubts.append(("expires_on", "正文里的有效期截止日不止一个或者不成日期，没有填，请看正文后填写"))
    elif len(spans) == 1:
        _after(*spans.pop(), found)
    elif spans:
        found.doubts.append(("expires_on", "正文里的有效期不止一个，没有填，请看正文后填写"))


def _after(count: str, unit: str, found: Term) -> None:
    number = spelling.number_of(count)
    if found.effective_from is None or not number:
        found.doubts.append(("expires_on", f"正文写有效期{count}{unit}，起算日不能确定，请填写有效期至"))
        return
    found.expires_on = _later(found.effective_from, number * (12 if unit == "年" else 1)) - timedelta(1)


def _later(day: date, months: int) -> date:
    """The same day so many months later; the first of the next where a month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def _day(text: str) -> date | None:
    found = spelling.DAY.fullmatch(text)
    return spelling.day_of(found) if found else None
