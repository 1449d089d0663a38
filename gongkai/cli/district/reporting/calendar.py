"""Which years the demonstration's annual reports are about, and the working days on which they went their way."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from gongkai.cli.district.days import back, on_or_after

_HALF = (6, 30)  # until then the round of the year before is the one under way


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is under way, and the two whose reports are out, as seen from a day."""

    on: date
    live: int

    @property
    def last(self) -> int:
        """The newest year whose reports are out."""
        return self.live - 1

    @property
    def before(self) -> int:
        """The year before that."""
        return self.live - 2

    def opened_on(self, year: int) -> date:
        """The day on which the round of a year was opened: 1 December, or today where the district opens it earlier."""
        return min(on_or_after(date(year, 12, 1)), back(self.on, 0))

    def january(self, year: int, day: int) -> date:
        """A working day of the January after a year, in which its reports are handed in."""
        return on_or_after(date(year + 1, 1, day))

    def spring(self, year: int, month: int, day: int) -> date:
        """A working day of the months after, in which they are published and corrected."""
        return on_or_after(date(year + 1, month, day))


def years(*, on: date) -> Years:
    """The years as seen from day `on`."""
    today = back(on, 0)
    return Years(on, today.year if (today.month, today.day) > _HALF else today.year - 1)


@cache
def load(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
