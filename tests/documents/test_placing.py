"""One document on many channels: registered by hand, posted through a connection, retried alone, called back."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from gongkai.documents import actions, public
from gongkai.documents.actions import Posted
from gongkai.documents.models import Account, Placement
from tests.channels.conftest import keys, service
from tests.channels.stand_in import WEIBO_TOKEN
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
__all__ = ["keys", "service"]
NOW = district.moment(FORMED, 11)


@pytest.fixture
def house(settings):
    settings.SITE_ADDRESS = "https://www.linjiang.example"
    return district.office()


@pytest.fixture
def weibo(house, keys):
    values = {"name": "青禾住建", "owner": "李红", "opened_on": FORMED, "keys": keys["weibo"]}
    return actions.keep_account(Account(body=house.body, channel="weibo"), values, by=house.clerk, on=FORMED)


def order(house, document, account=None, channel="weibo"):
    number = account.pk if account else None
    return actions.order(document.pk, channel, number, by=house.clerk, on=FORMED, now=NOW)


def test_a_connected_account_posts_and_keeps_the_receipt(house, weibo, service):
    document = district.document(house)
    row = order(house, document, weibo)

    sent = actions.send_waiting(now=NOW, base_url=service.base_url)

    row.refresh_from_db()
    assert (sent, row.state, len(service.statuses)) == (1, "posted", 1)
    assert row.receipt["id"]
    assert [place.name for place in public.document(document.publication.key, on=FORMED).places] == ["青禾住建"]


def test_a_failing_service_keeps_nothing_back_and_is_tried_again(house, weibo, service):
    service.fail("/2/statuses/share.json", ("busy", 60))
    document = district.document(house)
    row = order(house, document, weibo)

    first = actions.send_waiting(now=NOW, base_url=service.base_url)
    row.refresh_from_db()
    state, later = row.state, row.next_try_at
    early = actions.send_waiting(now=later - timedelta(seconds=1), base_url=service.base_url)
    second = actions.send_waiting(now=later, base_url=service.base_url)

    assert (first, state, early, second) == (0, "waiting", 0, 1)
    assert row.error
    assert public.document(document.publication.key, on=FORMED).row.key == document.publication.key
    assert len(service.statuses) == 1


def test_after_the_last_try_a_person_has_to_look(house, weibo, service):
    service.fail("/2/statuses/share.json", *[("busy", 60)] * 20)
    row = order(house, district.document(house), weibo)
    now = NOW
    for _ in range(10):
        actions.send_waiting(now=now, base_url=service.base_url)
        row.refresh_from_db()
        if row.next_try_at is None:
            break
        now = row.next_try_at

    assert row.state == "failed"
    assert row.tries == 7


def test_without_a_connection_it_is_prepared_to_be_copied(house):
    document = district.document(house)
    row = order(house, document, channel="wechat")

    made = actions.prepare(row)

    assert row.state == "prepared"
    assert document.title in made.title
    assert f"/documents/{document.publication.key}/" in made.address


def test_a_withdrawn_document_is_not_posted_any_more_and_must_be_taken_down_elsewhere(house, weibo, service):
    waiting, posted = district.document(house), district.document(house)
    for document in (waiting, posted):
        order(house, document, weibo)
    Placement.objects.filter(publication__document=waiting, channel="weibo").update(next_try_at=NOW + timedelta(1))
    actions.send_waiting(now=NOW, base_url=service.base_url)
    for document in (waiting, posted):
        actions.withdraw(document.pk, by=house.clerk, on=FORMED, reason="内容有误，核实中")

    later = actions.send_waiting(now=NOW + timedelta(2), base_url=service.base_url)

    row = Placement.objects.get(publication__document=posted, channel="weibo")
    assert (later, row.state, row.error) == (0, "failed", "公文已撤下，请在这个渠道同步删除")
    actions.take_down(row.pk, by=house.clerk, on=FORMED, base_url=service.base_url)
    row.refresh_from_db()
    assert (row.state, service.statuses) == ("taken_down", [])


def test_the_same_channel_twice_is_one_placement(house):
    document = district.document(house)
    for reads in (None, 230):
        given = Posted("press", NOW, "二版", outlet="青禾日报", reads=reads)
        actions.register(document.pk, given, by=house.clerk, on=FORMED)

    row = Placement.objects.get(channel="press")

    assert (row.outlet, row.reads) == ("青禾日报", 230)


def test_a_posted_document_is_not_ordered_again(house, weibo, service):
    document = district.document(house)
    order(house, document, weibo)
    actions.send_waiting(now=NOW, base_url=service.base_url)

    with pytest.raises(ValidationError, match="已经在这个渠道发布过了"):
        order(house, document, weibo)


def test_the_keys_of_an_account_lie_sealed(weibo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM documents_account")
        (stored,) = cursor.fetchone()

    assert WEIBO_TOKEN not in stored
    assert json.loads(Account.objects.get().credentials)["access_token"] == WEIBO_TOKEN
