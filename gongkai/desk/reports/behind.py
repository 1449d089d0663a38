"""The cases behind one figure: from the registers as they are now, and as they were when the report was handed in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.applications import counting as applications
from gongkai.applications.models import Application
from gongkai.core import editions, law
from gongkai.core.disputes import result
from gongkai.core.reports import tallying
from gongkai.core.reports.life import HANDED_IN
from gongkai.disputes import counting as disputes
from gongkai.disputes.models import Dispute
from gongkai.documents import counting as documents
from gongkai.documents.models import Publication
from gongkai.reports import sources
from gongkai.reports.models import AnnualReport, Line

HEADS: Mapping[str, tuple[str, ...]] = {
    "applications": ("编号", "收到日期", "办结日期", "答复类型", "单位"),
    "remedies": ("编号", "收到副本", "审结日期", "结果", "受理机关"),
    "proactive": ("文号", "成文日期", "公布日期", "标题", "单位"),
}
KINDS = {"applications": "application", "remedies": "dispute", "proactive": "publication"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case behind a figure, in the columns of `HEADS`."""

    number: int
    cells: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed behind a figure since the report was handed in."""

    many: int  # counted then
    out: tuple[tuple[str, str], ...]  # label and address: counted then, no longer
    new: tuple[tuple[str, str], ...]  # not counted then, now


Rows = QuerySet[Application] | QuerySet[Dispute] | QuerySet[Publication]


def rows(report: AnnualReport, cell: str, bodies: Sequence[int]) -> Rows | None:
    """The rows of some bodies behind a cell as the registers are now; None where no register knows the figure."""
    table, _, rest = cell.partition(".")
    if report.way == "file":
        return None
    if table == "applications":
        row, column = rest.rsplit(".", 1)
        return _applications(report, row, column, bodies)
    if table == "remedies":
        kind, column = rest.split(".")
        place = "" if column == "total" else column
        return disputes.behind(bodies, report.year, report.round.disputes_counted, kind=kind, place=place)
    column = sources.COLUMNS.get(cell.rsplit(".", 1)[1], "")
    if cell.startswith(sources.NORMATIVE) and column:
        return documents.normative_behind(bodies, report.year, column)
    return None


def _applications(report: AnnualReport, row: str, column: str, bodies: Sequence[int]) -> QuerySet[Application]:
    first, last = date(report.year, 1, 1), date(report.year, 12, 31)
    edition = editions.get(report.round.edition)
    found = applications.behind(bodies, report.year)
    if edition.tables["applications"].total.key != column:
        found = found.filter(applicant_kind=column)
    if row == "received":
        return found.filter(received_on__gte=first)
    if row == "carried_in":
        return found.filter(received_on__lt=first)
    ended = found.filter(counted_on__isnull=False, counted_on__lte=last)
    if row == "carried_out":
        return found.exclude(pk__in=ended.values("pk"))
    placed = tallying.rows(edition)
    whole = {each.key for each in edition.tables["applications"].rows if each.sums_results}
    wanted = list(placed) if row in whole else [outcome for outcome, at in placed.items() if at == row]
    return ended.filter(counted_as__in=wanted)


def cases(table: str, found: Iterable[Any]) -> Iterator[Case]:
    """The rows as they are listed."""
    return (_SHOWN[table](each) for each in found)


def _application(each: Application) -> Case:
    ended = f"{each.counted_on:%Y-%m-%d}" if each.counted_on else ""
    label = law.outcome_label(each.counted_as) if each.counted_on else "在办"
    received = f"{each.received_on:%Y-%m-%d}" if each.received_on else ""
    cells = (each.number, received, ended, label, each.body.short)
    return Case(each.pk, cells, reverse("desk-case", args=(each.pk,)))


def _dispute(each: Dispute) -> Case:
    ended = f"{each.decided_on:%Y-%m-%d}" if each.decided_on else ""
    label = result(each.kind, each.result).label if each.result else "尚未审结"
    cells = (each.number, f"{each.served_on:%Y-%m-%d}", ended, label, each.organ)
    return Case(each.pk, cells, reverse("desk-dispute", args=(each.pk,)))


def _publication(each: Publication) -> Case:
    formed = f"{each.formed_on:%Y-%m-%d}" if each.formed_on else ""
    cells = (each.document_number or "没有文号", formed, f"{each.published_on:%Y-%m-%d}", each.title, each.body.short)
    return Case(each.pk, cells, reverse("desk-document", args=(each.document_id,)))


_SHOWN: Mapping[str, Callable[[Any], Case]] = {
    "applications": _application,
    "remedies": _dispute,
    "proactive": _publication,
}


def parts(report: AnnualReport, cell: str) -> tuple[str, ...]:
    """The cells that a total adds up; () for any other."""
    return _sums(report.round.edition).get(cell, ())


def leaves(report: AnnualReport, cell: str) -> tuple[str, ...]:
    """The cells in which cases are counted, under a total or the cell itself."""
    found = parts(report, cell)
    return tuple(leaf for part in found for leaf in leaves(report, part)) if found else (cell,)


@lru_cache(maxsize=8)
def _sums(edition: str) -> dict[str, tuple[str, ...]]:
    return dict(tallying.sums(editions.get(edition)))


def moved(report: AnnualReport, cell: str, found: Rows) -> Moved | None:
    """What has changed behind a cell since the report was handed in, or locked; None while its figures are open."""
    kind = KINDS[cell.partition(".")[0]]
    if report.locked_on is None and (report.stage not in HANDED_IN or not report.frozen):
        return None
    then = dict(
        Line.objects.filter(report=report, kind=kind, cell__in=leaves(report, cell)).values_list("number", "label")
    )
    now = set(found.values_list("pk", flat=True))
    added = {
        each.number: (each.cells[0], each.address)
        for each in cases(cell.partition(".")[0], _some(found, now - set(then)))
    }
    return Moved(
        len(then),
        tuple((label, _address(kind, number)) for number, label in then.items() if number not in now),
        tuple(added.values()),
    )


def _some(found: Rows, numbers: set[int]) -> Rows:
    return found.filter(pk__in=numbers)


def _address(kind: str, number: int) -> str:
    if kind == "publication":
        document = Publication.objects.filter(pk=number).values_list("document_id", flat=True).first()
        return reverse("desk-document", args=(document,)) if document else ""
    return reverse("desk-case" if kind == "application" else "desk-dispute", args=(number,))
