"""Columns, topics, the library and the interpretations: what stands in them, filters, pages, and what they say when empty."""

import re
from datetime import date

import pytest

from gongkai.bodies.actors import SYSTEM
from gongkai.documents import actions, public
from gongkai.documents.actions import Cause, Planned
from gongkai.documents.models import Column
from tests.documents import district

pytestmark = pytest.mark.django_db
FORMED = district.FORMED
MOST_QUERIES = 10


@pytest.fixture
def house():
    return district.office()


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'class="rows__t" href="[^"]*">([^<]*)</a>', page)


def topic(key: str, label: str) -> Column:
    values = {"key": key, "label": label, "holds": "topic", "opened_on": FORMED}
    return actions.keep_column(Column(), values, by=SYSTEM, on=FORMED)


def test_a_column_lists_the_newest_first_with_its_number_at_the_side(client, house):
    first = district.document(house, on=date(2026, 11, 2))
    second = district.document(house, on=date(2026, 11, 3))
    district.document(house, column="plans")

    page = shown(client, "/columns/policies/")

    assert titles(page) == [second.title, first.title]
    assert 'aria-current="true">其他政策文件 <span class="n">2</span>' in page
    assert "共有 <b>2</b> 件" in page


def test_the_side_has_the_five_items_in_the_order_of_the_norm(client, house):
    page = shown(client, "/columns/policies/")

    side = page.split('<nav class="side"')[1].split("</nav>")[0]
    order = [side.index(label) for label in ("公开指南", "公开制度", "法定主动公开内容", "公开年报", "依申请公开")]
    assert order == sorted(order)


def test_a_column_of_columns_shows_them_and_all_their_documents(client, house):
    document = district.document(house)

    page = shown(client, "/columns/statutory/")

    assert titles(page) == [document.title]
    assert "土地征收" in page


def test_an_empty_column_says_so_and_what_to_do(client, house):
    page = shown(client, "/columns/budget/")

    assert "这一栏还没有公开的文件。" in page
    assert '<a href="/apply/">申请公开</a>' in page


def test_a_column_that_waits_too_long_says_so(client, house):
    old = date(2024, 3, 4)
    district.document(house, column="meetings", formed_on=old, on=old)
    district.document(house)

    assert re.search(r"这一栏已经 \d+ 天没有新的内容", shown(client, "/columns/meetings/"))
    assert "没有新的内容" not in shown(client, "/columns/meetings/?year=2024")


def test_filters_narrow_and_a_value_that_is_none_does_not(client, house):
    other = district.office("青教", "青禾区教育局")
    ours = district.document(house)
    theirs = district.document(other, kind="意见", document_number="青教发〔2026〕1号")

    assert titles(shown(client, f"/columns/policies/?body={other.body.slug}")) == [theirs.title]
    assert titles(shown(client, "/columns/policies/?kind=通知")) == [ours.title]
    assert titles(shown(client, "/columns/policies/?year=2020")) == []
    assert len(titles(shown(client, "/columns/policies/?year=zwanzig&kind=<b>&page=-7"))) == 2
    assert "没有符合条件的文件" in shown(client, "/columns/policies/?year=2020")
    assert '<option value="通知" selected>' in shown(client, "/columns/policies/?kind=通知")


def test_pages_keep_the_filters(client, house):
    for _ in range(21):
        district.document(house)

    first = shown(client, "/library/?kind=通知")
    second = shown(client, "/library/?kind=通知&page=2")

    assert len(titles(first)) == 20
    assert len(titles(second)) == 1
    assert not set(titles(first)) & set(titles(second))
    assert 'rel="next" href="?kind=%E9%80%9A%E7%9F%A5&amp;page=2"' in first


def test_a_topic_has_what_was_put_into_it(client, house):
    topic("renewal", "老旧小区改造")
    inside = district.document(house, topics=("renewal",))
    district.document(house)

    assert titles(shown(client, "/topics/renewal/")) == [inside.title]
    assert client.get("/topics/nothing/").status_code == 404


def test_normative_documents_stand_in_a_table_of_what_is_in_force(client, house):
    given = {"is_normative": True, "column": "normative", "effective_from": FORMED}
    kept, over = (
        district.document(house, "draft", title=title, **given) for title in ("关于规范的通知", "关于废止的通知")
    )
    for each in (kept, over):
        actions.plan(each.pk, Planned(waived_because="内容简单，不需要解读"), by=house.clerk, on=FORMED)
        district.bring(house, each.pk, "published")
    district.document(house, title="不是规范性文件")
    actions.change(over.pk, "repeal", Cause(by=kept.pk), by=house.clerk, since=FORMED, on=FORMED)

    page = shown(client, "/library/?normative=1")
    ended = shown(client, "/library/?normative=1&validity=ended")

    assert re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', page) == [over.title, kept.title]
    assert re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', ended) == [over.title]
    assert "现行有效</span> 1 件" in page
    assert "失效、废止</span> 1 件" in page


def test_interpretations_are_listed_with_their_form(client, house):
    told = district.interpretation(house, district.document(house))

    page = shown(client, "/interpretations/")

    assert titles(page) == [told.title]
    assert "文字解读" in page


def test_columns_with_pages_of_their_own_lead_there(client, house):
    assert client.get("/columns/guide/").headers["Location"] == "/guides/"
    assert client.get("/columns/institution/").headers["Location"] == "/bodies/"
    assert client.get("/columns/applications/").headers["Location"] == "/apply/"
    assert client.get("/columns/nothing/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/columns/policies/", "/library/", "/library/?normative=1", "/interpretations/", "/search/?q=扬尘"],
)
def test_lists_are_cheap(client, house, django_assert_max_num_queries, address):
    for _ in range(6):
        told = district.interpretation(house, district.document(house, is_normative=False))
        assert told.stage == "published"

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(address)

    assert response.status_code == 200
    assert len(response.content) < 60_000


def test_a_list_is_sent_again_only_when_something_came(client, house):
    district.document(house)
    mark = client.get("/library/").headers["ETag"]
    same = client.get("/library/", headers={"if-none-match": mark})

    district.document(house)
    changed = client.get("/library/", headers={"if-none-match": mark})

    assert (same.status_code, changed.status_code) == (304, 200)


def test_what_is_not_published_is_in_no_list(client, house):
    hidden = [district.document(house, stage, title=f"密题{stage}") for stage in ("draft", "cleared", "signed")]
    gone = district.document(house, title="密题撤下")
    actions.withdraw(gone.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")
    seen = district.document(house, title="公开的通知")

    for address in ("/", "/columns/policies/", "/columns/statutory/", "/library/", f"/bodies/{house.body.slug}/"):
        page = shown(client, address)
        assert seen.title in page
        assert "密题" not in page
    assert len(hidden) == 3


def test_a_topic_counts_what_stands_in_it_and_is_on_the_map(client, house):
    topic("business", "优化营商环境")
    topic("empty", "还没有内容的专题")
    kept, off = (district.document(house, topics=("business",)) for _ in range(2))
    district.document(house)
    actions.withdraw(off.pk, by=house.clerk, on=FORMED, reason="内容有误，核实后更正")

    listed = {each.key: each.published for each in public.topics()}
    places = shown(client, "/sitemap-pages.xml")
    parts = shown(client, "/sitemap.xml")

    assert listed == {"business": 1, "empty": 0}
    assert (public.column("business").published, public.column("policies").published) == (1, 2)
    assert "/topics/business/" in places
    assert "/topics/empty/" not in places
    assert parts.count("<sitemap>") == 2
    assert kept.title in shown(client, "/topics/business/")


def test_bodies_are_counted_once_and_filters_count_nothing(client, house, django_assert_num_queries):
    other = district.office("青教", "青禾区教育局")
    for _ in range(2):
        district.document(house)
    actions.withdraw(district.document(house).pk, by=house.clerk, on=FORMED, reason="内容有误，核实后更正")

    with django_assert_num_queries(1) as asked:
        names = public.body_names()

    assert [each.slug for each in names] == [each.slug for each in public.bodies()]
    assert "COUNT" not in asked.captured_queries[0]["sql"]
    assert {each.slug: each.published for each in public.bodies()} == {house.body.slug: 2, other.body.slug: 0}
    assert public.body(house.body.slug) == next(each for each in public.bodies() if each.slug == house.body.slug)
    assert public.body("nobody") is None


def test_a_year_is_from_its_first_day_to_its_last(house):
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    for day in days:
        district.document(house, formed_on=day, at=district.moment(day, 0))

    found = public.documents(public.Wanted(year=2026), on=date(2027, 1, 2))

    assert [each.published_on for each in found.rows] == [days[2], days[1]]
