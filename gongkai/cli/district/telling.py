"""All cases told at once, day after day: what happened first is written first, so that numbers run as they would have."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count

from gongkai.cli.district import answering, asking, beginning, contesting
from gongkai.cli.district.days import after, back
from gongkai.cli.district.plans import Step
from gongkai.cli.district.told import Told

# Step -> how many working days it comes after the one before, and the deed.
_STEPS: dict[str, tuple[int, Callable[[Told, str], None]]] = {
    "receive": (0, beginning.receive),
    "register": (1, beginning.register),
    "transfer": (1, beginning.transfer),
    "claim": (1, beginning.claim),
    "decline": (2, beginning.decline),
    "help": (1, beginning.help_of),
    "split": (1, beginning.split),
    "withdraw": (3, beginning.withdraw),
    "ask_to_correct": (3, asking.ask_to_correct),
    "correct": (6, asking.correct),
    "ask_for_reasons": (2, asking.ask_for_reasons),
    "give_reasons": (4, asking.give_reasons),
    "third_party": (2, asking.third_party),
    "co_maker": (2, asking.co_maker),
    "organ": (2, asking.organ),
    "opinion": (8, asking.opinion),
    "charge": (3, asking.charge),
    "pay": (6, asking.pay),
    "lapse": (1, asking.lapse),
    "ask_to_extend": (5, asking.ask_to_extend),
    "extend": (1, asking.extend),
    "delay": (1, asking.delay),
    "search": (2, asking.search),
    "decide": (3, answering.decide),
    "draft": (0, answering.draft),
    "propose": (0, answering.propose),
    "comment": (1, answering.comment),
    "send_back": (0, answering.send_back),
    "settle": (1, answering.settle),
    "approve": (1, answering.approve),
    "reply": (1, answering.reply),
    "deliver": (0, answering.deliver),
    "arrive": (3, answering.arrive),
    "publish": (8, answering.publish),
    "mend": (1, answering.mend),
    "file": (20, contesting.file),
    "sue": (6, contesting.sue),
    "defend": (5, contesting.defend),
    "hear": (8, contesting.hear),
    "suspend": (6, contesting.suspend),
    "resume": (30, contesting.resume),
    "ruling": (15, contesting.ruling),
    "again": (0, contesting.again),
    "end": (4, contesting.end),
}


def tell(cases: Iterable[Told]) -> None:
    """Tell them all, up to the day of the demonstration."""
    order, waiting = count(), list[tuple[date, int, Iterator[Told | date]]]()

    def sleep(life: Iterator[Told | date]) -> None:
        """Let a life go on until it waits for a later day; a branch of it begins to live."""
        for found in life:
            if isinstance(found, date):
                heapq.heappush(waiting, (found, next(order), life))
                return
            sleep(_rest(found))

    for case in cases:
        sleep(_life(case))
    while waiting:
        sleep(heapq.heappop(waiting)[2])


def _life(told: Told) -> Iterator[Told | date]:
    """A case from its submission on: each day on which something happens, and each case that is split off."""
    told.day = told.plan.starts_on
    yield told.day
    beginning.submit(told)
    yield from _rest(told)


def _rest(told: Told) -> Iterator[Told | date]:
    while told.at_step < len(told.plan.steps):
        step = told.plan.steps[told.at_step]
        told.day = _day(told, step)
        if told.day > told.district.on:
            return
        yield told.day
        _STEPS[step.name][1](told, step.about)
        told.at_step += 1
        yield from told.branches
        told.branches = []


def _day(told: Told, step: Step) -> date:
    if step.ago is not None:
        return max(told.day, back(told.district.on, step.ago))
    if step.name == "lapse" or (step.name, step.about) == ("opinion", "silent"):
        until = told.case.waiting_until
        assert until is not None
        return after(until, 2)
    wait = _STEPS[step.name][0]
    if step.name == "decide" and told.at_step and "used" in told.plan.given:
        return max(after(told.day, wait), after(told.plan.starts_on, int(told.plan.given["used"]) - 2))
    return after(told.day, wait)
