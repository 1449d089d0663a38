"""The deeds between unit and district: hand in, take back, a file from outside, return with reasons, accept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from gongkai.bodies.actors import Actor
from gongkai.core import editions, privacy, records
from gongkai.core.editions import PARTS
from gongkai.reading.records import reading_record
from gongkai.reading.result import Reading
from gongkai.reports import drafts, figures
from gongkai.reports.actions import locking
from gongkai.reports.actions.deeds import deed
from gongkai.reports.models import AnnualReport, HandedIn, Remark
from gongkai.vault import files


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the unit has to mend: a cell, a part, or the whole (""), and why."""

    place: str
    text: str


def submit(number: int, *, by: Actor, at: datetime, version: int | None = None) -> AnnualReport:
    """Hand in: the figures are frozen with the cases behind them. Errors do not bar it; they bar publishing."""
    with deed(number, "submit", by=by, at=at, version=version) as under_way:
        report = under_way.report
        if localdate(at) <= date(report.year, 12, 31):
            raise ValidationError(
                f"{report.year} 年还没有过完，数据还会变，要到 {report.year + 1} 年 1 月 1 日以后才能报送"
            )
        if report.is_district:
            _refuse_unfinished(report)
        now = drafts.draft(report)
        if not any(text.strip() for text in now.texts.values()) and report.way == "platform":
            raise ValidationError("六个部分的文字都还空着，不能报送")
        freeze(report, now, at=at)
        report.submitted_on = localdate(at)
        report.returned_because = ""
        drafts.measure(report)
        under_way.facts |= {"errors": report.errors, "warnings": report.warnings}
    return under_way.report


def freeze(report: AnnualReport, now: drafts.Draft, *, at: datetime) -> None:
    """The report as a record, and every case behind its figures by number; what was frozen before is replaced."""
    live = figures.of(report)
    composed = drafts.compose(report, live, now.facts, now.texts)
    report.frozen = records.report_record(composed)
    report.frozen_facts = {
        key: records.number_record(value) for key, value in now.facts.items() if not key.startswith("last.")
    }
    report.frozen_at = at
    if report.locked_on is None:
        locking.keep_lines(report)


def _refuse_unfinished(report: AnnualReport) -> None:
    waiting = report.round.reports.filter(level="unit", stage__in=drafts.UNFINISHED).count()
    if waiting:
        raise ValidationError(f"还有 {waiting} 个单位没有报送，全区合计还不能算；确实不报的，请登记“不单独报送”")


def take_back(number: int, *, by: Actor, at: datetime, version: int | None = None) -> AnnualReport:
    """Not yet looked at: the unit goes on writing."""
    with deed(number, "take_back", by=by, at=at, version=version) as under_way:
        under_way.report.submitted_on = None
    return under_way.report


def hand_in_file(number: int, reading: Reading, data: bytes, *, by: Actor, at: datetime) -> HandedIn:
    """The report of a unit outside the platform, read already (in a limited child); an earlier file stays to be read."""
    with deed(number, "write", by=by, at=at) as under_way:
        report = under_way.report
        refuse_district(report)
        if reading.report.year is not None and reading.report.year != report.year:
            raise ValidationError(f"这份文件是 {reading.report.year} 年的年报，这里收的是 {report.year} 年的")
        report.files.filter(replaced_on__isnull=True).update(replaced_on=localdate(at))
        made = HandedIn.objects.create(
            report=report,
            name=reading.name[:255],
            size=len(data),
            stored=files.keep(data),
            record=reading_record(reading),
            by_name=by.name,
            on=localdate(at),
        )
        report.way = "file"
        under_way.facts |= {"file": made.pk, "kind": reading.kind}
        drafts.measure(report)
    return made


def refuse_district(report: AnnualReport) -> None:
    """The district's report is the sum of its units."""
    if report.is_district:
        raise ValidationError("全区的年报由各单位汇总而成，不能用文件代替")


def fill_in_here(number: int, *, by: Actor, at: datetime) -> AnnualReport:
    """Back from a file to the registers of the platform; the file stays to be read."""
    with deed(number, "write", by=by, at=at) as under_way:
        under_way.report.way = "platform"
        under_way.report.files.filter(replaced_on__isnull=True).update(replaced_on=localdate(at))
        drafts.measure(under_way.report)
    return under_way.report


def return_(
    number: int, points: Iterable[Point], *, by: Actor, at: datetime, version: int | None = None
) -> AnnualReport:
    """Sent back, each point at its cell or part with a reason; the unit settles them one by one."""
    wanted = [point for point in points if point.text.strip()]
    with deed(
        number, "return", by=by, at=at, version=version, reason="；".join(p.text.strip() for p in wanted)
    ) as under_way:
        if not wanted:
            raise ValidationError("退回要写明哪里不对、怎么改")
        report = under_way.report
        for point in wanted:
            _refuse_unknown_place(report, point.place)
            row = Remark(
                report=report,
                kind="return",
                place=point.place,
                text=privacy.mask(point.text.strip())[:500],
                by=by.person,
                by_name=by.name,
                on=localdate(at),
            )
            row.full_clean()
            row.save()
        report.returned_on, report.returned_because = localdate(at), wanted[0].text.strip()[:200]
        report.accepted_on = None
        under_way.facts["points"] = [point.place for point in wanted]
    return under_way.report


def _refuse_unknown_place(report: AnnualReport, place: str) -> None:
    cells = {cell for table in editions.get(report.round.edition).tables.values() for cell in table.cells}
    if place and place not in cells and place not in ("preface", *PARTS):
        raise ValidationError("退回的位置应当是年报里的一格或者一个部分")


def accept(number: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> AnnualReport:
    """Good: the district counts it as it was handed in."""
    with deed(number, "accept", by=by, at=at, version=version, reason=note) as under_way:
        report = under_way.report
        report.accepted_on, report.accept_note = localdate(at), under_way.reason[:200]
        drafts.measure(report)
        under_way.facts |= {"errors": report.errors}
    return under_way.report


def drift(report: AnnualReport) -> Mapping[str, tuple[Any, Any]]:
    """Cell → (handed in, as the registers are now), where the two differ."""
    now = figures.as_handed_in(report)
    return {
        cell: (figure.value, figure.was)
        for cell, figure in now.cells.items()
        if report.frozen and figure.was is not None and figure.entered is None
    }
