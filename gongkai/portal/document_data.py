"""What machines read on the page of a document: the tags of government sites, schema.org, and when it last changed."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from gongkai.documents import public
from gongkai.portal import document_page

_FORCE = {
    "in_force": "InForce",
    "amended": "InForce",
    "partly_ended": "PartiallyInForce",
    "expired": "NotInForce",
    "repealed": "NotInForce",
    "not_yet": "NotInForce",
}
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def tags(page: public.Page, address: str) -> tuple[tuple[str, str], ...]:
    """The <meta> of the norm for government sites (政府网站网页标签规范), those that have a value."""
    row = page.row
    given = (
        ("SiteDomain", urlsplit(str(settings.SITE_ADDRESS)).hostname or ""),
        ("SiteIDCode", str(getattr(settings, "SITE_ID_CODE", ""))),
        ("ColumnName", row.column_label),
        ("ColumnType", "政策解读" if row.genre == "interpretation" else "政府信息公开"),
        ("ArticleTitle", row.title),
        ("PubDate", f"{timezone.localtime(row.published_at):%Y-%m-%d %H:%M}"),
        ("ContentSource", row.issuer),
        ("Keywords", row.keywords),
        ("Description", row.summary or row.title),
        ("Url", address),
    )
    return tuple((name, value) for name, value in given if value)


def linked(page: public.Page, address: str) -> SafeString:
    """The document as schema.org data in a script element. It is data: nothing of it is run, and nothing in it ends the element."""
    return as_script(_thing(page, address))


def as_script(thing: Mapping[str, Any]) -> SafeString:
    """A thing of schema.org in a script element."""
    written = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - < > & are escaped above


def _thing(page: public.Page, address: str) -> dict[str, Any]:
    row = page.row
    issuer = {"@type": "GovernmentOrganization", "name": row.issuer}
    shared = {
        "@context": "https://schema.org",
        "@id": address,
        "url": address,
        "name": row.title,
        "inLanguage": "zh-Hans",
        "datePublished": row.published_on.isoformat(),
        "dateModified": (row.revised_on or row.published_on).isoformat(),
        "identifier": row.index_number,
        "keywords": row.keywords,
        "description": row.summary,
        "isAccessibleForFree": True,
        "publisher": issuer,
    }
    own = _article(page) if row.genre == "interpretation" else _legislation(page, issuer)
    return {key: value for key, value in (shared | own).items() if value not in ("", None, [])}


def _article(page: public.Page) -> dict[str, Any]:
    about = page.interprets
    return {
        "@type": "Article",
        "headline": page.row.title,
        "about": {"@id": document_page.address(about.key), "name": about.title} if about else None,
    }


def _legislation(page: public.Page, issuer: dict[str, str]) -> dict[str, Any]:
    row = page.row
    repealed = [each for each in page.links if each.is_ours and each.kind in {"repeals", "lapses", "replaces"}]
    return {
        "@type": "Legislation",
        "legislationType": "行政规范性文件" if row.is_normative else row.kind,
        "legislationIdentifier": row.document_number,
        "legislationDate": row.formed_on.isoformat() if row.formed_on else None,
        "legislationDateOfApplicability": row.effective_from.isoformat() if row.effective_from else None,
        "legislationLegalForce": f"https://schema.org/{_FORCE[row.validity]}",
        "legislationPassedBy": issuer,
        "legislationRepeals": [_reference(each) for each in repealed],
        "legislationChanges": [_reference(each) for each in page.links if each.is_ours and each.kind == "amends"],
        "isBasedOn": [_reference(each) for each in page.links if each.is_ours and each.kind == "based_on"],
    }


def _reference(link: public.Link) -> dict[str, str]:
    named = {"@type": "Legislation", "name": link.title, "legislationIdentifier": link.document_number}
    url = document_page.address(link.key) if link.key else link.url
    return {key: value for key, value in {**named, "url": url}.items() if value}


def citation(page: public.Page, address: str, *, on: date) -> str:
    """To be copied into a paper, after GB/T 7714."""
    row = page.row
    number = f"：{row.document_number}" if row.document_number else ""
    return f"{row.issuer}. {row.title}{number}[EB/OL]. ({row.published_on.isoformat()})[{on.isoformat()}]. {address}."


def changed_at(page: public.Page, *, now: datetime) -> datetime:
    """When anything that the page shows changed last.

    What is known by its day only may have happened until the end of that day: then the page counts as changed until midnight,
    so that whoever asked at noon is not told in the evening that nothing happened.
    """
    row = page.row
    days = [row.revised_on, row.ended_on, row.effective_from, *(each.on for each in page.links if not each.is_ours)]
    days += [each.replaced_on for each in page.corrections] + [each.posted_on for each in page.places]
    days += [each.published_on for each in page.gazette]
    moments = [row.published_at, *(each.published_at for each in page.interpretations)]
    moments += [_end(each) for each in days if each and each <= timezone.localdate(now)]
    return min(now, max(moments))


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def record(page: public.Page, address: str) -> dict[str, Any]:
    """The whole page as open data."""
    row = page.row
    return {
        "key": row.key,
        "url": address,
        "index_number": row.index_number,
        "title": row.title,
        "document_number": row.document_number,
        "genre": row.genre,
        "kind": row.kind,
        "theme": row.theme,
        "column": {"key": row.column, "label": row.column_label},
        "issuer": row.issuer,
        "joint_issuers": list(page.joint_issuers),
        "summary": row.summary,
        "keywords": row.keywords,
        "is_normative": row.is_normative,
        "filing_number": row.filing_number,
        "formed_on": row.formed_on,
        "published_at": row.published_at,
        "revised_on": row.revised_on,
        "effective_from": row.effective_from,
        "expires_on": row.expires_on,
        "ended_on": row.ended_on,
        "validity": row.validity,
        "validity_label": row.validity_label,
        "text": page.text,
        "files": [_file(row.key, each) for each in page.files],
        "interpretations": [document_page.address(each.key) for each in page.interpretations],
        "interprets": document_page.address(page.interprets.key) if page.interprets else None,
        "relations": [
            {"kind": each.kind, "is_ours": each.is_ours, "articles": each.articles, "on": each.on, **_reference(each)}
            for each in page.links
        ],
    }


def _file(key: str, each: public.FileLink) -> dict[str, Any]:
    address = f"{document_page.address(key)}files/{each.position}/"
    return {"name": each.name, "kind": each.kind, "size": each.size, "sha256": each.sha256, "url": address}
