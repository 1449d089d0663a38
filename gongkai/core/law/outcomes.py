"""The kinds of reply to an application, and what an applicant may do against each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core.law import shelf


@dataclass(frozen=True, slots=True)
class Outcome:
    """One kind of reply: its article, its letter, its row in each edition of the annual report."""

    key: str
    label: str
    letter: str
    article: str
    rows: Mapping[str, str]  # edition -> row of table three
    remedy: str
    must: str  # what the letter has to say, or ""
    note: str
    starts_on: date
    ends_on: date | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """One class of remedy: natural days for reconsideration, months or days for a lawsuit; None where there is none."""

    key: str
    label: str
    reconsideration_days: int | None
    lawsuit_months: int | None
    lawsuit_days_after_reconsideration: int | None
    article: str
    starts_on: date
    ends_on: date | None
    is_verified: bool


@cache
def _outcomes() -> tuple[Outcome, ...]:
    return tuple(_outcome(row) for row in shelf.rows("outcomes.toml", "outcomes"))


def _outcome(row: dict[str, object]) -> Outcome:
    starts, ends = shelf.span(row)
    rows = row["rows"]
    assert isinstance(rows, dict)
    return Outcome(
        key=str(row["key"]),
        label=str(row["label"]),
        letter=str(row["letter"]),
        article=str(row["article"]),
        rows=rows,
        remedy=str(row["remedy"]),
        must=str(row.get("must", "")),
        note=str(row.get("note", "")),
        starts_on=starts,
        ends_on=ends,
        is_verified=bool(row.get("verified", True)),
    )


@cache
def _remedies() -> tuple[Remedy, ...]:
    return tuple(_remedy(row) for row in shelf.rows("remedies.toml", "classes"))


def _remedy(row: dict[str, object]) -> Remedy:
    starts, ends = shelf.span(row)

    def number(key: str) -> int | None:
        return int(str(row[key])) if key in row else None

    return Remedy(
        key=str(row["key"]),
        label=str(row["label"]),
        reconsideration_days=number("reconsideration_days"),
        lawsuit_months=number("lawsuit_months"),
        lawsuit_days_after_reconsideration=number("lawsuit_days_after_reconsideration"),
        article=str(row["article"]),
        starts_on=starts,
        ends_on=ends,
        is_verified=bool(row.get("verified", True)),
    )


def outcome_label(key: str) -> str:
    """What a kind of reply of any time is called; the key itself for one that never was."""
    return next((each.label for each in reversed(_outcomes()) if each.key == key), key)


@cache
def outcome_rows(edition: str) -> Mapping[str, str]:
    """Every kind of reply of any time with its row of table three in one edition; those it has no row for are left out."""
    return {each.key: each.rows[edition] for each in _outcomes() if edition in each.rows}


def outcomes(*, on: date) -> tuple[Outcome, ...]:
    """Every kind of reply in force on day `on` (23 since 2021; the 2008 Regulations had four)."""
    return tuple(shelf.in_force(_outcomes(), on))


def outcome(key: str, *, on: date) -> Outcome:
    """The kind of reply `key` as in force on day `on`; NotInForce when the law of that day had no such reply."""
    for each in outcomes(on=on):
        if each.key == key:
            return each
    raise shelf.NotInForce(f"{on.isoformat()} 时没有“{key}”这一答复类型")


def remedy(key: str, *, on: date) -> Remedy:
    """What may be done against a reply of kind `key` made on day `on`.

    The row of the annual report does not decide it: 行政查询事项 is printed among the refusals but may be sued directly.
    """
    kind = next((each for each in _outcomes() if each.key == key), None)
    if kind is None:
        raise shelf.NotInForce(f"没有“{key}”这一答复类型")
    classes = {each.key: each for each in shelf.in_force(_remedies(), on)}
    # Reconsideration first came with the Reconsideration Law of 2023; before it the same reply could go either way.
    wanted = kind.remedy if kind.remedy in classes else "either"
    if wanted not in classes:
        raise shelf.NotInForce(f"{on.isoformat()} 时没有救济途径的规定")
    return classes[wanted]
