"""A database that is busy for a while costs a file that is being read its signs of life, and nothing else."""

import sqlite3
import time
from contextlib import closing

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.desk.reports import reading_tasks
from gongkai.desk.reports.reading_work import Work
from gongkai.reading.result import Unreadable
from gongkai.reports import actions
from gongkai.reports.models import Upload
from tests.desk.reports import collected

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer at a time"),
]


@pytest.fixture
def impatient():
    """This connection waits for no other writer."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=1")
        yield
        cursor.execute("PRAGMA busy_timeout=20000")


def test_what_cannot_be_noted_now_is_noted_when_the_database_is_free(monkeypatch, caplog, impatient):
    this = collected.january()
    upload = actions.begin_reading(
        this.report(this.housing).pk, "a.pdf", b"x", by=this.housing.clerk, at=timezone.now()
    )
    monkeypatch.setattr(reading_tasks, "EVERY", 0.05)
    name = connection.settings_dict["NAME"]

    with closing(sqlite3.connect(name, isolation_level=None, check_same_thread=False)) as other:

        def read(_data, _name, _told):
            until(lambda: "progress could not be noted" in caplog.text)
            other.rollback()
            until(lambda: Upload.objects.filter(done=3).exists())
            connection.close()
            raise Unreadable("读完了", "")

        work = Work(read, b"x", "a.pdf")
        work.done, work.total = 3, 12
        other.execute("BEGIN IMMEDIATE")
        work.start()
        reading_tasks._attend(upload, work)

    kept = Upload.objects.get(pk=upload.pk)
    assert (kept.state, kept.done, kept.total) == ("reading", 3, 12)
    assert str(work.error) == str(Unreadable("读完了", ""))


def until(is_so):
    """Wait for the other thread."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
