"""Reconsideration and litigation over a reply or over silence: their lives, their terms, and their place in table four.

A case is counted in the year it ends; on 31 December it is 尚未审结. Which result is which column is practice, kept as data in
`core/law/dispute_outcomes.toml`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core import law, periods
from gongkai.core.law import shelf
from gongkai.core.life import Life, Move
from gongkai.core.workdays import Workday

KINDS = {
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
}
STAGES = {
    "filed": "已收到副本",
    "answered": "已答复（答辩）",
    "heard": "已听证（开庭）",
    "suspended": "中止",
    "decided": "已审结",
    "answering_again": "待重新答复",
    "closed": "已结案",
}
ROLES = {"clerk": "经办人", "reviewer": "法制审核人", "office": "区公开办"}
_OPEN = ("filed", "answered", "heard", "suspended")
_ALL = ("clerk", "reviewer")

LIFE = Life(
    "复议诉讼",
    STAGES,
    ROLES,
    (
        Move(
            "answer",
            "提交答复（答辩）和证据",
            ("filed",),
            "answered",
            _ALL,
            "行政复议法（2023）第四十八条；行政诉讼法第六十七条",
        ),
        Move("hear", "登记听证（开庭）", ("answered", "heard"), "heard", _ALL),
        Move("suspend", "登记中止", ("filed", "answered", "heard"), "suspended", _ALL),
        Move("resume", "恢复审理", ("suspended",), "answered", _ALL),
        Move("decide", "登记结果", _OPEN, "decided", _ALL),
        Move("answer_again", "转重新答复", ("decided",), "answering_again", ("clerk", "office")),
        Move("close", "结案", ("decided", "answering_again"), "closed", ("clerk", "office")),
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One way a case may end: its column in table four, and whether the body has to answer the applicant again."""

    of: str  # reconsideration or lawsuit
    key: str
    label: str
    column: str
    article: str
    answers_again: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A day to keep, with the limit it follows from."""

    due: Workday
    limit: law.Limit


@cache
def _results() -> tuple[Result, ...]:
    return tuple(
        Result(
            str(r["of"]),
            str(r["key"]),
            str(r["label"]),
            str(r["column"]),
            str(r["article"]),
            bool(r.get("answers_again")),
        )
        for r in shelf.rows("dispute_outcomes.toml", "outcomes")
    )


def results(kind: str) -> tuple[Result, ...]:
    """The ways a case of `kind` may end."""
    return tuple(each for each in _results() if each.of == _of(kind))


def result(kind: str, key: str) -> Result:
    """One way a case of `kind` may end; LookupError, in Chinese, for one that is none."""
    for each in results(kind):
        if each.key == key:
            return each
    raise LookupError(f"{KINDS[kind]}没有“{key}”这一结果")


def _of(kind: str) -> str:
    return "reconsideration" if kind == "reconsideration" else "lawsuit"


def answer_by(kind: str, served_on: date, *, is_simplified: bool = False) -> Term:
    """By which day the body has to hand in its answer and its evidence, from the day it had the copy."""
    if kind != "reconsideration":
        return _term("lawsuit_answer", served_on)
    return _term("reconsideration_answer_simplified" if is_simplified else "reconsideration_answer", served_on)


def apply_by(outcome: str, delivered_on: date, *, replied_on: date) -> tuple[Term, ...]:
    """Until when the applicant may act against a reply of kind `outcome`: by reconsideration, by a direct lawsuit."""
    remedy = law.remedy(outcome, on=replied_on)
    if remedy.reconsideration_days is None:
        return ()
    reconsideration = _term("reconsideration_apply", delivered_on)
    if remedy.lawsuit_months is None:
        return (reconsideration,)
    return (reconsideration, _term("lawsuit_direct", delivered_on))


def sue_by(decision_received_on: date) -> Term:
    """Until when the applicant may sue after reconsideration."""
    return _term("lawsuit_after_reconsideration", decision_received_on)


def is_filed_too_early(outcome: str, kind: str, *, replied_on: date) -> bool:
    """Whether a lawsuit came directly where reconsideration has to come first (行政复议法 2023 Art 23)."""
    return kind == "litigation_direct" and law.remedy(outcome, on=replied_on).key == "reconsideration_first"


def cell(kind: str, result_key: str | None) -> str:
    """The cell of table four in which a case counts: by its result, or 尚未审结 while it has none."""
    column = "pending" if result_key is None else result(kind, result_key).column
    return f"remedies.{kind}.{column}"


def _term(name: str, event: date) -> Term:
    limit = law.limit(name, on=event)
    return Term(periods.ends(event, limit), limit)
