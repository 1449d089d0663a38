"""Registers as offices keep them: pasted, in separated values, in workbooks; with titles, groups, sums and blank rows."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from gongkai.applications.ledger import matching, reading
from gongkai.applications.ledger.reading import Row, Unreadable

HEADER = ["编号", "申请人", "申请内容", "受理日期"]


def book(*rows: list, name: str = "台账", **others: list[list]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        for title, lines in {**others, name: list(rows)}.items():
            sheet = made.add_worksheet(title)
            for at, line in enumerate(lines):
                for place, value in enumerate(line):
                    sheet.write(at, place, value)
    return target.getvalue()


def test_a_pasted_range_has_quoted_cells_and_blank_rows():
    sheet = reading.pasted(
        '编号\t申请人\t申请内容\t受理日期\r\n1\t甲\t"第一行\n有""引号"""\t2026-1-2\r\n\t\t\t\r\n2\t乙\t二\t\r\n'
    )

    assert sheet.header == tuple(HEADER)
    assert sheet.rows == (Row(2, ("1", "甲", '第一行\n有"引号"', "2026-1-2")), Row(4, ("2", "乙", "二", "")))


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    sheet = reading.pasted('编号\t申请人\t申请内容\n1\t甲\t"开头\n2\t乙\t二\n')

    assert [row.cells for row in sheet.rows] == [("1", "甲", '"开头'), ("2", "乙", "二")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_separated_values_in_the_encodings_of_offices(encoding):
    data = "编号,申请人,申请内容\n1,㐂某,“内容”，二\n".encode(encoding)

    assert reading.read(data, "台账.csv").rows == (Row(2, ("1", "㐂某", "“内容”，二")),)


def test_titles_above_sums_below_and_headings_repeated_are_no_rows():
    header = "\t".join(HEADER)
    lines = (
        "青禾区2026年台账",
        "填表人：某",
        "",
        header,
        "1\t甲\t一\t2026-1-2",
        header,
        "2\t乙\t二\t",
        "合计\t2件\t\t",
    )
    text = "\n".join(lines)

    sheet = reading.pasted(text)

    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(5, "1"), (7, "2")]


def test_a_heading_of_two_rows_names_its_groups():
    text = "编号\t申请人信息\t\t补正情况\t\t申请内容\n\t姓名\t联系电话\t告知日期\t收到日期\t\n1\t甲\t138\t2026-1-2\t2026-1-9\t一\n"

    sheet = reading.pasted(text)

    assert dict(matching.match(sheet.header).positions) == {
        "number": 0,
        "applicant": 1,
        "phone": 2,
        "asked_to_correct_on": 3,
        "corrected_on": 4,
        "content": 5,
    }
    assert [row.cells[0] for row in sheet.rows] == ["1"]


def test_a_workbook_gives_days_and_figures_as_text():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(HEADER)
    sheet.append([12, "甲", "一", date(2026, 3, 2)])
    sheet.append([1.5, "乙", True, None])
    target = io.BytesIO()
    made.save(target)

    found = reading.read(target.getvalue(), "台账.xlsx")

    assert [row.cells for row in found.rows] == [("12", "甲", "一", "2026-03-02"), ("1.5", "乙", "是", "")]


def test_a_number_that_lost_its_end_is_marked():
    data = book([*HEADER, "证件号码"], ["1", "甲", "一", "2026-1-2", 370305190001010000])

    assert reading.read(data, "台账.xlsx").rows[0].cells[4].startswith("≈")


def test_of_several_sheets_the_likeliest_or_the_one_that_is_named():
    data = book(
        HEADER, ["1", "甲", "一", "2026-1-2"], 说明=[["怎样填写"]], 去年=[["编号", "申请人", "内容"], ["9", "乙", "二"]]
    )

    first = reading.read(data, "台账.xlsx")
    named = reading.read(data, "台账.xlsx", sheet="去年")

    assert (first.name, first.others) == ("台账", ("说明", "去年"))
    assert named.rows[0].cells[0] == "9"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.csv", "文件是空的"),
        (b"PK\x03\x04 torn", "a.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", "a.et", "已损坏"),
        (b"%PDF-1.7", "a.pdf", "不是台账能用的文件"),
        ("天气\n晴\n".encode(), "a.csv", "没有找到表头"),
        (b"\xff\xfe\x00", "a.csv", "看不懂文件的编码"),
    ],
)
def test_what_cannot_be_read_says_why(data, name, said):
    with pytest.raises(Unreadable, match=said):
        reading.read(data, name)


def test_a_sheet_of_two_far_corners_ends_in_words():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "编号")
        sheet.write(1_048_575, 16_383, "远")

    with pytest.raises(Unreadable):
        reading.read(target.getvalue(), "a.xlsx")


def test_too_many_rows_are_refused():
    text = "编号\t申请人\t申请内容\n" + "".join(f"{n}\t甲\t一\n" for n in range(20_001))

    with pytest.raises(Unreadable, match="20001 行"):
        reading.pasted(text)


def test_the_clerk_may_change_the_columns():
    header = ("编号", "谁", "申请内容")

    found = matching.match(header)
    changed = matching.chosen(header, {**found.positions, "applicant": 1})

    assert (found.unmatched, changed.unmatched) == (("谁",), ())
    with pytest.raises(ValueError, match="同一列不能对应两个项目"):
        matching.chosen(header, {"applicant": 1, "content": 1})
    with pytest.raises(ValueError, match="台账没有这一列"):
        matching.chosen(header, {"nonsense": 1})


def test_a_likely_label_is_less_sure_than_a_known_one():
    found = matching.match(("申请人姓名", "申请公开的内容", "受理日期（收件）"))

    assert found.positions == {"applicant": 0, "content": 1, "received_on": 2}
    assert found.confidence["applicant"] == 1.0
    assert 0.6 < found.confidence["content"] < 1.0
