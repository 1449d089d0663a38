"""A reading as a signed, compressed token that travels with the page: nothing of it stays on the server."""

from django.core import signing

from gongkai.reading import Reading
from gongkai.reading.records import reading_of, reading_record

SALT = "gongkai.portal.reading"
VALID_SECONDS = 24 * 60 * 60


class Stale(Exception):
    """The token is too old, or not ours."""


def seal(reading: Reading) -> str:
    """The token of a reading."""
    return signing.dumps(reading_record(reading), salt=SALT, compress=True)


def opened(token: str) -> Reading:
    """The reading of a token; Stale when it is older than a day or was changed on its way."""
    try:
        return reading_of(signing.loads(token, salt=SALT, max_age=VALID_SECONDS))
    except (signing.BadSignature, ValueError) as error:
        raise Stale from error
