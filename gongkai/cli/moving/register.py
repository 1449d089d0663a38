"""The register of an older portal: a table with one document a row, its columns known by their Chinese names."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.cli.files import Problem, why
from gongkai.cli.moving.tidying import from_cell
from gongkai.reading.encodings import decode

# How portals call each column; the first is how we do.
NAMES = {
    "title": ("标题", "名称", "信息名称", "文件名称", "公文标题", "题名", "文件标题"),
    "index_number": ("索引号", "信息索引号", "索引编号", "索取号"),
    "document_number": ("发文字号", "文号", "文件编号", "发文文号", "文件字号"),
    "issuer": ("发文机关", "发布机构", "发文单位", "发布单位", "制发机关", "公开责任部门", "发布机关", "责任部门"),
    "formed_on": ("成文日期", "生成日期", "成文时间", "发文日期", "生成时间", "印发日期"),
    "published_on": ("发布日期", "公开日期", "发布时间", "公开时间", "上网日期"),
    "effective_from": ("施行日期", "生效日期", "实施日期", "生效时间"),
    "expires_on": ("有效期至", "有效期限", "失效日期", "失效时间"),
    "repealed_on": ("废止日期", "废止时间"),
    "validity": ("有效性", "时效性", "效力状态", "是否有效", "有效状态"),
    "theme": ("主题分类", "主题类别", "信息分类", "分类"),
    "kind": ("公文种类", "文种", "体裁分类"),
    "keywords": ("主题词", "关键词", "关键字"),
    "summary": ("内容概述", "摘要", "概述", "内容摘要"),
    "text": ("正文", "内容", "正文内容"),
    "address": ("网址", "链接", "原网址", "url", "地址", "页面地址"),
    "files": ("文件", "附件", "文件名", "附件文件", "附件名称"),
    "column": ("栏目", "所属栏目", "栏目短名"),
    "filing_number": ("统一编号", "规范性文件编号", "登记编号"),
}
_SERIALS = ("", "序号", "编号", "id", "no", "no.")  # nothing of the document
_LOOKED_AT = 10  # rows in which the head is looked for
_BY_NAME = {name: key for key, names in NAMES.items() for name in names}
_TABLES = (".csv", ".xlsx", ".xls", ".et", ".tsv")


@dataclass(frozen=True, slots=True)
class Line:
    """One row, as it stands."""

    number: int  # in the file, the first is 1
    values: dict[str, str]
    unknown: dict[str, str]  # what stands in columns that nobody here knows


@dataclass(frozen=True, slots=True)
class Register:
    """A table that was read."""

    path: Path
    columns: dict[str, str]  # ours -> as printed
    unknown: tuple[str, ...]
    lines: tuple[Line, ...]


def is_table(path: Path) -> bool:
    """By its name."""
    return path.suffix.lower() in _TABLES and not path.name.startswith((".", "~$"))


def read(path: Path) -> Register:
    """The register in a file. Raises Problem where it is none."""
    try:
        rows = list(_rows(path))
    except OSError as error:
        raise Problem(f"打不开 {path}：{why(error)}") from error
    except (CalamineError, csv.Error) as error:
        raise Problem(f"{path} 不是表格，或者已损坏；请用表格软件另存为 xlsx 或者 csv") from error
    for at, row in enumerate(rows[:_LOOKED_AT]):
        known = {place: key for place, cell in enumerate(row) if (key := _BY_NAME.get(_plain(cell)))}
        if "title" in known.values():
            return _register(path, rows, at, known)
    names = "、".join(names[0] for names in NAMES.values())
    raise Problem(f"{path} 里没有“标题”这一栏；认识的栏目名有：{names}")


def _register(path: Path, rows: list[list[str]], head: int, known: dict[int, str]) -> Register:
    names: dict[str, int] = {}
    for place, key in known.items():
        names.setdefault(key, place)  # a second column of one meaning is shown with the unknown ones
    taken = set(names.values())
    others = {at: cell for at, cell in enumerate(rows[head]) if at not in taken and _plain(cell) not in _SERIALS}
    lines = tuple(
        Line(
            number,
            {key: row[place] if place < len(row) else "" for key, place in names.items()},
            {cell: row[place] for place, cell in others.items() if place < len(row) and row[place].strip()},
        )
        for number, row in enumerate(rows[head + 1 :], head + 2)
        if any(cell.strip() for cell in row)
    )
    columns = {key: rows[head][place] for key, place in names.items()}
    return Register(path, columns, tuple(others.values()), lines)


def _rows(path: Path) -> Iterator[list[str]]:
    if path.suffix.lower() in (".csv", ".tsv"):
        text = decode(path.read_bytes())
        first = text.split("\n", 1)[0]
        mark = max(",\t;", key=first.count)
        csv.field_size_limit(50_000_000)
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for row in sheet.to_python(skip_empty_area=False):
        yield [from_cell(cell) for cell in row]


def _plain(cell: str) -> str:
    return re.split(r"[：:（(]", re.sub(r"[\s\ufeff*]", "", cell))[0].lower()
