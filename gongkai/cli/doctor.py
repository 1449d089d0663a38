"""gongkai doctor: what this machine has, what it lacks, and what that means for the work."""

import argparse
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from gongkai import __version__
from gongkai.cli.files import why
from gongkai.core import workdays
from gongkai.writing import fonts

OK, NOTE, BAD = "正常", "注意", "缺少"


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    """Print one line a thing; 1 when something needed is missing."""
    rows = [*_python(), *_fonts(), *_sqlite(), *_programs(), *_rights(), *_calendar()]
    for state, thing, says in rows:
        print(f"{state}  {thing}  {says}")
    states = [state for state, _, _ in rows]
    print(f"共 {len(rows)} 项：{'、'.join(f'{states.count(each)} 项{each}' for each in (OK, NOTE, BAD))}")
    return 1 if BAD in states else 0


Row = tuple[str, str, str]


def _python() -> Iterator[Row]:
    yield OK, "gongkai", f"{__version__}，Python {sys.version.split()[0]}"


def _fonts() -> Iterator[Row]:
    for font in fonts.chosen():
        state = BAD if not font.family else OK if font.is_wanted or not font.package else NOTE
        yield state, "字体", str(font)


def _sqlite() -> Iterator[Row]:
    connection = sqlite3.connect(":memory:")
    options = {row[0] for row in connection.execute("pragma compile_options")}
    connection.close()
    version = sqlite3.sqlite_version
    if "ENABLE_FTS5" in options:
        yield OK, "SQLite", f"{version}，有全文检索 FTS5"
    else:
        yield NOTE, "SQLite", f"{version}，没有全文检索 FTS5，站内搜索用不了"


def _programs() -> Iterator[Row]:
    if all(find_spec(name) for name in ("rapidocr", "cv2", "onnxruntime")):
        yield OK, "识别扫描件", "已安装；识别的数字要由人对照原件核对"
    else:
        yield NOTE, "识别扫描件", "没有安装，遇到扫描件时会说明；需要时请装上 gongkai[ocr]"


def _rights() -> Iterator[Row]:
    folder = Path(os.environ.get("GONGKAI_DATA", "var"))
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    try:
        with tempfile.TemporaryFile(dir=nearest):
            yield OK, "数据文件夹", f"{folder.resolve()} 可以写"
    except OSError as error:
        says = f"{folder.resolve()} 不能写（{why(error)}）；请改权限，或者用环境变量 GONGKAI_DATA 指定别处"
        yield BAD, "数据文件夹", says


def _calendar() -> Iterator[Row]:
    year = workdays.last_notice_year()
    yield OK, "放假安排", f"国务院办公厅的通知收到 {year} 年；之后的期限标为暂定"
