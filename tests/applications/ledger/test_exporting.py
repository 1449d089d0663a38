"""Cases as a register: few questions, nothing a formula, no people for those who may not see them, and back again."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from gongkai.applications import actions
from gongkai.applications.ledger import exporting, importing, reading
from gongkai.applications.ledger.columns import COLUMNS
from gongkai.applications.models import Application
from gongkai.journal import triggers
from tests.applications import district
from tests.applications.ledger.registers import ON, preview, row, seen

pytestmark = pytest.mark.django_db
LABELS = [column.label for column in COLUMNS]


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def cases():
    return Application.objects.order_by("pk")


def varied(of) -> None:
    """Cases of every sort that a register can tell."""
    district.case(of, "submitted", on=date(2026, 11, 2))
    district.case(of, "handling", on=date(2026, 11, 3), content="=1+1", parties=(district.company(),))
    district.case(
        of,
        "awaiting_correction",
        on=date(2026, 11, 4),
        parties=(district.citizen("周小红", 2), district.citizen("吴小强", 3)),
    )
    district.case(of, "signed", on=date(2026, 10, 13), outcome="partial")
    district.case(of, "closed", on=date(2026, 9, 1), outcome="not_exist", content='第一行\n第二行，“引号”"直引号"')
    extended = district.case(of, "handling", on=date(2026, 10, 12))
    district.consult(of, extended, on=date(2026, 10, 15))
    actions.answer_consultation(
        extended.consultations.get(), actions.Opinion("agree"), by=of.clerk, on=date(2026, 10, 22)
    )
    actions.extend(extended.pk, 20, by=of.head, on=date(2026, 11, 9))
    withdrawn = district.case(of, "handling", on=date(2026, 10, 12))
    actions.withdraw(withdrawn.pk, by=of.clerk, on=date(2026, 10, 20))


def test_a_case_is_a_row_under_the_labels_of_the_register(housing):
    district.case(housing, "closed")

    [found] = table(exporting.as_csv(cases(), by=housing.clerk))

    assert list(found) == LABELS
    assert found["编号"] == "青住建〔2026〕1号"
    assert found["申请人"] == "孙小明"
    assert found["证件号码"] == district.resident_id(1)
    assert (found["收到申请之日"], found["答复期限"], found["答复日期"]) == ("2026-10-27", "2026-11-24", "2026-11-02")
    assert (found["答复类型"], found["文号"], found["送达日期"]) == ("予以公开", "青住建答〔2026〕1号", "2026-11-03")
    assert (found["是否补正"], found["办理阶段"], found["经办人"]) == ("否", "已办结", "张经办")


def test_those_who_watch_see_no_people(housing):
    district.case(housing, "closed", content="孙小明的房屋档案，电话13800000001")
    watcher = district.person(housing.body, "supervisor")

    data = exporting.as_csv(cases(), by=watcher).decode("utf-8-sig")
    book = exporting.as_xlsx(cases(), by=watcher)

    [found] = table(data.encode())
    assert found["申请人"] == "孙某"
    assert {found[label] for label in ("证件类型", "证件号码", "联系电话", "通信地址", "电子邮箱")} == {""}
    for planted in ("13800000001", district.resident_id(1), "和平路", "applicant1@"):
        assert planted not in data
        assert planted not in str(
            [[cell.value for cell in line] for line in openpyxl.load_workbook(io.BytesIO(book)).active]
        )


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", RISKY)
def test_nothing_is_a_formula(housing, text):
    district.case(
        housing, "handling", parties=(district.company(f"x{text}"), district.company(text)), content=f"{text}内容"
    )
    Application.objects.update(content=f"{text}内容")

    [found] = table(exporting.as_csv(cases(), by=housing.clerk))
    sheet = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(cases(), by=housing.clerk))).active

    assert found["申请内容"][0] == "'"
    cell = sheet.cell(2, LABELS.index("申请内容") + 1)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.quotePrefix


@given(st.text())
def test_a_harmless_cell_never_begins_like_a_formula(text):
    assert not exporting.harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_workbook_has_real_days_and_a_heading_that_stays(housing):
    district.case(housing, "closed")

    sheet = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(cases(), by=housing.clerk))).active

    assert [cell.value for cell in sheet[1]] == LABELS
    assert sheet.cell(2, LABELS.index("答复期限") + 1).value == datetime(2026, 11, 24)
    assert sheet.freeze_panes == "B2"


def test_many_cases_need_no_more_questions_than_few(housing, django_assert_num_queries):
    for number in range(12):
        district.case(housing, "received", on=date(2026, 11, 2), content=f"第{number}件")

    with django_assert_num_queries(6):
        assert len(list(exporting.rows(cases(), by=housing.clerk))) == 12


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.django_db(transaction=True)
def test_a_register_goes_out_and_comes_back_the_same(housing, kind):
    varied(housing)
    importing.import_(preview(housing, row(编号="2025-甲-7", 备注="-见纸质档案")), by=housing.clerk, on=ON)
    data = (
        exporting.as_csv(cases(), by=housing.clerk) if kind == "csv" else exporting.as_xlsx(cases(), by=housing.clerk)
    )
    before = [exporting.shown(each) for each in exporting.rows(cases(), by=housing.clerk)]
    _empty()

    found = seen(housing, reading.read(data, f"台账.{kind}"))
    importing.import_(found, by=housing.clerk, on=ON)

    after = [exporting.shown(each) for each in exporting.rows(cases(), by=housing.clerk)]
    assert found.errors == ()
    assert len(before) == 8
    assert after == before


def test_what_is_exported_and_not_changed_is_passed_over_when_it_comes_back(housing):
    varied(housing)

    found = seen(housing, reading.read(exporting.as_csv(cases(), by=housing.clerk), "台账.csv"))

    assert found.errors == ()
    assert (found.skipped, found.histories) == (7, ())


def _empty() -> None:
    """No case is left; the journal is another installation's."""
    with connection.cursor() as cursor:
        triggers.remove(connection)
        cursor.execute("PRAGMA foreign_keys=OFF")
        for name in ("delivery", "comment", "letter", "consultation", "matter", "applicant", "counter"):
            cursor.execute(f"DELETE FROM applications_{name}")
        cursor.execute("DELETE FROM applications_application")
        cursor.execute("DELETE FROM journal_entry")
        cursor.execute("PRAGMA foreign_keys=ON")
        triggers.install(connection)
