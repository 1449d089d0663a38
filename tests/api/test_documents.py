"""Documents by the API: what is listed, how one turns the pages, what is gone."""

from datetime import date

import pytest

from gongkai.vault.admission import Upload
from tests.api.published import publish, withdraw
from tests.documents import district

pytestmark = pytest.mark.django_db


def keys(answer) -> list[str]:
    return [each["key"] for each in answer.json()["items"]]


def test_the_newest_stand_first(housing, read):
    old = publish(housing, on=date(2024, 3, 1))
    new = publish(housing, on=date(2026, 3, 2))

    assert keys(read("documents")) == [new.key, old.key]


def test_a_draft_and_what_was_taken_down_are_not_listed(housing, read):
    district.document(housing, "draft")
    down, up = publish(housing), publish(housing)
    withdraw(housing, down)

    assert keys(read("documents")) == [up.key]


def keys_of_hits(answer) -> list[str]:
    return [each["document"]["key"] for each in answer.json()["items"]]


def test_the_search_finds_what_is_published_and_marks_it(housing, read):
    made, down = publish(housing), publish(housing)
    withdraw(housing, down)

    answer = read("search?q=地质灾害")

    assert keys_of_hits(answer) == [made.key]
    marked = [piece["text"] for piece in answer.json()["items"][0]["title"] if piece["is_hit"]]
    assert "".join(marked) == "地质灾害"


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("kind=通知", {"notice"}),
        ("kind=意见", {"opinion"}),
        ("theme=综合政务", {"opinion"}),
        ("year=2024", {"opinion"}),
        ("year=2026&kind=通知", {"notice"}),
        ("validity=ended", {"opinion"}),
        ("validity=in_force", {"notice"}),
        ("is_normative=true", {"opinion"}),
        ("column=statutory", {"opinion", "notice"}),
        ("body=housing", {"opinion", "notice"}),
        ("body=nobody", set()),
    ],
)
def test_filters(housing, read, asked, fits):
    made = {
        "notice": publish(housing),
        "opinion": publish(
            housing,
            on=date(2024, 3, 1),
            kind="意见",
            theme="综合政务\\应急管理",
            expires_on=date(2025, 3, 1),
            is_normative=True,
            column="normative",
        ),
    }

    assert set(keys(read(f"documents?{asked}"))) == {made[each].key for each in fits}


def test_pages_turn_without_double_or_gap_while_others_publish_and_withdraw(housing, read):
    first = [publish(housing, on=date(2026, 1, 1 + at // 2)) for at in range(9)]
    order = [each.key for each in reversed(first)]

    answer = read("documents?page_size=4")
    seen = keys(answer)
    late = publish(housing)
    withdraw(housing, next(each for each in first if each.key == answer.json()["next"]))
    while answer.json()["next"]:
        answer = read(f"documents?page_size=4&after={answer.json()['next']}")
        seen += keys(answer)

    assert seen == order
    assert keys(read("documents"))[0] == late.key


def test_the_link_header_leads_to_the_next_page(housing, client, read):
    for _ in range(3):
        publish(housing)

    answer = read("documents?page_size=2&kind=通知")
    links = dict(reversed(each.split("; ")) for each in answer.headers["Link"].split(", "))
    following = client.get(links['rel="next"'].strip("<>"))

    assert links['rel="first"'] == "<http://testserver/api/v1/documents?page_size=2&kind=%E9%80%9A%E7%9F%A5>"
    assert len(keys(following)) == 1
    assert 'rel="next"' not in following.headers["Link"]
    assert set(keys(answer)) & set(keys(following)) == set()


def test_one_document_has_its_text_files_and_addresses(housing, read):
    made = publish(housing, uploads=(Upload("隐患点.txt", "东沟，西沟。\n".encode(), "annex"),))

    page = read(f"documents/{made.key}").json()

    assert page["document"]["url"] == f"http://testserver/documents/{made.key}/"
    assert [each["kind"] for each in page["text"]] == ["addressee", "paragraph", "table"]
    assert page["text"][2]["rows"] == [["点位", "责任人"], ["东沟", "村委会"]]
    assert [each["url"] for each in page["files"]] == [f"http://testserver/documents/{made.key}/files/1/"]
    assert page["files"][0]["sha256"] == made.files.get().sha256


def test_a_document_that_was_taken_down_says_so_and_nothing_else(housing, read):
    made = publish(housing, title="关于东沟隐患点的通知")
    withdraw(housing, made, "内容有误，正在核实")

    answer = read(f"documents/{made.key}")

    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "这件公文已经撤下：内容有误，正在核实"
    assert answer.json()["gone"]["withdrawn_on"] == "2026-11-20"
    assert "东沟" not in answer.content.decode()


def test_the_text_of_a_repealed_document_stays_and_its_validity_is_of_today(housing, read):
    made = publish(housing, expires_on=date(2020, 1, 1), on=date(2019, 1, 1))

    told = read(f"documents/{made.key}").json()["document"]

    assert (told["validity"], told["validity_label"], told["ended_on"]) == ("expired", "失效", "2020-01-02")


def test_interpretations_are_listed_apart(housing, read):
    notice = district.document(housing)
    about = district.interpretation(housing, notice)

    listed = read("interpretations").json()["items"]
    page = read(f"documents/{notice.publication.key}").json()

    assert [each["key"] for each in listed] == [about.publication.key]
    assert [each["key"] for each in page["interpretations"]] == [about.publication.key]
