"""All that a letter may have to say, as plain values, and each of them under the name that the texts use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.core import law
from gongkai.core.letters import texts
from gongkai.core.letters.placeholders import PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks. `own` are numbers of the applicant's that may stand in a letter to the same person."""

    name: str
    is_natural_person: bool = True
    telephone: str = ""
    address: str = ""
    postcode: str = ""
    own: tuple[str, ...] = ()

    @property
    def addressed(self) -> str:
        """How a letter speaks to them."""
        return "你" if self.is_natural_person else "你单位"


@dataclass(frozen=True, slots=True)
class Other:
    """The other side of a letter that does not go to the applicant: a third party, a co-maker, an organ."""

    name: str
    is_natural_person: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about the letter, and where."""

    person: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """Where to apply for reconsideration; `superior` was the second choice before 2024."""

    name: str
    address: str = ""
    website: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What an information-processing fee comes to; `basis` is by_item or by_page."""

    basis: str
    units: int
    yuan: int
    pay_by: date
    how: str = ""


@dataclass(frozen=True, slots=True)
class Consulted:
    """One consultation: `what` is third_party, co_maker or organ."""

    what: str
    sent_on: date
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing asked for, and the decision on it. `organ` None says that the right organ cannot be determined."""

    text: str
    outcome: str = ""
    reason: str = ""
    way: str = ""
    organ: str | None = ""
    organ_contact: str = ""
    search: str = ""
    found: tuple[str, ...] = ()
    withheld: str = ""
    ground: str = ""  # the outcome whose article the withheld part rests on
    law: str = ""  # the statute that forbids, or that has its own rules
    earlier: str = ""
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a letter may need. `filled` is what the clerk typed for a placeholder: it goes before what is computed."""

    organ: str
    applicant: Applicant
    received_on: date
    letter_on: date
    seal_holder: str = ""  # who signs, where it is not the organ of the heading
    number: str = ""
    case_number: str = ""
    channel: str = ""
    content: str = ""
    matters: tuple[Matter, ...] = ()
    due_on: date | None = None
    asked_to_correct_on: date | None = None
    correct_by: date | None = None
    corrected_on: date | None = None
    asked_for_reasons_on: date | None = None
    extended_to: date | None = None
    extended_days: int | None = None
    delayed_to: date | None = None
    charged_on: date | None = None
    paid_on: date | None = None
    consulted: tuple[Consulted, ...] = ()
    answer_by: date | None = None
    other: Other | None = None
    contact: Contact = Contact()
    reconsideration: Reconsideration | None = None
    court: str = ""
    fee: Fee | None = None
    copies: tuple[str, ...] = ()
    filled: Mapping[str, str] = field(default_factory=dict)


def printed(day: date | None) -> str:
    """A day as an official document prints it: 2026年11月20日; "" for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def values(facts: Facts, *, title: str) -> dict[str, str]:
    """The value of each placeholder that these facts give; a name that is not here is still to be filled in."""
    computed = {
        **_organ(facts),
        **_application(facts),
        **_events(facts),
        **_procedure(facts),
        **_terms(facts),
        "文书": texts.itself(title),
    }
    return _known({**_kept(computed), **typed(facts)})


def of_matter(matter: Matter) -> dict[str, str]:
    """The value of each placeholder that one matter gives."""
    ground = texts.get(matter.ground).article if matter.ground else ""
    return _kept(
        {
            "事项": matter.text,
            "理由": matter.reason,
            "获取途径": matter.way,
            "提供方式": matter.way,
            "公开内容": "；".join(matter.found),
            "检索情况": matter.search,
            "不公开部分": matter.withheld,
            "不公开条款": ground.removeprefix("政府信息公开条例（2019）"),
            "特别规定": matter.law,
            "前次答复": matter.earlier,
            "负责机关": matter.organ or "",
            "负责机关联系方式": matter.organ_contact,
        }
    )


def typed(facts: Facts) -> dict[str, str]:
    """What the clerk typed, by placeholder."""
    return _kept(facts.filled)


def _known(found: dict[str, str]) -> dict[str, str]:
    strangers = [name for name in found if name not in PLACEHOLDERS]
    if strangers:
        raise LookupError(f"文书里没有这些可以填的项：{'、'.join(strangers)}")
    return found


def _kept(found: Mapping[str, str]) -> dict[str, str]:
    """What has a value, without the full stop at its end: the text has its own."""
    return {name: text for name, value in found.items() if (text := value.strip().rstrip("。；;，"))}


def _organ(facts: Facts) -> dict[str, str]:
    contact = facts.contact
    return {
        "机关": facts.organ,
        "文号": facts.number,
        "日期": printed(facts.letter_on),
        "联系人": contact.person,
        "联系电话": contact.telephone,
        "联系地址": contact.address,
        "机关邮编": contact.postcode,
    }


def _application(facts: Facts) -> dict[str, str]:
    applicant = facts.applicant
    return {
        "申请人": applicant.name,
        "称谓": applicant.addressed,
        "申请人类别": "自然人" if applicant.is_natural_person else "法人或者其他组织",
        "申请人电话": applicant.telephone,
        "申请人地址": applicant.address,
        "收件人": applicant.name,
        "收件地址": applicant.address,
        "收件邮编": applicant.postcode,
        "登记编号": facts.case_number,
        "提交方式": facts.channel,
        "收到日期": printed(facts.received_on),
        "申请内容": facts.content or "；".join(matter.text for matter in facts.matters),
        "答复期限": printed(facts.due_on),
    }


def _events(facts: Facts) -> dict[str, str]:
    asked = dict.fromkeys(texts.consulted(each.what) for each in facts.consulted)
    return {
        "补正告知日期": printed(facts.asked_to_correct_on),
        "补正期限": printed(facts.correct_by),
        "补正日期": printed(facts.corrected_on),
        "要求说明理由日期": printed(facts.asked_for_reasons_on),
        "延期届满日": printed(facts.extended_to),
        "延长工作日数": str(facts.extended_days or ""),
        "延迟期限": printed(facts.delayed_to),
        "征求对象": "、".join(asked),
        "征求意见日期": printed(min((each.sent_on for each in facts.consulted), default=None)),
        "收费通知日期": printed(facts.charged_on),
        "缴费日期": printed(facts.paid_on),
    }


def _procedure(facts: Facts) -> dict[str, str]:
    other, opinions = facts.other, (each.opinion for each in facts.consulted if each.what == "third_party")
    found = {
        "回复期限": printed(facts.answer_by),
        "对方名称": other.name if other else "",
        "对方称谓": ("你" if other.is_natural_person else "你单位") if other else "",
        "第三方意见": "；".join(filter(None, opinions)),
    }
    return found | (_fee(facts.fee) if facts.fee else {})


def _fee(fee: Fee) -> dict[str, str]:
    way, unit = ("按件计收", "件") if fee.basis == "by_item" else ("按量计收", "页")
    return {
        "收费方式": way,
        "收费数量": f"{fee.units}{unit}",
        "收费金额": f"{fee.yuan}元",
        "缴费期限": printed(fee.pay_by),
        "缴费方式": fee.how,
    }


def _terms(facts: Facts) -> dict[str, str]:
    """The working days that the law gives; none where the law of that day gave none."""
    wanted = {
        "答复工作日数": ("reply", facts.received_on),
        "第三方工作日数": ("third_party", facts.letter_on),
        "共同制作工作日数": ("co_maker", facts.letter_on),
        "缴费工作日数": ("payment", facts.letter_on),
    }
    return {name: _days(*each) for name, each in wanted.items()}


def _days(term: str, on: date) -> str:
    try:
        return str(law.days(term, on=on))
    except law.NotInForce:
        return ""
