"""One spelling for what print shows alike: widths, radicals, brackets, quotes, traditional characters, broken encodings.

Folding is for comparing; what is kept and shown is always the text as printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

# The CJK Radicals Supplement is not folded by NFKC, and PDF fonts map real characters to it.
_RADICALS = dict(
    zip(
        "⺎⺠⺟⺫⺮⻅⻆⻉⻋⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⺁⺩⺷⻎⻏",
        "兀民母目竹见角贝车镸长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙厂王羊辶阝",
        strict=True,
    )
)
_QUOTES = dict.fromkeys("“”„‟＂«»「」『』〝〞", '"') | dict.fromkeys("‘’‚‛′＇", "'")
_BRACKETS = dict.fromkeys("（【〔［｛〈《﹝⟮", "(") | dict.fromkeys("）】〕］｝〉》﹞⟯", ")")
_DASHES = dict.fromkeys("—–―‒‐‑−－﹣─━", "-")
_STOPS = {"。": ".", "．": ".", "｡": ".", "、": "、", "，": ",", "﹐": ",", "：": ":", "；": ";", "﹪": "%", "％": "%"}
# Traditional characters of the labels, the headings and the titles: mirror sites print them.
_TRADITIONAL = dict(
    zip(
        "體況動開資訊處請條規範製發廢現項許罰強徵費採購總計與數單萬轉結辦續維護糾審復議訴訟經確認證獲據無應類權關業務會組織機構"
        "紙報編號責違屬國祕機禁穩質執隱營節團聽點學醫藥產財監檢驗見額決農鎮鄉縣區專題書長廳委農壓協記備階級連邊電視廣門戶網絡眾號間繼製複",
        "体况动开资讯处请条规范制发废现项许罚强征费采购总计与数单万转结办续维护纠审复议诉讼经确认证获据无应类权关业务会组织机构"
        "纸报编号责违属国秘机禁稳质执隐营节团听点学医药产财监检验见额决农镇乡县区专题书长厅委农压协记备阶级连边电视广门户网络众号间继制复",
        strict=True,
    )
)
# Raised and ringed digits are marks of footnotes, not figures: NFKC would make a figure of them.
_MARKS = dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿※†‡", MARK := "†")
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\xad"
_SAME_LENGTH = str.maketrans(_WIDE | _MARKS | _RADICALS | _QUOTES | _BRACKETS | _DASHES | _STOPS | _TRADITIONAL)
_ALL = _SAME_LENGTH | str.maketrans("", "", _INVISIBLE)
_NOT_A_WORD = re.compile(r"[^\w%]|_")
_ORDINAL = re.compile(r"^(?:\(?[一二三四五六七八九十]+[)、.,:]|\(?\d{1,2}[)、.,:])+")


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """`text` in one spelling. Lengths may change."""
    folded = text.translate(_ALL)
    if unicodedata.is_normalized("NFKC", folded):
        return folded
    return unicodedata.normalize("NFKC", folded).translate(_ALL)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """`text` in one spelling, and for each character of the result its place in `text`."""
    same = text.translate(_SAME_LENGTH)
    if unicodedata.is_normalized("NFKC", same) and not any(char in same for char in _INVISIBLE):
        return same, range(len(text))
    folded = [fold(char) for char in text]
    return "".join(folded), [place for place, new in enumerate(folded) for _ in new]


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A label for comparing: folded, without its ordinal, blanks, brackets and punctuation."""
    squeezed = "".join(fold(text).split())
    return _NOT_A_WORD.sub("", _ORDINAL.sub("", squeezed))


# Text in UTF-8 that was read as GBK: frequent pairs of it, and what a report must contain.
_MOJIBAKE = re.compile("鏀垮簻|淇℃伅|鍏紑|锛|銆|鐨|涓€|骞")


def is_mojibake(text: str) -> bool:
    """Whether the text looks like UTF-8 that somebody read as GBK."""
    return "信息公开" not in text and len(_MOJIBAKE.findall(text[:20_000])) >= 5


def mend_mojibake(text: str) -> str:
    """UTF-8 that was read as GBK, read again as far as its bytes survived."""
    return "".join(_mend_line(line) for line in text.splitlines(keepends=True))


def _mend_line(line: str) -> str:
    # Windows prints the lone byte 80 as €; a byte that was lost cannot come back.
    bytes_of = (b"\x80" if char == "€" else b"?" if char == "\ufffd" else char.encode("gb18030") for char in line)
    return b"".join(bytes_of).decode("utf-8", errors="replace")


@cache
def ordinal_of(label: str) -> str:
    """The digits that number a label of the form: 7 of 7.属于行政执法案卷, nothing of （一）予以公开."""
    found = re.match(r"^(\d+)", label)
    return found.group(1) if found else ""
