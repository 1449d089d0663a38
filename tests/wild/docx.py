"""Reports as Word files written by hand: plain ones, and ones with revisions, controls, fields and boxes in boxes."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import io
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

from tests.wild.grids import grid, places
from tests.wild.printed import Box, Document, Printed, Text
from tests.wild.texts import Rendered

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1200" w:bottom="1440" w:left="1200"/></w:sectPr>'
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

Runs = Callable[[Box], str]


def package(body: str) -> bytes:
    """A Word file with this body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), TYPES)
        archive.writestr(zipfile.ZipInfo("_rels/.rels"), RELATIONS)
        document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>'
        archive.writestr(zipfile.ZipInfo("word/document.xml"), document, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text, line breaks as breaks."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def paragraph(runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def table(printed: Printed, cell: Callable[[Box], str], *, controls: Random | None = None) -> str:
    """A table; what a box covers below is a cell that continues it."""
    width = printed.labels + printed.width
    columns = "".join(f'<w:gridCol w:w="{9000 // width}"/>' for _ in range(width))
    head = f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    rows = []
    for row in _merged(printed):
        cells = [_tc(box, cell(box), merge) for box, merge in row]
        rows.append(_tr(cells, controls))
    return f"{head}{''.join(rows)}</w:tbl>"


def _merged(printed: Printed) -> list[list[tuple[Box, str]]]:
    rows: list[list[tuple[int, Box, str]]] = [[] for _ in printed.lines]
    for down, across, box in places(grid(printed)):
        for i in range(min(box.down, len(rows) - down)):
            merge = "" if box.down == 1 else "continue" if i else "restart"
            rows[down + i].append((across, Box("", across=box.across) if i else box, merge))
    return [[(box, merge) for _, box, merge in sorted(row, key=lambda each: each[0])] for row in rows]


def _tc(box: Box, content: str, merge: str) -> str:
    span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{content}</w:tc>"


def _tr(cells: list[str], controls: Random | None) -> str:
    if controls is None:
        return f"<w:tr>{''.join(cells)}</w:tr>"
    wrapped = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>" if controls.random() < 0.1 else cell
        for cell in cells
    )
    row = f"<w:tr>{''.join(wrapped)}</w:tr>"
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>" if controls.random() < 0.08 else row


def _file(body: str, rng: Random) -> Rendered:
    return package(body), rng.choice(("report.docx", "report.docx", "report.DOCX", "report.doc"))


def as_docx(document: Document, rng: Random) -> Rendered:
    """A Word file as an office types it."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            parts.append(table(piece, lambda box: paragraph(run(box.text), '<w:jc w:val="center"/>')) + paragraph(""))
        else:
            parts.append(_prose(piece))
    return _file("".join(parts), rng)


def _prose(piece: Text) -> str:
    style = '<w:pStyle w:val="Heading1"/>' if piece.kind == "heading" else ""
    return paragraph(run(piece.text), style)


def as_docx_tabs(document: Document, rng: Random) -> Rendered:
    """A Word file without tables: lines with tabs, set by hand."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            for row in grid(piece):
                cells = (run(box.text.replace("\n", " ")) for box in row)
                parts.append(paragraph("<w:r><w:tab/></w:r>".join(cells)))
        else:
            parts.append(_prose(piece))
    return _file("".join(parts), rng)


def as_docx_hard(document: Document, rng: Random) -> Rendered:
    """A Word file after many hands: each box may hold revisions, controls, fields, pieces of numbers in runs of their own."""
    nests = rng.random() < 0.4
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            inner = table(piece, lambda box: _hard_cell(box, rng), controls=rng)
            parts.append((_around(inner) if nests else inner) + paragraph(""))
        elif piece.kind == "title" and rng.random() < 0.3:
            parts.append(_text_box(piece.text))
        else:
            parts.append(paragraph(_hard_runs(piece.text, rng)))
    return _file("".join(parts), rng)


def _around(inner: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"


def _text_box(text: str) -> str:
    """A text box as Word writes it: the shape, and the same text again for older programs."""
    inner = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    shape = f"<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    return paragraph(f"<w:r>{choice}</w:r>")


def _hard_cell(box: Box, rng: Random) -> str:
    if not box.text:
        return paragraph("")
    change = rng.choice(CHANGES) if box.cell and rng.random() < 0.2 else _hard_runs
    return paragraph(change(box.text, rng))


def _hard_runs(text: str, rng: Random) -> str:
    """The text cut into runs at random, with marks between them that show nothing."""
    marks = (
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
        '<w:proofErr w:type="spellStart"/>',
        "",
    )
    parts, at = [], 0
    while at < len(text):
        size = rng.choice((1, 2, 5, 40))
        parts.append(run(text[at : at + size]) + rng.choice(marks))
        at += size
    return "".join(parts)


def _revised(text: str, rng: Random) -> str:
    """A former figure struck by a tracked change, the present one put in."""
    old = f'<w:del w:id="1" w:author="a"><w:r><w:delText>{rng.randint(1, 99)}</w:delText></w:r></w:del>'
    return old + f'<w:ins w:id="2" w:author="a">{run(text)}</w:ins>'


def _moved(text: str, rng: Random) -> str:
    old = f'<w:moveFrom w:id="3" w:author="a">{run(str(rng.randint(1, 99)))}</w:moveFrom>'
    return old + f'<w:moveTo w:id="4" w:author="a">{run(text)}</w:moveTo>'


def _controlled(text: str, rng: Random) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="件数"/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'


def _summed(text: str, rng: Random) -> str:
    """A field =SUM(LEFT) with its result."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> =SUM(LEFT) \\# 0 </w:instrText></w:r>{middle}{run(text)}{end}"


def _simple_field(text: str, rng: Random) -> str:
    return f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run(text)}</w:fldSimple>'


def _tagged(text: str, rng: Random) -> str:
    return f'<w:smartTag w:uri="urn:x" w:element="chsdate"><w:hyperlink w:anchor="a">{run(text)}</w:hyperlink></w:smartTag>'


def _hidden(text: str, rng: Random) -> str:
    """Something hidden stands beside the figure: nobody sees it in print."""
    return run(str(rng.randint(1, 99)), "<w:vanish/>") + run(text)


def _footnoted(text: str, rng: Random) -> str:
    """A raised digit behind the figure is the number of a note."""
    return run(text) + run(str(rng.randint(1, 9)), '<w:vertAlign w:val="superscript"/>')


CHANGES = (_revised, _revised, _moved, _controlled, _summed, _simple_field, _tagged, _hidden, _footnoted)
