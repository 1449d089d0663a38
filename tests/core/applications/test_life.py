"""The life of an application, walked through as the table has it: allowed and refused, for every role."""

import pytest

from gongkai.core.applications import LIFE, ROLES, STAGES
from gongkai.core.life import Life, Move, NotAllowed

MOVES = list(LIFE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", STAGES)
def test_every_move_is_allowed_or_refused_as_the_table_says(stage, role):
    open_verbs = {move.verb for move in LIFE.open_to(stage, role=role)}
    for move in MOVES:
        if stage in move.stages and role in move.roles:
            assert LIFE.after(stage, move.verb, role=role) == (move.to or stage)
            assert move.verb in open_verbs
        else:
            assert move.verb not in open_verbs
            with pytest.raises(NotAllowed):
                LIFE.after(stage, move.verb, role=role)


def test_every_stage_can_be_reached_and_left():
    reached, found = {"submitted"}, True
    while found:
        found = {move.to for move in MOVES if move.to and reached & set(move.stages)} - reached
        reached |= found

    assert reached == set(STAGES)
    assert {
        stage for stage in STAGES if any(move.to not in (None, stage) for move in MOVES if stage in move.stages)
    } == set(STAGES)


def test_every_role_has_something_to_do():
    assert {role for move in MOVES for role in move.roles} == set(ROLES)


def test_a_correction_is_asked_for_once():
    assert LIFE.after("handling", "ask_to_correct", role="clerk") == "awaiting_correction"

    with pytest.raises(NotAllowed, match="已经办过“要求补正”：补正应当一次性告知"):
        LIFE.after("handling", "ask_to_correct", role="clerk", done=["receive", "ask_to_correct"])
    assert "ask_to_correct" not in [m.verb for m in LIFE.open_to("handling", role="clerk", done=["ask_to_correct"])]


def test_a_refusal_says_who_may_and_what_is_possible():
    with pytest.raises(NotAllowed, match="“批准延期并告知”由公开工作机构负责人办理，经办人不能办理"):
        LIFE.after("handling", "extend", role="clerk")
    with pytest.raises(NotAllowed, match="待登记时不能“提出答复意见”；现在可以“登记”、“转办”、“分案”、“撤回申请”"):
        LIFE.after("received", "propose", role="clerk")
    with pytest.raises(NotAllowed, match="没有“fly”这一步"):
        LIFE.after("received", "fly", role="clerk")


@pytest.mark.parametrize(
    "moves",
    [
        [Move("a", "甲", ("x",), "y", ("r",)), Move("a", "乙", ("x",), "y", ("r",))],
        [Move("a", "甲", ("z",), "y", ("r",))],
        [Move("a", "甲", ("x",), "z", ("r",))],
        [Move("a", "甲", ("x",), "y", ("q",))],
        [Move("a", "甲", (), "y", ("r",))],
    ],
)
def test_a_table_with_a_mistake_is_refused_at_once(moves):
    with pytest.raises(ValueError, match="life"):
        Life("life", {"x": "甲", "y": "乙"}, {"r": "丙"}, moves)


def test_the_clock_and_the_life_speak_of_the_same_verbs():
    in_clock = {
        "receive",
        "ask_to_correct",
        "correct",
        "charge",
        "pay",
        "extend",
        "delay",
        "reopen",
        "answer_consultation",
    }
    in_clock |= {"consult_third_party", "consult_co_maker", "consult_organ", "reply", "lapse", "withdraw"}

    assert in_clock <= {move.verb for move in MOVES}
