"""Feeds, the site map, the rules for robots, and the addresses of the old portal."""

import json
from datetime import datetime

import pytest
from lxml import etree

from gongkai.core.documents.text import Block
from gongkai.documents import actions
from tests.documents import district

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FORMED = district.FORMED


@pytest.fixture
def house():
    return district.office()


def entries(client, address) -> list[str]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [each.findtext(f"{ATOM}title") for each in etree.fromstring(response.content).iter(f"{ATOM}entry")]


def test_a_feed_has_what_rfc_4287_wants(client, house):
    district.document(house, title="关于<扬尘>&渣土的通知", summary="概述")
    document = district.document(house)
    actions.revise(
        document.pk, document.title, (Block("paragraph", "改正。"),), by=house.clerk, on=FORMED, reason="写错了"
    )

    root = etree.fromstring(client.get("/feed.atom").content)

    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://127.0.0.1:8000/", "self": "http://127.0.0.1:8000/feed.atom"}
    found = root.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in found] == [document.title, "关于<扬尘>&渣土的通知"]
    for each in found:
        assert each.findtext(f"{ATOM}id").startswith("http://127.0.0.1:8000/documents/")
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated")).tzinfo
        assert datetime.fromisoformat(each.findtext(f"{ATOM}published")).tzinfo
        assert each.findtext(f"{ATOM}author/{ATOM}name") == "青禾区住房和城乡建设局"
    assert len({each.findtext(f"{ATOM}id") for each in found}) == 2


def test_an_empty_feed_is_a_feed_and_always_the_same(client, house):
    first, second = client.get("/columns/budget/feed.atom"), client.get("/columns/budget/feed.atom")

    assert first.content == second.content
    assert etree.fromstring(first.content).findtext(f"{ATOM}updated") == "2008-05-01T00:00:00+08:00"


def test_columns_bodies_topics_and_searches_have_feeds_of_their_own(client, house):
    other = district.office("青教", "青禾区教育局")
    ours = district.document(house, column="plans")
    theirs = district.document(other, document_number="青教发〔2026〕1号", title="关于招生的通知")

    assert entries(client, "/columns/plans/feed.atom") == [ours.title]
    assert entries(client, f"/bodies/{other.body.slug}/feed.atom") == [theirs.title]
    assert entries(client, "/search/feed.atom?q=招生") == [theirs.title]
    for address in ("/columns/no/feed.atom", "/bodies/no/feed.json", "/topics/no/feed.atom", "/search/feed.atom"):
        assert client.get(address).status_code == 404
    assert client.get("/feed.rss").status_code == 404


def test_the_json_feed_says_the_same(client, house):
    document = district.document(house)

    response = client.get("/feed.json")

    record = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert record["version"] == "https://jsonfeed.org/version/1.1"
    assert [each["title"] for each in record["items"]] == [document.title]
    assert record["items"][0]["date_published"] == "2026-11-02T10:00:00+08:00"


def test_a_reader_that_asks_each_hour_gets_nothing_new(client, house):
    district.document(house)
    mark = client.get("/feed.atom").headers["ETag"]

    assert client.get("/feed.atom", headers={"if-none-match": mark}).status_code == 304
    district.document(house)
    assert client.get("/feed.atom", headers={"if-none-match": mark}).status_code == 200


def test_the_site_map_leads_to_every_document_and_only_to_those(client, house):
    shown = {district.document(house).publication.key for _ in range(3)}
    gone = district.document(house)
    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")
    district.document(house, "signed")

    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text.removeprefix("http://127.0.0.1:8000") for each in index.iter("{*}loc")]
    places = [each.text for part in parts for each in etree.fromstring(client.get(part).content).iter("{*}loc")]

    assert parts == ["/sitemap-pages.xml", "/sitemap-documents-1.xml"]
    assert {each.split("/documents/")[1].rstrip("/") for each in places if "/documents/" in each} == shown
    for place in places:
        assert client.get(place.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert client.get("/sitemap-documents-2.xml").status_code == 404


def test_robots_leave_what_is_private_alone(client, house):
    said = client.get("/robots.txt").content.decode()

    assert "Disallow: /desk/" in said
    assert "Disallow: /progress/" in said
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in said


def test_an_old_address_leads_to_the_document_for_good(client, house):
    document = district.document(house)
    actions.addresses(document.publication, ["/art/2026/11/2/art_17_4.html"])

    response = client.get("/art/2026/11/2/art_17_4.html")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/documents/{document.publication.key}/"
    actions.withdraw(document.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")
    assert client.get("/art/2026/11/2/art_17_4.html").status_code == 404
