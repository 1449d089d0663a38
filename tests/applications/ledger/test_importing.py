"""An existing register becomes cases: whole or not at all, with its own numbers and days, and the clock of the law."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gongkai.applications import actions
from gongkai.applications.ledger import importing
from gongkai.applications.models import Applicant, Application, Counter
from gongkai.core.life import NotAllowed
from gongkai.journal.models import Entry
from tests.applications import district
from tests.applications.ledger.registers import HEADER, ON, preview, row, says

pytestmark = pytest.mark.django_db


def take(of, *rows, **given):
    return importing.import_(preview(of, *rows, **given), by=of.clerk, on=ON)


def test_a_row_becomes_a_closed_case_with_its_own_number_and_days(housing):
    [case] = take(housing, row())

    case.refresh_from_db()
    assert (case.number, case.year, case.serial) == ("青住建〔2026〕12号", 2026, 12)
    assert (case.stage, case.outcome, case.channel) == ("closed", "granted", "in_person")
    assert (case.received_on, case.replied_on, case.closed_on) == (
        date(2026, 3, 2),
        date(2026, 3, 20),
        date(2026, 3, 20),
    )
    assert case.due_on == date(2026, 3, 30)
    assert case.shown_name == "孙某"
    assert case.applicants.get().name == "孙小明"
    assert case.deliveries.get().delivered_on == date(2026, 3, 23)
    assert case.letters.get().number == "青住建答〔2026〕9号"


def test_the_journal_tells_the_row_verb_by_verb_as_imported(housing):
    [case] = take(housing, row())

    lines = Entry.objects.filter(about_kind="application", about_id=str(case.pk))
    assert [(line.verb, line.on.isoformat()) for line in lines] == [
        ("submit", "2026-03-02"),
        ("receive", "2026-03-02"),
        ("register", "2026-03-02"),
        ("decide", "2026-03-20"),
        ("reply", "2026-03-20"),
        ("deliver", "2026-03-23"),
        ("take_over", "2026-11-20"),
    ]
    assert all(line.facts["imported"] is True for line in lines)
    assert {line.actor_name for line in lines} == {"张经办"}
    assert lines.last().reason == "申请人来电催过一次"


def test_a_correction_restarts_the_clock_as_the_law_has_it(housing):
    found = preview(
        housing,
        row(补正告知日期="2026-3-5", 收到补正日期="2026-3-12", 答复时间="2026-4-9", 送达日期="", 答复期限="2026-3-30"),
    )

    assert found.errors == ()
    [doubt] = found.warnings
    assert doubt.column == "答复期限"
    assert doubt.says.startswith("台账写的是 2026-03-30，按条例是 2026-04-10：3月2日收到，3月12日重新起算")


def test_a_consultation_and_an_extension_move_the_last_day(housing):
    given = row(
        征求意见日期="2026-3-9",
        第三方回复日期="2026-3-16",
        延期告知日期="2026-3-27",
        答复时间="2026-4-20",
        送达日期="2026-4-21",
    )
    [case] = take(housing, {**given, "答复期限": ""})

    case.refresh_from_db()
    assert case.due_on == date(2026, 5, 8)  # 40 working days and a week that stood still
    assert case.consultations.get().answered_on == date(2026, 3, 16)


def test_new_numbers_follow_those_taken_over(housing):
    take(housing, row(), row(编号="青住建〔2026〕40号"))

    case = district.case(housing, "closed", on=date(2026, 10, 27))

    assert case.number == "青住建〔2026〕41号"
    assert case.letters.get().number == "青住建答〔2026〕10号"


def test_numbers_of_another_form_are_kept_and_do_not_collide(housing):
    cases = take(housing, row(编号="2026-012"), row(编号="青住建〔2026〕12号"), row(编号="老台账甲3"))

    assert [case.number for case in cases] == ["2026-012", "青住建〔2026〕12号", "老台账甲3"]
    assert [case.serial for case in cases] == [13, 12, 14]
    assert Counter.objects.get(series="application").last == 14


def test_a_register_without_numbers_gets_new_ones_once(housing):
    header = tuple(label for label in HEADER if label != "编号")
    cases = take(housing, row(), row(姓名="周小红"), header=header)

    again = preview(housing, row(), row(姓名="周小红"), header=header)

    assert [case.number for case in cases] == ["青住建〔2026〕1号", "青住建〔2026〕2号"]
    assert (again.skipped, again.histories) == (2, ())


def test_the_same_row_again_is_passed_over_and_counted(housing):
    take(housing, row())

    again = preview(housing, row(), row(编号="青住建〔2026〕13号"))

    assert again.errors == ()
    assert (again.skipped, len(again.histories)) == (1, 1)
    assert again.rows[0].makes == "跳过：已经在台账里，内容相同"


def test_a_number_that_is_already_there_with_other_content_is_refused(housing):
    take(housing, row())

    found = preview(housing, row(处理结果="部分公开"))

    assert says(found) == ["第 2 行“编号”：编号 青住建〔2026〕12号 已经有了，内容和这一行不同"]


def test_a_number_twice_in_the_sheet_is_refused(housing):
    found = preview(housing, row(), row(姓名="周小红"))

    assert says(found) == ["第 3 行“编号”：和第 2 行的编号相同"]


def test_one_wrong_row_and_nothing_is_taken_over(housing):
    found = preview(housing, row(), row(编号="青住建〔2026〕13号", 答复时间="2026-2-30"))

    with pytest.raises(ValidationError) as refused:
        importing.import_(found, by=housing.clerk, on=ON)

    assert refused.value.messages[0] == (
        "第 3 行“答复日期”：2026年2月没有 30 日（“2026-2-30”）；请写成 2026-11-20、2026年11月20日 或者 20261120"
    )
    assert (Application.objects.count(), Applicant.objects.count(), Counter.objects.count()) == (0, 0, 0)


def test_a_number_registered_since_the_preview_stops_everything(housing):
    found = preview(housing, row(编号="青住建〔2026〕1号"), row(编号="青住建〔2026〕13号"))
    district.case(housing, "received")

    with pytest.raises(ValidationError, match="青住建〔2026〕1号 已经有了"):
        importing.import_(found, by=housing.clerk, on=ON)

    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"处理结果": "瞎写"},
            "“答复类型”：看不懂“瞎写”；可以写：已主动公开，告知获取方式、途径；予以公开；部分公开；",
        ),
        (
            {"处理结果": "不予处理"},
            "“答复类型”：“不予处理”有几种意思，请写明是哪一种：信访、投诉、举报，不作为政府信息公开申请处理；",
        ),
        ({"处理结果": ""}, "“答复类型”：有答复日期或者办结日期，没有答复类型"),
        ({"申请方式": "信鸽"}, "“申请渠道”：看不懂“信鸽”；可以写：当面提交；邮寄（需签收）；"),
        ({"申请方式": "邮寄"}, "“申请渠道”：“邮寄”有几种意思，请写明是哪一种：邮寄（需签收）；平常信函"),
        ({"申请人类型": "法人"}, "“申请人类别”：“法人”有几种意思，请写明是哪一种：商业企业；科研机构；"),
        ({"受理日期": "2026-3-1"}, "“收到申请之日”：2026-03-01 早于提交日期（2026-03-02）"),
        ({"答复时间": "2026-12-1", "送达日期": ""}, "“答复日期”：2026-12-01 晚于今天"),
        ({"申请时间": "1998-3-2"}, "“提交日期”：1998-03-02 早于条例施行之日（2008-05-01），不能导入"),
        ({"收到补正日期": "2026-3-12"}, "“补正告知日期”：有补正收到日期，没有补正告知日期"),
        ({"姓名": ""}, "“申请人”：没有填写"),
        ({"受理日期": "", "申请方式": "网上"}, "“收到申请之日”：没有填写；除当面提交以外，"),
        ({"身份证号": "≈370305190001010000"}, "“证件号码”：号码在表格里是按数字存放的，最后几位已经丢失"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(housing, changes, said):
    found = preview(housing, row(**changes))

    assert says(found)[0].removeprefix("第 2 行").startswith(said)
    assert found.histories == ()


def test_the_clerk_may_say_what_a_word_means(housing):
    found = preview(housing, row(处理结果="不予处理"))

    assert [key for key, _ in found.unknown["outcome"]["不予处理"]] == [
        "petition",
        "repeat",
        "publication",
        "excessive",
        "confirm_reissue",
    ]
    [case] = take(housing, row(处理结果="不予处理"), meanings={"outcome": {"不予处理": "excessive"}})
    assert case.outcome == "excessive"


def test_a_column_that_is_not_there_may_have_one_value_for_all(housing):
    header = tuple(label for label in HEADER if label not in ("申请人类型", "提供形式"))

    refused = preview(housing, row(), header=header)
    found = preview(
        housing, row(), header=header, otherwise={"applicant_kind": "natural_person", "form_wanted": "纸质"}
    )

    assert says(refused) == ["第 2 行“申请人类别”：台账里没有这一列，请选择对应的列，或者给全部行选一个值"]
    assert "台账没有获取形式这一列，一律记为“纸质”；不对的话，请先选一个值" in refused.notes
    assert found.histories[0].form_wanted == "paper"


def test_an_application_of_2015_has_the_clock_and_the_replies_of_2008(housing):
    given = row(
        编号="青住建〔2015〕3号", 申请时间="2015-6-1", 受理日期="2015-6-1", 答复期限="2015-6-23", 答复时间="2015-6-10"
    )
    [case] = take(housing, {**given, "送达日期": "", "答复文号": ""})

    case.refresh_from_db()
    assert (case.outcome, case.due_on, case.stage) == ("granted_2008", date(2015, 6, 23), "signed")


def test_open_cases_go_on_in_the_house(housing):
    given = row(
        编号="青住建〔2026〕50号", 申请时间="2026-11-2", 受理日期="2026-11-2", 答复期限="", 答复时间="", 送达日期=""
    )
    [case] = take(housing, {**given, "处理结果": "", "答复文号": ""})

    actions.extend(case.pk, 20, by=housing.head, on=ON)

    case.refresh_from_db()
    assert (case.stage, case.due_on) == ("handling", date(2026, 12, 28))


def test_an_applicant_who_did_not_correct_ends_as_given_up(housing):
    given = row(
        补正告知日期="2026-3-5", 答复时间="2026-4-9", 处理结果="逾期未补正", 送达日期="", 答复期限="", 答复文号=""
    )
    [case] = take(housing, given)

    case.refresh_from_db()
    assert (case.stage, case.outcome, case.closed_on) == ("closed", "abandoned_no_correction", date(2026, 4, 9))
    assert Entry.objects.filter(verb="lapse", about_id=str(case.pk), on=date(2026, 4, 9)).count() == 1


def test_the_handler_is_found_by_name_among_the_people_of_the_body(housing):
    header = (*HEADER, "经办人")
    found = preview(housing, row(经办人="张 经办"), row(编号="13", 经办人="谁也不是"), header=header)

    assert [history.handler for history in found.histories] == [housing.clerk.person, None]
    assert [str(fault) for fault in found.warnings] == [
        "第 3 行“经办人”：住房和城乡建设局没有叫这个名字的人（或者不止一个），经办人留空"
    ]


def test_another_body_is_not_written_to(housing):
    other = district.office("青教", "青禾区教育局")
    header = (*HEADER, "承办单位")

    found = preview(housing, row(承办单位="青禾区教育局"), header=header)

    assert says(found) == [
        "第 2 行“承办单位”：没有“青禾区教育局”这个单位，或者不由您的单位办理；可以写单位的全称或者简称"
    ]
    with pytest.raises(NotAllowed):
        importing.preview(None, None, body=other.body, actor=housing.clerk, on=ON)
    with pytest.raises(NotAllowed):
        importing.import_(preview(housing, row()), by=other.clerk, on=ON)
    assert Application.objects.count() == 0


def test_the_district_office_takes_over_the_register_of_all_bodies(housing):
    district.body("青教", "青禾区教育局")
    office = district.person(housing.body, "office")
    header = (*HEADER, "承办单位")
    found = preview(
        district.Office(housing.body, office, *[office] * 4),
        row(承办单位="教育局", 编号="青教〔2026〕1号"),
        row(承办单位="青住建"),
        header=header,
    )

    cases = importing.import_(found, by=office, on=ON)

    assert [case.body.mark for case in cases] == ["青教", "青住建"]


def test_nothing_personal_stands_in_the_journal(housing):
    take(housing, row(备注="电话 13800000007，孙小明本人来取"))

    written = "".join(f"{line.facts}{line.reason}" for line in Entry.objects.all())
    assert "13800000007" not in written
    assert district.resident_id(7) not in written


def test_several_people_of_one_application(housing):
    [case] = take(housing, row(姓名="孙小明、周小红", 身份证号=f"{district.resident_id(1)}；{district.resident_id(2)}"))

    assert case.shown_name == "孙某等2人"
    assert [(each.name, each.id_number) for each in case.applicants.all()] == [
        ("孙小明", district.resident_id(1)),
        ("周小红", district.resident_id(2)),
    ]


def test_many_rows_need_few_questions(housing, django_assert_max_num_queries):
    found = preview(housing, *[row(编号=f"青住建〔2026〕{n}号") for n in range(1, 301)])

    with django_assert_max_num_queries(80):
        cases = importing.import_(found, by=housing.clerk, on=ON)

    assert len(cases) == 300
    assert Entry.objects.filter(verb="take_over").count() == 300
