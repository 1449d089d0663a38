"""Searching: words are found and marked, narrowed by counts, and who finds nothing is told what to do."""

import json
import logging
import re

import pytest
from django.db import connection
from lxml import etree

from gongkai.documents import actions
from gongkai.documents.models import Miss
from tests.documents import district

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return district.office()


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_words_are_found_in_title_and_text_and_marked(client, house):
    district.document(house, title="关于渣土运输的通知")

    page = shown(client, "/search/?q=渣土")

    assert "找到 1 件" in page
    assert "关于<mark>渣土</mark>运输的通知" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_search_is_narrowed_by_its_counts(client, house):
    other = district.office("青教", "青禾区教育局")
    district.document(house)
    district.document(other, document_number="青教发〔2026〕1号", kind="意见")

    both = shown(client, "/search/?q=扬尘")
    one = shown(client, "/search/?q=扬尘&kind=意见")

    assert "找到 2 件" in both
    assert re.search(r'href="\?q=[^"]*&amp;kind=%E6%84%8F%E8%A7%81">意见 <span class="n">1</span>', both)
    assert "找到 1 件" in one
    assert "意见<span>取消</span>" in one


def test_a_document_number_is_found_with_any_brackets(client, house):
    document = district.document(house, document_number="青住建发〔2026〕77号")

    assert document.title in re.sub("</?mark>", "", shown(client, "/search/?q=青住建发[2026]77号"))


def test_nothing_found_says_what_to_do_and_the_office_learns_of_it(client, house):
    page = shown(client, "/search/?q=磁悬浮列车")

    assert "没有找到“磁悬浮列车”" in page
    assert '<a class="btn" href="/apply/">申请公开</a>' in page
    assert Miss.objects.get().words == "磁悬浮列车"


def test_what_was_taken_down_is_found_no_more(client, house):
    document = district.document(house, title="关于渣土运输的通知")
    actions.withdraw(document.pk, by=house.clerk, on=district.FORMED, reason="内容有误，核实中")

    assert "没有找到" in shown(client, "/search/?q=渣土")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\"'*", "NEAR(a b)", "%00", "a" * 5_000, "扬尘&year=abcd&page=x&validity=?"]
)
def test_hostile_searches_are_answered(client, house, words):
    page = shown(client, f"/search/?q={words}")

    assert "<script>alert" not in page


def test_suggestions_are_titles_in_the_form_of_opensearch(client, house):
    document = district.document(house, title="关于渣土运输的通知")

    assert json.loads(client.get("/search/suggest/?q=渣土").content) == ["渣土", [document.title]]
    assert json.loads(client.get("/search/suggest/?q=").content) == ["", []]


def test_browsers_are_told_how_to_search_here(client, house):
    response = client.get("/opensearch.xml")

    root = etree.fromstring(response.content)
    urls = {each.get("type"): each.get("template") for each in root.iter("{*}Url")}
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert urls["text/html"] == "http://127.0.0.1:8000/search/?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == "http://127.0.0.1:8000/search/suggest/?q={searchTerms}"
    assert len(root.findtext("{*}ShortName")) <= 16


def test_a_search_is_answered_while_the_database_takes_no_notes(client, house, caplog, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("a connection that only reads is made with SQLite's own switch")
    monkeypatch.setattr(logging.getLogger("gongkai"), "propagate", True)
    with connection.cursor() as cursor, caplog.at_level("WARNING", logger="gongkai"):
        cursor.execute("PRAGMA query_only = ON")
        try:
            page = shown(client, "/search/?q=独角兽")
        finally:
            cursor.execute("PRAGMA query_only = OFF")

    assert "没有找到" in page
    assert "was not noted" in caplog.text
    assert "独角兽" not in caplog.text
    assert not Miss.objects.exists()


def test_signs_that_no_table_can_hold_break_neither_search_nor_feed(client, house):
    page = shown(client, "/search/?q=%00%01独角兽")
    feed = client.get("/search/feed.atom?q=%01独角兽")

    assert "没有找到" in page
    assert feed.status_code == 200
    assert etree.fromstring(feed.content).findtext("{*}title").startswith("检索“独角兽”")
    assert list(Miss.objects.values_list("words", flat=True)) == ["独角兽"]
