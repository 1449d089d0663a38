"""The history of a case in plain Chinese, a sentence a line of the journal, for staff.

A sentence never names a third party: whom the office has asked is read in the case, by those who may.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from gongkai.applications.models import DELIVERIES, FORMS
from gongkai.applications.models.papers import ANSWERS, SIDES
from gongkai.bodies.roles import ROLES
from gongkai.core import law
from gongkai.core.applications import LIFE
from gongkai.journal.models import Entry

Facts = Mapping[str, Any]
_LETTERS = {"reply": "答复书"}
_DAY = date(2019, 5, 14)  # the last of the first Regulations; the day after, the second came into force
_OUTCOMES = {each.key: each.label for day in (_DAY, date(2021, 1, 1)) for each in law.outcomes(on=day)}


def sentence(entry: Entry, *, with_day: bool = True) -> str:
    """One line of the journal: 11月10日 张三（经办人）征求第三方意见，停表."""
    told = SENTENCES.get(entry.verb, _other)(entry.facts) or _label(entry.verb)
    day = f"{_said(entry.on)} " if with_day else ""
    mend = "更正：" if entry.mends_id else ""
    copied = f"（从 {entry.facts['copied_from']} 带来）" if entry.facts.get("copied_from") else ""
    why = f"：{entry.reason}" if entry.reason else ""
    return f"{day}{_who(entry)}{mend}{told}{copied}{why}"


def _who(entry: Entry) -> str:
    if entry.facts.get("imported") and entry.verb != "take_over":
        return "台账记载："
    if entry.role == "applicant":
        return "申请人"
    role = ROLES.get(entry.role, "")
    return f"{entry.actor_name}（{role}）" if role else entry.actor_name


def _said(day: object) -> str:
    """11月10日; of an ISO text too, and nothing of nothing."""
    if not day:
        return ""
    found = day if isinstance(day, date) else date.fromisoformat(str(day))
    return f"{found.month}月{found.day}日"


def _label(verb: str) -> str:
    return next((move.label for move in LIFE if move.verb == verb), "办理了一步")


def _other(facts: Facts) -> str:  # noqa: ARG001
    return ""


def _always(told: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:  # noqa: ARG001
        return told

    return say


def _until(told: str, tail: str = "") -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        by = f"，期限到{_said(facts['until'])}" if facts.get("until") else ""
        return f"{told}{by}{tail}{_letter(facts)}"

    return say


def _letter(facts: Facts) -> str:
    return f"（{facts['letter_number']}）" if facts.get("letter_number") else ""


def _outcome(facts: Facts) -> str:
    return _OUTCOMES.get(str(facts.get("outcome", "")), "")


# ── in the door ──


def _submit(facts: Facts) -> str:
    files = f"，附件 {facts['files']} 个" if facts.get("files") else ""
    word = "提交申请" if facts.get("channel") == "online" else "记录收到的申请"
    return f"{word}{files}"


def _receive(facts: Facts) -> str:
    article = f"（{facts['article']}）" if facts.get("article") else ""
    return f"确认收到之日为{_said(facts.get('on'))}{article}，次日起算"


def _register(facts: Facts) -> str:
    same = f"，与 {facts['same_as']} 重复" if facts.get("same_as") else ""
    matters = f"，共 {facts['matters']} 个事项" if (facts.get("matters") or 0) > 1 else ""
    return f"登记{matters}{same}"


def _transfer(facts: Facts) -> str:
    return f"转给{facts.get('to_name', '其他单位')}，等待认领"


def _claim(facts: Facts) -> str:
    return f"认领，由{facts['body_name']}办理，期限不重新起算" if facts.get("body_name") else "认领"


def _split(facts: Facts) -> str:
    return f"分案，分出 {'、'.join(facts.get('into', ()))}"


def _split_off(facts: Facts) -> str:
    return f"由 {facts.get('from', '另一件申请')} 分出"


def _ask_help(facts: Facts) -> str:
    return f"请{facts.get('body_name', '其他单位')}协办"


def _hand_over(facts: Facts) -> str:
    return f"交由{facts.get('handler_name', '同事')}办理"


# ── inquiry ──


def _consult(verb: str, tail: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        served = f"，对方{_said(facts['served_on'])}收到" if facts.get("served_on") else ""
        return f"{_label(verb)}{_letter(facts)}{served}{tail}"

    return say


def _answer_consultation(facts: Facts) -> str:
    side = SIDES.get(str(facts.get("side", "")), "对方")
    answer = ANSWERS.get(str(facts.get("answer", "")), "")
    if facts.get("answer") == "silent":
        return f"登记{side}逾期未答复，继续计时"
    return f"收到{side}的答复{f'（{answer}）' if answer else ''}，继续计时"


def _charge(facts: Facts) -> str:
    amount = f" {facts['yuan']} 元" if facts.get("yuan") is not None else ""
    return f"通知缴纳信息处理费{amount}{_letter(facts)}，停表"


def _pay(facts: Facts) -> str:
    receipt = f"（票据号 {facts['receipt']}）" if facts.get("receipt") else ""
    return f"缴费{receipt}，期限重新起算"


def _ask_to_extend(facts: Facts) -> str:
    days = facts.get("days_wanted")
    return f"申请延期 {days} 个工作日" if days else "申请延期"


def _extend(facts: Facts) -> str:
    days = f" {facts['days']} 个工作日" if facts.get("days") else ""
    return f"批准延期{days}并告知申请人{_letter(facts)}"


def _search(facts: Facts) -> str:
    where = f"在{facts['system']}" if facts.get("system") else ""
    found = facts.get("found")
    return f"{where}检索" + ("" if found is None else f"，找到 {found} 份" if found else "，没有找到")


def _correct(facts: Facts) -> str:
    files = f"，附材料 {facts['files']} 个" if facts.get("files") else ""
    return f"补正{files}，期限重新起算"


# ── to the reply ──


def _decide(facts: Facts) -> str:
    matter = f"第 {facts['matter']} 项" if facts.get("matter") else ""
    differs = "，与研判的结果不同" if facts.get("proposed") not in ("", None, facts.get("outcome")) else ""
    return f"{matter}拟答复“{_outcome(facts)}”{differs}"


def _draft(facts: Facts) -> str:
    version = f"第 {facts['version']} 稿" if facts.get("version") else ""
    return f"起草{_LETTERS.get(str(facts.get('key', 'reply')), '文书')}{version}"


def _propose(facts: Facts) -> str:
    outcome = _outcome(facts)
    return f"提出答复意见{f'“{outcome}”' if outcome else ''}，送审"


def _reply(facts: Facts) -> str:
    outcome = _outcome(facts)
    waived = f"，放行检查 {len(facts['waived'])} 项" if facts.get("waived") else ""
    return f"签发答复{f'“{outcome}”' if outcome else ''}{_letter(facts)}{waived}"


def _deliver(facts: Facts) -> str:
    way = DELIVERIES.get(str(facts.get("channel", "")), "")
    sent = f"，{_said(facts['sent_on'])}发出" if facts.get("sent_on") else ""
    return f"送达答复{f'（{way}）' if way else ''}{sent}"


def _arrive(facts: Facts) -> str:
    return f"登记申请人{_said(facts.get('delivered_on'))}收到答复"


def _end(told: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        outcome = _outcome(facts)
        return f"{told}（{outcome}）" if outcome else told

    return say


def _reopen(facts: Facts) -> str:
    by = f"，{facts['ordered_by']}" if facts.get("ordered_by") else ""
    until = f"，{_said(facts['until'])}以前答复" if facts.get("until") else ""
    return f"重新答复{by}{until}"


# ── beside the life ──


def _change_delivery(facts: Facts) -> str:
    form, way = FORMS.get(str(facts.get("form", "")), ""), DELIVERIES.get(str(facts.get("delivery", "")), "")
    return f"改为提供{form}、{way}"


def _add_files(facts: Facts) -> str:
    return f"加入附件 {len(facts.get('files') or ())} 个"


def _redact(facts: Facts) -> str:
    marks = f"，遮盖 {facts['marks']} 处" if facts.get("marks") else ""
    return f"区分处理一个文件{marks}"


def _urge(facts: Facts) -> str:
    role = ROLES.get(str(facts.get("role", "")), "经办人")
    return f"催办{role}"


def _dispute(facts: Facts) -> str:
    words = {"reconsideration": "行政复议", "litigation": "行政诉讼"}
    kind = next((word for key, word in words.items() if str(facts.get("kind", "")).startswith(key)), "复议或者诉讼")
    return f"收到{kind}案件"


def _recount(facts: Facts) -> str:
    return f"放假安排或者规定变化，期限重新计算：{facts.get('from') or '无'} → {facts.get('to') or '无'}"


def _take_over(facts: Facts) -> str:
    row = f"第 {facts['row']} 行" if facts.get("row") else ""
    return f"由台账{row}导入"


SENTENCES: Mapping[str, Callable[[Facts], str]] = MappingProxyType(
    {
        "submit": _submit,
        "receive": _receive,
        "register": _register,
        "transfer": _transfer,
        "claim": _claim,
        "decline": _always("退回转办"),
        "split": _split,
        "split_off": _split_off,
        "ask_help": _ask_help,
        "hand_over": _hand_over,
        "ask_to_correct": _until("要求补正", "，停表"),
        "correct": _correct,
        "ask_for_reasons": _until("要求申请人说明理由"),
        "give_reasons": _always("说明了理由"),
        "consult_third_party": _consult("consult_third_party", "，停表"),
        "consult_co_maker": _consult("consult_co_maker", "，停表"),
        "consult_organ": _consult("consult_organ", "，停表"),
        "answer_consultation": _answer_consultation,
        "charge": _charge,
        "pay": _pay,
        "ask_to_extend": _ask_to_extend,
        "extend": _extend,
        "delay": _until("告知申请人合理延迟"),
        "search": _search,
        "decide": _decide,
        "draft": _draft,
        "propose": _propose,
        "comment": _always("批注答复书"),
        "settle": _always("处理了一条批注"),
        "return": _always("退回修改"),
        "approve": _always("审核通过答复书"),
        "reply": _reply,
        "deliver": _deliver,
        "arrive": _arrive,
        "lapse": _end("结案"),
        "withdraw": _end("撤回申请"),
        "reopen": _reopen,
        "change_delivery": _change_delivery,
        "add_files": _add_files,
        "redact": _redact,
        "open_file": _always("打开了一个附件"),
        "look_at_people": _always("查看了申请人的证件号码和联系方式"),
        "publish_reply": _always("公布答复（答复选登，已去除个人信息）"),
        "withdraw_reply": _always("撤下公布的答复"),
        "urge": _urge,
        "dispute": _dispute,
        "recount": _recount,
        "order": _until("责令重新答复", ""),
        "take_over": _take_over,
    }
)
