"""The checks before signing (签发前检查), family L: what a letter says about people, days and the decision.

Those of the remedy clause stand in `remedy_checks`. They read the words as they will be signed, whoever wrote them.
"""

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.core import law, privacy
from gongkai.core.findings import Weight
from gongkai.core.letters import remedy_checks, texts
from gongkai.core.letters.citations import Citation, cited, of_law
from gongkai.core.letters.facts import Facts, printed
from gongkai.core.letters.placeholders import blanks, used
from gongkai.core.letters.registry import Draft, Remark, check, every, remarks

__all__ = ["every", "examine", "remedy_checks"]

_ARTICLES = "政府信息公开条例（2019）第三十六条"
# Articles on which a decision may rest; the others (29-34, 40-42) are about the way to it.
_DECIDING = frozenset({"十四", "十五", "十六", "三十五", "三十六", "三十七", "三十八", "三十九"})
_WITHHOLDING = (Citation("十四"), Citation("十五"), Citation("十六"))


def examine(
    text: str,
    facts: Facts,
    *,
    on: date,
    other_people: Collection[str] = (),
    due_on: date | None = None,
    key: str = "reply",
) -> tuple[Remark, ...]:
    """What has to be mended in the words of a letter before it is signed on day `on`; `key` says which letter it is."""
    return remarks(Draft(text, facts, key, on, tuple(other_people), due_on))


# ── the words ───────────────────────────────────────────────────────────────────────────────────────────────────────


@check("L101", Weight.ERROR, "党政机关公文格式（GB/T 9704-2012）")
def nothing_is_blank(draft: Draft) -> Iterator[tuple[str, str]]:
    """文书里没有待填的空白。

    为什么：留着空白的文书发出去，等于没有说清事实、依据或者救济途径。
    例：“现将获取该信息的方式、途径告知如下：〔待填：获取途径〕。”
    怎么改：逐项填好；确实没有的内容，改写这一句。
    """
    found = blanks(draft.text)
    if found:
        yield f"还有没填的内容：{'、'.join(found)}", "逐项填好以后再签发"


@check("L102", Weight.WARNING, "党政机关公文格式（GB/T 9704-2012）")
def no_placeholder_is_left(draft: Draft) -> Iterator[tuple[str, str]]:
    """文书里没有留下模板的占位符。

    为什么：占位符是给系统看的，印出来就是差错。
    例：“本机关于{收到日期}收到你提交的政府信息公开申请”。
    怎么改：把花括号连同里面的字换成实际内容；如果是申请人的原话，可以不改。
    """
    found = used(draft.text)
    if found:
        yield f"还留着占位符：{'、'.join(f'{{{name}}}' for name in found)}", "换成实际内容"


@check("L103", Weight.ERROR, "政府信息公开条例（2019）第二十九条")
def applicant_is_named(draft: Draft) -> Iterator[tuple[str, str]]:
    """给申请人的文书写明申请人是谁。

    为什么：申请人的姓名或者名称要与申请书一致，否则答复了谁说不清。
    例：主送写成“张先生”，申请书上是“张建国”。
    怎么改：主送处写申请书上的姓名或者名称全称。
    """
    name = "".join(draft.facts.applicant.name.split())
    if draft.is_to_applicant and name not in draft.plain:
        yield f"没有写申请人“{draft.facts.applicant.name}”", "主送处写申请书上的姓名或者名称全称"


@check("L104", Weight.ERROR, "政府信息公开条例（2019）第三十一条、第三十三条")
def day_of_receipt_is_named(draft: Draft) -> Iterator[tuple[str, str]]:
    """写明收到申请的日期，而且与登记的一致。

    为什么：答复期限从收到申请之日起算，日期写错，是否超期就说不清。
    例：登记的收到日期是2026年10月23日，答复书写成2026年10月25日。
    怎么改：写登记的收到日期；登记错了，先更正登记。
    """
    day = printed(draft.facts.received_on)
    is_told = not draft.is_reply and "{收到日期}" not in texts.get(draft.key).text
    if draft.is_to_applicant and not is_told and day not in draft.plain:
        yield f"没有写收到申请的日期{day}", f"写明“本机关于{day}收到”申请"


# ── the decision ────────────────────────────────────────────────────────────────────────────────────────────────────


@check("L201", Weight.ERROR, _ARTICLES)
def article_is_cited(draft: Draft) -> Iterator[tuple[str, str]]:
    """每一项决定都写明所依据的条款。

    为什么：没有依据的决定，在行政复议和行政诉讼中会被撤销或者确认违法。
    例：告知信息不存在，没有写条例第三十六条第四项。
    怎么改：在该项决定里写明《中华人民共和国政府信息公开条例》和具体的条、款、项。
    """
    found = cited(draft.text)
    for matter in draft.matters:
        outcome = draft.outcome(matter)
        wanted = of_law(outcome.article) if outcome else ()
        lacking = [str(each) for each in wanted if not any(each.covers(other) for other in found)]
        if outcome and lacking:
            yield f"“{outcome.label}”没有写依据的条例{'、'.join(lacking)}", "在这一项决定里写明条、款、项"


@check("L202", Weight.ERROR, _ARTICLES)
def no_other_article_is_cited(draft: Draft) -> Iterator[tuple[str, str]]:
    """不引用与决定相矛盾的条款。

    为什么：决定和依据对不上，属于适用依据错误。
    例：告知信息不存在，却引用条例第三十六条第五项（不属于本机关负责公开）。
    怎么改：删去不相干的条款，或者改选答复类型。
    """
    if not draft.matters:
        return
    allowed = [each for matter in draft.matters for each in _allowed(draft, matter.outcome)]
    if draft.facts.asked_for_reasons_on or draft.facts.delayed_to:
        allowed.append(Citation("三十五"))
    stray = [
        str(each)
        for each in cited(draft.text)
        if each.article in _DECIDING and not any(a.covers(each) or each.covers(a) for a in allowed)
    ]
    if stray:
        yield f"引用的条例{'、'.join(stray)}与所作的决定对不上", "删去不相干的条款，或者改选答复类型"


def _allowed(draft: Draft, key: str) -> tuple[Citation, ...]:
    known = {each.key: each for each in texts.every()}
    shipped = cited(known[key].text) if key in known else ()
    outcome = next((draft.outcome(matter) for matter in draft.matters if matter.outcome == key), None)
    own = of_law(outcome.article) if outcome else ()
    # What is withheld of a partial disclosure rests on one of Art 14-16, refused under Art 36(3).
    withheld = (*_WITHHOLDING, Citation("三十六", "第三项")) if key == "partial" else ()
    return (*shipped, *own, *withheld)


@check("L203", Weight.ERROR, "政府信息公开条例（2019）第三十六条；施行日期")
def outcome_was_in_force(draft: Draft) -> Iterator[tuple[str, str]]:
    """所用的答复类型在收到申请之日已经施行。

    为什么：答复适用收到申请时施行的规定；后来才有的类型不能用。
    例：2020年收到的申请，用“逾期未缴费，视为放弃申请”办结，而收费办法2021年才施行。
    怎么改：改选收到申请之日施行的答复类型。
    """
    for matter in draft.matters:
        if draft.outcome(matter) is None:
            day = printed(draft.facts.received_on)
            yield f"收到申请之日（{day}）没有“{matter.outcome}”这一答复类型", "改选当时施行的答复类型"


@check("L204", Weight.ERROR, "政府信息公开条例（2019）第三十六条第四项")
def search_is_described(draft: Draft) -> Iterator[tuple[str, str]]:
    """告知信息不存在，要写明怎样检索的。

    为什么：信息不存在要以尽到合理检索义务为前提，检索的范围和方法由本机关举证。
    例：只写“经查，该信息不存在”。
    怎么改：写明检索了哪些系统、档案，用了什么词，什么时间范围。
    """
    for matter in draft.matters:
        if matter.outcome == "not_exist" and not _is_told(draft, matter.search):
            yield "告知信息不存在，没有写检索的情况", "写明检索的系统、用词和范围"


@check("L205", Weight.ERROR, "政府信息公开条例（2019）第三十六条第五项")
def right_organ_is_named(draft: Draft) -> Iterator[tuple[str, str]]:
    """告知不属于本机关负责公开，要写明该找谁，或者写明不能确定。

    为什么：条例要求能够确定负责公开的机关的，告知该机关的名称、联系方式。
    例：只写“该信息不属于本机关负责公开，请向有关部门申请”。
    怎么改：写明机关名称和联系方式；确实不能确定的，写明不能确定。
    """
    for matter in draft.matters:
        if matter.outcome != "other_organ":
            continue
        if matter.organ is None:
            is_told = any(word in draft.plain for word in ("不能确定", "无法确定", "难以确定"))
            lacking = [] if is_told else ["不能确定负责公开的机关这句话"]
        else:
            told = {"负责公开的机关名称": matter.organ, "该机关的联系方式": matter.organ_contact}
            lacking = [name for name, value in told.items() if not _is_told(draft, value)]
        if lacking:
            yield f"告知不属于本机关负责公开，没有写{'、'.join(lacking)}", "补上；不能确定的，写明不能确定"


@check("L206", Weight.ERROR, "政府信息公开条例（2019）第三十七条、第三十六条第三项")
def withheld_part_has_a_reason(draft: Draft) -> Iterator[tuple[str, str]]:
    """部分公开，要写明哪一部分不公开、依据哪一条、为什么。

    为什么：不公开的部分就是不予公开的决定，同样要有依据、说明理由。
    例：给了遮盖过的复印件，答复书只写“已作区分处理”。
    怎么改：写明不公开的部分、条例第十四条至第十六条中的依据和理由。
    """
    found = cited(draft.text)
    for matter in draft.matters:
        if matter.outcome != "partial":
            continue
        has_ground = any(ground.covers(each) for each in found for ground in _WITHHOLDING)
        lacking = [] if _is_told(draft, matter.reason) else ["理由"]
        lacking += [] if has_ground else ["依据（条例第十四条至第十六条）"]
        if lacking:
            yield f"部分公开，没有写不公开部分的{'、'.join(lacking)}", "写明哪一部分不公开、依据和理由"


@check("L207", Weight.ERROR, "政府信息公开条例（2019）第三十五条")
def reasons_were_asked_for(draft: Draft) -> Iterator[tuple[str, str]]:
    """以数量、频次明显超过合理范围不予处理的，此前已经要求说明理由。

    为什么：条例的次序是先要求说明理由，理由不合理的才可以不予处理。
    例：第一次答复就以“大量、反复申请”不予处理。
    怎么改：先发说明理由告知书，收到理由或者期限届满以后再决定。
    """
    if any(matter.outcome == "excessive" for matter in draft.matters) and draft.facts.asked_for_reasons_on is None:
        yield "不予处理以前没有要求申请人说明理由", "先发说明理由告知书"


@check("L208", Weight.ERROR, "政府信息公开条例（2019）第三十六条第三项")
def refusal_has_a_reason(draft: Draft) -> Iterator[tuple[str, str]]:
    """不予公开，要写明理由。

    为什么：条例要求告知不予公开“并说明理由”；只写条款不算说明理由。
    例：“该信息属于内部事务信息，不予公开。”
    怎么改：写明这一条信息为什么属于不公开的情形。
    """
    for matter in draft.matters:
        outcome = draft.outcome(matter)
        is_refused = outcome is not None and outcome.remedy == "reconsideration_first" and matter.outcome != "partial"
        if outcome and is_refused and not _is_told(draft, matter.reason):
            yield f"“{outcome.label}”没有写理由", "写明这一条信息为什么属于不公开的情形"


def _is_told(draft: Draft, value: str | None) -> bool:
    words = "".join((value or "").split()).rstrip("。；;，")
    return bool(words) and words in draft.plain


# ── other people ────────────────────────────────────────────────────────────────────────────────────────────────────


@check("L401", Weight.ERROR, "政府信息公开条例（2019）第十五条；个人信息保护法第三十四条")
def nobody_else_is_named(draft: Draft) -> Iterator[tuple[str, str]]:
    """文书里没有别人的姓名。

    为什么：写出举报人、第三方、其他申请人的姓名，就是泄露个人信息。
    例：答复书写“经征求王某某同志的意见，其不同意公开”而写了全名。
    怎么改：改称“第三方”“有关人员”，或者删去。
    """
    mine = {draft.facts.applicant.name, draft.facts.other.name if draft.facts.other else ""}
    names = ("".join(name.split()) for name in draft.other_people if name not in mine)
    found = [name for name in dict.fromkeys(names) if len(name) > 1 and name in draft.plain]
    if found:
        yield f"写了别人的姓名：{'、'.join(found)}", "改称“第三方”“有关人员”，或者删去"


@check("L402", Weight.ERROR, "个人信息保护法第二十八条、第三十四条")
def nobody_elses_number_is_there(draft: Draft) -> Iterator[tuple[str, str]]:
    """文书里没有别人的身份证号码、手机号码、银行卡号。

    为什么：这些号码一经送出就收不回来；本机关对外公布的联系电话除外。
    例：附上的处罚决定书摘要里有当事人的身份证号码。
    怎么改：删去，或者遮盖。
    """
    own = [*draft.facts.applicant.own, draft.facts.applicant.telephone, *_announced(draft.facts)]
    known = {digits for each in own if (digits := _digits(each))}
    for each in privacy.find(draft.text):
        if not any(_digits(each.text) in one for one in known):
            yield f"有别人的{privacy.NAMES[each.kind]}：{each.masked}", "删去，或者遮盖"


def _announced(facts: Facts) -> list[str]:
    """Telephone numbers that the letter is meant to tell."""
    return [facts.contact.telephone, *(matter.organ_contact for matter in facts.matters)]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isalnum() and char.isascii()).upper()


@check("L403", Weight.WARNING, "个人信息保护法第三十四条")
def applicant_stays_unnamed_to_others(draft: Draft) -> Iterator[tuple[str, str]]:
    """给第三方和其他机关的文书不写申请人是谁。

    为什么：第三方提出意见不需要知道谁在申请，写明申请人可能引起纠纷。
    例：征求意见书写“张建国向本机关申请公开你单位的……”。
    怎么改：写“本机关收到政府信息公开申请”。
    """
    if texts.get(draft.key).to == "other" and draft.facts.applicant.name and draft.facts.applicant.name in draft.plain:
        yield "写了申请人的姓名或者名称", "改写为“本机关收到政府信息公开申请”"


# ── days and money ──────────────────────────────────────────────────────────────────────────────────────────────────


@check("L501", Weight.WARNING, "政府信息公开条例（2019）第三十三条")
def reply_is_in_time(draft: Draft) -> Iterator[tuple[str, str]]:
    """答复在期限以内。

    为什么：逾期答复程序违法，但是不答复更不行。
    例：答复期限至2026年11月20日止，答复书落款2026年11月25日。
    怎么改：尽快签发送达，如实写日期，并在案卷里写明逾期的原因。
    """
    if draft.is_reply and draft.due_on and draft.facts.letter_on > draft.due_on:
        says = f"答复期限至{printed(draft.due_on)}止，落款是{printed(draft.facts.letter_on)}"
        yield says, "尽快签发送达，日期如实写，案卷里写明逾期的原因"


@check("L601", Weight.ERROR, "政府信息公开信息处理费管理办法（国办函〔2020〕109号）")
def fee_has_an_amount(draft: Draft) -> Iterator[tuple[str, str]]:
    """收费通知书写明应缴多少。

    为什么：没有金额，申请人没法缴，也没法核对。
    例：只写“按规定收取信息处理费”。
    怎么改：写明计收方式、数量和金额。
    """
    if draft.key != "fee":
        return
    amount = f"{draft.facts.fee.yuan}元" if draft.facts.fee else draft.facts.filled.get("收费金额", "")
    if not _is_told(draft, amount):
        yield "没有写应缴的金额", "写明计收方式、数量和金额"


@check("L602", Weight.ERROR, "政府信息公开信息处理费管理办法（国办函〔2020〕109号）")
def fee_has_a_term(draft: Draft) -> Iterator[tuple[str, str]]:
    """收费通知书写明缴费期限。

    为什么：逾期未缴费视为放弃申请，期限没有写明就不能视为放弃。
    例：只写“请尽快缴纳”。
    怎么改：写明自收到通知次日起几个工作日内，以及最后一日。
    """
    if draft.key != "fee":
        return
    day = printed(draft.facts.fee.pay_by) if draft.facts.fee else draft.facts.filled.get("缴费期限", "")
    try:
        term = f"{law.days('payment', on=draft.on)}个工作日"
    except law.NotInForce:
        term = ""
    if not _is_told(draft, day) and not _is_told(draft, term):
        yield "没有写缴费期限", "写明几个工作日内缴纳和最后一日"
