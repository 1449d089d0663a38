"""Published reports on their way into the archive: rounded once as printed, put after commit, again where it failed."""

import logging
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai import archive
from gongkai.bodies.models import Body
from gongkai.core import records
from gongkai.core.reports.values import Report
from gongkai.reports import drafts
from gongkai.reports.drafts import Draft
from gongkai.reports.models import PICTURE, PublishedReport

log = logging.getLogger("gongkai.reports")


def folder() -> Path:
    """Where the archive of this installation lies."""
    return Path(settings.GONGKAI_DATA) / "archive"


def printed(now: Draft, *, published_on: date) -> Report:
    """The report as it goes out: amounts rounded once, the day of publication."""
    return replace(drafts.as_printed(now).report, published_on=published_on, last_year=None)


def put(published: PublishedReport) -> bool:
    """Into the archive; what fails is written to the log and put by `sync` later. Whether it is there now."""
    try:
        files = {_name(published, each.kind): bytes(each.data) for each in published.files.all()}
        know()
        report = records.report_of(published.record)
        at = datetime.combine(published.published_on, time(), timezone.get_current_timezone())
        archive.open(folder()).put_report(report, files, key(published), at)
    except OSError:
        log.exception("report %s did not reach the archive", published.pk)
        return False
    return True


def _name(published: PublishedReport, kind: str) -> str:
    """docx, or for an uploaded picture 图2.png."""
    number = kind.removeprefix(PICTURE)
    return f"图{number}.{published.charts[int(number) - 1]['upload']}" if kind.startswith(PICTURE) else kind


def know() -> int:
    """Tell the archive of the bodies that it does not know, were renamed or moved, or became others here; how many.

    A former name stays known: reports printed under it are of the same body.
    """
    kept = archive.open(folder())
    rows = kept.ask("SELECT body, name, other_names, parent FROM bodies WHERE is_known").rows
    known = {str(row[0]): row[1:] for row in rows}
    told = []
    for body in Body.objects.select_related("parent").prefetch_related("predecessors"):
        before = tuple(archive.Predecessor(each.slug, each.closed_on) for each in body.predecessors.all())
        parent = body.parent.slug if body.parent else ""
        name, others, above = known.get(body.slug, ("", (), None))
        if before or (name, above or "") != (body.name, parent):
            names = dict.fromkeys(each for each in (*(others or ()), name) if each and each != body.name)
            told.append(archive.Body(body.slug, body.name, tuple(names), parent, body.kind, before))
    if told:
        kept.know(told)
    return len(told)


def sync() -> int:
    """Every published report that the archive lacks; how many were put."""
    know()
    there = {str(row[0]) for row in archive.open(folder()).ask("SELECT id FROM reports WHERE source = 'own'").rows}
    return sum(put(each) for each in PublishedReport.objects.select_related("body") if key(each) not in there)


def key(published: PublishedReport) -> str:
    """By what the archive knows it, over errata and new versions."""
    return f"{published.body.slug}/{published.year}/{published.level}"
