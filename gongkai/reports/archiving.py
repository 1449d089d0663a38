"""Published reports on their way into the archive: rounded once as printed, put after commit, again where it failed."""

import logging
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai import archive
from gongkai.core import records
from gongkai.core.reports.merging import printed as rounded
from gongkai.core.reports.values import Report, read_cell
from gongkai.reports.drafts import Draft
from gongkai.reports.models import PublishedReport

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
        files = {each.kind: bytes(each.data) for each in published.files.all()}
        report = records.report_of(published.record)
        at = datetime.combine(published.published_on, time(), timezone.get_current_timezone())
        archive.open(folder()).put_report(report, files, key(published), at)
    except OSError:
        log.exception("report %s did not reach the archive", published.pk)
        return False
    return True


def sync() -> int:
    """Every published report that the archive lacks; how many were put."""
    there = {str(row[0]) for row in archive.open(folder()).ask("SELECT id FROM reports WHERE source = 'own'").rows}
    return sum(put(each) for each in PublishedReport.objects.select_related("body") if key(each) not in there)


def key(published: PublishedReport) -> str:
    """By what the archive knows it, over errata and new versions."""
    return f"{published.body.slug}/{published.year}/{published.level}"
