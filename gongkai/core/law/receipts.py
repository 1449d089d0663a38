"""On which day an application counts as received: the law says it by channel, nobody chooses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core.law import shelf

DAYS = {"submitted": "提交之日", "signed": "签收之日", "confirmed": "双方确认之日", "arrived": "系统收到之日"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """The rule of one channel: which of the days that are known is the day of receipt."""

    channel: str
    label: str
    day: str  # a key of DAYS
    article: str
    duty: str
    starts_on: date
    ends_on: date | None


@cache
def _receipts() -> tuple[Receipt, ...]:
    return tuple(_receipt(row) for row in shelf.rows("receipts.toml", "receipts"))


def _receipt(row: dict[str, object]) -> Receipt:
    starts, ends = shelf.span(row)
    day = str(row["day"])
    if day not in DAYS:
        raise ValueError(f"receipts.toml: {day}")
    return Receipt(
        str(row["channel"]), str(row["label"]), day, str(row["article"]), str(row.get("duty", "")), starts, ends
    )


def every() -> tuple[Receipt, ...]:
    """The rules of every time, in the order of the file."""
    return _receipts()


def channels(*, on: date) -> tuple[Receipt, ...]:
    """The channels of application known to the law in force on day `on`."""
    return tuple(shelf.in_force(_receipts(), on))


def receipt(channel: str, *, on: date) -> Receipt:
    """The rule of `channel` in force on day `on`; NotInForce where there is none."""
    for each in channels(on=on):
        if each.channel == channel:
            return each
    raise shelf.NotInForce(f"{on.isoformat()} 时没有“{channel}”这一申请渠道的规定")


def received_on(channel: str, days: Mapping[str, date]) -> date | None:
    """The day of receipt, from the days that are known (keys of DAYS); None while the one that counts is not known.

    The rule is that of the first of these days. ValueError when the day that counts lies before the submission.
    """
    if not days:
        return None
    first = min(days.values())
    found = days.get(receipt(channel, on=first).day)
    if found is not None and "submitted" in days and found < days["submitted"]:
        raise ValueError(f"收到之日（{found.isoformat()}）早于提交之日（{days['submitted'].isoformat()}）")
    return found
