"""The report proved against the registers: carry-over case by case, replies without a row, what changed since it was handed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField
from django.db.models.functions import Cast

from gongkai.applications import counting as applications
from gongkai.bodies.models import Body
from gongkai.core import editions, law
from gongkai.core.findings import Doubt
from gongkai.core.reports.tallying import places
from gongkai.disputes import counting as disputes
from gongkai.documents import counting as documents
from gongkai.journal.models import Entry
from gongkai.reports import sources
from gongkai.reports.figures import Figures
from gongkai.reports.models import AnnualReport, Line, Remark

CARRIED_IN, CARRIED_OUT = "applications.carried_in.", "applications.carried_out."
EXCESSIVE = "applications.not_processed.excessive."
_PARTS = {part.key: part.label for part in editions.every()[-1].parts} | {"preface": "前言"}
_SHARE, _MANY = 0.8, 5  # from where a figure is said to come from one unit: our own measure, no rule


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Last year's 结转下年度 against this year's 上年结转, by number."""

    kept: tuple[str, ...]
    lost: tuple[str, ...]  # carried out last year, not carried in now
    new: tuple[str, ...]  # carried in now, not carried out last year


def carry_over(report: AnnualReport, bodies: Iterable[int] | None = None) -> CarryOver | None:
    """None where last year's report was not tallied here, so that nothing can be proved; `bodies` where they are known."""
    before = report.before
    if before is None or report.way == "file" or before.way == "file" or report.is_district:
        return None
    out = _labels(before, CARRIED_OUT)
    now = {number: label for _, number, label in lines(report, (CARRIED_IN,), bodies)}
    return CarryOver(
        tuple(label for number, label in out.items() if number in now),
        tuple(label for number, label in out.items() if number not in now),
        tuple(label for number, label in now.items() if number not in out),
    )


def _labels(report: AnnualReport, start: str) -> dict[int, str]:
    rows = Line.objects.filter(report=report, kind="application", cell__startswith=start)
    return dict(rows.values_list("number", "label"))


def lines(
    report: AnnualReport, starts: tuple[str, ...] = ("applications.",), bodies: Iterable[int] | None = None
) -> Iterator[tuple[str, int, str]]:
    """Cell, row number and number of each application behind table three, as the register is now."""
    edition = sources.edition(report)
    counted = sources.bodies(report) if bodies is None else bodies
    for number, label, group in applications.lines(counted, report.year):
        for cell in places(group, edition):
            if cell.startswith(starts):
                yield cell, number, label


def dispute_lines(report: AnnualReport) -> Iterator[tuple[str, int, str]]:
    """The same for table four."""
    bodies, year, counted = sources.bodies(report), report.year, report.round.disputes_counted
    for each in disputes.behind(bodies, year, counted):
        is_decided = each.decided_on is not None and each.decided_on.year <= year
        column = disputes.column(each.kind, each.result) if is_decided else disputes.PENDING
        yield f"remedies.{each.kind}.{column}", each.pk, each.number


def document_lines(report: AnnualReport) -> Iterator[tuple[str, int, str]]:
    """The same for the normative documents of table two."""
    for cell in sources.edition(report).tables["proactive"].cells:
        column = sources.COLUMNS.get(cell.rsplit(".", 1)[1])
        if column and cell.startswith(sources.NORMATIVE):
            for each in documents.normative_behind(sources.bodies(report), report.year, column):
                yield cell, each.pk, each.document_number or each.title[:120]


def doubts(
    report: AnnualReport, found: Figures, carried: CarryOver | None, remarks: Iterable[Remark]
) -> Iterator[Doubt]:
    """What the registers, and those who sent it back, say against the report, for `core.checks.examine`."""
    yield from _carried(carried)
    for outcome, many in found.unplaced.items():
        yield Doubt("H103", "表三/本年度办理结果", (law.outcome_label(outcome), str(many)))
    yield from _adjusted(found)
    if report.is_district:
        yield from _shares(found)
        yield from _uncounted(report, found)
    elif report.way == "platform":
        yield from _unasked(report, found)
    for remark in remarks:
        if remark.kind != "return" or remark.settled_on is not None:
            continue
        place = (
            found.edition.where(remark.place) if remark.place in found.cells else _PARTS.get(remark.place, "整份年报")
        )
        yield Doubt("H108", place, (remark.text,), (remark.place,) if remark.place in found.cells else ())


def _carried(carried: CarryOver | None) -> Iterator[Doubt]:
    if carried is None:
        return
    if carried.lost:
        yield Doubt("H101", "表三/上年结转", carried.lost, (CARRIED_IN + "total",))
    if carried.new:
        yield Doubt("H102", "表三/上年结转", carried.new, (CARRIED_IN + "total",))


def _adjusted(found: Figures) -> Iterator[Doubt]:
    for cell, figure in found.cells.items():
        at = found.edition.where(cell)
        if figure.entered is not None and figure.how in ("adjusted", "corrected"):
            was = "" if figure.was is None else str(figure.was)
            now = "" if figure.value is None else str(figure.value)
            source = {"corrected": "文件里读到", "adjusted": "台账统计"}[figure.how]
            source = "各单位之和" if figure.shares else source
            done = "（现在已经是这个数，可以撤销调整）" if was == now and not figure.shares else ""
            yield Doubt("H104", at, (was, now, figure.entered.reason + done, source), (cell,))
        elif figure.was is not None and figure.entered is None:
            now = "" if figure.value is None else str(figure.value)
            yield Doubt("H105", at, (now, str(figure.was)), (cell,))


def _shares(found: Figures) -> Iterator[Doubt]:
    silent: dict[tuple[str, ...], list[str]] = {}
    for cell, figure in found.cells.items():
        if figure.silent:
            silent.setdefault(figure.silent, []).append(cell)
            continue
        row = cell.split(".")
        if row[0] != "applications" or row[1] not in ("refused", "not_processed", "unavailable") or row[-1] == "total":
            continue
        said = [(share.value or 0, share.unit) for share in figure.shares]
        most = max(said, default=(0, ""))
        whole = sum(value for value, _ in said)
        if whole >= _MANY and most[0] / whole >= _SHARE and len(said) > 1:
            yield Doubt("H107", found.edition.where(cell), (str(whole), str(most[0]), most[1]), (cell,))
    for units, cells in silent.items():
        at = found.edition.where(cells[0]) + (f"等 {len(cells)} 格" if len(cells) > 1 else "")
        yield Doubt("H109", at, units, tuple(cells))


def _uncounted(report: AnnualReport, found: Figures) -> Iterator[Doubt]:
    """Bodies with cases of the year that no report of the round counts: abolished or excused, and nobody named for them."""
    bodies = {each.pk: each for each in Body.objects.exclude(pk__in=(*found.bodies, *found.by_file))}
    lost = dict.fromkeys(body for body, _ in applications.groups(bodies, report.year)) if bodies else {}
    if lost:
        yield Doubt("H110", "表三", tuple(bodies[number].short for number in lost))


def _unasked(report: AnnualReport, found: Figures) -> Iterator[Doubt]:
    """Art 35: the reasons are asked for before an application is refused as excessive."""
    counted = [figure for cell, figure in found.cells.items() if cell.startswith(EXCESSIVE)]
    if counted and all(figure.value == 0 and figure.was is None for figure in counted):
        return  # none was counted then, none is now
    asked = Entry.objects.filter(about_kind="application", verb="ask_for_reasons")
    numbers = asked.annotate(case=Cast("about_id", BigIntegerField())).order_by().values("case")
    rows = applications.behind(found.bodies, report.year, counted_as="excessive").filter(counted_on__year=report.year)
    missing = tuple(rows.exclude(pk__in=numbers).values_list("number", flat=True))
    if missing:
        yield Doubt("H106", "表三/不予处理/无正当理由大量反复申请", missing, (f"{EXCESSIVE}total",))
