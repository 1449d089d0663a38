"""When to try again: short waits first, long ones later, then a person has to look. No clock here."""

from datetime import datetime, timedelta

from gongkai.channels.shelf import WAITS


def next_try(tries: int, *, since: datetime, retry_after: int | None = None) -> datetime | None:
    """The moment of the next try after so many failures, never before the service allows; None: a person has to look."""
    if tries < 1:
        raise ValueError(f"还没有失败过（tries={tries}），谈不上重试")
    if tries > len(WAITS):
        return None
    return since + timedelta(seconds=max(WAITS[tries - 1], retry_after or 0))
