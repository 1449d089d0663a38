"""What is done without anybody: one thing that fails keeps nothing else back, and says why where somebody looks."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings

from gongkai.documents import actions
from gongkai.documents.management.commands import tend
from gongkai.documents.models import Document
from gongkai.vault.admission import Upload
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
LATER = district.moment(FORMED + timedelta(400))


@pytest.fixture
def housing():
    return district.office()


def appointed(housing, **given):
    made = district.document(housing, "signed", **given)
    actions.schedule(made.pk, LATER, by=housing.clerk, on=FORMED)
    return made


def lose(document):
    """The rebuilt file is gone from the folder."""
    name = document.files.get().rebuilt
    for path in (path for path in settings.GONGKAI_DATA.rglob(name) if path.is_file()):
        path.unlink()


def test_a_lost_file_keeps_no_other_document_back(housing, caplog, monkeypatch):
    bad = appointed(housing, uploads=[Upload("名单.txt", "甲乙丙".encode(), "annex")])
    good = appointed(housing)
    lose(bad)
    monkeypatch.setattr(logging.getLogger("gongkai"), "propagate", True)

    with caplog.at_level(logging.ERROR, logger="gongkai"):
        made = actions.publish_due(now=LATER + timedelta(minutes=1))

    bad.refresh_from_db()
    last = actions.history(bad)[-1]
    assert [each.document_id for each in made] == [good.pk]
    assert (bad.stage, bad.publish_at) == ("signed", None)
    assert last.reason.startswith("定时发布没有成功：附件取不到或者已经损坏，请系统管理员从备份恢复")
    assert last.facts["failed_at"]
    assert f"document {bad.pk} was not published: Missing" in caplog.text
    assert bad.title not in caplog.text


def test_an_interpretation_with_its_own_appointment_goes_out_with_its_document_without_a_failure(housing):
    told_first = district.document(housing, "signed")
    told = district.interpretation(housing, told_first, "signed")
    for each in (told, told_first):
        actions.schedule(each.pk, LATER, by=housing.clerk, on=FORMED)

    made = actions.publish_due(now=LATER + timedelta(minutes=1))

    assert [each.document_id for each in made] == [told_first.pk]
    assert [line.verb for line in actions.history(told)][-1] == "publish"


def test_tending_goes_on_after_a_fault_and_tells_only_where(housing, monkeypatch, capsys):
    calls, parents = [], iter([1, 1, 1, 2])
    monkeypatch.setattr(tend.os, "getppid", lambda: next(parents))
    monkeypatch.setattr(tend.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(tend, "close_old_connections", lambda: None)

    def tending(self, verbosity):
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("孙小明的附件")

    monkeypatch.setattr(tend.Command, "_tend", tending)
    tend.Command().execute(every=5.0, verbosity=1, force_color=False, no_color=True, skip_checks=True, stderr=None)

    said = capsys.readouterr().err
    assert len(calls) == 2
    assert "RuntimeError, tending:" in said
    assert "孙小明" not in said


def test_one_roster_that_cannot_be_taken_down_keeps_no_other_up(housing):
    bad = district.document(housing, take_down_on=FORMED)
    good = district.document(housing, take_down_on=FORMED)
    Document.objects.filter(pk=bad.pk).update(stage="held", attribute="on_application")

    assert actions.take_down_due(on=FORMED) == 1
    good.refresh_from_db()
    assert good.stage == "withdrawn"
