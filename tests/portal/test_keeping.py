"""Pages that are kept: the same again while nothing was done, and never a moment longer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.documents import actions
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    return district.office()


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_a_page_is_made_once_while_nothing_is_done(house):
    address = f"/documents/{district.publication(house).key}/"
    client = Client()

    first, second = queries(client, address), queries(client, address)

    assert first > 5
    assert second == 1


def test_a_withdrawn_document_is_gone_at_the_next_request(house):
    document = district.document(house, title="很快就要撤下的通知")
    client = Client()
    addresses = (f"/documents/{document.publication.key}/", "/columns/policies/", "/", "/library/", "/feed.atom")
    for address in addresses:
        assert "很快就要撤下的通知" in client.get(address).content.decode()

    actions.withdraw(document.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    for address in addresses:
        assert "很快就要撤下的通知" not in client.get(address).content.decode()
    assert client.get(addresses[0]).status_code == 410


def test_a_published_document_is_in_its_column_at_the_next_request(house):
    client = Client()
    district.document(house)
    before = client.get("/columns/policies/").content.decode()

    district.document(house, title="刚刚发布的通知")

    assert "刚刚发布的通知" not in before
    assert "刚刚发布的通知" in client.get("/columns/policies/").content.decode()


def test_who_has_the_page_already_gets_304_from_what_is_kept(house):
    address = f"/documents/{district.publication(house).key}/"
    client = Client()
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_large_letters_of_one_visitor_are_not_those_of_the_next(house):
    district.document(house)
    large, plain = Client(), Client()
    large.get("/?elder=1")

    pages = [client.get("/").content for client in (large, plain, large)]

    assert pages[0] == pages[2] != pages[1]


def test_nothing_is_kept_before_the_first_deed():
    client = Client()

    assert queries(client, "/guides/") == queries(client, "/guides/")
