"""The board of a round and what the office does with units: nothing is seen by those whom it does not concern."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.core import editions
from gongkai.core.findings import Weight
from gongkai.core.reports.life import LIFE
from gongkai.journal.models import Entry
from gongkai.reports import actions, board
from gongkai.reports.models import Remark, Round
from tests.applications.district import body, office, person
from tests.desk.reports import collected
from tests.desk.reports.collected import YEAR, sent, shown, signed_in
from tests.reports import district

pytestmark = pytest.mark.django_db


@pytest.fixture
def this():
    return collected.january()


def tile(page, name):
    """The words on a unit's tile."""
    start = page.index(f"<b>{name}</b>")
    return page[start : page.index("</a>", start)]


# ── the board ──


def test_every_unit_has_its_state_and_its_figures(client, this):
    district.accepted(this, this.housing)
    returned = collected.submitted(this, this.health)
    points = [actions.Point("", "结转与上年不符")]
    actions.return_(returned.pk, points, by=this.collector, at=district.moment())
    signed_in(client, this.collector)

    page = shown(client, "desk-collect", YEAR)

    assert "✓ 已通过" in tile(page, "区住建局")
    assert "收3 办3 转1" in tile(page, "区住建局")
    assert "退回：结转与上年不符" in tile(page, "区卫健局")
    assert "还没有开始填" in tile(page, "区政府办")
    assert "1<small> / 3</small>" in page
    assert "1 / 3 个单位已报" in page


def test_before_anybody_has_handed_in_there_is_no_sum(this):
    found = board.board(this.round, on=district.TODAY)

    assert [line.total for line in found.sums] == [None] * 4
    assert found.is_balanced() is None


def test_the_sums_are_those_of_what_was_handed_in(this):
    collected.submitted(this, this.housing)
    district.fill_in(this, this.health)

    found = board.board(this.round, on=date(2026, 1, 12))

    assert [line.total for line in found.sums] == [3, 1, 3, 1]
    assert [line.natural for line in found.sums] == [3, 1, 3, 1]
    assert [line.organisations for line in found.sums] == [0, 0, 0, 0]
    assert found.is_balanced() is True


def test_a_sum_with_a_silent_unit_is_silent(this):
    report = collected.submitted(this, this.housing)
    report.frozen["cells"].pop("applications.received.total")
    report.save(update_fields=["frozen"])

    found = board.board(this.round, on=date(2026, 1, 12))

    assert found.sums[0].total is None
    assert found.is_balanced() is None


def test_who_is_late_is_said_and_how_much(client, this):
    signed_in(client, this.collector)
    by = this.round.hand_in_by

    found = board.board(this.round, on=by)
    after = board.board(this.round, on=date(2026, 2, 3))

    assert not any(each.is_late for each in found.standings)
    assert all(each.is_late for each in after.standings)
    assert "逾期" in tile(shown(client, "desk-collect", YEAR), "区住建局")


def test_faults_are_counted_by_rule_until_they_are_explained(this):
    for of in (this.housing, this.health):
        report = district.fill_in(this, of)
        actions.save_text(
            report.pk, "overview", "共新收政府信息公开申请99件。", base=1, by=of.clerk, at=district.moment()
        )
    actions.submit(report.pk, by=this.health.clerk, at=district.moment())

    found = {
        fault.code: [unit.body.short for unit in fault.units]
        for fault in board.board(this.round, on=district.TODAY).faults
    }
    judged = collected.draft(this.report(this.health)).judgement.failures
    mark = next(each.fingerprint for each in judged if each.finding.code == "W101")
    actions.explain(report.pk, mark, "含电话咨询", by=this.health.clerk, at=district.moment())
    after = {fault.code: len(fault.units) for fault in board.board(this.round, on=district.TODAY).faults}

    assert found["W101"] == ["区住建局", "区卫健局"]
    assert after["W101"] == 1


def test_what_is_not_yet_written_is_no_fault_of_a_draft(this):
    report = this.report(this.housing)
    actions.save_text(report.pk, "overview", "今年的工作。", base=0, by=this.housing.clerk, at=district.moment())

    codes = {fault.code[0] for fault in board.board(this.round, on=district.TODAY).faults}

    assert codes <= {"S", "Y", "W"}


def test_a_board_of_many_units_asks_as_few_questions(this, client, django_assert_max_num_queries):
    for at in range(8):
        unit = office(f"青单{'甲乙丙丁戊己庚辛'[at]}", f"青禾区第{at}局", parent=this.government)
        actions.add_unit(this.round, unit.body, by=this.collector, at=district.moment())
        if at % 2:
            collected.submitted(this, unit)
    signed_in(client, this.collector)

    with django_assert_max_num_queries(20):
        page = shown(client, "desk-collect", YEAR)

    assert page.count('class="tile ') == 11
    assert len(page) < 60_000


def test_the_counts_filter(client, this):
    district.accepted(this, this.housing)
    signed_in(client, this.collector)

    page = shown(client, "desk-collect", YEAR, query="?state=done")

    assert "<b>区住建局</b>" in page
    assert "<b>区卫健局</b>" not in page
    assert "显示全部单位" in page


def test_only_the_office_and_those_who_watch_see_the_board(client, this):
    watcher = person(this.office.body, "supervisor")

    assert "区住建局" in shown(signed_in(client, watcher), "desk-collect", YEAR)
    signed_in(client, this.housing.clerk)
    shown(client, "desk-collect", YEAR, status=404)
    shown(client, "desk-collect-remind", YEAR, status=404)
    assert client.get(reverse("desk-collect")).url == reverse("desk-reports")
    signed_in(client, watcher)
    for name in ("desk-collect-round", "desk-collect-unit", "desk-collect-accept"):
        shown(client, name, YEAR, status=404)
    assert "提醒这" not in shown(client, "desk-collect", YEAR)


# ── reminders and lists ──


def test_those_who_are_ticked_are_reminded(client, this):
    signed_in(client, this.collector)
    chosen = this.report(this.housing)

    refused = sent(client, "desk-collect-remind", YEAR, status=422, nothing="1")
    sent(client, "desk-collect-remind", YEAR, report=[chosen.pk])

    this.round.refresh_from_db()
    assert "请先勾选" in refused
    assert this.round.reminded_at is not None
    assert list(Entry.objects.filter(verb="remind").values_list("about_id", flat=True)) == [str(chosen.pk)]


def test_the_list_of_late_units_is_a_table_and_a_text(client, this):
    district.accepted(this, this.housing)
    signed_in(client, this.collector)

    table = client.get(reverse("desk-collect-late", args=(YEAR, "csv"))).content.decode("utf-8-sig")
    text = client.get(reverse("desk-collect-late", args=(YEAR, "txt"))).content.decode("utf-8-sig")

    assert [line.split(",")[0] for line in table.splitlines()] == ["单位", "青禾区人民政府办公室", "青禾区卫生健康局"]
    assert text.splitlines()[-2:] == ["青禾区人民政府办公室", "青禾区卫生健康局"]
    assert client.get(reverse("desk-collect-late", args=(YEAR, "exe"))).status_code == 404


# ── the round ──


def test_a_round_is_opened_with_the_days_of_the_law(client):
    government = body("青政公开", "青禾区人民政府", kind="government", short="区政府")
    housing = office("青住建", "青禾区住房和城乡建设局", parent=government)
    signed_in(client, person(housing.body, "office"))

    page = shown(client, "desk-collect-new")
    today = timezone.localdate()
    year = today.year if today.month >= 7 else today.year - 1
    refused = sent(client, "desk-collect-new", status=422, hand_in_by=f"{year}-06-30", note="写过的通知")
    given = {
        "locks_on": f"{year + 1}-01-31",
        "publish_by": f"{year + 1}-03-31",
        "disputes_counted": "filed",
        "fee_places": "2",
    }
    late = sent(client, "desk-collect-new", status=422, hand_in_by=f"{year + 1}-02-15", **given)
    sent(client, "desk-collect-new", hand_in_by=f"{year + 1}-01-15", note="请按时报送", **given)

    assert f'value="{year + 1}-03-31"' in page
    assert f"在 {year + 1} 年报送" in refused
    assert "写过的通知" in refused
    assert "不能晚于法定期限" in late
    this = Round.objects.get()
    assert (this.year, this.hand_in_by, this.disputes_counted) == (year, date(year + 1, 1, 15), "filed")
    assert this.reports.count() == 2


def test_days_and_choices_are_changed(client, this):
    signed_in(client, this.collector)
    given = {"locks_on": "2026-02-10", "publish_by": "2026-03-20", "disputes_counted": "filed", "fee_places": "4"}

    sent(client, "desk-collect-round", YEAR, hand_in_by="2026-01-20", **given)

    this.round.refresh_from_db()
    assert (this.round.hand_in_by, this.round.fee_places) == (date(2026, 1, 20), 4)


def test_a_unit_is_added_excused_and_included_again(client, this):
    signed_in(client, this.collector)
    school = office("青教", "青禾区教育局", parent=this.government, short="区教育局")

    sent(client, "desk-collect-unit", YEAR, body=school.body.pk)
    made = this.report(school)
    refused = sent(client, "desk-report-excuse", made.pk, status=422, reason="", to=this.report(this.housing).pk)
    sent(client, "desk-report-excuse", made.pk, reason="并入区住建局", to=this.report(this.housing).pk)
    excused = this.report(school)
    page = shown(client, "desk-collect", YEAR)
    sent(client, "desk-report-include", made.pk)

    assert "为什么不单独报送" in refused
    assert excused.stage == "excused"
    assert "并入区住建局" in tile(page, "区教育局")
    assert "0<small> / 3</small>" in page
    assert this.report(school).stage == "awaited"
    assert list(this.report(this.housing).covers.all()) == [this.housing.body]


# ── one unit ──


def test_a_report_is_sent_back_point_by_point(client, this):
    report = collected.submitted(this, this.housing)
    signed_in(client, this.collector)
    cell = "applications.carried_in.natural_person"
    place = editions.get(this.round.edition).where(cell)

    page = shown(client, "desk-report-return", report.pk, query=f"?place={cell}")
    wrong = {"version": report.version, "place1": "表九/第一格", "text1": "写过的话"}
    refused = sent(client, "desk-report-return", report.pk, status=422, **wrong)
    empty = sent(client, "desk-report-return", report.pk, status=422, version=report.version)
    good = {
        "place1": place,
        "text1": "与上年对不上",
        "place2": "五、存在的主要问题及改进情况",
        "text2": "重写",
    }
    sent(client, "desk-report-return", report.pk, version=report.version, **good)

    assert f'value="{place}"' in page
    assert "没有“表九/第一格”这一处" in refused
    assert "写过的话" in refused
    assert "至少写一处" in empty
    assert this.report(this.housing).stage == "returned"
    points = Remark.objects.filter(report=report, kind="return").values_list("place", "text")
    assert list(points) == [(cell, "与上年对不上"), ("problems", "重写")]


def test_findings_are_taken_over_into_the_points(client, this):
    report = district.fill_in(this, this.housing)
    actions.save_text(
        report.pk, "overview", "共新收政府信息公开申请99件。", base=1, by=this.housing.clerk, at=district.moment()
    )
    actions.submit(report.pk, by=this.housing.clerk, at=district.moment())
    found = next(
        each
        for each in collected.draft(this.report(this.housing)).judgement.open_failures
        if each.finding.code == "W101"
    )
    signed_in(client, this.collector)

    page = shown(client, "desk-report-return", report.pk, query=f"?finding={found.fingerprint}")

    assert f">\n{found.finding.says}</textarea>" in page


def test_a_report_that_was_taken_back_meanwhile_is_not_accepted(client, this):
    report = collected.submitted(this, this.housing)
    signed_in(client, this.collector)
    actions.remark(report.pk, "", "看一下", by=this.housing.clerk, at=district.moment())

    stale = sent(client, "desk-report-accept", report.pk, status=422, version=report.version, note="写过的意见")
    fresh = this.report(this.housing)
    sent(client, "desk-report-accept", report.pk, version=fresh.version, note="数据核对无误")

    assert "别人改动了这份年报" in stale
    assert "写过的意见" in stale
    assert (this.report(this.housing).stage, this.report(this.housing).accept_note) == ("accepted", "数据核对无误")


def test_many_are_accepted_but_none_with_errors(client, this):
    good = collected.submitted(this, this.health)
    bad = collected.submitted(this, this.housing)
    bad.errors = 2
    bad.save(update_fields=["errors"])
    signed_in(client, this.collector)

    page = shown(client, "desk-collect-accept", YEAR)
    sent(client, "desk-collect-accept", YEAR, report=[good.pk, bad.pk], note="通过")

    assert f'value="{good.pk}"' in page
    assert f'value="{bad.pk}"' not in page
    assert this.report(this.health).stage == "accepted"
    assert this.report(this.housing).stage == "submitted"


def test_the_office_alone_judges_a_unit(client, this):
    report = collected.submitted(this, this.housing)
    signed_in(client, this.housing.clerk)

    for name in ("return", "accept", "excuse"):
        shown(client, f"desk-report-{name}", report.pk, status=404)
    assert {move.verb for move in LIFE if move.roles == ("office",)} >= {"return", "accept", "excuse", "include"}
    assert collected.draft(report).judgement.count(Weight.ERROR) == 0


def test_two_years_stand_side_by_side(client, this):
    district.accepted(this, this.housing)
    following = actions.open_round(YEAR + 1, this.government, by=this.collector, at=district.moment(date(2026, 12, 1)))
    report = following.reports.get(body=this.housing.body, level="unit")
    text = district.TEXTS["overview"]
    actions.save_text(report.pk, "overview", text, base=0, by=this.housing.clerk, at=district.moment())
    signed_in(client, this.collector)

    page = shown(client, "desk-report-beside", report.pk)

    assert f"{YEAR} 年和 {YEAR + 1} 年" in page
    assert editions.get(this.round.edition).where("applications.received.natural_person") in page
    assert "减少 3（-100%）" in page
    assert "沿用上年 " in page
    assert '<mark class="m">' in page
