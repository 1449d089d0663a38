"""The clock of an application: what happened in, the last day of the reply out, with every day accounted for.

Art 30, 32-35 of the Regulations of 2019 and 国办函〔2020〕109号; applications received before 2019-05-15 keep the 15 days of
2008. The clock is derived, never stored as truth and never set by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from gongkai.core import law, workdays
from gongkai.core.workdays import Kind

# Consultations: who is asked, how it is called, and what silence means (Art 32: the organ decides; Art 34: consent).
_CONSULTATIONS = {
    "consult_third_party": ("third_party", "征求第三方意见", "逾期未答复的，由本机关决定是否公开"),
    "consult_co_maker": ("co_maker", "征求共同制作机关意见", "逾期未答复的，视为同意公开"),
    "consult_organ": ("organ", "征求其他机关意见", ""),
}
_ENDS = {"reply": "答复", "lapse": "视为放弃", "withdraw": "撤回", "close": "办结"}
_FIXED = {
    "delay": ("告知申请人延迟到 {} 答复", "政府信息公开条例（2019）第三十五条"),
    "order": ("责令在 {} 以前答复", "行政复议法、行政诉讼法：按决定或者判决的期限"),
}
_CORRECTION = "政府信息公开条例（2019）第三十条"
_FEES = "政府信息公开信息处理费管理办法（国办函〔2020〕109号）第六条"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an application on a legal day.

    `served_on` is the day on which the other side received a letter, where that starts its own term; `until` a day that the
    event itself fixes (the reasonable period of a correction, a delay of Art 35, a day ordered by a court); `days` the
    working days of an extension; `about` tells one consultation from another.
    """

    verb: str
    on: date
    served_on: date | None = None
    until: date | None = None
    days: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the explanation, with its article."""

    on: date
    says: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that the office did late or that had no effect; it does not move the clock."""

    on: date
    says: str
    article: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody else owes, and until when; `due_on` is None where the law sets no day."""

    verb: str
    label: str
    since: date
    due_on: date | None
    silence: str  # what the law says of no answer
    about: str = ""

    def is_over(self, on: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.due_on is not None and on > self.due_on


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the account: its number when it counts, otherwise why it does not."""

    on: date
    number: int | None
    why: str


@dataclass(frozen=True, slots=True)
class _Stop:
    """Days that do not count: after `since`, up to and including `until` (None: still open, without a term)."""

    since: date
    until: date | None
    why: str
    about: str
    is_open: bool

    def covers(self, day: date) -> bool:
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of the clock as the events so far make it."""

    received_on: date
    starts_on: date  # receipt, correction, payment or order: the day after it is day one
    due_on: date | None  # None while the applicant has to correct or pay, or an organ without a term is asked
    is_provisional: bool
    ended_on: date | None
    waiting: tuple[Waiting, ...]
    steps: tuple[Step, ...]
    flaws: tuple[Flaw, ...]
    quota: int  # working days that the reply has, extension included
    fixed_on: date | None  # a day told to the applicant or ordered, which replaces counting
    _stops: tuple[_Stop, ...] = field(repr=False)
    _pauses: tuple[_Stop, ...] = field(repr=False)  # earlier stretches that a restart made void

    def left(self, on: date) -> int | None:
        """Working days that remain after day `on`; negative when overdue; None while no day is due or it has ended."""
        if self.due_on is None or self.ended_on is not None:
            return None
        if on > self.due_on:
            return -workdays.between(self.due_on, on)
        return sum(_counts(day, self._stops) for day in workdays.after(max(on, self.starts_on), self.due_on))

    def counts(self, day: date) -> bool:
        """Whether a day counts into the term as it runs now."""
        return day > self.starts_on and _counts(day, self._stops)

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed without an end, or the end came after it."""
        last = self.ended_on or on
        return self.due_on is not None and last > self.due_on

    @property
    def days_stopped(self) -> int:
        """Working days since the last start that did not count."""
        last = self.ended_on or self.due_on
        if last is None:
            return 0
        if not self._stops:
            return 0
        return sum(not _counts(day, self._stops) for day in workdays.after(self.starts_on, max(last, self.starts_on)))

    def account(self, on: date) -> tuple[Day, ...]:
        """Every day from the day after receipt to the last that matters: the due day, the end, or `on` while nothing is due."""
        last = max(filter(None, (self.due_on, self.ended_on, None if self.due_on else on)), default=self.received_on)
        return tuple(self._account(last))

    def _account(self, last: date) -> Iterator[Day]:
        number = 0
        for day in _days(self.received_on, last):
            if day <= self.starts_on:
                yield Day(day, None, _why(day, self._pauses) or "重新起算以前的日子不计")
            elif _counts(day, self._stops):
                number += 1
                yield Day(day, number, "调休上班" if workdays.kind(day) is Kind.SWAPPED else "")
            else:
                yield Day(day, None, _why(day, self._stops) or workdays.kind(day).value)

    @property
    def summary(self) -> str:
        """How the day came about, in one sentence: 10月27日收到，停表5个工作日，故12月1日."""
        parts = [f"{_said(self.received_on)}收到"]
        if self.starts_on != self.received_on:
            parts.append(f"{_said(self.starts_on)}重新起算")
        if self.days_stopped:
            parts.append(f"停表{self.days_stopped}个工作日")
        if self.due_on is None:
            return "，".join([*parts, f"正在{self.waiting[0].label}" if self.waiting else "没有到期日"])
        by = f"告知的期限是{_said(self.due_on)}" if self.fixed_on else f"{self.quota}个工作日，故{_said(self.due_on)}"
        return "，".join([*parts, by]) + ("（暂定）" if self.is_provisional else "")


def clock(events: Iterable[Event]) -> Clock:
    """The clock of an application from its events, whatever their order; ValueError when none is the receipt.

    A stretch of consultation is not counted from the day after the letter was sent to the day of the answer, or to the last
    day of the term for it. A correction and a payment start the whole term anew. An extension told after the last day has no
    effect and is a flaw.
    """
    ordered = sorted(events, key=lambda event: event.on)
    first = next((at for at, event in enumerate(ordered) if event.verb == "receive"), None)
    if first is None:
        raise ValueError("还没有收到申请之日，不能计算期限")
    state = _State(ordered[first])
    for event in ordered[first + 1 :]:
        state.take(event)
    return state.clock()


class _State:
    """The fold: what the events up to now have made of the clock."""

    def __init__(self, receipt: Event) -> None:
        limit = law.limit("reply", on=receipt.on)
        self.received_on = self.starts_on = receipt.on
        self.reply_days, self.extra = limit.days, 0
        self.fixed: date | None = None
        self.ended_on: date | None = None
        self.stops: list[_Stop] = []
        self.void: list[_Stop] = []
        self.waiting: dict[tuple[str, str], Waiting] = {}
        self.flaws: list[Flaw] = []
        self.steps = [Step(receipt.on, f"收到申请，次日起算，{limit.days} 个工作日内答复", limit.article)]

    def take(self, event: Event) -> None:
        """One more event; those that do not touch the clock pass."""
        named = {"answer_consultation": self._answer, "delay": self._fix, "order": self._fix}
        named |= dict.fromkeys(_CONSULTATIONS, self._consult) | dict.fromkeys(_ENDS, self._end)
        for each in (self._ask_to_correct, self._correct, self._charge, self._pay, self._extend, self._reopen):
            named[each.__name__.removeprefix("_")] = each
        if event.verb in named:
            named[event.verb](event)

    def _ask_to_correct(self, event: Event) -> None:
        limit = self._limit("correction")
        if limit is not None and event.on > (last := workdays.add(self.received_on, limit.days).on):
            says = f"要求补正应当在 {last.isoformat()} 以前告知，迟了 {workdays.between(last, event.on)} 个工作日"
            self.flaws.append(Flaw(event.on, says, limit.article))
        self._wait(event, "等待申请人补正", event.until, "无正当理由逾期不补正的，视为放弃申请")
        until = f"，合理期限到 {event.until.isoformat()}" if event.until else ""
        self.steps.append(Step(event.on, f"要求补正{until}；收到补正后重新起算", _CORRECTION))

    def _correct(self, event: Event) -> None:
        self._restart(event, "ask_to_correct", "等待申请人补正")
        self.steps.append(Step(event.on, f"收到补正，次日重新起算，{self.reply_days} 个工作日内答复", _CORRECTION))

    def _charge(self, event: Event) -> None:
        due = self.due()
        if due is not None and event.on > due:
            self.flaws.append(Flaw(event.on, f"收费通知应当在答复期限内（{due.isoformat()} 以前）发出", _FEES))
        limit = law.limit("payment", on=event.on)
        last = workdays.add(event.served_on or event.on, limit.days).on
        self._wait(event, "等待申请人缴费", last, "逾期未缴纳的，视为放弃申请")
        self.steps.append(Step(event.on, f"通知缴费，{last.isoformat()} 以前缴纳；缴费后重新起算", limit.article))

    def _pay(self, event: Event) -> None:
        self._restart(event, "charge", "等待申请人缴费")
        self.steps.append(Step(event.on, f"收到缴费，次日重新起算，{self.reply_days} 个工作日内答复", _FEES))

    def _consult(self, event: Event) -> None:
        whom, label, silence = _CONSULTATIONS[event.verb]
        limit, excluded = self._limit(whom), law.excluded(whom, on=self.received_on)
        until = workdays.add(event.served_on or event.on, limit.days).on if limit else None
        by = f"，答复期限到 {until.isoformat()}" if until else ""
        if excluded:
            self.stops.append(_Stop(event.on, until, label, event.about, is_open=True))
            self.steps.append(Step(event.on, f"{label}{by}；所需时间不计入答复期限", excluded.article))
        else:
            self.steps.append(Step(event.on, f"{label}{by}；所需时间计入答复期限"))
        self._wait(event, label, until, silence)

    def _answer(self, event: Event) -> None:
        """The answer closes the consultation it is about, or the first that is open."""
        asked = [
            each
            for each in self.waiting.values()
            if each.verb in _CONSULTATIONS and (not event.about or each.about == event.about)
        ]
        if not asked:
            return
        one = asked[0]
        del self.waiting[one.verb, one.about]
        self.stops = [
            replace(stop, until=min(stop.until or event.on, event.on), is_open=False)
            if stop.is_open and (stop.why, stop.about) == (one.label, one.about)
            else stop
            for stop in self.stops
        ]
        self.steps.append(Step(event.on, f"收到{one.label}的答复，次日起继续计算"))

    def _extend(self, event: Event) -> None:
        limit = law.limit("extension", on=self.received_on)
        due, days = self.due(), min(event.days or limit.days, limit.days)
        if due is not None and event.on > due:
            says = f"期限已于 {due.isoformat()} 届满，此后告知延期不发生延长的效果"
            self.flaws.append(Flaw(event.on, says, limit.article))
            return
        if self.extra:
            self.flaws.append(Flaw(event.on, "延长答复期限只有一次，第二次不发生延长的效果", limit.article))
            return
        if event.days and event.days > limit.days:
            self.flaws.append(
                Flaw(event.on, f"延长 {event.days} 个工作日，超过 {limit.days} 个工作日的部分无效", limit.article)
            )
        self.extra = days
        self.steps.append(Step(event.on, f"经公开工作机构负责人同意延长 {days} 个工作日，并告知申请人", limit.article))

    def _fix(self, event: Event) -> None:
        """A day told to the applicant, or ordered while nothing was answered yet: it replaces counting."""
        self.fixed = event.until
        if event.until:
            says, article = _FIXED[event.verb]
            self.steps.append(Step(event.on, says.format(event.until.isoformat()), article))

    def _reopen(self, event: Event) -> None:
        """After a decision or judgment: the ordered day, or the whole term from the day it was received."""
        self._restart(event, "", "原答复被撤销以前")
        self.ended_on, self.fixed = None, event.until
        by = f"{event.until.isoformat()} 以前" if event.until else f"次日起算，{self.reply_days} 个工作日内"
        self.steps.append(Step(event.on, f"重新答复：{by}", "行政复议法、行政诉讼法：按决定或者判决的期限"))

    def _end(self, event: Event) -> None:
        self.ended_on = event.on
        self.waiting.clear()
        self.stops = [
            replace(stop, is_open=False, until=min(stop.until or event.on, event.on)) if stop.is_open else stop
            for stop in self.stops
        ]
        due = self.due()
        if event.verb == "reply" and due is not None and event.on > due:
            late = workdays.between(due, event.on)
            self.flaws.append(
                Flaw(event.on, f"答复超过期限（{due.isoformat()}）{late} 个工作日", self.steps[0].article)
            )
        self.steps.append(Step(event.on, _ENDS[event.verb]))

    def _wait(self, event: Event, label: str, due_on: date | None, silence: str) -> None:
        self.waiting[event.verb, event.about] = Waiting(event.verb, label, event.on, due_on, silence, event.about)

    def _restart(self, event: Event, asked: str, why: str) -> None:
        since = next((each.since for (verb, _), each in self.waiting.items() if verb == asked), self.ended_on)
        if since is not None:
            self.void.append(_Stop(since, event.on, why, "", is_open=False))
        self.void.extend(replace(stop, until=min(stop.until or event.on, event.on)) for stop in self.stops)
        self.starts_on, self.extra, self.fixed = event.on, 0, None
        self.stops.clear()
        self.waiting.clear()

    def _limit(self, term: str) -> law.Limit | None:
        """The limit under the law of the day of receipt; the Regulations of 2008 had fewer."""
        try:
            return law.limit(term, on=self.received_on)
        except law.NotInForce:
            return None

    def due(self) -> date | None:
        """The last day, as far as the events up to now decide it."""
        if self.fixed:
            return self.fixed
        if any(verb in ("ask_to_correct", "charge") for verb, _ in self.waiting):
            return None
        unending = [stop for stop in self.stops if stop.is_open and stop.until is None]
        due = _nth(self.starts_on, self.reply_days + self.extra, [stop for stop in self.stops if stop not in unending])
        # Who asks on the last day or after it moves that day no more.
        return due if all(due <= stop.since for stop in unending) else None

    def clock(self) -> Clock:
        """The state as a value."""
        due = self.due()
        return Clock(
            received_on=self.received_on,
            starts_on=self.starts_on,
            due_on=due,
            is_provisional=due is not None and workdays.is_provisional(due),
            ended_on=self.ended_on,
            waiting=tuple(self.waiting.values()),
            steps=tuple(self.steps),
            flaws=tuple(self.flaws),
            quota=self.reply_days + self.extra,
            fixed_on=self.fixed,
            _stops=tuple(self.stops),
            _pauses=tuple(self.void),
        )


def _days(after: date, last: date) -> Iterator[date]:
    return (after + timedelta(n) for n in range(1, (last - after).days + 1))


def _counts(day: date, stops: Sequence[_Stop]) -> bool:
    return workdays.is_workday(day) and not any(stop.covers(day) for stop in stops)


def _why(day: date, stops: Sequence[_Stop]) -> str:
    return next((stop.why for stop in stops if stop.covers(day)), "")


def _nth(after: date, n: int, stops: Sequence[_Stop]) -> date:
    """The n-th working day after a day, days inside a stop left out."""
    if not stops:
        return workdays.add(after, n).on
    day = after
    while n:
        day += timedelta(1)
        n -= _counts(day, stops)
    return day


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"
