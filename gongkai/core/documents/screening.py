"""The review before publication (公开前审查): what is asked of a document, who looks at it, and what the answers come to.

The items and steps are data (`core/law/screening.toml`); nothing here knows any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core.law import shelf

CLEAR, REFER, WITHHOLD = "clear", "refer", "withhold"
VERDICTS = {CLEAR: "可以公开", REFER: "报请确定", WITHHOLD: "不公开"}
ANSWERS = {"no": "没有", "yes": "有", "unsure": "拿不准"}
REFERRED_TO = {"competent": "有关主管部门", "secrecy": "保密行政管理部门"}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from an answer: the verdict, what is to be done, and who is asked."""

    verdict: str
    text: str
    refer_to: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the review, with its article, and the attribute and ground that a yes proposes."""

    key: str
    text: str
    hint: str
    article: str
    ground: str
    attribute: str
    consequences: Mapping[str, Consequence]  # by answer; none for "no"
    starts_on: date
    ends_on: date | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the review: whose it is, when it is needed, and how many working days it may take."""

    key: str
    label: str
    verb: str  # of core/documents/life.py: the deed that takes the step
    role: str
    when: str  # always, sensitive, unsure
    days: int | None  # None where no rule gives a term
    basis: str
    starts_on: date
    ends_on: date | None
    is_item_by_item: bool  # every question is answered in this step
    is_local: bool  # read in the rules of some place, not in national law
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is not "clear": the item, the answer, and what follows."""

    item: Item
    answer: str
    consequence: Consequence

    @property
    def text(self) -> str:
        """A sentence for the record of the review."""
        return f"{self.item.text}{ANSWERS[self.answer]}：{self.consequence.text}（{self.item.article}）"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers come to; "" while questions are open and none of the others forbids publication."""

    key: str  # clear, refer, withhold
    reasons: tuple[Reason, ...]
    unanswered: tuple[Item, ...]

    @property
    def attribute(self) -> str:
        """The attribute that a reason to withhold proposes; "" where it only wants a mended draft."""
        return self._proposed.attribute if self._proposed else ""

    @property
    def ground(self) -> str:
        """The ground, by the id of the outcome that refuses an applicant; "" for none."""
        return self._proposed.ground if self._proposed else ""

    @property
    def refer_to(self) -> tuple[str, ...]:
        """Who has to be asked, each once."""
        return tuple(dict.fromkeys(each.consequence.refer_to for each in self.reasons if each.consequence.refer_to))

    @property
    def _proposed(self) -> Item | None:
        held = (each.item for each in self.reasons if each.consequence.verdict == WITHHOLD and each.item.attribute)
        return next(held, None)


@cache
def _items() -> tuple[Item, ...]:
    return tuple(map(_item, shelf.rows("screening.toml", "items")))


def _item(row: dict[str, object]) -> Item:
    starts_on, ends_on = shelf.span(row)
    return Item(
        key=str(row["key"]),
        text=str(row["text"]),
        hint=str(row["hint"]),
        article=str(row["article"]),
        ground=str(row["ground"]),
        attribute=str(row["attribute"]),
        consequences={answer: _consequence(row[answer]) for answer in ANSWERS if answer in row},
        starts_on=starts_on,
        ends_on=ends_on,
        is_verified=bool(row.get("verified", True)),
    )


def _consequence(given: object) -> Consequence:
    assert isinstance(given, dict)
    return Consequence(given["verdict"], given["text"], given.get("refer_to", ""))


@cache
def _steps() -> tuple[Step, ...]:
    return tuple(map(_step, shelf.rows("screening.toml", "steps")))


def _step(row: dict[str, object]) -> Step:
    starts_on, ends_on = shelf.span(row)
    return Step(
        key=str(row["key"]),
        label=str(row["label"]),
        verb=str(row["verb"]),
        role=str(row["role"]),
        when=str(row["when"]),
        days=int(str(row["days"])) if "days" in row else None,
        basis=str(row["basis"]),
        starts_on=starts_on,
        ends_on=ends_on,
        is_item_by_item=bool(row.get("item_by_item", False)),
        is_local=bool(row.get("local", False)),
        is_verified=bool(row.get("verified", True)),
    )


def items(*, on: date) -> tuple[Item, ...]:
    """The questions of the review on day `on`, in the order of the file."""
    return tuple(shelf.in_force(_items(), on))


def steps(*, on: date, verdict: Verdict | None = None) -> tuple[Step, ...]:
    """The steps of the review on day `on`; with a verdict, only those that this document needs."""
    listed = shelf.in_force(_steps(), on)
    if verdict is None:
        return tuple(listed)
    needed = {"always"}
    if verdict.reasons:
        needed.add("sensitive")
    if any(each.consequence.verdict == REFER for each in verdict.reasons):
        needed.add("unsure")
    return tuple(each for each in listed if each.when in needed)


def verdict(answers: Mapping[str, str], *, on: date) -> Verdict:
    """What the answers (item -> yes, no, unsure) come to; an item without an answer is never taken for a no."""
    asked = items(on=on)
    _refuse_unknown(answers, asked)
    reasons = tuple(
        Reason(item, answers[item.key], item.consequences[answers[item.key]])
        for item in asked
        if answers.get(item.key) in item.consequences
    )
    unanswered = tuple(item for item in asked if item.key not in answers)
    found = {each.consequence.verdict for each in reasons}
    if WITHHOLD in found:
        return Verdict(WITHHOLD, reasons, unanswered)
    if unanswered:
        return Verdict("", reasons, unanswered)
    return Verdict(REFER if REFER in found else CLEAR, reasons, unanswered)


def _refuse_unknown(answers: Mapping[str, str], asked: tuple[Item, ...]) -> None:
    texts = {item.key: item.text for item in asked}
    for key, answer in answers.items():
        if key not in texts:
            raise LookupError(f"公开前审查没有“{key}”这一项，请重新打开审查页面")
        if answer not in ANSWERS:
            raise LookupError(f"“{texts[key]}”请回答“有”“没有”或者“拿不准”，不能是“{answer}”")
