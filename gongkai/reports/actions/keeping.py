"""The deeds of the area: the only place that writes its rows."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.reading import Reading
from gongkai.reading.records import reading_record
from gongkai.reports.models import KeptReading

KEEP_FOR = timedelta(30)  # days; our own promise, no term of the law
SALT = "gongkai.reports.kept"


@dataclass(frozen=True, slots=True)
class Wish:
    """A reading to keep, with the file it was read from."""

    reading: Reading
    original: bytes


@transaction.atomic
def keep(wishes: Iterable[Wish], *, at: datetime) -> str:
    """Keep the readings of one visit for thirty days; the token is their only address and is told to nobody else.

    What has expired goes on the same occasion, so that the promise holds where nobody runs the sweep.
    """
    sweep(at=at)
    token = secrets.token_hex(16)
    rows = [
        KeptReading(
            token=token,
            position=position,
            created_at=at,
            expires_at=at + KEEP_FOR,
            name=wish.reading.name[:255],
            record=signing.dumps(reading_record(wish.reading), salt=SALT, compress=True),
            original=wish.original,
        )
        for position, wish in enumerate(wishes, start=1)
    ]
    if not rows:
        raise ValidationError("没有读成的报告，没有什么可以保留。")
    for row in rows:
        row.full_clean()
    KeptReading.objects.bulk_create(rows)
    return token


@transaction.atomic
def discard(token: str) -> int:
    """Delete what is kept under the token, at once and for good; how many files it was."""
    count, _ = KeptReading.objects.filter(token=token).delete()
    return count


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Delete what has expired; how many files it was."""
    count, _ = KeptReading.objects.all().expired(at).delete()
    return count
