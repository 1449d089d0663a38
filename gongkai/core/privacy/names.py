"""Names of persons: only where a label, a sex, a form of address or a number beside them says so; else no more than a hint."""

import re
from collections.abc import Iterator, Sequence

from gongkai.core.privacy import words
from gongkai.core.privacy.numbers import Place

HAN = "\u4e00-\u9fff"
_SURNAMES = words.plain("surnames")
_SHY = frozenset(words.plain("shy_surnames"))
_COMPOUND = words.one_of(words.listed("compound_surnames"))
_NOT_NAMES = re.compile(words.one_of(words.listed("not_names")))
_STRICT = frozenset(words.plain("not_in_names"))
_NO_LAST = frozenset("区县市镇乡街局委办部厅校司厂署站所队村组社店行省州会号年月日元户者某病症费额")
_FOLLOWS = words.one_of(words.listed("after_names"))
_MASKED = frozenset("某×*xX＊")

_SURNAME = f"(?:{_COMPOUND}|[{_SURNAMES}])"
_BOUND = f"(?![{HAN}]|[某×*＊])"
_ETHNIC = f"[{HAN}]{{2,8}}[·•・][{HAN}]{{2,10}}(?:[·•・][{HAN}]{{2,8}})?"
_FULL = re.compile(
    f"{_ETHNIC}{_BOUND}|{_SURNAME}(?:[{HAN}]{{1,2}}(?={_FOLLOWS}|{_BOUND})| {{1,4}}[{HAN}](?: {{1,2}}[{HAN}])?{_BOUND})"
)
_LABEL = words.label(words.LABELS["name"])
_NOTE = r"(?:\([^()\n]{0,12}\))?"
_LABELLED = re.compile(rf"(?P<label>{_LABEL}){_NOTE}[ \t]{{0,4}}(?P<sign>[:]|\r?\n|[ \t])?[ \t]{{0,4}}(?=[{HAN}])")
_NEXT = re.compile(r"[ \t]{0,2}[、,/;和与及][ \t]{0,2}")
_SEX = re.compile(
    rf"(?<![{HAN}])(?P<name>{_ETHNIC}|{_SURNAME}(?:[{HAN}]{{1,2}}| {{1,4}}[{HAN}]))[ ]?[,、(/ \t][ ]?(?:男|女)(?![{HAN}])"
)
_NUMBER = re.compile(
    rf"(?<![{HAN}])(?P<name>{_SURNAME}(?:[{HAN}]{{1,2}}| {{1,4}}[{HAN}]))[ ]?[,、(:\t ]{{0,3}}"
    r"(?:(?:居民|公民)?身份证(?:号码|号)?|身份号码)?[:为 ]{0,3}(?=[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx])"
)
_PUPIL = re.compile(rf"(?P<name>{_SURNAME}[{HAN}]{{1,2}})小朋友")
_CALL = re.compile(rf"{words.one_of(words.LABELS['call'])}(?=[{HAN}])")
_HONOUR = re.compile(
    rf"(?P<name>{_SURNAME}[{HAN}]{{1,2}})(?:同志|先生|女士|老人|大爷|大妈|大娘|奶奶|爷爷|阿姨|婆婆|夫妇|夫妻|同学|一家|本人)"
)
_VERBS = words.one_of(
    (
        "提出",
        "反映",
        "不服",
        "认为",
        "称",
        "诉",
        "请求",
        "要求",
        "申请",
        "患",
        "家住",
        "来电",
        "来访",
        "投诉",
        "举报",
        "名下",
        "家中",
        "户籍",
    )
)
_SPEAKS = re.compile(rf"(?<![{HAN}])(?P<name>{_SURNAME}[{HAN}]{{1,2}})(?={_VERBS})")
_STOP = re.compile(r"[。；;\n]")
_AGE = re.compile(r"(?<![0-9])(?:1[0-3]|[1-9])(?:周岁|岁|个月大)(?!以|至|-|—|~)")
_MINOR = re.compile(words.one_of(words.SENSITIVE["minor"]))
_SENSITIVE = {
    kind: re.compile(words.one_of(words.SENSITIVE[kind])) for kind in ("health", "disability", "religion", "marriage")
}
_PROTECTED, _MINORS = frozenset(words.LABELS["protected"]), frozenset(words.LABELS["minor"])
_MOST_NAMES = 40  # in one enumeration


def looks_like_name(text: str) -> bool:
    """Whether the whole of a short text may be the name of a person."""
    bare = text.strip()
    match = _FULL.fullmatch(bare)
    return bool(match) and _is_name(bare)


def _is_name(name: str, *, is_strict: bool = False) -> bool:
    bare = name.replace(" ", "")
    if any(sign in bare for sign in "·•・"):
        return True
    if not 2 <= len(bare) <= 4 or bare[-1] in _NO_LAST or _MASKED & set(bare) or _NOT_NAMES.match(bare):
        return False
    return not is_strict or (bare[0] not in _SHY and not _STRICT & set(bare[1:]))


def find(text: str) -> list[Place]:
    """The names that something beside them tells, and hints; a name of a child or of one to be protected is called so."""
    found: dict[tuple[int, int], str] = {}
    for kind, start, end in (*_labelled(text), *_beside(text)):
        found.setdefault((start, end), kind)
    told = [(_with_age(text, kind, *span), *span) for span, kind in found.items()]
    hints = [place for place in _hints(text) if (place[1], place[2]) not in found]
    return told + hints


def _labelled(text: str) -> Iterator[Place]:
    for match in _LABELLED.finditer(text):
        if match["sign"] is None and not _may_begin(text, match.start()):
            continue
        label = match["label"].replace(" ", "")
        kind = _kind_of(label)
        at, is_strict = match.end(), match["sign"] is None
        for _ in range(_MOST_NAMES):
            name = _name_at(text, at, is_strict=is_strict)
            if name is None or (label == "姓名" and _is_official(text, name)):
                break
            yield kind, name.start(), name.end()
            more = _NEXT.match(text, name.end())
            if not more:
                break
            at = more.end()


def _may_begin(text: str, at: int) -> bool:
    """Whether a label may begin here: 「申请人」 does not within 「被申请人」, which is a label of its own."""
    return text[max(0, at - 1) : at] not in ("被", "代", "无", "各", "为")


def _kind_of(label: str) -> str:
    if label in _MINORS:
        return "minor"
    return "protected_name" if label in _PROTECTED else "name"


def _name_at(text: str, at: int, *, is_strict: bool) -> re.Match[str] | None:
    """The name that begins here: of three characters, else of two."""
    match = _FULL.match(text, at)
    if match and _is_name(match[0], is_strict=is_strict):
        return match
    shorter = _FULL.match(text, at, match.end() - 1) if match and match.end() - at > 2 else None
    if (
        shorter
        and _is_name(shorter[0], is_strict=is_strict)
        and re.match(_FOLLOWS, text[shorter.end() : shorter.end() + 4])
    ):
        return shorter
    return None


def _is_official(text: str, name: re.Match[str]) -> bool:
    line = text[name.end() : name.end() + 24].split("\n", maxsplit=1)[0]
    return words.has(line, "official")


def _beside(text: str) -> Iterator[Place]:
    for pattern in (_SEX, _NUMBER, _PUPIL):
        for match in pattern.finditer(text):
            if _is_name(match["name"]) and not _is_official(text, match):
                yield "minor" if pattern is _PUPIL else "name", *match.span("name")


def _with_age(text: str, kind: str, start: int, end: int) -> str:
    """Whether a word beside the name says that this is a child."""
    before = _STOP.split(text[max(0, start - 14) : start])[-1]
    after = _STOP.split(text[end : end + 24])[0]
    is_minor = any(pattern.search(part) for pattern in (_AGE, _MINOR) for part in (before, after))
    return "minor" if is_minor else kind


def _hints(text: str) -> Iterator[Place]:
    for call in _CALL.finditer(text):
        if name := _name_at(text, call.end(), is_strict=True):
            yield "possible_name", *name.span()
    for pattern in (_HONOUR, _SPEAKS):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 10) : match.end() + 8]
            if _is_name(match["name"], is_strict=True) and not words.has(around.replace("同志", ""), "official"):
                yield "possible_name", *match.span("name")


def sensitive(text: str, names: Sequence[Place]) -> Iterator[Place]:
    """Words of illness, disability, belief or marriage in one sentence with a name."""
    for kind, start, end in names:
        if kind == "possible_name":
            continue
        first = start - len(_STOP.split(text[max(0, start - 30) : start])[-1])
        last = end + len(_STOP.split(text[end : end + 50])[0])
        for term, pattern in _SENSITIVE.items():
            yield from ((term, *match.span()) for match in pattern.finditer(text, first, last))
