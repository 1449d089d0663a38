"""What a document says of others: whom it cites, repeals, amends, interprets. Only what stands in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.reading.official import spelling
from gongkai.reading.official.drafted import Citation

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_BEHIND = re.compile(r"^\s*[（(]?\s*([^（）()《》，。；]{0,40}?号)\s*[)）]?")
_IN_BRACKETS = re.compile(r"^\s*[（(]([^（）()]{1,60})[)）]")
_ARTICLES = re.compile(
    r"^(?:以下简称[^，。]*)?\s*((?:[、和及与至]?第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五])?"
    r"(?:第[一二三四五六七八九十\d]+[款项目])*)+)"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五])?(?:第[一二三四五六七八九十\d]+[款项目])*")
_REPEALED = re.compile(r"废止|失去?效力?")
_NOT_REPEALED = re.compile(
    r"[不未](?:予|再|得)?(?:废止|失效)|废止(?:的|前|后|日期|情形|程序|建议|清理|、)|(?:修改|修订|制定)[、或和]废止|失效的"
)
_AMENDED = re.compile(r"修改为|作如下修改|作出如下修改|予以修改|修正如下|删去|删除第|增加一[条款项]|调整为")
_INTERPRETATION = re.compile(r"(?:解读|问答|图解|一图读懂|政策说明|起草说明|编制说明)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A title or number in a text, and what is around it."""

    citation: Citation
    start: int
    end: int


def citations(text: str, *, own: str) -> tuple[Citation, ...]:
    """Every document named in the text but itself and what it brings, each once with all its articles."""
    merged: dict[str, Citation] = {}
    for named in _named(text):
        each = named.citation
        if _is_own(each.title, own):
            continue
        key = each.title or each.document_number
        before = merged.get(key, each)
        merged[key] = Citation(
            each.title,
            before.document_number or each.document_number,
            tuple(dict.fromkeys((*before.articles, *each.articles))),
        )
    return tuple(merged.values())


def _is_own(title: str, own: str) -> bool:
    return bool(title) and (title == own or f"印发《{title}》" in own or (f"印发{title}" in own))


def _named(text: str) -> Iterator[_Named]:
    taken: list[tuple[int, int]] = []
    for found in _TITLE.finditer(text):
        number, end = _number_behind(text, found.end())
        articles = _ARTICLES.match(text[end : end + 120])
        named = tuple(_ARTICLE.findall(articles[1])) if articles else ()
        taken.append((found.start(), end))
        title = "".join(found[1].split())
        yield _Named(Citation(title, number, named), found.start(), end)
    for number, start, end in spelling.document_numbers(text):
        if not any(a <= start < b for a, b in taken):
            yield _Named(Citation("", _clean(number), ()), start, end)


def _clean(number: str) -> str:
    """Without the words that ran into the code of the organ: 根据青政发〔2026〕3号."""
    word, mark, rest = number.partition("〔")
    return (
        re.sub(
            r"^.*?(?:根据|按照|依据|落实|贯彻|和|及|见|执行|以|的|原|即|为|对|将|经|由|号)(?=[\u4e00-\u9fff]{2})",
            "",
            word,
        )
        + mark
        + rest
    )


def _number_behind(text: str, end: int) -> tuple[str, int]:
    """The number that stands behind a title, in brackets or not."""
    bracketed = _BEHIND.match(text[end : end + 60]) or _IN_BRACKETS.match(text[end : end + 60])
    if bracketed:
        numbers = [number for number, _, _ in spelling.document_numbers(bracketed[0])]
        if numbers:
            return numbers[0], end + _close(text, end, bracketed.end())
        if text[end : end + 1] in "（(":
            whole = re.search(r"[\u4e00-\u9fff]*令?第\d+号", bracketed[0])
            return (whole[0] if whole else ""), end + _close(text, end, bracketed.end())
    return "", end


def _close(text: str, end: int, length: int) -> int:
    return length + (1 if text[end + length : end + length + 1] in ("）", ")") else 0)


def repealed(text: str) -> tuple[str, ...]:
    """The numbers, or the titles where none is printed, of what the text itself ends."""
    return tuple(dict.fromkeys(_name(each) for each in _in_sentences(text, _is_repealing)))


def amended(text: str, *, title: str) -> tuple[str, ...]:
    """The same for what the text changes."""
    in_text = _in_sentences(text, lambda sentence: bool(_AMENDED.search(sentence)))
    in_title = [n.citation for n in _named(title)] if re.search(r"关于(?:修改|修订|调整)", title) else []
    return tuple(dict.fromkeys(_name(each) for each in (*in_title, *in_text)))


def _is_repealing(sentence: str) -> bool:
    parts = _ARTICLE.search(sentence)
    return bool(_REPEALED.search(sentence)) and not _NOT_REPEALED.search(sentence) and not parts


def _in_sentences(text: str, wanted: object) -> Iterable[Citation]:
    assert callable(wanted)
    for sentence in re.split(r"[。；\n]", text):
        if wanted(sentence):
            yield from (named.citation for named in _named(sentence))


def _name(citation: Citation) -> str:
    return citation.document_number or citation.title


def interpreted(title: str, text: str) -> Citation | None:
    """What an interpretation explains: the title in its own title, and the number where the text gives one."""
    if not _INTERPRETATION.search(title):
        return None
    found = _TITLE.search(title)
    named = [each.citation for each in _named(text)]
    if found:
        inner = "".join(found[1].split())
        number = next((each.document_number for each in named if each.title == inner and each.document_number), "")
        return Citation(inner, number)
    return None


def is_interpretation(title: str) -> bool:
    """Whether a title is that of an interpretation."""
    return bool(_INTERPRETATION.search(title))
