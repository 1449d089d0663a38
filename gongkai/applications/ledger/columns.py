"""The columns of a register: what each is called, by offices too, how a cell of it is read and how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from gongkai.applications.ledger import days, words
from gongkai.applications.ledger.words import Vocabulary

DAMAGED = "≈"  # before a number of so many digits that the spreadsheet has lost the last of them

Value = str | int | bool | date
Meanings = Mapping[str, Mapping[str, str]]  # by column: what a word of this register stands for, as the clerk says


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell is read with: the year of days without one, the day of receipt for the law, and the clerk's own words."""

    year: int | None = None
    day: date | None = None
    meanings: Meanings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `parse` raises ValueError with what is wrong, in Chinese."""

    key: str
    label: str
    aliases: tuple[str, ...]
    parse: Callable[[str, Given], Value]
    show: Callable[[Value], str]
    width: int = 12
    is_personal: bool = False
    vocabulary: Vocabulary | None = None


def _text(text: str, given: Given) -> str:  # noqa: ARG001
    return text.strip()


def _number(text: str, given: Given) -> str:  # noqa: ARG001
    """A number of a person; one that a spreadsheet has kept as a figure has lost its end."""
    if text.startswith(DAMAGED):
        raise ValueError("号码在表格里是按数字存放的，最后几位已经丢失；请把这一列改成文本格式，重新填写号码")
    return "".join(text.split())


def _day(text: str, given: Given) -> date:
    return days.parse(text, year=given.year)


def _count(text: str, given: Given) -> int:  # noqa: ARG001
    digits = "".join(char for char in text if char.isdecimal())
    if not digits or text.strip(" 个工作日天").strip() != digits:
        raise ValueError(f"看不懂日数“{text}”；请写数字，如 20")
    return int(digits)


def _yes_or_no(text: str, given: Given) -> bool:  # noqa: ARG001
    return words.yes_or_no(text)


def _show(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def _outcome(text: str, given: Given) -> str:
    among = words.outcomes_on(given.day) if given.day else None
    return words.OUTCOMES.key(text, among=among, means=given.meanings.get("outcome"))


def _words(key: str, label: str, aliases: str, vocabulary: Vocabulary, width: int = 12) -> Column:
    def parse(text: str, given: Given) -> str:
        return vocabulary.key(text, means=given.meanings.get(key))

    def show(value: Value) -> str:
        return vocabulary.labels.get(str(value), str(value))

    chosen = _outcome if vocabulary is words.OUTCOMES else parse
    return Column(key, label, tuple(aliases.split()), chosen, show, width, vocabulary=vocabulary)


def _plain(key: str, label: str, aliases: str, width: int = 12, *, is_personal: bool = False) -> Column:
    return Column(key, label, tuple(aliases.split()), _text, _show, width, is_personal)


def _date(key: str, label: str, aliases: str) -> Column:
    return Column(key, label, tuple(aliases.split()), _day, _show)


COLUMNS = (
    _plain("number", "编号", "申请编号 受理编号 登记编号 登记号 受理号 申请号 流水号 案号 收文编号 台账编号", 20),
    _plain("body", "承办单位", "办理单位 受理单位 承办部门 责任单位 答复单位 答复机关 受理机关 牵头单位", 20),
    _words(
        "channel", "申请渠道", "申请方式 受理渠道 受理方式 提交方式 申请途径 来源 收件方式 渠道 来件方式", words.CHANNEL
    ),
    _date("submitted_on", "提交日期", "申请时间 申请日期 提交时间 来件日期 来信日期 递交日期 申请人提交日期"),
    _date(
        "received_on",
        "收到申请之日",
        "受理日期 收件日期 收到日期 收到时间 受理时间 收件时间 登记日期 登记时间 签收日期 收到申请日期 收文日期 接收日期",
    ),
    _words("applicant_kind", "申请人类别", "申请人类型 申请人性质 申请主体 主体类型 申请人分类", words.KINDS),
    _plain(
        "applicant",
        "申请人",
        "申请人姓名 姓名 申请人名称 申请人姓名或名称 申请人(单位) 姓名/名称 姓名或名称",
        is_personal=True,
    ),
    _words("id_kind", "证件类型", "证件名称 证件种类 身份证明", words.ID_KIND),
    Column(
        "id_number",
        "证件号码",
        ("证件号", "身份证号", "身份证号码", "统一社会信用代码", "身份证件号码", "信用代码"),
        _number,
        _show,
        22,
        is_personal=True,
    ),
    Column(
        "phone",
        "联系电话",
        ("电话", "手机", "手机号", "联系方式", "手机号码", "申请人电话", "申请人联系电话"),
        _number,
        _show,
        16,
        is_personal=True,
    ),
    _plain("address", "通信地址", "地址 联系地址 通讯地址 邮寄地址 住址 申请人地址", 28, is_personal=True),
    _plain("email", "电子邮箱", "邮箱 电子邮件地址 email e-mail", 20, is_personal=True),
    _plain(
        "content",
        "申请内容",
        "申请事项 申请公开内容 申请信息 所需信息 所需政府信息内容 申请公开的信息 内容 事项 申请信息内容 标题 内容描述",
        48,
    ),
    _words(
        "form_wanted",
        "获取形式",
        "信息形式 提供形式 载体形式 指定提供形式 获取信息的形式 所需信息的指定提供方式",
        words.FORM,
    ),
    _words("delivery", "获取方式", "获取途径 提供方式 送达方式 领取方式 获取信息的方式 答复送达方式", words.WAY),
    _plain("handler", "经办人", "承办人 办理人 责任人 经办 办理人员 经办人员"),
    Column("is_corrected", "是否补正", ("有无补正", "补正", "是否要求补正", "补正情况"), _yes_or_no, _show, 8),
    _date(
        "asked_to_correct_on",
        "补正告知日期",
        "告知补正日期 补正通知日期 要求补正日期 补正告知时间 发出补正日期 补正通知时间",
    ),
    _date(
        "corrected_on", "补正收到日期", "收到补正日期 补正日期 补正时间 收到补正时间 申请人补正日期 补正材料收到日期"
    ),
    _date(
        "consulted_on",
        "征求第三方意见日期",
        "征求意见日期 征询第三方意见日期 第三方意见征求日期 征求第三方日期 征求意见时间",
    ),
    _date(
        "opinion_on",
        "第三方答复日期",
        "第三方意见答复日期 征求意见答复日期 第三方回复日期 第三方反馈日期 征求意见回复日期",
    ),
    _date(
        "extended_on",
        "延期告知日期",
        "延期日期 延长告知日期 延期答复告知日期 延期时间 告知延期日期 延长答复日期 延期告知时间",
    ),
    Column(
        "extended_days",
        "延长工作日数",
        ("延长天数", "延期天数", "延期工作日", "延长日数", "延期日数"),
        _count,
        _show,
        8,
    ),
    _date(
        "due_on",
        "答复期限",
        "答复截止日期 到期日 到期日期 办理期限 法定期限 应答复日期 截止日期 办结期限 答复时限 法定答复期限 最后期限",
    ),
    _date("replied_on", "答复日期", "答复时间 实际答复日期 回复日期 回复时间 答复书日期 出具答复日期"),
    _plain("letter_number", "文号", "答复文号 答复书文号 告知书文号 答复书编号 答复编号 发文字号 告知书编号", 22),
    _words(
        "outcome",
        "答复类型",
        "处理结果 答复结果 办理结果 答复方式 答复情况 公开情况 结果 办理情况 公开类型 答复种类 处理情况",
        words.OUTCOMES,
        26,
    ),
    _date("delivered_on", "送达日期", "送达时间 签收时间 申请人签收日期 寄出日期 邮寄日期 发出日期 寄送日期"),
    _date("closed_on", "办结日期", "办结时间 结案日期 完成日期 结案时间 办理完毕日期"),
    _words("stage", "办理阶段", "办理状态 状态 阶段 办理进度 当前状态 进度 是否办结", words.STAGE),
    _plain("remark", "备注", "说明 备考 附注 其他情况", 30),
)
BY_KEY = MappingProxyType({column.key: column for column in COLUMNS})
if len(BY_KEY) != len(COLUMNS):
    raise ValueError("a column of the register stands twice")
