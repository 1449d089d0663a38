"""The page of a document: what it says to people and to machines, what it says once it has ended, and when it is sent again."""

import json
import re
from datetime import date

import pytest
from django.test import override_settings
from django.urls import clear_script_prefix, set_script_prefix

from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.actions import Cause
from gongkai.documents.models import Relation
from tests.documents import district

pytestmark = pytest.mark.django_db
FORMED = district.FORMED
MOST_QUERIES = 10


@pytest.fixture
def house():
    return district.office()


def page(client, document, **headers):
    return client.get(f"/documents/{document.publication.key}/", headers=headers)


def text(response) -> str:
    return response.content.decode()


def test_the_facts_stand_beside_their_labels(client, house):
    document = district.document(
        house,
        theme="综合政务\\政务公开",
        effective_from=date(2026, 11, 3),
        expires_on=date(2031, 11, 2),
    )

    shown = text(page(client, document))

    facts = dict(re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", shown))
    assert facts == {
        "索引号": document.index_number,
        "主题分类": "综合政务 / 政务公开",
        "发文机关": "青禾区住房和城乡建设局",
        "成文日期": "2026年11月2日",
        "发文字号": document.document_number,
        "公文种类": "通知",
        "施行日期": "2026年11月3日",
        "有效期至": "2031年11月2日",
        "公开方式": "主动公开",
        "有效性": "现行有效",
        "主题词": "扬尘 工地",
    }
    assert '<h2 id="p3">一、总体要求</h2>' in shown
    assert '<p class="sign">青禾区住房和城乡建设局<br>2026年11月2日</p>' in shown
    assert "<h1>关于加强<wbr>" in shown


def test_machines_read_the_tags_and_the_linked_data(client, house):
    document = district.document(house, title="关于</script><b>&的通知")

    shown = text(page(client, document))

    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1]
    data = json.loads(written)
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', shown))
    assert data["name"] == "关于</script><b>&的通知"
    assert not set("<>&") & set(written)
    assert data["@type"] == "Legislation"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["identifier"] == document.index_number
    assert tags["PubDate"] == "2026-11-02 10:00"
    assert tags["ColumnName"] == "其他政策文件"
    assert tags["ContentSource"] == "青禾区住房和城乡建设局"
    assert tags["Url"] == f"http://127.0.0.1:8000/documents/{document.publication.key}/"
    assert {"SiteName", "SiteDomain", "ColumnType", "ArticleTitle", "Keywords", "Description"} <= tags.keys()


def test_what_is_written_in_a_document_is_never_markup(client, house):
    evil = "<script>alert(1)</script>{{ site.name }}"
    blocks = (
        Block("heading", evil, level=1),
        Block("paragraph", evil),
        Block("table", rows=(("甲", evil), (evil, "乙"))),
        Block("question", evil),
        Block("signature", evil),
    )

    shown = text(page(client, district.document(house, text=blocks, title="通知" + evil)))

    assert "<script>alert" not in shown
    assert shown.count("{{ site.name }}") >= 6


def test_a_repealed_document_names_what_repealed_it_and_the_other_names_it_too(client, house):
    old = district.document(house, title="关于试行扬尘管理的通知")
    new = district.document(house, title="关于规范扬尘管理的通知", on=FORMED)
    actions.change(old.pk, "repeal", Cause(by=new.pk), by=house.clerk, since=FORMED, on=FORMED)

    before, after = text(page(client, old)), text(page(client, new))

    banner = re.search(r'<p class="say say--error doc__ban">(.*?)</p>', before, re.S)[1]
    assert "本文件自2026年11月2日起已经废止，只供查考。" in banner
    assert f'<a href="/documents/{new.publication.key}/">《关于规范扬尘管理的通知》</a>' in banner
    assert "doc--over" in before
    assert f'<a href="/documents/{old.publication.key}/" title="关于试行扬尘管理的通知" class="old">' in after
    assert "2026年11月2日由本文件废止" in after
    assert "2026年11月2日废止本文件" in before
    assert "doc--over" not in after
    assert "doc__ban" not in after


def test_a_document_changed_from_outside_says_by_what(client, house):
    document = district.document(house)
    cause = Cause(outside_title="山东省扬尘污染防治条例", articles="第三条")
    actions.change(document.pk, "amend", cause, by=house.clerk, since=FORMED, on=FORMED)

    shown = text(page(client, document))

    assert "本文件已经修改。由《山东省扬尘污染防治条例》第三条修改。" in shown
    assert "say--warning doc__ban" in shown


def test_a_document_ends_by_its_own_dates(client, house):
    over = district.document(house, effective_from=FORMED, expires_on=FORMED)
    later = district.document(house, effective_from=date(2099, 1, 1))

    assert "本文件自2026年11月3日起已经失效，只供查考。" in text(page(client, over))
    assert "本文件尚未生效，自2099年1月1日起施行。" in text(page(client, later))


def test_basis_and_interpretation_stand_beside_it_both_ways(client, house):
    document = district.document(house)
    told = district.interpretation(house, document)
    law = Relation(outside_title="中华人民共和国大气污染防治法", outside_url="https://www.gov.cn/law", on=FORMED)
    actions.relate(document.pk, "based_on", law, by=house.clerk, on=FORMED)

    shown, about = text(page(client, document)), text(page(client, told))

    assert f'<a href="/documents/{told.publication.key}/">{told.title}</a>' in shown
    assert '<a href="https://www.gov.cn/law" rel="noopener">中华人民共和国大气污染防治法</a>' in shown
    assert f'解读的文件：<a href="/documents/{document.publication.key}/">{document.title}</a>' in about
    assert '<p class="q1"><b>问：</b>为什么要出台这个通知？</p>' in about
    assert '"@type":"Article"' in about


def test_a_correction_is_told(client, house):
    document = district.document(house)
    text_ = (Block("paragraph", "改正以后的正文。"),)
    actions.revise(document.pk, document.title, text_, by=house.clerk, on=FORMED, reason="第二条的数字写错了")

    shown = text(page(client, document))

    assert "第二条的数字写错了" in shown
    assert "2026年11月2日更正" in shown


def test_what_was_taken_down_says_so_and_nothing_else(client, house):
    document = district.document(house, title="关于渣土的通知", text=(Block("paragraph", "渣土正文。"),))
    key = document.publication.key
    actions.withdraw(document.pk, by=house.clerk, on=FORMED, reason="处罚决定被依法撤销")

    answers = [client.get(f"/documents/{key}{end}") for end in ("/", ".json", ".txt", ".docx", ".pdf")]

    assert [each.status_code for each in answers] == [410] * 5
    for each in answers:
        assert "处罚决定被依法撤销" in text(each)
        assert document.index_number in text(each)
        assert "渣土" not in text(each)
        assert "ETag" not in each.headers


@pytest.mark.parametrize("stage", ["draft", "cleared", "signed"])
def test_what_is_not_published_is_nowhere(client, house, stage):
    document = district.document(house, stage)
    key = (document.index_number or document.key).replace("/", "-")

    assert client.get(f"/documents/{key}/").status_code == 404
    assert client.get(f"/documents/{document.pk}/").status_code == 404


def test_a_page_is_sent_again_only_when_it_has_changed(client, house):
    document = district.document(house)
    first = page(client, document)
    mark = first.headers["ETag"]

    same = page(client, document, if_none_match=mark)
    told = district.interpretation(house, document)
    changed = page(client, document, if_none_match=mark)

    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Last-Modified"] == "Mon, 02 Nov 2026 02:00:00 GMT"
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == mark
    assert changed.status_code == 200
    assert told.title in text(changed)


def test_who_knows_only_the_day_is_told_of_a_repeal_on_that_day(client, house):
    old, new = district.document(house), district.document(house)
    known = page(client, old).headers["Last-Modified"]
    assert page(client, old, if_modified_since=known).status_code == 304

    actions.change(old.pk, "repeal", Cause(by=new.pk), by=house.clerk, since=FORMED, on=FORMED)

    assert page(client, old, if_modified_since=known).status_code == 200


def test_a_mark_of_one_visitor_does_not_fit_another_with_large_letters(client, house):
    document = district.document(house)
    mark = page(client, document).headers["ETag"]

    client.cookies["elder"] = "1"
    response = page(client, document, if_none_match=mark)

    assert response.status_code == 200
    assert '<html lang="zh-Hans-CN" data-size="xl">' in text(response)
    assert "Cookie" in response.headers["Vary"]


def test_a_page_is_cheap(client, house, django_assert_max_num_queries):
    document = district.document(house)
    for _ in range(3):
        district.interpretation(house, document)
        other = district.document(house)
        actions.relate(document.pk, "cites", Relation(target=other.publication, on=FORMED), by=house.clerk, on=FORMED)

    address = f"/documents/{document.publication.key}/"

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(address)

    assert response.status_code == 200
    assert len(response.content) < 60_000


def test_it_can_be_quoted_and_shared(client, house):
    document = district.document(house)

    shown = text(page(client, document))

    address = f"http://127.0.0.1:8000/documents/{document.publication.key}/"
    assert f'value="{address}"' in shown
    assert f"青禾区住房和城乡建设局. {document.title}：{document.document_number}[EB/OL]. (2026-11-02)[" in shown


@override_settings(SITE_ADDRESS="https://www.qinghe.example/zwgk", FORCE_SCRIPT_NAME="/zwgk")
def test_under_a_path_of_a_portal_every_address_has_the_path(client, house):
    document = district.document(house)
    set_script_prefix("/zwgk/")

    shown = text(client.get(f"/documents/{document.publication.key}/"))

    clear_script_prefix()
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', shown)
    assert len(links) > 30
    assert [each for each in links if not each.startswith(("/zwgk/", "/static/"))] == []
    assert f'"https://www.qinghe.example/zwgk/documents/{document.publication.key}/"' in shown
