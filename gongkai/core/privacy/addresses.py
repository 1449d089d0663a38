"""Where somebody lives, down to the door: told from the doors of offices by its label or its words."""

import re
from collections.abc import Iterator

from gongkai.core.privacy import words
from gongkai.core.privacy.numbers import Place

_HAN = "\u4e00-\u9fff"
_N = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}"
_PART = rf"[{_HAN}0-9A-Za-z#、-]"
# A door: building and room, unit and room, group and number, courtyard and room.
_HOUSE = rf"(?:{_N}[ ]?(?:号楼|栋|幢|座|#楼|#|号院|楼|排|单元)[ ]?-?){{1,3}}(?:{_N}层)?[ ]?"
_ROOM = r"[0-9A-Za-z东西南北中一二三四五六七八九十]{1,6}(?:室|户|号(?!楼|院|线|机))"
_DOOR = re.compile(
    rf"{_HOUSE}{_ROOM}|[组社队][ ]?{_N}号(?!楼|线)|{_N}(?:号楼|栋|幢|#楼|#)[ ]?-?{_N}单元(?![{_HAN}])"
    r"|(?:小区|花园|公寓|家园|新村|苑)[ ]?\d{1,3}-\d{1,2}-\d{3,4}"
)
_HEAD = re.compile(rf"[{_HAN}0-9A-Za-z#-]{{2,36}}$")
_LABEL = re.compile(
    rf"(?<!单位)(?<!办公)(?:{words.label(words.LABELS['home'])})[ \t]{{0,3}}[:为是在于]{{0,2}}[ \t\n]{{0,3}}(?P<at>{_PART}{{4,60}})"
)
_FINE = re.compile(rf"^.*(?:{_N}[ ]?(?:号|室|组|户|单元|栋|幢|号楼|附\d)|\d-\d{{1,2}}-\d{{3,4}})")
_PLACE = re.compile(r"省|市|区|县|镇|乡|街道|村|路|街|社区|小区|大道|巷|胡同|里|苑|园|庄|屯|寨|公寓|弄")
_WHO = r"(?=(?:村民|居民|农户|贫困户|低保户)[\u4e00-\u9fff]|[,、 ]?(?:户主|申请人|低保户))"
_GROUP = re.compile(rf"(?:村|社区)[ ]?{_N}[组社队]{_WHO}")
_BEFORE = ("家住", "现住", "住在", "住址", "居住在", "居住于", "位于", "租住", "租住在", "租住于", "暂住", "住", "来到")
_BEFORE_TOO = ("走进", "送至", "送到", "寄至", "地址为", "地址", "是", "为", "于", "在", "从", "到", "到达", "至")
_STARTS = re.compile(f"^.*{words.one_of((*_BEFORE, *_BEFORE_TOO))}(?=.{{4}})")


def find(text: str) -> Iterator[Place]:
    """The places of home addresses in a folded text."""
    taken = -1
    for match in _LABEL.finditer(text):
        kept = _FINE.match(match["at"])
        if kept and _PLACE.search(kept[0]) and not (_is_short(match) and words.has(kept[0], "office_place")):
            yield "address", match.start("at"), match.start("at") + kept.end()
            taken = match.start("at") + kept.end()
    for match in _DOOR.finditer(text):
        start = _begin(text, match.start())
        if match.end() > taken and _is_home(text, start, match):
            yield "address", start, match.end()
    for match in _GROUP.finditer(text):
        yield "address", _begin(text, match.start()), match.end()


def _is_short(match: re.Match[str]) -> bool:
    """「住」 alone is a weak label: 「入住」, 「住房」."""
    return match[0].startswith(("住房", "房屋", "收件", "暂住", "租住", "住在")) or not match[0].startswith(
        ("家", "住址", "现", "户", "常住", "居住", "经常", "申请人", "身份证", "个人", "本人")
    )


def _begin(text: str, at: int) -> int:
    """Where the address that ends in a door begins."""
    head = _HEAD.search(text[max(0, at - 36) : at])
    return _trimmed(text, at - len(head[0]), at) if head else at


def _trimmed(text: str, start: int, end: int) -> int:
    lead = _STARTS.match(text[start:end])
    return start + (lead.end() if lead else 0)


def _is_home(text: str, start: int, door: re.Match[str]) -> bool:
    """Words of a dwelling, and none of an office before the door or in its name."""
    address = text[start : door.end()]
    around = text[max(0, start - 12) : start]
    if (
        words.has(address, "office_place")
        or words.has(around, "office_place")
        or words.has(text[door.end() : door.end() + 8], "office_place")
    ):
        return False
    return words.has(address, "home_place")
