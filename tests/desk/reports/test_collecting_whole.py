"""The district's own report: its tables over the units, what the units wrote, signed, published, corrected."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from gongkai.core import editions
from gongkai.reports import actions
from gongkai.reports.models import Erratum, PublishedReport
from tests.desk.reports import collected
from tests.desk.reports.collected import YEAR, sent, shown, signed_in
from tests.reports import district

pytestmark = pytest.mark.django_db
CELL = "applications.received.natural_person"


@pytest.fixture
def this():
    return collected.january()


def test_a_figure_opens_into_the_units_behind_it(client, this):
    collected.merged(this)
    signed_in(client, this.collector)
    unit = reverse("desk-report-cell", args=(this.report(this.housing).pk, CELL))

    page = shown(client, "desk-whole-table", YEAR, "applications", query=f"?cell={CELL}")

    drill = page[page.index('id="drill"') : page.index("</section>", page.index('id="drill"'))]
    assert f'<a href="{unit}">区住建局</a>' in drill
    assert "1 个单位有数" in drill
    assert "区卫健局" not in drill
    assert len(page) < 110_000


def test_a_sum_that_is_not_whole_is_said_to_be_at_least(client, this):
    collected.submitted(this, this.housing)
    signed_in(client, this.collector)

    page = shown(client, "desk-whole-table", YEAR, "applications", query=f"?cell={CELL}")

    assert "至少 3" in page
    assert ">≥3</a>" in page
    assert "没有数的：区政府办、区卫健局" in page
    assert "还有 2 个单位没有报" in page


def test_a_sum_that_fails_names_the_unit_where_it_fails(client, this):
    number = this.report(this.housing).pk
    actions.adjust(number, CELL, Decimal(5), by=this.housing.clerk, at=district.moment(), reason="漏登")
    for of in (this.office, this.housing, this.health):
        collected.submitted(this, of)
    signed_in(client, this.collector)

    page = shown(client, "desk-whole-table", YEAR, "applications")

    assert "勾稽关系不成立" in page
    assert f"{reverse('desk-report-return', args=(number,))}?place={CELL}" in page
    assert "退回区住建局" in page
    assert "退回区卫健局" not in page


def test_the_steps_say_how_far_it_is(client, this):
    collected.submitted(this, this.housing)
    signed_in(client, this.collector)
    before = shown(client, "desk-whole", YEAR)
    for of in (this.office, this.health):
        district.accepted(this, of)
    after = shown(client, "desk-whole", YEAR)

    assert '<li aria-current="step"><span class="n">1</span>收齐<small>1/3</small>' in before
    assert '<li class="ok"><span class="n">✓</span>收齐<small>3/3</small>' in after
    assert '<li aria-current="step"><span class="n">2</span>校核<small>单位通过 2/3</small>' in after


def test_adjustments_stand_with_their_reason(client, this):
    number = this.district.pk
    cell = "proactive.art20_1.normative_documents.made"
    actions.adjust(number, cell, Decimal(-1), by=this.collector, at=district.moment(), reason="联合发文重复计算")
    signed_in(client, this.collector)

    page = shown(client, "desk-whole", YEAR)
    table = shown(client, "desk-whole-table", YEAR, "proactive", query=f"?cell={cell}")

    assert "联合发文重复计算" in page
    assert editions.get(this.round.edition).where(cell) in page
    assert "人工调整 <b>-1</b>：联合发文重复计算" in table


def test_what_the_units_wrote_is_searched_and_compared(client, this):
    collected.submitted(this, this.housing)
    collected.submitted(this, this.health)
    signed_in(client, this.collector)
    number = this.report(this.housing).pk

    page = shown(client, "desk-whole-texts", YEAR, "overview", query=f"?unit={number}")
    found = shown(client, "desk-whole-texts", YEAR, "overview", query="?q=有序开展")
    nothing = shown(client, "desk-whole-texts", YEAR, "overview", query="?q=没有这句话")

    assert re.search(r"与区卫健局雷同 \d+%", page)
    assert page.count('<mark class="m">') >= 1
    assert "还没有报的：区政府办" in page
    assert "2 个单位，2 个和别的单位雷同" in found
    assert "没有单位的文字里有“没有这句话”" in nothing


def test_the_signer_signs_and_the_office_publishes(client, this):
    collected.merged(this)
    number = this.district.pk
    signed_in(client, this.collector)
    refused = sent(client, "desk-report-sign", number, status=422, version=this.district.version)
    signed_in(client, this.office.signer)
    assert "签发" in shown(client, "desk-whole", YEAR)
    sent(client, "desk-report-sign", number, version=this.district.version)
    signed_in(client, this.collector)
    sent(client, "desk-report-publish", number, version=this.district.version)
    page = shown(client, "desk-whole", YEAR)
    word = client.get(reverse("desk-report-published", args=(number, "docx"))).content

    assert "由签发人办理" in refused
    assert PublishedReport.objects.get().record["cells"]["applications.received.total"]["value"] == 3
    assert word[:2] == b"PK"
    assert "DOCX" in page
    assert '<li class="ok"><span class="n">✓</span>公布' in page


def test_what_bars_publishing_is_listed_with_its_place(client, this):
    collected.merged(this, is_signed=True)
    report = this.district
    frozen = report.frozen
    frozen["cells"]["applications.received.total"]["value"] = 99
    report.frozen = frozen
    report.save(update_fields=["frozen"])
    signed_in(client, this.collector)

    page = shown(client, "desk-report-publish", report.pk)
    refused = sent(client, "desk-report-publish", report.pk, status=422, version=report.version)

    assert "没有解决以前不能公布" in page
    assert reverse("desk-report-cell", args=(report.pk, "applications.received.total")) in page
    assert "还有错误没有解决，不能公布" in refused
    assert not PublishedReport.objects.exists()


def test_an_erratum_takes_what_has_changed_since(client, this):
    collected.merged(this, is_signed=True)
    number = this.district.pk
    actions.publish(number, by=this.collector, at=district.moment())
    published = this.district
    published.frozen["cells"][CELL]["value"] = 2
    published.save(update_fields=["frozen"])
    signed_in(client, this.collector)

    page = shown(client, "desk-report-correct", number)
    refused = sent(client, "desk-report-correct", number, status=422, text="", cells=[CELL])
    sent(client, "desk-report-correct", number, text="补登一件", cells=[CELL])

    assert "2 → 3" in page
    assert "这个字段是必填项" in refused or "勘误说明" in refused
    row = Erratum.objects.get()
    assert (row.text, row.changes) == ("补登一件", [[CELL, 2, 3]])
    assert "补登一件" in shown(client, "desk-whole", YEAR)


def test_a_unit_does_not_see_the_districts_report(client, this):
    signed_in(client, this.housing.clerk)

    shown(client, "desk-whole", YEAR, status=404)
    shown(client, "desk-whole-table", YEAR, "applications", status=404)
    shown(client, "desk-whole-texts", YEAR, "overview", status=404)
    shown(client, "desk-report-published", this.district.pk, "docx", status=404)


def test_a_table_of_the_district_takes_few_questions(client, this, django_assert_max_num_queries):
    collected.merged(this)
    signed_in(client, this.collector)

    with django_assert_max_num_queries(45):
        shown(client, "desk-whole-table", YEAR, "applications", query=f"?cell={CELL}")


def test_units_that_are_waited_for_are_not_told_as_units_with_empty_cells(client, this):
    district.fill_in(this, this.health)
    collected.submitted(this, this.housing)
    signed_in(client, this.collector)

    page = shown(client, "desk-whole", YEAR)

    assert "区政府办、区卫健局还没有数，合计算不出来" in page
    assert ("没有发生的填 0" in page, "每个单位每一格都有数" in page) == (False, True)


def test_the_office_may_urge_a_unit_that_was_sent_back(client, this):
    for of in (this.office, this.housing, this.health):
        collected.submitted(this, of)
    report = this.report(this.housing)
    actions.return_(report.pk, [actions.Point("", "结转不对")], by=this.collector, at=district.moment())
    signed_in(client, this.collector)

    board = shown(client, "desk-collect", YEAR)
    page = shown(client, "desk-collect-remind", YEAR)

    assert "1 个单位退回以后还没有重新报" in board
    assert ("退回：结转不对" in page, f'value="{report.pk}" checked' in page) == (True, True)
