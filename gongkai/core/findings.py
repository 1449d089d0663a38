"""What a check has to say: findings with a code, a weight and one of three verdicts. Nothing here decides anything."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding matters: an error bars publishing, a warning asks for a look, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Verdict(StrEnum):
    """Silence is not zero: a check that lacks an operand can neither pass nor fail."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict of one check at one place, in words for a clerk."""

    code: str
    weight: Weight
    verdict: Verdict
    at: str  # 表三/总计/自然人
    says: str
    basis: str
    cells: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it bars publishing."""
        return self.verdict is Verdict.FAIL and self.weight is Weight.ERROR


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader was not sure of: the code of family R whose page puts it in words, and its facts."""

    code: str
    at: str
    facts: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
