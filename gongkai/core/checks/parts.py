"""Family P: whether the report has the parts, tables, rows and statements that the form and the Regulations want."""

from collections.abc import Iterator

from gongkai.core import editions
from gongkai.core.checks.registry import PASSED, Result, check, failed, unknown
from gongkai.core.findings import Weight
from gongkai.core.reports import Report, State, body_kind, demands

FORMS = "国办公开办函〔2019〕60号、〔2021〕30号 年度报告格式"
_FEE_YEAR = 2021  # 109号 charges from 2021-01-01


@check("P101", Weight.ERROR, FORMS, rule="S1")
def six_parts_in_order(report: Report) -> Iterator[Result]:
    """六个部分齐全，次序和标题与格式一致。

    为什么：格式规定“内容要严格按照条例第五十条”，不能遗漏，也不宜泛化；标题一致，上级和研究者才找得到。
    例：缺第三部分标题；把“存在的主要问题及改进情况”放到最前。
    怎么改：按一至六的次序写标题，没有内容的写“无”。
    """
    parts = report.edition("applications").parts
    if not report.headings:
        yield unknown("全文", "没有读到各部分的标题")
        return
    present = [heading.part for heading in report.headings]
    missing = [part for part in parts if part.key not in present]
    for part in missing:
        yield failed(part.label, f"没有找到标题“{part.label}”")
    order = list(dict.fromkeys(present))
    expected = [part.key for part in parts if part.key in order]
    if order != expected:
        names = {part.key: part.label.split("、")[0] for part in parts}
        yield failed("全文", f"各部分的次序是 {'、'.join(names[key] for key in order)}，应为一至六依次排列")
    elif not missing:
        yield PASSED


@check("P102", Weight.WARNING, FORMS + " 三张表", rule="S2")
def all_cells_are_there(report: Report) -> Iterator[Result]:
    """三张表的行和列齐全。

    为什么：缺一行不等于这一行是0；少了的格子会让合计无从核对。
    例：一份2020年的报告缺了一页，表三少了12行（真实报告）。
    怎么改：补上缺的行、列；没有发生的填0。
    """
    for name in editions.TABLES:
        table, edition = report.table(name), report.edition(name)
        absent = [cell for cell in table.cells if report.cell(cell).state is State.ABSENT]
        if not absent:
            yield PASSED
        elif len(absent) == len(table.cells):
            yield failed(table.title, "整张表都没有数", *absent)
        else:
            rows = list(dict.fromkeys(edition.where(cell).rsplit("/", 1)[0] for cell in absent))
            shown = "、".join(row.split("/", 1)[1] for row in rows[:4]) + (
                f"等 {len(rows)} 行" if len(rows) > 4 else ""
            )
            yield failed(rows[0].split("/", 1)[0], f"缺 {len(absent)} 个格子：{shown}", *absent)


@check("P103", Weight.NOTE, FORMS + " 三张表")
def blanks_are_filled(report: Report) -> Iterator[Result]:
    """没有发生的填0，不留空格。

    为什么：空着看不出是没有，还是忘了填；空格不当作0，涉及的合计也就无法核对。
    例：2019年一份省级报告把0都留空，总计列只填了四行。
    怎么改：没有的填0。
    """
    for name in editions.TABLES:
        table = report.table(name)
        blank = [cell for cell in table.cells if report.cell(cell).state is State.BLANK]
        if blank:
            place = report.where(blank[0]).split("/", 1)[0]
            yield failed(place, f"有 {len(blank)} 个格子空着，看不出是0还是没有填", *blank)
        elif any(report.cell(cell).state is State.READ for cell in table.cells):
            yield PASSED


@check("P104", Weight.WARNING, FORMS)
def tables_follow_the_edition_of_the_year(report: Report) -> Iterator[Result]:
    """三张表用的是当年的格式。

    为什么：2021年度起用30号文的格式，“其他处理”分三行，表二的栏目也不同；用旧表，上级就无法汇总。
    例：2023年的报告，表二用2021年格式，表三仍用2019年格式（真实报告）。
    怎么改：换成当年的表，把旧栏目的数按台账重新归类。
    """
    try:
        expected = editions.of(report.year).key if report.year else None
    except LookupError:
        expected = None
    if expected is None:
        yield unknown("全文", "不知道是哪一年的报告，或者那一年还没有全国统一的格式")
        return
    for name, place in (("proactive", "表二"), ("applications", "表三")):
        used = report.editions[name]
        if used != expected:
            number = editions.get(expected).document_number
            yield failed(
                place, f"用的是 {editions.get(used).document_number} 的表，{report.year} 年度应当用 {number} 的表"
            )
        else:
            yield PASSED


_SUPERVISION = {"工作考核": "assessment", "社会评议": "appraisal", "责任追究": "accountability"}


@check("P201", Weight.WARNING, "政府信息公开条例（2019）第五十条第一款第四项", rule="S3")
def governments_report_supervision(report: Report) -> Iterator[Result]:
    """县级以上地方人民政府的报告要写工作考核、社会评议和责任追究的结果。

    为什么：条例第五十条第四项只对政府提出这三项要求。
    例：写了考核和追究，没有一个字提到社会评议（一份2021年的真实报告）。
    怎么改：在“监督保障”里写明三项的结果；没有追究责任的，写“无责任追究情形”。
    """
    kind = body_kind(report.body)
    if kind != "government":
        if kind == "unknown":
            yield unknown("一、总体情况", "从名称看不出是不是县级以上人民政府")
        return
    text = "\n".join(report.texts.values())
    if not text:
        yield unknown("一、总体情况", "没有读到文字部分")
        return
    for name, key in _SUPERVISION.items():
        stated = demands.statement(f"supervision.{key}").pattern.search(text)
        yield PASSED if stated else failed("一、总体情况", f"没有提到{name}结果情况")


@check("P202", Weight.WARNING, "国办公开办函〔2021〕30号 格式第六部分括注：收取信息处理费情况在此处报告", rule="S4")
def fees_are_stated(report: Report) -> Iterator[Result]:
    """第六部分写明收取信息处理费的情况。

    为什么：2021年起可以收信息处理费，格式要求在第六部分报告；没有收也要写。
    例：“本年度未收取信息处理费”。
    怎么改：写收了多少件、多少元；没有收的写没有收。
    """
    if report.year is None or report.year < _FEE_YEAR:
        return
    text = report.texts.get("other_matters", "")
    if not text:
        yield unknown("六、其他需要报告的事项", "没有读到这一部分的文字")
    elif demands.statement("other_matters.fees").pattern.search(text):
        yield PASSED
    else:
        yield failed("六、其他需要报告的事项", "没有写收取信息处理费的情况")
