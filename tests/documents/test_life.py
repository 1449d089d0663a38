"""The life of a document through the real deeds: from a draft to the public's rows, and back off them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from gongkai import search
from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.text import Block
from gongkai.core.life import NotAllowed
from gongkai.documents import actions, indexing, public
from gongkai.documents.actions import Cause, Planned
from gongkai.documents.models import Column, Document, Publication, PublicFile
from gongkai.vault.admission import Upload
from tests.applications.district import resident_id
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
ID = resident_id(7)


@pytest.fixture
def housing():
    return district.office()


def found(words, on=FORMED):
    return {hit.row.key for hit in public.find(public.Asked(words), on=on).hits}


def test_a_draft_becomes_public_only_at_the_end(housing):
    document = district.document(housing, "signed")
    before = Publication.objects.count()

    published = actions.publish(document.pk, by=housing.clerk, at=district.moment(FORMED))

    assert before == 0
    assert published.index_number == f"{housing.body.credit_code}/2026-00001"
    page = public.document(published.key, on=FORMED)
    assert page.row.title == document.title
    assert Column.objects.get(key="policies").published == 1
    assert found("扬尘") == {published.key}


def test_index_numbers_have_no_gap_where_a_publication_fails(housing):
    first = district.publication(housing)
    bad = district.document(housing, "signed")
    Document.objects.filter(pk=bad.pk).update(column=None)
    with pytest.raises(ValidationError):
        actions.publish(bad.pk, by=housing.clerk, at=district.moment(FORMED))

    second = district.publication(housing)

    assert [each.index_number[-5:] for each in (first, second)] == ["00001", "00002"]


def test_without_an_attribute_a_document_does_not_circulate(housing):
    document = district.document(housing, "draft")

    with pytest.raises(NotAllowed, match="拟稿时不能“提交审查”"):
        actions.submit(document.pk, by=housing.clerk, on=FORMED)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (Attribute("refused", reason="涉密"), "第十四条至第十六条"),
        (Attribute("on_application"), "理由"),
        (Attribute("proactive", "state_secret", "x"), "没有不予公开的依据"),
        (Attribute(""), "没有属性的公文不能流转"),
    ],
)
def test_an_attribute_needs_its_ground_and_reason(housing, given, says):
    document = district.document(housing, "draft")

    with pytest.raises(ValidationError, match=says):
        actions.attribute(document.pk, given, by=housing.clerk, on=FORMED)


def test_a_forwarded_document_is_not_opened_further_than_its_original(housing):
    document = district.document(housing, "draft")

    with pytest.raises(ValidationError, match="从其原件"):
        actions.attribute(document.pk, district.PROACTIVE, by=housing.clerk, on=FORMED, sources=["on_application"])


def test_the_term_of_article_26_counts_from_the_day_of_formation(housing):
    document = district.document(housing, "draft")

    assert document.due_on.isoformat() == "2026-11-30"


def test_the_review_is_not_passed_while_a_step_is_missing(housing):
    document = district.document(housing, "screening")

    with pytest.raises(ValidationError, match="还缺"):
        actions.clear(document.pk, by=housing.head, on=FORMED)


def test_an_id_number_in_the_text_bars_until_it_is_masked(housing):
    text = (Block("paragraph", f"补助对象身份证号码：{ID}。"),)
    document = district.document(housing, "screening", text=text)
    finding = document.findings.get(kind="resident_id")
    with pytest.raises(ValidationError, match="居民身份证"):
        district.clear(housing, document.pk)

    actions.resolve(document.pk, [finding.pk], "mask", by=housing.clerk, on=FORMED)
    actions.clear(document.pk, by=housing.head, on=FORMED)
    actions.sign(document.pk, by=housing.signer, on=FORMED)
    published = actions.publish(document.pk, by=housing.clerk, at=district.moment(FORMED))

    assert ID not in str(published.text)
    assert "370" + "*" * 13 + ID[-2:] in str(published.text)
    assert found(ID) == set()


def test_what_bars_may_stay_only_when_two_people_say_so(housing):
    document = district.document(housing, "screening", text=(Block("paragraph", f"身份证号码：{ID}。"),))
    finding = document.findings.get(kind="resident_id")
    actions.resolve(document.pk, [finding.pk], "reason", by=housing.clerk, on=FORMED, reason="当事人书面同意公开")
    with pytest.raises(ValidationError):
        district.clear(housing, document.pk)
    with pytest.raises(NotAllowed, match="不能自己确认"):
        actions.second(document.pk, finding.pk, by=housing.clerk, on=FORMED)

    actions.second(document.pk, finding.pk, by=housing.reviewer, on=FORMED)
    actions.clear(document.pk, by=housing.head, on=FORMED)

    document.refresh_from_db()
    assert document.stage == "cleared"


def test_a_normative_document_goes_out_with_its_interpretation(housing):
    document = district.document(housing, "cleared", is_normative=True)
    with pytest.raises(ValidationError, match="解读方案"):
        actions.sign(document.pk, by=housing.signer, on=FORMED)
    actions.plan(document.pk, Planned(forms=("text",), points="三个要点"), by=housing.clerk, on=FORMED)
    with pytest.raises(ValidationError, match="还缺解读材料"):
        actions.sign(document.pk, by=housing.signer, on=FORMED)
    told = district.interpretation(housing, document, "screening")
    with pytest.raises(ValidationError, match="一并签发"):
        actions.sign(document.pk, by=housing.signer, on=FORMED)
    district.clear(housing, told.pk)

    actions.sign(document.pk, by=housing.signer, on=FORMED)
    published = actions.publish(document.pk, by=housing.clerk, at=district.moment(FORMED))

    page = public.document(published.key, on=FORMED)
    assert [each.title for each in page.interpretations] == [told.title]
    other = public.document(page.interpretations[0].key, on=FORMED)
    assert other.interprets.key == published.key


def test_what_is_not_proactive_is_held_and_never_public(housing):
    document = district.document(
        housing, "held", attribute=Attribute("refused", "internal_affairs", "人事管理"), title="内部人事安排"
    )

    assert Publication.objects.count() == 0
    assert document.review_on == FORMED + timedelta(365)
    assert found("人事安排") == set()


def test_a_repealed_document_stays_and_names_what_repealed_it(housing):
    old = district.document(housing, title="扬尘治理旧办法")
    new = district.document(housing, title="扬尘治理新办法")
    since = FORMED + timedelta(3)

    actions.change(old.pk, "repeal", Cause(by=new.pk), by=housing.clerk, since=since, on=since)

    page = public.document(old.publication.key, on=since)
    assert page.row.validity_label == "废止"
    assert [(each.relation, each.title) for each in page.links] == [("被废止", new.title)]
    assert public.document(old.publication.key, on=FORMED).row.validity_label == "现行有效"
    above = public.document(new.publication.key, on=since)
    assert [(each.relation, each.title) for each in above.links] == [("废止", old.title)]
    in_force = public.find(public.Asked("扬尘治理", validity="in_force"), on=since)
    assert {hit.row.title for hit in in_force.hits} == {new.title}


def test_a_declaration_of_lapse_is_no_repeal(housing):
    old = district.document(housing, title="扬尘治理旧办法")
    new = district.document(housing, title="关于宣布失效一批文件的决定")

    actions.change(old.pk, "lapse", Cause(by=new.pk), by=housing.clerk, since=FORMED, on=FORMED)
    page, above = (public.document(each.publication.key, on=FORMED) for each in (old, new))
    actions.undo_validity(old.pk, by=housing.clerk, on=FORMED, reason="登记错了文件")

    assert page.row.validity_label == "失效"
    assert [(each.kind, each.relation, each.title) for each in page.links] == [("lapses", "被宣布失效", new.title)]
    assert [(each.kind, each.relation) for each in above.links] == [("lapses", "宣布失效")]
    assert public.document(old.publication.key, on=FORMED).links == ()


def test_a_repeal_by_mistake_is_undone_with_its_link(housing):
    old, new = district.document(housing, title="旧办法"), district.document(housing, title="新办法")
    actions.change(old.pk, "repeal", Cause(by=new.pk), by=housing.clerk, since=FORMED, on=FORMED)

    actions.undo_validity(old.pk, by=housing.clerk, on=FORMED, reason="登记错了文件")

    page = public.document(old.publication.key, on=FORMED)
    assert (page.row.validity_label, page.links) == ("现行有效", ())


def test_what_was_registered_last_is_undone_first_and_an_earlier_amendment_stands(housing):
    old, first, second = (district.document(housing) for _ in range(3))
    later = FORMED + timedelta(30)
    for verb, by, since in (("amend", first, FORMED), ("amend", second, later), ("repeal", second, FORMED)):
        actions.change(old.pk, verb, Cause(by=by.pk), by=housing.clerk, since=since, on=FORMED)

    labels = []
    for _ in range(2):
        actions.undo_validity(old.pk, by=housing.clerk, on=FORMED, reason="登记错了文件")
        page = public.document(old.publication.key, on=later)
        labels.append((page.row.validity_label, [each.title for each in page.links]))

    assert labels == [("已修改", [first.title, second.title]), ("已修改", [first.title])]


def test_a_withdrawn_document_is_gone_from_everything_but_its_address(housing):
    told = "名单中有个人信息，已撤下更正"
    document = district.document(
        housing, title="困难家庭名单", uploads=[Upload("名单.txt", "公示名单".encode(), "annex")]
    )
    key = document.publication.key
    assert public.file(key, 1).data

    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason=told)

    gone = public.document(key, on=FORMED)
    assert isinstance(gone, public.Gone)
    assert "困难家庭" not in repr(gone)
    assert public.file(key, 1) is None
    assert found("困难家庭") == set()
    assert public.documents(public.Wanted(), on=FORMED).rows == ()
    assert Column.objects.get(key="policies").published == 0


def test_a_restored_document_is_found_again_at_its_old_address(housing):
    document = district.document(housing, title="误撤的通知")
    key = document.publication.key
    actions.withdraw(document.pk, by=housing.clerk, on=FORMED, reason="操作有误，核实中")

    actions.restore(document.pk, by=housing.head, on=FORMED, reason="经核实内容无误")

    assert public.document(key, on=FORMED).row.title == "误撤的通知"
    assert found("误撤") == {key}


def test_a_correction_keeps_the_earlier_text(housing):
    document = district.document(housing)
    text = (Block("paragraph", "更正以后的正文"),)

    actions.revise(document.pk, document.title, text, by=housing.clerk, on=FORMED, reason="第二段日期有误")

    page = public.document(document.publication.key, on=FORMED)
    assert page.text == [{"kind": "paragraph", "text": "更正以后的正文"}]
    assert [(each.number, each.reason) for each in page.corrections] == [(1, "第二段日期有误")]
    assert document.versions.get().text[1]["text"].startswith("为规范扬尘")


def test_a_correction_that_brings_in_a_number_is_refused_whole(housing):
    document = district.document(housing)

    with pytest.raises(ValidationError, match="居民身份证"):
        actions.revise(
            document.pk,
            document.title,
            (Block("paragraph", f"身份证 {ID}"),),
            by=housing.clerk,
            on=FORMED,
            reason="补充内容",
        )

    assert ID not in str(public.document(document.publication.key, on=FORMED).text)


def test_an_appointment_is_kept_and_a_failed_one_says_why(housing):
    later = district.moment(FORMED + timedelta(400))
    good, bad = district.document(housing, "signed"), district.document(housing, "signed")
    for each in (good, bad):
        actions.schedule(each.pk, later, by=housing.clerk, on=FORMED)
    Document.objects.filter(pk=bad.pk).update(column=None)

    made = actions.publish_due(now=later + timedelta(minutes=1))

    assert [each.document_id for each in made] == [good.pk]
    bad.refresh_from_db()
    assert bad.publish_at is None
    assert "请选择发布的栏目" in actions.history(bad)[-1].reason


def test_a_roster_is_taken_down_when_its_time_is_over(housing):
    document = district.document(housing, take_down_on=FORMED + timedelta(7))

    early = actions.take_down_due(on=FORMED + timedelta(6))
    late = actions.take_down_due(on=FORMED + timedelta(7))

    assert (early, late) == (0, 1)
    assert public.document(document.publication.key, on=FORMED).because == "公示期满，按规定撤下"


def test_a_form_sent_twice_makes_one_document(housing):
    draft = district.draft(housing)
    made = [actions.begin(housing.body, draft, by=housing.clerk, on=FORMED, key="once") for _ in range(2)]

    assert made[0].pk == made[1].pk


def test_nobody_of_another_body_sees_or_changes_it(housing):
    other = district.office("青教体", "青禾区教育和体育局")
    document = district.document(housing, "draft")

    with pytest.raises(LookupError):
        actions.attribute(document.pk, district.PROACTIVE, by=other.clerk, on=FORMED)


def test_the_upload_itself_is_never_served(housing):
    data = "原稿内容".encode("gb18030")
    document = district.document(housing, uploads=[Upload("附件.txt", data, "annex")])

    row = PublicFile.objects.get(publication__document=document)

    assert row.stored != document.files.get().stored
    assert public.file(document.publication.key, row.position).data != data


def test_the_index_can_be_built_anew(housing):
    key = district.publication(housing).key
    search.clear(connection)
    before = found("扬尘")

    many = indexing.rebuild()

    assert (before, many, found("扬尘")) == (set(), 1, {key})
