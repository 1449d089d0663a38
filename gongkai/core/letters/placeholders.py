"""The names in braces that a letter's text may contain: a closed list, each replaced once. Not a template language."""

import re
from collections.abc import Mapping
from types import MappingProxyType

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        # the organ and the letter
        "机关": "发文机关全称",
        "文书": "本文书怎样自称：本答复书、本告知书",
        "文号": "本文书的发文字号",
        "日期": "本文书的日期",
        "联系人": "经办人或者联系人",
        "联系电话": "本机关的联系电话",
        "联系地址": "本机关的通信地址",
        "机关邮编": "本机关的邮政编码",
        # the applicant and the application
        "申请人": "申请人的姓名或者名称",
        "称谓": "对申请人的称呼：你、你单位",
        "申请人类别": "自然人、法人或者其他组织",
        "申请人电话": "申请人的联系电话",
        "申请人地址": "申请人的通信地址",
        "登记编号": "申请的登记编号",
        "提交方式": "申请人以什么方式提交",
        "收到日期": "收到申请之日（条例第三十一条）",
        "申请内容": "申请公开什么",
        "答复工作日数": "法定的答复工作日数",
        "答复期限": "答复期限届满之日",
        # what happened before
        "办理经过": "补正、延期、征求意见等经过，没有就不写",
        "补正告知日期": "发出补正告知书的日期",
        "补正期限": "补正告知书给的最后一日",
        "补正日期": "收到补正材料的日期",
        "要求说明理由日期": "要求说明理由的日期",
        "延期届满日": "延长后的答复期限届满之日",
        "延长工作日数": "延长几个工作日",
        "延期理由": "为什么在期限内答复不了",
        "延迟期限": "条例第三十五条确定的合理延迟期限",
        "征求对象": "征求了谁的意见：第三方、其他机关（不写姓名、名称）",
        "征求意见日期": "发出征求意见书的日期",
        "收费通知日期": "发出收费通知书的日期",
        "缴费日期": "申请人缴费的日期",
        # the decision on one matter
        "各事项决定": "对每一项内容的决定，由各答复类型的段落合成",
        "事项": "其中一项申请内容",
        "理由": "这样决定的理由",
        "获取途径": "到哪里、怎样获取",
        "提供方式": "怎样提供：随附件、领取、邮寄",
        "查找结果": "查找到了什么，没有写就省略",
        "公开内容": "查找到的、予以公开的信息",
        "检索情况": "检索了哪些系统、用什么词、什么范围",
        "不公开部分": "部分公开时，哪一部分不公开",
        "不公开条款": "不公开部分依据条例哪一条",
        "特别规定": "禁止公开或者规定专门查询办法的法律、行政法规和条款",
        "前次答复": "此前答复的日期和文号",
        "负责机关": "负责公开该信息的机关",
        "负责机关联系方式": "该机关的联系方式",
        "负责机关告知": "该向哪个机关申请，或者不能确定",
        # the remedy
        "救济途径": "行政复议、行政诉讼的告知",
        "不服事项": "对文书或者其中哪几项不服",
        "复议机关": "行政复议机关",
        "复议渠道": "行政复议机关的地址和网上渠道，没有写就省略",
        "上级主管部门": "上一级主管部门（2024年以前可以选择）",
        "法院": "有管辖权的人民法院",
        "复议日数": "申请行政复议的日数",
        "起诉月数": "直接起诉的月数",
        "复议后起诉日数": "复议后起诉的日数",
        # letters of the procedure
        "回复期限": "请对方在哪一日以前回复",
        "补正事项": "需要补正什么、怎样补正",
        "超量情况": "数量、频次怎样明显超过合理范围",
        "对方称谓": "对第三方的称呼：你、你单位",
        "对方名称": "第三方、共同制作机关或者协办单位的名称",
        "征求意见内容": "就哪些信息征求意见",
        "第三方工作日数": "法定的第三方提出意见的工作日数",
        "共同制作工作日数": "法定的共同制作机关提出意见的工作日数",
        "第三方意见": "第三方提出的意见",
        "公开理由": "第三方不同意，为什么仍然公开",
        "决定公开内容": "决定公开的政府信息内容",
        "协办事项": "请对方协助什么",
        "收费方式": "按件计收或者按量计收",
        "收费数量": "几件或者几页",
        "收费金额": "应缴多少元",
        "缴费工作日数": "法定的缴费工作日数",
        "缴费期限": "缴费的最后一日",
        "缴费方式": "怎样缴",
        "送达文书": "送达的是哪份文书",
        "收件人": "文书送给谁",
        "收件地址": "送到哪里",
        "收件邮编": "收件人的邮政编码",
    }
)

_NAMED = re.compile(r"\{([^{}\n]*)\}")
_BLANK = re.compile(r"〔待填：([^〔〕]*)〕")


def blank(name: str) -> str:
    """What stands visibly in a letter where the value `name` is still missing."""
    return f"〔待填：{name}〕"


def blanks(text: str) -> tuple[str, ...]:
    """What is still to be filled in in a finished text, each once, in order."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each known name replaced once; a value is never read again. A name without a value becomes a visible blank."""

    def value(match: re.Match[str]) -> str:
        name = match[1].strip()
        return values.get(name, blank(name)) if name in PLACEHOLDERS else match[0]

    return _NAMED.sub(value, text)


def lacking(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The known names of `text` that have no value, each once, in order."""
    return tuple(name for name in used(text) if name not in values)


def used(text: str) -> tuple[str, ...]:
    """The known names of `text`, each once, in order."""
    return tuple(dict.fromkeys(name for found in _NAMED.findall(text) if (name := found.strip()) in PLACEHOLDERS))


def unknown(text: str) -> tuple[str, ...]:
    """What stands in braces and is no known name, and braces that stand alone; each once, in order."""
    names = [match[0] for match in _NAMED.finditer(text) if match[1].strip() not in PLACEHOLDERS]
    stray = [char for char in _NAMED.sub("", text) if char in "{}"]
    return tuple(dict.fromkeys([*names, *stray]))
