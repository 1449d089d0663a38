"""Registers for tests: rows as offices write them, and the short way from cells to a preview."""

from datetime import date

from gongkai.applications.ledger import importing, matching, reading
from gongkai.applications.ledger.importing import Preview
from tests.applications import district

ON = date(2026, 11, 20)
HEADER = (
    "编号",
    "申请方式",
    "申请时间",
    "受理日期",
    "申请人类型",
    "姓名",
    "身份证号",
    "联系电话",
    "申请内容",
    "提供形式",
    "送达方式",
    "补正告知日期",
    "收到补正日期",
    "征求意见日期",
    "第三方回复日期",
    "延期告知日期",
    "答复期限",
    "答复时间",
    "答复文号",
    "处理结果",
    "送达日期",
    "备注",
)
PLAIN = {
    "编号": "青住建〔2026〕12号",
    "申请方式": "当面",
    "申请时间": "2026.3.2",
    "受理日期": "2026年3月2日",
    "申请人类型": "公民",
    "姓名": "孙小明",
    "身份证号": district.resident_id(7),
    "联系电话": "13800000007",
    "申请内容": "2025年度老旧小区改造资金使用明细",
    "提供形式": "电子版",
    "送达方式": "邮箱",
    "答复期限": "2026-03-30",
    "答复时间": "20260320",
    "答复文号": "青住建答〔2026〕9号",
    "处理结果": "予以公开",
    "送达日期": "2026/3/23",
    "备注": "申请人来电催过一次",
}


def row(**changes: str) -> dict[str, str]:
    """A row that is in order, with changes."""
    return {**PLAIN, **changes}


def text(*rows: dict[str, str], header: tuple[str, ...] = HEADER) -> str:
    """The cells as they come from the clipboard."""
    lines = [header, *([each.get(label, "") for label in header] for each in rows)]
    return "\r\n".join("\t".join(line) for line in lines) + "\r\n"


def preview(of: district.Office, *rows: dict[str, str], header: tuple[str, ...] = HEADER, **given) -> Preview:
    """What would be made of these rows."""
    return seen(of, reading.pasted(text(*rows, header=header)), **given)


def seen(of: district.Office, sheet: reading.Sheet, *, on: date = ON, **given) -> Preview:
    """What would be made of a sheet."""
    return importing.preview(sheet, matching.match(sheet.header), body=of.body, actor=of.clerk, on=on, **given)


def says(found: Preview) -> list[str]:
    """The errors as sentences."""
    return [str(fault) for fault in found.errors]
