"""A result that the visitor asked us to keep: a secret address, shown again, deleted at will, gone after thirty days."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai import writing
from gongkai.portal import views
from gongkai.reports import public
from tests.portal import files
from tests.portal.test_check import CHECK, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client) -> str:
    response = client.post(CHECK, {"report": files.upload(files.off_by_one()), "keep": "1"})
    assert response.status_code == 302
    return response.headers["Location"]


def test_without_the_wish_nothing_is_kept(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.post(CHECK, {"report": files.upload(files.whole())})

    assert "/kept/" not in text(response)


def test_the_address_is_a_secret_of_128_bits(address):
    assert re.fullmatch(r"/tools/check/kept/[0-9a-f]{32}/", address)


def test_the_address_shows_the_result_again(client, address):
    response = client.get(address)

    page = text(response)
    assert "勾稽关系不成立" in page
    assert f"http://testserver{address}" in page
    assert re.search(r"已保留到 20\d\d年\d+月\d+日", page)
    assert "读取结果和原文件都在" in page
    assert "no-store" in response.headers["Cache-Control"]


def test_several_files_share_one_address(client):
    both = [files.upload(files.whole()), files.upload(files.whole(body="青禾区数据局"), "html")]

    response = client.post(CHECK, {"report": both, "keep": "1"}, follow=True)

    assert "2 份报告的检查结果" in text(response)
    assert len(response.redirect_chain) == 1


def test_the_original_comes_back_byte_for_byte_to_be_saved(client):
    data = writing.write(files.whole(), "docx")
    upload = SimpleUploadedFile("原稿.docx", data)
    address = client.post(CHECK, {"report": upload, "keep": "1"}).headers["Location"]

    response = client.get(f"{address}original/1/")

    assert response.content == data
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert client.get(f"{address}original/2/").status_code == 404


def test_what_could_not_be_read_is_said_once(client):
    both = [files.upload(files.whole()), SimpleUploadedFile("通知.rtf", b"{\\rtf1 abc}")]
    response = client.post(CHECK, {"report": both, "keep": "1"}, follow=True)

    assert "通知.rtf：这是 RTF 文件" in text(response)
    assert "通知.rtf" not in text(client.get(response.redirect_chain[0][0]))


def test_when_nothing_could_be_read_nothing_is_kept(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.post(CHECK, {"report": SimpleUploadedFile("通知.rtf", b"{\\rtf1 abc}"), "keep": "1"})

    assert "文件没有读成" in text(response)


def test_delete_is_at_once_and_for_good(client, address):
    response = client.post(f"{address}discard/", follow=True)

    assert "已经删除：保留的结果和原文件都没有了" in text(response)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}original/1/").status_code == 404
    assert client.post(f"{address}discard/").status_code == 404


def test_looking_does_not_delete(client, address):
    assert client.get(f"{address}discard/").status_code == 405
    assert client.get(address).status_code == 200


def test_after_thirty_days_it_is_as_if_it_had_never_been(client, address, monkeypatch):
    later = timezone.now() + timedelta(30, seconds=5)
    monkeypatch.setattr(views.timezone, "now", lambda: later)

    gone, never = client.get(address), client.get("/tools/check/kept/" + "0" * 32 + "/")

    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content
    assert client.get(f"{address}original/1/").status_code == 404


def test_two_queries_show_a_kept_result(client, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address)


@pytest.mark.parametrize("token", ["", "x", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "%00", "../../etc/passwd"])
def test_other_addresses_are_not_there(client, token):
    assert client.get(f"/tools/check/kept/{token}/").status_code == 404


def test_two_keepings_have_nothing_in_common(client):
    first, second = (
        client.post(CHECK, {"report": files.upload(files.whole(body=body)), "keep": "1"}).headers["Location"]
        for body in ("青禾区教育局", "青禾区数据局")
    )

    client.post(f"{first}discard/")

    assert "青禾区数据局" in text(client.get(second))
    assert public.kept(first.split("/")[-2], at=timezone.now()) is None
