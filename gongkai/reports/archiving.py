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
from gongkai.core.reports.merging import printed as rounded
from gongkai.core.reports.values import Report, read_cell
from gongkai.reports.drafts import Draft
from gongkai.reports.models import PICTURE, PublishedReport

log = logging.getLogger("gongkai.reports")


def folder() -> Path:
    """Where the archive of this installation lies."""
    return Path(settings.GONGKAI_DATA) / "archive"


def printed(now: Draft, *, published_on: date) -> Report:
    """The report as it goes out: amounts rounded once, the day of publication."""
    places = now.found.round.fee_places
    cells = {
        cell: found if found.value is None else read_cell(rounded(found.value, places) or 0)
        for cell, found in now.report.cells.items()
    }
    return replace(now.report, cells=cells, published_on=published_on, last_year=None)


def put(published: PublishedReport) -> bool:
    """Into the archive; what fails is written to the log and put by `sync` later. Whether it is there now."""
    try:
        files = {each.kind: bytes(each.data) for each in published.files.exclude(kind__startswith=PICTURE)}
        know()
        report = records.report_of(published.record)
        at = datetime.combine(published.published_on, time(), timezone.get_current_timezone())
        archive.open(folder()).put_report(report, files, key(published), at)
    except OSError:
        log.exception("report %s did not reach the archive", published.pk)
        return False
    return True


def know() -> int:
    """Tell the archive of the bodies that it does not know, and of those that became others here; how many."""
    kept = archive.open(folder())
    known = {str(row[0]) for row in kept.ask("SELECT body FROM bodies WHERE is_known").rows}
    told = []
    for body in Body.objects.select_related("parent").prefetch_related("predecessors"):
        before = tuple(archive.Predecessor(each.slug, each.closed_on) for each in body.predecessors.all())
        if body.slug not in known or before:
            parent = body.parent.slug if body.parent else ""
            told.append(archive.Body(body.slug, body.name, (), parent, body.kind, before))
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
