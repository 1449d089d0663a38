"""Where checks sign in: a code, a weight, a basis, and the page that is the function's own text."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.core.findings import Doubt, Verdict, Weight
from gongkai.core.reports import Report


@dataclass(frozen=True, slots=True)
class Result:
    """One verdict at one place; `says` is the sentence for a failure, or the reason why it could not be checked."""

    verdict: Verdict
    at: str = ""
    says: str = ""
    cells: tuple[str, ...] = ()


PASSED = Result(Verdict.PASS)


def failed(at: str, says: str, *cells: str) -> Result:
    """The check fails here."""
    return Result(Verdict.FAIL, at, says, cells)


def unknown(at: str, why: str, *cells: str) -> Result:
    """The check lacks something it needs."""
    return Result(Verdict.NOT_CHECKABLE, at, why, cells)


Run = Callable[[Report], Iterator[Result]]
Phrase = Callable[[Doubt], str]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `run` yields its verdicts; nothing where it does not apply. Family R has `phrase` instead."""

    code: str
    weight: Weight
    basis: str
    rule: str  # the rule of the reference table it carries out, or ""
    page: str
    run: Run | None
    phrase: Phrase | None

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n", 1)[0].rstrip("。")


_signed_in: dict[str, Check] = {}


def _sign_in(check: Check) -> None:
    if check.code in _signed_in:
        raise ValueError(f"check {check.code} is there already: codes are never reused")
    _signed_in[check.code] = check


def check(code: str, weight: Weight, basis: str, *, rule: str = "") -> Callable[[Run], Run]:
    """Sign a check in; its docstring is its page."""

    def sign(run: Run) -> Run:
        _sign_in(Check(code, weight, basis, rule, inspect.getdoc(run) or "", run, None))
        return run

    return sign


def doubt(code: str, weight: Weight, basis: str) -> Callable[[Phrase], Phrase]:
    """Sign in the words for a doubt of the reader (family R); its docstring is its page."""

    def sign(phrase: Phrase) -> Phrase:
        _sign_in(Check(code, weight, basis, "", inspect.getdoc(phrase) or "", None, phrase))
        return phrase

    return sign


def every() -> tuple[Check, ...]:
    """All checks, by code."""
    return tuple(_signed_in[code] for code in sorted(_signed_in))


def get(code: str) -> Check:
    """The check with this code; LookupError, in Chinese, when there is none."""
    found = _signed_in.get(code.strip().upper())
    if found is None:
        raise LookupError(f"没有编号为 {code} 的检查；现有：{'、'.join(sorted(_signed_in))}")
    return found
