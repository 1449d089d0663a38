"""Where the checks before signing sign in: a code, a weight, a basis, and the page that is the function's own text."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.core import law
from gongkai.core.findings import Weight
from gongkai.core.letters import texts
from gongkai.core.letters.facts import Facts, Matter


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a letter, and what to do about it."""

    code: str
    weight: Weight
    says: str
    do: str
    basis: str

    @property
    def is_error(self) -> bool:
        """Whether it bars signing."""
        return self.weight is Weight.ERROR


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before signing: its words, the facts behind it, the day on which it is looked at."""

    text: str
    facts: Facts
    key: str
    on: date
    other_people: tuple[str, ...]
    due_on: date | None

    @property
    def is_reply(self) -> bool:
        """Whether it decides on matters, and is no letter of the procedure."""
        return texts.get(self.key).part != "procedural"

    @property
    def is_to_applicant(self) -> bool:
        """Whether the applicant reads it."""
        return texts.get(self.key).to == "applicant"

    @property
    def plain(self) -> str:
        """The words without blanks and new lines."""
        return "".join(self.text.split())

    @property
    def matters(self) -> tuple[Matter, ...]:
        """The matters decided by a reply; none in a letter of the procedure."""
        return tuple(matter for matter in self.facts.matters if matter.outcome) if self.is_reply else ()

    def outcome(self, matter: Matter) -> law.Outcome | None:
        """The outcome of a matter as in force on the day of receipt; None where the law had none such."""
        try:
            return law.outcome(matter.outcome, on=self.facts.received_on)
        except law.NotInForce:
            return None

    @property
    def remedies(self) -> tuple[law.Remedy, ...]:
        """The classes of remedy that the letter has to tell, each once."""
        remedy_of = texts.get(self.key).remedy_of
        keys = [remedy_of] if remedy_of else [matter.outcome for matter in self.matters]
        known = {each.key for each in texts.every()}
        found = (law.remedy(key, on=self.on) for key in keys if key in known)
        return tuple({each.key: each for each in found if each.reconsideration_days}.values())


Look = Callable[[Draft], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `look` yields what is wrong and what to do; nothing where all is well."""

    code: str
    weight: Weight
    basis: str
    page: str
    look: Look

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n", 1)[0].rstrip("。")


_signed_in: dict[str, Check] = {}


def check(code: str, weight: Weight, basis: str) -> Callable[[Look], Look]:
    """Sign a check in; its docstring is its page."""

    def sign(look: Look) -> Look:
        if code in _signed_in:
            raise ValueError(f"check {code} is there already: codes are never reused")
        _signed_in[code] = Check(code, weight, basis, inspect.getdoc(look) or "", look)
        return look

    return sign


def every() -> tuple[Check, ...]:
    """All checks, by code."""
    return tuple(_signed_in[code] for code in sorted(_signed_in))


def remarks(draft: Draft) -> tuple[Remark, ...]:
    """What all checks have to say of a letter, by code."""
    return tuple(
        Remark(each.code, each.weight, says, do, each.basis) for each in every() for says, do in each.look(draft)
    )
