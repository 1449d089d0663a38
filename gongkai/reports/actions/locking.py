"""The lock date (数据锁定日): from the day after it, figures are those of the cases as they were; later cases become errata."""

from datetime import date

from django.db import transaction

from gongkai.bodies.actors import SYSTEM
from gongkai.core.reports.life import HANDED_IN
from gongkai.journal import actions as journal
from gongkai.reports import proofs
from gongkai.reports.models import AnnualReport, Line


def is_due(report: AnnualReport, on: date) -> bool:
    """Whether the figures of a report are still open although its lock date has passed."""
    is_tallied = report.level == "unit" and report.way == "platform" and report.stage != "excused"
    return is_tallied and report.locked_on is None and on > report.round.locks_on


def lock(report: AnnualReport, on: date) -> None:
    """The cases behind the figures stay what they are today, or what they were at handing in; the row is not saved here."""
    if report.stage not in HANDED_IN:
        keep_lines(report)
    report.locked_on = on
    author = SYSTEM.author("clerk", report.body.slug)
    journal.record(
        "lock", ("report", report.pk), by=author, on=on, facts={"locks_on": report.round.locks_on.isoformat()}
    )


def lock_due(*, on: date) -> int:
    """Lock every report whose date has passed; how many. Run each day, so that the lock is of the day that it says."""
    many = 0
    rows = AnnualReport.objects.filter(level="unit", way="platform", locked_on=None, round__locks_on__lt=on)
    for number in rows.exclude(stage="excused").values_list("pk", flat=True):
        with transaction.atomic():
            found = AnnualReport.objects.select_for_update(of=("self",)).select_related("round", "body").get(pk=number)
            if is_due(found, on):
                lock(found, on)
                found.save(update_fields=["locked_on"])
                many += 1
    return many


def keep_lines(report: AnnualReport) -> None:
    """Every case behind the figures as the registers are now; those kept before are replaced."""
    Line.objects.filter(report=report).delete()
    if report.way != "platform" or report.is_district:
        return
    found = [("application", line) for line in proofs.lines(report)]
    found += [("dispute", line) for line in proofs.dispute_lines(report)]
    found += [("publication", line) for line in proofs.document_lines(report)]
    Line.objects.bulk_create(
        [Line(report=report, kind=kind, cell=cell, number=row, label=label) for kind, (cell, row, label) in found],
        batch_size=1000,
    )
