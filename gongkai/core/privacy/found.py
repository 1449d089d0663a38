"""One piece of personal information in a text, and how it is masked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.core.privacy.kinds import KINDS

_COMPOUND = re.compile(
    "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|司徒|长孙|宇文|端木|独孤|南宫|申屠|轩辕|闻人"
)
_VILLAGE = re.compile(r"^.*?(?:村委会|居委会|社区|村(?!路|街|镇|乡))")
_TOWN = re.compile(r"^.*?(?:街道|镇(?!路|街|镇)|乡(?!路|街)|苏木)")
_COUNTY = re.compile(r"^.*(?:(?<!小)[区县旗市](?!路|街))")


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal information and where it stands in the text."""

    kind: str  # a key of KINDS
    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """As it may be published."""
        return _MASKS[KINDS[self.kind].mask](self)

    @property
    def weight(self) -> str:
        """How grave it is: block, warning or hint."""
        return KINDS[self.kind].weight


def mask_finding(finding: Personal) -> str:
    """What is to stand in place of a finding."""
    return finding.masked


def masked_text(text: str, findings: Iterable[Personal]) -> str:
    """`text` with the findings masked; those that a person has to judge first (mask = review) stay as they are."""
    parts, last = [], 0
    for each in sorted(findings, key=lambda one: one.start):
        if each.start >= last:
            parts += [text[last : each.start], each.masked]
            last = each.end
    return "".join([*parts, text[last:]])


def _ends(finding: Personal) -> str:
    """Keep the first and the last characters; what separates them (blanks, hyphens) stays, and does not count."""
    kind, places = KINDS[finding.kind], [i for i, char in enumerate(finding.text) if char.isalnum()]
    if len(places) <= kind.head + kind.tail:
        return "*" * len(finding.text)
    hidden = set(places[kind.head : len(places) - kind.tail])
    return "".join("*" if i in hidden else char for i, char in enumerate(finding.text))


def _surname(finding: Personal) -> str:
    bare = "".join(finding.text.split())
    match = _COMPOUND.match(bare) if len(bare) > 2 else None
    length = len(match[0]) if match else 1
    return bare[:length] + "某" * max(1, min(2, len(bare) - length))


def _village(finding: Personal) -> str:
    for level in (_VILLAGE, _TOWN, _COUNTY):
        if (kept := level.match(finding.text)) and kept.end() < len(finding.text):
            return kept[0] + "****"
    return "****"


def _mailbox(finding: Personal) -> str:
    name, sign, host = finding.text.replace("＠", "@").partition("@")
    return f"{name[:1]}***{sign}{host}"


_MASKS: Mapping[str, Callable[[Personal], str]] = {
    "ends": _ends,
    "surname": _surname,
    "village": _village,
    "mailbox": _mailbox,
    "whole": lambda _: "**",
    "review": lambda finding: finding.text,
}
