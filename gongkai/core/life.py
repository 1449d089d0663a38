"""The one state machine of the house: a life is a table of moves, and buttons, permissions and tests are read from it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass


class NotAllowed(Exception):
    """A deed that the table does not allow here and now; the message says why and what is allowed, in Chinese."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a life: who may do what at which stage, and where it leads.

    `to` is None for a deed that leaves the stage as it is. `once` is the reason why it may be done one time only, with its
    article; it is "" for a deed that may be done again.
    """

    verb: str
    label: str
    stages: tuple[str, ...]
    to: str | None
    roles: tuple[str, ...]
    article: str = ""
    once: str = ""


class Life:
    """The stages of one kind of case and the moves between them."""

    def __init__(self, name: str, stages: Mapping[str, str], roles: Mapping[str, str], moves: Collection[Move]) -> None:
        self.name, self.stages, self.roles = name, dict(stages), dict(roles)
        self._moves = {move.verb: move for move in moves}
        if len(self._moves) != len(moves):
            raise ValueError(f"{name}: a verb stands twice")
        for move in moves:
            self._refuse_unknown(move)

    def _refuse_unknown(self, move: Move) -> None:
        stages = {*move.stages, *([move.to] if move.to else [])}
        if not move.stages or not move.roles or stages - set(self.stages) or set(move.roles) - set(self.roles):
            raise ValueError(f"{self.name}: {move.verb} names a stage or a role that does not exist")

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def move(self, verb: str) -> Move:
        """The row of a verb; NotAllowed for a verb that the table does not have."""
        if verb not in self._moves:
            raise NotAllowed(f"没有“{verb}”这一步")
        return self._moves[verb]

    def after(self, stage: str, verb: str, *, role: str, done: Collection[str] = ()) -> str:
        """The stage that follows when `role` does `verb` at `stage`; `done` are the verbs of this case so far.

        Raises NotAllowed with the reason: not this role, not at this stage, or not a second time.
        """
        move = self.move(verb)
        if role not in move.roles:
            who = "、".join(self.roles[each] for each in move.roles)
            raise NotAllowed(f"“{move.label}”由{who}办理，{self.roles.get(role, role)}不能办理")
        if stage not in move.stages:
            raise NotAllowed(f"{self.stages.get(stage, stage)}时不能“{move.label}”；{self._allowed(stage, role, done)}")
        if move.once and verb in done:
            raise NotAllowed(f"已经办过“{move.label}”：{move.once}")
        return move.to or stage

    def open_to(self, stage: str, *, role: str, done: Collection[str] = ()) -> tuple[Move, ...]:
        """What `role` may do at `stage`, in the order of the table."""
        return tuple(
            move
            for move in self
            if stage in move.stages and role in move.roles and not (move.once and move.verb in done)
        )

    def _allowed(self, stage: str, role: str, done: Collection[str]) -> str:
        labels = [f"“{move.label}”" for move in self.open_to(stage, role=role, done=done)]
        return f"现在可以{'、'.join(labels)}" if labels else f"{self.roles[role]}现在没有可以办的事"
