"""Family Y: this year's report against last year's of the same body."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.core import editions
from gongkai.core.checks.registry import PASSED, Result, check, failed, unknown
from gongkai.core.findings import Weight
from gongkai.core.reports import Number, Report, guiding, likeness

NO_LAST_YEAR = "没有上一年的报告可比"
_ALIKE = 0.5  # share of repeated text from which the office should look
_FEW = 48  # characters of its own: with fewer, a part says nothing either way
_TOO_MUCH = 100  # times last year's fees: a unit went wrong


@check("Y101", Weight.WARNING, "国办公开办函〔2019〕60号、〔2021〕30号 表三 第二项", rule="A5")
def carried_in_is_last_years_rest(report: Report) -> Iterator[Result]:
    """上年结转等于上一年年报的结转下年度。

    为什么：去年没办完的，就是今年从上年接过来的，件数、申请人类别都一样。
    例：2025年年报“结转下年度”自然人5件，2026年表三“上年结转”4件。
    怎么改：逐件核对跨年的申请；机构改革并入或划出的，在文字里说明。
    """
    last = report.last_year
    if last is None:
        yield unknown("表三/上年结转", NO_LAST_YEAR)
        return
    for column in report.table("applications").columns:
        now, then = f"applications.carried_in.{column.key}", f"applications.carried_out.{column.key}"
        a, b = report.value(now), last.value(then)
        at = f"表三/上年结转/{column.label}"
        if a is None or b is None:
            yield unknown(at, "两年里有一年没有数", now)
        elif a != b:
            yield failed(at, f"本年写的上年结转是 {a} 件，上一年年报的结转下年度是 {b} 件", now)
        else:
            yield PASSED


@check("Y102", Weight.WARNING, "国办公开办函〔2019〕60号、〔2021〕30号 表四", rule="T2")
def pending_cases_go_on(report: Report) -> Iterator[Result]:
    """上一年尚未审结的复议、诉讼案件，本年要有着落。

    为什么：去年没审结的，今年不是审结了就是还没审结，应当出现在本年的某一栏。
    例：上一年复议尚未审结2件，本年复议总计0件。
    怎么改：核对台账；若本地只计当年新收的案件，在文字里写明口径。
    """
    last = report.last_year
    if last is None:
        yield unknown("表四", NO_LAST_YEAR)
        return
    for row in report.table("remedies").rows:
        pending, total = f"remedies.{row.key}.pending", f"remedies.{row.key}.total"
        before, now = last.value(pending), report.value(total)
        at = f"表四/{row.label}"
        if before is None or now is None:
            yield unknown(at, "两年里有一年没有数", total)
        elif now < before:
            yield failed(at, f"上一年尚未审结 {before} 件，本年总计只有 {now} 件", total)
        else:
            yield PASSED


def _has(report: Report, column: str) -> bool:
    """Whether the form of this report has such a column in table two."""
    return any(each.key == column for block in report.table("proactive").blocks for each in block.columns)


def _same_rows(report: Report, last: Report, *columns: str) -> Iterator[tuple[editions.Row, list[str]]]:
    """The rows of table two that both years have, with the cells of these columns."""
    if last.editions["proactive"] != report.editions["proactive"]:
        return
    table = report.table("proactive")
    for block in table.blocks:
        if set(columns) <= {column.key for column in block.columns}:
            for row in block.rows:
                yield row, [table.cell(row.key, column, block.key) for column in columns]


@check("Y103", Weight.WARNING, "国办公开办函〔2019〕60号 表二 第二十条第（五）（六）（八）项", rule="P1")
def items_follow_last_year(report: Report) -> Iterator[Result]:
    """上一年项目数量等于上一年年报的项目数量加上当年增减。

    为什么：这一列写的就是去年年末有多少项。
    例：2019年396项、增减0，2020年的“上一年项目数量”写成400。
    怎么改：核对权责清单的调整记录，改其中一个数，或者说明原因。
    """
    last = report.last_year
    if not _has(report, "items_last_year"):
        return
    if last is None:
        yield unknown("表二/上一年项目数量", NO_LAST_YEAR)
        return
    for row, (items, change) in _same_rows(report, last, "items_last_year", "change"):
        now, before = report.value(items), last.total(items, change)
        at = f"表二/{row.label}/上一年项目数量"
        if now is None or before is None:
            yield unknown(at, "两年里有一年没有数", items)
        elif now != before:
            yield failed(at, f"写的是 {now}，上一年年报的项目数加当年增减是 {before}", items)
        else:
            yield PASSED


@check("Y104", Weight.WARNING, "国办公开办函〔2021〕30号 表二 第二十条第（一）项", rule="P4")
def in_force_follows_last_year(report: Report) -> Iterator[Result]:
    """现行有效件数等于上一年现行有效加本年制发减本年废止。

    为什么：有效的文件只会因制发而多、因废止或失效而少。
    例：上一年665，制发88，废止55，应为698。
    怎么改：核对备案登记；因有效期届满自动失效的，一并计入废止或者在文字里说明。
    """
    last = report.last_year
    if not _has(report, "in_force"):
        return
    if last is None:
        yield unknown("表二/现行有效件数", NO_LAST_YEAR)
        return
    for row, cells in _same_rows(report, last, "made", "repealed", "in_force"):
        made, repealed, in_force = map(report.value, cells)
        before, at = last.value(cells[2]), f"表二/{row.label}/现行有效件数"
        if None in (made, repealed, in_force, before):
            yield unknown(at, "两年里有一年没有数", *cells)
            continue
        yield _balance(at, before or 0, made or 0, repealed or 0, in_force or 0, cells)


def _balance(at: str, before: Number, made: Number, repealed: Number, now: Number, cells: Sequence[str]) -> Result:
    expected = before + made - repealed
    if now == expected:
        return PASSED
    return failed(
        at, f"上一年 {before} + 制发 {made} - 废止 {repealed} = {expected}，写的是 {now}", cells[2], *cells[:2]
    )


@check("Y105", Weight.WARNING, "国办公开办函〔2021〕30号 表二 第二十条第（八）项（单位：万元）", rule="P7")
def fees_are_of_last_years_size(report: Report) -> Iterator[Result]:
    """行政事业性收费与上一年相差不到一百倍。

    为什么：收费金额一年之间差一百倍以上，多半是把元当成了万元。
    例：上一年299.7935，本年2997935。
    怎么改：核对财政票据汇总数，换算成万元。
    """
    last = report.last_year
    if not _has(report, "fee_amount"):
        return
    if last is None:
        yield unknown("表二/本年收费金额", NO_LAST_YEAR)
        return
    for row, (cell,) in _same_rows(report, last, "fee_amount"):
        now, before, at = report.value(cell), last.value(cell), f"表二/{row.label}/本年收费金额"
        if now is None or before is None:
            yield unknown(at, "两年里有一年没有数", cell)
        elif now and before and not 1 / Decimal(_TOO_MUCH) < Decimal(now) / Decimal(before) < _TOO_MUCH:
            yield failed(at, f"本年 {now} 万元，上一年 {before} 万元，相差一百倍以上，请核对单位", cell)
        else:
            yield PASSED


# ── text copied from last year ──────────────────────────────────────────────────────────────────────────────────────


@check("Y201", Weight.WARNING, "国办公开办函〔2021〕30号（四）明确责任：抄袭照搬的依条例第四十七条处理")
def text_is_not_copied(report: Report) -> Iterator[Result]:
    """文字不照搬上一年的报告。

    为什么：30号文把照搬照抄列为要追责的情形；套话、法定表述、平台按数据生成的句子和“无此类情况”不算在内。
    例：“存在的主要问题”一字不差抄了上一年，只改了年份。
    怎么改：写今年实际做了什么、上一年的问题改没改。
    """
    last = report.last_year
    if last is None:
        yield unknown("文字部分", NO_LAST_YEAR)
        return
    before = {"last": "\n".join(last.texts.values())}
    for part in editions.PARTS:
        text = report.texts.get(part, "")
        if likeness.telling_size(text) < _FEW:
            continue
        found = next(iter(likeness.alike(text, before, known=guiding.in_common())), None)
        label = next(p.label for p in report.edition("applications").parts if p.key == part)
        if found is not None and found.share >= _ALIKE:
            longest = max((passage.text for passage in found.passages), key=len)
            yield failed(label, f"{found.share:.0%} 的文字与上一年相同，如“{longest[:40]}”")
        else:
            yield PASSED
