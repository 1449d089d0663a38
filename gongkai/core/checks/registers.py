"""Family H: the report against the house's own registers (台账), case by case. The area gives facts; the words are here."""

from gongkai.core.checks.registry import doubt
from gongkai.core.findings import Doubt, Weight

_CARRIED = "国办公开办函〔2021〕30号 表三 第二项、第四项"


def _listed(numbers: tuple[str, ...]) -> str:
    """The first numbers, and how many there are."""
    return "、".join(numbers[:5]) + (f"等 {len(numbers)} 件" if len(numbers) > 5 else "")


def _named(units: tuple[str, ...]) -> str:
    """The first units, and how many there are."""
    return "、".join(units[:5]) + (f"等 {len(units)} 个单位" if len(units) > 5 else "")


@doubt("H101", Weight.WARNING, _CARRIED)
def case_was_not_carried_in(found: Doubt) -> str:
    """上一年年报里结转的申请，本年没有接过来。

    为什么：去年的“结转下年度”就是今年的“上年结转”，是同一批申请，逐件都要对上。
    例：2025年年报结转的“青住建〔2025〕31号”不在2026年的上年结转里。
    怎么改：核对这几件的收到日期和答复日期；补录了去年的答复的，按勘误处理去年的年报。
    """
    return f"上一年年报结转的 {_listed(found.facts)} 没有进入本年的上年结转"


@doubt("H102", Weight.WARNING, _CARRIED)
def case_was_not_carried_out(found: Doubt) -> str:
    """本年的上年结转里，有上一年年报没有结转的申请。

    为什么：同上；多出来的多半是年后补登、去年年报没有计入的申请。
    例：2025年12月30日收到、2026年2月才登记的申请。
    怎么改：核对收到日期；去年确实漏计的，发布去年年报的勘误。
    """
    return f"{_listed(found.facts)} 在本年的上年结转里，上一年年报没有结转"


@doubt("H103", Weight.ERROR, "国办公开办函〔2021〕30号 表三 第三项")
def reply_has_no_row(found: Doubt) -> str:
    """有的申请按这一版年报没有可以计入的行。

    为什么：表三的办理结果是封闭的，每件办结的申请都应当落在一行里；落不进去，勾稽关系就不成立。
    例：2008年条例时的答复类型没有对应的行。
    怎么改：打开这件申请，把答复类型改为现行的一种。
    """
    kind, many = (*found.facts, "", "")[:2]
    return f"答复类型“{kind}”的 {many} 件申请在这一版表三里没有对应的行"


@doubt("H104", Weight.NOTE, "政府信息公开条例（2019）第五十条")
def figure_was_adjusted(found: Doubt) -> str:
    """有的数是人工调整的，和台账不同。

    为什么：年报的数应当都能打开看到是哪些申请；人工改的数要有理由，也要让看的人知道。
    例：台账统计 12 件，填报 13 件，理由“纸质登记的一件尚未补录”。
    怎么改：补全台账后撤销调整，恢复自动统计。
    """
    was, now, reason, source = (*found.facts, "", "", "", "")[:4]
    return f"{source or '台账统计'} {was or '没有数'}，人工调整为 {now}；理由：{reason}"


@doubt("H105", Weight.WARNING, "政府信息公开条例（2019）第四十九条")
def register_has_changed(found: Doubt) -> str:
    """报送以后，台账又有变动。

    为什么：报送的数在报送那一天就定了；之后的登记不会悄悄改动年报，但应当有人看过。
    例：报送时 12 件，后来补登一件 12 月 30 日收到的申请。
    怎么改：还没有公布的，退回后重新报送；已经公布的，发布勘误。
    """
    was, now = (*found.facts, "", "")[:2]
    return f"报送时是 {was or '没有数'}，现在按台账是 {now or '没有数'}"


@doubt("H106", Weight.WARNING, "政府信息公开条例（2019）第三十五条")
def reasons_were_not_asked(found: Doubt) -> str:
    """按“大量反复申请”不予处理，却没有要求申请人说明理由的记录。

    为什么：第三十五条先要求说明理由，理由不合理的才告知不予处理；缺了前一步，复议、诉讼容易被撤销。
    例：青公开〔2026〕52号按“大量反复申请”结案，没有“要求说明理由”。
    怎么改：补录记录；确实没有要求过的，改按其他类型答复。
    """
    return f"{_listed(found.facts)} 按“大量反复申请”不予处理，没有要求申请人说明理由的记录"


@doubt("H107", Weight.NOTE, "数据质量提示，不是规定")
def figure_comes_from_one_unit(found: Doubt) -> str:
    """一个数大半来自一个单位。

    为什么：不是错误；一个单位用同一种理由特别多，值得抽几件看看答复书是不是雷同。
    例：“属于行政执法案卷”18 件中 15 件来自区综合行政执法局。
    怎么改：抽查；没有问题的，选“不再提示”。
    """
    whole, part, unit = (*found.facts, "", "", "")[:3]
    return f"{whole} 件中 {part} 件来自{unit}，可抽查"


@doubt("H108", Weight.WARNING, "区公开办审核")
def returned_point_is_open(found: Doubt) -> str:
    """退回时指出的问题还没有处理。

    为什么：退回的每一条都应当改过，或者写明为什么不改。
    例：退回“表三差 1 件”，重新报送时没有处理。
    怎么改：改好后点“已处理”，或者在批注里说明。
    """
    return f"退回时指出：{found.facts[0] if found.facts else ''}，还没有处理"


@doubt("H109", Weight.NOTE, "各单位报送情况")
def units_are_silent(found: Doubt) -> str:
    """有的单位没有报这个数。

    为什么：没有报不是零；少一个单位，全区的合计就还不能算。
    例：3 个单位没有填“行政强制”处理决定数量。
    怎么改：催报，或者请单位填上；确实没有这项职能的填 0。
    """
    return f"{_named(found.facts)} 没有数，合计还不能算"


@doubt("H110", Weight.ERROR, "政府信息公开条例（2019）第四十九条、第五十条")
def body_is_counted_by_nobody(found: Doubt) -> str:
    """有的单位办理的申请没有计入任何一份年报。

    为什么：年内撤销的单位、不单独报送的单位，它收到的申请也要有人统计，不然全区的数就少了。
    例：3月撤销的局，职能并入两个单位，没有登记由谁统计。
    怎么改：在“不单独报送”里选定由哪个单位统计；或者增加一份年报。
    """
    return f"{_named(found.facts)} 今年有申请，没有计入任何单位的年报"
