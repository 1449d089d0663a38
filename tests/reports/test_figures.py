"""Where the figures of a report come from, and what happens when somebody or something changes them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from gongkai.applications.models import Application
from gongkai.reports import actions, drafts, figures, proofs
from gongkai.reports.actions import Given
from gongkai.reports.models import Entered, Line
from tests.reports import district
from tests.reports.district import history, january, moment

pytestmark = pytest.mark.django_db

RECEIVED = "applications.received.natural_person"
LICENCES = "proactive.art20_5.administrative_licensing.decisions"


def values(report, *cells):
    found = figures.as_handed_in(report).cells
    return [found[cell].value for cell in cells]


def test_cases_of_another_unit_and_of_other_years_do_not_count() -> None:
    this = january()
    district.some_cases(this.housing)
    district.take_over(
        this.health,
        history(this.health, 1, date(2025, 3, 3), outcome="granted", ended_on=date(2025, 3, 20)),
        history(this.health, 2, date(2027, 1, 4)),
    )

    found = figures.of(this.report(this.health)).cells

    assert {cell for cell, figure in found.items() if cell.startswith("applications") and figure.value} == set()
    assert all(figure.value == 0 for cell, figure in found.items() if cell.startswith("applications"))


def test_what_no_register_knows_is_silent_until_it_is_entered_with_a_source() -> None:
    this = january()
    report = this.report(this.housing)
    assert values(report, LICENCES) == [None]

    with pytest.raises(ValidationError, match="请写明数据从哪里来"):
        actions.enter(report.pk, [Given(LICENCES, Decimal(5), "")], by=this.housing.clerk, at=moment())
    actions.enter(report.pk, [Given(LICENCES, Decimal(5), "许可台账")], by=this.housing.clerk, at=moment())

    figure = figures.of(report).cells[LICENCES]
    assert (figure.value, figure.how, figure.entered.source, figure.entered.by_name) == (
        5,
        "entered",
        "许可台账",
        "张经办",
    )


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        (LICENCES, "1.5", "应当是整数"),
        (LICENCES, "-1", "不能是负数"),
        (RECEIVED, "9", "由台账统计"),
        ("proactive.nothing", "1", "没有“proactive.nothing”"),
        ("trained.times", "2.5", "应当是整数"),
    ],
)
def test_a_wrong_entry_is_refused_in_words_and_nothing_of_it_is_kept(key: str, value: str, says: str) -> None:
    this = january()
    report = this.report(this.housing)
    given = [Given("trained.people", Decimal(30), "签到表"), Given(key, Decimal(value), "台账")]

    with pytest.raises(ValidationError, match=says):
        actions.import_figures(report.pk, given, by=this.housing.clerk, at=moment())

    assert Entered.objects.count() == 0


def test_an_adjusted_figure_says_so_moves_its_totals_and_can_be_dropped() -> None:
    this = january()
    district.some_cases(this.housing)
    report, by = this.report(this.housing), this.housing.clerk
    with pytest.raises(ValidationError, match="要写明理由"):
        actions.adjust(report.pk, RECEIVED, Decimal(9), by=by, at=moment(), reason=" ")

    actions.adjust(report.pk, RECEIVED, Decimal(9), by=by, at=moment(), reason="纸质登记 6 件未补录")

    found = figures.of(report).cells
    assert (found[RECEIVED].value, found[RECEIVED].was, found[RECEIVED].how) == (9, 3, "adjusted")
    assert found["applications.received.total"].value == 10
    said = {each.finding.code: each.finding.says for each in drafts.draft(report).judgement.failures}
    assert "台账统计 3，人工调整为 9；理由：纸质登记 6 件未补录" in said["H104"]
    assert "S101" in said  # what was adjusted does not balance, and the checks say so
    actions.drop(report.pk, RECEIVED, by=by, at=moment())
    assert values(report, RECEIVED, "applications.received.total") == [3, 4]
    with pytest.raises(ValidationError, match="不用撤销"):
        actions.drop(report.pk, RECEIVED, by=by, at=moment())


def test_numbers_of_persons_in_a_reason_are_masked() -> None:
    this = january()
    report = this.report(this.housing)

    actions.adjust(
        report.pk, RECEIVED, Decimal(1), by=this.housing.clerk, at=moment(), reason="申请人 13812345678 的一件未登记"
    )

    assert "13812345678" not in Entered.objects.get().reason


def test_handing_in_freezes_the_figures_and_the_cases_behind_them() -> None:
    this = january()
    cases = district.some_cases(this.housing)
    district.fill_in(this, this.housing)
    report = this.report(this.housing)
    actions.submit(report.pk, by=this.housing.clerk, at=moment())

    behind = Line.objects.filter(report=report, cell=RECEIVED).order_by("number")
    assert [line.number for line in behind] == [cases[2].pk, cases[4].pk, cases[5].pk]
    assert {line.label for line in behind} == {case.number for case in (cases[2], cases[4], cases[5])}
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))
    report = this.report(this.housing)

    assert values(report, RECEIVED, "applications.received.total") == [3, 4]
    assert actions.drift(report)[RECEIVED] == (3, 4)
    said = [each.finding for each in drafts.draft(report).judgement.failures]
    assert "报送时是 3，现在按台账是 4" in [each.says for each in said if each.code == "H105"]


def test_what_was_returned_and_handed_in_again_is_frozen_anew() -> None:
    this = january()
    district.some_cases(this.housing)
    report = district.fill_in(this, this.housing)
    actions.submit(report.pk, by=this.housing.clerk, at=moment())
    point = actions.Point(RECEIVED, "少一件")
    with pytest.raises(ValidationError, match="退回要写明"):
        actions.return_(report.pk, [], by=this.collector, at=moment())
    actions.return_(report.pk, [point], by=this.collector, at=moment())
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))

    actions.submit(report.pk, by=this.housing.clerk, at=moment())

    report = this.report(this.housing)
    assert values(report, RECEIVED) == [4]
    assert report.returned_because == ""
    assert "退回时指出：少一件" in str([f.finding.says for f in drafts.draft(report).judgement.failures])


def test_carry_over_is_proved_case_by_case() -> None:
    before = january(2025, on=date(2025, 12, 1))
    for of in (before.office, before.housing, before.health):
        district.fill_in(before, of, on=date(2026, 1, 11))
    kept, lost = district.take_over(
        before.housing,
        history(before.housing, 31, date(2025, 12, 15)),
        history(before.housing, 32, date(2025, 12, 30)),
    )
    report = before.report(before.housing)
    actions.submit(report.pk, by=before.housing.clerk, at=moment(date(2026, 1, 12)))
    # Registered late: a case of December 2025, and a reply of December 2025.
    (late,) = district.take_over(before.housing, history(before.housing, 33, date(2025, 12, 31)))
    Application.objects.filter(pk=lost.pk).update(counted_on=date(2025, 12, 31), counted_as="granted")
    now = actions.open_round(2026, before.government, by=before.collector, at=moment(date(2026, 12, 1)))
    this = now.reports.get(body=before.housing.body, level="unit")

    carried = proofs.carry_over(this)

    assert (carried.kept, carried.lost, carried.new) == ((kept.number,), (lost.number,), (late.number,))
    said = {each.finding.code: each.finding.says for each in drafts.draft(this).judgement.failures}
    assert lost.number in said["H101"]
    assert late.number in said["H102"]


def test_a_reply_annulled_and_given_again_the_year_after_keeps_its_place() -> None:
    this = january()
    (case,) = district.take_over(
        this.housing, history(this.housing, 1, date(2025, 3, 3), outcome="not_exist", ended_on=date(2025, 3, 20))
    )
    cases = district.cases_actions
    cases.reopen(case.pk, by=this.housing.clerk, on=date(2026, 5, 6), reason="复议决定撤销")

    case.refresh_from_db()
    assert (case.stage, case.outcome, case.counted_on, case.counted_as) == (
        "handling",
        "",
        date(2025, 3, 20),
        "not_exist",
    )
    assert values(this.report(this.housing), "applications.carried_in.total", "applications.carried_out.total") == [
        0,
        0,
    ]


def test_a_unit_absorbed_in_the_year_is_counted_by_the_one_that_follows_it() -> None:
    this = january()
    district.some_cases(this.housing)

    actions.excuse(
        this.report(this.housing).pk, by=this.collector, at=moment(), reason="并入区卫健局", to=this.report(this.health)
    )

    assert values(this.report(this.health), "applications.received.total") == [4]
    assert [unit.body.short for unit in figures.units(this.district)] == ["区政府办", "区卫健局"]
    actions.include(this.report(this.housing).pk, by=this.collector, at=moment())
    assert values(this.report(this.health), "applications.received.total") == [0]
    assert values(this.report(this.housing), "applications.received.total") == [4]


def test_the_cases_of_the_government_itself_are_counted_by_its_office() -> None:
    this = january()
    of = district.Office(this.government, *[getattr(this.office, role) for role in district.ROLES])
    government = district.person(this.government, "clerk")
    made = history(of, 1, date(2026, 3, 3))

    district.cases.take_over([made], by=government, on=district.TODAY)

    assert values(this.report(this.office), "applications.received.total") == [1]


def test_a_merged_figure_is_silent_while_a_unit_is() -> None:
    this = january()
    district.some_cases(this.housing)
    district.accepted(this, this.housing)

    found = figures.of(this.district).cells["applications.received.total"]

    assert (found.value, found.at_least, found.silent) == (None, 4, ("区政府办", "区卫健局"))


def test_a_board_of_units_asks_no_more_of_the_database_than_one(django_assert_max_num_queries) -> None:
    this = january()
    reports = list(this.round.reports.filter(level="unit").select_related("round", "body"))
    with django_assert_max_num_queries(6):
        figures.of_units(reports[:1])

    with django_assert_max_num_queries(6):
        figures.of_units(reports)


def test_after_the_lock_date_what_is_registered_later_changes_no_figure() -> None:
    this = january()
    district.some_cases(this.housing)
    district.fill_in(this, this.housing)
    for day, many in ((date(2027, 1, 31), 0), (date(2027, 2, 1), 3), (date(2027, 2, 2), 0)):
        assert actions.lock_due(on=day) == many
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))
    report = this.report(this.housing)

    found = figures.of(report).cells

    assert (found[RECEIVED].value, found[RECEIVED].was) == (3, 4)
    assert found["applications.received.total"].value == 4
    assert found["proactive.art20_1.rules.made"].value == 0
    assert found[LICENCES].value == 3
    assert values(this.report(this.health), RECEIVED) == [0]
    actions.submit(report.pk, by=this.housing.clerk, at=moment(date(2027, 2, 3)))
    report = this.report(this.housing)
    assert values(report, RECEIVED) == [3]
    assert actions.drift(report)[RECEIVED] == (3, 4)
    said = [each.finding.says for each in drafts.draft(report).judgement.failures]
    assert "报送时是 3，现在按台账是 4" in said


def test_the_first_deed_after_the_lock_date_locks_where_nothing_ran_daily() -> None:
    this = january()
    district.some_cases(this.housing)
    report = district.fill_in(this, this.housing)
    assert report.locked_on is None

    actions.remark(report.pk, "", "请尽快报送", by=this.collector, at=moment(date(2027, 2, 5)))

    assert this.report(this.housing).locked_on == date(2027, 2, 5)
    assert Line.objects.filter(report=report, cell=RECEIVED).count() == 3


def test_a_returned_report_is_tallied_anew_before_the_lock_date_and_not_after_it() -> None:
    this = january()
    district.some_cases(this.housing)
    report = district.fill_in(this, this.housing)
    actions.submit(report.pk, by=this.housing.clerk, at=moment())
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))
    point = actions.Point("overview", "再写具体些")

    actions.return_(report.pk, [point], by=this.collector, at=moment(date(2027, 2, 5)))
    actions.submit(report.pk, by=this.housing.clerk, at=moment(date(2027, 2, 8)))

    assert values(this.report(this.housing), RECEIVED) == [3]


def test_two_units_of_one_short_name_are_two_units() -> None:
    this = january()
    district.some_cases(this.housing)
    district.take_over(this.health, history(this.health, 1, date(2026, 3, 3)))
    for of in (this.housing, this.health):
        district.Body.objects.filter(pk=of.body.pk).update(short="区局")
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)

    found = figures.of(this.district).cells[RECEIVED]

    assert found.value == 4
    assert [share.unit for share in found.shares] == ["区政府办", "青禾区住房和城乡建设局", "青禾区卫生健康局"]


def test_a_district_figure_that_changed_after_it_was_handed_in_keeps_who_gave_it() -> None:
    this = january()
    district.some_cases(this.housing)
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)
    actions.save_text(this.district.pk, "overview", "总体情况", base=0, by=this.collector, at=moment())
    actions.submit(this.district.pk, by=this.collector, at=moment())
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))
    report = this.report(this.housing)
    actions.return_(report.pk, [actions.Point("", "补一件")], by=this.collector, at=moment())
    actions.submit(report.pk, by=this.housing.clerk, at=moment())

    found = figures.as_handed_in(this.district).cells[RECEIVED]

    assert (found.value, found.was) == (3, 4)
    assert len(found.shares) == 3


def test_facts_of_a_text_are_those_of_the_day_of_handing_in() -> None:
    this = january()
    district.some_cases(this.housing)
    report, by = district.fill_in(this, this.housing), this.housing.clerk
    actions.save_text(report.pk, "overview", "当面申请{当面申请=4}件。", base=1, by=by, at=moment())
    actions.submit(report.pk, by=by, at=moment())
    district.take_over(this.housing, history(this.housing, 9, date(2026, 12, 30)))

    assert drafts.draft(this.report(this.housing)).report.texts["overview"] == "当面申请4件。"


def test_what_was_locked_with_an_excused_unit_is_counted_by_the_other() -> None:
    this = january()
    district.some_cases(this.housing)
    assert actions.lock_due(on=date(2027, 2, 1)) == 3
    later = moment(date(2027, 2, 2))

    actions.excuse(
        this.report(this.housing).pk, by=this.collector, at=later, reason="并入", to=this.report(this.health)
    )

    assert values(this.report(this.health), RECEIVED, "applications.received.total") == [3, 4]
    actions.include(this.report(this.housing).pk, by=this.collector, at=later)
    assert values(this.report(this.health), RECEIVED) == [0]
    assert values(this.report(this.housing), RECEIVED) == [3]


def test_cases_go_to_no_report_that_was_handed_in() -> None:
    this = january()
    district.accepted(this, this.health)

    with pytest.raises(ValidationError, match="区卫健局已经报送"):
        actions.excuse(
            this.report(this.housing).pk, by=this.collector, at=moment(), reason="并入", to=this.report(this.health)
        )

    assert this.report(this.housing).stage == "awaited"


def test_cases_that_nobody_counts_are_an_error_of_the_district() -> None:
    this = january()
    district.some_cases(this.housing)
    said = {each.finding.code: each.finding.says for each in drafts.draft(this.district).judgement.bars}
    assert "H110" not in said

    actions.excuse(this.report(this.housing).pk, by=this.collector, at=moment(), reason="撤销")

    said = {each.finding.code: each.finding.says for each in drafts.draft(this.district).judgement.bars}
    assert said["H110"] == "区住建局 今年有申请，没有计入任何单位的年报"


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 4, 1)])
def test_a_lock_date_within_the_year_or_after_publication_is_refused(day: date) -> None:
    this = january()

    with pytest.raises(ValidationError, match="数据锁定日应当在年度结束以后"):
        actions.change_round(this.round, {"locks_on": day}, by=this.collector, at=moment())
