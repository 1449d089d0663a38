"""What has to be disclosed without being asked (条例第二十条, 第二十一条), as columns, by kind of body."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core.law import shelf


@dataclass(frozen=True, slots=True)
class Column:
    """One column that the law wants: who has it, what it holds, and after how many natural days without news it is stale."""

    key: str
    label: str
    article: str
    above: str
    kinds: tuple[str, ...]  # of bodies; empty for all
    holds: str  # documents, columns, guide, institution, reports, applications, interpretations
    update_days: int | None
    note: str
    starts_on: date
    ends_on: date | None
    is_verified: bool

    def is_for(self, kind: str) -> bool:
        """Whether a body of this kind has the column."""
        return not self.kinds or kind in self.kinds


@cache
def _columns() -> tuple[Column, ...]:
    return tuple(_column(row) for row in shelf.rows("catalogue.toml", "columns"))


def _column(row: dict[str, object]) -> Column:
    kinds, days = row["kinds"], row.get("update_days")
    assert isinstance(kinds, list)
    return Column(
        key=str(row["key"]),
        label=str(row["label"]),
        article=str(row["article"]),
        above=str(row.get("above", "")),
        kinds=tuple(str(kind) for kind in kinds),
        holds=str(row["holds"]),
        update_days=int(str(days)) if days is not None else None,
        note=str(row.get("note", "")),
        starts_on=shelf.span(row)[0],
        ends_on=shelf.span(row)[1],
        is_verified=bool(row.get("verified", True)),
    )


def columns(*, on: date, kind: str = "") -> tuple[Column, ...]:
    """The columns in force on day `on`, of one kind of body or of all, in the order of the law."""
    return tuple(each for each in shelf.in_force(_columns(), on) if not kind or each.is_for(kind))


def sectors() -> dict[str, str]:
    """The public enterprises that have to disclose by the rules of their departments (第五十五条): key and label."""
    return {str(row["key"]): str(row["label"]) for row in shelf.rows("catalogue.toml", "sectors")}
