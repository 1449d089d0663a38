"""A result that a visitor asked us to keep under a secret address: look at it, delete it."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from gongkai.reading import Reading
from gongkai.reading.records import reading_of
from gongkai.reports.actions import SALT, Wish, discard, keep
from gongkai.reports.models import KeptReading

__all__ = ["Kept", "Original", "Wish", "discard", "keep", "kept", "original"]


@dataclass(frozen=True, slots=True)
class Kept:
    """The result of one visit, and until when it is kept."""

    token: str
    expires_at: datetime
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """One of the files as it was handed in."""

    name: str
    data: bytes


def kept(token: str, *, at: datetime) -> Kept | None:
    """What is kept under the token; None when there is nothing, was nothing, or is nothing any more."""
    rows = list(KeptReading.objects.alive(at).filter(token=token).order_by("position").defer("original"))
    if not rows:
        return None
    readings = tuple(reading_of(signing.loads(row.record, salt=SALT)) for row in rows)
    return Kept(token, rows[0].expires_at, readings)


def original(token: str, position: int, *, at: datetime) -> Original | None:
    """One of the files kept under the token; None as in `kept`."""
    row = KeptReading.objects.alive(at).filter(token=token, position=position).first()
    return Original(row.name, bytes(row.original)) if row else None
