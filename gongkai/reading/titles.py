"""Whose report it is, for which year, published when; and the texts of its parts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.core.reports import Heading, tidy
from gongkai.reading.fold import fold
from gongkai.reading.headings import Headings
from gongkai.reading.lines import Line
from gongkai.reading.pages import Pages

_SUBJECT = r"(?:政府信息(?:主动)?公开|政务(?:信息)?公开|信息公开)"
_YEAR = r"(?P<year>20\d{2}|二[〇○Ο零0][〇○一二三零0][〇○零0一二三四五六七八九])"
_NAME = r"[\u3400-\u9fff\U00020000-\U0003ffff()·]{2,40}?"
_REPORT = r"(?:报告|年报)"
_TITLES = (
    re.compile(
        rf"(?P<body>{_NAME})(?:关于)?(?:公布|发布|印发)?{_YEAR}年(?:度|全年)?(?:的)?{_SUBJECT}.{{0,8}}{_REPORT}"
    ),
    re.compile(rf"{_YEAR}年度?(?P<body>(?!度|{_SUBJECT}){_NAME}){_SUBJECT}.{{0,8}}{_REPORT}"),
    re.compile(rf"(?P<body>{_NAME}){_SUBJECT}(?:工作)?{_YEAR}年度?.{{0,4}}{_REPORT}"),
    re.compile(rf"(?P<body>{_NAME}){_SUBJECT}(?:工作)?年度?{_REPORT}\({_YEAR}年?度?\)"),
    re.compile(rf"(?P<body>){_YEAR}年度?{_SUBJECT}.{{0,8}}{_REPORT}"),
)
_ORGAN = (
    r"(?:人民政府|政府|办公室|办公厅|委员会|管委会|街道办事处|办事处|街道|中心|执法局|分局|总局|局|厅|委|院|署|[镇乡]|"
    r"实验区|开发区|高新区|新区|度假区|总队|支队|大队|协会|联合会|集团|公司)"
)
_LEAD = re.compile(r"^(?:标题|题目|名称|文件名)[:：]?|[\[\]【】].*?[\]】]|^当前位置.*?年报\s*")
_SUBJECT_OF_SENTENCE = re.compile(
    rf"^(?P<body>[\u3400-\u9fff\U00020000-\U0003ffff]{{2,24}}?{_ORGAN})(?=坚持|认真|严格|按照|根据|依据|深入|高度|在|以|,|始终|紧紧|全面|切实)"
)
_SELF = re.compile(rf"(?:公布|公开|发布)(?P<body>[\u3400-\u9fff\U00020000-\U0003ffff]{{2,24}}?{_ORGAN}){_YEAR}年")
_DAY = r"(?P<y>20\d{2})\s*[年\-./]\s*(?P<m>\d{1,2})\s*[月\-./]\s*(?P<d>\d{1,2})\s*日?"
_DATE = re.compile(_DAY)
_MONTH = re.compile(r"(?P<y>20\d{2})\s*年\s*(?P<m>\d{1,2})\s*月(?!\s*\d)")
_PUBLISHED = re.compile(rf"(?:发布|公布|公开|发文|印发|成文|更新)?(?:日期|时间)\s*:\s*{_DAY}")
_PERIOD = re.compile(r"(?:期限|期间|时间|周期).{0,12}?(20\d{2})\s*年\s*1\s*月\s*1\s*日")
_LONGEST_TITLE = 90
_FIRST_LINES = 3
_CHINESE_DIGITS = str.maketrans("〇○Ο零一二三四五六七八九", "0000123456789")


@dataclass(slots=True)
class Titled:
    """Body, year, date; how the body and the year were found ("title", "text", "name" or "")."""

    body: str = ""
    year: int | None = None
    body_from: str = ""
    year_from: str = ""
    published_on: date | None = None
    dated: str = ""


@dataclass(slots=True)
class Texts:
    """The texts of preface and parts, and the headings as printed."""

    texts: dict[str, str]
    headings: tuple[Heading, ...]


# ── body, year, date ────────────────────────────────────────────────────────────────────────────────────────────────


def titled(rest: Sequence[Line], pages: Pages, name: str) -> Titled:
    """Whose report and for which year: from the title; failing that from the text; failing that from the file's name."""
    squeezed = [_squeeze(line.text) for line in rest if line.text.strip()]
    found = Titled()
    _from_title(found, [_squeeze(pages.title), *squeezed[:60]])
    _from_text(found, squeezed)
    _from_title(found, [_squeeze(name.rsplit("/", 1)[-1].rsplit(".", 1)[0])], origin="name")
    if found.body:
        found.body = _with_province(found.body, squeezed)
    _date(found, rest, pages)
    return found


def _squeeze(text: str) -> str:
    return "".join(fold(text).split())


def _from_title(found: Titled, squeezed: Sequence[str], *, origin: str = "title") -> None:
    texts = [_LEAD.sub("", text) for text in squeezed]
    for at in range(len(texts)):
        for many in (1, 2, 3):
            joined = "".join(texts[at : at + many])
            if len(joined) > _LONGEST_TITLE and many == 1 and at < _FIRST_LINES:
                joined = joined[:_LONGEST_TITLE]  # the whole report in one line begins with its title
            if len(joined) <= _LONGEST_TITLE and _take_title(found, joined, texts[at - 1] if at else "", origin):
                return


def _take_title(found: Titled, text: str, before: str, origin: str) -> bool:
    for pattern in _TITLES:
        match = pattern.search(text)
        if not match:
            continue
        body = match["body"] or (before if _is_organ(before) else "")
        if not found.body and _is_name(body):
            found.body, found.body_from = _clean_name(body), origin
        if found.year is None:
            found.year, found.year_from = int(match["year"].translate(_CHINESE_DIGITS)), origin
        if found.body:
            return True
    return False


def _is_organ(text: str) -> bool:
    return bool(re.fullmatch(rf"[\u3400-\u9fff\U00020000-\U0003ffff()·]{{1,38}}{_ORGAN}", text))


def _is_name(text: str) -> bool:
    return bool(text) and not re.search(r"根据|按照|以及|现将|现公布|关于|附件|首页", text)


def _clean_name(text: str) -> str:
    name = re.sub(r"^(?:关于|索引号|发布机构|来源)|关于$|的$", "", text)
    # What stands before the name in one line with it: [打印] [关闭], a number, a crumb.
    name = re.split(r"^.*\((?:打印|关闭|大|中|小|字号|返回).*?\)|^[)\s]+", name)[-1]
    return name.replace("(", "（").replace(")", "）")


def _from_text(found: Titled, squeezed: Sequence[str]) -> None:
    if found.year is None:
        whole = "\n".join(squeezed)
        period = _PERIOD.search(whole)
        years = Counter(re.findall(r"(20\d{2})年", whole))
        if period:
            found.year, found.year_from = int(period[1]), "text"
        elif years:
            found.year, found.year_from = int(years.most_common(1)[0][0]), "text"
    if found.body:
        return
    signature = [text for each in squeezed[-6:] if _is_organ(text := _DATE.sub("", _western(each)))]
    sentence = next(
        (m["body"] for text in squeezed[:12] for p in (_SELF, _SUBJECT_OF_SENTENCE) if (m := p.search(text))), ""
    )
    body = signature[-1] if signature else sentence
    if body:
        found.body, found.body_from = _clean_name(body), "text"


def _with_province(body: str, squeezed: Sequence[str]) -> str:
    """洪泽区人民政府, where the same text calls it 淮安市洪泽区人民政府."""
    if not re.search(r"[区县旗]", body[:8]) or re.search(r"[省市州盟]", body[:6]):
        return body
    joining = "由与和及向在为是请"
    above_it = rf"((?:(?![{joining}])[\u3400-\u9fff\U00020000-\U0003ffff]){{2,3}}[市州盟])"
    pattern = re.compile(rf"(?:^|[^\u3400-\u9fff\U00020000-\U0003ffff]|[{joining}]){above_it}{re.escape(body)}")
    above = Counter(match[1] for text in squeezed for match in pattern.finditer(text))
    return above.most_common(1)[0][0] + body if len(above) == 1 else body


def _date(found: Titled, rest: Sequence[Line], pages: Pages) -> None:
    texts = [fold(line.text) for line in rest if line.text.strip()]
    stated = [m for text in [f"日期:{fold(pages.dated)}", *texts[:40], *texts[-8:]] for m in _PUBLISHED.finditer(text)]
    closing = [m for text in texts[-8:] if _may_close(text) for m in _DATE.finditer(_western(text))]
    for match in (*stated, *reversed(closing)):
        day = _day(match)
        if day and (found.year is None or found.year <= day.year <= found.year + 3):
            found.published_on, found.dated = day, match.group().split(":", 1)[-1].strip()
            return
    months = [m for text in texts[-4:] if _may_close(text) for m in _MONTH.finditer(_western(text))]
    if months:
        found.dated = "".join(months[-1].group().split())


def _may_close(text: str) -> bool:
    """Whether a line can be the date under a report: no sentence, and not a period."""
    return len(text) < 60 and not re.search(r"[。;]|[自从至]\s*20\d\d|截至|期限|以来", text)


def _western(text: str) -> str:
    """二〇二二年一月二十日 as 2022年1月20日."""

    def number(match: re.Match[str]) -> str:
        return str(chinese_number(match.group()))

    text = re.sub(r"[〇○Ο零一二三四五六七八九]{4}(?=年)", lambda m: m.group().translate(_CHINESE_DIGITS), text)
    return re.sub(r"[一二三四五六七八九十]+(?=[月日])", number, text)


def chinese_number(text: str) -> int:
    """A Chinese numeral below one hundred."""
    tens, ten, ones = text.rpartition("十")
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")}
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def texts_of(rest: Sequence[Line], title: Titled, *, is_wrapped: bool) -> Texts:
    """The preface and the six parts, as paragraphs; the title, the date and the signature are not text.

    `is_wrapped` says that a line may end in mid-sentence, as in text files.
    """
    texts: dict[str, list[str]] = {"preface": []}
    parts = Headings(line.text for line in rest)
    headings: list[Heading] = []
    part = "preface"
    for line in rest:
        if (next_part := parts.of(line.text)) is not None:
            part = next_part
            headings.append(Heading(part, tidy(line.text)))
            texts.setdefault(part, [])
        elif text := tidy(line.text):
            texts[part].append(text)
    _drop_title(texts["preface"], title)
    _drop_signature(texts[part], title)
    whole = {key: _rejoined(lines) if is_wrapped else lines for key, lines in texts.items() if lines}
    return Texts({key: "\n".join(lines) for key, lines in whole.items()}, _without_contents(headings))


_SENTENCE = 16  # characters: a shorter line is no sentence that could go on
_BEGINS = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|[-·•●■◆]|图\s*\d|表\s*\d|第[一二三四五六七八九十]|注[:：])"
)


def _rejoined(lines: Sequence[str]) -> list[str]:
    """Sentences that a line end or a page break cut, made whole again."""
    found: list[list[str]] = []
    length = 0  # of the sentence that is open
    for line in lines:
        if found and length >= _SENTENCE and found[-1][-1][-1] not in "。！？；：.!?;:" and not _BEGINS.match(line):
            found[-1].append(line)
            length += len(line)
        else:
            found.append([line])
            length = len(line)
    return [tidy(" ".join(sentence)) for sentence in found]


def _without_contents(headings: list[Heading]) -> tuple[Heading, ...]:
    """The headings without those of a table of contents: of equal texts the last stands."""
    last = {heading.text: at for at, heading in enumerate(headings)}
    return tuple(heading for at, heading in enumerate(headings) if last[heading.text] == at)


def _drop_title(preface: list[str], title: Titled) -> None:
    while preface and len(preface[0]) < 60 and _is_title_line(preface[0], title):
        preface.pop(0)


def _is_title_line(text: str, title: Titled) -> bool:
    squeezed = _squeeze(text)
    return (
        any(pattern.fullmatch(squeezed) for pattern in _TITLES)
        or bool(re.fullmatch(rf"(?:工作)?年度报告|.{{0,30}}{_SUBJECT}工作", squeezed))
        or (bool(title.body) and squeezed.replace("(", "（").replace(")", "）") in (title.body, title.body[3:]))
        or bool(
            re.match(
                r"^(?:发布|公布)(?:日期|时间|机构)|^(?:来源|文号|栏目|索引号|标题|原文链接)[:：]|^=+|^正文$", squeezed
            )
        )
    )


def _drop_signature(last: list[str], title: Titled) -> None:
    while last and len(last[-1]) < 60 and _is_signature(last[-1], title):
        last.pop()


def _is_signature(text: str, title: Titled) -> bool:
    squeezed = _western(_squeeze(text))
    without_date = _MONTH.sub("", _DATE.sub("", squeezed))
    return (without_date != squeezed and len(without_date) <= 30 and "。" not in text and ":" not in without_date) or (
        bool(title.body) and _clean_name(squeezed) in (title.body, title.body[3:])
    )
