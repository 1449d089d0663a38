"""Web pages that are wrong and shown all the same: tags left open, spans miscounted, all tables in one, web archives."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import re
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from random import Random

from tests.wild.grids import Grid, grid
from tests.wild.html import as_html_cms, escaped, spans
from tests.wild.printed import Box, Document, Printed, Text
from tests.wild.texts import Rendered


def as_html_open(document: Document, rng: Random) -> Rendered:
    """Closing tags are missing, tags are in capitals, attributes without quotes."""
    lost = rng.choice((r"</td>", r"</tr>", r"</p>", r"</t[dr]>|</p>|</tbody>", r"</span>|</div>", r"<tbody>|</tbody>"))
    data, name = as_html_cms(document, rng)
    text = data.decode("utf-8", "replace") if b'charset="utf-8"' in data else data.decode("gb18030")
    head, start, rest = text.partition('id="zoom">')
    body, stop, tail = rest.partition('<div class="footer">')
    body = re.sub(lost, lambda found: "" if rng.random() < 0.5 else found[0], body)
    if rng.random() < 0.5:
        body = re.sub(
            r"(<|</)(table|tr|td|p|span)\b([^>]*)", lambda m: m[1] + m[2].upper() + m[3].replace('"', ""), body
        )
    return (head + start + body + stop + tail).replace("gbk", "utf-8").replace("gb2312", "utf-8", 1).encode(), name


def as_html_miscounted(document: Document, rng: Random) -> Rendered:
    """Spans of labels that reach too far or not far enough; every row still has all its boxes behind its label."""
    parts = [
        _miscounted(grid(piece), rng) if isinstance(piece, Printed) else f"<p>{escaped(piece.text)}</p>"
        for piece in document.pieces
    ]
    return "\n".join(parts).encode(), "report.html"


def _miscounted(rows: Grid, rng: Random) -> str:
    for row in rows:
        for box in row:
            if box.is_label and not box.cell and rng.random() < 0.2:
                box.down = max(1, box.down + rng.choice((-1, 1, 5))) if box.down > 1 else 1
                box.across = max(1, box.across + rng.choice((-1, 1)))
    written = (f"<tr>{''.join(f'<td{spans(box)}>{escaped(box.text)}</td>' for box in row)}</tr>" for row in rows)
    return f"<table border=1>{''.join(written)}</table>"


def as_html_one_table(document: Document, rng: Random) -> Rendered:
    """All three tables in one, with the headings of the parts as rows of it."""
    parts, rows, width = [], [], 15
    last = max(i for i, piece in enumerate(document.pieces) if isinstance(piece, Printed))
    for index, piece in enumerate(document.pieces):
        if isinstance(piece, Printed):
            rows += [[*_stretched(row, piece, width)] for row in grid(piece)]
        elif (rows and index < last) or piece.part == "proactive":
            rows.append([Box(piece.text, across=width)])
        else:
            parts.append((bool(rows), f"<p>{escaped(piece.text)}</p>"))
    table = "".join(f"<tr>{''.join(f'<td{spans(box)}>{escaped(box.text)}</td>' for box in row)}</tr>" for row in rows)
    before, after = ("".join(text for is_after, text in parts if is_after is side) for side in (False, True))
    return f"<html><body>{before}<table>{table}</table>{after}</body></html>".encode(), "report.html"


def _stretched(row: list[Box], table: Printed, width: int) -> list[Box]:
    """The first box of a narrower table takes the columns that are left over."""
    spare = width - table.labels - table.width
    if row and row[0].is_label and spare > 0:
        row[-1].across += spare if not row[-1].cell else 0
    return row


def as_html_nested(document: Document, rng: Random) -> Rendered:
    """Each table inside a box of a layout table, text and table side by side with menus."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Text):
            parts.append(f"<tr><td></td><td><p>{escaped(piece.text)}</p></td></tr>")
            continue
        rows = "".join(f"<tr>{''.join(_paragraphs(box) for box in row)}</tr>" for row in grid(piece))
        parts.append(
            f"<tr><td>&nbsp;</td><td><center><table><tr><td><table border=1>{rows}</table></td></tr></table></center></td></tr>"
        )
    menu = "<td rowspan=99 valign=top><ul><li>指南</li><li>年报 12</li></ul></td>"
    layout = f"<table width=960><tr>{menu}<td></td></tr>{''.join(parts)}</table>"
    return f"<html><meta charset=utf-8><body>{layout}</body></html>".encode(), "report.html"


def _paragraphs(box: Box) -> str:
    inner = "".join(f"<p>{escaped(part)}</p>" for part in box.text.split("\n")) if box.text else "<p>&nbsp;</p>"
    return f"<td{spans(box)}>{inner}</td>"


def as_html_hidden(document: Document, rng: Random) -> Rendered:
    """Boxes covered by a span are there but not shown, as spreadsheet exports have them; old figures are hidden or struck."""
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            rows = "".join(f"<tr>{''.join(_with_hidden(box, rng) for box in row)}</tr>" for row in grid(piece))
            parts.append(f'<table class="et">{rows}</table>')
            parts.append(_old(piece, rng) if rng.random() < 0.2 else "")
        else:
            parts.append(f"<p>{escaped(piece.text)}</p>")
    return f"<html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode(), "report.html"


def _with_hidden(box: Box, rng: Random) -> str:
    covered = '<td style="display:none"></td>' * (box.across - 1)
    text = escaped(box.text)
    if box.cell and box.text.strip().isdigit() and rng.random() < 0.03:
        text = rng.choice(_UNSEEN).format(text, rng.randint(1, 99))
    return f"<td{spans(box)}>{text}</td>{covered}"


# A figure with something beside it that is no part of it: struck, taken back, raised, hidden, a comment.
_UNSEEN = (
    "<del>{1}</del><ins>{0}</ins>", "<s>{1}</s>{0}", "{0}<sup>{1}</sup>", '<span style="display:none">{1}</span>{0}', "{0}<!-- {1} -->",
    "<strike>{1}</strike> {0}", '{0}<script>var n={1};</script>', "{0}<sup>[{1}]</sup>", '{0}<input type="hidden" value="{1}">',
)  # fmt: skip


def _old(table: Printed, rng: Random) -> str:
    """The table of the year before, in a comment or in a part of the page that is not shown."""
    rows = "".join(
        f"<tr>{''.join(f'<td{spans(box)}>{rng.randint(100, 999) if box.cell else escaped(box.text)}</td>' for box in row)}</tr>"
        for row in grid(table)
    )
    form = rng.choice(
        (
            '<div style="display: none;"><table>{}</table></div>',
            "<!-- <table>{}</table> -->",
            "<template><table>{}</table></template>",
        )
    )
    return form.format(rows)


def as_html_form(document: Document, rng: Random) -> Rendered:
    """A page of a reporting system: the figures are values of fields that nobody can change any more."""

    def field(box: Box) -> str:
        if not box.cell:
            return f"<td{spans(box)}>{escaped(box.text)}</td>"
        return f'<td{spans(box)}><input type="text" name="n{rng.randint(1, 999)}" value="{box.text.strip()}" readonly></td>'

    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            parts.append(
                f"<table>{''.join(f'<tr>{chr(10).join(map(field, row))}</tr>' for row in grid(piece))}</table>"
            )
        else:
            parts.append(f"<p>{escaped(piece.text)}</p>")
    return f"<html><meta charset=utf-8><body><form>{''.join(parts)}</form></body></html>".encode(), "report.html"


def as_mht(document: Document, rng: Random) -> Rendered:
    """A web page saved as one file: MIME with quoted-printable or base64."""
    data, _ = as_html_cms(document, rng)
    charset = "utf-8" if b'charset="utf-8"' in data else "gb18030"
    outer = MIMEMultipart("related", boundary="----MultipartBoundary--wild", type="text/html")
    outer["From"], outer["Subject"] = "<Saved by Blink>", "report"
    page = MIMEText(data.decode(charset), "html", charset)
    page["Content-Location"] = "http://www.example.gov.cn/art.html"
    outer.attach(page)
    return outer.as_bytes(), rng.choice(("report.mht", "report.mhtml"))
