"""A file taken apart to the last unpacked piece, files within files too; and personal information looked for in each."""

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import olefile

from gongkai.core import privacy
from gongkai.reading import encodings, unpack
from gongkai.reading.result import Unreadable
from gongkai.release.hidden import chunks, streams
from gongkai.release.values import CannotRelease, Trace

_DEEPEST = 3  # files in files
_MOST_BYTES = 300_000_000  # of all pieces
_MOST_TRACES = 200
_AROUND = 30  # characters before a number that may name it
_CANDIDATE = re.compile(r"\d(?:[- ]?[\dXx]){10,}")
_FRACTION = re.compile(r"(?<=\d\.)\d{13,17}(?!\d)")  # decimals of a computed number
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</(?:\w+:)?(?:p|tc|tr|si|c|v|row|text|comment|TextCode|TextObject)>|<w:(?:tab|br)\b[^<>]*>")
_RUNS = re.compile(r"<(?:\w+:)?r[ >]")
_NO_WORDS = str.maketrans(dict.fromkeys("abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ -", "|"))
_NO_GAPS = str.maketrans(dict.fromkeys(" -", "|"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Unpacked bytes, where they come from, and what they are: xml, text, strings of a PDF, or binary."""

    where: str
    data: bytes
    form: str


def pieces(data: bytes, where: str = "", depth: int = 0) -> Iterator[Piece]:
    """Everything that can be unpacked."""
    if depth > _DEEPEST:
        raise CannotRelease("文件里套着文件，层数太多", "请把里面的文件取出来，分别处理")
    if unpack.is_zip(data):
        yield from _members(data, where, depth)
    elif unpack.is_ole(data):
        yield from _streams_of_ole(data, where, depth)
    elif b"%PDF-" in data[:1024]:
        yield from _streams_of_pdf(data, where, depth)
    elif data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        yield from (Piece(_below(where, each.name), each.data, "binary") for each in chunks.chunks(data))
    else:
        yield Piece(where, data, _form(data))


def _below(where: str, name: str) -> str:
    return f"{where}/{name}" if where else name


def _form(data: bytes) -> str:
    head = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t")
    if head.startswith(b"<"):
        return "xml"
    return "binary" if b"\0" in data[:2048] else "text"


def _members(data: bytes, where: str, depth: int) -> Iterator[Piece]:
    container = unpack.opened(data)
    yield Piece(_below(where, "注释"), container.comment, "text")
    for info in container.infolist():
        yield Piece(_below(where, "文件名"), info.filename.encode() + info.comment, "text")
        if not info.is_dir():
            yield from pieces(unpack.member(container, info.filename), _below(where, info.filename), depth + 1)


def _streams_of_ole(data: bytes, where: str, depth: int) -> Iterator[Piece]:
    if not unpack.streams(data):
        yield Piece(where, data, "binary")
        return
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        for path in container.listdir():
            body = container.openstream(path).read()
            name = _below(where, "/".join(path).replace("\x01", "").replace("\x05", ""))
            at = max(body.find(b"PK\x03\x04"), body.find(b"%PDF-"))
            yield Piece(name, body, "binary")
            if at >= 0:
                yield from _inner(body[at:], name, depth)


def _inner(data: bytes, name: str, depth: int) -> Iterator[Piece]:
    """A file that seems to begin here; when it does not open it was none."""
    try:
        yield from pieces(data, name, depth + 1)
    except Unreadable:
        return


def _streams_of_pdf(data: bytes, where: str, depth: int) -> Iterator[Piece]:
    yield Piece(_below(where, "对象"), streams.outside_of_streams(data), "pdf")
    for number, (head, body) in enumerate(streams.streams(data), 1):
        name = _below(where, f"第{number}个数据流")
        if body.startswith((b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")):
            yield from _inner(body, name, depth)
        elif body.lstrip()[:1] == b"<":
            yield Piece(name, body, "xml")
        elif not streams.is_picture(head):
            yield Piece(name, body, "pdf")
    rest = streams.after_the_end(data)
    if rest:
        yield Piece(_below(where, "文件末尾"), rest, "binary")
        yield from _inner(rest, _below(where, "文件末尾"), depth)


# ── pieces as text ──────────────────────────────────────────────────────────────────────────────────────────────────


def texts(piece: Piece) -> Iterator[str]:
    """The ways in which the bytes may be text."""
    if piece.form == "xml":
        yield from _xml_texts(encodings.decode(piece.data))
    elif piece.form == "text":
        yield encodings.decode(piece.data)
    elif piece.form == "pdf":
        yield piece.data.decode("latin-1").translate(_NO_GAPS)
        yield "\n".join(streams.strings(piece.data))
        yield streams.joined(piece.data)
    else:
        yield piece.data.decode("latin-1").translate(_NO_WORDS)
        yield piece.data.decode("utf-8", "replace").translate(_NO_GAPS)
        yield piece.data.decode("utf-16-le", "replace").translate(_NO_GAPS)
        yield piece.data[1:].decode("utf-16-le", "replace").translate(_NO_GAPS)


def _xml_texts(text: str) -> Iterator[str]:
    yield html.unescape(text)
    if _RUNS.search(text):
        yield html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))


def found(text: str) -> Iterator[privacy.Personal]:
    """Personal information, looked for only around long numbers; decimals of computed numbers are none."""
    text = _FRACTION.sub(lambda match: "." * len(match[0]), text)
    end = -1
    start = 0
    for match in _CANDIDATE.finditer(text):
        if match.start() - _AROUND > end >= 0:
            yield from privacy.find(text[start:end])
            end = -1
        if end < 0:
            start = max(0, match.start() - _AROUND)
        end = match.end() + 2
    if end >= 0:
        yield from privacy.find(text[start:end])


def bare(text: str) -> str:
    """A number without its separators, to compare."""
    return re.sub(r"[- ]", "", "".join(str(int(char)) if char.isdecimal() else char for char in text)).upper()


def traces(visible: Iterable[tuple[str, str]], others: Iterable[Piece]) -> tuple[Trace, ...]:
    """Every piece of personal information once: first those that a reader sees, then those that only the bytes hold."""
    known: dict[tuple[str, str], Trace] = {}
    for where, text in visible:
        for each in found(text):
            _add(known, each, where, is_visible=True)
    size = 0
    for piece in others:
        size += len(piece.data)
        if size > _MOST_BYTES:
            raise CannotRelease("文件解开后大得不正常，已停止", "请确认文件来源，或者分成几个文件再试")
        for text in texts(piece):
            for each in found(text):
                _add(known, each, piece.where, is_visible=False)
    return tuple(known.values())[:_MOST_TRACES]


def _add(known: dict[tuple[str, str], Trace], each: privacy.Personal, where: str, *, is_visible: bool) -> None:
    trace = Trace(each.kind, privacy.NAMES[each.kind], each.masked, where, is_visible)
    known.setdefault((each.kind, bare(each.text)), trace)
