"""Files handed in, read in the background: a thread keeps the row alive while another reads, and hands the file in at the end."""

import logging
import threading

from django.core.exceptions import ValidationError
from django.db import OperationalError, connections
from django.utils import timezone

from gongkai.bodies.actors import Actor, actor
from gongkai.bodies.models import Person
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.reports import handed_in
from gongkai.desk.reports.reading_work import Work
from gongkai.reading.result import Unreadable
from gongkai.reports import actions
from gongkai.reports.models import Upload

QUICK = 1.5  # seconds that somebody waits before there is a page with a progress bar
EVERY = 1.0  # seconds between two looks
ALIVE = 5  # looks after which a sign of life is due, though nothing has changed
_REFUSED = "请核对以后，换一份文件再试"
_log = logging.getLogger("gongkai.desk.reports.reading")


def begin(number: int, name: str, data: bytes, *, by: Actor) -> bool:
    """Read a file that has come; whether it is in already. Otherwise it goes on in the background.

    Raises Unreadable, ValidationError, NotAllowed, Absent, OSError.
    """
    upload = actions.begin_reading(number, name, data, by=by, at=timezone.now())
    return follow(upload, Work(handed_in.read, data, name), by=by)


def follow(upload: Upload, work: Work, *, by: Actor) -> bool:
    """The same for a file that is kept and not begun."""
    work.start()
    if not work.finished.wait(QUICK):
        threading.Thread(target=_watch, args=(upload, work), name="watching", daemon=True).start()
        return False
    _end(upload, work, by)
    return True


def _watch(upload: Upload, work: Work) -> None:
    """Until the file is read: signs of life, and an ear for whether it is still wanted."""
    try:
        _attend(upload, work)
        _end(upload, work, _sender(upload))
    except actions.Superseded:
        work.give_up()
        work.finished.wait()
    except (Unreadable, ValidationError, NotAllowed, actions.Absent, OSError):
        pass  # the row says so
    except Exception:  # noqa: BLE001 - nobody else would hear of it; the row falls silent
        _log.exception("a file was not read to its end, or could not be handed in")
        work.give_up()
    finally:
        connections.close_all()


def _attend(upload: Upload, work: Work) -> None:
    before, looks = None, 0
    while not work.finished.wait(EVERY):
        now = (work.ahead, work.done, work.total)
        looks += 1
        if now != before or looks % ALIVE == 0 or not Upload.objects.filter(pk=upload.pk, state="reading").exists():
            ahead, done, total = now
            try:
                actions.note_reading(upload.pk, ahead=ahead, done=done, total=total, at=timezone.now())
            except OperationalError as error:  # the database is busy: minutes of reading are not thrown away for that
                _log.warning("progress could not be noted: %s", error)
            else:
                before = now


def _sender(upload: Upload) -> Actor:
    """Whoever sent the file, with the roles held at this moment; nobody's, when the account has been closed since."""
    person = Person.objects.filter(pk=upload.by_id or 0, is_active=True).first()
    return actor(person, on=timezone.localdate()) if person else Actor("", upload.by_name)


def _end(upload: Upload, work: Work, by: Actor) -> None:
    """What was read becomes the report; what bars that is written down, and raised."""
    try:
        if work.error is not None:
            raise work.error
        if work.found is None:
            raise actions.Superseded
        actions.finish_reading(upload.pk, work.found, work.data, by=by, at=timezone.now())
    except Unreadable as error:
        actions.fail_reading(upload.pk, error, at=timezone.now())
        raise
    except (ValidationError, NotAllowed, actions.Absent, OSError) as error:
        why = "；".join(said(error).messages)
        actions.fail_reading(upload.pk, Unreadable(why, _REFUSED), at=timezone.now())
        raise
