"""What the numbers of a report's text speak of: which figure of the tables, read generously before anything is accused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.core.quantities import Quantity, fold, quantities
from gongkai.core.reports import Number, Report

_FILL = r"[^，,；;。、（()）\d]"
_COUNTS = frozenset({"件", "条", "宗", "起", "份", "件次", "项"})
_APPLY = r"(?:政府信息公开|依申请(?:信息)?公开|信息公开|公开)?申请(?:信息公开)?"
_NEXT_YEAR = r"(?:下年度?|下一年度?|次年度?|明年|20\d\d年度?)"
_LAST_YEAR = r"(?:上年度?|上一年度?|去年|往年|20\d\d年度?)"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a text counts and a table holds. `ways` are sums of cells that the text may mean."""

    key: str
    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    ways: tuple[tuple[str, ...], ...]
    needs: re.Pattern[str] | None = None  # must stand shortly before, for verbs that say nothing alone


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in the text and the figures of the tables that it may mean."""

    subject: str
    name: str
    quantity: Quantity
    part: str
    quote: str
    ways: tuple[tuple[str, ...], ...]


def _subject(
    key: str, name: str, *ways: str, before: str = "", after: str = "", unless: str = "", needs: str = ""
) -> Subject:
    def compiled(pattern: str) -> re.Pattern[str] | None:
        return re.compile(pattern) if pattern else None

    sums = tuple(tuple(way.split("+")) for way in ways)
    return Subject(key, name, compiled(before), compiled(after), compiled(unless), sums, compiled(needs))


_OTHERS = r"建议|提案|议案|信访|投诉|咨询|留言|来信|举报|热线|复议|诉讼|评论|意见|解读"
_HANDLE = r"办结|答复|办理|处理|回复|办复"

SUBJECTS = (
    _subject(
        "carried_in",
        "上年结转",
        "applications.carried_in.total",
        before=rf"{_LAST_YEAR}{_FILL}{{0,8}}结转{_FILL}{{0,16}}$|结转(?:自)?{_LAST_YEAR}{_FILL}{{0,12}}$",
    ),
    _subject(
        "carried_out",
        "结转下年度",
        "applications.carried_out.total",
        before=rf"(?:结转|转入|转|顺延)(?:至|到)?{_NEXT_YEAR}{_FILL}{{0,16}}$",
        after=rf"^{_FILL}{{0,24}}(?:结转|顺延|转)(?:至|到)?{_NEXT_YEAR}",
    ),
    _subject(
        "received",
        "收到的申请",
        "applications.received.total",
        "applications.received.total+applications.carried_in.total",
        before=(
            rf"(?:收到|受理|接收|收悉|接到|新收|登记){_FILL}{{0,18}}(?:申请|依申请公开(?:信息|件)?){_FILL}{{0,10}}$|"
            rf"{_APPLY}(?:数量|件数|总数|总量|件)?(?:为|共|共计|有|合计|总计|:)?$|"
            rf"依申请(?:信息)?公开(?:数量|件数|总数|事项|件|信息)?(?:为|共|共计|有|合计|:)?$"
        ),
        unless=rf"{_OTHERS}|{_HANDLE}(?!{_FILL}{{0,6}}受理)|结转",
    ),
    _subject(
        "received",
        "收到的申请",
        "applications.received.total",
        "applications.received.total+applications.carried_in.total",
        before=rf"(?:收到|受理|接收|新收|接到){_FILL}{{0,8}}$",
        after=rf"^(?:的|有关|关于)?(?:政府|依)?{_FILL}{{0,8}}(?:申请|依申请)",
        unless=_OTHERS,
    ),
    _subject(
        "handled",
        "办结的申请",
        "applications.total.total",
        before=rf"(?:{_HANDLE})(?:数|完成|完毕|了|件数)?{_FILL}{{0,14}}$",
        unless=rf"{_OTHERS}|结转|同意|予以|不予|部分|无法|其他处理|非本|复议|转下|不予处理",
        needs=r"申请",
    ),
    _subject(
        "reconsideration",
        "行政复议",
        "remedies.reconsideration.total",
        before=rf"行政复议(?:案件|申请|案)?{_FILL}{{0,6}}$",
        after=rf"^{_FILL}{{0,20}}行政复议",
        unless=r"诉讼|纠错|纠正|撤销|维持|败诉|审结|结案|驳回|终止|受理复议|人员|会议",
    ),
    _subject(
        "litigation",
        "行政诉讼",
        "remedies.litigation_direct.total+remedies.litigation_after_reconsideration.total",
        "remedies.litigation_direct.total",
        before=rf"(?:行政诉讼|诉讼)(?:案件|案|数)?{_FILL}{{0,6}}$",
        unless=r"纠错|纠正|撤销|维持|败诉|胜诉|审结|结案|驳回|终止|复议",
    ),
    _subject(
        "made",
        "制发的规范性文件",
        "proactive.art20_1.normative_documents.made",
        "proactive.art20_1.normative_documents.newly_made",
        before=rf"(?:制发|制定|印发|出台|新制定){_FILL}{{0,10}}规范性文件{_FILL}{{0,4}}$|(?:制发|制定|印发|出台|新制定){_FILL}{{0,6}}$",
        after=r"^(?:行政)?规范性文件|^$|^[，,；;。]",
        unless=r"方案|制度|要点|清单|目录|指南|办法",
        needs=r"规范性文件",
    ),
    _subject(
        "repealed",
        "废止的规范性文件",
        "proactive.art20_1.normative_documents.repealed",
        before=rf"废止{_FILL}{{0,10}}规范性文件{_FILL}{{0,4}}$",
        unless=r"失效|修改|宣布",
    ),
    _subject(
        "in_force",
        "现行有效的规范性文件",
        "proactive.art20_1.normative_documents.in_force",
        before=rf"(?:现行有效|有效){_FILL}{{0,10}}规范性文件{_FILL}{{0,6}}$|规范性文件{_FILL}{{0,4}}现行有效{_FILL}{{0,4}}$",
    ),
)

_OUTCOMES = {
    "予以公开": "granted",
    "同意公开": "granted",
    "部分公开": "partial",
    "不予公开": "refused",
    "不同意公开": "refused",
    "无法提供": "unavailable",
    "不予处理": "not_processed",
    "其他处理": "other_handling",
}
_OUTCOME = "|".join(sorted(_OUTCOMES, key=len, reverse=True))
_OUTCOME_LIST = re.compile(rf"(?P<names>(?:(?<!不)(?:{_OUTCOME})(?:以及|和|及|与|、|或)?)+){_FILL}{{0,8}}$")
_ELSEWHERE = re.compile(
    r"其中|上半年|下半年|季度|同比|环比|较上年|比上年|比去年|较去年|增加|增长|减少|下降|累计至今|以来|历年"
)
_ANY_YEAR = re.compile(r"(20\d\d)年")
_OTHER_YEARS = {"carried_in": -1, "carried_out": 1}
_CLAUSE = re.compile(r"[，,；;。（()）、:：\n]")
_NEARBY = 160  # characters in which a verb finds the thing it is about


def mentions(report: Report) -> Iterator[Mention]:
    """The numbers of all parts that speak of a figure of the tables."""
    for part, text in report.texts.items():
        folded = fold(text)
        for quantity in quantities(text):
            if quantity.unit in _COUNTS:
                yield from _of_quantity(report, part, folded, quantity)


def _of_quantity(report: Report, part: str, text: str, quantity: Quantity) -> Iterator[Mention]:
    clause = _CLAUSE.split(quantity.before)[-1]
    outcomes = _OUTCOME_LIST.search(quantity.before)
    if outcomes and not _ELSEWHERE.search(quantity.before[outcomes.start() :]):
        yield _of_outcomes(report, part, text, quantity, outcomes["names"], clause)
        return
    for subject in SUBJECTS:
        found = _matches(subject, quantity, clause, text)
        if found and _is_of_this_year(report, subject.key, found.group(), clause):
            ways = tuple(way for way in subject.ways if all(cell in report.cells for cell in way))
            if ways:
                yield Mention(subject.key, subject.name, quantity, part, _quote(text, quantity), ways)
            return


def _matches(subject: Subject, quantity: Quantity, clause: str, text: str) -> re.Match[str] | None:
    following = _CLAUSE.split(quantity.after)[0]
    if subject.unless and subject.unless.search(clause + ("" if subject.before is None else following[:12])):
        return None
    if subject.needs and not subject.needs.search(text[max(0, quantity.start - _NEARBY) : quantity.end + 12]):
        return None
    before = subject.before.search(quantity.before) if subject.before else None
    after = subject.after.search(quantity.after) if subject.after else None
    if subject.before and subject.after and subject.key in ("received", "made"):
        return before if before and after else None
    return before or after


def _is_of_this_year(report: Report, subject: str, words: str, clause: str) -> bool:
    """Whether the words speak of the report's own year and of the whole of it."""
    if report.year is None:
        return not _ELSEWHERE.search(clause)
    if subject in _OTHER_YEARS:
        return {int(year) for year in _ANY_YEAR.findall(words)} <= {report.year + _OTHER_YEARS[subject]}
    years = {int(year) for year in _ANY_YEAR.findall(clause)}
    return not _ELSEWHERE.search(clause) and years <= {report.year}


def _of_outcomes(report: Report, part: str, text: str, quantity: Quantity, names: str, clause: str) -> Mention:
    groups = [_OUTCOMES[name] for name in re.findall(_OUTCOME, names)]
    ways = [tuple(cell for group in dict.fromkeys(groups) for cell in _totals(report, group))]
    if "不掌握" in clause:
        ways.append(("applications.unavailable.not_held.total",))
    return Mention("+".join(groups), names.strip("、和及与或以"), quantity, part, _quote(text, quantity), tuple(ways))


def _totals(report: Report, group: str) -> list[str]:
    table = report.table("applications")
    rows = [row.key for row in table.rows if row.is_result and (row.key == group or row.key.startswith(group + "."))]
    return [table.cell(row, table.total.key) for row in rows]


def _quote(text: str, quantity: Quantity) -> str:
    """The clause in which the number stands."""
    begin = max(text.rfind(mark, 0, quantity.start) for mark in "，,；;。\n") + 1
    rest = _CLAUSE.split(quantity.after)[0]
    return text[max(begin, quantity.start - 30) : quantity.end + min(12, len(rest))].strip()


def agrees(quantity: Quantity, figure: Number) -> bool:
    """Whether a number of the text can stand for a figure; 余 and 以上 mean a little more, never less."""
    if not quantity.is_approximate:
        return quantity.value == figure
    said, counted = Decimal(quantity.value), Decimal(figure)
    return said <= counted <= said * Decimal("1.25") + 10 or abs(counted - said) * 20 <= counted
