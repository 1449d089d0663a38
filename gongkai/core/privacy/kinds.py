"""What kinds of personal information there are: weight, basis, and how each is masked (`kinds.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what it is called, how grave it is, what the law says, and what a publisher is to do."""

    key: str
    label: str
    weight: str  # block, warning, hint
    mask: str  # ends, surname, village, mailbox, whole, review
    head: int  # characters kept at the beginning, for `ends`
    tail: int
    column: str  # mask, drop, review
    basis: str
    mend: str
    rank: int  # of two kinds found in one place the lower rank is kept


def read(name: str) -> Mapping[str, object]:
    """A TOML file of this folder."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def _kinds() -> dict[str, Kind]:
    rows = read("kinds.toml")["kinds"]
    assert isinstance(rows, list)
    return {
        row["key"]: Kind(
            row["key"],
            row["label"],
            row["weight"],
            row["mask"],
            row.get("head", 0),
            row.get("tail", 0),
            row["column"],
            row["basis"],
            row["mend"],
            rank,
        )
        for rank, row in enumerate(rows)
    }


KINDS: Mapping[str, Kind] = _kinds()
NAMES: Mapping[str, str] = {key: kind.label for key, kind in KINDS.items()}
