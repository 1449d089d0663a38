"""How dates, numbers of documents and names of organs are spelled in official documents; one spelling out of many."""

import re
from collections.abc import Iterator
from datetime import date

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANKS = dict.fromkeys([0xA0, 0x3000, 0x2002, 0x2003, 0x2009], " ")
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SPELL = {**_WIDE, **_BLANKS, **_UNSEEN}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d"
_BETWEEN = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}\d])|(?<=[\d]) +(?=[{_CJK}])")

_PART = re.compile(r"第[一二三四五六七八九十百零〇\d]+(?:[章节编条]|部分) ")  # the blank behind it stays

_ZERO = "〇○零Ｏ0OoО０"
_DIGITS = {**dict(zip("一二三四五六七八九", range(1, 10), strict=True)), **dict.fromkeys(_ZERO, 0), "元": 1}
DAY = re.compile(
    rf"(?P<year>\d{{4}}|[一二三四五六七八九{_ZERO}]{{4}})\s*年\s*"
    r"(?P<month>\d{1,2}|[元一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*日"
)
PLAIN_DAY = DAY.pattern.replace("?P<year>", "").replace("?P<month>", "").replace("?P<day>", "")  # groups without names
_DASHED_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{1,16})\s*[〔\[［【(（﹝{]\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕\]］】)）﹞}]\s*"
    r"(?:第)?\s*(?P<serial>\d{1,5})\s*号"
)
_PLAIN_NUMBER = re.compile(r"(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?第\s*(?P<serial>\d{1,4})\s*号")
_HOLLOW = re.compile(r"[\u4e00-\u9fff]*[〔\[［【(（]\s*(?:None|null)?\s*[〕\]］】)）]\s*(?:None|null)?\s*号?")
ORGAN_END = (
    "政府|办公室|办公厅|委员会|局|厅|部|院|署|处|所|中心|委|办|街道办事处|管委会|银行|总队|支队|大队|法院|检察院|公司|"
    "联合会|总工会|学校|学院|大学|医院|站|馆|协会|指挥部|领导小组|总局|分局|党组|党委|镇|乡|政协|人大常委会|常务委员会|科"
)
_ORGAN = re.compile(rf"(?:中共|共青团|国家|中国)?[\u4e00-\u9fff、（）]{{1,36}}(?:{ORGAN_END})(?:（[\u4e00-\u9fff]+）)?")
_NO_ORGAN = re.compile(
    r"^(?:关于|经|根据|按照|请|由|现|各|附|将|抄|联系|第|本|在|以|为|印发|和|及|是|有|对)|[，。；：]|的|工作"
)


def spell(text: str) -> str:
    """Digits, letters and blanks in one width; what nobody sees is left out. Signs stay as printed."""
    return text.translate(_SPELL)


def tidy(text: str) -> str:
    """One line as it is read: no blanks between Chinese, one between Latin words."""
    line = " ".join(spell(text).split())
    serial = _PART.match(line)
    return (serial[0] if serial else "") + _BETWEEN.sub("", line[serial.end() if serial else 0 :])


def number_of(word: str) -> int | None:
    """A number up to 99 in digits or in Chinese."""
    if word.isdecimal():
        return int(word)
    word = word.replace("廿", "二十").replace("卅", "三十").replace("两", "二")
    tens, ten, ones = word.rpartition("十")
    if any(char not in _DIGITS for char in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    head = _DIGITS[tens] * 10 if tens else 10 if ten else 0
    return head + (_DIGITS[ones] if ones else 0)


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of DAY says; None for one that no calendar has."""
    year = found["year"] if found["year"].isdecimal() else "".join(str(_DIGITS[char]) for char in found["year"])
    month, day = number_of(found["month"]), number_of(found["day"])
    return _day(int(year), month, day)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


def whole_day(text: str) -> date | None:
    """The day, where a text is nothing else; in any spelling, with or without a time behind it."""
    plain = re.sub(r"\s+\d{1,2}:\d{2}(?::\d{2})?$", "", spell(text).strip(" （）()"))
    found = DAY.fullmatch(re.sub(r"\s+", "", plain))
    if found:
        return day_of(found)
    dashed = _DASHED_DAY.fullmatch(plain.strip())
    return _day(*map(int, dashed.groups())) if dashed else None


def document_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Every number of a document in a text, in one spelling, with its place."""
    for found in NUMBER.finditer(text):
        yield _spelled(found), found.start(), found.end()


def _spelled(found: re.Match[str]) -> str:
    return f"{found['word']}〔{found['year']}〕{int(found['serial'])}号"


def whole_number(text: str) -> str:
    """The number of a document, where a line is nothing else: 青政发〔2026〕3号, 2026年第3号, 第12号; else ""."""
    plain = re.sub(r"\s+", "", spell(text)).strip("（）()")
    if found := NUMBER.fullmatch(plain):
        return _spelled(found)
    if found := _PLAIN_NUMBER.fullmatch(plain):
        return f"{found['year']}年第{int(found['serial'])}号" if found["year"] else f"第{int(found['serial'])}号"
    return ""


def is_hollow_number(text: str) -> bool:
    """A number without year and serial, as old platforms print it: 〔〕号."""
    return bool(_HOLLOW.fullmatch(re.sub(r"\s+", "", spell(text))))


def is_organ(text: str) -> bool:
    """Whether a short line is the name of an organ and nothing else."""
    plain = re.sub(r"\s+", "", text)
    return len(plain) <= 40 and bool(_ORGAN.fullmatch(plain)) and not _NO_ORGAN.search(plain)


def organs(text: str) -> tuple[str, ...]:
    """The names of organs that make up a line, parted by wide gaps or blanks; nothing where anything else is in it."""
    spelled = spell(text).strip()
    for parting in (r"\t+| {2,}|(?<=[局委厅部室府会])、", r"\s+"):
        parts = [re.sub(r"\s+", "", part) for part in re.split(parting, spelled) if part.strip()]
        if parts and all(map(is_organ, parts)):
            return tuple(parts)
    return ()
