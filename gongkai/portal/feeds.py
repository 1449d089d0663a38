"""Feeds made of rows: Atom (RFC 4287) and JSON Feed 1.1. Pure: the same rows give the same bytes."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from gongkai.documents import public
from gongkai.portal import document_page

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    title: str
    about: str
    page: str  # absolute
    own: str  # absolute
    publisher: str


class _Atom(Atom1Feed):
    """With the day of publication beside that of the last change."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("published", str(item["published"]))


def atom(feed: Feed, rows: Sequence[public.Row]) -> bytes:
    """The newest documents as Atom."""
    made = _Atom(
        title=plain(feed.title),
        link=feed.page,
        description="",
        subtitle=plain(feed.about),
        feed_url=feed.own,
        feed_guid=feed.own,
        language="zh-Hans",
        author_name=plain(feed.publisher) or plain(feed.title),
    )
    for row in rows:
        address = document_page.address(row.key)
        made.add_item(
            title=plain(row.title),
            link=address,
            unique_id=address,
            description=plain(row.summary or _line(row)),
            author_name=plain(row.issuer),
            pubdate=row.published_at,
            updateddate=updated_at(row),
            categories=[plain(row.column_label)],
            published=row.published_at.isoformat(),
        )
    return made.writeString("utf-8").encode() if rows else _empty(feed)


def _empty(feed: Feed) -> bytes:
    """Without entries too a feed has a day, and the same one each time."""
    title = plain(feed.title)
    made = _Atom(title, feed.page, "", feed_url=feed.own, feed_guid=feed.own, author_name=plain(feed.publisher))
    made.latest_post_date = lambda: datetime(2008, 5, 1, tzinfo=timezone.get_default_timezone())  # type: ignore[method-assign]  # Django asks the clock
    return made.writeString("utf-8").encode()


def as_json(feed: Feed, rows: Sequence[public.Row]) -> bytes:
    """The newest documents as JSON Feed."""
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
    address = document_page.address(row.key)
    return {
        "id": address,
        "url": address,
        "title": row.title,
        "content_text": row.summary or _line(row),
        "date_published": timezone.localtime(row.published_at).isoformat(),
        "date_modified": timezone.localtime(updated_at(row)).isoformat(),
        "authors": [{"name": row.issuer}],
        "tags": [row.column_label],
        "language": "zh-Hans",
    }


def updated_at(row: public.Row) -> datetime:
    """The last change to the text; a correction is known by its day."""
    if row.revised_on is None:
        return row.published_at
    return max(row.published_at, timezone.make_aware(datetime.combine(row.revised_on, time())))


def _line(row: public.Row) -> str:
    return "　".join(filter(None, (row.document_number, row.issuer, row.validity_label)))


def plain(value: str) -> str:
    """Without the control characters that XML cannot carry."""
    return _CONTROLS.sub("", value)
