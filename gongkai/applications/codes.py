"""Query codes (查询码): 65 random bits for the applicant, only their hash for us, and a limit on guessing."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.applications.models import Attempt
from gongkai.vault import sealing

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LENGTH = 13  # of five bits each
_LOOK_ALIKE = str.maketrans("ILOU", "110V")
TRIES = 5
WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_ADDRESS = 30  # wrong codes in the window, over all numbers


class TooMany(Exception):
    """Too many attempts; the message says how long to wait."""


def code_of(key: str) -> str:
    """The code of a submission: made from its key and our secret, so that a repeated submission shows the same code again."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"query code\x00{key}".encode(), hashlib.sha256).digest()
    bits = int.from_bytes(digest[:9], "big")
    plain = "".join(_ALPHABET[bits >> 5 * place & 31] for place in range(_LENGTH))
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


def new_key() -> str:
    """The mark of one form handed out: sent back with it, however often it is sent."""
    return secrets.token_hex(24)


def hash_of(code: str) -> str:
    """What is kept of a code. It has 65 random bits, so that a fast hash is enough."""
    plain = "".join(char for char in code.upper().translate(_LOOK_ALIKE) if char in _ALPHABET)
    return sealing.mark(plain.encode(), "query code")


def is_right(code: str, kept: str) -> bool:
    """Compared in constant time."""
    return bool(kept) and hmac.compare_digest(hash_of(code), kept)


@transaction.atomic
def count(scope: str, key: str, *, at: datetime, most: int = TRIES, window: timedelta = WINDOW) -> None:
    """Count one attempt. Raises TooMany beyond `most` in the window; what is older than a day is forgotten."""
    hashed = sealing.mark(key.encode(), "attempt")
    Attempt.objects.filter(at__lt=at - timedelta(1)).delete()
    if Attempt.objects.filter(scope=scope, key=hashed, at__gt=at - window).count() >= most:
        minutes = max(1, round(window.total_seconds() / 60))
        raise TooMany(f"尝试的次数太多，请 {minutes} 分钟以后再试，或者致电受理单位")
    Attempt.objects.create(scope=scope, key=hashed, at=at)


def forget(scope: str, key: str) -> None:
    """After a right answer the wrong ones before it do not count."""
    Attempt.objects.filter(scope=scope, key=sealing.mark(key.encode(), "attempt")).delete()
