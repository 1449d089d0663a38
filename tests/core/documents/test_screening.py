"""The review before publication: every item asked, a doubt referred, a bar withheld, and silence never a no."""

from datetime import date

import pytest

from gongkai.core import law
from gongkai.core.applications.life import ROLES
from gongkai.core.documents import attributes, screening

DAY = date(2026, 3, 2)


def answers(**given: str) -> dict[str, str]:
    return {item.key: "no" for item in screening.items(on=DAY)} | given


def test_a_document_without_any_doubt_is_clear():
    found = screening.verdict(answers(), on=DAY)

    assert (found.key, found.reasons, found.unanswered, found.attribute) == ("clear", (), (), "")


def test_a_state_secret_is_withheld_with_its_ground():
    found = screening.verdict(answers(state_secret="yes"), on=DAY)

    assert (found.key, found.attribute, found.ground) == ("withhold", "refused", "state_secret")
    assert "第十四条" in found.reasons[0].text


@pytest.mark.parametrize(
    ("key", "referred_to"), [("state_secret", "secrecy"), ("three_securities", "competent"), ("aggregation", "secrecy")]
)
def test_a_doubt_is_referred_to_whom_the_law_names(key, referred_to):
    found = screening.verdict(answers(**{key: "unsure"}), on=DAY)

    assert (found.key, found.refer_to) == ("refer", (referred_to,))


def test_a_bar_weighs_more_than_a_doubt_and_both_are_told():
    found = screening.verdict(answers(aggregation="unsure", third_party_rights="yes"), on=DAY)

    assert (found.key, found.ground) == ("withhold", "third_party_rights")
    assert [reason.item.key for reason in found.reasons] == ["aggregation", "third_party_rights"]


def test_an_open_question_is_never_taken_for_a_no():
    given = answers()
    del given["work_secret"]

    found = screening.verdict(given, on=DAY)

    assert (found.key, [item.key for item in found.unanswered]) == ("", ["work_secret"])


def test_no_answers_at_all_clear_nothing():
    assert screening.verdict({}, on=DAY).key == ""


def test_personal_information_left_holds_this_draft_but_proposes_no_attribute():
    found = screening.verdict(answers(personal_information="yes"), on=DAY)

    assert (found.key, found.attribute, found.ground) == ("withhold", "", "")


@pytest.mark.parametrize(("key", "answer"), [("state_secret", "perhaps"), ("weather", "no")])
def test_an_answer_that_is_none_is_refused_in_words(key, answer):
    with pytest.raises(LookupError, match=r"审查|回答"):
        screening.verdict(answers(**{key: answer}), on=DAY)


def test_what_is_asked_is_what_was_law_on_the_day():
    before = {item.key for item in screening.items(on=date(2020, 1, 1))}

    assert "state_secret" in before
    assert {"work_secret", "declassified", "personal_information"}.isdisjoint(before)


def test_every_item_leads_somewhere_and_its_ground_is_one_that_the_law_had_on_its_first_day():
    for item in screening.items(on=DAY):
        assert {key: each.verdict for key, each in item.consequences.items()}["unsure"] == "refer", item.key
        assert item.consequences["yes"].verdict in ("refer", "withhold"), item.key
        for each in item.consequences.values():
            assert (each.verdict == "refer") == (each.refer_to in screening.REFERRED_TO), item.key
        if item.ground:
            assert item.ground in attributes.GROUNDS
            assert law.outcome(item.ground, on=item.starts_on)
        assert item.attribute in ("", *attributes.LABELS)


def test_every_ground_of_not_disclosing_is_asked_for():
    assert set(attributes.GROUNDS) <= {item.ground for item in screening.items(on=DAY)}


def test_the_steps_are_those_of_known_roles_and_end_with_the_record():
    steps = screening.steps(on=DAY)

    assert {step.role for step in steps} <= set(ROLES)
    assert [step.key for step in steps if step.when == "always"] == [
        "propose",
        "section_head",
        "register",
        "first_review",
        "second_review",
        "approve",
        "record",
    ]


def test_a_clear_document_skips_the_steps_for_sensitive_ones():
    clear = screening.steps(on=DAY, verdict=screening.verdict(answers(), on=DAY))
    sensitive = screening.steps(on=DAY, verdict=screening.verdict(answers(state_secret="unsure"), on=DAY))

    assert [step.key for step in sensitive if step not in clear] == ["leading_group", "refer"]
    assert [step.days for step in sensitive if step.key == "refer"] == [10]


def test_what_was_not_read_in_a_law_is_marked():
    assert [item.key for item in screening.items(on=DAY) if not item.is_verified] == ["aggregation"]
    assert all(step.is_local for step in screening.steps(on=DAY) if step.days is not None)
