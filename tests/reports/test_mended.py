"""What a review of the annual report found wrong: sums of sums, divided bodies, amounts as printed, charts twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Person
from gongkai.core.reports.tallying import sums
from gongkai.reports import actions, drafts, figures, sources
from tests.applications.district import body, office
from tests.reports import district
from tests.reports.district import january, moment

pytestmark = pytest.mark.django_db
GRANTED = "applications.granted.natural_person"
FEES = "proactive.art20_8.administrative_fees.fee_amount"


def test_an_adjustment_of_the_district_reaches_every_total_over_it() -> None:
    this = january()
    district.some_cases(this.housing)
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)
    before = figures.of(this.district).values()

    actions.adjust(this.district.pk, GRANTED, Decimal(2), by=this.collector, at=moment(), reason="漏报两件")

    found = figures.of(this.district)
    assert {cell: value - before[cell] for cell, value in found.values().items() if value != before[cell]} == {
        GRANTED: 2,
        "applications.granted.total": 2,
        "applications.total.natural_person": 2,
        "applications.total.total": 2,
    }
    assert [each.reason for each in found.cells["applications.total.total"].adjustments] == ["漏报两件"]
    for whole, parts in sums(found.edition):
        assert found.cells[whole].value == sum(found.cells[part].value for part in parts), whole


def test_two_adjustments_in_one_column_are_added_once_each() -> None:
    this = january()
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)

    for cell, change in ((GRANTED, 2), ("applications.partial.natural_person", 3)):
        actions.adjust(this.district.pk, cell, Decimal(change), by=this.collector, at=moment(), reason="补计")

    values = figures.of(this.district).values()
    assert [values[f"applications.{row}.total"] for row in ("granted", "partial", "total")] == [2, 3, 5]


def test_a_figure_of_the_district_cannot_be_entered_over_the_sum() -> None:
    this = january()

    with pytest.raises(ValidationError, match="由各单位相加"):
        actions.enter(this.district.pk, [actions.Given(FEES, Decimal(1), "财务账")], by=this.collector, at=moment())


def reorganised(*pairs):
    """A government with bodies; each pair says which body went into which, in the year of the round."""
    government = body("青政公开", "青禾区人民政府", kind="government", short="区政府")
    centre = office("青公开", "青禾区人民政府办公室", kind="office", parent=government, short="区政府办")
    names = dict.fromkeys(name for pair in pairs for name in pair)
    found = {name: body(f"青{name}", f"青禾区{name}", parent=government, short=name) for name in names}
    collector = district.person(centre.body, "office", "王敏")
    for old, new in pairs:
        bodies.reorganise([found[old]], found[new], by=collector, on=date(2026, 5, 1))
    this = actions.open_round(2026, government, by=collector, at=moment(date(2026, 12, 1)))
    return this, {each.body.short: each for each in this.reports.filter(level="unit").select_related("body", "round")}


def test_what_was_absorbed_twice_in_a_year_is_counted_by_the_last_one() -> None:
    _, reports = reorganised(("甲局", "乙局"), ("乙局", "丙局"))

    counted = {name: len(sources.bodies(each)) for name, each in reports.items() if each.stage != "excused"}
    assert counted == {"区政府办": 2, "丙局": 3}


def test_a_body_that_was_divided_is_counted_by_nobody_until_the_office_says_by_whom() -> None:
    _, reports = reorganised(("甲局", "乙局"), ("甲局", "丙局"))
    merged = figures.of(reports["甲局"].round.reports.get(level="district"))

    assert [sources.bodies(reports[name]) == [reports[name].body_id] for name in ("乙局", "丙局")] == [True, True]
    assert "由区公开办确定由谁统计" in reports["甲局"].excused_because
    assert reports["甲局"].body_id not in merged.bodies


def test_an_amount_is_rounded_once_as_printed_in_the_table_and_in_the_text() -> None:
    this = january()
    report = this.report(this.housing)
    actions.enter(report.pk, [actions.Given(FEES, Decimal("12.345"), "财务账")], by=this.housing.clerk, at=moment())
    text = f"收费{{{FEES}}}万元。"
    actions.save_text(report.pk, "overview", text, base=0, by=this.housing.clerk, at=moment())

    now = drafts.draft(this.report(this.housing))
    printed = drafts.as_printed(now)

    assert (now.report.value(FEES), printed.report.value(FEES)) == (Decimal("12.345"), Decimal("12.35"))
    assert (now.report.texts["overview"], printed.report.texts["overview"]) == ("收费12.345万元。", "收费12.35万元。")


def test_a_chart_stands_once_in_a_part() -> None:
    this = january()
    number = this.report(this.housing).pk
    actions.add_chart(number, "overview", "outcomes", by=this.housing.clerk, at=moment())

    with pytest.raises(ValidationError, match="已经有"):
        actions.add_chart(number, "overview", "outcomes", by=this.housing.clerk, at=moment())


def test_a_unit_that_was_sent_back_is_urged_in_other_words(django_capture_on_commit_callbacks) -> None:
    this = january()
    report = district.accepted(this, this.housing)
    point = actions.Point("", "数不对")
    actions.return_(report.pk, [point], by=this.collector, at=moment())
    for of in (this.housing, this.health):
        Person.objects.filter(pk=of.clerk.person.pk).update(email=f"{of.body.slug}@example.gov.cn", wants_email=True)
        Person.objects.filter(pk=of.head.person.pk).update(email="")
    numbers = [report.pk, this.report(this.health).pk]

    with django_capture_on_commit_callbacks(execute=True):
        many = actions.remind(this.round, numbers, by=this.collector, at=moment())

    said = {each.to[0].split("@")[0]: "已退回修改" in each.body for each in mail.outbox}
    assert (many, said) == (2, {this.housing.body.slug: True, this.health.body.slug: False})
