"""The kinds of official document (公文种类) and the theme classes of the catalogue (主题分类), as the rules list them."""

import re
from dataclasses import dataclass
from functools import cache

from gongkai.core.law import shelf

_BRACKETED = re.compile(r"\s*[（(〔\[][^（(〔\[]*[）)〕\]]\s*$")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of official document, and the words with which its titles end."""

    key: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme class with its sub-classes; printed as 综合政务\\政务公开."""

    label: str
    within: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every way in which the class is printed."""
        return (self.label, *(f"{self.label}\\{each}" for each in self.within))


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """The fifteen kinds (党政机关公文处理工作条例第八条), in its order."""
    rows = shelf.rows("document_kinds.toml", "kinds")
    return tuple(DocumentKind(str(row["key"]), str(row["label"]), _words(row["words"])) for row in rows)


@cache
def themes() -> tuple[Theme, ...]:
    """The 22 theme classes, in their order."""
    return tuple(Theme(str(row["label"]), _words(row.get("within", []))) for row in shelf.rows("themes.toml", "themes"))


def guess_kind(title: str) -> str:
    """The label of the kind that a title ends with; "" where it ends with none (规划, 办法, 解读)."""
    plain = "".join(title.split())
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    found = (each.label for each in document_kinds() if plain.endswith(each.words) and _is_kind(plain, each))
    return next(found, "")


def _is_kind(title: str, kind: DocumentKind) -> bool:
    """A lone 报告 or 令 may be part of another word: 年度报告 is no 报告 of the regulation, 口令 no 令."""
    if kind.key == "report":
        return "关于" in title and "的报告" in title
    return kind.key != "order" or title.endswith(("命令", "政府令", "委员会令", "局令", "部令", "厅令", "的令"))


def _words(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(str(each) for each in value)
