"""The deeds at the end: sign, publish with files and pictures, correct by dated errata; and into the archive after commit."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from gongkai import writing
from gongkai.bodies.actors import Actor
from gongkai.core import privacy, records
from gongkai.core.reports.tallying import DISPUTES_COUNTED
from gongkai.core.reports.values import Report
from gongkai.reports import archiving, drafts, figures, pictures
from gongkai.reports.actions.deeds import deed
from gongkai.reports.models import PICTURE, AnnualReport, Erratum, PublishedFile, PublishedReport

log = logging.getLogger("gongkai.reports")
_KINDS = ("docx", "pdf", "xlsx", "json")


def sign(number: int, *, by: Actor, at: datetime, version: int | None = None) -> AnnualReport:
    """The signer's name under the report."""
    with deed(number, "sign", by=by, at=at, version=version) as under_way:
        report = under_way.report
        report.signed_by, report.signed_on = by.name[:40], localdate(at)
    return under_way.report


def publish(number: int, *, by: Actor, at: datetime, version: int | None = None) -> PublishedReport:
    """Public from now on: page, files, archive. Refused while an error stands that the office has not let stand by name,
    while a figure is missing, or while a text has a gap."""
    with deed(number, "publish", by=by, at=at, version=version) as under_way:
        report = under_way.report
        now = drafts.draft(report)
        _refuse_bars(now)
        printed = archiving.printed(now, published_on=localdate(at))
        _refuse_gaps(printed)
        made = PublishedReport.objects.create(
            report=report,
            body=report.body,
            level=report.level,
            year=report.year,
            title=f"{report.body.name}{report.year}年政府信息公开工作年度报告",
            published_on=localdate(at),
            record=records.report_record(printed),
            shares=_shares(now),
            charts=pictures.records_of(now),
            choices=choices(report),
        )
        _write_files(made, printed, pictures.of(now))
        for place, data in pictures.uploads(now).items():
            _keep(made, f"{PICTURE}{place}", data)
        under_way.facts |= {"published": made.pk}
    transaction.on_commit(lambda: archiving.put(made), robust=True)
    return made


def _refuse_bars(now: drafts.Draft) -> None:
    bars = now.judgement.bars
    if bars:
        said = [f"{each.finding.at}：{each.finding.says}" for each in bars[:5]]
        more = f"（共 {len(bars)} 处）" if len(bars) > 5 else ""
        raise ValidationError([f"还有错误没有解决，不能公布{more}：", *said])


def _refuse_gaps(printed: Report) -> None:
    silent = [cell for cell in printed.cells if printed.value(cell) is None]
    if silent:
        places = "、".join(printed.where(cell) for cell in silent[:3])
        raise ValidationError(
            f"还有 {len(silent)} 格没有数，不能公布：{places}{'等' if len(silent) > 3 else ''}；没有发生的填 0"
        )
    for part, text in printed.texts.items():
        if drafts.GAP in text:
            raise ValidationError(f"文字里还有空着的数（____），不能公布：{drafts.PART_LABELS[part]}")


def choices(report: AnnualReport) -> list[str]:
    """What the district chose where the rules are silent, as it is printed under the tables."""
    return [f"表四统计口径：{DISPUTES_COUNTED[report.round.disputes_counted]}。"]


def _shares(now: drafts.Draft) -> dict[str, list[list[object]]]:
    """Cell → which unit gave how much, for the district's report."""
    if not now.found.is_district:
        return {}
    units = figures.units(now.found)
    called = figures.names(units)
    known = {called[unit.pk]: (unit.body.slug, unit.body.short) for unit in units}
    return {
        cell: [[*known[share.unit], records.number_record(share.value)] for share in figure.shares if share.value]
        for cell, figure in now.figures.cells.items()
    }


def _write_files(made: PublishedReport, printed: Report, drawn: Mapping[str, list[writing.Picture]]) -> None:
    for kind in _KINDS:
        try:
            data = writing.write(printed, kind, drawn)
        except writing.CannotWrite as error:
            if kind == "docx":
                raise ValidationError(f"写不出 Word 文件：{error}") from error
            log.warning("report %s: %s was not written", made.pk, kind)
            continue
        _keep(made, kind, data)


def _keep(made: PublishedReport, kind: str, data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    PublishedFile.objects.create(published=made, kind=kind, data=data, size=len(data), sha256=digest)


def correct(
    number: int, text: str, *, by: Actor, at: datetime, changes: Mapping[str, tuple[object, object]] | None = None
) -> Erratum:
    """An erratum (勘误) with its day: beside the figures of before, never in their place."""
    with deed(number, "correct", by=by, at=at, reason=text) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明勘误的内容和原因")
        published = PublishedReport.objects.get(report=under_way.report)
        made = Erratum.objects.create(
            published=published,
            on=localdate(at),
            text=privacy.mask(under_way.reason),
            changes=[[cell, _plain(old), _plain(new)] for cell, (old, new) in (changes or {}).items()],
        )
        under_way.facts["erratum"] = made.pk
    transaction.on_commit(lambda: archiving.put(published), robust=True)
    return made


def _plain(value: object) -> object:
    return value if isinstance(value, int | str | date | None) else str(value)
