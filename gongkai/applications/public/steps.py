"""What happened to a case in plain words for its applicant: no names of others, nothing of the office's own review."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.applications.models import CHANNELS
from gongkai.core import law
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

DONE, NOW, TO_COME = "ok", "now", "todo2"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, when, a sentence, and whether it is done, under way or still to come."""

    title: str
    when: str
    says: str
    state: str = DONE


def said(day: date, *, on: date) -> str:
    """11月24日, with its year when that is not this one."""
    return f"{day.month}月{day.day}日" if day.year == on.year else f"{day.year}年{day.month}月{day.day}日"


def steps(lines: Iterable[Entry], *, on: date) -> list[Step]:
    """The steps that are behind, in their order; searches that follow one another are one step."""
    found: list[Step] = []
    searches: list[Entry] = []
    for line in journal.in_effect(lines):
        if line.verb == "search":
            searches.append(line)
            continue
        if line.verb in _SAYS:
            found += _searched(searches, on)
            searches = []
            title, says = _SAYS[line.verb](line, on)
            found.append(Step(title, said(_day(line), on=on), says))
    return found + _searched(searches, on)


def _day(line: Entry) -> date:
    return date.fromisoformat(line.facts["on"]) if line.verb == "receive" and line.facts.get("on") else line.on


def _searched(lines: list[Entry], on: date) -> list[Step]:
    if not lines:
        return []
    first, last = said(lines[0].on, on=on), said(lines[-1].on, on=on)
    places = len({line.facts.get("system") for line in lines})
    return [Step("查找文件", first if first == last else f"{first}至{last}", f"查了 {places} 处。")]


def _until(line: Entry, on: date) -> str:
    text = line.facts.get("until")
    return said(date.fromisoformat(text), on=on) if text else ""


Say = Callable[[Entry, date], tuple[str, str]]


def _submit(line: Entry, on: date) -> tuple[str, str]:
    del on
    channel = CHANNELS.get(str(line.facts.get("channel")), "")
    return "提交申请", f"{channel}。" if channel else ""


def _receive(line: Entry, on: date) -> tuple[str, str]:
    term = law.days("reply", on=_day(line))
    del on
    return "收到申请", f"从第二天起算，{term} 个工作日以内答复。"


def _ask_to_correct(line: Entry, on: date) -> tuple[str, str]:
    until = _until(line, on)
    return "请您补正", f"{until}以前补正；期限从收到补正之日起重新计算。" if until else "期限从收到补正之日起重新计算。"


def _charge(line: Entry, on: date) -> tuple[str, str]:
    del on
    return "通知缴纳信息处理费", f"{line.facts.get('yuan')} 元；缴费以后重新计算期限。"


def _extend(line: Entry, on: date) -> tuple[str, str]:
    del on
    return "延长答复期限", f"延长 {line.facts.get('days')} 个工作日，已经另行告知您理由。"


def _delay(line: Entry, on: date) -> tuple[str, str]:
    return "告知延迟答复", f"{_until(line, on)}以前答复。"


def _deliver(line: Entry, on: date) -> tuple[str, str]:
    text = line.facts.get("sent_on")
    sent = date.fromisoformat(text) if text else line.on
    return "送达", "已按您选的方式发出。" if sent == line.on else f"{said(sent, on=on)}按您选的方式发出。"


def _claim(line: Entry, on: date) -> tuple[str, str]:
    del on
    return f"转由{line.facts.get('body_name', '另一个单位')}办理", "期限不重新计算。"


def _split(line: Entry, on: date) -> tuple[str, str]:
    del on
    return "分开办理", f"一事一申请，另立{'、'.join(line.facts.get('into', []))}。"


def _always(title: str, says: str = "") -> Say:
    return lambda line, on: (title, says)  # noqa: ARG005 - one face for all


_OPINION = "所需的时间不计入答复期限。"
_SAYS: dict[str, Say] = {
    "submit": _submit,
    "receive": _receive,
    "register": _always("登记"),
    "claim": _claim,
    "split": _split,
    "split_off": _always("从原申请中分出，单独办理"),
    "ask_to_correct": _ask_to_correct,
    "correct": _always("收到补正", "从第二天起重新计算期限。"),
    "ask_for_reasons": _always("请您说明理由"),
    "give_reasons": _always("收到您说明的理由"),
    "consult_third_party": _always("征求第三方的意见", _OPINION),
    "consult_co_maker": _always("征求共同制作机关的意见", _OPINION),
    "consult_organ": _always("征求其他机关的意见", _OPINION),
    "answer_consultation": _always("征求意见结束"),
    "charge": _charge,
    "pay": _always("收到缴费", "从第二天起重新计算期限。"),
    "extend": _extend,
    "delay": _delay,
    "change_delivery": _always("更改提供方式"),
    "reply": _always("作出答复"),
    "deliver": _deliver,
    "lapse": _always("按放弃申请处理"),
    "withdraw": _always("撤回申请"),
    "reopen": _always("重新答复"),
}
