"""The checks as pages: each one's own text, cut into why, example and mend."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.core import checks
from gongkai.core.checks import Check
from gongkai.core.findings import Weight

WORDS = {Weight.ERROR: "错误", Weight.WARNING: "提醒", Weight.NOTE: "说明"}
TONES = {Weight.ERROR: "r", Weight.WARNING: "a", Weight.NOTE: "b"}
_SECTIONS = ("为什么", "例", "怎么改")


@dataclass(frozen=True, slots=True)
class Rule:
    """One check for reading."""

    code: str
    title: str
    word: str
    tone: str
    basis: str
    family: str
    why: str
    example: str
    mend: str


@dataclass(frozen=True, slots=True)
class Family:
    """The checks of one family."""

    letter: str
    name: str
    rules: tuple[Rule, ...]


def families() -> Iterator[Family]:
    """All checks by family, in the order of lists."""
    for letter, (name, _) in checks.FAMILIES.items():
        yield Family(letter, name, tuple(_rule(check) for check in checks.every() if check.code[0] == letter))


def rule(code: str) -> Rule:
    """The page of one check; LookupError when there is none."""
    return _rule(checks.get(code))


def _rule(check: Check) -> Rule:
    said = dict.fromkeys(_SECTIONS, "")
    for line in check.page.splitlines()[1:]:
        name, colon, text = line.strip().partition("：")
        if colon and name in said:
            said[name] = text
    return Rule(
        check.code,
        check.title,
        WORDS[check.weight],
        TONES[check.weight],
        check.basis,
        checks.FAMILIES[check.code[0]][0],
        *said.values(),
    )
