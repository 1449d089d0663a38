"""What no reader can avoid: the container opened, the tree made, every piece of text handed over with what places it.

Made with the fastest parser at hand, and nothing is done with what it gives: no tables, no paragraphs, no care.
"""

import ctypes
import io
import zipfile

MAIN = "word/document.xml"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def docx(data: bytes) -> object:
    """Unzip, parse, the text of every run."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as container:
        root = etree.fromstring(container.read(MAIN))
    return [each.text for each in root.iter(f"{WORDS}t")]


def html(data: bytes) -> object:
    """Decode, parse, the tag or text of every node, the attributes of every cell."""
    from selectolax.lexbor import LexborHTMLParser

    found: list[object] = []
    root = LexborHTMLParser(data.decode()).root
    for node in root.traverse(include_text=True) if root else ():
        tag = node.tag
        found.append(node.text_content if tag == "-text" else node.attributes if tag in ("td", "th") else tag)
    return found


def pdf(data: bytes) -> object:
    """Load every page, the code and the box of every character."""
    import pypdfium2
    import pypdfium2.raw as c

    document = pypdfium2.PdfDocument(data)
    rect = c.FS_RECTF()
    box = ctypes.byref(rect)
    found = []
    for page in document:
        text = page.get_textpage()
        raw = text.raw
        for at in range(c.FPDFText_CountChars(raw)):
            c.FPDFText_GetLooseCharBox(raw, at, box)
            found.append((c.FPDFText_GetUnicode(raw, at), rect.left, rect.top))
        text.close()
        page.close()
    document.close()
    return found


def doc(data: bytes) -> object:
    """The tree of office-oxide."""
    import office_oxide

    with office_oxide.Document.from_bytes(data, "doc") as document:
        return document.to_ir()


def xlsx(data: bytes) -> object:
    """Unzip, parse every sheet and the shared strings, the value of every cell."""
    from lxml import etree

    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name in container.namelist():
            if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
                root = etree.fromstring(container.read(name))
                found += [each.text for each in root.iter(f"{SHEETS}v", f"{SHEETS}t")]
    return found
