"""Word files and workbooks made anew: what a reader saw stays, with its looks; what nobody saw does not."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from gongkai import release
from gongkai.release.hidden import parts
from tests.release import rich
from tests.release.made import W, body, book, repacked, run, word
from tests.release.rich import texts_of


def seen(data: bytes, name: str) -> str:
    return release.visible_text(data, name)


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_letter_is_read_by_python_docx_as_before():
    made = release.rebuild(rich.letter(), "a.docx")

    document = docx.Document(io.BytesIO(made.data))
    told = "\n".join(each.text for each in document.paragraphs)
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert [text for text in rich.SEEN if text not in seen(made.data, "a.docx")] == []
    assert "删去的字" not in texts_of(made.data)
    assert "秘密别名" not in texts_of(made.data)
    assert "secret" not in texts_of(made.data)
    assert "新增文字" in told
    assert cells == ["表头甲", "表头甲", "", "格子乙"]
    assert document.paragraphs[0].style.name == "Heading 1"
    assert document.sections[0].header.paragraphs[0].text == "页眉字样"
    assert len(document.inline_shapes) == 1
    assert b" PAGE " in document.part.blob


def test_a_letter_is_shown_by_an_office_program_as_before(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no office program here")
    data = rich.letter()
    for name, each in (("old", data), ("new", release.rebuild(data, "a.docx").data)):
        (tmp_path / f"{name}.docx").write_bytes(each)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/o",
            "--headless",
            "--convert-to",
            "pdf",
            "new.docx",
            "--outdir",
            ".",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    shown = seen((tmp_path / "new.pdf").read_bytes(), "a.pdf")

    assert [text for text in rich.SEEN if text.replace(" ", "") not in re.sub(r"\s", "", shown)] == []
    assert "删去的字" not in shown


def test_text_hidden_by_a_style_only_does_not_come_along():
    def fill(document) -> None:
        style = document.styles.add_style("浅", 2)
        style.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
        document.add_paragraph("看得见").add_run("看不见", style=style)

    made = release.rebuild(word(fill), "a.docx")

    assert "看得见" in texts_of(made.data)
    assert "看不见" not in texts_of(made.data)
    assert "浅" not in texts_of(made.data)
    assert [each.code for each in made.removed] == ["docx.white_text"]


def test_white_text_on_a_dark_cell_stays():
    made = release.rebuild(
        body(run("表头", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>')), "a.docx"
    )

    assert "表头" in seen(made.data, "a.docx")


def test_a_cropped_picture_loses_what_was_cut_off():
    def crop(members: dict[str, bytes]) -> None:
        name = "word/document.xml"
        members[name] = re.sub(rb"(<a:blip [^>]*?/>|</a:blip>)", rb'\1<a:srcRect r="50000"/>', members[name])

    data = repacked(rich.letter(), crop)

    made = release.rebuild(data, "a.docx")

    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        (name,) = [each for each in archive.namelist() if "media/" in each]
        assert Image.open(io.BytesIO(archive.read(name))).size == (200, 300)
    assert [each.code for each in made.removed if "picture" in each.code] == ["docx.cropped_picture"]


def test_a_paragraph_whose_mark_was_deleted_joins_the_next():
    mark = "<w:pPr><w:rPr><w:del w:id='9' w:author='a'/></w:rPr></w:pPr>"
    data = body(f"{mark}{run('前半')}</w:p><w:p>{run('后半')}")

    made = release.rebuild(data, "a.docx")

    assert "前半后半" in seen(made.data, "a.docx").splitlines()


def test_a_header_that_is_never_shown_stays_behind():
    def fill(document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "藏在首页页眉"
        section.different_first_page_header_footer = False

    made = release.rebuild(word(fill), "a.docx")

    assert "藏在首页页眉" not in texts_of(made.data)
    assert "docx.unshown_margins" in {each.code for each in made.removed}


def test_a_chart_is_refused_and_not_lost():
    chart = "<w:r><w:drawing><a:graphic xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/chart'/></a:graphic></w:drawing></w:r>"

    with pytest.raises(release.CannotRelease, match="PDF"):
        release.rebuild(body(chart), "a.docx")


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_keeps_its_looks_and_values():
    made = release.rebuild(rich.table(), "a.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(made.data))["公开表"]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]
    assert [cell.value for cell in sheet[2]] == ["事项", "比例", "日期"]
    assert (sheet["B3"].value, sheet["B3"].number_format) == (0.125, "0.0%")
    assert sheet["C3"].is_date
    assert sheet["A2"].font.bold
    assert sheet["A2"].fill.fgColor.rgb == "FF1F4E79"
    assert round(sheet.column_dimensions["A"].width) == 30
    assert made.notes == ()


def test_formulas_become_values_and_text_stays_text():
    def fill(one) -> None:
        one.active.append(["=1+1 是什么", "http://127.0.0.1/", "+86"])
        one.active["A3"].data_type = "s"

    made = release.rebuild(book(fill), "a.xlsx")

    assert b"<f>" not in b"".join(piece.data for piece in parts.pieces(made.data))
    assert b"hyperlink" not in b"".join(piece.data for piece in parts.pieces(made.data))
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).active
    assert [cell.value for cell in sheet[3]] == ["=1+1 是什么", "http://127.0.0.1/", "+86"]


def test_a_formula_without_its_value_is_refused_and_not_lost():
    with pytest.raises(release.CannotRelease, match="第3行有公式"):
        release.rebuild(book(lambda one: one.active.append(["=1+1"])), "a.xlsx")


def test_hidden_rows_and_columns_close_up_and_merged_cells_shrink():
    def fill(one) -> None:
        sheet = one.active
        for row in (["甲", "藏列", "丙"], ["藏行", "藏", "藏"], ["末", "藏列", "尾"]):
            sheet.append(row)
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A6"] = "合并"
        sheet.merge_cells("A6:C6")

    made = release.rebuild(book(fill), "a.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [["甲", "丙"], ["末", "尾"], ["合并", None]]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A5:B5"]
    assert "藏" not in texts_of(made.data)


def test_a_value_under_a_merged_cell_stays_behind():
    def keep(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        members[name] = members[name].replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        )

    made = release.rebuild(repacked(book(), keep), "a.xlsx")

    assert "件数" not in texts_of(made.data)
    assert [each.code for each in made.removed] == ["xlsx.under_merged"]


def test_an_old_workbook_becomes_a_new_one_of_what_was_seen():
    made = release.rebuild(rich.old_table(), "a.xls")

    book_ = openpyxl.load_workbook(io.BytesIO(made.data))
    rows = [[cell.value for cell in row] for row in book_["公开表"].iter_rows()]
    assert book_.sheetnames == ["公开表"]
    assert [row[:2] for row in rows if row[0] not in (None, "合并") and isinstance(row[0], str)] == [["事项", "件数"]]
    assert (rows[2][0].year, rows[2][1]) == (2023, 12)
    assert "藏" not in texts_of(made.data)
    assert made.name_suffix == ".xlsx"
    assert "藏" not in seen(rich.old_table(), "a.xls")


def test_a_heading_in_white_on_the_colour_of_the_table_stays():
    def fill(document) -> None:
        style = document.styles.add_style("彩", 3)
        style.element.append(docx.oxml.parse_xml(f'<w:tblPr {W}><w:shd w:val="clear" w:fill="1F4E79"/></w:tblPr>'))
        cell = document.add_table(1, 1, style=style).cell(0, 0)
        cell.paragraphs[0].add_run("白色表头").font.color.rgb = docx.shared.RGBColor(255, 255, 255)

    made = release.rebuild(word(fill), "a.docx")

    assert "白色表头" in seen(made.data, "a.docx")


def test_text_of_shapes_stays_and_their_descriptions_do_not():
    box = (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<mc:Choice Requires='wps'>"
        "<w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
        "<wp:extent cx='900000' cy='900000'/><wp:docPr id='1' name='藏名' descr='藏述'/>"
        "<a:graphic xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
        "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        "<wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:cNvSpPr txBox='1'/>"
        "<wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>藏</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    made = release.rebuild(body(box), "a.docx")

    assert "框里的字" in seen(made.data, "a.docx").splitlines()
    assert "藏" not in texts_of(made.data)
