"""S10: the board of a round, its reminders and lists, and the round itself: opened, its days changed, a unit added."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import STAGES
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.reports import tiles
from gongkai.desk.reports.collecting_forms import AddUnit, RoundForm, latest_year
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions, board, reminding
from gongkai.reports.actions import rounds
from gongkai.reports.models import Round

_HEAD = ("单位", "状态", "完成度", "最后改动", "逾期", "上级单位", "联系电话")


def found_round(visit: Visit, year: int) -> Round:
    """A round for those who collect and those who watch; to a unit there is no board."""
    found = access.rounds(visit.actor).filter(year=year).first() if visit.actor.sees_all else None
    if found is None:
        raise access.Absent
    return found


def shown_form(visit: Visit, form: Any, **context: Any) -> HttpResponse:  # noqa: ANN401
    """A page with one form of the office: `title`, `button`, `back`, `crumbs` as (label, address)."""
    status = 422 if form.is_bound and form.errors else 200
    return visit.render("desk/reports/collect_form.html", {"form": form, "at": "reports", **context}, status=status)


def crumbs(this: Round, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a round."""
    return [(f"{this.year} 年度报告收集", reverse("desk-collect", args=(this.year,))), *more]


@require_GET
@page
def latest(visit: Visit) -> HttpResponse:
    """The newest round, or the form that opens the first one; a unit is led to its own reports."""
    if not visit.actor.sees_all:
        return redirect("desk-reports")
    newest = access.rounds(visit.actor).first()
    if newest is not None:
        return redirect("desk-collect", year=newest.year)
    if access.is_office(visit.actor):
        return redirect("desk-collect-new")
    return visit.render("desk/reports/collect_none.html", {"at": "reports"})


@require_GET
@page
def collect(visit: Visit, year: int) -> HttpResponse:
    """The board."""
    this = found_round(visit, year)
    asked = visit.request.GET.get("state", "")
    chosen = asked if asked in tiles.STATES else ""
    found = board.board(this, on=visit.on)
    counts = found.counts()
    units = len(found.standings) - counts["excused"]
    since = localdate(this.reminded_at) if this.reminded_at else None
    context = {
        "round": this,
        "board": found,
        "groups": tiles.groups(found, chosen, visit.on),
        "counts": tiles.counts(found, chosen),
        "chosen": chosen,
        "units": units,
        "excused": counts["excused"],
        "handed_in": units - counts["missing"] - counts["returned"],
        "until": tiles.until(this, visit.on),
        "reminder": reminding.text(this, on=visit.on),
        "followed": sum(bool(since and each.report.submitted_on and each.report.submitted_on >= since) for each in found.standings),
        "balance": tiles.balance(found),
        "faults": tiles.bars(
            (each.title, len(each.units), reverse("check-rule", args=(each.code,)), "、".join(u.body.short for u in each.units))
            for each in found.faults[:6]
        ),
        "years": [each.year for each in access.rounds(visit.actor)],
        "may_collect": access.is_office(visit.actor),
        "may_open": access.is_office(visit.actor) and not Round.objects.filter(year=latest_year(visit.on)).exists(),
        "at": "reports",
    }  # fmt: skip
    return visit.render("desk/reports/collect.html", context)


@require_http_methods(["GET", "POST"])
@page
def remind(visit: Visit, year: int) -> HttpResponse:
    """Choose who is urged; the words that are sent, to be copied as well."""
    this = found_round(visit, year)
    late = board.board(this, on=visit.on).unfinished
    given = visit.request.POST
    if given:
        try:
            numbers = [int(each) for each in given.getlist("report") if each.isdecimal()]
            if not numbers:
                raise ValidationError("请先勾选要催报的单位")
            many = actions.remind(this, numbers, by=visit.actor, at=timezone.now())
            messages.success(visit.request, f"已催报 {many} 个单位；留了邮箱的联系人会收到邮件。")
            return redirect("desk-collect", year=year)
        except (ValidationError, NotAllowed) as error:
            messages.error(visit.request, "；".join(said(error).messages))
    context = {
        "round": this,
        "rows": [(each, tiles.tile(each, visit.on)) for each in late],
        "reminder": reminding.text(this, on=visit.on),
        "may_collect": access.is_office(visit.actor),
        "at": "reports",
    }
    return visit.render("desk/reports/collect_remind.html", context, status=422 if given else 200)


@require_GET
@page
def late(visit: Visit, year: int, kind: str) -> HttpResponse:
    """The units that have handed in nothing yet, as a table or as lines to be pasted."""
    if kind not in ("csv", "txt"):
        raise access.Absent
    this = found_round(visit, year)
    found = board.board(this, on=visit.on).late
    name = f"{year}年度报告未报单位 {visit.on.isoformat()}"
    if kind == "txt":
        lines = [
            reminding.text(this, on=visit.on),
            "",
            f"未报单位（{len(found)} 个）：",
            *(each.report.body.name for each in found),
        ]
        return attachment_response("\r\n".join(lines).encode("utf-8-sig"), f"{name}.txt", "text/plain; charset=utf-8")
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_HEAD)
    writer.writerows(_late_row(each, visit) for each in found)
    return attachment_response(target.getvalue().encode("utf-8-sig"), f"{name}.csv")


def _late_row(each: board.Standing, visit: Visit) -> tuple[str, ...]:
    report, body = each.report, each.report.body
    touched = timezone.localtime(report.touched_at).date().isoformat() if report.touched_at else ""
    parent = body.parent.short if body.parent else ""
    return (
        body.name, STAGES[report.stage], f"{report.progress}%", touched, tiles.late_word(each, visit.on), parent, body.phone,
    )  # fmt: skip


# ── the round itself ────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@page
def new(visit: Visit) -> HttpResponse:
    """Open the round of the year that is due: the days of the law, a report for every unit."""
    if not access.is_office(visit.actor):
        raise access.Absent
    year = latest_year(visit.on)
    opened = Round.objects.filter(year=year).first()
    if opened is not None:
        return redirect("desk-collect", year=year)
    before = Round.objects.first()
    first = {"disputes_counted": "concluded", "fee_places": 2, **rounds.days(year), **_kept(before)}
    form = RoundForm(year, visit.request.POST or None, initial=first)
    district = Body.objects.filter(kind="government").order_by("pk").first()
    if form.is_bound and form.is_valid():
        try:
            if district is None:
                raise ValidationError("还没有登记人民政府这个单位，请系统管理员在“单位和人员”里先登记")
            made = actions.open_round(year, district, by=visit.actor, at=timezone.now(), changes=form.cleaned_data)
            messages.success(visit.request, f"{year} 年度报告已启动，{made.reports.count() - 1} 个单位可以开始填报。")
            return redirect("desk-collect", year=year)
        except (ValidationError, NotAllowed) as error:
            _refuse(form, error)
    units = Body.objects.count() - (district is not None)
    return shown_form(
        visit,
        form,
        title=f"启动 {year} 年度报告",
        lead=f"启动以后，{units} 个单位各有一份年报，表格按台账预填；期间撤销的单位标为不单独报送。日期按条例第四十九条预填。",
        button="启动",
        back=reverse("desk-collect") if before else reverse("desk"),
        crumbs=[("年度报告", reverse("desk-collect"))] if before else [],
    )


def _kept(before: Round | None) -> dict[str, Any]:
    """What the district chose last year holds until it chooses otherwise."""
    if before is None:
        return {}
    return {key: getattr(before, key) for key in ("disputes_counted", "fee_places", "overview_limit")}


def _refuse(form: RoundForm, error: Exception) -> None:
    """Beside the field where the database names one."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, words in error.message_dict.items():
            form.add_error(name if name in form.fields else None, words)
    else:
        form.add_error(None, said(error))


@require_http_methods(["GET", "POST"])
@page
def change(visit: Visit, year: int) -> HttpResponse:
    """Other days, other choices."""
    this = found_round(visit, year)
    if not access.is_office(visit.actor):
        raise access.Absent
    first = {key: getattr(this, key) for key in rounds.CHANGEABLE}
    form = RoundForm(year, visit.request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.change_round(this, form.cleaned_data, by=visit.actor, at=timezone.now())
            messages.success(visit.request, "期限和口径已改，改动记入日志。")
            return redirect("desk-collect", year=year)
        except (ValidationError, NotAllowed) as error:
            _refuse(form, error)
    return shown_form(
        visit,
        form,
        title="期限、口径和通知",
        button="保存",
        back=reverse("desk-collect", args=(year,)),
        crumbs=crumbs(this),
    )


@require_http_methods(["GET", "POST"])
@page
def add_unit(visit: Visit, year: int) -> HttpResponse:
    """A unit that was forgotten, or came into being."""
    this = found_round(visit, year)
    if not access.is_office(visit.actor):
        raise access.Absent
    form = AddUnit(this, visit.request.POST or None)
    if form.is_bound and form.is_valid():
        body = form.cleaned_data["body"]
        try:
            actions.add_unit(this, body, by=visit.actor, at=timezone.now(), covers=form.counted())
            messages.success(visit.request, f"已增加{body.name}。")
            return redirect("desk-collect", year=year)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return shown_form(
        visit, form, title="增加单位", button="增加", back=reverse("desk-collect", args=(year,)), crumbs=crumbs(this)
    )
