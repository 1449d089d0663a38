"""Bytes as text, whatever the file says of itself."""

from collections.abc import Iterator


def decode(data: bytes, declared: str = "") -> str:
    """Bytes as text: byte order mark, the declared encoding, UTF-8, then GB18030; a torn end does no harm."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding in _encodings(declared):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    utf8 = data.decode("utf-8", errors="replace")
    gb = data.decode("gb18030", errors="replace")
    return utf8 if utf8.count("\ufffd") <= gb.count("\ufffd") else gb


def _encodings(declared: str) -> Iterator[str]:
    # Pages that say gb2312 hold characters that only its successor has.
    name = declared.strip().strip("'\"").lower()
    if name and name not in ("utf-8", "utf8"):
        yield "gb18030" if name.startswith(("gb", "x-gbk", "hz")) else name
    yield "utf-8"
    yield "gb18030"
