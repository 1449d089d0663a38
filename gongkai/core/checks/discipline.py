"""Family D: time limits, what the law lets a body do, personal information."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.core import law, privacy
from gongkai.core.checks.registry import PASSED, Result, check, failed, unknown
from gongkai.core.findings import Weight
from gongkai.core.reports import Report, body_kind

_MONTH = re.compile(r"(20\d{2})年(\d{1,2})月")


@check("D101", Weight.WARNING, "政府信息公开条例（2019）第四十九条", rule="S5")
def published_in_time(report: Report) -> Iterator[Result]:
    """部门在次年1月31日前、县级以上人民政府在次年3月31日前公布年度报告。

    为什么：条例第四十九条的期限；迟报、迟公布的要在通报里点名。
    例：一个局2月8日才公布上一年的报告。
    怎么改：以后提前收集；已经迟了的如实写日期。
    """
    if report.year is None:
        yield unknown("落款日期", "不知道是哪一年的报告")
        return
    days = _possible_days(report)
    if days is None:
        yield unknown("落款日期", "没有读到公布或者落款的日期")
        return
    earliest, latest = days
    kind = body_kind(report.body)
    try:
        first, last = (law.report_day(each, on=date(report.year + 1, 1, 1)) for each in ("department", "government"))
    except law.NotInForce as error:
        yield unknown("落款日期", str(error))
        return
    limits = {"department": first, "government": last}
    limit = limits.get(kind)
    if limit is None:
        if latest <= date(report.year + 1, first.month, first.day):
            yield PASSED
        else:
            yield unknown("落款日期", "从名称看不出适用哪个期限（乡镇、街道和其他机构的期限由地方规定）")
    elif latest <= date(report.year + 1, limit.month, limit.day):
        yield PASSED
    elif earliest > date(report.year + 1, limit.month, limit.day):
        says = (
            f"日期是 {earliest.isoformat()}，{limit.label}的期限是 {report.year + 1} 年 {limit.month} 月 {limit.day} 日"
        )
        yield failed("落款日期", says)
    else:
        yield unknown("落款日期", f"日期只写到月（{report.dated}），看不出是否超过期限")


def _possible_days(report: Report) -> tuple[date, date] | None:
    """First and last day that the printed date can mean."""
    if report.published_on:
        return report.published_on, report.published_on
    found = _MONTH.search(report.dated)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(following.toordinal() - 1)


@check("D201", Weight.WARNING, "行政复议法（2023）第二十三条第一款第四项、第二款", rule="T3")
def refusals_go_to_reconsideration_first(report: Report) -> Iterator[Result]:
    """2024年起，对不予公开的答复不服，应当先申请行政复议，不能直接起诉。

    为什么：新行政复议法规定复议前置，并要求行政机关在作出决定时告知。
    例：2024年只作出了不予公开（第十四条至第十六条）的答复，却有未经复议直接起诉的案件。
    怎么改：核对这些案件告的是哪一种答复；检查告知书的救济途径写对没有。
    """
    if report.year is None or report.year < 2024:
        return
    direct = report.value("remedies.litigation_direct.total")
    at = "表四/未经复议直接起诉"
    if direct is None:
        yield unknown(at, "这一格没有数", "remedies.litigation_direct.total")
    elif direct == 0:
        yield PASSED
    else:
        yield _attacked(report, at, str(direct))


def _attacked(report: Report, at: str, direct: str) -> Result:
    day = date(report.year or 2024, 12, 31)
    results = [row.key for row in report.table("applications").rows if row.is_result]
    first = {
        kind.rows[report.editions["applications"]]
        for kind in law.outcomes(on=day)
        if law.remedy(kind.key, on=day).key == "reconsideration_first"
    }
    suable = report.total(*(f"applications.{row}.total" for row in results if row not in first))
    if suable == 0:
        return failed(
            at, f"有 {direct} 件直接起诉，而全年的答复都属于应当先复议的类型", "remedies.litigation_direct.total"
        )
    return unknown(at, "表上看不出被诉的是哪一种答复，请核对是否有对不予公开直接起诉的案件")


_CANNOT = re.compile(
    r"[区县旗]人民政府|[区县旗]政府|[镇乡]人民政府|[镇乡]$|街道|[区县旗].{1,20}(?:局|中心|办公室|委员会|队)$"
)
_CAN = re.compile(r"^(?:国务院|国家)|省人民政府|自治区人民政府|省政府")


@check("D301", Weight.ERROR, "立法法（2023）第九十一条、第九十三条：规章的制定权限", rule="P6")
def counties_make_no_rules(report: Report) -> Iterator[Result]:
    """县级及以下机关不能制定规章，“规章”一行填0。

    为什么：规章只能由国务院部门和省、自治区、直辖市、设区的市、自治州人民政府制定。
    例：一个区政府部门在“规章”一行填了12，实际是规范性文件。
    怎么改：把这些件数移到“规范性文件”一行，规章填0。
    """
    table = report.table("proactive")
    cells = [cell for cell in table.cells if ".rules." in cell]
    filled = [cell for cell in cells if report.value(cell)]
    if not filled:
        silent = [cell for cell in cells if report.value(cell) is None]
        yield unknown("表二/规章", "这一行没有数", *silent) if silent else PASSED
    elif _CANNOT.search(report.body):
        shown = "、".join(str(report.value(cell)) for cell in filled)
        yield failed("表二/规章", f"填了 {shown}；{report.body}没有制定规章的权限", *filled)
    elif _CAN.search(report.body):
        yield PASSED
    else:
        yield unknown("表二/规章", "从名称看不出有没有制定规章的权限", *filled)


@check("D401", Weight.WARNING, "个人信息保护法第四条、第六条、第三十四条")
def no_personal_information(report: Report) -> Iterator[Result]:
    """报告的文字里没有公民的身份证号码、手机号码和银行卡号。

    为什么：年度报告是公开的，写进去就等于公开了个人信息；办公室的固定电话不在此列。
    例：联系人后面写了工作人员的手机号码；举例时写出了申请人的身份证号。
    怎么改：删去，或者只留首尾几位；联系方式写办公电话。
    """
    labels = {part.key: part.label for part in report.edition("applications").parts} | {"preface": "前言"}
    for part, text in report.texts.items():
        for found in privacy.find(text):
            yield failed(labels.get(part, part), f"写有{privacy.NAMES[found.kind]} {found.masked}")
    if report.texts and not any(privacy.find(text) for text in report.texts.values()):
        yield PASSED
