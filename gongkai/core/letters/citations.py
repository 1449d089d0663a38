"""Which articles of the Regulations a text cites: 第三十六条第一项, 第36条第（一）项, 第三十六条第一项、第二项 are all read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.core.letters.remedies import numeral

_REGULATIONS = "政府信息公开条例"
_NAME = re.compile(r"《([^《》]+)》|(条例)(?=第)|(?<![《\w])(政府信息公开条例)")
_ARABIC = re.compile(r"第(\d{1,2})(?=条|款|项)")
_BRACKETED = re.compile(r"第[（(]([一二三四五六七八九十\d]{1,3})[）)]项")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]{1,4})条((?:、?第[一二三四五六七八九十]{1,3}[款项])*)")
_PART = re.compile(r"第([一二三四五六七八九十]{1,3})([款项])")


@dataclass(frozen=True, slots=True)
class Citation:
    """One article, or a paragraph or an item of it."""

    article: str
    part: str = ""  # 第一项, 第二款

    def __str__(self) -> str:
        return f"第{self.article}条{self.part}"

    def covers(self, other: "Citation") -> bool:
        """Whether who cites this may mean the other: the same part, or the article as a whole."""
        return self.article == other.article and (not self.part or self.part == other.part)


def cited(text: str) -> tuple[Citation, ...]:
    """The articles of the Regulations that `text` cites, in order; those of other statutes are left out."""
    plain = _plain(text)
    return tuple(dict.fromkeys(_found(plain)))


def of_law(article: str) -> tuple[Citation, ...]:
    """The articles in an entry of the shelf: 政府信息公开条例（2019）第三十六条第五项、第十条."""
    return cited(article.replace("（2019）", "")) if article.startswith(_REGULATIONS) else ()


def _plain(text: str) -> str:
    text = _BRACKETED.sub(lambda m: f"第{numeral(int(m[1])) if m[1].isdigit() else m[1]}项", "".join(text.split()))
    return _ARABIC.sub(lambda m: f"第{numeral(int(m[1]))}", text)


def _found(text: str) -> Iterator[Citation]:
    names = [(match.end(), "".join(filter(None, match.groups()))) for match in _NAME.finditer(text)]
    for match in _ARTICLE.finditer(text):
        statute = next((name for end, name in reversed(names) if end <= match.start()), "")
        if statute.endswith((_REGULATIONS, "条例")) and (_REGULATIONS in statute or statute == "条例"):
            yield from _parts(match[1], match[2])


def _parts(article: str, parts: str) -> Iterable[Citation]:
    found = [f"第{number}{unit}" for number, unit in _PART.findall(parts)]
    return [Citation(article, part) for part in found] or [Citation(article)]
