"""The house around the documents: columns that go stale, the catalogue, accounts without their keys, guides, gazette; and today."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.core.documents.attributes import Attribute
from gongkai.desk.documents import tasks
from gongkai.documents import actions, overview
from gongkai.documents.models import Account, Column, Duty, Guide, Institution, Issue, Placement, ReadingPlace
from tests.desk.documents.made import shown, signed_in
from tests.documents import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 3)


@pytest.fixture
def housing():
    return district.office()


@pytest.fixture
def office(housing):
    return district.person(housing.body, "office")


def state(of, key, on):
    found = overview.freshness([of.body], on=on)
    return next(each.state for each in found if each.column.key == key)


def test_a_column_goes_stale_by_its_days(housing):
    empty = state(housing, "policies", ON)
    district.document(housing, column="policies", on=ON, formed_on=ON)
    days = Column.objects.get(key="policies").update_days

    assert empty == "empty"
    assert state(housing, "policies", ON) == "fresh"
    assert state(housing, "policies", ON + timedelta(days - overview.SOON_STALE - 1)) == "fresh"
    assert state(housing, "policies", ON + timedelta(days - overview.SOON_STALE)) == "soon"
    assert state(housing, "policies", ON + timedelta(days)) == "soon"
    assert state(housing, "policies", ON + timedelta(days + 1)) == "stale"


def test_a_body_may_bind_itself_to_a_shorter_cycle(housing):
    district.document(housing, column="policies", on=ON, formed_on=ON)
    duty = Duty(body=housing.body)
    values = {"column": Column.objects.get(key="policies"), "name": "住房政策", "update_days": 14}
    actions.keep_duty(duty, values, by=housing.clerk, on=ON)

    assert state(housing, "policies", ON + timedelta(14)) == "soon"
    assert state(housing, "policies", ON + timedelta(15)) == "stale"


def test_a_withdrawn_document_does_not_keep_a_column_fresh(housing):
    found = district.document(housing, column="policies", on=ON, formed_on=ON)
    actions.withdraw(found.pk, by=housing.clerk, on=ON, reason="公示期满撤下")

    assert state(housing, "policies", ON) == "empty"


def test_guides_and_institutions_count_by_the_day_of_their_review(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-guide", args=(housing.body.slug,))
    given = {
        "categories": "公文、统计", "arrangement": "按栏目", "how_to_obtain": "平台、查阅点", "disclosure_body": "办公室",
        "address": "民生路1号", "office_hours": "9-17", "phone": "0533-1", "internet": "https://qinghe.example",
    }  # fmt: skip
    before = state(housing, "guide", timezone.localdate())

    assert client.get(address).context["form"]["address"].value() == housing.body.address
    assert client.post(address, given).status_code == 302
    assert Guide.objects.get().reviewed_on == timezone.localdate()
    assert (before, state(housing, "guide", timezone.localdate())) == ("empty", "fresh")


def test_an_institution_page_is_typed_a_line_each(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-institution", args=(housing.body.slug,))
    given = {"functions": "住房和城乡建设", "address": "民生路1号", "office_hours": "9-17", "phone": "0533-1"}

    wrong = client.post(address, {**given, "units": "|没有名称"})
    client.post(address, {**given, "units": "办公室\t综合协调\t0533-2\n物业科|物业管理", "leaders": "李某｜局长"})

    assert "第1行没有名称" in wrong.content.decode()
    found = Institution.objects.get()
    assert found.units == [
        {"name": "办公室", "duty": "综合协调", "phone": "0533-2"},
        {"name": "物业科", "duty": "物业管理", "phone": ""},
    ]
    assert found.leaders == [{"name": "李某", "post": "局长", "duty": ""}]
    assert client.get(address).context["form"]["units"].value() == "办公室|综合协调|0533-2\n物业科|物业管理"


def test_columns_are_filtered_by_body_and_state(client, housing, office):
    district.document(housing, column="policies", on=timezone.localdate(), formed_on=timezone.localdate())
    school = district.office("青教", "青禾区教育局")
    signed_in(client, office)

    everything = shown(client, "desk-columns")
    fresh = shown(client, "desk-columns", query=f"?body={housing.body.pk}&state=fresh")
    none = shown(client, "desk-columns", query=f"?body={school.body.pk}&state=fresh")

    assert everything.count('class="cell ') > 20
    assert fresh.count('class="cell ') == 1
    assert none.count('class="cell ') == 0


def test_the_district_keeps_columns_and_nobody_else(client, housing, office):
    address = reverse("desk-column", args=("policies",))
    new = reverse("desk-column-new")
    topic = {"label": "优化营商环境", "key": "business", "holds": "topic", "position": "90"}

    signed_in(client, housing.clerk)
    refused = [client.get(address).status_code, client.post(new, topic).status_code]
    signed_in(client, office)
    client.post(address, {"label": "政策文件", "note": "", "update_days": "90", "position": "3"})
    client.post(new, topic)

    changed = Column.objects.get(key="policies")
    assert refused == [404, 404]
    assert (changed.label, changed.update_days, changed.is_statutory) == ("政策文件", 90, True)
    assert Column.objects.get(key="business").holds == "topic"


def test_a_catalogue_is_pasted_whole_or_not_at_all(client, housing):
    signed_in(client, housing.clerk)
    address = reverse("desk-duties-paste")
    header = "栏目\t公开事项\t公开内容\t依据\t公开时限\t更新周期（天）\t公开渠道"
    good = f"{header}\npolicies\t住房保障\t政策\t条例\t20日\t90\t政府网站、wechat"
    bad = f"{good}\n没有的栏目\t事项\t\t\t\t三十\t广告牌"

    refused = client.post(address, {"body": housing.body.pk, "table": bad})
    after_refusal = Duty.objects.count()
    client.post(address, {"body": housing.body.pk, "table": good})
    client.post(address, {"body": housing.body.pk, "table": good})

    page = refused.content.decode()
    assert "第3行：没有“没有的栏目”这个栏目" in page
    assert "更新周期“三十”不是天数" in page
    assert "没有“广告牌”这个渠道" in page
    assert "住房保障" in page
    assert after_refusal == 0
    row = Duty.objects.get()
    assert (row.name, row.update_days, row.channels) == ("住房保障", 90, ["website", "wechat"])


def test_the_keys_of_an_account_are_entered_and_never_shown(client, housing):
    signed_in(client, housing.clerk)
    given = {"channel": "wechat", "name": "青禾住建", "owner": "李科", "status": "active", "opened_on": "2020-01-01"}
    client.post(reverse("desk-accounts-new"), given)
    account = Account.objects.get()
    address = reverse("desk-accounts-one", args=(account.pk,))
    names = [name for name in client.get(address).context["form"].fields if name.startswith("key_")]

    client.post(address, {**given, names[0]: "very-secret-1", names[1]: "very-secret-2"})
    page = shown(client, "desk-accounts-one", account.pk)
    client.post(address, {**given, "owner": "王科", names[0]: "", names[1]: "changed"})

    account.refresh_from_db()
    assert "very-secret" not in page
    assert "已经填过，不显示" in page
    assert account.owner == "王科"
    kept = actions.placing.keys(account)
    assert [kept[name.removeprefix("key_")] for name in names[:2]] == ["very-secret-1", "changed"]
    assert "已填接口密钥" in shown(client, "desk-accounts")


def test_the_house_of_another_body_is_not_theirs(client, housing):
    school = district.office("青教", "青禾区教育局")
    place = ReadingPlace(body=school.body)
    values = {"kind": "library", "name": "区图书馆", "address": "文化路", "office_hours": "9-17"}
    actions.keep_place(place, values, by=school.clerk, on=ON)
    signed_in(client, housing.clerk)

    answers = [
        client.get(reverse("desk-places-one", args=(place.pk,))).status_code,
        client.post(reverse("desk-places-supply", args=(place.pk,)), {"many": "3"}).status_code,
        client.get(reverse("desk-guide", args=(school.body.slug,))).status_code,
    ]

    assert answers == [404, 404, 404]
    assert "区图书馆" not in shown(client, "desk-places")


def test_what_was_handed_to_a_reading_place_adds_up(client, housing):
    signed_in(client, housing.clerk)
    given = {"kind": "archive", "name": "区档案馆", "address": "民生路2号", "office_hours": "9-17", "is_open": "on"}
    client.post(reverse("desk-places-new"), given)
    place = ReadingPlace.objects.get()

    for many in ("12", "5", "零"):
        client.post(reverse("desk-places-supply", args=(place.pk,)), {"many": many})

    place.refresh_from_db()
    assert (place.supplied, place.supplied_on) == (17, timezone.localdate())


def test_an_enterprise_stands_under_its_department(client, housing):
    signed_in(client, housing.clerk)
    sector = client.get(reverse("desk-enterprises-new")).context["form"].fields["sector"].choices[0][0]

    client.post(reverse("desk-enterprises-new"), {"name": "青禾热力公司", "sector": sector, "is_listed": "on"})

    assert housing.body.enterprises.get().name == "青禾热力公司"
    assert "青禾热力公司" in shown(client, "desk-enterprises")


def test_an_issue_is_compiled_by_numbers_and_printed(client, housing, office):
    body = district.office("青政", "青禾区人民政府", kind="government").body
    rows = []
    for number in range(3):
        found = district.document(housing, "cleared", title=f"第{number}件规范性文件的办法", is_normative=True)
        actions.plan(found.pk, actions.Planned(waived_because="内容单一"), by=housing.clerk, on=district.FORMED)
        actions.sign(found.pk, by=housing.signer, on=district.FORMED)
        rows.append(actions.publish(found.pk, by=housing.clerk, at=district.moment(timezone.localdate())))
    signed_in(client, office)
    client.post(reverse("desk-gazette"), {"body": body.pk, "title": "青禾区人民政府公报", "year": "2026"})
    issue = Issue.objects.get()
    address = reverse("desk-issue", args=(issue.pk,))
    given = {f"section_{each.pk}": "部门文件" for each in rows} | {f"on_{rows[0].pk}": "on", f"on_{rows[2].pk}": "on"}

    wrong = client.post(address, {**given, f"position_{rows[0].pk}": "二"})
    client.post(address, {**given, f"position_{rows[0].pk}": "2", f"position_{rows[2].pk}": "1"})
    proof = client.get(reverse("desk-issue-print", args=(issue.pk,))).content
    client.post(reverse("desk-issue-publish", args=(issue.pk,)))

    issue.refresh_from_db()
    assert "次序“二”不是数字" in wrong.content.decode()
    assert [each.publication for each in issue.entries.order_by("position")] == [rows[2], rows[0]]
    assert proof[:5] == b"%PDF-"
    assert issue.published_on == timezone.localdate()
    assert list(overview.printable(by=office, since=date(2026, 1, 1))) == [rows[1]]


def test_the_gazette_is_the_offices(client, housing, office):
    issue = actions.open_issue(housing.body, "公报", 2026, by=office, on=ON)
    signed_in(client, housing.clerk)

    assert client.get(reverse("desk-issue", args=(issue.pk,))).status_code == 404
    assert "开新的一期" not in shown(client, "desk-gazette")


def test_searches_in_vain_are_listed_without_numbers(client, housing):
    actions.miss("公租房 13800000001", on=ON)

    page = shown(signed_in(client, housing.clerk), "desk-misses")

    assert "公租房" in page
    assert "13800000001" not in page


def labels(by, on):
    return {group.label: [item.title for item in group.items] for group in tasks.tasks(by, on=on)}


def test_today_has_what_waits_for_each_role(client, housing):
    late = district.document(housing, "attributed", title="逾期的通知", formed_on=date(2026, 10, 1))
    asked = district.document(housing, "screening", title="待审的通知")
    district.document(housing, "cleared", title="待签的通知")
    held = Attribute("on_application", "internal_affairs", "内部管理")
    district.document(
        housing, "held", title="不公开的函", attribute=held, on=date(2025, 11, 3), formed_on=date(2025, 11, 3)
    )
    out = district.document(housing, title="发布的通知")
    Placement.objects.create(publication=out.publication, channel="weibo", state="failed", error="密钥过期")

    clerk, reviewer, signer = (labels(each, ON) for each in (housing.clerk, housing.reviewer, housing.signer))

    assert clerk["公开期限到期（条例第二十六条）"] == ["逾期的通知"]
    assert clerk["应重新评估（条例第十八条）"] == ["不公开的函"]
    assert clerk["渠道发布需处理"] == ["发布的通知"]
    assert "请您审查" not in clerk
    assert reviewer == {"请您审查": ["待审的通知"]}
    assert signer == {"公文待签发": ["待签的通知"]}
    page = shown(signed_in(client, housing.reviewer), "desk")
    assert reverse("desk-document-opinion", args=(asked.pk,)) in page
    assert late.title in shown(signed_in(client, housing.clerk), "desk")


def test_an_opinion_given_is_asked_no_more(housing):
    found = district.document(housing, "screening")
    for role, step in (("handler", "section_head"), ("reviewer", "first_review"), ("head", "second_review")):
        answers = {item.key: "no" for item in actions.reviewing.screening.items(on=ON)}
        said = actions.Said(step, actions.CLEAR, answers)
        actions.give_opinion(found.pk, said, by=getattr(housing, role), on=ON)

    assert labels(housing.reviewer, ON) == {}
    assert labels(housing.head, ON) == {"审查意见齐了，待通过": [found.title]}


def test_an_appointment_that_failed_is_said(housing):
    found = district.document(housing, "signed")
    at = timezone.now() + timedelta(minutes=1)
    actions.schedule(found.pk, at, by=housing.clerk, on=district.FORMED)
    appointed = labels(housing.clerk, ON)
    actions.schedule(found.pk, None, by=housing.clerk, on=district.FORMED)
    taken_back = labels(housing.clerk, ON)
    actions.schedule(found.pk, at, by=housing.clerk, on=district.FORMED)
    housing.body.credit_code = ""
    housing.body.save()
    actions.publish_due(now=at + timedelta(minutes=1))

    assert "定时发布没有成功" not in appointed
    assert "定时发布没有成功" not in taken_back
    assert labels(housing.clerk, ON)["定时发布没有成功"] == [found.title]


def test_a_stale_column_is_a_task_and_an_empty_one_is_not(housing):
    on = date(2026, 1, 5)
    district.document(
        housing,
        column="policies",
        on=on,
        formed_on=on,
        at=datetime(2026, 1, 5, 10, tzinfo=timezone.get_current_timezone()),
    )
    days = Column.objects.get(key="policies").update_days

    found = labels(housing.clerk, on + timedelta(days + 1))

    assert found["栏目应更新"] == [Column.objects.get(key="policies").label]


def test_every_page_of_the_house_opens(client, housing, office):
    for actor in (housing.clerk, office, district.person(housing.body, "supervisor")):
        signed_in(client, actor)
        for name in ("columns", "duties", "accounts", "places", "enterprises", "house-pages", "misses", "gazette"):
            assert client.get(reverse(f"desk-{name}")).status_code == 200, name


def test_today_asks_the_database_little_however_many_documents(client, housing, django_assert_max_num_queries):
    for stage in ("draft", "screening", "signed") * 3:
        district.document(housing, stage, column="policies")
    signed_in(client, housing.clerk)

    with django_assert_max_num_queries(20):
        page = shown(client, "desk")

    assert page.count("建筑工地扬尘治理") >= 3
