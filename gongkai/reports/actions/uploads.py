"""The deeds around a file that is being read: begun, how far it is, stopped, failed, and at its end handed in."""

from datetime import datetime

from django.db import transaction

from gongkai.bodies.actors import Actor
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE
from gongkai.reading.result import Reading, Unreadable
from gongkai.reports import access
from gongkai.reports.actions.handing import hand_in_file, refuse_district
from gongkai.reports.models import AnnualReport, HandedIn, Upload
from gongkai.reports.models.uploads import DONE, FAILED, READING, STOPPED
from gongkai.vault import files


class Superseded(Exception):
    """Nobody waits for this reading any more: it was stopped, or another file has taken its place."""


def begin_reading(number: int, name: str, data: bytes, *, by: Actor, at: datetime) -> Upload:
    """A file has come and is kept; the one that was being read before it is given up. Raises NotAllowed, Absent."""
    report = access.report(by, number)
    _refuse_strangers(by, report)
    refuse_district(report)
    stored = files.keep(data)
    with transaction.atomic():
        access.lock(by, number)
        Upload.objects.filter(report=report).delete()
        return Upload.objects.create(
            report=report,
            name=name[:255],
            size=len(data),
            stored=stored,
            by=by.person,
            by_name=by.name,
            begun_at=at,
            alive_at=at,
        )


def _refuse_strangers(by: Actor, report: AnnualReport) -> None:
    """Before work is begun that may take minutes; the deed at its end asks again."""
    held = access.roles(by, report)
    if not held:
        raise NotAllowed("您可以查看这份年报，不能填报")
    role = next((role for role in LIFE.move("write").roles if role in held), min(held))
    LIFE.after(report.stage, "write", role=role)


def note_reading(upload: int, *, ahead: int, done: int | None, total: int | None, at: datetime) -> None:
    """A sign of life. Raises Superseded."""
    rows = Upload.objects.filter(pk=upload, state=READING)
    if not rows.update(ahead=ahead, done=done, total=total, alive_at=at):
        raise Superseded


def finish_reading(upload: int, reading: Reading, data: bytes, *, by: Actor, at: datetime) -> HandedIn:
    """It was read: the file becomes the report, if whoever sent it may still do that. Raises Superseded."""
    with transaction.atomic():
        number = Upload.objects.filter(pk=upload).values_list("report_id", flat=True).first()
        if number is None:
            raise Superseded
        access.lock(by, number)
        if not Upload.objects.filter(pk=upload, state=READING).update(state=DONE, alive_at=at):
            raise Superseded
        return hand_in_file(number, reading, data, by=by, at=at)


def fail_reading(upload: int, why: Unreadable, *, at: datetime) -> None:
    """It could not be read, or what was read is refused."""
    rows = Upload.objects.filter(pk=upload, state=READING)
    rows.update(state=FAILED, alive_at=at, what=why.what, where=why.where, do=why.do)


def stop_reading(number: int, *, by: Actor, at: datetime) -> None:
    """Given up by somebody who may write; the reader hears of it at its next sign of life."""
    with transaction.atomic():
        report = access.lock(by, number)
        _refuse_strangers(by, report)
        Upload.objects.filter(report=report, state=READING).update(state=STOPPED, alive_at=at)
