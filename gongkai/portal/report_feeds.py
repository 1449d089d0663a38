"""The feed of annual reports: the newest, as Atom and as JSON Feed."""

import hashlib
import json
from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from gongkai.applications import public as offices
from gongkai.portal import feeds, report_page
from gongkai.portal.document_page import absolute
from gongkai.portal.feeds import Feed
from gongkai.portal.report_data import COLUMN, moment
from gongkai.reports import public

_MOST = 50


@require_safe
def reports(request: HttpRequest, kind: str) -> HttpResponse:
    """The reports published last."""
    if kind not in _WRITERS:
        raise Http404
    site = offices.site()
    feed = Feed(
        title=f"{COLUMN} - {site.name}",
        about=f"{site.name}最近公布的政府信息公开工作年度报告",
        page=absolute(reverse("reports")),
        own=absolute(reverse("reports-feed", args=[kind])),
        publisher=site.host,
    )
    rows = public.latest(_MOST)
    write, content_type = _WRITERS[kind]
    response = HttpResponse(write(feed, rows), content_type=content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=response) or response


def _atom(feed: Feed, rows: Sequence[public.Row]) -> bytes:
    if not rows:
        return feeds.atom(feed, ())
    made = Atom1Feed(
        title=feed.title,
        link=feed.page,
        description="",
        subtitle=feed.about,
        feed_url=feed.own,
        feed_guid=feed.own,
        language="zh-Hans",
        author_name=feed.publisher or feed.title,
    )
    for row in rows:
        address = absolute(report_page.path(row))
        made.add_item(
            title=feeds.plain(row.title),
            link=address,
            unique_id=address,
            description=feeds.plain(_line(row)),
            author_name=feeds.plain(row.body_name),
            pubdate=moment(row.published_on),
            updateddate=moment(row.corrected_on or row.published_on),
            categories=[COLUMN],
        )
    return made.writeString("utf-8").encode()


def _json(feed: Feed, rows: Sequence[public.Row]) -> bytes:
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "language": "zh-Hans",
        "authors": [{"name": feed.publisher or feed.title}],
        "items": [_item(row) for row in rows],
    }
    return json.dumps(record, ensure_ascii=False).encode()


def _item(row: public.Row) -> dict[str, object]:
    address = absolute(report_page.path(row))
    return {
        "id": address,
        "url": address,
        "title": row.title,
        "content_text": _line(row),
        "date_published": timezone.localtime(moment(row.published_on)).isoformat(),
        "date_modified": timezone.localtime(moment(row.corrected_on or row.published_on)).isoformat(),
        "authors": [{"name": row.body_name}],
        "tags": [COLUMN],
        "language": "zh-Hans",
    }


def _line(row: public.Row) -> str:
    """An erratum is news too."""
    day = row.corrected_on
    corrected = f"{day.year}年{day.month}月{day.day}日有勘误。" if day else ""
    return f"{row.body_name}{row.year}年政府信息公开工作年度报告。{corrected}"


_Writer = Callable[[Feed, Sequence[public.Row]], bytes]
_WRITERS: dict[str, tuple[_Writer, str]] = {"atom": (_atom, feeds.ATOM), "json": (_json, feeds.JSON)}
