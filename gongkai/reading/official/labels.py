"""The table of metadata above a document on a site or a processing sheet (索引号, 发文机关 …): labels and what they say."""

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.official.pieces import Piece
from gongkai.reading.official.spelling import tidy

# One name for each of the spellings that sites use.
_SPELLINGS = {
    "索引号": "索引号|信息索引号|索引",
    "标题": "标题|名称|信息名称|文件名称|文件标题",
    "发文机关": "发文机关|发文单位|发布机构|发布机关|发布单位|制发机关|公开主体|信息来源|来源|责任部门|印发机关|制定机关",
    "发文字号": "发文字号|文号|发文文号|文件编号|文件号|公文字号|字号",
    "成文日期": "成文日期|生成日期|发文日期|成文时间|制发日期|签发日期|印发日期",
    "发布日期": "发布日期|公开日期|发布时间|公布日期|公开时间|发文时间",
    "主题分类": "主题分类|信息分类|主题|组配分类|分类|体裁分类|公开类别",
    "有效性": "有效性|效力状态|效力|时效性|有效状态|文件状态|是否有效",
    "施行日期": "施行日期|生效日期|实施日期|执行日期|生效时间|施行时间",
    "失效日期": "失效日期|有效期至|截止日期|失效时间|终止日期|有效期限|有效期",
    "废止日期": "废止日期|废止时间",
    "主题词": "主题词|关键词|关键字",
    "内容概述": "内容概述|内容摘要|摘要|概述|内容简介",
    "公开属性": "公开属性|公开方式|信息公开选项|公开选项|公开形式|公开类型",
    "统一编号": "统一编号|统一登记号|规范性文件统一编号|登记号",
}
_NAME_OF = {spelling: name for name, every in _SPELLINGS.items() for spelling in every.split("|")}
_LONGEST_FIRST = sorted(_NAME_OF, key=len, reverse=True)
_LABEL = "|".join(r"\s*".join(each) for each in _LONGEST_FIRST)
_AT = re.compile(
    rf"(?:^|(?<=[\s\]】]))[\[【]?\s*({_LABEL})\s*[\]】]?\s*[:：]\s*|(?:^|(?<=\s))[\[【]\s*({_LABEL})\s*[\]】]\s*"
)
_TOP = 40  # pieces in which such labels may stand


def labels(pieces: Sequence[Piece]) -> tuple[dict[str, str], list[Piece]]:
    """What the labels say, and the pieces without them. A single label is not taken for a table of them."""
    found: dict[str, str] = {}
    kept: list[Piece] = []
    taken = 0
    for at, piece in enumerate(pieces):
        pairs = list(_pairs(piece)) if at < _TOP else []
        if pairs:
            taken += len(pairs)
            for name, value in pairs:
                if not found.get(name):
                    found[name] = value
        else:
            kept.append(piece)
    return (found, kept) if taken >= 2 else ({}, list(pieces))


def _pairs(piece: Piece) -> Iterator[tuple[str, str]]:
    if piece.rows:
        pairs = [pair for row in piece.rows for pair in _of_row(row)]
        known = {name for name, _ in pairs}
        yield from pairs if len(known) >= 2 else ()
        return
    yield from _of_line(piece.raw.strip())


def _of_row(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    cells = list(row)
    at = 0
    while at < len(cells):
        inline = list(_of_line(cells[at]))
        name = _name(cells[at])
        if name:
            value = next((cell for cell in cells[at + 1 :] if cell), "") if at + 1 < len(cells) else ""
            yield name, "" if _name(value) else value
        elif inline:
            yield from inline
        at += 1


def _name(cell: str) -> str:
    return _NAME_OF.get(re.sub(r"[\s:：\[\]【】]", "", cell), "")


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    places = list(_AT.finditer(line))
    if not places or places[0].start() != 0 or len(line) > 400:
        return
    ends = [place.start() for place in places[1:]] + [len(line)]
    for place, end in zip(places, ends, strict=True):
        name = _NAME_OF[re.sub(r"\s", "", place[1] or place[2])]
        yield name, tidy(line[place.end() : end])
