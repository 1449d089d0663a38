"""What machines read on the page of an annual report: the tags of government sites and schema.org."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from gongkai.portal import document_data
from gongkai.portal.document_page import absolute
from gongkai.portal.report_page import Shown
from gongkai.reports import public

COLUMN = "政府信息公开年报"
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def tags(shown: Shown) -> tuple[tuple[str, str], ...]:
    """The <meta> of the norm for government sites (政府网站网页标签规范), those that have a value."""
    row = shown.row
    given = (
        ("SiteDomain", urlsplit(str(settings.SITE_ADDRESS)).hostname or ""),
        ("SiteIDCode", str(getattr(settings, "SITE_ID_CODE", ""))),
        ("ColumnName", COLUMN),
        ("ColumnType", "政府信息公开"),
        ("ArticleTitle", row.title),
        ("PubDate", f"{row.published_on:%Y-%m-%d}"),
        ("ContentSource", row.body_name),
        ("Keywords", f"政府信息公开年度报告 {row.year}"),
        ("Description", row.title),
        ("Url", shown.address),
    )
    return tuple((name, value) for name, value in given if value)


def linked(shown: Shown, page: public.Page) -> SafeString:
    """The report as schema.org data."""
    row = shown.row
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": shown.address,
        "url": shown.address,
        "name": row.title,
        "inLanguage": "zh-Hans",
        "datePublished": row.published_on.isoformat(),
        "dateModified": (row.corrected_on or row.published_on).isoformat(),
        "temporalCoverage": f"{row.year}-01-01/{row.year}-12-31",
        "isAccessibleForFree": True,
        "publisher": {"@type": "GovernmentOrganization", "name": row.body_name},
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": absolute(file.url),
                "encodingFormat": _MEDIA.get(each.kind, each.kind),
                "contentSize": str(each.size),
                "sha256": each.sha256,
            }
            for file, each in zip(shown.files, page.files, strict=True)
        ],
    }
    return document_data.as_script(thing)


def citation(shown: Shown, *, on: date) -> str:
    """To be copied into a paper, after GB/T 7714."""
    row = shown.row
    return f"{row.body_name}. {row.title}[R/OL]. ({row.published_on.isoformat()})[{on.isoformat()}]. {shown.address}."


def moment(day: date) -> datetime:
    """The begin of a day, for feeds and maps."""
    return timezone.make_aware(datetime.combine(day, time()))
