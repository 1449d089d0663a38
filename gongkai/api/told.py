"""From the plain values of the areas to what an answer holds: the same fields, with the addresses of the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from gongkai.api import addresses
from gongkai.applications.public import Reply
from gongkai.documents.public import ColumnNode, Hit, IssueLink, Page, Row

Told = dict[str, Any]


def plain(value: Any) -> Told:  # noqa: ANN401 - any of the areas' frozen values
    """A flat value as a mapping."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def document_row(request: HttpRequest, row: Row) -> Told:
    """A document in a list."""
    at = timezone.localtime(row.published_at)
    return {**plain(row), "published_at": at, "url": addresses.of(request, "document", row.key)}


def rows(request: HttpRequest, found: Iterable[Row]) -> list[Told]:
    """Documents in a list."""
    return [document_row(request, each) for each in found]


def document(request: HttpRequest, page: Page) -> Told:
    """One document with everything around it."""
    key = page.row.key
    return {
        "document": document_row(request, page.row),
        "text": page.text,
        "joint_issuers": page.joint_issuers,
        "issuer_phone": page.issuer_phone,
        "files": [
            {**plain(each), "url": addresses.of(request, "document-file", key, each.position)} for each in page.files
        ],
        "interprets": document_row(request, page.interprets) if page.interprets else None,
        "interpretations": rows(request, page.interpretations),
        "relations": [
            {**plain(each), "url": addresses.of(request, "document", each.key) if each.key else each.url}
            for each in page.links
        ],
        "corrections": [plain(each) for each in page.corrections],
        "places": [plain(each) for each in page.places],
        "gazette": [issue(request, each) for each in page.gazette],
        "topics": [{"key": key, "label": label} for key, label in page.topics],
        "validity_note": page.validity_note,
        "revised_because": page.revised_because,
    }


def issue(request: HttpRequest, link: IssueLink) -> Told:
    """An issue of the gazette."""
    return {**plain(link), "url": addresses.of(request, "issue", link.year, link.number)}


def column(node: ColumnNode) -> Told:
    """A column with those under it."""
    return asdict(node)


def hit(request: HttpRequest, found: Hit) -> Told:
    """A document that was found."""
    return {
        "document": document_row(request, found.row),
        "title": [{"text": text, "is_hit": is_hit} for text, is_hit in found.title],
        "snippet": [{"text": text, "is_hit": is_hit} for text, is_hit in found.snippet],
    }


def counts(given: Mapping[str, Mapping[Any, int]]) -> dict[str, dict[str, int]]:
    """How many of each value of each facet; years are words like the others."""
    return {facet: {str(value): many for value, many in values.items()} for facet, values in given.items()}


def reply(each: Reply) -> Told:
    """A reply that was shown to everybody."""
    values = plain(each)
    return {"number": values.pop("pk"), **values}
