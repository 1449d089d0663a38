"""Steps on the way: correction, reasons, opinions, fees, extension, delay, search."""

from datetime import timedelta

from gongkai.applications import actions
from gongkai.applications.models import Consultation
from gongkai.cli.district import files
from gongkai.cli.district.days import after
from gongkai.cli.district.told import Told, paper
from gongkai.core import law
from gongkai.core.letters.facts import printed

_SYSTEMS = ("公文处理系统", "机关综合档案室", "业务管理系统", "区档案馆")


def ask_to_correct(told: Told, about: str) -> None:
    """What is unclear, once, with a reasonable time."""
    case = told.case
    items = told.plan.text("unclear") or "请写明所申请信息的名称、文号，或者制作时间、所涉项目等便于查询的特征"
    until = after(told.day, int(about or 15))
    filled = {"补正事项": items, "回复期限": printed(until)}
    letter = paper(case, "correction", on=told.day, filled=filled, verb="ask_to_correct", typed={"until": until})
    actions.ask_to_correct(case.pk, items, until, by=told.clerk, on=told.day, paper=letter)


def correct(told: Told, about: str) -> None:
    """The correction comes, with or without a file."""
    text = told.plan.text("corrected") or f"申请的是：{told.plan.subject}，制作时间为2024年至2025年。"
    uploads = (files.specimen("correction"),) if about == "file" else ()
    by = told.applicant
    actions.correct(told.number, text, by=by, on=told.day, uploads=uploads)


def ask_for_reasons(told: Told, about: str) -> None:  # noqa: ARG001
    """Why so many."""
    case = told.case
    why = told.plan.text("many_because") or "同一申请人今年以来就同类事项已经提出二十余件申请，明显超过合理范围"
    filled = {"超量情况": why, "回复期限": printed(after(told.day, 10))}
    letter = paper(case, "reasons", on=told.day, filled=filled)
    actions.ask_for_reasons(case.pk, why, by=told.clerk, on=told.day, paper=letter)


def give_reasons(told: Told, about: str) -> None:
    """The reasons come."""
    by = told.applicant
    actions.give_reasons(told.number, about or "因家庭房屋安置诉求需要核对历年文件。", by=by, on=told.day)


def third_party(told: Told, about: str) -> None:
    """A third party is asked; `about` is how many days later it had the letter."""
    _consult(told, "third_party", told.plan.text("third"), int(about or 1))


def co_maker(told: Told, about: str) -> None:
    """The body that made the document with us is asked."""
    _consult(told, "co_maker", told.plan.text("maker"), int(about or 1))


def organ(told: Told, about: str) -> None:
    """Another organ is asked, without a term of the law."""
    _consult(told, "organ", told.plan.text("other"), int(about or 1))


def _consult(told: Told, side: str, name: str, days: int) -> None:
    case = told.case
    served_on = told.day + timedelta(days)
    if served_on > told.district.on:
        served_on = told.day
    contact = "泺阳市广场北路200号，收件人：办公室"
    asked = actions.Asked(side, name, told.plan.text("about") or told.plan.subject, contact, served_on)
    filled = {"回复期限": printed(after(told.day, 10))} if side == "organ" else {}
    letter = paper(case, side, on=told.day, filled=filled, asked=asked)
    told.consultation = actions.consult(case.pk, asked, by=told.clerk, on=told.day, paper=letter)


def opinion(told: Told, about: str) -> None:
    """What was answered: agree, object, partly, silent."""
    asked, clerk = told.consultation, told.clerk
    assert asked is not None
    reasons = {
        "object": told.plan.text("objects") or "含有本单位的工艺参数和报价，公开会损害竞争地位",
        "partly": "同意公开合同主文，不同意公开报价明细",
    }.get(about, "")
    given = actions.Opinion(about, reasons, told.plan.text("decides"))
    actions.answer_consultation(Consultation.objects.get(pk=asked.pk), given, by=clerk, on=told.day)
    added = files.of_plan(told.plan, "opinion")
    if added:
        actions.add_files(told.number, added, by=clerk, on=told.day)


def charge(told: Told, about: str) -> None:
    """The fee notice: basis and units as in by_page/86."""
    case = told.case
    basis, _, units = about.partition("/")
    given = actions.Charge(basis, int(units), told.day)
    typed = {"basis": basis, "units": given.units, "yuan": actions.yuan(given, on=told.day), "served_on": told.day}
    filled = {"缴费方式": "凭本通知书到区政务服务中心财政窗口，或者扫描通知书所附缴款码缴纳"}
    letter = paper(case, "fee", on=told.day, filled=filled, verb="charge", typed=typed)
    actions.charge(case.pk, given, by=told.clerk, on=told.day, paper=letter)


def pay(told: Told, about: str) -> None:  # noqa: ARG001
    """Paid at the counter."""
    receipt = f"{told.day.year}{told.district.next_of('receipt', told.day.year):06d}"
    actions.pay(told.number, receipt, by=told.clerk, on=told.day)


def lapse(told: Told, about: str) -> None:
    """Neither corrected nor paid in time."""
    reason = about or "期限已过，申请人没有说明正当理由"
    actions.lapse(told.number, by=told.clerk, on=told.day, reason=reason)


def ask_to_extend(told: Told, about: str) -> None:
    """Put before the head; `about` is how many working days."""
    actions.ask_to_extend(told.number, _days(told, about), by=told.clerk, on=told.day, reason=_why(told))


def extend(told: Told, about: str) -> None:
    """Approved and told to the applicant."""
    case = told.case
    days, filled = _days(told, about), {"延期理由": _why(told)}
    letter = paper(case, "extension", on=told.day, filled=filled, verb="extend", typed={"days": days})
    actions.extend(case.pk, days, by=told.of_team.one("head"), on=told.day, paper=letter)


def _days(told: Told, about: str) -> int:
    return int(about) if about else law.days("extension", on=told.plan.starts_on)


def _why(told: Told) -> str:
    return told.plan.text("extended_because") or "涉及的档案年代较早、数量较多，需要逐卷查找和区分处理"


def delay(told: Told, about: str) -> None:
    """Reasonable reasons, but not to be done in time."""
    case = told.case
    until, reason = after(told.day, int(about or 45)), "申请涉及近三年的全部卷宗，整理和区分处理的工作量大"
    filled = {"延期理由": reason}
    letter = paper(case, "delay", on=told.day, filled=filled, verb="delay", typed={"until": until})
    actions.delay(case.pk, until, by=told.of_team.one("head"), on=told.day, reason=reason, paper=letter)


def search(told: Told, about: str) -> None:
    """A line in the log of searches; `about` is the place, by number."""
    plan = told.plan
    has_none = plan.outcomes[0] == "not_exist" or about == "none"
    listed = [] if has_none else [line for line in plan.text("found").splitlines() if line]
    words = plan.text("words") or plan.asks[0][:24]
    at = int(about) if about.isdecimal() else plan.at
    looked = actions.Looked(
        _SYSTEMS[at % len(_SYSTEMS)],
        words,
        0 if has_none else max(1, len(listed)),
        plan.text("scope") or f"{told.day.year - 5}年至{told.day.year}年",
        "\n".join(listed),
    )
    by = told.of_team.one("handler", plan.at) if plan.at % 2 else told.clerk
    actions.search(told.number, looked, by=by, on=told.day)
