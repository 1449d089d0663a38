"""What a person has to do today about annual reports: hand in, mend what was returned, answer remarks, sign, publish."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from gongkai.bodies.actors import Actor
from gongkai.core.reports.life import LIFE
from gongkai.desk.reports import folder
from gongkai.desk.tasks import MOST, Group, Task
from gongkai.reports import access
from gongkai.reports.models import AnnualReport

_SOON = 30  # working days ahead within which a report is to be done; before that it waits on its own page
_QUEUES = (("sign", "年报待签发"), ("publish", "年报待公布"))


def tasks(by: Actor, *, on: date) -> list[Group]:
    """The groups that have anything in them."""
    return [Group(label, tuple(items[:MOST])) for label, items in _groups(by, on) if items]


def _groups(by: Actor, on: date) -> Iterator[tuple[str, list[Task]]]:
    rows = access.visible(by).exclude(stage__in=("published", "excused"))
    own = rows.filter(Q(body__in=by.body_ids) | Q(level="district")).order_by("-round__year")
    counted = own.annotate(
        many_returned=Count("remarks", filter=Q(remarks__kind="return", remarks__settled_on__isnull=True)),
        many_remarks=Count("remarks", filter=Q(remarks__kind="comment", remarks__settled_on__isnull=True)),
    )
    found = [(each, {move.verb for move in LIFE if _may(by, each, move.roles, move.stages)}) for each in counted[:MOST]]
    writing = [each for each, may in found if "write" in may and not each.is_district]
    yield "年报被退回", [_returned(each, on) for each in writing if each.stage == "returned"]
    yield "年报报送", [_due(each, on) for each in writing if each.stage != "returned" and _is_near(each, on)]
    yield "年报批注", [_remarked(each) for each, may in found if each.many_remarks and "write" in may]
    for verb, label in _QUEUES:
        yield label, [_due(each, on) for each, may in found if verb in may]
    if access.is_office(by):
        waiting = rows.filter(level="unit", stage="submitted").order_by("submitted_on")
        yield "年报待审核", [_submitted(each) for each in waiting[:MOST]]


def _may(by: Actor, report: AnnualReport, roles: tuple[str, ...], stages: tuple[str, ...]) -> bool:
    return report.stage in stages and bool(access.roles(by, report).intersection(roles))


def _is_near(report: AnnualReport, on: date) -> bool:
    number = folder.left(report, on).number
    return number is not None and number <= _SOON


def _address(report: AnnualReport) -> str:
    return reverse("desk-report", args=(report.pk,))


def _due(report: AnnualReport, on: date) -> Task:
    left = folder.left(report, on)
    tag = left.says if left.number is None else f"{'超期' if left.number < 0 else ''}{abs(left.number)}个工作日"
    note = f"{report.body.short}　{report.get_stage_display()}　{left.until}"
    return Task(f"{report.year} 年度报告", note, _address(report), "今天" if left.number == 0 else tag, left.tone)


def _returned(report: AnnualReport, on: date) -> Task:
    many: int = getattr(report, "many_returned", 0)
    note = f"{report.body.short}　{many} 处要改：{report.returned_because[:40]}"
    return Task(f"{report.year} 年度报告被退回", note, f"{_address(report)}#points", folder.left(report, on).until, "r")


def _remarked(report: AnnualReport) -> Task:
    many: int = getattr(report, "many_remarks", 0)
    return Task(f"{report.year} 年度报告有 {many} 条批注", report.body.short, f"{_address(report)}#remarks", "", "")


def _submitted(report: AnnualReport) -> Task:
    day = f"{report.submitted_on:%Y-%m-%d}" if report.submitted_on else ""
    return Task(f"{report.body.short} {report.year} 年度报告", f"{day} 报送", _address(report), "待审核", "a")
