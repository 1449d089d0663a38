"""Lists of documents by what a visitor chose: which, how many on a page, and the choices as they stand in the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from gongkai.core import law
from gongkai.documents import public

FIRST_YEAR = 2008  # 政府信息公开条例 came into force
VALIDITY = {"in_force": "现行有效", "ended": "失效、废止"}
KINDS = tuple(each.label for each in law.document_kinds())
THEMES = tuple(each.label for each in law.themes())


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """What was chosen, if anything."""
        return next((each for each in self.choices if each.is_chosen), None)


def filters(query: QueryDict, names: Iterable[str], *, on: date) -> tuple[Filter, ...]:
    """The filters of a list with what was chosen; a value that is not among them was not chosen."""
    return tuple(_filter(name, query.get(name, ""), on) for name in names)


def _filter(name: str, given: str, on: date) -> Filter:
    label, values = _values(name, on)
    return Filter(name, label, tuple(Choice(value, text, value == given) for value, text in values.items()))


def _values(name: str, on: date) -> tuple[str, Mapping[str, str]]:
    if name == "body":
        return "单位", {each.slug: each.short for each in public.body_names()}
    if name == "year":
        return "年份", {str(year): f"{year}年" for year in range(on.year, FIRST_YEAR - 1, -1)}
    if name == "validity":
        return "有效性", VALIDITY
    return ("主题", {each: each for each in THEMES}) if name == "theme" else ("种类", {each: each for each in KINDS})


def wanted(chosen: Iterable[Filter], **fixed: str | bool) -> public.Wanted:
    """Which documents: what the page is about, and what was chosen."""
    given: dict[str, str] = {each.name: each.chosen.value for each in chosen if each.chosen}
    year = given.pop("year", "")
    return public.Wanted(**{**given, **fixed}, year=int(year) if year else None)  # type: ignore[arg-type]  # names are those of Wanted


def number(query: QueryDict) -> int:
    """The page that was asked for; the first where it is none."""
    given = query.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 7 else 1
