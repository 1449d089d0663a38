"""Waits grow; then a person has to look."""

from datetime import UTC, datetime, timedelta

import pytest

from gongkai import channels

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_the_waits_and_then_a_person():
    waits = [channels.next_try(tries, since=SINCE) for tries in range(1, 8)]

    assert [moment - SINCE for moment in waits[:-1]] == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
        timedelta(hours=24),
    ]
    assert waits[-1] is None


def test_never_before_the_service_allows():
    assert channels.next_try(1, since=SINCE, retry_after=3600) == SINCE + timedelta(hours=1)


def test_without_a_failure_there_is_no_next_try():
    with pytest.raises(ValueError, match="还没有失败过"):
        channels.next_try(0, since=SINCE)
