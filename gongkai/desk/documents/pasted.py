"""A basic catalogue copied out of a spreadsheet, line by line; what is wrong is said with the line and the column."""

from typing import Any

from gongkai.channels import CHANNELS
from gongkai.documents.models import Column

COLUMNS = ("栏目", "公开事项", "公开内容", "依据", "公开时限", "更新周期（天）", "公开渠道")
_LENGTHS = {"公开事项": 120, "公开内容": 400, "依据": 200, "公开时限": 80}
_PARTS = ("、", "，", ",", ";", "；", " ")


def read(table: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The items and what is wrong; with one fault none is meant to be kept."""
    columns = {
        label: each for each in Column.objects.filter(closed_on__isnull=True) for label in (each.key, each.label)
    }
    items: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(table.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or (number == 1 and cells[0] == COLUMNS[0]):
            continue
        named = dict(zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False))
        wrong = list(_faults(named, columns, len(cells)))
        faults += [f"第{number}行：{each}" for each in wrong]
        if not wrong:
            items.append(_item(named, columns))
    if not items and not faults:
        faults.append("没有读到内容，请从表格里复制后粘贴")
    return items, faults


def _faults(named: dict[str, str], columns: dict[str, Column], many: int) -> list[str]:
    found = []
    if many > len(COLUMNS):
        found.append(f"有{many}列，应当是{len(COLUMNS)}列")
    if named["栏目"] not in columns:
        found.append(f"没有“{named['栏目']}”这个栏目，请照“栏目”页的名称写")
    if not named["公开事项"]:
        found.append("没有公开事项的名称")
    found += [
        f"{label}有{len(named[label])}字，最多{most}字" for label, most in _LENGTHS.items() if len(named[label]) > most
    ]
    if named["更新周期（天）"] and not named["更新周期（天）"].isdecimal():
        found.append(f"更新周期“{named['更新周期（天）']}”不是天数")
    found += [f"没有“{word}”这个渠道" for word in _words(named["公开渠道"]) if word not in _channels()]
    return found


def _item(named: dict[str, str], columns: dict[str, Column]) -> dict[str, Any]:
    return {
        "column": columns[named["栏目"]],
        "name": named["公开事项"],
        "content": named["公开内容"],
        "basis": named["依据"],
        "time_limit": named["公开时限"],
        "update_days": int(named["更新周期（天）"]) if named["更新周期（天）"] else None,
        "channels": [_channels()[word] for word in _words(named["公开渠道"])],
    }


def _words(cell: str) -> list[str]:
    for sign in _PARTS:
        cell = cell.replace(sign, "\n")
    return [word for word in cell.split("\n") if word]


def _channels() -> dict[str, str]:
    return {word: key for key, each in CHANNELS.items() for word in (key, each.label)}
