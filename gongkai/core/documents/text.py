"""The text of an official document as a list of blocks, between what reads it, what shows it and what prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {
    "addressee": "主送机关",
    "heading": "层次标题",  # level 1: 一、 2: （一） 3: 1. 4: （1）
    "paragraph": "段落",
    "table": "表格",
    "annexes": "附件说明",
    "signature": "署名和成文日期",  # a line each
    "note": "附注",  # （此件公开发布）
    "annex": "附件标题",  # what follows belongs to this annex
    "question": "问",
    "answer": "答",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the text. `level` counts headings from 1; `rows` are the cells of a table, the first row its head."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"没有这种段落：{self.kind}")


Text = tuple[Block, ...]


def to_record(text: Iterable[Block]) -> list[dict[str, Any]]:
    """As it is stored and answered: JSON, without what is empty."""
    return [_block_record(block) for block in text]


def _block_record(block: Block) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": block.kind}
    if block.text:
        record["text"] = block.text
    if block.level:
        record["level"] = block.level
    if block.rows:
        record["rows"] = [list(row) for row in block.rows]
    return record


def from_record(record: Iterable[Mapping[str, Any]]) -> Text:
    """Back from JSON. Raises ValueError for a kind of block that does not exist."""
    return tuple(
        Block(
            str(each["kind"]),
            str(each.get("text", "")),
            int(each.get("level", 0)),
            tuple(tuple(str(cell) for cell in row) for row in each.get("rows", ())),
        )
        for each in record
    )


def plain(text: Iterable[Block]) -> str:
    """Everything a reader sees, a line a block; the cells of a table stand with tabs between them."""
    lines: list[str] = []
    for block in text:
        lines += ["\t".join(row) for row in block.rows] if block.rows else [block.text]
    return "\n".join(line for line in lines if line.strip())
