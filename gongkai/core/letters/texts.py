"""The shipped texts of the letters, read from templates.toml; a district's own text may stand in for any of them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from gongkai.core.law import shelf


@dataclass(frozen=True, slots=True)
class Text:
    """One shipped text: a paragraph of a reply (`outcome`), the frame of all replies, or a letter of the procedure."""

    key: str
    part: str  # frame, outcome, procedural
    form: str  # letter, sheet, envelope
    to: str  # applicant, other, or ""
    title: str
    label: str
    when: str
    outcomes: tuple[str, ...]
    article: str
    has_remedy: bool
    remedy_of: str  # the outcome whose remedy a letter of the procedure has, or ""
    slip: str  # the sheet that goes with it, or ""
    text: str  # paragraphs, one a line
    rows: tuple[tuple[str, ...], ...]
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """The wording of one class of remedy, with the days on which it is right."""

    key: str
    text: str
    article: str
    starts_on: date
    ends_on: date | None


@cache
def _shelf() -> Mapping[str, object]:
    return tomllib.loads(resources.files(__package__).joinpath("templates.toml").read_text("utf-8"))


def _listed(key: str) -> list[dict[str, object]]:
    found = _shelf()[key]
    assert isinstance(found, list)
    return found


@cache
def _texts() -> Mapping[str, Text]:
    return {text.key: text for text in map(_text, _listed("letters"))}


def _text(row: dict[str, object]) -> Text:
    paragraphs, rows, outcomes = row["text"], row.get("rows", []), row["outcomes"]
    assert isinstance(paragraphs, list)
    assert isinstance(rows, list)
    assert isinstance(outcomes, list)
    return Text(
        key=str(row["key"]),
        part=str(row["part"]),
        form=str(row.get("form", "letter")),
        to=str(row.get("to", "applicant")),
        title=str(row["title"]),
        label=str(row["label"]),
        when=str(row["when"]),
        outcomes=tuple(outcomes),
        article=str(row["article"]),
        has_remedy=bool(row["has_remedy"]),
        remedy_of=str(row.get("remedy_of", "")),
        slip=str(row.get("slip", "")),
        text="\n".join(paragraphs),
        rows=tuple(tuple(each) for each in rows),
        is_verified=bool(row.get("verified", True)),
    )


def every() -> tuple[Text, ...]:
    """All shipped texts, in the order of the file."""
    return tuple(_texts().values())


def get(key: str) -> Text:
    """The shipped text `key`; LookupError, in Chinese, for one that is none."""
    if key not in _texts():
        raise LookupError(f"没有“{key}”这种文书；现有：{'、'.join(_texts())}")
    return _texts()[key]


@cache
def _clauses() -> tuple[Clause, ...]:
    found = (((row["key"], row["text"], row["article"]), shelf.span(row)) for row in _listed("clauses"))
    return tuple(Clause(str(key), str(text), str(article), *span) for (key, text, article), span in found)


def clause(key: str, *, on: date) -> Clause | None:
    """The wording for one class of remedy on day `on`; None for a class that has nothing to say."""
    return next((each for each in shelf.in_force(_clauses(), on) if each.key == key), None)


def sentence(key: str) -> str:
    """A sentence that a letter has only where it is true."""
    return _named("sentences", key)


def consulted(what: str) -> str:
    """How somebody who was asked is called in a letter to the applicant: never by name."""
    return _named("consulted", what)


def _named(table: str, key: str) -> str:
    found = _shelf()[table]
    assert isinstance(found, dict)
    return str(found[key])


def title(outcomes: Sequence[str]) -> str:
    """The printed title of a reply with these outcomes: their common title, or that of the frame when they differ."""
    titles = {get(outcome).title for outcome in outcomes if outcome in _texts()}
    return titles.pop() if len(titles) == 1 else get("reply").title


def itself(title: str) -> str:
    """How a letter with this title speaks of itself: 本答复书, 本告知书."""
    for word in ("答复书", "告知书", "通知书", "征求意见书", "确认函", "回执"):
        if title.endswith(word):
            return f"本{word}"
    return "本文书"
