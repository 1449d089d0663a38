"""Family S: figures against figures of the same report."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.core import editions
from gongkai.core.checks.registry import PASSED, Result, check, failed, unknown
from gongkai.core.findings import Weight
from gongkai.core.reports import Number, Report, State

FORMS = "国办公开办函〔2019〕60号、〔2021〕30号 年度报告格式"


def _plus(values: Sequence[Number | None]) -> str:
    """The figures that are not zero, added up in writing: 22+1+3."""
    shown = [str(value) for value in values if value]
    return "+".join(shown) if shown else "0"


def _missing(report: Report, *cells: str) -> tuple[str, ...]:
    return tuple(cell for cell in cells if report.value(cell) is None)


@check("S101", Weight.ERROR, FORMS + "表三 表内所印勾稽关系", rule="A1")
def receipts_balance(report: Report) -> Iterator[Result]:
    """第一项加第二项之和，等于第三项总计加第四项之和。

    为什么：这是表三上印着的勾稽关系。收到的每一件，不是办结了就是结转了，差一件就是漏了一件或者多算了一件。
    例：新收148、结转4，总计149、结转下年度2：152≠151。
    怎么改：先核台账里12月收到、跨年未办结的申请有没有计入“结转下年度”，再核“上年结转”是否等于上年年报的“结转下年度”。
    """
    table = report.table("applications")
    left, right = table.balance
    for column in table.columns:
        ins = [table.cell(row, column.key) for row in left]
        outs = [table.cell(row, column.key) for row in right]
        at = f"表三/{column.label}"
        come, gone = report.total(*ins), report.total(*outs)
        if come is None or gone is None:
            yield unknown(at, "有的格子没有数，加不起来", *_missing(report, *ins, *outs))
        elif come != gone:
            (a, b), (c, d) = map(report.value, ins), map(report.value, outs)
            says = f"新收 {a} + 上年结转 {b} = {come}，总计 {c} + 结转下年度 {d} = {gone}，相差 {abs(come - gone)} 件"
            yield failed(at, says, *ins, *outs)
        else:
            yield PASSED


@check("S102", Weight.ERROR, FORMS + "表三 第三项（七）总计", rule="A2")
def results_add_up(report: Report) -> Iterator[Result]:
    """（七）总计等于各种办理结果之和。

    为什么：一件申请只计入一种办理结果，各项相加就是办结的件数。
    例：予以公开22、部分公开3、本机关不掌握5，总计写成29。
    怎么改：按台账逐件数；区分处理的只计“部分公开”，不再计入其他各项。
    """
    table = report.table("applications")
    total = next(row for row in table.rows if row.sums_results)
    for column in table.columns:
        parts = [table.cell(row.key, column.key) for row in table.rows if row.is_result]
        whole = table.cell(total.key, column.key)
        yield _sum(report, f"表三/总计/{column.label}", parts, whole, "各项办理结果")


def _sum(report: Report, at: str, parts: Sequence[str], whole: str, name: str) -> Result:
    added, printed = report.total(*parts), report.value(whole)
    if added is None or printed is None:
        return unknown(at, "有的格子没有数，加不起来", *_missing(report, *parts, whole))
    if added == printed:
        return PASSED
    shown = _plus([report.value(part) for part in parts])
    says = f"{name}之和 {shown} = {added}，总计写的是 {printed}，相差 {abs(added - printed)}"
    involved = [part for part in parts if report.value(part)] or list(parts)
    return failed(at, says, whole, *involved)


@check("S103", Weight.ERROR, FORMS + "表三 总计列", rule="A3")
def rows_add_up(report: Report) -> Iterator[Result]:
    """每一行的总计等于六类申请人之和。

    为什么：申请人只有六类，每件申请只属于一类，横着加起来就是这一行的总计。
    例：自然人3、商业企业1，总计写成3。
    怎么改：核对这一行各件申请的申请人类别，改总计或者改漏计的那一类。
    """
    table = report.table("applications")
    for row in table.rows:
        parts = [table.cell(row.key, column.key) for column in table.summands]
        at = "表三/" + "/".join(editions.short_labels(row))
        yield _sum(report, at, parts, table.cell(row.key, table.total.key), "六类申请人")


@check("S104", Weight.ERROR, FORMS + " 各表计量单位", rule="A4")
def figures_are_counts(report: Report) -> Iterator[Result]:
    """件数、项数是大于或等于零的整数，金额不为负，只有“本年增/减”可以带负号。

    为什么：件数不会有小数，也不会是负数；出现了就是填错了格或者多了符号。
    例：本年新收写成 -3；行政许可写成 12.5。
    怎么改：对照原始台账改成整数；金额填在金额栏。
    """
    for name in editions.TABLES:
        table = report.table(name)
        for block in table.blocks:
            for row in block.rows:
                for column in block.columns:
                    yield from _one_count(report, table.cell(row.key, column.key, block.key), column)


def _one_count(report: Report, cell: str, column: editions.Column) -> Iterator[Result]:
    value = report.value(cell)
    if value is None:
        return
    if value < 0 and not column.is_signed:
        yield failed(report.where(cell), f"写的是 {value}，不应为负数", cell)
    elif isinstance(value, Decimal) and not column.is_decimal:
        yield failed(report.where(cell), f"写的是 {value}，应为整数", cell)
    else:
        yield PASSED


@check("S105", Weight.WARNING, FORMS + "表三", rule="A6")
def carried_out_is_possible(report: Report) -> Iterator[Result]:
    """结转下年度的件数不超过新收与上年结转之和。

    为什么：没有收到过的申请不可能结转。
    例：新收5、上年结转0，结转下年度写成50。
    怎么改：多半是多写了一个零，或者填错了行。
    """
    table = report.table("applications")
    for column in table.columns:
        cells = [table.cell(row, column.key) for row in ("received", "carried_in", "carried_out")]
        received, carried_in, carried_out = map(report.value, cells)
        at = f"表三/结转下年度继续办理/{column.label}"
        if received is None or carried_in is None or carried_out is None:
            yield unknown(at, "有的格子没有数", *_missing(report, *cells))
        elif carried_out > received + carried_in:
            says = f"结转 {carried_out} 件，多于新收 {received} 加上年结转 {carried_in} 共 {received + carried_in} 件"
            yield failed(at, says, cells[2], cells[0], cells[1])
        else:
            yield PASSED


@check("S106", Weight.WARNING, FORMS + "表三（二）部分公开 括注", rule="A7")
def partial_counts_once(report: Report) -> Iterator[Result]:
    """部分公开的申请不再计入不予公开。

    为什么：表上印着“区分处理的，只计这一情形，不计其他情形”。
    例：部分公开3件，不予公开各项又把这3件计了一遍，各项之和比总计多3。
    怎么改：从不予公开各项里减去已计入部分公开的件数。
    """
    table = report.table("applications")
    results = [row.key for row in table.rows if row.is_result]
    for column in table.columns:
        partial = report.value(table.cell("partial", column.key))
        added = report.total(*(table.cell(row, column.key) for row in results))
        total = report.value(table.cell("total", column.key))
        refused = [table.cell(row, column.key) for row in results if row.startswith("refused.")]
        held_back = report.total(*refused)
        at = f"表三/部分公开/{column.label}"
        if partial is None or added is None or total is None or held_back is None:
            yield unknown(at, "有的格子没有数", *_missing(report, table.cell("partial", column.key), *refused))
        elif 0 < added - total <= min(partial, held_back):
            says = f"各项之和比总计多 {added - total}，不超过部分公开的 {partial} 件，可能重复计入了不予公开"
            yield failed(at, says, table.cell("partial", column.key), *[c for c in refused if report.value(c)])
        else:
            yield PASSED


@check("S201", Weight.ERROR, FORMS + "表四 总计", rule="T1")
def remedies_add_up(report: Report) -> Iterator[Result]:
    """行政复议、行政诉讼每一组的总计等于四种结果之和。

    为什么：每件案子在年末只有一种状态：维持、纠正、其他结果或者尚未审结。
    例：结果维持10、结果纠正1，总计写成0（一份2023年的真实报告）。
    怎么改：补上总计；尚未审结的也要计入。
    """
    table = report.table("remedies")
    for row in table.rows:
        parts = [table.cell(row.key, column.key) for column in table.summands]
        at = "表四/" + "/".join(editions.short_labels(row))
        yield _sum(report, at, parts, table.cell(row.key, table.total.key), "四种结果")


# ── table two ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks_with(report: Report, *columns: str) -> Iterator[tuple[editions.Row, list[str]]]:
    """The rows of table two that have all these columns, and their cells."""
    table = report.table("proactive")
    for block in table.blocks:
        if set(columns) <= {column.key for column in block.columns}:
            for row in block.rows:
                yield row, [table.cell(row.key, column, block.key) for column in columns]


@check("S301", Weight.WARNING, "国办公开办函〔2019〕60号 表二 第二十条第（五）（六）项", rule="P2")
def decisions_are_not_items(report: Report) -> Iterator[Result]:
    """“处理决定数量”是全年作出决定的件数，不是增减之后的事项数。

    为什么：这一列数的是办了多少件，前两列数的是有多少项；把两列相加填进去，是看错了表头。
    例：行政许可：上一年31项，本年+30，处理决定数量61（31+30=61，一份2020年的真实报告）。
    怎么改：填全年作出的许可、处罚、强制决定的件数，包括已公开和依法未公开的。
    """
    for row, cells in _blocks_with(report, "items_last_year", "change", "decisions"):
        items, change, decisions = map(report.value, cells)
        at = f"表二/{row.label}/处理决定数量"
        if items is None or change is None or decisions is None:
            yield unknown(at, "这一行的数不全", *_missing(report, *cells))
        elif change != 0 and decisions == items + change:
            says = f"处理决定数量 {decisions} 正好等于上一年项目 {items} 加本年增减 {change:+}，像是把“现有项目数”填进了这一列"
            yield failed(at, says, cells[2], cells[0], cells[1])
        else:
            yield PASSED


@check("S302", Weight.WARNING, "国办公开办函〔2019〕60号 表二 第二十条第（一）项", rule="P3")
def disclosed_in_all(report: Report) -> Iterator[Result]:
    """对外公开总数量不少于本年新公开数量。

    为什么：总数量包括往年公开的，也包括今年公开的。
    例：本年新公开12，对外公开总数量5。
    怎么改：总数量要加上往年公开、现在仍对外公开的。
    """
    for row, cells in _blocks_with(report, "newly_disclosed", "total_disclosed"):
        new, total = map(report.value, cells)
        at = f"表二/{row.label}/对外公开总数量"
        if new is None or total is None:
            yield unknown(at, "这一行的数不全", *_missing(report, *cells))
        elif total < new:
            yield failed(at, f"总数量 {total} 少于本年新公开 {new}", cells[1], cells[0])
        else:
            yield PASSED


@check("S303", Weight.WARNING, "国办公开办函〔2021〕30号 表二 第二十条第（一）项", rule="P5")
def in_force_holds_the_new(report: Report) -> Iterator[Result]:
    """现行有效件数不少于本年制发减去本年废止。

    为什么：今年制发的，除了当年就废止的，年末都在有效之列。
    例：制发69、废止3，现行有效写成5。
    怎么改：与同级司法行政部门的备案登记核对现行有效件数。
    """
    for row, cells in _blocks_with(report, "made", "repealed", "in_force"):
        made, repealed, in_force = map(report.value, cells)
        at = f"表二/{row.label}/现行有效件数"
        if made is None or repealed is None or in_force is None:
            yield unknown(at, "这一行的数不全", *_missing(report, *cells))
        elif in_force < made - repealed:
            says = f"现行有效 {in_force} 件，少于本年制发 {made} 减废止 {repealed} = {made - repealed} 件"
            yield failed(at, says, cells[2], cells[0], cells[1])
        else:
            yield PASSED


@check("S304", Weight.WARNING, "国办公开办函〔2021〕30号 表二 第二十条第（八）项（单位：万元）", rule="P7")
def fees_are_in_wan_yuan(report: Report) -> Iterator[Result]:
    """行政事业性收费按万元填写，格子里不再写单位。

    为什么：表头已经规定单位是万元；格子里另写“元”，汇总时就会差一万倍。
    例：本年收费金额写成“2997935元”。
    怎么改：换算成万元，只留数字，如 299.7935。
    """
    for row, (cell,) in _blocks_with(report, "fee_amount"):
        unit, at = report.cell(cell).unit, f"表二/{row.label}/本年收费金额"
        if report.value(cell) is None:
            yield unknown(at, "这一格没有数", cell)
        elif unit and unit != "万元":
            yield failed(at, f"格子里写着单位“{unit}”，表头规定的单位是万元", cell)
        else:
            yield PASSED


@check("S305", Weight.NOTE, "国办公开办函〔2019〕60号 表二 第二十条第（九）项", rule="P8")
def procurement_says_its_unit(report: Report) -> Iterator[Result]:
    """采购总金额要看得出是元还是万元。

    为什么：2019年的表没有印单位，各单位有的填元、有的填万元，不写明就无法汇总。
    例：26.8万元、251000元都有；只写26.8的看不出来。
    怎么改：在数后写明单位；读取时照原样保留，另换算成元。
    """
    for _, cells in _blocks_with(report, "procurement_items", "procurement_amount"):
        amount = report.cell(cells[1])
        if amount.state is not State.READ:
            yield unknown("表二/政府集中采购/采购总金额", "这一格没有数", cells[1])
        elif amount.value and not amount.unit:
            yield failed(
                "表二/政府集中采购/采购总金额", f"写的是 {amount.value}，没有单位，看不出是元还是万元", cells[1]
            )
        else:
            yield PASSED


_YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
_LEAST_YUAN_AN_ITEM = 5_000  # plausibility, not law: centralised procurement has no smaller items


def amount_in_yuan(report: Report, cell: str) -> Decimal | None:
    """An amount with a printed unit, in yuan; None when no unit is printed or nothing was read."""
    value, unit = report.value(cell), report.cell(cell).unit
    return None if value is None or unit not in _YUAN else Decimal(value) * _YUAN[unit]


@check("S306", Weight.WARNING, "国办公开办函〔2019〕60号 表二 第二十条第（九）项", rule="P8")
def procurement_is_plausible(report: Report) -> Iterator[Result]:
    """采购项目数量与采购总金额相称。

    为什么：集中采购的项目少有几千元以下的；平均太小，多半是把物品件数当成了项目数，或者单位写错。
    例：221项、26.8万元，平均每项约1213元（一份2020年的真实报告）。
    怎么改：项目数量填采购项目的个数，不填物品件数；核对金额单位。
    """
    for _, cells in _blocks_with(report, "procurement_items", "procurement_amount"):
        items, yuan = report.value(cells[0]), amount_in_yuan(report, cells[1])
        at = "表二/政府集中采购"
        if items == 0 or report.value(cells[1]) == 0:
            yield PASSED
        elif items is None or yuan is None:
            yield unknown(at, "项目数量或者金额（连同单位）不全", *cells)
        elif yuan / items < _LEAST_YUAN_AN_ITEM:
            says = f"{items} 项共 {yuan.normalize():f} 元，平均每项 {round(yuan / items)} 元，不合常理"
            yield failed(at, says, *cells)
        else:
            yield PASSED
