"""Family W: the numbers of the text against the tables, against their parts, against each other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from gongkai.core.checks.registry import PASSED, Result, check, failed, unknown
from gongkai.core.findings import Weight
from gongkai.core.narrative import Mention, agrees, mentions
from gongkai.core.quantities import Quantity, fold, quantities
from gongkai.core.reports import Number, Report

FORMS = "国办公开办函〔2021〕30号：内容要准确，与统计表一致"


def _label(report: Report, part: str) -> str:
    labels = {each.key: each.label for each in report.edition("applications").parts}
    return labels.get(part, "前言")


# ── text against tables ─────────────────────────────────────────────────────────────────────────────────────────────

_NONE = r"(?:未|没有|无|零)"
_ZEROS = (
    (
        "收到的申请",
        re.compile(
            rf"{_NONE}(?:收到|受理|接到|接收)?(?:过|任何)?[^，,；;。\d\n]{{0,12}}(?:依申请公开|信息公开(?:的)?申请|公开申请)(?!人)"
        ),
        ("applications.received.total",),
        re.compile(r"超|逾|不予|未答复|未办结|收费|费用|投诉|复议|诉讼|无正当|信访|理由"),
    ),
    (
        "行政复议",
        re.compile(rf"{_NONE}(?:发生|收到|产生|出现)?[^，,；;。\d\n]{{0,14}}行政复议"),
        ("remedies.reconsideration.total",),
        re.compile(r"纠错|纠正|撤销|变更|败诉|违法|不服|超期"),
    ),
    (
        "行政诉讼",
        re.compile(rf"{_NONE}(?:发生|收到|产生|出现)?[^，,；;。\d\n]{{0,22}}行政诉讼"),
        ("remedies.litigation_direct.total", "remedies.litigation_after_reconsideration.total"),
        re.compile(r"纠错|纠正|撤销|变更|败诉|违法|不服|超期"),
    ),
)


@check("W101", Weight.WARNING, FORMS, rule="N1")
def text_agrees_with_tables(report: Report) -> Iterator[Result]:
    """文字里的数与它所说的格子一致。

    为什么：文字和表格出自同一本台账；对不上，读者不知道该信哪一个。“收到”“受理”可以只指新收，也可以含上年结转，两种都试过才算不一致。
    例：文字写“共收到70件申请”，表三新收总计64，新收加结转65。
    怎么改：以台账为准，改文字或者改表。
    """
    for mention in mentions(report):
        yield _against_tables(report, mention)
    for part, text in report.texts.items():
        if part != "problems":
            yield from _stated_zeros(report, part, text)


def _against_tables(report: Report, mention: Mention) -> Result:
    at = _label(report, mention.part)
    figures = [(way, report.total(*way)) for way in mention.ways]
    known = [(way, figure) for way, figure in figures if figure is not None]
    cells = mention.ways[0]
    if any(agrees(mention.quantity, figure) for _, figure in known):
        return PASSED
    if len(known) < len(figures):
        return unknown(at, f"文中说“{mention.quote}”，表里相应的格子没有数", *cells)
    shown = "或者".join(f"{_sum_in_words(report, way)} {figure}" for way, figure in known)
    return failed(at, f"文中说“{mention.quote}”，表中{shown}", *cells)


def _sum_in_words(report: Report, way: Sequence[str]) -> str:
    """本年新收加上年结转: the rows of table three, or the cells of other tables, whose sum it is."""
    if len(way) > 2:
        return "各项之和"
    places = [report.where(cell).split("/")[1:] for cell in way]
    names = ["/".join(place[:-1] if place[-1] == "总计" and len(place) > 1 else place) for place in places]
    return "加".join(name.removesuffix("政府信息公开申请数量") for name in names)


def _stated_zeros(report: Report, part: str, text: str) -> Iterator[Result]:
    """Sentences that say there was none of something."""
    for name, pattern, cells, unless in _ZEROS:
        for found in pattern.finditer(fold(text)):
            clause = re.split(r"[，,；;。\n]", text[found.start() :])[0]
            if unless.search(clause) or re.search(r"\d", clause):
                continue
            figure, at = report.total(*cells), _label(report, part)
            if figure is None:
                yield unknown(at, f"文中说“{clause[:30]}”，表里相应的格子没有数", *cells)
            elif figure:
                yield failed(at, f"文中说“{clause[:30]}”，表中{name}是 {figure} 件", *cells)
            else:
                yield PASSED


# ── totals against their parts ──────────────────────────────────────────────────────────────────────────────────────

_LISTS = re.compile(r"^[，,;；:：（(\s]*(?:其中|分别|具体|包括|包含|主要(?:包括|有|是)|按.{1,10}分|即|：|:)")
_OPEN_END = re.compile(r"等(?!级|候|待|于)|［节略］|\[节略\]|……")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_REST = re.compile(r"其他|其它|其余")
_PAIR = re.compile(r"(?:建议|议案).*提案|提案.*(?:建议|议案)", re.DOTALL)
_NEARLY = Decimal("0.9")  # a list of three or more parts that makes so much of the total was meant to make it whole
_WHOLES = frozenset(
    {"件", "条", "期", "次", "人", "个", "项", "篇", "份", "场", "部", "家", "万元", "元", "件次", "人次"}
)


@check("W102", Weight.WARNING, FORMS, rule="N2")
def breakdown_adds_up(report: Report) -> Iterator[Result]:
    """总数与列在后面的各部分之和一致。

    为什么：总数会被讲话和新闻引用，各部分才是数出来的。只举几个例子的“其中”不算；列全了（有“其他”、成对的建议和提案，或者三项以上已占九成）才要求相等，之和超过总数一定是错。
    例：“累计主动公开140条，其中业务工作64条、机构职能10条……其他40条”，九项之和是127（一份2020年的真实报告）。
    怎么改：改总数，或者补上漏列的一项。
    """
    for part, text in report.texts.items():
        yield from _breakdowns(_label(report, part), _without_brackets(fold(text)))


def _without_brackets(text: str) -> str:
    """Brackets blanked out: 14件（含重点督办1件） is one part, not two."""
    return _BRACKETS.sub(lambda found: " " * len(found.group()), text)


def _breakdowns(at: str, text: str) -> Iterator[Result]:
    found = quantities(text)
    for number, whole in enumerate(found):
        if whole.unit not in _WHOLES or not _LISTS.match(text[whole.end : whole.end + 14]):
            continue
        stop = min(end for mark in "。\n" if (end := text.find(mark, whole.end)) >= 0 or (end := len(text)))
        parts = [each for each in found[number + 1 :] if each.start < stop and each.unit == whole.unit]
        yield from _breakdown(at, text[whole.end : stop], whole, parts)


def _breakdown(at: str, words: str, whole: Quantity, parts: Sequence[Quantity]) -> Iterator[Result]:
    if len(parts) < 2 or whole.is_approximate or any(part.is_approximate for part in parts):
        return
    sums = [sum((part.value for part in parts[:size]), start=0) for size in range(1, len(parts) + 1)]
    if whole.value in sums[1:]:
        yield PASSED
        return
    within = _until_semicolon(words, whole, parts)
    added = sums[len(within) - 1] if within else sums[-1]
    listed = within or parts
    if added > whole.value or _is_meant_whole(words, whole, listed, added):
        shown = "+".join(str(part.value) for part in listed)
        says = f"总数 {whole.written}，各部分 {shown} = {added}，相差 {abs(added - whole.value)}"
        yield failed(at, says)


def _until_semicolon(words: str, whole: Quantity, parts: Sequence[Quantity]) -> Sequence[Quantity]:
    """The parts up to the semicolon, when the list itself is not parted by semicolons."""
    stops = [at for mark in ";；" if (at := words.find(mark)) >= 0]
    if not stops:
        return parts
    inside = [part for part in parts if part.start < whole.end + min(stops)]
    return inside if len(inside) >= 2 else parts


def _is_meant_whole(words: str, whole: Quantity, parts: Sequence[Quantity], added: Number) -> bool:
    listed = words[: parts[-1].end - whole.end + 2]
    if _OPEN_END.search(listed):
        return False
    if _REST.search(listed) or (len(parts) == 2 and _PAIR.search(listed)):
        return True
    return len(parts) >= 3 and Decimal(added) >= _NEARLY * Decimal(whole.value)


# ── text against itself ─────────────────────────────────────────────────────────────────────────────────────────────

_DISCLOSED = re.compile(
    r"(?:共|累计|总计|合计)[^，,；;。\d\n]{0,12}(?:主动)?公开(?:各类|政府|政务)?(?:政府|政务)?信息[^，,；;。\d\n]{0,6}$"
)
_CHANNEL = re.compile(
    r"网站|平台|微信|微博|公众号|新媒体|抖音|报纸|电视|广播|栏|镇|街道|局|部门|其中|上半年|季度|截至|累计至"
)


@check("W103", Weight.WARNING, FORMS)
def text_agrees_with_itself(report: Report) -> Iterator[Result]:
    """同一件事在文字里只有一个数。

    为什么：总体情况、主动公开、其他事项往往由不同的人写，同一个数容易写成两个。
    例：第一部分写“共主动公开政府信息465条”，第二部分写“共主动公开政府信息456条”。
    怎么改：以台账为准，统一各处。
    """
    said: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for mention in mentions(report):
        said[mention.name].append((mention.part, mention.quantity))
    for part, text in report.texts.items():
        for quantity in quantities(text):
            if quantity.unit == "条" and _DISCLOSED.search(quantity.before) and not _CHANNEL.search(quantity.before):
                said["主动公开政府信息"].append((part, quantity))
    for name, places in said.items():
        yield from _one_figure(report, name, [each for each in places if not each[1].is_approximate])


def _one_figure(report: Report, name: str, places: Sequence[tuple[str, Quantity]]) -> Iterator[Result]:
    values = list(dict.fromkeys(quantity.value for _, quantity in places))
    if len(places) < 2:
        return
    if len(values) == 1:
        yield PASSED
        return
    # 收到 may be told once without and once with what was carried in; then both are right.
    known = {
        report.total("applications.received.total"),
        report.total("applications.received.total", "applications.carried_in.total"),
    }
    if set(values) <= known:
        yield PASSED
        return
    at = "、".join(dict.fromkeys(_label(report, part) for part, _ in places))
    yield failed(at, f"{name}有几个数：{'、'.join(quantity.written for _, quantity in places)}")


# ── rates against counts ────────────────────────────────────────────────────────────────────────────────────────────

_RATE = re.compile(r"(?:办复|办结|答复|办理|回复|结案|按期|按时)(?:完成)?率[^，,；;。\d\n]{0,6}$")
_SHARE = re.compile(r"占[^，,；;。\d\n]{0,12}$")
_DONE = re.compile(r"(?:办结|办复|答复|办理完毕|回复|办理完成|已办)[^，,；;。\d\n]{0,8}$")
_COME = re.compile(r"(?:收到|承办|受理|接收|交办|共有|办理)[^，,；;。\d\n]{0,24}$")
_WINDOW = 400  # characters before a share in which its whole may stand


@check("W104", Weight.WARNING, FORMS)
def rates_agree_with_counts(report: Report) -> Iterator[Result]:
    """办复率、占比与写出的件数算得上。

    为什么：比率是从件数算出来的，算不上说明有一个写错了。
    例：“承办建议99件，办复98件，办复率100%”；“予以公开258件，占33.9%”，而总数805件，应占32.0%。
    怎么改：重新计算，末位四舍五入。
    """
    for part, text in report.texts.items():
        found = quantities(text)
        for number, rate in enumerate(found):
            if rate.unit != "%" or rate.is_approximate:
                continue
            at = _label(report, part)
            if _RATE.search(rate.before):
                yield from _rate_of_work(at, rate, [each for each in found[:number] if each.sentence == rate.sentence])
            elif _SHARE.search(rate.before):
                near = [each for each in found[:number] if rate.start - each.end < _WINDOW and each.unit != "%"]
                yield from _share(report, at, rate, near)


def _rate_of_work(at: str, rate: Quantity, before: Sequence[Quantity]) -> Iterator[Result]:
    done = next((each for each in reversed(before) if _DONE.search(each.before)), None)
    if done is None:
        return
    listed = [each for each in before if each.end <= done.start and each.unit == done.unit]
    if not any(_COME.search(each.before) for each in listed):
        return
    # 承办建议32件、提案41件，办结72件: what came in is the number itself, or the list of them together.
    come = [each.value for each in listed] + [sum((each.value for each in listed), start=0)]
    wholes = [value for value in come if value and value >= done.value]
    if any(_is_rate(rate.value, done.value, value) for value in wholes):
        yield PASSED
    elif wholes:
        whole = min(wholes)
        exact = Decimal(done.value) * 100 / Decimal(whole)
        yield failed(at, f"{whole}{done.unit}中办结 {done.written}，是 {exact:.1f}%，文中写的是 {rate.value}%")


def _share(report: Report, at: str, rate: Quantity, near: Sequence[Quantity]) -> Iterator[Result]:
    if not near or rate.sentence != near[-1].sentence:
        return
    counted = near[-1]
    wholes = {each.value for each in near[:-1] if each.unit == counted.unit and each.value > counted.value}
    tables = ("applications.total.total", "applications.received.total")
    figures = {figure for cell in tables if (figure := report.value(cell)) is not None and figure >= counted.value}
    if not wholes or any(_is_rate(rate.value, counted.value, whole) for whole in wholes | figures if whole):
        if wholes:
            yield PASSED
        return
    shares = {whole: Decimal(counted.value) * 100 / Decimal(whole) for whole in wholes}
    whole = min(shares, key=lambda each: abs(shares[each] - Decimal(rate.value)))
    yield failed(at, f"{counted.written}占 {rate.value}%，按文中的总数 {whole} 算是 {shares[whole]:.1f}%")


def _is_rate(rate: Number, part: Number, whole: Number) -> bool:
    """Whether a printed percentage is part of whole, rounded or cut at its last printed place."""
    unit = Decimal(1).scaleb(int(Decimal(rate).as_tuple().exponent))
    exact = Decimal(part) * 100 / Decimal(whole)
    return Decimal(rate) in (exact.quantize(unit, ROUND_HALF_UP), exact.quantize(unit, ROUND_DOWN))


# ── the processing fee is not the administrative fee ────────────────────────────────────────────────────────────────

_FEE_WORDS = re.compile(r"信息处理费[^。\n]{0,30}$")


@check("W105", Weight.WARNING, "国办函〔2020〕109号；30号格式表二第二十条第（八）项", rule="P9")
def processing_fee_is_another_fee(report: Report) -> Iterator[Result]:
    """第六部分的信息处理费与表二的行政事业性收费是两回事。

    为什么：表二填的是本机关全部行政事业性收费项目一年收的钱；信息处理费只是向大量申请人收的费用，写在第六部分，两者不应相等。
    例：第六部分“收取信息处理费400元”，表二收费金额填了0.04万元。
    怎么改：表二按财政票据填全部行政事业性收费；没有就填0。
    """
    cell = "proactive.art20_8.administrative_fees.fee_amount"
    fee = report.value(cell)
    if fee is None or cell not in report.cells:
        return
    for quantity in quantities(report.texts.get("other_matters", "")):
        if quantity.unit in ("元", "万元") and _FEE_WORDS.search(quantity.before) and quantity.value:
            wan_yuan = Decimal(quantity.value) / (10_000 if quantity.unit == "元" else 1)
            if wan_yuan == Decimal(fee):
                yield failed("表二/行政事业性收费", f"填的 {fee} 万元正是第六部分的信息处理费 {quantity.written}", cell)
            else:
                yield PASSED
