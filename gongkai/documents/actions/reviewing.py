"""The review before publication: secrecy item by item, personal information, hidden content of files (先审查、后公开)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from gongkai.bodies.actors import Actor
from gongkai.core.documents import attributes, screening
from gongkai.core.life import NotAllowed
from gongkai.documents import examining
from gongkai.documents.actions.deeds import Deed, deed
from gongkai.documents.models import Document, Finding, Opinion

CLEAR, WITHHOLD, REFER = "clear", "withhold", "refer"
VERDICTS = {CLEAR: "可以公开", WITHHOLD: "不予公开", REFER: "不能确定，报请确定"}


def submit(number: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """To the review; a document without attribute, text or file does not get there."""
    with deed(number, "submit", by=by, on=on, version=version) as under_way:
        document = under_way.document
        faults = _incomplete(document)
        if faults:
            raise ValidationError(faults)
        examining.examine(document)
        under_way.facts["round"] = document.round
    return under_way.document


def _incomplete(document: Document) -> list[str]:
    faults = []
    if not document.text and not document.files.exclude(purpose="original").exists():
        faults.append("正文和附件都是空的，请先录入")
    if document.genre == "document" and document.formed_on is None:
        faults.append("请填写成文日期，公开期限从这一天起算（条例第二十六条）")
    if document.attribute == attributes.PROACTIVE and document.column is None:
        faults.append("请选择发布的栏目")
    if document.genre == "interpretation" and document.interprets is None:
        faults.append("请选择被解读的公文")
    return faults


def resolve(
    number: int,
    findings: Collection[int],
    how: str,
    *,
    by: Actor,
    on: date,
    reason: str = "",
    version: int | None = None,
) -> Document:
    """Findings settled: `mask` in the text and in PDF files, or `reason` where they are lawfully public."""
    with deed(number, "resolve", by=by, on=on, version=version, reason=reason) as under_way:
        rows = list(under_way.document.findings.filter(pk__in=findings))
        if not rows:
            raise ValidationError("请先选择要处理的发现")
        if how == "mask":
            examining.mask(under_way.document, rows)
        else:
            _give_reason(rows, reason, by)
        examining.examine(under_way.document)  # the next ones, where there were too many to list
        under_way.facts.update(how=how, findings=[row.mark[:12] for row in rows])
    return under_way.document


def _give_reason(rows: list[Finding], reason: str, by: Actor) -> None:
    if len(reason.strip()) < 4:
        raise ValidationError({"reason": "请写明为什么可以公开，例如“公务联系方式”“已取得本人书面同意”"})
    for row in rows:
        row.state, row.reason, row.reasoned_by, row.seconded_by = "reasoned", reason.strip(), by.number, ""
        row.full_clean()
        row.save()


def second(number: int, finding: int, *, by: Actor, on: date) -> Finding:
    """A second person agrees that what bars publication may stay: nobody decides that alone."""
    with deed(number, "give_opinion", by=by, on=on) as under_way:
        row = under_way.document.findings.filter(pk=finding, state="reasoned").first()
        if row is None:
            raise ValidationError("这一条还没有说明理由")
        if row.reasoned_by == by.number:
            raise NotAllowed("说明理由的人不能自己确认，请另一位审查人确认")
        row.seconded_by = by.number
        row.save(update_fields=["seconded_by"])
        if not examining.bars(under_way.document):
            examining.examine(under_way.document)
        under_way.facts["seconded"] = row.mark[:12]
    return row


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says in one step of the review, item by item and in the end."""

    step: str
    verdict: str  # a key of VERDICTS
    answers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def give_opinion(number: int, said: Said, *, by: Actor, on: date, version: int | None = None) -> Opinion:
    """One step taken. The verdict may be stricter than what the answers lead to, never laxer."""
    known = {each.key: each for each in screening.steps(on=on) if each.verb == "give_opinion"}
    if said.step not in known:
        raise ValidationError("没有这个审查步骤")
    if said.verdict not in VERDICTS:
        raise ValidationError({"verdict": "请选择审查结论"})
    _refuse_laxer(said, is_item_by_item=known[said.step].is_item_by_item, on=on)
    with deed(number, "give_opinion", by=by, on=on, version=version) as under_way:
        step = known[said.step]
        if step.role not in by.roles(under_way.document.body_id) and by.number != "system":
            raise NotAllowed(f"“{step.label}”不由您办理")
        under_way.facts.update(step=said.step, verdict=said.verdict)
        return _keep(under_way, said)


def _keep(under_way: Deed, said: Said) -> Opinion:
    return Opinion.objects.create(
        document=under_way.document,
        round=under_way.document.round,
        step=said.step,
        verdict=said.verdict,
        answers=dict(said.answers),
        words=said.words.strip(),
        by=under_way.by.number,
        by_name=under_way.by.name,
        on=under_way.on,
    )


def _refuse_laxer(said: Said, *, is_item_by_item: bool, on: date) -> None:
    """Who says "clear" has answered every question (逐项审查), and none of the answers says otherwise."""
    order = (CLEAR, REFER, WITHHOLD)
    found = screening.verdict(said.answers, on=on)
    if is_item_by_item and said.verdict == CLEAR and found.unanswered:
        left = "；".join(each.text for each in found.unanswered)
        raise ValidationError({"answers": f"还没有逐项回答：{left}"})
    worst = found.key or (REFER if found.reasons else CLEAR)
    if said.answers and order.index(said.verdict) < order.index(worst):
        reasons = "；".join(each.text for each in found.reasons)
        raise ValidationError({"verdict": f"逐项审查的结果是“{VERDICTS[worst]}”：{reasons}"})


def refer(number: int, to: str, *, by: Actor, on: date, reason: str, version: int | None = None) -> Document:
    """To the competent or the secrecy department, where the house is not sure (第十七条第三款)."""
    if not to.strip() or not reason.strip():
        raise ValidationError("请写明报请哪个部门确定，以及不能确定的内容")
    with deed(number, "refer", by=by, on=on, version=version, reason=reason) as under_way:
        under_way.facts["to"] = to.strip()
    return under_way.document


def determine(number: int, verdict: str, words: str, *, by: Actor, on: date, version: int | None = None) -> Document:
    """What the department said; it stands in the review like an opinion."""
    if verdict not in {CLEAR, WITHHOLD} or not words.strip():
        raise ValidationError("请选择主管部门的结论，并摘录其意见和文号")
    with deed(number, "determine", by=by, on=on, version=version) as under_way:
        _keep(under_way, Said("determined", verdict, words=words))
        under_way.facts["verdict"] = verdict
    return under_way.document


def send_back(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Document:
    """Back to the draft; the next review is a new round."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明退回的理由"})
    with deed(number, "return", by=by, on=on, version=version, reason=reason) as under_way:
        under_way.document.round += 1
    return under_way.document


def clear(number: int, *, by: Actor, on: date, version: int | None = None) -> Document:
    """The review is passed: every step has its opinion, and everything that was found is settled."""
    with deed(number, "clear", by=by, on=on, version=version) as under_way:
        faults = [*missing_steps(under_way.document, on), *_against(under_way), *_unsettled(under_way.document)]
        if faults:
            raise ValidationError(faults)
        under_way.facts["round"] = under_way.document.round
    return under_way.document


def missing_steps(document: Document, on: date) -> list[str]:
    """The steps of this round that nobody has taken yet, in sentences."""
    opinions = list(document.opinions.filter(round=document.round))
    answers = {key: answer for each in opinions for key, answer in each.answers.items()}
    needed = screening.steps(on=on, verdict=screening.verdict(answers, on=on))
    taken = {each.step for each in opinions}
    return [f"还缺“{each.label}”的审查意见" for each in needed if each.verb == "give_opinion" and each.key not in taken]


def _against(under_way: Deed) -> list[str]:
    """A document that is to be public while the last word of a step was that it may not."""
    document = under_way.document
    if document.attribute != attributes.PROACTIVE:
        return []
    last: dict[str, Opinion] = {}
    for opinion in document.opinions.filter(round=document.round):
        last[opinion.step] = opinion
    if "determined" in last:
        last = {"determined": last["determined"]}
    return [
        f"{each.by_name}的结论是“{VERDICTS[each.verdict]}”，请退回修改公开属性，或者报请主管部门确定"
        for each in last.values()
        if each.verdict != CLEAR
    ]


def _unsettled(document: Document) -> list[str]:
    if document.attribute != attributes.PROACTIVE:
        return []
    examining.examine(document)
    return examining.bars(document)
