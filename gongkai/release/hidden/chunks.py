"""The segments of a JPEG and the chunks of a PNG: walked by hand, so that nothing between or behind them is skipped."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_INFLATED = 4_000_000
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_START_OF_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Chunk:
    """One segment or chunk: APP1, COM, tEXt …; `trailing` is whatever follows the end of the picture."""

    name: str
    data: bytes


def chunks(data: bytes) -> Iterator[Chunk]:
    """All but the pixels."""
    return _png(data) if data.startswith(b"\x89PNG") else _jpeg(data)


def _jpeg(data: bytes) -> Iterator[Chunk]:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at = _next_marker(data, at)
            continue
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _END:
            break
        length = max(2, struct.unpack_from(">H", data, at + 2)[0])
        if marker >= 0xE0:
            yield Chunk(_segment_name(marker), data[at + 4 : at + 2 + length])
        at += 2 + length
        if marker == _START_OF_SCAN:
            at = _next_marker(data, at)
    if data[at + 2 :].strip(b"\0\r\n\xff"):
        yield Chunk("trailing", data[at + 2 :])


def _segment_name(marker: int) -> str:
    return f"APP{marker - 0xE0}" if marker < 0xF0 else "COM" if marker == 0xFE else f"FF{marker:02X}"


def _next_marker(data: bytes, at: int) -> int:
    """The next marker after packed pixels, in which FF00 and restarts are no markers."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in _BARE:
            return at
        at += 2
    return len(data)


def _png(data: bytes) -> Iterator[Chunk]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            break
        if kind not in (b"IDAT", b"fdAT"):
            yield Chunk(kind.decode("latin-1"), _unpacked(kind, body))
    if data[at:].strip(b"\0\r\n"):
        yield Chunk("trailing", data[at:])


def _unpacked(kind: bytes, body: bytes) -> bytes:
    """Packed text beside its keyword; anything else as it is."""
    keyword, _, rest = body.partition(b"\0")
    if kind in (b"zTXt", b"iCCP"):
        return keyword + b"\0" + _inflated(rest[1:])
    if kind == b"iTXt" and rest[:1] == b"\1":
        language, translated, text = [*rest[2:].split(b"\0", 2), b"", b""][:3]
        return b"\0".join((keyword, language, translated, _inflated(text)))
    return body


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_INFLATED)
    except zlib.error:
        return data
