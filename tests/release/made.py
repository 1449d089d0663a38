"""Files made for the tests of release: clean ones, and the same with something planted where nobody sees it."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
from PIL import Image, ImageDraw, PngImagePlugin

from tests.bad import archives, pdfs

ID = "11010519491231002X"
MOBILE = "13912345678"
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LETTER = "关于您申请公开信息的答复"

# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its members changed."""
    members = archives.members(data)
    change(members)
    return archives.zipped(members.items())


def word(fill: Callable[..., None] = lambda document: None) -> bytes:
    """A letter by python-docx, whose template carries a thumbnail that is left out."""
    document = docx.Document()
    document.add_paragraph(LETTER)
    document.core_properties.author = "青禾区数据局"
    fill(document)
    return repacked(saved(document), lambda members: members.pop("docProps/thumbnail.jpeg", None))


def word_with(*replacements: tuple[str, str], extra: dict[str, bytes] | None = None) -> bytes:
    """A letter whose body has this XML for the mark [here]; and further members."""

    def change(members: dict[str, bytes]) -> None:
        for name, text in replacements:
            members[name] = members[name].replace(b"</w:body>", f"{text}</w:body>".encode())
        members.update(extra or {})

    return repacked(word(), change)


def body(xml: str) -> bytes:
    return word_with(("word/document.xml", f"<w:p {W}>{xml}</w:p>"))


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def book(fill: Callable[..., None] = lambda book: None) -> bytes:
    """A small table by openpyxl."""
    one = openpyxl.Workbook()
    one.active.title = "公开"
    one.active.append(["事项", "件数"])
    one.active.append(["答复", 12])
    fill(one)
    return saved(one)


def book_with(extra: dict[str, bytes]) -> bytes:
    return repacked(book(), lambda members: members.update(extra))


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(text: str, x: float, y: float, before: str = "") -> bytes:
    return b"BT %s /F 12 Tf %.2f %.2f Td <%s> Tj ET\n" % (
        before.encode(),
        x,
        y,
        text.encode("utf-16-be").hex().encode(),
    )


def pdf(content: bytes = b"", *, catalog: str = "", leaf: str = "", trailer: str = "", more: tuple = ()) -> bytes:
    """One page; further objects begin at number 7."""
    page = pdfs.PAGE.replace("/Contents", f"{leaf}/Contents")
    text = words(LETTER, 100, 780) + content
    objects = [pdfs.CATALOG[:-2] + catalog + ">>", pdfs.PAGES, page, pdfs.stream(text), FONT, "null", *more]
    return pdfs.pdf(objects, trailer)


def revised(data: bytes, content: bytes) -> bytes:
    """The file saved once more, with another content of its page."""
    start = len(data) + 1
    body = b"4 0 obj\n" + pdfs.stream(words(LETTER, 100, 780) + content) + b"\nendobj\n"
    table = b"xref\n4 1\n%010d 00000 n \ntrailer<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    before = data.rindex(b"xref\n0 ")
    return data + b"\n" + body + table % (start, before, start + len(body))


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def drawing(mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (400, 300), "white")
    ImageDraw.Draw(image).ellipse((50, 50, 200, 200), fill="red")
    return image


def picture(kind: str = "JPEG", image: Image.Image | None = None, **options) -> bytes:
    target = io.BytesIO()
    (image or drawing()).save(target, kind, **options)
    return target.getvalue()


def exif(base: dict[int, object] | None = None, **parts: dict[int, object]) -> Image.Exif:
    found = Image.Exif()
    found.update(base or {})
    for name, values in parts.items():
        found.get_ifd({"gps": 0x8825, "details": 0x8769}[name]).update(values)
    return found


def png_text(key: str, value: str, *, packed: bool = False) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text(key, value, zip=packed)
    return picture("PNG", pnginfo=info)


def zipped(name: str, data: bytes, comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, data)
        archive.comment = comment
    return target.getvalue()
