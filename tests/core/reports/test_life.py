"""Who may do what to a report, and when: the table printed."""

import pytest

from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import DONE, EDITABLE, HANDED_IN, LIFE, STAGES


def test_the_way_from_nothing_to_published() -> None:
    stage = "awaited"
    for verb, role in (
        ("write", "clerk"),
        ("submit", "head"),
        ("return", "office"),
        ("write", "clerk"),
        ("submit", "clerk"),
        ("accept", "office"),
        ("sign", "signer"),
        ("publish", "clerk"),
        ("correct", "head"),
    ):
        stage = LIFE.after(stage, verb, role=role)

    assert stage == "published"


def test_every_stage_is_reached_and_sorted() -> None:
    reached = {move.to for move in LIFE if move.to} | {"awaited"}

    assert reached == set(STAGES)
    assert set(EDITABLE) | set(HANDED_IN) | {"excused"} == set(STAGES)
    assert set(DONE) < set(HANDED_IN)


@pytest.mark.parametrize("stage", HANDED_IN)
def test_what_was_handed_in_is_not_written_to(stage: str) -> None:
    with pytest.raises(NotAllowed, match="不能“填写”"):
        LIFE.after(stage, "write", role="clerk")


def test_a_unit_accepts_nothing() -> None:
    with pytest.raises(NotAllowed, match="由区公开办办理"):
        LIFE.after("submitted", "accept", role="clerk")
