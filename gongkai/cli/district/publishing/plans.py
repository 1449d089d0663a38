"""What the district publishes: series of documents as they stand in the TOML files, spread over two years and numbered."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from gongkai.bodies.models import Body
from gongkai.cli.district.days import on_or_after
from gongkai.cli.district.publishing import wording
from gongkai.cli.district.publishing.calendar import Calendar, printed
from gongkai.core.documents import timing
from gongkai.core.documents.text import Block, Text

_SERIES = ("normative.toml", "policies.toml", "statutory.toml", "livelihood.toml", "grassroots.toml")
_LATE = 26  # working days from the document to its publication where Art 26 was not kept
_NOTICE = ("青政办字", date(2026, 6, 12), 18)  # letters, day and number of the document of the prototype


@dataclass(frozen=True, slots=True)
class Plan:
    """One document that will be published: its facts, its days, and what goes with it."""

    key: str
    body: str  # slug
    column: str
    title: str
    text: Text
    formed_on: date
    published_on: date
    letters: str = ""  # of the document number, before the year
    document_number: str = ""
    kind: str = ""
    theme: str = ""
    keywords: str = ""
    summary: str = ""
    issuer: str = ""
    joint: tuple[str, ...] = ()
    effective_from: date | None = None
    expires_on: date | None = None
    is_normative: bool = False
    filing_number: str = ""
    files: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()  # of its interpretations
    points: tuple[str, ...] = ()  # what an interpretation says
    take_down_on: date | None = None
    topics: tuple[str, ...] = ()
    copies: str = ""
    given: Mapping[str, Any] | None = None


@cache
def load(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def plans(bodies: Mapping[str, Body], days: Calendar) -> list[Plan]:
    """Every document of the series, numbered in the order of signing, in the order of publication."""
    made = [each for name in _SERIES for row in load(name)["series"] for each in _of_series(row, bodies, days)]
    return sorted(_numbered(made), key=lambda each: (each.published_on, each.key))


def _numbered(made: list[Plan]) -> Iterator[Plan]:
    """With numbers in the order of signing; those of normative documents are filed as well."""
    last, filed = Counter[tuple[str, int]](), Counter[int]()
    letters, signed_on, taken = _NOTICE
    for each in sorted(made, key=lambda each: (each.formed_on, each.key)):
        year = each.formed_on.year
        values: dict[str, str] = {}
        if each.is_normative:
            filed[year] += 1
            values["filing_number"] = f"QHDR-{year}-{10_000 + filed[year]:07}"
        if each.letters:
            is_after = each.letters == letters and year == signed_on.year and each.formed_on >= signed_on
            last[each.letters, year] = max(last[each.letters, year], taken if is_after else 0) + 1
            values["document_number"] = f"{each.letters}〔{year}〕{last[each.letters, year]}号"
        yield replace(
            each, filing_number=values.get("filing_number", ""), document_number=values.get("document_number", "")
        )


def _of_series(row: Mapping[str, Any], bodies: Mapping[str, Body], days: Calendar) -> Iterator[Plan]:
    slugs = row.get("bodies") or list(bodies)
    subjects = row.get("subjects", [""])
    count = row.get("count", len(subjects))
    for at in range(count):
        slug = slugs[at % len(slugs)] if "|" not in row.get("by", "") else slugs[0]
        published_on = days.ago(row.get("newest", 3) + round(at * row.get("every", 7)))
        yield _plan(row, at, bodies[slug], subjects[at % len(subjects)], published_on, days)


def _plan(row: Mapping[str, Any], at: int, body: Body, subject: str, published_on: date, days: Calendar) -> Plan:
    key = f"{row['key']}-{at + 1}"
    lag = _LATE if at in row.get("late", []) else 1 + wording.draw(key, row.get("lag", 9))
    formed_on = days.before(published_on, lag)
    values = _values(body, subject, formed_on)
    effective_from = days.before(published_on, 0) if row.get("years") else None
    body_text = wording.text(row["text"], values, key)
    signature = Block("signature", f"{body.name}\n{printed(formed_on)}")
    return Plan(
        key=key,
        body=body.slug,
        column=row["column"],
        title=wording.line(row["title"], values, key),
        text=(*_addressed(row, values), *body_text, *(() if row.get("unsigned") else (signature,))),
        formed_on=formed_on,
        published_on=published_on,
        letters=f"{load('house.toml')['letters'][body.slug]}{row['letters']}" if "letters" in row else "",
        kind=row.get("kind", ""),
        theme=row.get("theme", ""),
        keywords=wording.line(row.get("keywords", ""), values, key),
        summary=wording.line(row.get("summary", ""), values, key),
        joint=tuple(row.get("joint", ())),
        effective_from=effective_from,
        expires_on=timing.expiry(effective_from, years=row["years"]) if effective_from else None,
        is_normative=row.get("is_normative", False),
        files=tuple(row.get("files", ())) if at % row.get("files_each", 1) == 0 else (),
        forms=tuple(row["forms"][at % len(row["forms"])]) if "forms" in row else (),
        points=tuple(wording.line(each, values, key) for each in row.get("points", ())),
        take_down_on=on_or_after(published_on + timedelta(row["shown_days"])) if "shown_days" in row else None,
        topics=tuple(row.get("topics", ())),
        copies=row.get("copies", ""),
    )


def _addressed(row: Mapping[str, Any], values: Mapping[str, object]) -> Text:
    said = row.get("to", "")
    return (Block("addressee", said.format_map(values)),) if said else ()


def _values(body: Body, subject: str, formed_on: date) -> dict[str, object]:
    """What a template may name."""
    parts = [*subject.split("|"), *[""] * 6]
    last_month = formed_on.replace(day=1).toordinal() - 1
    before = date.fromordinal(last_month)
    return {
        **dict(zip("abcdef", parts, strict=False)),
        "body": body.name,
        "short": body.short,
        "place": body.name.removesuffix("人民政府").removesuffix("办事处").removeprefix("青禾区人民政府"),
        "phone": body.phone,
        "address": body.address,
        "year": formed_on.year,
        "last_year": formed_on.year - 1,
        "next_year": formed_on.year + 1,
        "month": formed_on.month,
        "day": formed_on.day,
        "m_year": before.year,
        "m_month": before.month,
        "quarter": "一二三四"[(before.month - 1) // 3],
    }
