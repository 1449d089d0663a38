"""Personal information (个人信息): found in text and tables by check digits, shapes and labels, weighed, and masked.

`find` and `mask` know only numbers that tell a person by themselves, and serve letters and journals. `examine` and
`examine_table` know all kinds and serve the publisher, who resolves every finding or signs a reason.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.privacy.examining import examine
    from gongkai.core.privacy.found import Personal, mask_finding, masked_text
    from gongkai.core.privacy.identity import is_resident_id
    from gongkai.core.privacy.kinds import KINDS, NAMES, Kind
    from gongkai.core.privacy.numbers import find, mask
    from gongkai.core.privacy.tables import CellFinding, examine_table, masked_table

__all__ = [
    "KINDS",
    "NAMES",
    "CellFinding",
    "Kind",
    "Personal",
    "examine",
    "examine_table",
    "find",
    "is_resident_id",
    "mask",
    "mask_finding",
    "masked_table",
    "masked_text",
]

_ROOMS = {
    "examining": ("examine",),
    "found": ("Personal", "mask_finding", "masked_text"),
    "identity": ("is_resident_id",),
    "kinds": ("KINDS", "NAMES", "Kind"),
    "numbers": ("find", "mask"),
    "tables": ("CellFinding", "examine_table", "masked_table"),
}


def __getattr__(name: str) -> object:
    """Loaded when it is asked for: who only looks for numbers (each child that opens a file) does not wait for the rest."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"gongkai.core.privacy.{room}"), name)
    raise AttributeError(name)
