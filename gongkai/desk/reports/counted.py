"""The other direction: in which cells of which annual reports one case, dispute or document counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.applications.models import Application
from gongkai.bodies.actors import Actor
from gongkai.core import editions
from gongkai.core.reports import tallying
from gongkai.core.reports.life import HANDED_IN
from gongkai.disputes import counting as disputes
from gongkai.disputes.models import Dispute
from gongkai.documents.models import Document
from gongkai.reports import access, proofs
from gongkai.reports.models import AnnualReport, Line


@dataclass(frozen=True, slots=True)
class Place:
    """The cells of one report in which something counts; frozen once the report is handed in, or its figures locked."""

    year: int
    cells: tuple[tuple[str, str], ...]  # in words, address
    is_frozen: bool
    address: str
    is_locked: bool = False  # frozen by the lock date alone


def of_case(case: Application, *, by: Actor) -> list[Place]:
    """Where an application counts, the latest year first."""
    if case.received_on is None:
        return []
    last = case.counted_on.year if case.counted_on else None
    reports = _reports(by, case.body_id, case.received_on.year, last)
    return _places(reports, "application", case.pk, {each.pk: _of_case(case, each) for each in reports})


def _of_case(case: Application, report: AnnualReport) -> tuple[str, ...]:
    assert case.received_on is not None
    group = tallying.group(case.applicant_kind, case.received_on, case.counted_on, case.counted_as, year=report.year)
    return tallying.places(group, editions.get(report.round.edition)) if group else ()


def of_dispute(dispute: Dispute, *, by: Actor) -> list[Place]:
    """Where a dispute counts, by the district's choice of each year."""
    last = dispute.decided_on.year if dispute.decided_on else None
    reports = _reports(by, dispute.application.body_id, dispute.served_on.year, last)
    return _places(reports, "dispute", dispute.pk, {each.pk: _of_dispute(dispute, each) for each in reports})


def _of_dispute(dispute: Dispute, report: AnnualReport) -> tuple[str, ...]:
    if report.round.disputes_counted == "filed" and dispute.served_on.year != report.year:
        return ()
    is_decided = dispute.decided_on is not None and dispute.decided_on <= date(report.year, 12, 31)
    column = disputes.column(dispute.kind, dispute.result) if is_decided else disputes.PENDING
    return (f"remedies.{dispute.kind}.{column}",)


def of_document(document: Document, *, by: Actor) -> list[Place]:
    """Where a normative document counts."""
    publication = getattr(document, "publication", None)
    if publication is None or not publication.is_normative:
        return []
    first = (publication.formed_on or publication.published_on).year
    reports = _reports(by, document.body_id, first, None)
    found = {
        each.pk: tuple(cell for cell, number, _ in proofs.document_lines(each) if number == publication.pk)
        for each in reports
        if each.stage not in HANDED_IN
    }
    return _places(reports, "publication", publication.pk, found)


def _reports(by: Actor, body: int, first: int, last: int | None) -> list[AnnualReport]:
    """The reports that count the cases of a body, of the years that a case may concern."""
    rows: QuerySet[AnnualReport] = access.visible(by).filter(level="unit", way="platform", round__year__gte=first)
    if last is not None:
        rows = rows.filter(round__year__lte=last)
    rows = rows.filter(Q(covers=body) | Q(body=body, covers__isnull=True)).exclude(stage="excused")
    return list(rows.order_by("-round__year").distinct())


def _places(reports: Iterable[AnnualReport], kind: str, number: int, live: dict[int, tuple[str, ...]]) -> list[Place]:
    listed = list(reports)
    frozen: dict[int, list[str]] = {}
    handed = [each.pk for each in listed if each.frozen or each.locked_on]
    for report, cell in Line.objects.filter(report__in=handed, kind=kind, number=number).values_list(
        "report_id", "cell"
    ):
        frozen.setdefault(report, []).append(cell)
    found = []
    for each in listed:
        is_frozen = each.locked_on is not None or (each.stage in HANDED_IN and bool(each.frozen))
        cells = tuple(frozen.get(each.pk, ())) if is_frozen else live.get(each.pk, ())
        if cells:
            found.append(_place(each, cells, is_frozen=is_frozen))
    return found


def _place(report: AnnualReport, cells: tuple[str, ...], *, is_frozen: bool) -> Place:
    edition = editions.get(report.round.edition)
    named = tuple((edition.where(cell), reverse("desk-report-cell", args=(report.pk, cell))) for cell in cells)
    is_locked = is_frozen and report.stage not in HANDED_IN
    return Place(report.year, named, is_frozen, reverse("desk-report", args=(report.pk,)), is_locked)
