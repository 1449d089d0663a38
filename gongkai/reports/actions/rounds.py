"""The deeds of a round: open it with a report for every unit, change its days, reform it after a reorganisation, remind."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import editions, law, workdays
from gongkai.core.reports.life import HANDED_IN
from gongkai.journal import actions as journal
from gongkai.reports import drafts, reminding
from gongkai.reports.actions.deeds import deed, refuse_unless_office
from gongkai.reports.models import AnnualReport, Line, Round
from gongkai.reports.models.written import LINES

CHANGEABLE = ("hand_in_by", "publish_by", "locks_on", "disputes_counted", "fee_places", "overview_limit", "note")


@transaction.atomic
def open_round(
    year: int, district: Body, *, by: Actor, at: datetime, changes: Mapping[str, Any] | None = None
) -> Round:
    """A round with the days of the law and a report for every unit; last year's carry-over is proved against it by number.

    The unit's own day is the last working day up to 31 January unless the district says an earlier one.
    """
    refuse_unless_office(by)
    if Round.objects.filter(year=year).exists():
        raise ValidationError(f"{year} 年度报告已经启动，不用再启动一次")
    if localdate(at) <= date(year, 6, 30):
        raise ValidationError(f"{year} 年还没有过半，现在不能启动这一年的年报收集")
    this = Round(
        year=year,
        edition=editions.of(year).key,
        district=district,
        opened_on=localdate(at),
        **days(year),
    )
    for key, value in (changes or {}).items():
        setattr(this, key, value)
    this.full_clean()
    this.save()
    AnnualReport.objects.create(round=this, body=district, level="district", touched_at=at)
    for body in Body.objects.exclude(pk=district.pk).order_by("pk"):
        _begin(this, body)
    _note("open_round", this, by, at, {"year": year, "units": this.reports.count() - 1})
    return this


def days(year: int) -> dict[str, date]:
    """The days of a round as the law sets them (条例第四十九条), the unit's on its last working day."""
    on = date(year + 1, 1, 1)
    unit, government = law.report_day("department", on=on), law.report_day("government", on=on)
    due = date(year + 1, unit.month, unit.day)
    hand_in = due
    while not workdays.is_workday(hand_in):
        hand_in = date.fromordinal(hand_in.toordinal() - 1)
    return {
        "due_on": due,
        "hand_in_by": hand_in,
        "publish_by": date(year + 1, government.month, government.day),
        "locks_on": due,
    }


def _begin(this: Round, body: Body) -> None:
    """A unit's report; what was abolished in the year is counted by those that follow it."""
    first, last = date(this.year, 1, 1), date(this.year, 12, 31)
    if (body.opened_on and body.opened_on > last) or (body.closed_on and body.closed_on <= first):
        return
    made = AnnualReport(round=this, body=body)
    if body.closed_on and body.closed_on <= last:
        made.stage = "excused"
        made.excused_because = f"{body.closed_on.isoformat()} 撤销，{_followed(body)}"[:200]
    made.save()
    if made.stage == "excused":
        return
    absorbed = _absorbed(body, first, last)
    # The government's own cases are counted by its office, so that the sum over the units is the district's whole.
    own = [this.district] if body.kind == "office" and body.parent_id == this.district_id else []
    if absorbed or own:
        made.covers.set([body, *own, *absorbed])


def _followed(body: Body) -> str:
    """Who counts the cases of a body that was abolished; where it was divided, somebody has to say, or they count twice."""
    heirs = [each.name for each in body.successors.all()]
    if len(heirs) == 1:
        return f"并入{heirs[0]}"
    return f"分别并入{'、'.join(heirs)}，由区公开办确定由谁统计" if heirs else "由区公开办确定由谁报送"


def _absorbed(body: Body, first: date, last: date) -> list[Body]:
    """The bodies abolished in the year that went into this one whole, and those that had gone into them before."""
    found: list[Body] = []
    for each in body.predecessors.all():
        if each.closed_on and first < each.closed_on <= last and each.successors.count() == 1:
            found += [each, *_absorbed(each, first, last)]
    return found


@transaction.atomic
def change_round(this: Round, values: Mapping[str, Any], *, by: Actor, at: datetime) -> Round:
    """Other days or choices; the journal keeps the old ones."""
    refuse_unless_office(by)
    if set(values) - set(CHANGEABLE):
        raise ValidationError("只能改期限、口径和通知")
    old = {key: str(getattr(this, key)) for key in values}
    for key, value in values.items():
        setattr(this, key, value)
    this.version += 1
    this.full_clean()
    this.save()
    changed = {key: [old[key], str(values[key])] for key in values if old[key] != str(values[key])}
    _note("change_round", this, by, at, {"changed": changed})
    return this


@transaction.atomic
def add_unit(this: Round, body: Body, *, by: Actor, at: datetime, covers: Iterable[Body] = ()) -> AnnualReport:
    """A unit that came into being, or was forgotten; `covers` are the bodies whose cases it counts."""
    refuse_unless_office(by)
    made = AnnualReport(round=this, body=body, touched_at=at)
    made.full_clean()
    made.save()
    made.covers.set(covers)
    _note("add_unit", this, by, at, {"body": body.slug})
    return made


def excuse(number: int, *, by: Actor, at: datetime, reason: str, to: AnnualReport | None = None) -> AnnualReport:
    """A unit that hands in nothing of its own; `to` is the report that counts its cases from now on."""
    with deed(number, "excuse", by=by, at=at, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明为什么不单独报送")
        report = under_way.report
        report.excused_because = under_way.reason[:200]
        if to is not None:
            if to.round_id != report.round_id or to.pk == report.pk:
                raise ValidationError("请选择同一年度的另一个单位")
            _refuse_handed_in(to)
            to.covers.add(to.body, *(report.covers.all() or [report.body]))
            if to.locked_on is not None:  # what was locked with the one is locked with the other
                Line.objects.bulk_create(_moved(report.lines.all(), to))
            under_way.facts["counted_by"] = to.body.slug
    return under_way.report


def include(number: int, *, by: Actor, at: datetime) -> AnnualReport:
    """A unit that was excused hands in after all; others count its cases no more."""
    with deed(number, "include", by=by, at=at) as under_way:
        report = under_way.report
        report.excused_because = ""
        own = {report.body_id, *report.covers.values_list("pk", flat=True)}
        for other in report.round.reports.exclude(pk=report.pk).filter(covers__in=own).distinct():
            _refuse_handed_in(other)
            other.covers.remove(*own)
            for kind in LINES:
                numbers = report.lines.filter(kind=kind).values("number")
                other.lines.filter(kind=kind, number__in=numbers).delete()
    return under_way.report


def _refuse_handed_in(other: AnnualReport) -> None:
    """Its figures are frozen without them, or with them."""
    if other.stage in HANDED_IN:
        raise ValidationError(f"{other.body.short}已经报送，它的数已经定下来；请先退回，再改由谁统计")


def _moved(lines: Iterable[Line], to: AnnualReport) -> list[Line]:
    return [Line(report=to, cell=each.cell, kind=each.kind, number=each.number, label=each.label) for each in lines]


@transaction.atomic
def remind(this: Round, numbers: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Urge units that have not handed in: a line in the journal each, a message to their clerks after commit."""
    refuse_unless_office(by)
    late = list(this.reports.filter(pk__in=list(numbers), stage__in=drafts.UNFINISHED).select_related("body"))
    for report in late:
        author = by.author("office", report.body.slug)
        journal.record("remind", ("report", report.pk), by=author, on=localdate(at))
    this.reminded_at = at
    this.save(update_fields=["reminded_at"])
    transaction.on_commit(lambda: reminding.send(this, late))
    return len(late)


def _note(verb: str, this: Round, by: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    author = by.author("office", this.district.slug)
    journal.record(verb, ("round", this.pk), by=author, on=localdate(at), facts=facts)
