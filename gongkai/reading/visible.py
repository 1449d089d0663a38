"""What was read, made fit to be shown and kept: no control characters, no signs that turn the text around."""

import re
import unicodedata

from gongkai.reading.records import reading_of, reading_record
from gongkai.reading.result import Reading

_LONGEST_NAME = 120
# No page may hold these: control characters, and signs that turn the text around. Each becomes a sign of its width.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(reading: Reading) -> Reading:
    """The reading with every character one that can be shown; places stay what they are."""
    record = reading_record(reading)
    seen = _seen(record)
    return reading_of(seen) if isinstance(seen, dict) and seen != record else reading


def _seen(value: object) -> object:
    if isinstance(value, str):
        return _UNSEEN.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _seen(each) for key, each in value.items()}
    return [_seen(each) for each in value] if isinstance(value, list) else value


def plain_name(name: str) -> str:
    """A file name without signs that are not seen or turn the text around, and not too long to show."""
    seen = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    return seen if len(seen) <= _LONGEST_NAME else "…" + seen[-_LONGEST_NAME + 1 :]
