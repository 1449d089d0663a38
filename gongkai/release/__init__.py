"""What may leave the house: files looked through for what is hidden in them, redacted for good, and verified.

Every file is opened in a child process of its own with limits; whatever is in it, the caller gets an answer or CannotRelease.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from gongkai.release import guard
from gongkai.release.values import (
    CannotRelease,
    Hidden,
    Looked,
    Mark,
    Picture,
    Rebuilt,
    Redacted,
    Removed,
    Trace,
    Weight,
    Word,
)

__all__ = [
    "MOST_BYTES",
    "CannotRelease",
    "Hidden",
    "Looked",
    "Mark",
    "Picture",
    "Rebuilt",
    "Redacted",
    "Removed",
    "Trace",
    "Weight",
    "Word",
    "accepts",
    "admit",
    "clean_picture",
    "find_boxes",
    "look",
    "pages",
    "personal_boxes",
    "rebuild",
    "redact",
    "verify",
    "visible_text",
    "words",
]

MOST_BYTES = 20_000_000  # of an attachment, unless the caller says otherwise

_Record = Mapping[str, Any]


def look(data: bytes, name: str) -> Looked:
    """The kind of the file, what is hidden in it, and the personal information seen or unseen. Samples are masked."""
    found, _ = guard.do("look", [data], name=name)
    return _looked(cast("_Record", found))


def _looked(record: _Record) -> Looked:
    hidden = tuple(Hidden(**{**each, "weight": Weight(each["weight"])}) for each in record["hidden"])
    personal = tuple(Trace(**each) for each in record["personal"])
    return Looked(**{**record, "hidden": hidden, "personal": personal})


def accepts(data: bytes, name: str, *, most_bytes: int = MOST_BYTES) -> str | None:
    """None when the file may be attached; otherwise what is wrong and what to do, in one sentence."""
    if len(data) > most_bytes:
        data = data[:most_bytes] + b"\0"  # its size alone bars it
    try:
        found, _ = guard.do("accepts", [data], name=name, most_bytes=most_bytes)
    except CannotRelease as error:
        return str(error)
    return cast("str", found) or None


def admit(data: bytes, name: str, *, most_bytes: int = MOST_BYTES) -> tuple[str, Looked | None]:
    """What `accepts` and `look` say of a file, with one child: a sentence and None, or "" and what was found."""
    if len(data) > most_bytes:
        return accepts(data, name, most_bytes=most_bytes) or "", None
    try:
        found, _ = guard.do("admit", [data], name=name, most_bytes=most_bytes)
    except CannotRelease as error:
        return str(error), None
    fault, record = cast("tuple[str, _Record | None]", found)
    return fault, None if record is None else _looked(record)


def pages(data: bytes, name: str, *, dpi: int = 100) -> tuple[Picture, ...]:  # noqa: ARG001 - for messages to come
    """The pages of a PDF or a picture, as they look."""
    found, made = guard.do("pages", [data], dpi=dpi)
    sizes = cast("list[tuple[float, float]]", found)
    return tuple(Picture(png, width, height) for png, (width, height) in zip(made, sizes, strict=True))


def words(data: bytes) -> tuple[tuple[Word, ...], ...]:
    """The words of a PDF with their boxes, page after page."""
    found, _ = guard.do("words", [data])
    return tuple(tuple(Word(**word) for word in page) for page in cast("list[list[_Record]]", found))


def find_boxes(data: bytes, needles: Sequence[str]) -> tuple[Mark, ...]:
    """A mark for every place of every text in a PDF, over line ends too. The marks have no reason yet."""
    found, _ = guard.do("find_boxes", [data], needles=list(needles))
    return _marks(found)


def personal_boxes(data: bytes) -> tuple[Mark, ...]:
    """A mark for every ID, mobile number and bank card in the text of a PDF; the reason is the kind of number."""
    found, _ = guard.do("personal_boxes", [data])
    return _marks(found)


def redact(data: bytes, name: str, marks: Sequence[Mark]) -> Redacted:  # noqa: ARG001 - for messages to come
    """A new PDF of pictures only, every mark burnt in. Raises CannotRelease for what has to become a PDF first."""
    found, made = guard.do("redact", [data], marks=[asdict(mark) for mark in marks])
    return Redacted(made[0], cast("int", found), tuple(marks))


def verify(original: bytes, redacted: bytes, marks: Sequence[Mark]) -> tuple[str, ...]:
    """What is wrong with a redacted file, in sentences; nothing when it is clean."""
    found, _ = guard.do("verify", [original, redacted], marks=[asdict(mark) for mark in marks])
    return tuple(cast("list[str]", found))


def clean_picture(data: bytes) -> bytes:
    """A JPEG or PNG with the same pixels and nothing else."""
    _, made = guard.do("clean_picture", [data])
    return made[0]


def rebuild(data: bytes, name: str) -> Rebuilt:
    """The file made anew from what its readers see. Raises CannotRelease for what cannot be rebuilt or is not clean then."""
    found, made = guard.do("rebuild", [data], name=name)
    record = cast("dict[str, Any]", found)
    removed = tuple(Removed(**each) for each in record["removed"])
    return Rebuilt(made[0], record["kind"], record["name_suffix"], removed, tuple(record["notes"]))


def visible_text(data: bytes, name: str) -> str:
    """The text that a reader of the file sees, two million characters at most; empty for scans and pictures."""
    found, _ = guard.do("visible_text", [data], name=name)
    return cast("str", found)


def _marks(found: object) -> tuple[Mark, ...]:
    return tuple(Mark(**mark) for mark in cast("list[_Record]", found))
