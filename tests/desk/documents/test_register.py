"""The register of documents: counts that filter, whose documents, words, one verb a row, the list as a file."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.text import Block
from gongkai.documents import access, actions, overview
from gongkai.documents.models import Document
from tests.applications.district import resident_id
from tests.desk.documents.made import shown, signed_in
from tests.documents import district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


@pytest.fixture
def housing():
    return district.office()


def counts(of, on=ON):
    return overview.counts(access.visible(of.clerk), on)


def test_article_26_counts_what_is_to_be_public_and_not_out(housing):
    late = district.document(housing, "attributed", formed_on=date(2026, 10, 20))
    soon = district.document(housing, "draft", formed_on=date(2026, 10, 30))
    district.document(housing, "draft", formed_on=date(2026, 11, 20))
    district.document(housing, "published", formed_on=date(2026, 10, 20))
    district.document(
        housing,
        "held",
        formed_on=date(2026, 1, 5),
        attribute=Attribute("on_application", "internal_affairs", "内部管理"),
    )

    def found(when):
        return list(access.visible(housing.clerk).filter(overview.condition(when, ON)))

    assert found("overdue") == [late]
    assert found("soon") == [soon]
    assert (counts(housing)["overdue"], counts(housing)["soon"], counts(housing)["open"]) == (1, 1, 3)


def test_each_filter_counts_what_its_list_shows(housing):
    text = (Block("paragraph", f"联系人身份证号码{resident_id()}"),)
    district.document(housing, "attributed", text=text)
    signed = district.document(housing, "signed")
    actions.schedule(signed.pk, timezone.now() + timedelta(days=2), by=housing.clerk, on=district.FORMED)
    held = Attribute("on_application", "internal_affairs", "内部管理")
    district.document(housing, "held", attribute=held, on=date(2025, 11, 3), formed_on=date(2025, 11, 3))
    ends = district.document(housing, "published", expires_on=ON + timedelta(days=100))
    district.document(housing, "published", expires_on=ON + timedelta(days=400))
    repealed = district.document(housing, "published", expires_on=ON + timedelta(days=50))
    cause = actions.Cause(ends.pk)
    actions.change(repealed.pk, "repeal", cause, by=housing.clerk, since=district.FORMED, on=district.FORMED)

    found = counts(housing)

    assert {key: found[key] for key in ("findings", "scheduled", "reassess", "expiring")} == {
        "findings": 1,
        "scheduled": 1,
        "reassess": 1,
        "expiring": 1,
    }
    for key in overview.WHEN:
        wanted = overview.Wanted(when=key)
        assert overview.chosen(wanted, by=housing.clerk, on=ON).count() == found[key], key
    for stage in ("attributed", "signed", "held", "published"):
        wanted = overview.Wanted(stage=stage)
        assert overview.chosen(wanted, by=housing.clerk, on=ON).count() == found[f"stage_{stage}"], stage


def test_nobody_sees_the_drafts_of_another_body(client, housing):
    school = district.office("青教", "青禾区教育局")
    district.document(school, "draft", title="学区划分征求意见稿")
    mine = district.document(housing, "draft", title="物业管理办法草案")

    page = shown(signed_in(client, housing.clerk), "desk-documents", query="?whose=all")

    assert "物业管理办法草案" in page
    assert "学区划分征求意见稿" not in page
    assert mine.title in shown(client, "desk-documents", query="?q=物业+草案")
    assert "没有找到" in shown(client, "desk-documents", query="?q=学区")


def test_the_district_sees_every_body_and_chooses_one(client, housing):
    school = district.office("青教", "青禾区教育局")
    office = district.person(housing.body, "office")
    district.document(school, "draft", title="学区划分征求意见稿")
    district.document(housing, "draft", title="物业管理办法草案")

    everything = shown(signed_in(client, office), "desk-documents", query="?whose=all")
    one = shown(client, "desk-documents", query=f"?whose=all&body={school.body.pk}")

    assert "学区划分征求意见稿" in everything
    assert "物业管理办法草案" in everything
    assert "学区划分征求意见稿" in one
    assert "物业管理办法草案" not in one


@pytest.mark.parametrize(
    ("stage", "role", "verb"),
    [
        ("draft", "clerk", "确定公开属性"),
        ("attributed", "handler", "提交审查"),
        ("screening", "reviewer", "提出审查意见"),
        ("screening", "clerk", "查看"),
        ("cleared", "signer", "签发"),
        ("cleared", "clerk", "查看"),
        ("signed", "clerk", "发布"),
        ("published", "clerk", "查看"),
    ],
)
def test_a_row_offers_the_one_next_step_of_whoever_looks(client, housing, stage, role, verb):
    made = district.document(housing, stage)

    page = shown(signed_in(client, getattr(housing, role)), "desk-documents", query=f"?stage={stage}")

    assert f'{verb}<span class="vh">：{made.title}</span>' in page


def test_forty_documents_take_ten_questions_at_most(client, housing, django_assert_max_num_queries):
    stages = ("draft", "attributed", "screening", "cleared")
    for number in range(40):
        district.document(housing, stages[number % 4])
    signed_in(client, housing.clerk)

    with django_assert_max_num_queries(10):
        page = shown(client, "desk-documents")

    assert page.count('class="ttl"') == 20
    assert "第 1 / 2 页" in page
    assert shown(client, "desk-documents", query="?page=2").count('class="ttl"') == 20


def test_the_register_goes_out_whole_and_what_is_text_is_no_formula(client, housing):
    district.document(housing, "published", title="=1+1 关于测试的通知")
    district.document(housing, "draft", title="草稿")
    signed_in(client, housing.clerk)

    table = client.get(reverse("desk-documents-export", args=("csv",))).content.decode("utf-8-sig")
    book = client.get(reverse("desk-documents-export", args=("xlsx",)) + "?stage=draft").content

    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["标题"] for row in rows} == {"'=1+1 关于测试的通知", "草稿"}
    assert {row["阶段"] for row in rows} == {"已发布", "拟稿"}
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == ["草稿"]


def test_an_empty_register_says_how_to_begin(client, housing):
    page = shown(signed_in(client, housing.clerk), "desk-documents")

    assert "把 Word、WPS、PDF 文件放进来" in page


def test_several_signed_documents_are_published_and_the_others_named(client, housing):
    ready = [district.document(housing, "signed") for _ in range(2)]
    waiting = district.document(housing, "cleared", title="还没有签发的通知")
    numbers = [each.pk for each in (*ready, waiting)]
    signed_in(client, housing.clerk)

    response = client.post(reverse("desk-documents-bulk"), {"document": numbers, "do": "publish"}, follow=True)

    page = response.content.decode()
    assert "已发布 2 件" in page
    assert "“还没有签发的通知”没有发布" in page
    assert set(Document.objects.filter(stage="published")) == set(ready)


def test_an_open_redirect_is_not_followed(client, housing):
    signed_in(client, housing.clerk)

    response = client.post(reverse("desk-documents-bulk"), {"do": "publish", "back": "https://elsewhere.example/"})

    assert response.url == reverse("desk-documents")
