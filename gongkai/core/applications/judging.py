"""研判: one question at a time, to a proposed kind of reply with its article, row, letter and remedy. A clerk may decide otherwise.

The questions are data (`core/law/questions.toml`); nothing here knows any of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core import law
from gongkai.core.law import shelf

_THE_GROUND = "the_ground"  # is_severable: no → the ground named before


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: where it leads, and what has to be done before it may be given."""

    key: str
    label: str
    next: str
    outcome: str
    ground: str
    first: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with what helps to answer it and its article."""

    key: str
    text: str
    hint: str
    article: str
    answers: tuple[Answer, ...]

    def answer(self, key: str) -> Answer:
        """The answer `key`; LookupError, in Chinese, for one that is none."""
        for each in self.answers:
            if each.key == key:
                return each
        raise LookupError(f"“{self.text}”没有“{key}”这个回答")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far the answers lead: the next question, or what has to be done first, or the reply they propose."""

    given: tuple[tuple[Question, Answer], ...]
    question: Question | None = None
    first: str = ""  # a verb of the life
    outcome: law.Outcome | None = None
    remedy: law.Remedy | None = None

    @property
    def because(self) -> tuple[tuple[str, str], ...]:
        """The answers that decide, each with its article: for the file of the case and the reasons of the letter."""
        return tuple((f"{question.text}{answer.label}", question.article) for question, answer in self.given)


@cache
def questions() -> Mapping[str, Question]:
    """All questions by key, in the order of the file."""
    return {question.key: question for question in map(_question, shelf.rows("questions.toml", "questions"))}


def _question(row: dict[str, object]) -> Question:
    listed = row["answers"]
    assert isinstance(listed, list)
    answers = tuple(
        Answer(a["key"], a["label"], *(a.get(key, "") for key in ("next", "outcome", "ground", "first")))
        for a in listed
    )
    return Question(str(row["key"]), str(row["text"]), str(row["hint"]), str(row["article"]), answers)


def judge(answers: Mapping[str, str], *, received_on: date, on: date, done: Collection[str] = ()) -> Judgement:
    """Follow the answers (question -> answer) as far as they go; those of questions that are not asked do not matter.

    `done` are the verbs of the case so far: an answer that needs a correction, reasons, a search or a consultation first is
    held until that was done. The kind of reply is one in force on the day of receipt, the remedy that of day `on`.
    """
    key, ground = str(shelf.load("questions.toml")["first"]), ""
    given: list[tuple[Question, Answer]] = []
    while True:
        question = questions()[key]
        if key not in answers:
            return Judgement(tuple(given), question)
        answer = question.answer(answers[key])
        if answer.first and answer.first not in done:
            return Judgement(tuple(given), question, answer.first)
        given.append((question, answer))
        ground = answer.ground or ground
        if not answer.next:
            kind = ground if answer.outcome == _THE_GROUND else answer.outcome
            return Judgement(tuple(given), outcome=law.outcome(kind, on=received_on), remedy=law.remedy(kind, on=on))
        key = answer.next
