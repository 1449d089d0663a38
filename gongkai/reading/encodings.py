"""Bytes as text, whatever the file says of itself."""

from collections.abc import Iterator

# What a page in Chinese may truthfully say; gb2312 pages hold characters that only its successor has. Whatever else it says
# is wrong (iso-8859-1 is what servers say of everything), and UTF-16 has its mark.
_DECLARED = (("gb", "gb18030"), ("x-gbk", "gb18030"), ("hz", "gb18030"), ("cp936", "gb18030"), ("big5", "big5"))


def decode(data: bytes, declared: str = "") -> str:
    """Bytes as text: byte order mark, the declared encoding, UTF-8, then GB18030; a torn end does no harm."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding in _encodings(declared):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    utf8 = data.decode("utf-8", errors="replace")
    gb = data.decode("gb18030", errors="replace")
    return utf8 if utf8.count("\ufffd") <= gb.count("\ufffd") else gb


def _encodings(declared: str) -> Iterator[str]:
    name = declared.strip().strip("'\"").lower()
    yield from (encoding for prefix, encoding in _DECLARED if name.startswith(prefix))
    yield "utf-8"
    yield "gb18030"
