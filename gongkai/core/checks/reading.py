"""Family R: what the reader was not sure of, in words. The reader gives facts; what they mean is written here."""

from gongkai.core import editions
from gongkai.core.checks.registry import doubt
from gongkai.core.findings import Doubt, Weight

READING = "读取规则：没有把握的数不当作读到"


@doubt("R101", Weight.WARNING, READING)
def cell_is_ambiguous(found: Doubt) -> str:
    """这一行有读不准的格子。

    为什么：数字连写、串行或者格子里不是数，能读成几个不同的数；宁可空着，也不猜。
    例：“693665”可以断成 69、3、665，也可以断成 6、93、665。
    怎么改：对照原件，在更正表里填上；或者换一份表格完整的文件再读。
    """
    printed = f"（原文“{found.facts[0]}”）" if found.facts and found.facts[0] else ""
    return f"读不准{printed}，请对照原件"


@doubt("R102", Weight.WARNING, READING)
def digits_were_cut_by_pattern(found: Doubt) -> str:
    """连写的数字是按整张表的规律断开的。

    为什么：这一行没有合计可以验证，只能看全表的规律（例如“本年增/减”各行都是0），所以要人看一眼。
    例：“3960181”断成 396、0、181。
    怎么改：对照原件；不对就在更正表里改。
    """
    printed, cut = (*found.facts, "", "")[:2]
    return f"“{printed}”按规律断成 {cut}，没有合计可以验证，请对照原件"


@doubt("R103", Weight.NOTE, READING)
def figure_was_displaced(found: Doubt) -> str:
    """有一个数字脱离了它的格子。

    为什么：转换文件时数字被挤到了别处；只有它正好补足这一行的合计时才放回去。
    例：“结转下年度”的总计“1”单独成了一行。
    怎么改：对照原件。
    """
    return f"“{found.facts[0] if found.facts else ''}”不在格子里，按合计放回了这里，请对照原件"


@doubt("R104", Weight.NOTE, READING)
def row_is_short(found: Doubt) -> str:
    """有的行少了格子。

    为什么：转换文件时丢了格子，丢的是哪一个看不出来；各种放法都一致的才算读到。
    例：七列只剩六个0。
    怎么改：对照原件补全。
    """
    rows = "、".join(found.facts[:4]) + (f"等 {len(found.facts)} 行" if len(found.facts) > 4 else "")
    return f"{rows}少了格子；看不出丢的是哪一个时，各种放法都一致的才算读到"


@doubt("R105", Weight.NOTE, READING)
def letter_stood_for_digit(_found: Doubt) -> str:
    """格子里印的是字母，按形近的数字读。

    为什么：扫描或者手误会把0写成O、把1写成l。
    例：“O”读作0。
    怎么改：对照原件，改成数字。
    """
    return "格子里印的是形似数字的字母，按数字读了，请对照原件"


@doubt("R106", Weight.WARNING, READING)
def picture_was_not_clear(found: Doubt) -> str:
    """扫描件上的这一格看不真切。

    为什么：字迹模糊、有污点或者压线，两遍识别结果不一样，或者把握不大。
    例：“8”和“3”在模糊的扫描件上很像。
    怎么改：对照原件的这一格；不对就更正。
    """
    printed = f"（识别为“{found.facts[0]}”）" if found.facts and found.facts[0] else ""
    return f"扫描件上看不真切{printed}，请对照原件"


@doubt("R201", Weight.NOTE, READING)
def edition_by_year(found: Doubt) -> str:
    """从表的样子看不出用的是哪一版格式。

    为什么：能区分两版格式的行缺失了，只能按年度推定。
    例：缺了一页，“其他处理”那几行不在。
    怎么改：补全表格。
    """
    number = editions.get(found.facts[0]).document_number
    return f"看不出是哪一版格式，按年度推定为 {number}"


@doubt("R202", Weight.NOTE, READING)
def body_not_in_title(found: Doubt) -> str:
    """标题里没有读到机关名称。

    为什么：机关名称要从标题读；从落款、正文或文件名推出来的可能不全。
    例：正文直接从“某某中心坚持以……”写起，没有标题。
    怎么改：标题写全“机关名称+年度+政府信息公开工作年度报告”。
    """
    body, origin = (*found.facts, "", "")[:2]
    return f"标题里没有机关名称，从{_ORIGINS[origin]}推定为“{body}”" if body else "没有读到机关名称"


@doubt("R203", Weight.NOTE, READING)
def year_not_in_title(found: Doubt) -> str:
    """标题里没有读到年度。

    为什么：年度决定用哪一版格式、几时到期。
    例：标题只有“政府信息公开工作年度报告”。
    怎么改：标题写明年度。
    """
    year, origin = (*found.facts, "", "")[:2]
    return f"标题里没有年度，从{_ORIGINS[origin]}推定为 {year} 年" if year else "没有读到是哪一年的报告"


@doubt("R204", Weight.NOTE, READING)
def file_needed_treatment(found: Doubt) -> str:
    """文件本身有毛病，读取时作了处理。

    为什么：编码错乱、带宏、经过转换的文件，读出来的内容可能不全。
    例：被当作GBK打开过的UTF-8文本。
    怎么改：尽量用原始的 Word 文件。
    """
    return found.facts[0] if found.facts else "文件经过处理后读取"


_ORIGINS = {"text": "正文", "name": "文件名", "title": "标题", "": "别处"}
