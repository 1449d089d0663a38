"""Figures pasted from a spreadsheet: with names or bare, looked at first; what does not fit is refused, never guessed."""

from decimal import Decimal

import pytest

from gongkai.desk.reports import typed_numbers
from gongkai.reports.models import Entered
from tests.desk.reports import winter
from tests.reports import district

pytestmark = pytest.mark.django_db
LICENCES = "proactive.art20_5.administrative_licensing.decisions"
PUNISHED = "proactive.art20_6.administrative_penalty.decisions"
FORCED = "proactive.art20_6.administrative_coercion.decisions"
FEES = "proactive.art20_8.administrative_fees.fee_amount"


@pytest.fixture
def this() -> district.January:
    return winter.january()


def pasted(this, text, *, status, do="look", **given) -> str:
    """The page that answers."""
    report, client = this.report(this.housing), winter.browser(this.housing)
    answer = winter.sent(client, "desk-report-many", report.pk, pasted=text, do=do, status=status, **given)
    return answer.content.decode()


def kept() -> dict[str, tuple[Decimal | None, str]]:
    return {each.key: (each.value, each.source) for each in Entered.objects.all()}


def test_a_bare_column_is_put_down_from_the_item_that_is_chosen(this) -> None:
    given = {"start": LICENCES, "source": "业务台账"}

    looked = pasted(this, "12\n3\n0\n1,234.5\n", status=200, **given)
    before = kept()
    pasted(this, "12\n3\n0\n1,234.5\n", status=302, do="import", **given)

    assert ("导入这 4 项" in looked, f'name="start" value="{LICENCES}"' in looked, before) == (True, True, {})
    assert kept() == {
        LICENCES: (Decimal(12), "业务台账"),
        PUNISHED: (Decimal(3), "业务台账"),
        FORCED: (Decimal(0), "业务台账"),
        FEES: (Decimal("1234.5"), "业务台账"),
    }


def test_an_empty_row_in_a_block_keeps_its_place(this) -> None:
    pasted(this, "\n12\n\n5\n\n", status=302, do="import", start=LICENCES, source="台账")

    assert {key: value for key, (value, _) in kept().items()} == {LICENCES: 12, FORCED: 5}


def test_a_block_may_bring_source_and_evidence(this) -> None:
    pasted(this, "12\t审批系统\t导出表\n3\t\t\n", status=302, do="import", start=LICENCES, source="台账")

    assert kept() == {LICENCES: (Decimal(12), "审批系统"), PUNISHED: (Decimal(3), "台账")}
    assert Entered.objects.get(key=LICENCES).evidence == "导出表"


def test_rows_with_their_names_need_no_heading_and_no_start(this) -> None:
    text = "行政强制 本年处理决定数量\t7\n行政许可 本年处理决定数量\t8\n"

    pasted(this, text, status=302, do="import", source="台账")

    assert {key: value for key, (value, _) in kept().items()} == {FORCED: 7, LICENCES: 8}


@pytest.mark.parametrize(
    ("text", "given", "says"),
    [
        ("1\n2\n", {"source": "台账"}, "请选择从哪一项开始"),
        ("1\n2\n3\n4\n5\n", {"start": LICENCES, "source": "台账"}, "粘贴了 5 行"),
        ("1\n2\n", {"start": FEES, "source": "台账"}, "只有 1 行"),
        ("1\t甲\n2\n", {"start": LICENCES, "source": "台账"}, "第1行 2 列，第2行 1 列"),
        ("1\t2\t3\t4\n", {"start": LICENCES, "source": "台账"}, "粘贴了 4 列"),
        ("行政许可\t8\n", {"start": LICENCES, "source": "台账"}, "不是数字"),
        ("1\n", {"start": LICENCES}, "请写明数据从哪里来"),
        ("\t只有来源\n", {"start": LICENCES}, "没有数"),
        ("\n\n", {"start": LICENCES}, "请选择文件"),
    ],
)
def test_what_does_not_fit_is_refused_whole(this, text, given, says) -> None:
    page = pasted(this, text, status=422, do="import", **given)

    assert (says in page, kept()) == (True, {})


@pytest.mark.parametrize("typed", ["3 5", "5²", "5①", "1 2,345", "3.  5"])
def test_what_only_looks_like_a_figure_is_no_figure(typed) -> None:
    with pytest.raises(ValueError, match=typed[0]):
        typed_numbers.read(typed)


@pytest.mark.parametrize(
    ("typed", "value"), [("１，２３４", 1234), (" 12 件 ", 12), ("－3", -3), ("−3", -3), ("", None)]
)
def test_full_width_figures_and_a_unit_behind_are_read(typed, value) -> None:
    assert typed_numbers.read(typed) == value


def test_a_field_that_was_not_on_the_page_changes_nothing(this) -> None:
    report, client = this.report(this.housing), winter.browser(this.housing)
    winter.sent(client, "desk-report-enter", report.pk, **{f"value:{LICENCES}": "7", f"source:{LICENCES}": "台账"})

    winter.sent(client, "desk-report-enter", report.pk, **{f"value:{PUNISHED}": "2", f"source:{PUNISHED}": "台账"})

    assert {key: value for key, (value, _) in kept().items()} == {LICENCES: 7, PUNISHED: 2}
    assert not Entered.objects.filter(is_dropped=True).exists()
