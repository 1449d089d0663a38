"""Kept readings: written by actions only, alive for thirty days, bound by the database."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from gongkai.reading import Reading
from gongkai.reports import actions, public
from gongkai.reports.models import KeptReading
from tests.made import reconciling

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def wish(name: str = "年度报告.docx") -> public.Wish:
    report = reconciling("2021-30", 3, body="青禾区教育局", year=2025)
    return public.Wish(Reading(name, "docx", report, {}, ()), b"PK\x00\xff" + name.encode())


def test_what_is_kept_comes_back_whole():
    given = [wish("甲.docx"), wish("乙 〇㐂𠀀.docx")]

    found = public.kept(public.keep(given, at=NOW), at=NOW)

    assert found.readings == tuple(each.reading for each in given)
    assert found.expires_at == NOW + timedelta(30)
    for position, each in enumerate(given, start=1):
        original = public.original(found.token, position, at=NOW)
        assert (original.name, original.data) == (each.reading.name, each.original)


def test_tokens_are_128_random_bits():
    tokens = {public.keep([wish()], at=NOW) for _ in range(20)}

    assert len(tokens) == 20
    assert all(len(bytes.fromhex(token)) == 16 for token in tokens)


def test_it_is_alive_to_the_last_moment_and_no_longer():
    token = public.keep([wish()], at=NOW)

    assert public.kept(token, at=NOW + timedelta(30) - timedelta(microseconds=1)) is not None
    assert public.kept(token, at=NOW + timedelta(30)) is None
    assert public.original(token, 1, at=NOW + timedelta(30)) is None


def test_keeping_something_deletes_what_has_expired():
    old = public.keep([wish()], at=NOW)

    new = public.keep([wish()], at=NOW + timedelta(30))

    assert set(KeptReading.objects.values_list("token", flat=True)) == {new} != {old}


def test_nothing_to_keep_is_said():
    with pytest.raises(ValidationError, match="没有读成的报告，没有什么可以保留。"):
        public.keep([], at=NOW)


def test_keep_is_all_or_nothing():
    bad = public.Wish(wish("").reading, b"x")

    with pytest.raises(ValidationError):
        public.keep([wish(), bad], at=NOW)

    assert KeptReading.objects.count() == 0


def test_discard_takes_its_own_and_nothing_else():
    first, second = public.keep([wish(), wish()], at=NOW), public.keep([wish()], at=NOW)

    assert public.discard(first) == 2
    assert public.discard(first) == 0
    assert public.kept(second, at=NOW) is not None


def test_sweep_takes_what_has_expired_and_nothing_else():
    old, new = public.keep([wish()], at=NOW - timedelta(30)), public.keep([wish()], at=NOW - timedelta(29))

    assert actions.sweep(at=NOW) == 1
    assert not KeptReading.objects.filter(token=old).exists()
    assert public.kept(new, at=NOW) is not None


def test_the_command_sweeps():
    public.keep([wish(), wish()], at=datetime(2020, 1, 1, tzinfo=UTC))
    said = io.StringIO()

    call_command("sweep", stdout=said)

    assert said.getvalue() == "已删除 2 份到期的结果\n"
    assert KeptReading.objects.count() == 0


def row(**changed) -> KeptReading:
    given = {
        "token": "0" * 32,
        "position": 1,
        "created_at": NOW,
        "expires_at": NOW + timedelta(1),
        "name": "甲",
        "record": "x",
        "original": b"x",
    }
    return KeptReading(**given | changed)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"expires_at": NOW}, "到期时间应当晚于保存时间。"),
        ({"token": "guess"}, "网址中的密码应当是 32 位十六进制数（128 位随机数）。"),
        ({"token": "g" * 32}, "网址中的密码应当是 32 位十六进制数（128 位随机数）。"),
    ],
)
def test_the_database_holds_the_rules_and_says_them_in_words(changed, message):
    with pytest.raises(ValidationError, match=message.replace("（", ".").replace("）", ".")):
        row(**changed).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(**changed).save()


def test_a_position_is_taken_once():
    row().save()

    with pytest.raises(ValidationError, match="同一次检查里，一个位置只能有一份报告。"):
        row().full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row().save()


def test_the_record_is_not_plain_text_in_the_database():
    token = public.keep([wish()], at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT record FROM reports_keptreading WHERE token = %s", [token])
        (record,) = cursor.fetchone()

    assert "青禾区教育局" not in record
    assert "applications" not in record


def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())
