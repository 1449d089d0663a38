"""研判: every way through the questions ends in a reply of the law, and every reply that can be proposed is."""

from collections.abc import Iterator
from datetime import date

import pytest

from gongkai.core import law
from gongkai.core.applications import LIFE
from gongkai.core.applications.judging import Judgement, judge, questions

ON = date(2026, 11, 2)
EVERYTHING = ("ask_to_correct", "ask_for_reasons", "search", "consult_third_party")


def judged(answers, done=EVERYTHING, on=ON):
    return judge(answers, received_on=ON, on=on, done=done)


def ways(answers=None) -> Iterator[Judgement]:
    """Every way through the questions."""
    found = judged(answers or {})
    if found.question is None:
        yield found
        return
    for answer in found.question.answers:
        yield from ways({**(answers or {}), found.question.key: answer.key})


def test_every_way_ends_in_a_kind_of_reply():
    ends = list(ways())

    assert len(ends) == 74  # 6 before the matter of reasons, and 34 on each side of it
    assert all(end.outcome and end.remedy and len(end.because) == len(end.given) for end in ends)


def test_every_kind_of_reply_can_be_proposed_but_those_that_close_a_case_by_themselves():
    proposed = {end.outcome.key for end in ways()}

    closing = {"abandoned_no_correction", "abandoned_no_payment", "withdrawn_or_other"}
    assert proposed == {outcome.key for outcome in law.outcomes(on=ON)} - closing


def test_the_questions_are_asked_in_the_order_of_thinking():
    asked = [question.key for question, _ in max(ways(), key=lambda end: len(end.given)).given]

    assert asked[0] == "is_clear"
    assert asked.index("is_ours") < asked.index("is_held") < asked.index("is_public") < asked.index("is_barred")


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"is_clear": "no"}, "ask_to_correct"),
        ({"is_clear": "yes", "is_petition": "no", "is_publication": "no", "is_repeat": "no", "is_confirmation": "no",
          "is_excessive": "unreasonable"}, "ask_for_reasons"),
    ],
)  # fmt: skip
def test_what_the_law_wants_first_comes_first(answers, first):
    held, let_go = judged(answers, done=()), judged(answers, done=[first])

    assert (held.first, held.outcome) == (first, None)
    assert let_go.outcome is not None


def test_nothing_is_said_not_to_exist_without_a_search():
    answers = dict.fromkeys(questions(), "no") | {"is_clear": "yes", "is_ours": "yes"}

    assert judged(answers, done=()).first == "search"
    assert judged(answers, done=["search"]).outcome.key == "not_exist"


def test_a_refusal_asks_whether_the_rest_can_be_given():
    answers = dict.fromkeys(questions(), "no") | {"is_clear": "yes", "is_ours": "yes", "is_held": "yes"}
    secret = answers | {"is_barred": "state_secret"}

    whole, part = judged(secret), judged(secret | {"is_severable": "yes"})

    assert (whole.outcome.key, whole.remedy.key) == ("state_secret", "reconsideration_first")
    assert part.outcome.key == "partial"
    assert ("有没有依法不得公开的内容？依法确定为国家秘密", "政府信息公开条例（2019）第十四条") in whole.because


def test_the_remedy_is_that_of_the_day_of_the_reply():
    answers = {"is_clear": "yes", "is_petition": "no", "is_publication": "no", "is_repeat": "no", "is_confirmation": "no",
               "is_excessive": "no", "is_administrative_query": "no", "is_ours": "yes", "is_held": "yes",
               "needs_creation": "no", "is_public": "no", "is_barred": "state_secret", "is_severable": "no"}  # fmt: skip

    assert judge(answers, received_on=date(2023, 12, 1), on=date(2023, 12, 29)).remedy.key == "either"
    assert judge(answers, received_on=date(2023, 12, 1), on=date(2024, 1, 2)).remedy.key == "reconsideration_first"


def test_an_answer_that_is_none_is_named():
    with pytest.raises(LookupError, match="没有“maybe”这个回答"):
        judged({"is_clear": "maybe"})


def test_what_comes_first_is_a_verb_of_the_life():
    wanted = {answer.first for question in questions().values() for answer in question.answers if answer.first}

    assert wanted == set(EVERYTHING) <= {move.verb for move in LIFE}


def test_every_question_has_its_article_and_every_answer_leads_somewhere():
    for question in questions().values():
        assert question.article
        assert question.hint
        for answer in question.answers:
            assert bool(answer.next) != bool(answer.outcome)
            assert not answer.next or answer.next in questions()
