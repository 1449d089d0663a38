"""What a rebuilder hands back: the new file, and what could not be taken over as it was."""

from dataclasses import dataclass, field

from gongkai.release.values import Removed


@dataclass(slots=True)
class Made:
    """The new file, still to be looked through."""

    data: bytes
    kind: str
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_drawn: bool = False  # pages became pixels
