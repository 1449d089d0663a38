"""Which body a printed name means: names told to the archive, ways of writing them, and bodies that became others."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from gongkai.core.reports import body_kind

_LAYOUT = re.compile(r"[\s\u3000·•\u200b\ufeff]+")
# 徐州市 is one place and not 徐州; 城市, 社区, 园区 and the like are none.
_PLACE = re.compile(
    r"[^省市区县盟旗局委办厅院会处]{1,11}?"
    r"(?:特别行政区|自治[区州县旗]|省|(?<!城)市|盟|(?<![社园景林库])区|县|旗|州(?![市区县]))"
)
_GOVERNMENT = re.compile(r"人民政府")


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A body that became this one, wholly or in part, and the day."""

    body: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A public body as told to the archive. `id` is for ever; names are what it is and was called in print."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    parent: str = ""
    kind: str = ""
    predecessors: tuple[Predecessor, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name was found to mean: `how` is name, place (a place before the name more or less), or own."""

    key: str
    body: str
    how: str
    remark: str = ""


def key_of(name: str) -> str:
    """A name without what layout does to it: width, blanks, kind of brackets. Empty where there is no name."""
    folded = unicodedata.normalize("NFKC", name)
    return _LAYOUT.sub("", folded).replace("(", "（").replace(")", "）").strip("：:，,。.")


def match(keys: Iterable[str], bodies: Iterable[Body]) -> dict[str, Match]:
    """The body of each printed name. A name nobody told of is a body of its own, with the name as its id.

    A place before the name may be missing or added (淄博市临淄区科技局, 临淄区科技局), but only where one body alone can
    be meant: 鼓楼区 is in four cities.
    """
    known = _named(bodies)
    by_end = _ends(known)
    found: dict[str, Match] = {}
    longer: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if not key:
            continue
        found[key] = each = _match(key, known, by_end)
        if each.how == "place" and len(_short(key)) > len(each.remark):
            longer[each.body].append(key)
    for body, printed in longer.items():
        if not _agree(printed):
            for key in printed:
                found[key] = Match(key, key, "own", f"这些名称前面的地名不同，不能都当作“{body}”")
    return found


def _named(bodies: Iterable[Body]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        for name in (body.name, *body.other_names):
            known[_short(key_of(name))].add(body.id)
    return known


def _short(key: str) -> str:
    """区人民政府 and 区政府 are one."""
    return _GOVERNMENT.sub("政府", key)


def _ends(known: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Every known name from each of its places on: 淄博市临淄区科技局 is also 临淄区科技局."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in known:
        for end in _from_places(name):
            found[end].add(name)
    return found


def _from_places(name: str) -> list[str]:
    """The name from its second, third … place on, as long as a place is left in it."""
    ends, rest = [], name
    while found := _PLACE.match(rest):
        rest = rest[found.end() :]
        if not _PLACE.match(rest):
            break
        ends.append(rest)
    return ends


def _match(key: str, known: Mapping[str, set[str]], by_end: Mapping[str, set[str]]) -> Match:
    short = _short(key)
    exact = known.get(short, set())
    if exact:
        return _one(key, exact, "name", short)
    names = by_end.get(short, set()) | {end for end in _from_places(short) if end in known}
    meant = {body for name in names for body in known[name]}
    return _one(key, meant, "place", min(names, key=len, default=""))


def _one(key: str, meant: set[str], how: str, name: str) -> Match:
    if len(meant) == 1:
        return Match(key, next(iter(meant)), how, name if how == "place" else "")
    if meant:
        return Match(key, key, "own", f"可能是 {'、'.join(sorted(meant))}，不能确定")
    return Match(key, key, "own")


def _agree(printed: Iterable[str]) -> bool:
    """Whether of these names each is the end of the next longer one."""
    ordered = sorted(map(_short, printed), key=len)
    return all(longer.endswith(name) for name, longer in pairwise(ordered))


def check(told: Iterable[Body], known: Iterable[Body] = ()) -> None:
    """Refuse an id that is told twice, and bodies above or before themselves. ValueError, in Chinese."""
    given = list(told)
    often, many = next(iter(Counter(each.id for each in given).most_common(1)), ("", 0))
    if many > 1:
        raise ValueError(f"编号 {often:.60} 出现了 {many} 次；一个单位写一条")
    every = {each.id: each for each in (*known, *given)}
    for each in given:
        if each.id in _reached(each.id, lambda body: (body.parent,), every):
            raise ValueError(f"{each.name:.60}的上级绕了一圈又回到它自己；请核对 parent")
        if each.id in _reached(each.id, lambda body: tuple(one.body for one in body.predecessors), every):
            raise ValueError(f"{each.name:.60}的前身绕了一圈又回到它自己；请核对 predecessors")


def _reached(start: str, leads: Callable[[Body], tuple[str, ...]], every: Mapping[str, Body]) -> set[str]:
    """Every body that one comes to from `start`, by one step or more."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        body = every.get(waiting.pop())
        fresh = set(leads(body)) - found if body else set()
        found |= fresh
        waiting.extend(fresh)
    return found


def body_record(body: Body) -> dict[str, Any]:
    """A body as JSON."""
    return {
        "id": body.id,
        "name": body.name,
        "other_names": list(body.other_names),
        "parent": body.parent,
        "kind": body.kind or body_kind(body.name),
        "predecessors": [
            {"body": each.body, "on": each.on.isoformat() if each.on else None} for each in body.predecessors
        ],
    }


def body_of(record: Mapping[str, Any]) -> Body:
    """The body of a record; ValueError, in Chinese, for records that are none."""
    try:
        before = tuple(
            Predecessor(str(each["body"]), date.fromisoformat(each["on"]) if each.get("on") else None)
            for each in record.get("predecessors") or ()
        )
        return Body(
            id=str(record["id"]),
            name=str(record["name"]),
            other_names=tuple(map(str, record.get("other_names") or ())),
            parent=str(record.get("parent") or ""),
            kind=str(record.get("kind") or ""),
            predecessors=before,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"单位的记录缺少或写错 {error}；要有 id 和 name") from error
