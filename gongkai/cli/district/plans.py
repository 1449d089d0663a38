"""What shall happen to each case, read from cases.toml: who asks what, when, and the steps one after the other."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from gongkai.cli.district.days import back, due_with
from gongkai.core import law

_FIRST, _LAST = 485, 52  # working days before the day: in between, the closed cases began
_CHANNELS = ("online", "in_person", "registered_post", "online", "email", "online", "ordinary_post", "fax")
_FORMS = {"post": "paper", "email": "electronic", "online": "electronic", "in_person": "paper", "fax": "paper"}
_DELIVERIES = {
    "online": "online",
    "in_person": "in_person",
    "registered_post": "post",
    "ordinary_post": "post",
    "email": "email",
    "fax": "fax",
}
# Replies for which nothing has to be looked for.
_UNSEARCHED = frozenset(
    {"petition", "publication", "repeat", "excessive", "confirm_reissue", "administrative_query", "still_unclear"}
)
_ANSWER = ("decide", "draft", "propose", "approve", "reply", "deliver", "arrive")
_DETAILS = ("way", "found", "withheld", "ground", "organ", "organ_contact", "law", "earlier", "search")


@dataclass(frozen=True, slots=True)
class Step:
    """One deed: its name, what it is about, and how many working days before the day of the demonstration it is done."""

    name: str
    about: str = ""
    ago: int | None = None

    @classmethod
    def of(cls, text: str) -> "Step":
        """From 征求意见 as it is written in the file: third_party:8@12."""
        rest, _, ago = text.partition("@")
        name, _, about = rest.partition(":")
        return cls(name, about, int(ago) if ago else None)


@dataclass(frozen=True, slots=True)
class Plan:
    """One case as it shall go."""

    key: str
    at: int
    body: str
    asks: tuple[str, ...]
    outcomes: tuple[str, ...]
    channel: str
    kind: str
    form: str
    delivery: str
    starts_on: date
    steps: tuple[Step, ...]
    given: Mapping[str, Any]  # the row as written

    def text(self, name: str) -> str:
        """A text of the row, or nothing."""
        return str(self.given.get(name, ""))

    @property
    def details(self) -> dict[str, str]:
        """What the reply tells, by the names of applications.letters.DETAILS."""
        return {name: self.text(name) for name in _DETAILS if name in self.given}

    @property
    def subject(self) -> str:
        """What is asked for, in one line."""
        return "；".join(self.asks)


def rows() -> list[dict[str, Any]]:
    """The rows of the file, the closed ones before the open ones."""
    found = resources.files(__package__).joinpath("cases.toml").read_text("utf-8")
    listed: list[dict[str, Any]] = tomllib.loads(found)["cases"]
    return listed


def plans(*, on: date) -> Iterator[Plan]:
    """Every case of the demonstration as seen from day `on`."""
    listed = rows()
    closed = [row for row in listed if not _is_open(row)]
    opened = [row for row in listed if _is_open(row)]
    for at, row in enumerate([*closed, *opened]):
        # Neighbours in the file are of one kind: a stride mixes them over the two years.
        place = row.get("place", at * 53 % len(closed) / len(closed))
        starts = _open_start(row, on) if _is_open(row) else back(on, round(_FIRST - (_FIRST - _LAST) * place))
        # Most replies take eight to eighteen working days; a row with steps of its own takes as long as they do.
        is_plain = not _is_open(row) and "steps" not in row
        yield _plan({"used": 8 + at * 5 % 11, **row} if is_plain else row, at, starts)


def _is_open(row: Mapping[str, Any]) -> bool:
    return "left" in row or "ago" in row


def _open_start(row: Mapping[str, Any], on: date) -> date:
    if "ago" in row:
        return back(on, row["ago"])
    return back(due_with(row["left"], on=on), law.days("reply", on=on))


def _plan(row: Mapping[str, Any], at: int, starts_on: date) -> Plan:
    channel = row.get("channel", _CHANNELS[at % len(_CHANNELS)])
    delivery = row.get("delivery", _DELIVERIES[channel])
    asks, outcomes = row["asks"], row.get("outcome", "granted")
    return Plan(
        key=row.get("key", f"demonstration-{at:04d}"),
        at=at,
        body=row["body"],
        asks=(asks,) if isinstance(asks, str) else tuple(asks),
        outcomes=(outcomes,) if isinstance(outcomes, str) else tuple(outcomes),
        channel=channel,
        kind=row.get("kind", "natural_person"),
        form=row.get("form", _FORMS[delivery]),
        delivery=delivery,
        starts_on=starts_on,
        steps=tuple(Step.of(each) for each in _script(row)),
        given=row,
    )


def _script(row: Mapping[str, Any]) -> list[str]:
    """The steps from receipt on: those of the row, and around them what every case has; `until` cuts the rest off."""
    first = row["outcome"] if isinstance(row.get("outcome"), str) else "granted"
    look = [] if first in _UNSEARCHED or "no_search" in row else ["search"]
    ending = {
        "abandoned_no_correction": ["lapse"],
        "abandoned_no_payment": ["lapse"],
        "withdrawn_or_other": ["withdraw"],
    }.get(first, [*look, *row.get("answer", _ANSWER)])
    script = ["receive", "register", *row.get("steps", ()), *ending, *row.get("then", ())]
    if "only" in row:
        script = list(row["only"])
    return script
