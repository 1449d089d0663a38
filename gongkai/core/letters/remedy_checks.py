"""Family L, 301-: whether a letter tells the remedy that the law of its day leaves open, and only that."""

import re
from collections.abc import Iterator

from gongkai.core.findings import Weight
from gongkai.core.letters import texts
from gongkai.core.letters.placeholders import used
from gongkai.core.letters.registry import Draft, check

_ARTICLE = "行政复议法（2023）第二十条、第二十三条、第二十四条"
_RECONSIDERATION = re.compile(r"行政复议|申请复议")
_LAWSUIT = re.compile(r"行政诉讼|(?:向[^。；]{2,30}|直接)起诉")
_FIRST = re.compile(r"先[^。；]{0,60}?复议|复议前置")
_AFTER = re.compile(r"(?:复议决定|复议期限|经复议|复议后)[^。；]*(?:诉讼|起诉)")
_NOT = re.compile(r"不得|不能|不可以|未经")
_SUPERIOR = re.compile(r"上一?级(?:行政)?(?:主管)?(?:部门|机关)")
_TERM = re.compile(r"([\d一二三四五六七八九十百]+)(?:个?工作)?日(?:内|之内|以内)")
_STATUTE = re.compile(r"《[^《》]*》")
_WORKING_DAYS = re.compile(r"工作日(?:内|之内|以内)")


def _clauses(draft: Draft) -> list[str]:
    """The parts of the letter between full stops and semicolons, without the names of statutes."""
    return [part for part in re.split(r"[。；\n]", _STATUTE.sub("", _without_blanks(draft.text))) if part]


def _without_blanks(text: str) -> str:
    return "\n".join("".join(line.split()) for line in text.splitlines())


def _of_reconsideration(draft: Draft) -> list[str]:
    """Where the letter says that one may apply for reconsideration."""
    return [part for part in _clauses(draft) if "申请" in part and _RECONSIDERATION.search(_before_decision(part))]


def _before_decision(part: str) -> str:
    return part.replace("行政复议决定", "")


def _direct(draft: Draft) -> list[str]:
    """Where the letter says that one may go to court without reconsideration."""
    return [
        part for part in _clauses(draft) if _LAWSUIT.search(part) and not _AFTER.search(part) and not _NOT.search(part)
    ]


def _classes(draft: Draft) -> set[str]:
    return {remedy.key for remedy in draft.remedies}


@check("L301", Weight.ERROR, _ARTICLE)
def remedy_is_told(draft: Draft) -> Iterator[tuple[str, str]]:
    """答复写明救济途径。

    为什么：没有告知的，申请复议的期限从申请人知道权利之日起算，最长一年；程序也有瑕疵。
    例：不予公开告知书到“决定不予公开”就结束了。
    怎么改：写明向哪个机关、多少日内申请行政复议，向哪个法院起诉。
    """
    if draft.remedies and not _of_reconsideration(draft):
        yield "没有写明怎样申请行政复议", "写明复议机关、期限和起诉的途径"


@check("L302", Weight.ERROR, "行政复议法（2023）第二十三条第一款第四项、第二款")
def reconsideration_comes_first(draft: Draft) -> Iterator[tuple[str, str]]:
    """不予公开的，写明应当先申请行政复议。

    为什么：2024年1月1日起，对不予公开不服应当先申请行政复议，作决定时要告知。
    例：不予公开告知书写“可以申请行政复议，也可以提起行政诉讼”。
    怎么改：写“应当……先向……申请行政复议；对行政复议决定不服的，可以……提起行政诉讼”。
    """
    told = _of_reconsideration(draft)
    if "reconsideration_first" in _classes(draft) and told and not any(_FIRST.search(part) for part in told):
        yield "没有写明应当先申请行政复议", "写“应当自收到之日起……日内先向……申请行政复议”"


@check("L303", Weight.ERROR, "行政复议法（2023）第二十三条第一款第四项")
def no_direct_lawsuit_against_a_refusal(draft: Draft) -> Iterator[tuple[str, str]]:
    """不予公开的，不写可以直接起诉。

    为什么：应当先申请行政复议，直接起诉法院不予立案；告知错了会耽误申请人。
    例：“……或者自收到之日起6个月内向人民法院提起行政诉讼。”
    怎么改：删去直接起诉的话，写明对行政复议决定不服再起诉。
    """
    if _classes(draft) == {"reconsideration_first"} and _direct(draft):
        yield f"写了可以直接起诉：“{_direct(draft)[0][-30:]}”", "改为对行政复议决定不服的，再提起行政诉讼"


@check("L304", Weight.ERROR, "行政复议法（2023）第二十条第一款")
def term_of_reconsideration_is_right(draft: Draft) -> Iterator[tuple[str, str]]:
    """申请行政复议的期限写对。

    为什么：期限写短了，损害申请人的权利；没有写，期限最长按一年算。
    例：“可以在30日内申请行政复议”；“60个工作日内”。
    怎么改：写“自收到之日起60日内”。
    """
    told = _of_reconsideration(draft)
    days = next((remedy.reconsideration_days for remedy in draft.remedies), None)
    if not told or days is None:
        return
    terms = [match for part in told for match in _TERM.finditer(part.split("复议")[0])]
    wrong = [match[0] for match in terms if _number(match[1]) != days or _WORKING_DAYS.search(match[0])]
    if wrong:
        yield f"申请行政复议的期限写成了“{wrong[0]}”", f"写“{days}日内”"
    elif not terms:
        yield "没有写申请行政复议的期限", f"写“自收到之日起{days}日内”"


def _number(text: str) -> int | None:
    """A number below 100, in Arabic digits or in Chinese numerals."""
    if text.isdigit():
        return int(text)
    digits = {char: value for value, char in enumerate("一二三四五六七八九", start=1)}
    tens, has_tens, ones = text.rpartition("十")
    if any(char not in digits for char in (*tens, *ones)) or len(tens) > 1 or len(ones) > 1:
        return None
    return (digits.get(tens, 1) * 10 if has_tens else 0) + digits.get(ones, 0)


@check("L305", Weight.ERROR, "行政复议法（2023）第二十四条、第二十七条、第二十八条")
def reconsideration_goes_to_the_right_organ(draft: Draft) -> Iterator[tuple[str, str]]:
    """行政复议机关写对。

    为什么：2024年1月1日起，对部门的决定不服，向本级人民政府申请行政复议，不再可以选择上一级主管部门。
    例：“可以向青禾区人民政府或者市教育局申请行政复议”。
    怎么改：只写一个行政复议机关；海关、金融、外汇、税务、国家安全机关和司法行政部门另有规定。
    """
    told = "".join(_of_reconsideration(draft))
    where = draft.facts.reconsideration
    if not told or not draft.remedies or where is None:
        return
    if where.name and where.name not in told:
        yield f"没有写行政复议机关“{where.name}”", f"写明向{where.name}申请行政复议"
    is_second = _SUPERIOR.search(told) or (where.superior and where.superior != where.name and where.superior in told)
    if is_second and not _may_choose(draft):
        yield "写了可以向上一级主管部门申请行政复议", f"只写{where.name or '本级人民政府'}一个行政复议机关"


def _may_choose(draft: Draft) -> bool:
    """Whether the law of the day left a choice between government and superior department."""
    wordings = (texts.clause(remedy.key, on=draft.on) for remedy in draft.remedies)
    return any(wording is not None and "上级主管部门" in used(wording.text) for wording in wordings)


@check("L306", Weight.ERROR, "国办函〔2021〕132号第二条、第三条")
def procedure_has_no_remedy(draft: Draft) -> Iterator[tuple[str, str]]:
    """程序性文书不写救济途径。

    为什么：补正、延期、收费等程序性告知不能单独申请行政复议或者起诉，写了会误导。
    例：补正告知书末尾写“如不服，可以申请行政复议”。
    怎么改：删去这一段。
    """
    is_told = any(_LAWSUIT.search(part) for part in _clauses(draft)) or bool(_of_reconsideration(draft))
    if not draft.remedies and not texts.get(draft.key).has_remedy and is_told:
        yield "程序性文书写了行政复议、行政诉讼", "删去救济途径"


@check("L307", Weight.ERROR, "行政诉讼法第四十四条、第四十六条")
def direct_lawsuit_is_not_hidden(draft: Draft) -> Iterator[tuple[str, str]]:
    """可以直接起诉的，不写成必须先复议。

    为什么：除依第十四条至第十六条不予公开以外，申请人可以选择；写成必须先复议就限制了诉权。
    例：告知信息不存在，写“应当先申请行政复议”。
    怎么改：写“可以申请行政复议，也可以提起行政诉讼”。
    """
    if _classes(draft) != {"either"}:
        return
    told = [part for part in _of_reconsideration(draft) if _FIRST.search(part)]
    if told:
        yield "可以直接起诉的答复，写成了必须先申请行政复议", "写“可以申请行政复议，也可以提起行政诉讼”"


@check("L308", Weight.WARNING, "行政诉讼法第四十五条、第四十六条")
def lawsuit_is_told(draft: Draft) -> Iterator[tuple[str, str]]:
    """写明起诉的期限。

    为什么：没有告知起诉期限的，从申请人知道起诉期限之日起算，最长一年。
    例：只写了申请行政复议，没有写提起行政诉讼。
    怎么改：写明自收到之日起几个月内（先复议的，自收到行政复议决定书之日起几日内）向哪个法院起诉。
    """
    parts = [part for part in _clauses(draft) if _LAWSUIT.search(part)]
    for remedy in draft.remedies:
        months, days = remedy.lawsuit_months, remedy.lawsuit_days_after_reconsideration
        wanted = rf"(?<!\d){months}个?月|{'零一二三四五六七八九'[months]}个月" if months else rf"(?<!\d){days}日|十五日"
        if _of_reconsideration(draft) and not any(re.search(wanted, part) for part in parts):
            term = f"{months}个月内" if months else f"{days}日内"
            yield "没有写明提起行政诉讼的期限，或者写错了", f"写明“{term}”和有管辖权的人民法院"
