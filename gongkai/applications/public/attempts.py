"""Who asks too often, and how what people type is read: numbers of cases and query codes."""

import re
import unicodedata
from datetime import datetime, timedelta

from gongkai.applications import codes
from gongkai.applications.codes import TooMany

SUBMISSIONS_AN_HOUR = 20  # from one address; like those below our own measure, no term of the law
_FOUND_AN_HOUR = 20
_FILES_AN_HOUR = 100
_PROOF_HOLDS = timedelta(hours=2)
_NUMBER = re.compile(r"(?P<mark>[^\W\d_]+)\W*(?P<year>\d{4})\W*0*(?P<serial>\d{1,9})\W*号?\W*")

__all__ = [
    "TooMany",
    "count_finding",
    "count_submission",
    "count_sum",
    "count_upload",
    "once",
    "plain_code",
    "plain_number",
]


def count_submission(address: str, *, at: datetime) -> None:
    """One more form handed in from an address. Raises TooMany."""
    codes.count("submit", address, at=at, most=SUBMISSIONS_AN_HOUR, window=timedelta(hours=1))


def count_finding(address: str, *, at: datetime) -> None:
    """One more “found it” from an address. Raises TooMany."""
    codes.count("found", address, at=at, most=_FOUND_AN_HOUR, window=timedelta(hours=1))


def count_upload(address: str, *, at: datetime) -> None:
    """One more file kept for a form that is not handed in yet. Raises TooMany."""
    codes.count("upload", address, at=at, most=_FILES_AN_HOUR, window=timedelta(hours=1))


def count_sum(address: str, *, at: datetime) -> None:
    """One more wrong answer to a sum. Raises TooMany."""
    codes.count("sum", address, at=at)


def once(proof: str, *, at: datetime) -> bool:
    """Whether this proof is used for the first time."""
    try:
        codes.count("proof", proof, at=at, most=1, window=_PROOF_HOLDS)
    except TooMany:
        return False
    return True


def plain_number(typed: str) -> str:
    """青公开〔2026〕133号, from whatever brackets, widths and blanks it was typed with; "" when it cannot be a number."""
    narrow = "".join(unicodedata.normalize("NFKC", typed).split())
    found = _NUMBER.fullmatch(narrow)
    return f"{found['mark']}〔{found['year']}〕{found['serial']}号" if found else ""


def plain_code(typed: str) -> str:
    """The code in narrow characters; case, dashes and blanks are the business of `codes`."""
    return unicodedata.normalize("NFKC", typed)[:64]
