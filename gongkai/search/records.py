"""An entry made ready for a table: folded, with all its tokens; and the names of the tables."""

import re
from dataclasses import dataclass
from string import Template

from gongkai.search import tokens
from gongkai.search.values import Entry

_BETWEEN = "\x1f"  # no facet has it: what is not printed is taken out
_NOT_PRINTED = re.compile("[\x00\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one index; the shadow in which a new one grows has other names."""

    suffix: str = ""

    def sql(self, text: str, **parts: str) -> str:
        """$entry, $text, $words and other $parts replaced."""
        names = {name: f"search_{name}{self.suffix}" for name in ("entry", "text", "words")}
        return Template(text).substitute(names | parts)


LIVE, SHADOW = Tables(), Tables("_shadow")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the index; days as ordinals, texts folded but for the title."""

    area: str
    number: int
    facets: str
    published: int
    starts: int | None
    ends: int | None
    weight: float
    title: str
    compact: str
    head: str
    rest: str

    @property
    def key(self) -> tuple[str, int]:
        """The record."""
        return self.area, self.number

    def tokens(self) -> set[str]:
        """All that it is found by; a function of the row, so that it can be taken out again."""
        issuer, kind, theme, column, year = self.facets.split(_BETWEEN)
        found = tokens.of_head(self.head, self.compact) | tokens.of_text(self.rest)
        found |= {tokens.of_facet("area", self.area), tokens.of_facet("issuer", issuer), tokens.of_facet("kind", kind)}
        found |= {tokens.of_facet("theme", theme), tokens.of_facet("column", column), tokens.of_facet("year", year)}
        return found if self.ends is None else found | {tokens.of_facet("ends", "some day")}


def record(entry: Entry) -> Record:
    """The row of an entry."""
    year = "" if entry.year is None else str(entry.year)
    rest = (entry.keywords, entry.body, entry.attachments, entry.issuer)
    return Record(
        area=_printed(entry.area),
        number=entry.number,
        facets=_BETWEEN.join([*map(_printed, (entry.issuer, entry.kind, entry.theme, entry.column)), year]),
        published=entry.published_on.toordinal(),
        starts=entry.starts_on.toordinal() if entry.starts_on else None,
        ends=entry.ends_on.toordinal() if entry.ends_on else None,
        weight=entry.weight,
        title=_printed(entry.title),
        compact=tokens.compact(entry.document_number),
        head="\n".join(_printed(tokens.fold(text)) for text in (entry.title, entry.document_number)),
        rest="\n".join(_printed(tokens.fold(text)) for text in rest if text),
    )


def facets(joined: str) -> list[str]:
    """Issuer, kind, theme, column and year as they were joined."""
    return joined.split(_BETWEEN)


def _printed(text: str) -> str:
    return _NOT_PRINTED.sub(" ", text)
