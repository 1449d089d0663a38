"""Noises on characters: radicals, traditional forms, invisible signs; and the encodings of a text as bytes."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

from collections.abc import Callable
from random import Random

from tests.wild.printed import Document

# Characters of the Kangxi and CJK radical blocks that look like the ordinary ones: a common leaving of PDF fonts.
RADICALS = {
    "一": "⼀", "二": "⼆", "人": "⼈", "自": "⾃", "工": "⼯", "大": "⼤", "行": "⾏", "文": "⽂", "生": "⽣", "用": "⽤", "立": "⽴", "小": "⼩",
    "方": "⽅", "日": "⽇", "月": "⽉", "力": "⼒", "止": "⽌", "比": "⽐", "面": "⾯", "非": "⾮", "首": "⾸", "手": "⼿", "十": "⼗", "八": "⼋", "又": "⼜",
    "门": "⻔", "长": "⻓", "见": "⻅",
}  # fmt: skip

TRADITIONAL = dict(
    zip(
        "报告开关业机构务织数总计规项许处罚强费购第条动现废销结转续办理国属严"
        "级审纪录该类个当应发对请复议诉讼经维纠无没须补证举权过执档询让进确认获举报投"
        "内号东车门长见与据单还这为义乡丰临举习书买产亲仅从仓众优会传伤伦体关兴养农决",
        "報告開關業機構務織數總計規項許處罰強費購第條動現廢銷結轉續辦理國屬嚴"
        "級審紀錄該類個當應發對請復議訴訟經維糾無沒須補證舉權過執檔詢讓進確認獲舉報投"
        "內號東車門長見與據單還這為義鄉豐臨舉習書買產親僅從倉眾優會傳傷倫體關興養農決",
        strict=True,
    )
)


def radicals(document: Document, rng: Random) -> None:
    """Radicals for characters."""
    share = rng.choice((1.0, 0.5))
    chosen = {ord(char): sign for char, sign in RADICALS.items() if rng.random() < share}
    document.write(lambda text: text.translate(chosen))


def traditional(document: Document, rng: Random) -> None:
    """A mirror in traditional characters."""
    table = str.maketrans(TRADITIONAL)
    document.write(lambda text: text.translate(table))
    document.bodies |= {body.translate(table) for body in document.bodies}


def invisible(document: Document, rng: Random) -> None:
    """Zero-width blanks, byte-order marks, soft hyphens and direction marks among the characters."""
    signs = ("\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060")

    def sprinkled(text: str) -> str:
        at = rng.randint(0, len(text))
        return text[:at] + rng.choice(signs) + text[at:] if text and rng.random() < 0.4 else text

    document.write(sprinkled)


def wide_blanks(document: Document, rng: Random) -> None:
    """Paragraphs are indented, headings and titles padded with blanks that are none of ASCII's."""
    pad = rng.choice(("\u3000\u3000", "\xa0\xa0\xa0\xa0", "\t", "    ", "&#12288;&#12288;"[:0] + "\u2003"))
    for text in document.texts():
        text.text = pad + text.text + rng.choice(("", " ", "\xa0", "\u3000"))


def gaps(document: Document, rng: Random) -> None:
    """Blanks between Chinese characters, and around digits, as tools that read PDF put them."""

    def gapped(text: str) -> str:
        return "".join(char + " " if char > "\u2e80" and rng.random() < 0.06 else char for char in text)

    for text in document.texts():
        text.text = gapped(text.text)
    for line in document.lines():
        line.label, line.groups = gapped(line.label), [gapped(group) for group in line.groups]


NOISES = {each.__name__: each for each in (radicals, traditional, invisible, wide_blanks, gaps)}

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8-bom": lambda text: text.encode("utf-8-sig"),
    "gbk": lambda text: text.encode("gb18030"),
    "utf-16-bom": lambda text: text.encode("utf-16"),
    "utf-16-be-bom": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode("gb18030"),
    "half-a-character": lambda text: text.encode("gb18030")[:-1] if text[-1:] > "\x7f" else text.encode("gb18030"),
}


def encoded(text: str, rng: Random) -> bytes:
    """The text as bytes: mostly UTF-8, often GBK, sometimes UTF-16."""
    return ENCODINGS[rng.choices(list(ENCODINGS), [50, 8, 18, 5, 2, 10, 3, 2])[0]](text)
