"""The streams and strings of a PDF, straight from its bytes: all of them, also of objects and revisions no longer in use."""

import base64
import re
import zlib
from collections.abc import Iterator

from gongkai.release.values import CannotRelease

_STREAM = re.compile(rb"stream\r?\n")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_TOKEN = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]|[^()\\]+", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MOST_STREAMS = 100_000
_MOST_A_STREAM = 60_000_000  # bytes, unpacked; a page of a scan may hold as much
_MOST_BYTES = 250_000_000  # of all streams of a file that are kept at the same time or not
_LONGEST_STRING = 200_000
_LONGEST_HEAD = 3000  # the dictionary before a stream
_END_OF_FILE = re.compile(rb"%%EOF")
_PICTURES = (b"/DCTDecode", b"/JPXDecode", b"/CCITTFaxDecode", b"/JBIG2Decode")


def streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary and the unpacked bytes of every stream."""
    total = 0
    end = 0
    for number, match in enumerate(_STREAM.finditer(data)):
        if match.start() < end or data[match.start() - 3 : match.start()] == b"end":
            continue
        if number > _MOST_STREAMS:
            raise _too_much()
        found = data.find(b"endstream", match.end())
        end = found if found >= 0 else len(data)
        head = plain(_head(data, match.start()))
        body = _unpacked(head, data[match.end() : end])
        total += len(body)
        if total > _MOST_BYTES:
            raise _too_much()
        yield head, body


def _too_much() -> CannotRelease:
    return CannotRelease("这份 PDF 解开后大得不正常，已停止", "请确认文件来源，或者重新导出一份再试")


def _head(data: bytes, start: int) -> bytes:
    before = data[max(0, start - _LONGEST_HEAD) : start]
    return before[before.rfind(b"obj") + 3 :]


def plain(data: bytes) -> bytes:
    """Names without escapes: /J#61vaScript is /JavaScript."""
    if b"#" not in data:
        return data
    return _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data)


def outside_of_streams(data: bytes) -> bytes:
    """The objects as text, without what streams hold."""
    parts, at = [], 0
    for match in _STREAM.finditer(data):
        if match.start() < at or data[match.start() - 3 : match.start()] == b"end":
            continue
        parts.append(data[at : match.end()])
        end = data.find(b"endstream", match.end())
        at = end if end >= 0 else len(data)
    return b"".join([*parts, data[at:]])


def _unpacked(head: bytes, body: bytes) -> bytes:
    filters = [name for name in re.findall(rb"/(\w+Decode|Fl|AHx|A85|LZW|RL)\b", head) if name != b"Decode"]
    for name in filters:
        try:
            body = _through(name, body)
        except (ValueError, zlib.error):
            return body
    return body


def _through(name: bytes, body: bytes) -> bytes:
    if name in (b"FlateDecode", b"Fl"):
        return _inflated(body)
    if name in (b"ASCIIHexDecode", b"AHx"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", body.partition(b">")[0])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if name in (b"ASCII85Decode", b"A85"):
        return base64.a85decode(body.strip().removeprefix(b"<~").partition(b"~>")[0])
    return body


def _inflated(body: bytes) -> bytes:
    """As much as a torn stream gives."""
    packer = zlib.decompressobj()
    found = packer.decompress(body, _MOST_A_STREAM)
    if packer.unconsumed_tail:
        raise _too_much()
    return found


def is_picture(head: bytes) -> bool:
    """Whether the stream holds pixels: its bytes are no text, whatever digits they seem to form."""
    return any(name in head for name in _PICTURES) or re.search(rb"/Subtype\s*/Image", head) is not None


# ── strings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def strings(data: bytes) -> Iterator[str]:
    """Every string of the text, in brackets or in hexadecimal digits."""
    for raw in _literal(data):
        yield from _readings(raw)
    for match in _HEX.finditer(data):
        digits = re.sub(rb"\s", b"", match[1])
        yield from _readings(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def joined(data: bytes) -> str:
    """The strings of a text object one after the other, as signs are often set one by one."""
    texts = []
    for block in re.findall(rb"\bBT\b(.*?)\bET\b", data, re.DOTALL):
        texts.append(b"".join(_literal(block)).decode("latin-1"))
        digits = re.sub(rb"\s", b"", b"".join(match[1] for match in _HEX.finditer(block)))
        texts.append(bytes.fromhex(digits[: len(digits) // 4 * 4].decode("ascii")).decode("utf-16-be", "replace"))
    return "\n".join(texts)


def _readings(raw: bytes) -> Iterator[str]:
    """A string may be of one byte a sign or of two."""
    if raw.startswith(b"\xfe\xff"):
        yield raw[2:].decode("utf-16-be", "replace")
        return
    if raw.startswith(b"\xff\xfe"):
        yield raw[2:].decode("utf-16-le", "replace")
        return
    yield raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if len(raw) >= 22 and raw[::2].count(0) > len(raw) // 8:
        yield raw.decode("utf-16-be", "replace")


def _literal(data: bytes) -> Iterator[bytes]:
    depth, length = 0, 0
    parts: list[bytes] = []
    for match in _TOKEN.finditer(data):
        token = match[0]
        if token == b"(":
            depth += 1
            if depth == 1:
                parts, length = [], 0
                continue
        elif token == b")":
            depth = max(0, depth - 1)
            if depth == 0:
                yield b"".join(parts)
                parts, length = [], 0
                continue
        if depth:
            parts.append(_escaped(token) if token[:1] == b"\\" else token)
            length += len(token)
            if length > _LONGEST_STRING:
                depth = 0


def _escaped(token: bytes) -> bytes:
    rest = token[1:]
    if rest[:1].isdigit() and rest[:1] < b"8":
        return bytes([int(rest, 8) & 0xFF])
    return _ESCAPES.get(rest, rest)


def revisions(data: bytes) -> list[bytes]:
    """The file as it was at every save before the last."""
    ends = [match.end() for match in _END_OF_FILE.finditer(data)]
    if b"/Linearized" in data[:2048] and ends:
        ends = ends[1:]  # the first part of a file made for the web is not a save
    return [data[:end] for end in ends[:-1]]


def after_the_end(data: bytes) -> bytes:
    """What follows the last mark of the end."""
    at = data.rfind(b"%%EOF")
    return data[at + 5 :].strip(b"\0 \r\n\t") if at >= 0 else b""
