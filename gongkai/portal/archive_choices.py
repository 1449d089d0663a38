"""What a visitor of the archive can choose: years, bodies below one body, kinds of body; and what a typed name means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from gongkai.archive import Answer
from gongkai.portal.archive_pages import KINDS
from gongkai.portal.listing import Choice, Filter
from gongkai.reports.public import archived

Known = Mapping[str, Any]
_MOST_PARENTS = 400
_MOST_NAMES = 800  # offered while one types


@dataclass(frozen=True, slots=True)
class Among:
    """Which bodies: None stands for all."""

    parent: str | None
    kind: str | None
    filters: tuple[Filter, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.parent or self.kind)


def years(answer: Answer) -> tuple[int, ...]:
    """The years of which there are reports, the newest first."""
    return tuple(sorted((each["year"] for each in answer.records() if each["year"]), reverse=True))


def whole(given: str) -> int | None:
    """A number that was typed; None for anything else."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else None


def among(query: QueryDict) -> Among:
    """The filters with what was chosen; what is not among them was not chosen."""
    records = archived.bodies().records()
    names = {each["body"]: each["name"] for each in records}
    above = {each["parent"]: names.get(each["parent"]) or each["parent"] for each in records if each["parent"]}
    parents = dict(sorted(above.items(), key=lambda each: each[1])[:_MOST_PARENTS])
    kinds = {key: label for key, label in KINDS.items() if any(each["kind"] == key for each in records)}
    parent, kind = query.get("parent", ""), query.get("kind", "")
    filters = (_filter("parent", "上级", parents, parent), _filter("kind", "类别", kinds, kind))
    return Among(
        parent if parent in parents else None,
        kind if kind in kinds else None,
        tuple(each for each in filters if each.choices),
    )


def _filter(name: str, label: str, values: Mapping[str, str], given: str) -> Filter:
    return Filter(name, label, tuple(Choice(value, text, value == given) for value, text in values.items()))


def known(body: str) -> Known | None:
    """A body by its id."""
    return _by_id().get(body)


def _by_id() -> dict[str, Known]:
    return {each["body"]: each for each in archived.bodies().records()}


def found(typed: str) -> str | None:
    """The id of a body by its id or one of its names; None where there is none."""
    by_id = _by_id()
    if typed in by_id:
        return typed
    return next(
        (key for key, each in by_id.items() if typed == each["name"] or typed in (each["other_names"] or ())), None
    )


def names() -> list[str]:
    """What is offered while one types a body that has reports."""
    return [each["name"] for each in archived.bodies().records() if each["reports"] and each["name"]][:_MOST_NAMES]


def is_named(record: Known, word: str) -> bool:
    """Whether a body is, or was, called so."""
    return any(word in name for name in (record["name"] or "", record["body"], *(record["other_names"] or ())))
