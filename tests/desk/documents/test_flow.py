"""One document from its attribute to its repeal, through the pages: each person does the own part and nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.core.documents import screening
from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.life import LIFE
from gongkai.core.documents.text import Block
from gongkai.desk.documents import urls
from gongkai.desk.documents.errands import ERRANDS
from gongkai.documents import actions
from gongkai.documents.models import Account, Document, Placement, Publication
from gongkai.vault.admission import Upload
from tests.applications.district import resident_id
from tests.desk.documents.made import BACKEND, notice, roster, shown, signed_in
from tests.documents import district

pytestmark = pytest.mark.django_db
NO = {f"item_{item.key}": "no" for item in screening.items(on=district.FORMED)}


@pytest.fixture
def housing():
    return district.office()


def do(client, actor, found, verb, status=302, **given):
    """One verb through its form."""
    client.force_login(actor.person, backend=BACKEND)
    found.refresh_from_db()
    address = reverse("desk-document-deed", args=(found.pk, verb))
    response = client.post(address, {"version": found.version, **given})
    assert response.status_code == status, response.content.decode()
    found.refresh_from_db()
    return response.content.decode()


def review(client, of, found):
    """Every step takes its opinion."""
    for step in screening.steps(on=timezone.localdate()):
        if step.verb == "give_opinion" and step.when == "always":
            client.force_login(getattr(of, step.role).person, backend=BACKEND)
            address = reverse("desk-document-opinion", args=(found.pk,))
            response = client.post(address, {"step": step.key, "verdict": "clear", "words": "可以", **NO})
            assert response.status_code == 302, response.content.decode()


def test_a_document_goes_its_whole_way_through_the_pages(client, housing):
    found = district.document(housing, "draft")

    do(client, housing.clerk, found, "attribute", attribute="proactive", ground="", reason="")
    do(client, housing.clerk, found, "submit")
    review(client, housing, found)
    do(client, housing.head, found, "clear")
    do(client, housing.signer, found, "sign")
    do(client, housing.clerk, found, "publish", channels=["wechat", "weibo"])

    assert found.stage == "published"
    assert found.opinions.count() == 3
    channels = Placement.objects.filter(publication__document=found).values_list("channel", "state")
    assert sorted(channels) == [("website", "posted"), ("wechat", "prepared"), ("weibo", "prepared")]
    page = shown(client, "desk-document", found.pk)
    assert found.index_number in page
    assert "发布，索引号" in page


def test_every_verb_of_the_life_has_its_page(client, housing):
    own = {"edit", "resolve", "give_opinion", "attach_interpretation", "post", "revise"}

    assert {move.verb for move in LIFE} == {*own, *ERRANDS} - {"partly_end", "relate"}


@pytest.mark.parametrize("stage", ["draft", "attributed", "screening", "cleared", "signed", "published"])
def test_the_page_offers_what_the_life_allows_and_nothing_else(client, housing, stage):
    found = district.document(housing, stage)

    for role in ("clerk", "handler", "reviewer", "head", "signer"):
        page = shown(signed_in(client, getattr(housing, role)), "desk-document", found.pk)
        may = {move.verb for move in LIFE.open_to(stage, role=role)}
        offered = {verb for verb in ERRANDS if reverse("desk-document-deed", args=(found.pk, verb)) in page}
        expected = may & set(ERRANDS) - {"hold"}
        assert offered == expected | ({"partly_end", "relate"} if "amend" in may else set()), role


def test_a_deed_of_somebody_elses_role_is_refused_in_words(client, housing):
    found = district.document(housing, "cleared")

    page = do(client, housing.clerk, found, "sign", status=422)

    assert "“签发”由签发人办理" in page
    assert found.stage == "cleared"


def test_clearing_lists_what_is_missing(client, housing):
    text = (Block("paragraph", f"孙某的身份证号码{resident_id()}"),)
    found = district.document(housing, "screening", text=text)

    page = shown(signed_in(client, housing.head), "desk-document-deed", found.pk, "clear")
    after = do(client, housing.head, found, "clear", status=422)

    for each in (page, after):
        assert "还缺“业务科室负责人审核”的审查意见" in each
        assert "正文第1段：居民身份证号码还没有处理" in each
    assert found.stage == "screening"


def test_a_refusal_wants_its_ground_and_reason_and_is_held(client, housing):
    found = district.document(housing, "draft")

    page = do(client, housing.clerk, found, "attribute", status=422, attribute="refused", ground="", reason="涉密")
    do(client, housing.clerk, found, "attribute", attribute="refused", ground="state_secret", reason="属于国家秘密")

    assert "请选择依据的条款" in page
    assert (found.attribute, found.ground) == ("refused", "state_secret")
    assert "不计公开期限" in shown(client, "desk-document", found.pk)


def test_a_forwarded_document_follows_its_original(client, housing):
    found = district.document(housing, "draft")

    page = do(client, housing.clerk, found, "attribute", status=422, attribute="proactive", sources=["refused"])

    assert "原件是“不予公开”" in page


def test_masking_is_looked_at_before_it_is_done(client, housing):
    number = resident_id()
    found = district.document(housing, "attributed", text=(Block("paragraph", f"孙某，身份证号码{number}，已登记。"),))
    finding = found.findings.get(weight="block")
    signed_in(client, housing.clerk)
    address = reverse("desk-document-resolve", args=(found.pk,))

    page = client.post(address, {"finding": finding.pk, "how": "preview"}).content.decode()
    before = Document.objects.get(pk=found.pk)
    client.post(address, {"finding": finding.pk, "how": "mask"})

    assert number in page
    assert f"<b>孙某，身份证号码{finding.sample_masked}，已登记。</b>" in page
    assert number in before.text[0].text
    after = Document.objects.get(pk=found.pk)
    assert number not in after.text[0].text
    assert after.text[0].text == f"孙某，身份证号码{finding.sample_masked}，已登记。"


def test_what_is_kept_wants_a_reason_and_a_second_person(client, housing):
    found = district.document(housing, "screening", text=(Block("paragraph", f"孙某，身份证号码{resident_id()}"),))
    finding = found.findings.get(weight="block")
    address = reverse("desk-document-resolve", args=(found.pk,))
    second = reverse("desk-document-second", args=(found.pk, finding.pk))
    signed_in(client, housing.clerk)

    refused = client.post(address, {"finding": finding.pk, "how": "reason", "reason": ""}, follow=True).content.decode()
    client.post(address, {"finding": finding.pk, "how": "reason", "reason": "公示法定必需内容"})
    alone = client.post(second, follow=True).content.decode()
    finding.refresh_from_db()
    was_settled = finding.is_settled
    page = shown(signed_in(client, housing.reviewer), "desk-document", found.pk)
    client.post(second)
    finding.refresh_from_db()

    assert "请写明为什么可以公开" in refused
    assert "说明理由的人不能自己确认" in alone
    assert not was_settled
    assert "确认可以保留" in page
    assert finding.is_settled


def test_an_opinion_is_not_laxer_than_its_answers(client, housing):
    found = district.document(housing, "screening")
    signed_in(client, housing.reviewer)
    address = reverse("desk-document-opinion", args=(found.pk,))
    given = {"step": "first_review", "verdict": "clear", "words": "写过的意见", **NO}

    answered_yes = client.post(address, {**given, "item_state_secret": "yes"})
    unanswered = client.post(address, {"step": "first_review", "verdict": "clear", "words": "写过的意见"})

    assert answered_yes.status_code == 422
    assert "逐项审查的结果是“不予公开”" in answered_yes.content.decode()
    assert "写过的意见" in answered_yes.content.decode()
    assert "还没有逐项回答" in unanswered.content.decode()
    assert found.opinions.count() == 0


def test_an_opinion_on_several_is_kept_one_by_one(client, housing):
    several = [district.document(housing, "screening") for _ in range(3)]
    other = district.document(housing, "draft")
    signed_in(client, housing.reviewer)
    numbers = [each.pk for each in (*several, other)]
    response = client.post(reverse("desk-documents-bulk"), {"document": numbers, "do": "opinion"})

    client.post(response.url, {"step": "first_review", "verdict": "clear", **NO})

    assert [each.opinions.count() for each in several] == [1, 1, 1]
    assert other.opinions.count() == 0


def test_files_are_added_described_and_taken_away(client, housing):
    found = district.document(housing, "draft")
    signed_in(client, housing.clerk)

    added = [roster(resident_id()), notice(name="说明.docx", author="张某")]
    client.post(reverse("desk-document-add-files", args=(found.pk,)), {"uploads": added})
    first, second = found.files.order_by("position")
    described = {"name": "补贴名单", "caption": "一张表"}
    client.post(reverse("desk-document-file", args=(found.pk, first.pk)), described)
    page = shown(client, "desk-document", found.pk)
    original = client.get(reverse("desk-document-uploaded", args=(found.pk, second.pk))).content
    rebuilt = client.get(reverse("desk-document-rebuilt", args=(found.pk, second.pk))).content
    client.post(reverse("desk-document-remove-file", args=(found.pk, second.pk)))

    first.refresh_from_db()
    assert (first.name, first.caption) == ("补贴名单.xlsx", "一张表")
    assert "隐藏内容：" in page
    assert "已清除" in page
    assert original[:2] == b"PK"
    assert original != rebuilt
    assert list(found.files.all()) == [first]


def test_who_only_watches_opens_no_original(client, housing):
    found = district.document(housing, "draft")
    signed_in(client, housing.clerk)
    client.post(reverse("desk-document-add-files", args=(found.pk,)), {"uploads": [notice()]})
    file = found.files.get()
    signed_in(client, district.person(housing.body, "supervisor"))

    assert client.get(reverse("desk-document-uploaded", args=(found.pk, file.pk))).status_code == 404
    assert client.get(reverse("desk-document-rebuilt", args=(found.pk, file.pk))).status_code == 200
    assert "您可以查看，不能办理" in shown(client, "desk-document", found.pk)


def test_a_normative_document_is_signed_with_its_plan(client, housing):
    found = district.document(housing, "cleared", is_normative=True)

    refused = do(client, housing.signer, found, "sign", status=422)
    signed_in(client, housing.clerk)
    client.post(reverse("desk-document-plan", args=(found.pk,)), {"waived_because": "内容单一，不需要解读"})
    do(client, housing.signer, found, "sign")

    assert "应当有解读方案" in refused
    assert found.stage == "signed"


def test_an_appointment_is_made_and_taken_back(client, housing):
    found = district.document(housing, "signed")
    tomorrow = timezone.localdate() + timedelta(days=1)

    do(client, housing.clerk, found, "schedule", day=tomorrow.isoformat(), hour="9：30")
    at = timezone.localtime(found.publish_at)
    wrong = do(client, housing.clerk, found, "schedule", status=422, day=tomorrow.isoformat(), hour="二十五点")
    do(client, housing.clerk, found, "schedule", day="", hour="")

    assert (at.date(), f"{at:%H:%M}") == (tomorrow, "09:30")
    assert "请写成 9:00 或者 14:30" in wrong
    assert found.publish_at is None


def test_a_repeal_is_found_by_words_and_linked_both_ways(client, housing):
    old = district.document(housing, title="房屋征收评估办法")
    new = district.document(housing, title="房屋征收与补偿办法")
    address = reverse("desk-document-deed", args=(old.pk, "repeal"))
    signed_in(client, housing.clerk)

    looked = client.post(address, {"version": old.version, "find": "补偿", "note": "写过的说明", "look": "1"})
    do(client, housing.clerk, old, "repeal", find="补偿", by=str(new.pk), since="20261103")

    page = looked.content.decode()
    assert looked.status_code == 200
    assert f'value="{new.pk}"' in page
    assert "写过的说明" in page
    assert "废止" in shown(client, "desk-document", old.pk)
    assert "房屋征收评估办法" in shown(client, "desk-document", new.pk)
    assert Publication.objects.get(document=old).repealed_on == date(2026, 11, 3)
    do(client, housing.clerk, old, "undo_validity", reason="登记错了")
    assert Publication.objects.get(document=old).repealed_on is None


def test_a_partial_repeal_by_somebody_elses_act(client, housing):
    found = district.document(housing)

    do(
        client, housing.clerk, found, "partly_end",
        outside_title="某省物业管理条例", outside_number="省人大公告第5号", articles="第八条", since="2026-11-03",
    )  # fmt: skip

    row = Publication.objects.get(document=found)
    assert row.partly_ended_on == date(2026, 11, 3)
    assert row.validity_note == "由《某省物业管理条例》（省人大公告第5号）第八条部分废止"


def test_a_basis_outside_the_house_is_named(client, housing):
    found = district.document(housing)

    do(client, housing.clerk, found, "relate", kind="based_on", outside_title="政府信息公开条例", articles="第二十条")

    page = shown(client, "desk-document", found.pk)
    assert "依据" in page
    assert "政府信息公开条例" in page


def test_a_correction_keeps_the_earlier_text(client, housing):
    found = district.document(housing)
    signed_in(client, housing.clerk)
    address = reverse("desk-document-revise", args=(found.pk,))
    given = {"version": Document.objects.get(pk=found.pk).version, "title": found.title, "text": "更正后的正文"}

    without = client.post(address, {**given, "reason": ""})
    response = client.post(address, {**given, "reason": "数字有误"})

    assert without.status_code == 422
    assert "更正后的正文" in without.content.decode()
    assert response.status_code == 302
    assert Publication.objects.get(document=found).text == [{"kind": "paragraph", "text": "更正后的正文"}]
    assert "坚持源头治理" in shown(client, "desk-document-version", found.pk, 1)


def test_a_withdrawn_penalty_says_why_and_comes_back(client, housing):
    found = district.document(housing)

    do(client, housing.clerk, found, "withdraw", reason="处罚决定被撤销", annulled_on="2026-11-02")
    page = shown(client, "desk-document", found.pk)
    do(client, housing.head, found, "restore", reason="误撤")

    assert "处罚决定被撤销" in page
    assert found.stage == "published"


def test_a_held_document_is_assessed_again_and_opened(client, housing):
    held = Attribute("on_application", "internal_affairs", "内部管理")
    found = district.document(housing, "held", attribute=held)

    do(client, housing.clerk, found, "reassess", reason="情况没有变化")
    review_on = found.review_on
    do(client, housing.head, found, "open_up", reason="事项已经结束")

    assert review_on.year == timezone.localdate().year + 1
    assert (found.stage, found.attribute) == ("draft", "proactive")


def test_a_draft_is_discarded_and_taken_back(client, housing):
    found = district.document(housing, "draft")

    do(client, housing.clerk, found, "discard", reason="重复")
    do(client, housing.clerk, found, "recover")

    assert found.stage == "draft"


def test_a_doubt_goes_to_the_department_and_its_word_comes_back(client, housing):
    found = district.document(housing, "screening")

    do(client, housing.head, found, "refer", to="区保密局", reason="管线坐标是否涉密")
    do(client, housing.clerk, found, "determine", verdict="clear", words="不属于国家秘密，区保密函〔2026〕3号")

    assert found.stage == "screening"
    assert "区保密函〔2026〕3号" in shown(client, "desk-document", found.pk)


def test_each_channel_has_its_text_and_what_was_posted(client, housing):
    found = district.document(housing, summary="规范扬尘治理")
    signed_in(client, housing.clerk)

    posted = {
        "channel": "press",
        "outlet": "青禾日报",
        "day": "2026-11-03",
        "hour": "8:00",
        "address": "第2版",
        "reads": "900",
    }
    response = client.post(reverse("desk-document-posted", args=(found.pk,)), posted)
    page = shown(client, "desk-document-channels", found.pk)

    assert response.status_code == 302
    for label in ("微信公众号", "政务微博", "抖音号", "报刊", "新闻发布会"):
        assert label in page
    assert "青禾日报" in page
    assert "阅读 900" in page
    assert page.count(found.title) >= 8
    row = Placement.objects.get(channel="press")
    client.post(reverse("desk-document-take-down", args=(found.pk, row.pk)))
    row.refresh_from_db()
    assert row.state == "taken_down"


def test_a_failed_posting_is_ordered_again(client, housing):
    found = district.document(housing)
    account = Account(body=housing.body)
    values = {
        "channel": "wechat",
        "name": "青禾住建",
        "owner": "李科",
        "opened_on": date(2020, 1, 1),
        "keys": {"app_id": "a"},
    }
    actions.keep_account(account, values, by=housing.clerk, on=district.FORMED)
    order = {"channel": "wechat", "account": account.pk}
    signed_in(client, housing.clerk)
    client.post(reverse("desk-document-order", args=(found.pk,)), order)
    Placement.objects.filter(channel="wechat").update(state="failed", error="密钥过期", tries=5)

    page = shown(client, "desk-document-channels", found.pk)
    client.post(reverse("desk-document-order", args=(found.pk,)), order)

    assert "密钥过期（试了 5 次" in page
    assert "再推送一次" in page
    row = Placement.objects.get(channel="wechat")
    assert (row.state, row.tries, row.error) == ("waiting", 0, "")


def test_the_public_page_is_seen_before_it_is_out(client, housing):
    found = district.document(housing, "attributed", title="关于停水的公告")
    district.interpretation(housing, found, "draft", title="停水问答")

    page = shown(signed_in(client, housing.clerk), "desk-document-preview", found.pk)

    assert "<h1>关于停水的公告</h1>" in page
    assert "坚持源头治理" in page
    assert "停水问答" in page


def test_the_page_of_a_document_takes_few_questions(client, housing, django_assert_max_num_queries):
    found = district.document(housing, summary="概述")
    for _ in range(5):
        district.interpretation(housing, found)
    signed_in(client, housing.clerk)

    with django_assert_max_num_queries(26):
        shown(client, "desk-document", found.pk)


def test_a_strangers_document_is_absent_everywhere(client, housing):
    school = district.office("青教", "青禾区教育局")
    found = district.document(school, "draft")
    signed_in(client, housing.clerk)
    file = actions.add_files(
        found.pk, [Upload("通知.docx", notice().read(), "annex")], by=school.clerk, on=district.FORMED
    )[0]
    given = {"number": found.pk, "verb": "attribute", "file": file.pk, "version": 1, "finding": 1, "placement": 1}

    for route in urls.urlpatterns:
        names = set(route.pattern.converters)
        if not str(route.pattern).startswith("documents/<int:number>"):
            continue
        address = reverse(route.name, kwargs={name: given[name] for name in names})
        answer = client.get(address)
        answer = client.post(address) if answer.status_code == 405 else answer
        assert answer.status_code == 404, route.name
        assert found.title not in client.get("/desk/").content.decode()
    assert Document.objects.get(pk=found.pk).version == found.version + 1
