"""Pictures in written reports: at the end of their part, numbered, told in words, whatever the kind of file."""

import ctypes
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from gongkai.reading import read
from gongkai.writing import CannotWrite, Picture, charts, write
from gongkai.writing.charts import Chart, Series
from tests.made import reconciling

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)
CHART = Chart("bars", "各年新收申请", ("2020年", "2021年"), (Series("新收", (12, 34)),), "件")
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (400, 200)) -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(target, kind)
    return target.getvalue()


def three() -> dict[str, list[Picture]]:
    return {
        "applications": [Picture("办事窗口", "窗口前有两名工作人员。", photograph())],
        "overview": [charts.picture(CHART), Picture("公开专区", "大厅里的公开专区。", photograph("PNG"))],
    }


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


# ── docx ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.fonts
def test_docx_pictures_stand_at_the_end_of_their_part_and_are_numbered_through():
    found = texts(write(REPORT, "docx", three()))
    headings = [heading.text for heading in REPORT.headings]
    order = [text for text in found if text in headings or text.startswith("图")]

    assert order == [
        headings[0],
        "图1　各年新收申请",
        "图2　公开专区",
        headings[1],
        headings[2],
        "图3　办事窗口",
        *headings[3:],
    ]


@pytest.mark.fonts
def test_docx_pictures_are_told_in_words():
    document = docx.Document(io.BytesIO(write(REPORT, "docx", three())))

    told = [each.get("descr") for each in document.element.iter(f"{WP}docPr")]

    assert told == [charts.alternative(CHART), "大厅里的公开专区。", "窗口前有两名工作人员。"]


@pytest.mark.fonts
def test_docx_charts_are_dots_and_photographs_are_as_they_were_given():
    data = write(REPORT, "docx", three())
    shapes = docx.Document(io.BytesIO(data)).inline_shapes
    container = zipfile.ZipFile(io.BytesIO(data))
    media = {name: container.read(name) for name in container.namelist() if "media" in name}

    assert list(media) == [f"word/media/picture{name}" for name in ("1.png", "2.png", "3.jpeg")]
    assert media["word/media/picture3.jpeg"] == photograph()
    assert Image.open(io.BytesIO(media["word/media/picture1.png"])).size[0] == 590 * 2.5
    assert all(shape.width.mm <= 156 for shape in shapes)
    assert round(shapes[2].width / shapes[2].height, 2) == 2.0


@pytest.mark.fonts
def test_docx_every_part_is_well_formed_and_of_a_known_kind():
    container = zipfile.ZipFile(io.BytesIO(write(REPORT, "docx", three())))
    types = ET.fromstring(container.read("[Content_Types].xml"))
    known = {each.get("Extension") for each in types}

    for name in container.namelist():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(container.read(name))

    assert {name.rpartition(".")[2] for name in container.namelist()} <= known


# ── pdf ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def images(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    return sum(each.type == pdfium.FPDF_PAGEOBJ_IMAGE for page in document for each in page.get_objects(max_depth=9))


@pytest.mark.fonts
def test_pdf_has_the_pictures_and_is_archival_still():
    bare, data = write(REPORT, "pdf"), write(REPORT, "pdf", three())
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))

    assert (images(bare), images(data)) == (0, 2)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in data
    assert [caption for caption in ("各年新收申请", "公开专区", "办事窗口") if caption in text] != []
    assert {"2020年", "12", "34"} <= set(text.split())  # the words of a chart are words in the file


@pytest.mark.fonts
def test_pdf_pictures_are_told_in_words():
    document = pypdfium2.PdfDocument(write(REPORT, "pdf", three()))

    assert set(_alternatives(document)) == {charts.alternative(CHART), "大厅里的公开专区。", "窗口前有两名工作人员。"}


def _alternatives(document):
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)


def _below(element):
    if not element:
        return
    size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    if size:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
    for at in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


# ── html ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_html_charts_are_drawn_in_the_page_and_photographs_are_held_in_it():
    page = LexborHTMLParser(write(REPORT, "html", three()).decode())
    figures = page.css("figure")

    assert [each.css_first("figcaption").text() for each in figures] == [
        "图1　各年新收申请",
        "图2　公开专区",
        "图3　办事窗口",
    ]
    assert figures[0].css_first("svg").attributes["aria-label"] == charts.alternative(CHART)
    assert [each.attributes["alt"] for each in page.css("figure img")] == [
        "大厅里的公开专区。",
        "窗口前有两名工作人员。",
    ]
    assert [each.attributes["src"][:23] for each in page.css("img")] == [
        "data:image/png;base64,i",
        "data:image/jpeg;base64,",
    ]


def test_html_an_svg_from_elsewhere_loses_all_that_runs():
    evil = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="40" height="20" onload="a()">'
        '<script>alert(1)</script><style>*{background:url(http://e.example)}</style><a x:href="javascript:1"><text>点</text></a>'
        '<foreignObject><b/></foreignObject><image href="http://e.example/1.png"/><use href="#q"/>'
        '<rect id="overview" width="9" height="9" fill="url(http://e.example#a)" style="fill:url(//e)" onclick="a()"/>'
        '<text fill="url(#overview)">好</text></svg>'
    )

    text = write(REPORT, "html", {"overview": [Picture("图", "说明", evil.encode())]}).decode()

    drawn = text[text.index("<figure>") : text.index("</figure>")]
    assert re.search(r"script|style|href|foreign|image|<use|onload|onclick|example|点", drawn) is None
    assert LexborHTMLParser(text).css("[id=overview]")[0].tag == "h2"
    assert "好" in drawn


def test_html_the_names_in_the_same_chart_twice_are_different():
    series = tuple(Series(name, (1, 2)) for name in "甲乙丙")
    picture = charts.picture(Chart("stacked", "图", ("今年", "去年"), series, "件"))

    page = LexborHTMLParser(write(REPORT, "html", {"overview": [picture, picture]}).decode())
    names = [each.attributes["id"] for each in page.css("[id]")]

    assert len(names) == len(set(names))
    assert len(page.css("pattern")) == 2


# ── all kinds ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.fonts
@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_the_same_report_gives_the_same_bytes(kind):
    assert write(REPORT, kind, three()) == write(REPORT, kind, three())


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json"])
def test_without_pictures_nothing_is_different(kind):
    assert write(REPORT, kind, {}) == write(REPORT, kind)


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_kinds_for_figures_take_no_pictures(kind):
    assert write(REPORT, kind, three()) == write(REPORT, kind)


@pytest.mark.fonts
@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_a_report_with_pictures_reads_back_as_the_same_figures(kind):
    found = read(write(REPORT, kind, three()), f"report.{kind}").report

    assert found.cells == REPORT.cells
    assert found.headings == REPORT.headings


@pytest.mark.parametrize(
    ("pictures", "message"),
    [
        ({"annex": [Picture("图", "说明", b"")]}, "报告里没有“annex”这一部分"),
        ({"overview": [Picture("图", " ", photograph())]}, "“一、总体情况”的图1没有文字说明。请用一两句话"),
        ({"overview": [Picture("图", "说明", b"GIF89a")]}, "“一、总体情况”的图1打不开"),
        ({"overview": [Picture("图", "说明", photograph()[:300])]}, "“一、总体情况”的图1打不开"),
        ({"overview": [Picture("图", "说明", b"<svg")]}, "SVG 图不完整"),
        ({"overview": [Picture("图", "说明", b"<html/>")]}, "SVG 图没有写明宽和高"),
        ({"overview": [Picture("图", "说明", photograph(size=(2, 2)))] * 61}, "报告里有61张图。一份报告最多放60张"),
    ],
)
def test_a_picture_that_cannot_be_used_is_named(pictures, message):
    with pytest.raises(CannotWrite, match=message):
        write(REPORT, "html", pictures)


@pytest.mark.fonts
def test_hostile_captions_stay_words():
    words = "</w:t><script>&{{ 7*7 }}#panic()"
    picture = replace(charts.picture(CHART), caption=words, alternative=words)

    assert f"图1　{words}" in texts(write(REPORT, "docx", {"overview": [picture]}))
    page = LexborHTMLParser(write(REPORT, "html", {"overview": [picture]}).decode())
    assert page.css_first("figcaption").text() == f"图1　{words}"
    assert page.css("script") == []
    assert write(REPORT, "pdf", {"overview": [picture]}).startswith(b"%PDF-")
