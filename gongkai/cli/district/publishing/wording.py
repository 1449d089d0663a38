"""The wording of invented documents: templates filled, figures drawn the same way each time, sums added up."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.core.documents import typed
from gongkai.core.documents.text import Block, Text

_FIGURE = re.compile(r"<(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)>")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DOWN, _ACROSS = "=", "+"  # a cell that is the sum of what stands above it, or to the right of it


def draw(seed: str, most: int) -> int:
    """A whole number below `most` that belongs to the seed: the demonstration is the same each time."""
    return zlib.crc32(seed.encode()) % most


def line(template: str, values: Mapping[str, object], seed: str) -> str:
    """A template with its names and figures filled in: {town}, <120..380>, <1.5..9.9>."""
    places = iter(range(1_000_000))
    return _FIGURE.sub(lambda found: _figure(found, f"{seed}/{next(places)}"), template.format_map(values))


def _figure(found: re.Match[str], seed: str) -> str:
    low, high = Decimal(found[1]), Decimal(found[2])
    step = Decimal(1).scaleb(int(min(low.as_tuple().exponent, high.as_tuple().exponent)))
    return str(low + step * draw(seed, int((high - low) / step) + 1))


def text(template: str, values: Mapping[str, object], seed: str) -> Text:
    """The blocks of a template; a line that begins with | is a row of a table."""
    lines = (_row(each) for each in line(template, values, seed).strip().splitlines())
    return tuple(_added_up(block) for block in typed.parse("\n".join(lines)))


def _row(given: str) -> str:
    return "\t".join(given[1:].split("|")) if given.startswith("|") else given


def _added_up(block: Block) -> Block:
    """The table with its sums: of what stands right of a cell, and of the rows between the head and the total."""
    rows: list[tuple[str, ...]] = []
    for row in block.rows:
        across = [_sum(row[at + 1 :]) if cell == _ACROSS else cell for at, cell in enumerate(row)]
        above = rows[1:]
        rows.append(
            tuple(_sum([each[at] for each in above]) if cell == _DOWN else cell for at, cell in enumerate(across))
        )
    return replace(block, rows=tuple(rows)) if rows else block


def _sum(cells: Sequence[str]) -> str:
    found = [Decimal(cell) for cell in cells if _NUMBER.fullmatch(cell)]
    return str(sum(found, Decimal(0)))
