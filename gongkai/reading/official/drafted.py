"""Drafted: an official document as it was recognised, field by field, with what could not be told for sure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from gongkai.core.documents.text import Block, from_record, to_record


@dataclass(frozen=True, slots=True)
class Citation:
    """A rule or document that the text names: its title, its number where one is printed, the articles that are named."""

    title: str
    document_number: str = ""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one file says of itself. Unknown is None or ""; a field in doubt has a sentence in `doubts`.

    `confidence` of a field is sure, proposed (made from the text, not printed as such), doubtful or unknown.
    """

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    joint_issuers: tuple[str, ...] = ()  # the others, in the order of the signatures
    formed_on: date | None = None
    printed_on: date | None = None  # 印发日期
    published_on: date | None = None  # what a page of a site prints
    kind: str = ""
    addressee: str = ""
    copies: str = ""  # 抄送
    text: tuple[Block, ...] = ()
    annexes: tuple[str, ...] = ()
    attribute: str = ""
    printed_attribute: str = ""
    effective_from: date | None = None
    expires_on: date | None = None
    repealed_on: date | None = None
    repeals: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    interprets: Citation | None = None
    index_number: str = ""  # as printed, also where it is faulty
    theme: str = ""
    keywords: str = ""
    summary: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)  # the labels of a table of metadata, and what they say
    doubts: tuple[str, ...] = ()
    confidence: Mapping[str, str] = field(default_factory=dict)


_DAYS = ("formed_on", "printed_on", "published_on", "effective_from", "expires_on", "repealed_on")
_LISTS = ("joint_issuers", "annexes", "repeals", "amends", "doubts")


def drafted_record(drafted: Drafted) -> dict[str, Any]:
    """As JSON, for the way out of the child process."""
    record: dict[str, Any] = {each.name: getattr(drafted, each.name) for each in fields(drafted)}
    record |= {name: day.isoformat() for name in _DAYS if (day := getattr(drafted, name))}
    record["text"] = to_record(drafted.text)
    record["cites"] = [_citation_record(each) for each in drafted.cites]
    record["interprets"] = _citation_record(drafted.interprets) if drafted.interprets else None
    return record | {"printed": dict(drafted.printed), "confidence": dict(drafted.confidence)}


def drafted_of(record: Mapping[str, Any]) -> Drafted:
    """Back from JSON."""
    values = dict(record)
    values |= {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
    values |= {name: tuple(values[name]) for name in _LISTS}
    values["text"] = from_record(values["text"])
    values["cites"] = tuple(_citation_of(each) for each in values["cites"])
    values["interprets"] = _citation_of(values["interprets"]) if values["interprets"] else None
    return Drafted(**values)


def _citation_record(citation: Citation) -> list[object]:
    return [citation.title, citation.document_number, list(citation.articles)]


def _citation_of(record: list[Any]) -> Citation:
    return Citation(record[0], record[1], tuple(record[2]))
