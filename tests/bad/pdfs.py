"""Hostile and broken PDF files, written object by object."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import zlib
from collections.abc import Callable

from tests.bad.archives import EITHER, MEGA, UNREADABLE, Bad

CATALOG, PAGES = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
PAGE = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{FONT}>>"
HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, head: str = "") -> bytes:
    """A stream object packed once."""
    packed = zlib.compress(data, 9)
    return f"<</Length {len(packed)}/Filter/FlateDecode{head}>>stream\n".encode() + packed + b"\nendstream"


def pdf(objects: list[str | bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first being the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    at = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF".encode()
    return bytes(out)


def page(content: bytes, *, tree: str = PAGES, leaf: str = PAGE, form: str | bytes = "null") -> bytes:
    """A PDF of one page with this content."""
    return pdf([CATALOG, tree, leaf, stream(content), HELVETICA, form])


def _bomb() -> bytes:
    """Six hundred megabytes packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(b" " * MEGA) for _ in range(600)), packer.flush()])
    twice = zlib.compress(once, 9)
    body = f"<</Length {len(twice)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode() + twice + b"\nendstream"
    return pdf([CATALOG, PAGES, PAGE, body, HELVETICA, "null"])


def _many_pages(count: int) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    leaf = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf([CATALOG, f"<</Type/Pages/Kids[{kids}]/Count {count}>>", *[leaf] * count])


def _deep_tree(depth: int) -> bytes:
    nodes = [f"<</Type/Pages/Kids[{number} 0 R]/Count 1>>" for number in range(3, depth + 3)]
    return pdf([CATALOG, *nodes, "<</Type/Page/MediaBox[0 0 9 9]>>"])


def _encrypted() -> bytes:
    lock = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<{'ab' * 32}>/U<{'cd' * 32}>>>/ID[<00><00>]"
    return pdf([CATALOG, PAGES, PAGE, stream(b"BT /F 9 Tf (0) Tj ET"), HELVETICA, "null"], lock)


def _rules(count: int) -> bytes:
    """A page with very many short lines: bait for whoever looks for tables."""
    return b"".join(b"%d %d m %d %d l S\n" % (i % 595, i % 842, (i * 7) % 595, (i * 13) % 842) for i in range(count))


def _grid(lines: int) -> bytes:
    """A ruled grid whose boxes are `lines` squared."""
    down = b"".join(b"%.2f 0 m %.2f 842 l S\n" % (i * 595 / lines, i * 595 / lines) for i in range(lines))
    across = b"".join(b"0 %.2f m 595 %.2f l S\n" % (i * 842 / lines, i * 842 / lines) for i in range(lines))
    return down + across


def _words(count: int, *, apart: bool) -> bytes:
    """Very many figures, spread over the page or all in one spot."""
    places = ((i * 11 % 560, i * 17 % 820) if apart else (99, 99) for i in range(count))
    return b"".join(b"BT /F 3 Tf %d %d Td (0) Tj ET\n" % place for place in places)


def _cmap() -> bytes:
    """A font whose table of characters claims four thousand million of them."""
    table = b"begincmap 1 begincodespacerange <00000000><ffffffff> endcodespacerange 1 beginbfrange <00000000><ffffffff><0030> endbfrange endcmap"
    font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>]>>"
    return pdf([CATALOG, PAGES, PAGE, stream(b"BT /F 9 Tf 9 9 Td <00010002> Tj ET"), font, stream(table)])


def _picture() -> bytes:
    """A scan: a page with nothing but a picture."""
    image = stream(
        bytes(1000 * 1000),
        "/Type/XObject/Subtype/Image/Width 1000/Height 1000/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    return page(b"595 0 0 842 0 0 cm /X Do", form=image)


def _previous_loop() -> bytes:
    data = page(b"")
    at = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _form(inner: bytes) -> bytes:
    return stream(inner, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")


ACTIONS = CATALOG[:-2] + "/OpenAction<</S/JavaScript/JS(app.alert(1))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>>>"

BUILDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "pdf_head_only": (lambda: b"%PDF-1.7\n", UNREADABLE),
    "pdf_end_only": (lambda: b"%PDF-1.4\nstartxref\n99999999999\n%%EOF", UNREADABLE),
    "pdf_double_flate": (_bomb, EITHER),
    "pdf_page_loop": (lambda: page(b"", tree="<</Type/Pages/Kids[2 0 R]/Count 1>>"), EITHER),
    "pdf_page_loop_parent": (lambda: page(b"", tree="<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>"), EITHER),
    "pdf_count": (lambda: page(b"", tree="<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"), EITHER),
    "pdf_count_negative": (lambda: page(b"", tree="<</Type/Pages/Kids[3 0 R]/Count -5>>"), EITHER),
    "pdf_20000_pages": (lambda: _many_pages(20_000), EITHER),
    "pdf_no_pages": (lambda: _many_pages(0), UNREADABLE),
    "pdf_same_page_20000": (lambda: page(_words(50, apart=True), tree=f"<</Type/Pages/Kids[{'3 0 R ' * 20_000}]/Count 20000>>"), EITHER),
    "pdf_deep_tree": (lambda: _deep_tree(5_000), EITHER),
    "pdf_nested_arrays": (lambda: page(b"", leaf=PAGE[:-2] + "/Q " + "[" * 100_000 + "]" * 100_000 + ">>"), EITHER),
    "pdf_nested_operands": (lambda: page(b"[" * 200_000 + b"]" * 200_000 + b" TJ"), EITHER),
    "pdf_nested_states": (lambda: page(b"q " * 500_000), EITHER),
    "pdf_encrypted": (_encrypted, EITHER),
    "pdf_previous_loop": (_previous_loop, EITHER),
    "pdf_length_loop": (lambda: pdf([CATALOG, PAGES, PAGE, "<</Length 4 0 R>>stream\nBT ET\nendstream", HELVETICA, "null"]), EITHER),
    "pdf_form_in_itself": (lambda: page(b"/X Do", form=_form(b"/X Do /X Do")), EITHER),
    "pdf_actions": (lambda: pdf([ACTIONS, PAGES, PAGE, stream(b"BT /F 9 Tf (0) Tj ET"), HELVETICA, "null"]), EITHER),
    "pdf_scan": (_picture, UNREADABLE),
    "pdf_20000_rules": (lambda: page(_rules(20_000)), EITHER),
    "pdf_grid_1000": (lambda: page(_grid(1000) + _words(2000, apart=True)), EITHER),
    "pdf_300000_words": (lambda: page(_words(300_000, apart=True)), EITHER),
    "pdf_100000_words_one_spot": (lambda: page(_words(100_000, apart=False)), EITHER),
    "pdf_long_string": (lambda: page(b"BT /F 9 Tf (" + b"0" * 5 * MEGA + b") Tj ET"), EITHER),
    "pdf_huge_page": (lambda: page(_words(9, apart=True), leaf=PAGE.replace("0 0 595 842", "-1e30 -1e30 1e30 1e30")), EITHER),
    "pdf_no_number_page": (lambda: page(_words(9, apart=True), leaf=PAGE.replace("0 0 595 842", "/a (b) null 0")), EITHER),
    "pdf_characters": (_cmap, EITHER),
    "pdf_turned": (lambda: page(_words(9, apart=True), leaf=PAGE.replace("/Contents", "/Rotate 45 /UserUnit 1e9/Contents")), EITHER),
}  # fmt: skip

FILES: dict[str, Bad] = {name: ("a.pdf", build, expected) for name, (build, expected) in BUILDS.items()}
