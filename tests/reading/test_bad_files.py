"""Files that are hostile, broken or no reports: each ends as a reading or in a sentence that says what to do."""

import json
import re
import shutil
import struct
import threading
import zipfile
from pathlib import Path

import pytest

from gongkai.core.reports import State
from gongkai.reading import Reading, Unreadable, read, several
from gongkai.reading.guard import Guard
from tests.bad import archives, handmade, pdfs
from tests.bad.files import NAMES, WRONG_NAMES, every, good
from tests.bad.measure import Watch
from tests.bad.mutations import reports

MOST_MEGABYTES = 500
CHINESE = re.compile(r"[\u4e00-\u9fff]")

# Saved by LibreOffice, which is not everywhere.
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def case(bad):
    is_doc = bad.name.startswith(("doc_cut", "doc_flipped", "doc_named"))
    return pytest.param(bad, id=bad.name, marks=needs_office if is_doc else [])


@pytest.fixture(scope="module")
def guard():
    with Guard(seconds=4) as one:
        yield one


@pytest.fixture(scope="module")
def watch(guard):
    one = Watch(guard)
    one.start()
    yield one
    one.is_over = True
    one.join()


def outcome(guard: Guard, data: bytes, name: str = "报告") -> Reading | Unreadable:
    try:
        return guard.read(data, name)
    except Unreadable as error:
        return error


def refused(data: bytes, name: str = "报告") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return caught.value


@pytest.mark.parametrize("bad", [case(bad) for bad in every()])
def test_a_bad_file_is_read_or_refused_in_words_and_the_next_file_is_read(bad, guard, watch):
    found = outcome(guard, bad.build(), bad.file_name)
    watch.look()
    following = outcome(guard, good(), "good.docx")

    assert bad.expected == "either" or isinstance(found, Unreadable)
    if isinstance(found, Unreadable):
        assert CHINESE.search(found.what)
        assert CHINESE.search(found.do)
        assert "\n" not in str(found)
        assert "。" not in found.what
        assert not found.do.endswith("。")
    assert watch.peak < MOST_MEGABYTES
    assert isinstance(following, Reading)


def test_the_watch_would_see_a_child_that_holds_too_much(watch, guard):
    outcome(guard, good(), "good.docx")
    watch.look()

    assert watch.peak > 20


# ── what is said of each kind of bad file ───────────────────────────────────────────────────────────────────────────

BAD = {bad.name: bad for bad in every()}


@pytest.mark.parametrize(
    ("name", "says", "do"),
    [
        ("empty", "文件是空的", "完整下载"),
        ("blanks", "文件是空的", "完整下载"),
        ("null_bytes", "文件是空的", "完整下载"),
        ("docx_cut_500", "文件不完整", "重新下载"),
        ("pdf_cut_500", "不完整或者已损坏", "重新下载"),
        ("docx_300mb_blanks", "大得不正常", "确认文件来源"),
        ("xlsx_20_million_cells", "大得不正常", "确认文件来源"),
        ("docx_external_entity", "外部实体", "确认文件来源"),
        ("docx_billion_laughs", "外部实体", "确认文件来源"),
        ("xlsx_laughs", "外部实体", "确认文件来源"),
        ("xlsx_encrypted", "加了密码", "去掉密码"),
        ("pdf_encrypted", "加了密码", "去掉密码"),
        ("pdf_scan", "几乎没有可以辨认的文字", "重新扫描"),
        ("png", "几乎没有可以辨认的文字", "重新扫描"),
        ("exe_as_docx", "这是程序文件", "选对了文件"),
        ("rtf", "这是 RTF 文件", "另存为 docx"),
        ("own_json_cut", "这个 JSON 文件不完整，或者被改坏了", "重新导出"),
        ("own_json_nested", "这个 JSON 文件不完整，或者被改坏了", "重新导出"),
        ("mail_nested", "文件已损坏", "另存一份"),
        ("xlsx_two_far_cells", "工作表超过 5000 行或 200 列", "只留年度报告"),
        ("xlsx_other_sheet", "没有认出政府信息公开工作年度报告", "确认选对了文件"),
    ],
)
def test_the_sentence_fits_what_is_wrong(name, says, do):
    error = refused(BAD[name].build())

    assert says in error.what
    assert do in error.do


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"year": 99999}, "不是年份：99999"),
        ({"year": 0}, "不是年份：0"),
        ({"year": "2021"}, "不是年份：'2021'"),
        ({"texts": {"结尾": "无"}}, "年度报告没有这个部分：'结尾'"),
        ({"headings": [{"part": "x", "text": "一、"}]}, "年度报告没有这个部分：'x'"),
        ({"editions": {}}, "缺少或写错 'proactive'"),
        ({"cells": []}, "缺少或写错 cells"),
        ({"cells": {"a.b.c": {"state": "read", "value": 1}}}, "这一版格式没有这些格子：a.b.c"),
        ({"published_on": "2021-02-30"}, "不是日期：'2021-02-30'"),
        ({"published_on": 20210230}, "不是日期：20210230"),
        ({"cells": {"applications.total.natural_person": {"state": "seen"}}}, "没有这种格子：'seen'"),
        ({"cells": {"applications.total.natural_person": {"state": "read", "value": "一"}}}, "不是数：'一'"),
        ({"doubts": [{}]}, "出处或者存疑的地方"),
    ],
)
def test_a_report_of_ours_that_was_changed_by_hand_is_refused_with_the_place(change, says):
    record = json.loads(reports("json")[0]) | change

    error = refused(json.dumps(record).encode())

    assert error.what == "这个 JSON 文件不完整，或者被改坏了"
    assert says in error.where


def test_macros_are_not_run_and_the_report_is_read():
    found = read(BAD["docx_macros"].build(), "报告.docm")

    assert found.report.cells == read(good(), "报告.docx").report.cells
    assert ("R204", ("文件带有宏，没有运行，只读了文字",)) in [(doubt.code, doubt.facts) for doubt in found.doubts]


def test_a_secret_of_this_machine_does_not_come_into_the_reading(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("9731", encoding="ascii")
    entity = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    report = good("html_plain").decode("gb18030").encode()
    page = entity + report + "<p>四、其他需要报告的事项&x;</p>".encode()

    found = read(page, "报告.html")

    assert found.report.cells == read(report, "报告.html").report.cells
    assert "9731" not in str(found)


def test_an_external_entity_behind_the_first_bytes_is_not_followed_either(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("9731", encoding="ascii")
    entity = f'<!--{" " * 5000}--><!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    document = b'<?xml version="1.0"?>' + entity + archives.members(good())["word/document.xml"].partition(b"?>")[2]
    file = archives.docx(document.replace("政府信息公开".encode(), "政府信息公开&x;".encode()))

    try:
        said = str(read(file, "报告.docx"))
    except Unreadable as error:
        said = str(error)

    assert "9731" not in said


# ── kind by content, not by name ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [case(BAD[name]) for name in WRONG_NAMES])
def test_the_kind_is_told_by_the_content_and_not_by_the_name(name):
    data = name.build()
    layout = name.name.partition("_named_")[0]

    found = read(data, name.file_name)

    assert found.report.cells == read(good(layout), f"报告.{layout}").report.cells
    assert sum(cell.state is State.READ for cell in found.report.cells.values()) > 190


@pytest.mark.parametrize("name", NAMES)
def test_a_name_does_no_harm(name, guard):
    file_name, build, _ = NAMES[name]

    found = outcome(guard, build(), file_name)

    assert isinstance(found, Reading)
    assert found.report.cells == read(good(), "报告.docx").report.cells


# ── files that once broke the reader ────────────────────────────────────────────────────────────────────────────────


EXTENT, MERGED, NUMBER = 0x0200, 0x00E5, 0x0203
TOO_WIDE = "工作表超过 5000 行或 200 列"


def number(row: int, column: int) -> bytes:
    return handmade.record(NUMBER, struct.pack("<3Hd", row, column, 0, 7.0))


def test_a_workbook_on_which_the_library_panics_is_refused():
    plain = handmade.workbook(number(0, 0) + handmade.record(MERGED, bytes(2)))
    torn = handmade.workbook(number(0, 0) + handmade.record(MERGED))  # not even how many

    assert "没有认出" in refused(plain).what
    assert refused(torn).what == "这个表格文件不完整或者已损坏"


@pytest.mark.parametrize(("row", "column"), [(65535, 0), (0, 65535), (65535, 65535), (5000, 0), (0, 200)])
def test_an_old_workbook_with_a_far_cell_is_refused_before_the_library_asks_for_its_memory(row, column):
    near = handmade.workbook(number(0, 0) + number(4999, 199))
    far = handmade.workbook(number(0, 0) + number(row, column))

    assert "没有认出" in refused(near).what
    assert refused(far).what == TOO_WIDE


@pytest.mark.parametrize(
    ("rows", "columns", "says"), [(65536, 9, "没有认出"), (65536, 256, TOO_WIDE), (2**32 - 1, 9, TOO_WIDE)]
)
def test_an_old_workbook_may_have_formatted_columns_but_no_larger_extent(rows, columns, says):
    extent = handmade.record(EXTENT, struct.pack("<2I3H", 0, rows, 0, columns, 0))

    assert says in refused(handmade.workbook(extent + number(0, 0))).what


def test_a_container_whose_chain_of_sectors_is_a_circle_is_refused():
    data = bytearray(handmade.xls(5))
    read(bytes(data), "报告.xls")
    table = len(data) - 512  # where each sector's successor stands
    data[table : table + 4] = bytes(4)  # the first sector follows itself

    assert refused(bytes(data)).what == "这个旧版 Office 文件不完整，或者不是文字和表格文件"


def test_values_parted_by_commas_with_a_torn_line_end_are_read():
    text = good("csv")
    title, _, rest = text.partition(b"\n")
    torn = title + b"\r0\n" + rest

    assert read(torn, "报告.csv").report.cells == read(text, "报告.csv").report.cells


def test_values_with_a_quotation_mark_that_is_never_closed_are_read_as_text():
    text = good("csv") + b'"' + "无".encode() * 140_000

    assert read(text, "报告.csv").report.body == read(good("csv"), "报告.csv").report.body


def test_files_that_are_no_reports_leave_nothing_behind():
    """The child reads file after file: what is kept of each would in the end refuse the good ones."""
    text = "无关的文字，不是报告。\n".encode() * 20_000
    with Guard() as one:
        watch = Watch(one)
        outcome(one, text)
        watch.look()
        first = watch.peak
        for _ in range(12):
            outcome(one, text)
        watch.look()

    assert first > 0
    assert watch.peak < first + 30


# ── archives of reports ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_zip_of_reports_is_opened_and_a_docx_is_not():
    report = good()
    archive = archives.zipped([("年报/2021.docx", report), ("__MACOSX/._2021.docx", b"x"), ("年报/~$2021.docx", b"x")])

    assert list(several(archive, "a.zip")) == [("a.zip/年报/2021.docx", report)]
    assert list(several(report, "b.docx")) == [("b.docx", report)]


@pytest.mark.parametrize("layout", ["html_plain", "pdf", "docx"])
def test_files_that_are_not_packed_are_the_members_of_their_archive_and_not_one_of_them(layout):
    report = good(layout)
    archive = archives.zipped([("2020", report), ("2021", report)], method=zipfile.ZIP_STORED)

    assert list(several(archive, "a.zip")) == [("a.zip/2020", report), ("a.zip/2021", report)]
    assert "压缩文件" in refused(archive).what


@pytest.mark.parametrize("name", ["zip_overlapping", "zip_20000_members"])
def test_a_zip_that_is_a_bomb_is_not_opened(name):
    with pytest.raises(Unreadable, match=r"超过 2000 个|大得不正常"):
        list(several(BAD[name].build(), "a.zip"))


# ── the guard ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read():
    slow = BAD["text_new_labels"].build()
    with Guard(seconds=2) as one:
        found = outcome(one, slow)
        following = outcome(one, good())

    assert isinstance(found, Unreadable)
    assert found.what == "读了 2 秒还没有读完，已停止"
    assert isinstance(following, Reading)


def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read():
    with Guard(memory=120_000_000) as one:
        found = outcome(one, BAD["html_200000_rows"].build())
        following = outcome(one, good())

    assert isinstance(found, Unreadable)
    assert "内存" in found.what
    assert isinstance(following, Reading)


@pytest.mark.parametrize("sign", ["kill", "terminate"])
def test_a_child_that_dies_while_it_reads_is_told_in_words_and_replaced(sign):
    with Guard() as one:
        outcome(one, good())
        first = one._child
        assert first is not None
        killer = threading.Timer(0.5, getattr(first, sign))
        killer.start()
        found = outcome(one, BAD["text_new_labels"].build())
        killer.join()
        following = outcome(one, good())

        assert isinstance(found, Unreadable)
        assert "让程序中断" in found.what
        assert "另存一份" in found.do
        assert isinstance(following, Reading)
        assert one._child is not first


def test_a_child_that_died_between_two_files_is_replaced_without_a_word():
    with Guard() as one:
        outcome(one, good())
        assert one._child is not None
        one._child.kill()
        one._child.wait()

        assert isinstance(outcome(one, good()), Reading)


def test_the_child_ends_with_the_guard():
    with Guard() as one:
        outcome(one, good())
        child = one._child
        assert child is not None

    assert child.poll() is not None


def test_the_child_may_not_write_files_and_leaves_none(tmp_path):
    pid = 0
    with Guard() as one:
        outcome(one, good())
        assert one._child is not None
        pid = one._child.pid
        limits = Path(f"/proc/{pid}/limits").read_text("ascii")

    assert re.search(r"Max file size\s+0\s+0\s", limits)
    assert re.search(r"Max core file size\s+0\s+0\s", limits)


def test_pdf_pages_that_are_the_same_page_are_bounded():
    same = pdfs.page(b"", tree=f"<</Type/Pages/Kids[{'3 0 R ' * 400}]/Count 400>>")

    assert refused(same).what == "这份 PDF 有 400 页，超过 300 页"
