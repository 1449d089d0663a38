"""Noises on labels and heads: abbreviated, misspelt, cut, spaced out, numbered otherwise. What may be read stays the same."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

from random import Random

from tests.wild.printed import Box, Document, Line

SHORT = {
    "部分公开（区分处理的，只计这一情形，不计其他情形）": ("部分公开", "部分公开（区分处理的）", "部分公开（区分处理的，只计这一情形"),
    "本年新收政府信息公开申请数量": ("本年新", "本年新收", "本年新收申请数量", "本年新收政府信息公开申请"),
    "上年结转政府信息公开申请数量": ("上年结转", "上年结转申请数量", "上年结转政府信息公开申请"),
    "结转下年度继续办理": ("结转下年度", "结转下年度办理", "结转下年"),
    "本机关不掌握相关政府信息": ("本机关不掌握", "不掌握相关政府信息"),
    "没有现成信息需要另行制作": ("没有现成信息", "需要另行制作"),
    "补正后申请内容仍不明确": ("补正后仍不明确", "补正后申请内容仍不"),
    "信访举报投诉类申请": ("信访举报投诉类", "信访举报投诉"),
    "要求提供公开出版物": ("要求提供出版物", "提供公开出版物"),
    "无正当理由大量反复申请": ("大量反复申请", "无正当理由反复申请"),
    "要求行政机关确认或重新出具已获取信息": ("要求确认或重新出具", "要求行政机关确认或重新出具"),
    "其他法律行政法规禁止公开": ("其他法律法规禁止公开", "法律行政法规禁止公开"),
    "危及“三安全一稳定”": ("三安全一稳定", "危及“三安全"),
    "保护第三方合法权益": ("保护第三方权益", "第三方合法权益"),
    "属于三类内部事务信息": ("三类内部事务信息", "属于三类内部事务"),
    "属于四类过程性信息": ("四类过程性信息", "属于过程性信息"),
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": ("申请人无正当理由逾期不补正", "逾期不补正"),
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": ("申请人逾期未缴纳费用", "逾期未按收费通知要求缴纳费用"),
    "其他对外管理服务事项": ("其他对外管理服务", "对外管理服务事项"),
    "行政事业性收费": ("事业性收费", "行政事业收费"),
    "政府集中采购": ("集中采购", "政府采购"),
    "本年度办理结果": ("办理结果", "本年度办理"),
    "行政规范性文件": ("规范性文件",),
}  # fmt: skip

MISSPELT = (
    ("掌握", "掌据"), ("秘密", "密秘"), ("禁止", "止"), ("法规禁止", "止"), ("过程性", "程性"), ("执法案卷", "执法卷"), ("查询", "查寻"), ("举报", "举抱"),
    ("重复", "重覆"), ("反复", "返复"), ("予以", "于以"), ("不予", "不于"), ("确认", "确定"), ("补正", "补证"), ("缴纳", "交纳"), ("办理", "办里"),
    ("规范性", "规范"), ("维持", "维特"), ("纠正", "纠证"), ("尚未审结", "尚未审理"), ("第三方", "第三人"),
)  # fmt: skip


def _figure_lines(document: Document) -> list[Line]:
    return [line for table in document.tables() for line in table.rows() if line.label]


def abbreviated(document: Document, rng: Random) -> None:
    """Some labels shorter than on the form."""
    share = rng.choice((0.2, 0.6, 1.0))
    for line in _figure_lines(document):
        line.label = _shortened(line.label, rng) if rng.random() < share else line.label
        line.groups = [_shortened(group, Random(group)) for group in line.groups] if share == 1.0 else line.groups


def _shortened(label: str, rng: Random) -> str:
    for full, short in SHORT.items():
        if label.endswith(full):
            return label.removesuffix(full) + rng.choice(short)
    return label


def misspelt(document: Document, rng: Random) -> None:
    """A few labels with a wrong or a missing character."""
    for right, wrong in rng.sample(MISSPELT, 6):
        for line in document.lines():
            line.label = line.label.replace(right, wrong, 1)
            line.groups = [group.replace(right, wrong, 1) for group in line.groups]


def dropped(document: Document, rng: Random) -> None:
    """One or two characters are gone from the middle of long labels."""
    lines = _figure_lines(document)
    for line in rng.sample(lines, min(5, len(lines))):
        if len(line.label) >= 9:
            at, gone = rng.randint(4, len(line.label) - 3), rng.randint(1, 2)
            line.label = line.label[:at] + line.label[at + gone :]


def our_unit(document: Document, rng: Random) -> None:
    """本机关 reads 本单位, 本局, 我单位."""
    word = rng.choice(("本单位", "本单位", "本局", "我单位", "本行政机关"))
    document.write(lambda text: text.replace("本机关不", f"{word}不"))


def spaced(document: Document, rng: Random) -> None:
    """Short labels are padded to one width: 规 章, 总  计, 商 业 企 业."""
    gap = rng.choice((" ", "  ", "\u3000", "\xa0"))
    for line in document.lines():
        line.label = gap.join(line.label) if len(line.label) in (2, 3, 4) else line.label
        for box in line.boxes:
            box.text = gap.join(box.text) if box.is_label and len(box.text) <= 4 else box.text


def wrapped_heads(document: Document, rng: Random) -> None:
    """Heads broken over lines: 社会/公益/组织."""
    for line in document.lines():
        for box in line.boxes:
            if box.is_label and line.kind == "heads" and len(box.text) in (4, 6):
                box.text = "\n".join(box.text[i : i + 2] for i in range(0, len(box.text), 2))


def upright_groups(document: Document, rng: Random) -> None:
    """Group labels one character a line."""
    for line in document.lines():
        line.groups = ["\n".join(group) for group in line.groups]


def other_ordinals(document: Document, rng: Random) -> None:
    """1. reads 1、 or 1． or （1）; （一） reads (一) or 一."""
    inner, outer = (
        rng.choice(("{}．", "{}、", "（{}）", "({})", "{} . ", "{}.\xa0", "{} ")),
        rng.choice(("({})", "（{}） ", "({}) ", "{}.")),
    )

    def renumbered(label: str) -> str:
        if label[:1].isdigit() and label[1:2] == ".":
            return inner.format(label[0]) + label[2:]
        return outer.format(label[1]) + label[3:] if label[:1] == "（" and label[2:3] == "）" else label

    for line in document.lines():
        line.label, line.groups = renumbered(line.label), [renumbered(group) for group in line.groups]


def no_ordinals(document: Document, rng: Random) -> None:
    """Numbers set by the word processor are lost with its automatic numbering."""
    for line in document.lines():
        if line.label[:1].isdigit():
            line.label = line.label[2:]


def half_width(document: Document, rng: Random) -> None:
    """Brackets, commas, quotes and colons of the other width."""
    document.write(lambda text: text.translate(str.maketrans("（），：“”", '(),:""')))


def other_quotes(document: Document, rng: Random) -> None:
    """Quotes of another kind or none."""
    pair = rng.choice(("「」", "＂＂", "‘’", "《》", ""))
    document.write(lambda text: text.translate({ord(each): pair[i : i + 1] for i, each in enumerate("“”")}))


def unit_heads(document: Document, rng: Random) -> None:
    """Heads and block titles with more words than the form: 本年制发件数（件）, 《条例》第二十条第一项."""
    tail, form = rng.choice(("（件）", "(件/项)", "")), rng.choice(("《条例》{}", "{}：", "{} 主动公开情况", "{}"))
    for line in document.lines():
        for box in line.boxes:
            _reword(line, box, tail, form)


def _reword(line: Line, box: Box, tail: str, form: str) -> None:
    if line.kind == "title":
        box.text = form.format(box.text)
    elif line.kind == "heads" and box.text.endswith("数量"):
        box.text += tail


NOISES = {
    each.__name__: each
    for each in (
        abbreviated, misspelt, dropped, our_unit, spaced, wrapped_heads, upright_groups, other_ordinals, no_ordinals, half_width,
        other_quotes, unit_heads,
    )
}  # fmt: skip
