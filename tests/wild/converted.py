"""Reports passed through real programs: LibreOffice, Chromium, pdftotext. Results are kept under /tmp/wild/kept."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.wild.docx import as_docx
from tests.wild.html import escaped, spans, table_html
from tests.wild.printed import Box, Document, Printed
from tests.wild.sheets import as_xlsx_formulas
from tests.wild.texts import Rendered, blanks_vanish, unsure

KEPT = Path("/tmp/wild/kept")
Source = tuple[bytes, str]  # the data, and the kinds to pass through: "docx>pdf", "html>pdf>txt"


def _place(source: Source) -> Path:
    data, way = source
    return KEPT / f"{hashlib.sha256(data + way.encode()).hexdigest()[:24]}.{way.rsplit('>', 1)[-1]}"


def convert(sources: Iterable[Source]) -> None:
    """Pass all sources through their programs at once, each program started once for all of a kind."""
    KEPT.mkdir(parents=True, exist_ok=True)
    missing = {source for source in sources if not _place(source).exists()}
    for way in sorted({way for _, way in missing}):
        group = [source for source in missing if source[1] == way]
        (_chromium if way.startswith("html") else _soffice)(group, way)


def converted(data: bytes, way: str) -> bytes:
    """The data passed through the program, from the kept results if it has been before."""
    if not _place((data, way)).exists():
        convert([(data, way)])
    return _place((data, way)).read_bytes()


def _soffice(group: list[Source], way: str) -> None:
    suffix, target = way.split(">")
    with TemporaryDirectory() as folder:
        for index, (data, _) in enumerate(group):
            (Path(folder) / f"{index}.{suffix}").write_bytes(data)
        names = [f"{folder}/{index}.{suffix}" for index in range(len(group))]
        filters = {"txt": "txt:Text (encoded):UTF8", "csv": "csv:Text - txt - csv (StarCalc):44,34,76"}
        command = ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to"]
        out = Path(folder) / "out"
        subprocess.run(
            [*command, filters.get(target, target), "--outdir", str(out), *names], check=True, capture_output=True
        )
        for index, source in enumerate(group):
            shutil.copy(out / f"{index}.{target}", _place(source))


PAGE = """<html><meta charset="utf-8"><style>@page{{size:A4 {turn}}} body{{font:{size}pt "Noto Serif CJK SC"}} p{{text-indent:2em;margin:.4em 0}}
table{{border-collapse:collapse;width:100%}} td{{border:{border}px solid #000;padding:{pad}px;text-align:center;word-break:break-all}}
td.f{{width:{wide}%;white-space:{wrap}}} td.g{{writing-mode:{stand}}} h1{{text-align:center;font-size:1.6em}}
.w{{position:fixed;top:40%;left:15%;font-size:60pt;color:#ddd;transform:rotate(-30deg);display:{mark}}}</style>
<body><div class="w">{sign}</div>{body}</body></html>"""
FOOT = "<div style='font-size:9pt;width:100%;text-align:center'>- <span class=pageNumber></span> -</div>"


def _chromium(group: list[Source], way: str) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for source in group:
            page.set_content(source[0].decode())
            data = page.pdf(
                prefer_css_page_size=True, display_header_footer=True, header_template="<i></i>", footer_template=FOOT
            )
            _place(source).write_bytes(data if way == "html>pdf" else _text_of(data, way))
        browser.close()


def _text_of(data: bytes, way: str) -> bytes:
    """The text of a PDF; the way names the option: html>layout>txt."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        option = way.split(">")[1]
        done = subprocess.run(["pdftotext", f"-{option}", str(path), "-"], check=True, capture_output=True)
    return done.stdout


def _page(document: Document, rng: Random, *, border: int = 1, wrap: str = "nowrap") -> bytes:
    parts = []
    for piece in document.pieces:
        if isinstance(piece, Printed):
            parts.append(table_html(piece, _cell))
        else:
            tag = "h1" if piece.kind == "title" else "p"
            parts.append(f"<{tag}>{escaped(piece.text)}</{tag}>")
    style = {
        "size": rng.choice((9, 10.5, 12, 14)), "pad": rng.choice((1, 3, 6)), "wide": rng.choice((4, 6, 8)),
        "turn": rng.choice(("portrait", "portrait", "landscape")), "stand": rng.choice(("horizontal-tb", "vertical-rl")),
        "mark": rng.choice(("none", "none", "none", "none", "block")), "sign": rng.choice(("样稿", "政务公开", "2020")),
    }  # fmt: skip
    return PAGE.format(border=border, wrap=wrap, body="".join(parts), **style).encode()


def _cell(box: Box) -> str:
    kind = ' class="f"' if box.cell else ' class="g"' if box.down > 1 and box.across == 1 and len(box.text) > 4 else ""
    return f"<td{kind}{spans(box)}>{escaped(box.text)}</td>"


# -- what a layout is made from: the same document always gives the same source -----------------------------------------


def pdf_source(document: Document, rng: Random) -> Source:
    """A page with ruled tables, for Chromium to print; long figures may break inside their box."""
    return _page(document, rng, wrap=rng.choice(("nowrap", "normal"))), "html>pdf"


def pdf_bare_source(document: Document, rng: Random) -> Source:
    """A page whose tables have no rules."""
    return _page(document, rng, border=0), "html>pdf"


def pdftotext_layout_source(document: Document, rng: Random) -> Source:
    """The text of such a PDF in its layout; what is blank cannot be placed."""
    for table in document.tables():
        blanks_vanish(table)
    return _page(document, rng), "html>layout>txt"


def pdftotext_raw_source(document: Document, rng: Random) -> Source:
    """The text of such a PDF in the order of its stream: labels and figures may part, so nothing is certain."""
    for table in document.tables():
        for line in table.rows():
            unsure(line)
    return _page(document, rng), "html>raw>txt"


def _from_docx(kind: str) -> Callable[[Document, Random], Source]:
    return lambda document, rng: (as_docx(document, rng)[0], f"docx>{kind}")


def _from_xlsx(kind: str) -> Callable[[Document, Random], Source]:
    return lambda document, rng: (as_xlsx_formulas(document, rng)[0], f"xlsx>{kind}")


def txt_source(document: Document, rng: Random) -> Source:
    """A Word file saved as text: empty boxes cannot be told from the ends of rows."""
    for table in document.tables():
        blanks_vanish(table)
    return as_docx(document, rng)[0], "docx>txt"


SOURCES = {
    "pdf": pdf_source,
    "pdf_bare": pdf_bare_source,
    "pdftotext_layout": pdftotext_layout_source,
    "pdftotext_raw": pdftotext_raw_source,
    "pdf_office": _from_docx("pdf"),
    "doc": _from_docx("doc"),
    "odt": _from_docx("odt"),
    "rtf": _from_docx("rtf"),
    "html_office": _from_docx("html"),
    "docx_office": _from_docx("docx"),
    "txt_office": txt_source,
    "xls": _from_xlsx("xls"),
    "ods": _from_xlsx("ods"),
    "csv_office": _from_xlsx("csv"),
}


def rendered(layout: str, document: Document, rng: Random) -> Rendered:
    """The report in a layout of this module."""
    data, way = SOURCES[layout](document, rng)
    return converted(data, way), f"report.{way.rsplit('>', 1)[-1]}"
