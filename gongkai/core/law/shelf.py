"""Reads the dated TOML files of this shelf; what the values mean stands in the modules beside it."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Protocol, TypeVar


class NotInForce(LookupError):
    """The law gave no such thing on that day; the message says which, in Chinese."""


class Dated(Protocol):
    """Anything with a first day and, once replaced, a last day."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@cache
def load(name: str) -> Mapping[str, object]:
    """The whole of one TOML file of this shelf."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def rows(name: str, key: str) -> list[dict[str, object]]:
    """The list of tables `key` in file `name`."""
    found = load(name)[key]
    if not isinstance(found, list):
        raise TypeError(f"{name}: {key} is not a list")
    return found


def span(row: Mapping[str, object]) -> tuple[date, date | None]:
    """First and last day of one entry."""
    starts, ends = row["from"], row.get("until")
    if not isinstance(starts, date) or not (ends is None or isinstance(ends, date)):
        raise TypeError(f"from and until must be dates: {row}")
    return starts, ends


def in_force(things: Iterable[D], on: date) -> list[D]:
    """Those of `things` that were in force on day `on`, in the order of the file."""
    return [t for t in things if t.starts_on <= on and (t.ends_on is None or on <= t.ends_on)]
