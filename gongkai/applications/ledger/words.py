"""The words of a register and what they stand for: the labels of the law, the short forms of offices, our own keys.

A word that may mean several things, or nothing known, is a fault that names what is accepted; nothing is guessed.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from gongkai.applications.models import APPLICANT_KINDS, CHANNELS, DELIVERIES, FORMS, ID_KINDS
from gongkai.core import law
from gongkai.core.applications import STAGES

_DAYS = (
    date(2019, 5, 14),
    date(2021, 1, 1),
)  # on which every kind of reply that ever was is in force, one or the other


class NotUnderstood(ValueError):
    """A word without one meaning; `candidates` are the keys it may stand for, or all that there are."""

    def __init__(self, says: str, word: str, candidates: tuple[str, ...]) -> None:
        super().__init__(says)
        self.word, self.candidates = word, candidates


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one column."""

    name: str
    labels: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)  # by key: words with blanks between them

    def key(self, text: str, *, among: frozenset[str] | None = None, means: Mapping[str, str] | None = None) -> str:
        """What a word stands for, `means` being what the clerk has said. Raises NotUnderstood."""
        if said := (means or {}).get(text.strip()):
            return said
        allowed = frozenset(self.labels) if among is None else among
        found = tuple(key for key in self._table().get(plain(text), ()) if key in allowed)
        if len(found) == 1:
            return found[0]
        names = "；".join(self.labels[key] for key in found or self.labels if key in allowed)
        says = f"“{text}”有几种意思，请写明是哪一种：{names}" if found else f"看不懂“{text}”；可以写：{names}"
        raise NotUnderstood(says, text.strip(), found or tuple(key for key in self.labels if key in allowed))

    def _table(self) -> dict[str, tuple[str, ...]]:
        return _tables()[self.name]


def plain(text: str) -> str:
    """A word without blanks, punctuation and width."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "PZCS" or char == "+")


@cache
def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    return {each.name: _table(each) for each in EVERY}


def _table(words: Vocabulary) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, label in words.labels.items():
        for word in (key, label, *words.aliases.get(key, "").split()):
            known = found.get(plain(word), ())
            found[plain(word)] = known if key in known else (*known, key)
    return found


_REFUSED = "不予公开 不公开"
_NOT_PROCESSED = "不予处理"
_UNAVAILABLE = "无法提供"
_UNKNOWN = "本机关不掌握相关政府信息 不掌握相关信息 不掌握"
OUTCOMES = Vocabulary(
    "outcome",
    {each.key: each.label for day in reversed(_DAYS) for each in law.outcomes(on=day)},
    {
        "already_public": "已主动公开 主动公开 已公开 告知获取途径 告知获取方式和途径 告知获取方式途径 属于主动公开",
        "granted": "公开 同意公开 全部公开 予以提供 提供信息 依申请公开",
        "partial": "部分公开区分处理 区分处理 予以部分公开 部分公开，部分不予公开",
        "state_secret": f"国家秘密 属于国家秘密 涉及国家秘密 涉密 {_REFUSED}",
        "prohibited_by_law": f"其他法律行政法规禁止公开 法律行政法规禁止公开 法律法规禁止公开 {_REFUSED}",
        "three_securities": f"三安全一稳定 危及三安全一稳定 {_REFUSED}",
        "third_party_rights": f"保护第三方合法权益 第三方合法权益 涉及商业秘密 商业秘密 涉及个人隐私 个人隐私 {_REFUSED}",
        "internal_affairs": f"属于三类内部事务信息 内部事务信息 三类内部事务信息 内部事务 内部管理信息 {_REFUSED}",
        "process_information": f"属于四类过程性信息 过程性信息 四类过程性信息 {_REFUSED}",
        "enforcement_file": f"属于行政执法案卷 行政执法案卷 执法案卷 {_REFUSED}",
        "administrative_query": f"属于行政查询事项 行政查询事项 行政查询 {_REFUSED}",
        "not_exist": f"信息不存在 不存在 政府信息不存在 经检索不存在 检索不存在 {_UNKNOWN} {_UNAVAILABLE}",
        "other_organ": "非本机关负责公开 不属于本机关 非本机关公开 不属本机关公开 不属于本机关公开 不属于本机关职责 非本机关信息 "
        f"{_UNKNOWN} {_UNAVAILABLE}",
        "needs_creation": f"没有现成信息需要另行制作 需要另行制作 没有现成信息 需要加工分析 需加工分析 {_UNAVAILABLE}",
        "still_unclear": f"补正后仍不明确 内容不明确 申请内容不明确 {_UNAVAILABLE}",
        "petition": f"信访举报投诉类申请 信访举报投诉 信访投诉举报 信访 投诉举报 信访事项 {_NOT_PROCESSED}",
        "repeat": f"重复申请 不予重复处理 不重复处理 重复答复 {_NOT_PROCESSED}",
        "publication": f"公开出版物 出版物 {_NOT_PROCESSED}",
        "excessive": f"无正当理由大量反复申请 大量反复申请 反复申请 {_NOT_PROCESSED}",
        "confirm_reissue": f"要求行政机关确认或重新出具已获取信息 确认或重新出具 {_NOT_PROCESSED}",
        "abandoned_no_correction": "逾期不补正 逾期未补正 未补正 无正当理由逾期不补正 视为放弃 视为放弃申请 "
        "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
        "abandoned_no_payment": "逾期未缴费 逾期不缴费 未缴费 视为放弃 视为放弃申请 "
        "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
        "withdrawn_or_other": "撤回申请 撤回 申请人撤回 申请人撤回申请 主动撤回 自行撤回 其他处理 其他",
        "granted_2008": "予以公开 公开 同意公开 全部公开 已主动公开 主动公开 告知获取方式和途径",
        "refused_2008": _REFUSED,
        "not_held_2008": "信息不存在 不存在 政府信息不存在 非本机关负责公开 不属于本机关 不属于本机关公开 非本机关公开",
        "unclear_2008": "内容不明确 申请内容不明确",
    },
)
CHANNEL = Vocabulary(
    "channel",
    CHANNELS,
    {
        "in_person": "当面 当面申请 当面递交 现场 现场申请 现场提交 窗口 窗口申请 上门 来访 直接送达",
        "registered_post": "EMS 邮政EMS 挂号信 挂号 快递 邮政快递 特快专递 邮政特快专递 邮寄需签收 签收邮件 邮寄 信函 来信 寄送",
        "ordinary_post": "平信 普通信函 平邮 普通邮寄 邮寄 信函 来信 寄送",
        "online": "网络 网上 网上申请 网络申请 网站 政府网站 门户网站 在线 在线申请 互联网 平台 依申请公开平台 网上平台 系统",
        "email": "邮箱 电子邮箱 电子邮件申请 e-mail 电邮",
        "fax": "传真申请",
    },
)
_ANY_ORGANISATION = "法人 法人或其他组织 法人或者其他组织 法人、其他组织 组织 单位 机构"
KINDS = Vocabulary(
    "applicant_kind",
    APPLICANT_KINDS,
    {
        "natural_person": "公民 个人 居民 村民",
        "commercial_enterprise": f"企业 公司 企业法人 {_ANY_ORGANISATION}",
        "research_institution": f"科研 研究机构 科研院所 高校 {_ANY_ORGANISATION}",
        "public_welfare_org": f"公益组织 社会组织 社会公益 {_ANY_ORGANISATION}",
        "legal_service_org": f"律师事务所 律所 法律服务 {_ANY_ORGANISATION}",
        "other_org": f"其他组织 其它 其他法人 {_ANY_ORGANISATION}",
    },
)
FORM = Vocabulary(
    "form_wanted",
    FORMS,
    {
        "electronic": "电子版 电子 电子文档 电子数据 电子档 数据电文",
        "paper": "纸面 纸质版 纸质文件 纸质材料 书面 复印件 纸件",
        "disc": "磁盘 U盘 光盘刻录",
        "read": "现场查阅 查看 阅览",
        "copy_by_hand": "手抄 现场抄录",
    },
)
WAY = Vocabulary(
    "delivery",
    DELIVERIES,
    {
        "post": "快递 EMS 寄送 邮政快递 挂号信 信函 邮寄送达",
        "email": "邮箱 电子邮箱 e-mail 邮件 电邮",
        "online": "网上 网络 在线 网站 平台 网上送达 在线获取",
        "in_person": "当面 自取 自行领取 现场领取 现场 直接送达 窗口领取 领取",
        "fax": "传真送达",
    },
)
ID_KIND = Vocabulary(
    "id_kind",
    ID_KINDS,
    {
        "resident_id": "身份证 二代身份证 身份证件 公民身份号码 公民身份证",
        "credit_code": "营业执照 信用代码 社会信用代码 法人证书 统一信用代码",
        "passport": "中国护照 外国护照",
        "permit": "港澳通行证 台胞证 港澳居民来往内地通行证 台湾居民来往大陆通行证 港澳台居民居住证 回乡证",
        "other": "其他 其它 军官证 户口簿",
    },
)
STAGE = Vocabulary(
    "stage",
    STAGES,
    {
        "submitted": "未确认",
        "received": "未登记 已收到",
        "handling": "在办 办理 正在办理 处理中 未办结 未答复",
        "awaiting_correction": "补正中 等待补正 已要求补正",
        "signed": "未送达 已签发",
        "closed": "办结 已结 结案 已结案 完结 已完成 已归档",
    },
)
EVERY = (OUTCOMES, CHANNEL, KINDS, FORM, WAY, ID_KIND, STAGE)
_YES, _NO = (
    frozenset({"是", "有", "需补正", "补正", "已补正", "y", "yes", "1", "true", "√", "✓"}),
    frozenset({"否", "无", "不需要", "未补正", "不需补正", "n", "no", "0", "false", "×"}),
)


def yes_or_no(text: str) -> bool:
    """Whether a cell says yes."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"看不懂“{text}”；可以写：是、否")


def outcomes_on(day: date) -> frozenset[str]:
    """The kinds of reply that an application received on that day may have; none before the first Regulations."""
    return frozenset(each.key for each in law.outcomes(on=day))
