"""A unit fills in: tables and the cases behind each figure, figures of its own, findings, hand-in, the other direction."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.applications.models import Application
from gongkai.reports import actions, figures
from gongkai.reports.models import AnnualReport, Entered, Line, Opinion, Remark
from tests.applications import district as cases
from tests.desk.documents.made import shown
from tests.desk.reports import winter
from tests.reports import district

pytestmark = pytest.mark.django_db
RECEIVED, GRANTED = "applications.received.total", "applications.granted.natural_person"
LICENCES = "proactive.art20_5.administrative_licensing.decisions"
FEES = "proactive.art20_8.administrative_fees.fee_amount"


@pytest.fixture
def this() -> district.January:
    return winter.january()


def entered(report: AnnualReport, key: str) -> tuple[Decimal | None, str]:
    row = Entered.objects.filter(report=report, key=key).last()
    return row.value, row.source


def test_a_unit_finds_its_report_and_what_to_do_next(this) -> None:
    page = shown(winter.browser(this.housing), "desk-reports")

    assert ("区住建局" in page, "区卫健局" in page, "开始填报" in page) == (True, False, True)


def test_the_report_of_another_unit_is_absent_on_every_page(this) -> None:
    report, client = winter.written(this), winter.browser(this.health)
    names = [("desk-report",), ("desk-report-part", "overview"), ("desk-report-cell", RECEIVED), ("desk-report-enter",)]
    names += [("desk-report-preview",), ("desk-report-draft", "docx"), ("desk-report-cases", RECEIVED)]
    names += [("desk-report-chart", "outcomes"), ("desk-report-versions", "overview"), ("desk-report-template",)]

    found = {client.get(reverse(name, args=(report.pk, *rest))).status_code for name, *rest in names}

    assert found == {404}


def test_every_figure_of_table_three_leads_to_the_cases_behind_it(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    page = shown(client, "desk-report-part", report.pk, "applications")
    cells = figures.of(report).edition.tables["applications"].cells

    assert all(f'href="{reverse("desk-report-cell", args=(report.pk, cell))}"' in page for cell in cells)
    for cell in (GRANTED, RECEIVED, "applications.carried_in.total", "applications.carried_out.total"):
        listed = shown(client, "desk-report-cell", report.pk, cell).count('class="ttl"')
        assert listed == figures.of(report).cells[cell].value, cell
    assert shown(client, "desk-report-cell", report.pk, "applications.total.total").count('class="ttl"') == 5


def test_the_cases_behind_a_figure_go_into_a_file(this) -> None:
    answer = winter.browser(this.housing).get(
        reverse("desk-report-cases", args=(this.report(this.housing).pk, "applications.granted.total"))
    )

    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "编号,收到日期,办结日期,答复类型,单位"
    assert [line.split(",")[1] for line in lines[1:-1]] == ["2024-12-20", "2025-02-03", "2025-03-03"]


def test_a_figure_adjusted_by_hand_breaks_the_balance_and_the_equation_is_written_out(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    cell = "applications.received.natural_person"

    refused = winter.sent(client, "desk-report-adjust", report.pk, cell, value="6", reason="", status=422)
    winter.sent(client, "desk-report-adjust", report.pk, cell, value="６件", reason="纸质登记两件未补录")

    page = shown(client, "desk-report-part", report.pk, "applications")
    assert 'value="6"' in refused.content.decode()
    assert "勾稽关系不成立" in page
    assert "差 2 件" in page
    assert 'class="fix err' in page
    assert "纸质登记两件未补录" in shown(client, "desk-report-cell", report.pk, cell)
    winter.sent(client, "desk-report-drop", report.pk, cell)
    assert figures.of(report).cells[cell].value == 4


def test_figures_that_no_register_knows_are_entered_in_one_go(this) -> None:
    report, client = this.report(this.housing), winter.browser(this.housing)
    given = {f"value:{LICENCES}": "１,２３４", f"source:{LICENCES}": "审批系统", f"value:{FEES}": "123400元"}

    refused = winter.sent(client, "desk-report-enter", report.pk, status=422, **given).content.decode()
    kept = Entered.objects.count()
    winter.sent(client, "desk-report-enter", report.pk, **given, **{f"source:{FEES}": "财务账"})

    assert ("请写明数据从哪里来" in refused, 'value="123400元"' in refused, kept) == (True, True, 0)
    assert entered(report, LICENCES) == (Decimal(1234), "审批系统")
    assert entered(report, FEES) == (Decimal("12.34"), "财务账")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("约100", "不是数字"), ("1,23", "千分位"), ("3.5", "应当是整数"), ("-2", "不能是负数"), ("5万元", "单位是")],
)
def test_what_is_no_figure_is_refused_with_what_was_typed(this, typed, says) -> None:
    report, client = this.report(this.housing), winter.browser(this.housing)
    given = {f"value:{LICENCES}": typed, f"source:{LICENCES}": "审批系统"}

    page = winter.sent(client, "desk-report-enter", report.pk, status=422, **given).content.decode()

    assert (says in page, f'value="{typed}"' in page) == (True, True)


def test_a_filled_template_is_looked_at_and_then_imported_whole(this) -> None:
    report, client = this.report(this.housing), winter.browser(this.housing)
    template = client.get(reverse("desk-report-template", args=(report.pk,)))
    good = f"编号\t数据项\t数值\t单位\t数据来源\n{LICENCES}\t\t12\t件\t审批系统\n\t业务培训\t3\t次\t签到表\n"

    bad = winter.sent(
        client, "desk-report-many", report.pk, pasted=f"{good}\t写错的\t1\t\t台账\n", do="import", status=422
    )
    looked = winter.sent(client, "desk-report-many", report.pk, pasted=good, status=200).content.decode()
    none = Entered.objects.count()
    winter.sent(client, "desk-report-many", report.pk, pasted=good, do="import")

    assert template.content[:2] == b"PK"
    assert "第4行：没有“写错的”这一项" in bad.content.decode()
    assert ("导入这 2 项" in looked, none) == (True, 0)
    assert entered(report, LICENCES) == (Decimal(12), "审批系统")
    assert entered(report, "trained.times") == (Decimal(3), "签到表")


def test_a_workbook_from_the_template_is_read_back(this) -> None:
    report, client = this.report(this.housing), winter.browser(this.housing)
    winter.sent(client, "desk-report-enter", report.pk, **{f"value:{LICENCES}": "7", f"source:{LICENCES}": "审批系统"})
    data = client.get(reverse("desk-report-template", args=(report.pk,))).content
    upload = workbook(data)

    page = winter.sent(client, "desk-report-many", report.pk, file=upload, status=200).content.decode()

    assert "导入这 1 项" in page


def workbook(data: bytes):
    return SimpleUploadedFile("填报.xlsx", data)


def test_a_finding_is_explained_by_the_unit_and_dismissed_by_the_office(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    page = shown(client, "desk-report", report.pk)
    mark = page.split(f"/reports/{report.pk}/findings/")[1].split("/")[0]

    winter.sent(client, "desk-report-finding", report.pk, mark, reason="", status=422)
    winter.sent(client, "desk-report-finding", report.pk, mark, reason="系统正在补录")
    winter.sent(client, "desk-report-finding", report.pk, mark, reason="我说了算", do="dismiss", status=422)
    office = winter.browser(actor=this.collector)
    winter.sent(office, "desk-report-finding", report.pk, mark, reason="核实过", do="dismiss")

    assert list(Opinion.objects.values_list("state", "reason")) == [
        ("explained", "系统正在补录"),
        ("dismissed", "核实过"),
    ]


def test_handing_in_lists_what_is_open_and_is_not_barred_by_it(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    before = shown(client, "desk-report-deed", report.pk, "submit")
    stale = winter.sent(client, "desk-report-deed", report.pk, "submit", version=report.version - 1, status=409)
    winter.sent(client, "desk-report-deed", report.pk, "submit", version=report.version)

    assert ("带着这些意见报送" in before, "没有填完的部分" in before) == (True, True)
    assert "别人改动了" in stale.content.decode()
    assert this.report(this.housing).stage == "submitted"
    assert "已报待审" in shown(client, "desk-report", report.pk)
    winter.sent(client, "desk-report-deed", report.pk, "take_back")
    assert this.report(this.housing).stage == "draft"


def test_returned_points_stand_first_and_are_settled_one_by_one(this) -> None:
    report, client = winter.handed_in(this), winter.browser(this.housing)
    points = [actions.Point(RECEIVED, "少计一件"), actions.Point("overview", "没有写监督保障")]
    actions.return_(report.pk, points, by=this.collector, at=district.moment(date(2026, 1, 14)))
    row = Remark.objects.get(place=RECEIVED)

    page = shown(client, "desk-report", report.pk)
    today = shown(client, "desk")
    winter.sent(client, "desk-report-settle", report.pk, row.pk)

    assert ("退回，2 处要改" in page, "少计一件" in page, "年报被退回" in today) == (True, True, True)
    assert "退回，1 处要改" in shown(client, "desk-report", report.pk)


def test_after_handing_in_the_page_says_what_the_registers_changed(this) -> None:
    report, client = winter.handed_in(this), winter.browser(this.housing)
    late = district.history(this.housing, 6, date(2025, 12, 30), outcome="granted", ended_on=date(2025, 12, 31))
    (added,) = district.take_over(this.housing, late)
    gone = {
        "cell": "applications.granted.natural_person",
        "kind": "application",
        "number": added.pk + 99,
        "label": "旧99号",
    }
    Line.objects.create(report=report, **gone)

    page = shown(client, "desk-report-cell", report.pk, "applications.granted.total")

    assert "报送以后台账的变动" in page
    assert '现在按台账计入 4 件 <span class="small muted">报送时 4 件</span>' in page
    assert ("现在不计：" in page, "旧99号" in page) == (True, True)
    assert f'现在计入：</b><a href="{reverse("desk-case", args=(added.pk,))}"' in page


def test_a_case_says_in_which_cells_it_counts(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)
    case = Application.objects.get(body=this.housing.body, year=2025, serial=1)

    page = shown(client, "desk-case", case.pk)

    for cell in ("applications.received.natural_person", GRANTED):
        assert reverse("desk-report-cell", args=(report.pk, cell)) in page
    assert "2025 年年报" in page


def test_a_remark_stands_at_its_cell_and_nothing_typed_is_lost(this) -> None:
    report, client = winter.written(this), winter.browser(this.housing)

    refused = winter.sent(client, "desk-report-remark", report.pk, place="nowhere", text="看看这里", status=422)
    winter.sent(client, "desk-report-remark", report.pk, place=GRANTED, text="其中一件是复印")

    assert "看看这里" in refused.content.decode()
    assert "其中一件是复印" in shown(client, "desk-report-cell", report.pk, GRANTED)


def test_the_page_of_a_table_asks_few_questions(this, django_assert_max_num_queries) -> None:
    report, client = winter.handed_in(this), winter.browser(this.housing)

    with django_assert_max_num_queries(80):
        page = shown(client, "desk-report-part", report.pk, "applications")

    assert len(page.encode()) < 60_000


def test_the_cases_of_a_body_without_a_round_count_nowhere() -> None:
    office = cases.office()
    case = cases.case(office, "handling")

    page = shown(winter.browser(office), "desk-case", case.pk)

    assert "计入年报" not in page
