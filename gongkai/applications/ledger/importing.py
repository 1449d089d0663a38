"""A sheet and its matching into cases: first looked at row by row, then taken over whole or not at all."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from gongkai.applications.actions.importing import History, clock_of, take_over
from gongkai.applications.ledger import exporting
from gongkai.applications.ledger.columns import BY_KEY, COLUMNS, Meanings
from gongkai.applications.ledger.matching import Matching
from gongkai.applications.ledger.reading import Row, Sheet
from gongkai.applications.ledger.rows import Fault, Reader, Setting
from gongkai.applications.models import FORMS, Application
from gongkai.applications.models.cases import DELIVERIES
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body, Post
from gongkai.core import privacy
from gongkai.core.applications import STAGES
from gongkai.core.life import NotAllowed
from gongkai.journal.models import Entry
from gongkai.vault import sealing

_MAY = frozenset({"clerk", "office"})
_MOST_SAID = 50  # errors in one refusal
_EVERY = Matching({column.key: place for place, column in enumerate(COLUMNS)})


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: its cells as they were understood, what is wrong or doubtful, and what would be made of it."""

    number: int
    values: Mapping[str, str]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    makes: str
    history: History | None = None
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows, and what concerns the whole sheet. `unknown`: words to explain, by column, with what they may be."""

    body: Body
    rows: tuple[PreviewRow, ...]
    notes: tuple[str, ...]
    unknown: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Everything that keeps the sheet from being taken over."""
        return tuple(fault for row in self.rows for fault in row.errors)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """Everything that should be looked at."""
        return tuple(fault for row in self.rows for fault in row.warnings)

    @property
    def histories(self) -> tuple[History, ...]:
        """The cases that would be made."""
        return tuple(row.history for row in self.rows if row.history and not row.is_known)

    @property
    def skipped(self) -> int:
        """Rows that are here already, word for word."""
        return sum(row.is_known for row in self.rows)


def preview(
    sheet: Sheet,
    matching: Matching,
    *,
    body: Body,
    actor: Actor,
    on: date,
    otherwise: Mapping[str, str] | None = None,
    meanings: Meanings | None = None,
) -> Preview:
    """What would be made of a sheet. Nothing is written. Raises NotAllowed for a body that the actor does not work for.

    `otherwise` are values for columns that the register has not or left blank; `meanings` explain words, by column.
    """
    setting = _setting(body, actor, on, otherwise or {}, meanings or {})
    readers = [Reader(row, matching, setting) for row in sheet.rows]
    made = [_marked(reader.history()) for reader in readers]
    known = _Known(made, actor, setting)
    rows = tuple(_row(reader, history, known) for reader, history in zip(readers, made, strict=True))
    return Preview(body, rows, tuple(_notes(sheet, matching, setting)), _unknown(readers))


def import_(found: Preview, *, by: Actor, on: date) -> list[Application]:
    """Take the cases over, all or none. ValidationError says what is in the way; rows already here are passed over."""
    if found.errors:
        said = [str(fault) for fault in found.errors[:_MOST_SAID]]
        more = len(found.errors) - len(said)
        raise ValidationError([*said, *([f"还有 {more} 处"] if more else []), "什么都没有导入，请改正以后再试"])
    return take_over(found.histories, by=by, on=on)


def _setting(body: Body, actor: Actor, on: date, otherwise: Mapping[str, str], meanings: Meanings) -> Setting:
    if not actor.roles(body.pk) & _MAY:
        raise NotAllowed(f"您不是{body.name}的经办人，不能导入它的台账")
    mine = [each for each in Body.objects.all() if actor.roles(each.pk) & _MAY]
    names: dict[str, Body] = {}
    for each in mine:
        names |= {each.short: each, each.mark: each, each.slug: each}
    names |= {each.name: each for each in mine}
    posts = Post.objects.filter(body__in=mine).select_related("person")
    held: dict[tuple[int, str], set[int]] = {}
    people = {}
    for post in posts:
        key = post.body_id, "".join(str(post.person).split())
        held.setdefault(key, set()).add(post.person_id)
        people[key] = post.person
    alone = {key: person for key, person in people.items() if len(held[key]) == 1}
    return Setting(body, names, alone, on, otherwise, meanings)


def _marked(given: History | None) -> History | None:
    """With the mark by which the same row is known again; it tells nothing without the key of the installation."""
    if given is None:
        return None
    masked = replace(given, remark=privacy.mask(given.remark))
    plain = replace(masked, row=0, serial=0, letter_serial=0, handler=None)
    facts = {**{key: str(value) for key, value in _plain(plain)}, "body": given.body.slug}
    facts["handler"] = str(given.handler.pk) if given.handler else ""
    fingerprint = sealing.mark(json.dumps(facts, sort_keys=True).encode(), "ledger row")
    return replace(masked, fingerprint=fingerprint)


def _plain(given: History) -> Iterator[tuple[str, object]]:
    for name in History.__dataclass_fields__:
        if name not in ("body", "handler", "fingerprint"):
            value = getattr(given, name)
            yield name, [sorted(asdict(party).items()) for party in value] if name == "parties" else value


class _Known:
    """The cases that are here already, by number, each with the marks of the rows it may have come from."""

    def __init__(self, histories: Sequence[History | None], actor: Actor, setting: Setting) -> None:
        found = [history for history in histories if history is not None]
        numbers = {history.number for history in found if history.number}
        cases = Application.objects.filter(number__in=numbers).only("pk", "number")
        self._numbers = {str(case.pk): case.number for case in cases}
        self.marks: dict[str, set[str]] = {number: set() for number in self._numbers.values()}
        self.unnumbered: set[str] = set()
        self.rows: dict[str, int] = {}
        self._take_marks({history.body.slug for history in found})
        self._take_present(actor, setting)

    def _take_marks(self, units: Iterable[str]) -> None:
        """Of rows taken over before."""
        lines = Entry.objects.filter(Q(unit__in=list(units)) & Q(verb="take_over"))
        for about, mark in lines.values_list("about_id", "facts__fingerprint"):
            if about in self._numbers:
                self.marks[self._numbers[about]].add(mark)
            self.unnumbered.add(mark)

    def _take_present(self, actor: Actor, setting: Setting) -> None:
        """Of the cases as they would be exported now."""
        if not self._numbers:
            return
        cases = Application.objects.filter(pk__in=[int(number) for number in self._numbers])
        for row in exporting.rows(cases, by=actor):
            again = Reader(Row(0, tuple(exporting.shown(row))), _EVERY, setting).history()
            if marked := _marked(again):
                self.marks[marked.number].add(marked.fingerprint)

    def fault(self, history: History) -> str:
        """Why a row may not be taken over; "" when it may, or is the same as what is here."""
        same = self.rows.setdefault(history.number or history.fingerprint, history.row)
        if same != history.row:
            return f"和第 {same} 行的编号相同" if history.number else f"和第 {same} 行完全相同"
        if history.number in self.marks and not self.has(history):
            return f"编号 {history.number} 已经有了，内容和这一行不同"
        return ""

    def has(self, history: History) -> bool:
        """Whether the very same row is here already."""
        marks = self.marks.get(history.number, set()) if history.number else self.unnumbered
        return history.fingerprint in marks


def _row(reader: Reader, history: History | None, known: _Known) -> PreviewRow:
    values = {key: BY_KEY[key].show(value) for key, value in reader.values.items()}
    number = reader.row.number
    if history is None:
        return PreviewRow(number, values, tuple(reader.errors), tuple(reader.warnings), "")
    if fault := known.fault(history):
        wrong = Fault(number, BY_KEY["number"].label, fault)
        return PreviewRow(number, values, (wrong,), tuple(reader.warnings), "")
    if known.has(history):
        return PreviewRow(number, values, (), (), "跳过：已经在台账里，内容相同", history, is_known=True)
    return PreviewRow(number, values, (), tuple(reader.warnings), _makes(history), history)


def _makes(history: History) -> str:
    """新建：已办结，予以公开，答复期限 2026-11-24."""
    parts = [STAGES[history.stage]]
    if history.outcome:
        parts.append(BY_KEY["outcome"].show(history.outcome))
    clock = clock_of(history)
    if clock and clock.due_on:
        parts.append(f"答复期限 {clock.due_on.isoformat()}")
    return f"新建：{'，'.join(parts)}"


def _notes(sheet: Sheet, matching: Matching, setting: Setting) -> Iterator[str]:
    if matching.unmatched:
        yield f"这些列没有对应的项目，不会导入：{'、'.join(matching.unmatched)}"
    if "number" not in matching:
        yield "台账没有编号这一列，将按顺序给每一件新的编号"
    for key, label in (("form_wanted", FORMS["paper"]), ("delivery", DELIVERIES["post"])):
        if key not in matching and key not in setting.otherwise:
            yield f"台账没有{BY_KEY[key].label}这一列，一律记为“{label}”；不对的话，请先选一个值"
    if not sheet.rows:
        yield "表头下面没有内容"


def _unknown(readers: Iterable[Reader]) -> dict[str, dict[str, tuple[tuple[str, str], ...]]]:
    found: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
    for reader in readers:
        for key, fault in reader.unknown:
            vocabulary = BY_KEY[key].vocabulary
            labels = vocabulary.labels if vocabulary else {}
            choices = tuple((candidate, labels.get(candidate, candidate)) for candidate in fault.candidates)
            found.setdefault(key, {})[fault.word] = choices
    return found
