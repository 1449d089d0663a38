"""A letter put together from facts and texts: what is printed, and what is still missing. How it looks is not known here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.core.letters import remedies, texts
from gongkai.core.letters.facts import Facts, Matter, of_matter, printed, typed, values
from gongkai.core.letters.placeholders import blank, blanks, fill, unknown, used

_FRAME = "reply"
# Sentence -> the fact it is about: it is left out where a paragraph of the letter tells the same fact.
_HISTORY = {
    "asked_to_correct": "补正告知日期",
    "corrected": "补正日期",
    "asked_for_reasons": "要求说明理由日期",
    "consulted": "征求对象",
    "extended": "延期届满日",
    "delayed": "延迟期限",
    "paid": "缴费日期",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A sheet that goes with a letter, to be filled in by hand and sent back."""

    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is printed. `rows` make a bordered table; `form` is letter, sheet or envelope."""

    key: str
    title: str
    organ: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    annexes: tuple[str, ...]
    signed_by: str
    signed_on: date
    copies: tuple[str, ...] = ()
    contact: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    slip: Slip | None = None
    form: str = "letter"

    @property
    def text(self) -> str:
        """The words of the letter, a paragraph a line: what is examined before signing."""
        head = [self.title, self.number, f"{self.addressee}：" if self.addressee else ""]
        table = [" ".join(row) for row in self.rows]
        tail = [*self.annexes, self.signed_by, printed(self.signed_on), self.contact]
        return "\n".join(line for line in [*head, *self.paragraphs, *table, *tail] if line.strip())


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter, the names still to be filled in, what its own text has in braces and nobody knows, and the texts used."""

    letter: Letter
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    used: tuple[str, ...]


def compose(
    what: str | Sequence[str], facts: Facts, *, template: str | None = None, own: Mapping[str, str] | None = None
) -> Composed:
    """The letter `what`: a letter of the procedure, an outcome, the outcomes of the matters in order, or "reply".

    "reply" takes the outcome of each matter from the facts. `own` are a district's texts by key; `template` is its text for
    the one asked for: of the paragraph for one outcome, of the frame for several.
    """
    keys = (what,) if isinstance(what, str) else tuple(what)
    mine = dict(own or {})
    if template is not None:
        mine[keys[0] if len(keys) == 1 else _FRAME] = template
    if len(keys) == 1 and texts.get(keys[0]).part == "procedural":
        return _procedural(texts.get(keys[0]), facts, mine)
    return _reply(replace(facts, matters=_decided(keys, facts)), mine)


def _decided(keys: tuple[str, ...], facts: Facts) -> tuple[Matter, ...]:
    """The matters, each with its outcome."""
    matters = facts.matters or (Matter(facts.content),)
    outcomes = tuple(matter.outcome for matter in matters) if keys == (_FRAME,) else keys
    if len(outcomes) == 1:
        outcomes *= len(matters)
    if len(outcomes) != len(matters):
        raise ValueError(f"申请内容有{len(matters)}项，答复类型有{len(outcomes)}个，应当一一对应")
    strange = [key or "（没有选）" for key in outcomes if not key or texts.get(key).part != "outcome"]
    if strange:
        raise LookupError(f"这些不是答复类型：{'、'.join(strange)}")
    return tuple(replace(matter, outcome=outcome) for matter, outcome in zip(matters, outcomes, strict=True))


def _reply(facts: Facts, own: Mapping[str, str]) -> Composed:
    outcomes = tuple(matter.outcome for matter in facts.matters)
    title = texts.title(outcomes)
    sources = {key: own.get(key, texts.get(key).text) for key in dict.fromkeys([_FRAME, *outcomes])}
    found = values(facts, title=title)
    found["各事项决定"] = "\n".join(_decisions(facts, found, sources))
    found["办理经过"] = _history(facts, found, "".join(sources.values()))
    found["救济途径"] = remedies.clause(outcomes, on=facts.letter_on, facts=facts, title=title)
    annexes = tuple(annex for matter in facts.matters for annex in matter.annexes)
    return _composed(_letter(texts.get(_FRAME), facts, title, found, sources[_FRAME], annexes), sources)


def _decisions(facts: Facts, found: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[str]:
    is_only = len(facts.matters) == 1
    for number, matter in enumerate(facts.matters, start=1):
        head = "" if is_only else f"{remedies.numeral(number)}、关于“{matter.text.strip().rstrip('。')}”。"
        known = {**found, **of_matter(matter), **({} if not is_only else typed(facts))}
        yield head + fill(sources[matter.outcome], known | _sentences(matter, known))


def _sentences(matter: Matter, known: Mapping[str, str]) -> dict[str, str]:
    """The sentences that depend on the matter."""
    found = {"查找结果": fill(texts.sentence("found"), known) if "公开内容" in known else ""}
    is_known = matter.organ is not None
    found["负责机关告知"] = fill(texts.sentence("organ_known" if is_known else "organ_unknown"), known)
    if "提供方式" not in known and matter.annexes:
        found["提供方式"] = fill(texts.sentence("annexed"), known)
    return found


def _history(facts: Facts, found: Mapping[str, str], told: str) -> str:
    """What happened between receipt and reply, each event once."""
    in_text = used(told)
    happened = [key for key, name in _HISTORY.items() if name in found and name not in in_text]
    if facts.corrected_on is None and "asked_to_correct" in happened:
        happened.remove("asked_to_correct")
    return "".join(fill(texts.sentence(key), found) for key in happened)


def _procedural(text: texts.Text, facts: Facts, own: Mapping[str, str]) -> Composed:
    found = values(facts, title=text.title)
    if text.remedy_of:
        found["救济途径"] = remedies.clause((text.remedy_of,), on=facts.letter_on, facts=facts, title=text.title)
    source = own.get(text.key, text.text)
    letter = _letter(text, facts, text.title, found, source)
    sources = {text.key: source}
    if text.slip:
        sheet = texts.get(text.slip)
        sources[sheet.key] = own.get(sheet.key, sheet.text)
        slip = Slip(sheet.title, _paragraphs(sources[sheet.key], found), _rows(sheet, found))
        letter = replace(letter, slip=slip)
    return _composed(letter, sources)


def _letter(
    text: texts.Text, facts: Facts, title: str, found: Mapping[str, str], source: str, annexes: tuple[str, ...] = ()
) -> Letter:
    to = {"applicant": facts.applicant.name or blank("申请人"), "other": found.get("对方名称", blank("对方名称"))}
    return Letter(
        key=text.key,
        title=title,
        organ=facts.organ,
        number=facts.number,
        addressee=to.get(text.to, ""),
        paragraphs=_paragraphs(source, found),
        annexes=annexes,
        signed_by=facts.seal_holder or facts.organ,
        signed_on=facts.letter_on,
        copies=facts.copies if text.key == _FRAME else (),
        contact=_contact(facts),
        rows=_rows(text, found),
        form=text.form,
    )


def _paragraphs(source: str, found: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in fill(source, found).splitlines() if line.strip())


def _rows(text: texts.Text, found: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fill(cell, found) for cell in row) for row in text.rows)


def _contact(facts: Facts) -> str:
    told = (("联系人", facts.contact.person), ("联系电话", facts.contact.telephone), ("地址", facts.contact.address))
    found = "；".join(f"{name}：{value.strip()}" for name, value in told if value.strip())
    return f"（{found}）" if found else ""


def _composed(letter: Letter, sources: Mapping[str, str]) -> Composed:
    slip = letter.slip
    rows = [cell for row in (*letter.rows, *(slip.rows if slip else ())) for cell in row]
    printed_text = "\n".join([letter.addressee, *letter.paragraphs, *rows, *(slip.paragraphs if slip else ())])
    strange = dict.fromkeys(each for source in sources.values() for each in unknown(source))
    return Composed(letter, blanks(printed_text), tuple(strange), tuple(sources))
