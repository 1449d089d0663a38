"""A person drops a report into the page, reads what is wrong, clicks a figure, sees where it came from, takes the form."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai import writing
from gongkai.reading import read
from tests.portal import files

CELL = files.TOTAL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files to hand in."""
    given = {
        "错一件.docx": writing.write(files.off_by_one(), "docx"),
        "没有错.html": writing.write(files.whole(body="青禾区数据局"), "html"),
        "上一年.docx": writing.write(files.whole(year=2023, seed=8), "docx"),
        "不是报告.rtf": b"{\\rtf1 abc}",
    }
    for name, data in given.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def hand_in(page: Page, *paths: Path) -> None:
    page.get_by_label("把报告文件拖到这里，或者选择文件").set_input_files(paths)
    page.get_by_role("button", name="开始检查").click()


def drop(page: Page, *paths: Path) -> None:
    """Drop files as from a folder of the desktop."""
    given = [[path.name, list(path.read_bytes())] for path in paths]
    page.evaluate(
        """given => {
            const carried = new DataTransfer()
            for (const [name, bytes] of given) carried.items.add(new File([new Uint8Array(bytes)], name))
            const zone = document.getElementById('drop')
            const how = { bubbles: true, cancelable: true, dataTransfer: carried }
            for (const kind of ['dragover', 'drop']) zone.dispatchEvent(new DragEvent(kind, how))
        }""",
        given,
    )


def still(page: Page) -> float:
    """Where the page stands when it no longer scrolls."""
    place = None
    while place != (place := page.evaluate("scrollY")):
        page.wait_for_timeout(250)
    return place


def panel(page: Page):
    return page.locator(".src:target")


SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@SCRIPTS
def test_from_the_file_to_the_passage_and_the_corrected_form(visits, folder, scripts):
    page = visits.open(java_script_enabled=scripts)
    wrong = str(files.off_by_one().value(CELL))

    hand_in(page, folder / "错一件.docx")

    expect(page.get_by_role("heading", level=1)).to_have_text("青禾区教育局2024年政府信息公开工作年度报告")
    expect(page.locator(".eq").first).to_contain_text("勾稽关系不成立")
    page.get_by_role("link", name=f"表三/总计/自然人：{wrong}，检查意见").click()
    expect(panel(page)).to_be_visible()
    expect(panel(page).locator("mark")).to_have_text(wrong)
    expect(panel(page)).to_contain_text(re.compile(r"读自第\d+张表第\d+行第\d+列"))
    panel(page).get_by_role("link", name="关闭").click()
    expect(panel(page)).to_have_count(0)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载更正表 Word").click()
    assert waiting.value.suggested_filename == "青禾区教育局2024年年度报告（更正表）.docx"
    taken = read(Path(waiting.value.path()).read_bytes(), "更正表.docx")
    assert taken.report.cells == files.off_by_one().cells


@SCRIPTS
def test_a_corrected_cell_is_checked_again_and_taken_along(visits, folder, scripts):
    page = visits.open(java_script_enabled=scripts)
    right = files.whole()
    hand_in(page, folder / "错一件.docx")

    page.locator("summary", has_text="更正").click()
    page.get_by_label("表三/总计/自然人", exact=True).fill("十二")
    page.get_by_role("button", name="按更正后的数重新检查").click()
    expect(page.get_by_label("表三/总计/自然人", exact=True)).to_have_value("十二")
    expect(page.locator(".fields .bad")).to_contain_text("“十二”不是数")
    page.get_by_label("表三/总计/自然人", exact=True).fill(str(right.value(CELL)))
    page.get_by_label("表三/总计/自然人", exact=True).press("Enter")

    expect(page.locator(".sum")).to_contain_text("已更正 1 格")
    expect(page.locator(".eq")).to_have_count(0)
    page.get_by_text("其他格式").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="更正表 Excel").click()
    assert read(Path(waiting.value.path()).read_bytes(), "更正表.xlsx").report.cells == right.cells
    page.get_by_role("button", name="撤销更正").click()
    expect(page.locator(".eq").first).to_contain_text("勾稽关系不成立")


def test_dropped_files_start_at_once_and_end_on_one_page(visits, folder):
    page = visits.open()

    drop(page, folder / "错一件.docx", folder / "上一年.docx")

    expect(page.get_by_role("heading", level=1)).to_have_text("2 份报告的检查结果")
    expect(page.locator(".files-q tbody tr")).to_have_count(2)
    expect(page.locator("#r1")).to_contain_text("错一件.docx")
    expect(page.get_by_text("没有上一年的报告可比")).to_have_count(1)  # only the earlier year lacks one


@SCRIPTS
def test_an_unreadable_file_says_why_and_does_not_hinder_the_others(visits, folder, scripts):
    page = visits.open(java_script_enabled=scripts)

    hand_in(page, folder / "不是报告.rtf", folder / "没有错.html")

    expect(page.get_by_text("这是 RTF 文件。请用 Word 或 WPS 打开，另存为 docx 后再试。")).to_be_visible()
    if scripts:
        page.get_by_role("button", name="看其余文件的结果").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青禾区数据局2024年政府信息公开工作年度报告")


def test_a_file_that_is_too_big_is_not_even_sent(visits, tmp_path):
    (tmp_path / "大.pdf").write_bytes(bytes(30_000_001))
    page = visits.open()
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    hand_in(page, tmp_path / "大.pdf")

    expect(page.locator("#queue .bad")).to_contain_text("超过 30 MB")
    assert "POST" not in sent


def test_an_upload_can_be_cancelled(visits, folder):
    page = visits.open()
    page.route("**/one/", lambda route: None)  # it never arrives

    hand_in(page, folder / "错一件.docx")
    page.get_by_role("button", name="取消").click()

    expect(page.locator("#queue .bad")).to_contain_text("已取消")
    expect(page.get_by_role("button", name="开始检查")).to_be_enabled()
    page.unroute("**/one/")
    hand_in(page, folder / "错一件.docx")
    expect(page.locator(".eq").first).to_contain_text("勾稽关系不成立")


def test_a_file_that_does_not_arrive_says_so(visits, folder):
    page = visits.open()
    page.route("**/one/", lambda route: route.abort())

    hand_in(page, folder / "错一件.docx")

    expect(page.locator("#queue .bad")).to_contain_text("没有传上去，请重试")
    visits.complaints.clear()  # the browser itself complains of the broken connection


def test_the_keyboard_leads_to_the_passage_and_back(visits, folder):
    page = visits.open()
    hand_in(page, folder / "错一件.docx")
    link = page.get_by_role("link", name="表三/总计/自然人：")

    link.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_focused()
    expect(page.locator("td.sel")).to_have_count(1)
    place = still(page)
    page.keyboard.press("Escape")

    expect(panel(page)).to_have_count(0)
    expect(link).to_be_focused()
    assert still(page) == place


@SCRIPTS
def test_keep_it_for_me_and_delete_it(visits, folder, scripts):
    page = visits.open(java_script_enabled=scripts)
    page.get_by_label("把结果保留30天，得到一个只有您知道的网址").check()

    hand_in(page, folder / "错一件.docx")

    expect(page.get_by_label("保留结果的网址")).to_have_value(re.compile(r"/tools/check/kept/[0-9a-f]{32}/$"))
    address = page.get_by_label("保留结果的网址").input_value()
    assert page.url == address
    other = visits.open(address.removeprefix(visits.address))
    expect(other.locator(".eq").first).to_contain_text("勾稽关系不成立")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="原文件 错一件.docx").click()
    assert Path(waiting.value.path()).read_bytes() == (folder / "错一件.docx").read_bytes()
    page.get_by_role("button", name="立即删除").click()
    expect(page.get_by_text("已经删除：保留的结果和原文件都没有了")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    visits.complaints.clear()  # the browser notes the 404


def test_notes_stand_beside_their_rows_and_do_not_cover_each_other(visits, tmp_path):
    changed = {f"applications.{row}.total": 999 for row in ("received", "granted", "partial", "total")}
    (tmp_path / "错多.docx").write_bytes(writing.write(files.planted(changed), "docx"))
    page = visits.open()
    hand_in(page, tmp_path / "错多.docx")
    page.wait_for_selector(".margin.on .find-c")

    boxes = [card.bounding_box() for card in page.locator("#r1-applications .find-c").all()]
    wires = page.locator("#r1-applications .wires path").count()

    assert len(boxes) == wires >= 5
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    table = page.locator("#r1-applications table").bounding_box()
    assert boxes[0]["y"] >= table["y"] - 1
    first = page.locator("#r1-applications td.err").first.bounding_box()
    assert abs(boxes[0]["y"] - first["y"]) < 40
    assert all(box["x"] >= table["x"] + table["width"] for box in boxes)


def test_the_result_prints_without_the_interface(visits, folder):
    page = visits.open()
    hand_in(page, folder / "错一件.docx")
    page.wait_for_selector(".t3")

    page.emulate_media(media="print")

    for hidden in (".top", ".tabs", ".acts", ".wires"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("#r1-applications .find-c").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_text_number_that_agrees_leads_to_its_cell(visits, folder):
    page = visits.open()
    hand_in(page, folder / "错一件.docx")
    received = files.whole().value("applications.received.total")

    page.locator("a.said", has_text=f"{received}件").first.click()

    expect(panel(page)).to_contain_text("表三/本年新收政府信息公开申请数量/总计")


def test_hostile_text_stays_text(visits, tmp_path):
    report = files.whole()
    hostile = replace(
        report,
        body="<img src=x onerror=document.title='x'>局",
        texts={"overview": "<script>document.title='x'</script>"},
    )
    (tmp_path / "敌.json").write_bytes(writing.write(hostile, "json"))
    page = visits.open()

    hand_in(page, tmp_path / "敌.json")

    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    assert page.title().endswith("政府信息公开年度报告检查")
