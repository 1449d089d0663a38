"""gongkai write: one report read and written in official layout."""

import argparse
import sys
from pathlib import Path

from gongkai import writing
from gongkai.cli.files import Problem, read_all, why

KINDS = writing.KINDS


def run(options: argparse.Namespace) -> int:
    """Write the report; 2 when it cannot be read or written."""
    read = list(read_all([options.file]))
    if len(read) != 1:
        raise Problem(f"{options.file} 里有 {len(read)} 份报告；一次只能写一份，请先解开")
    (found,) = read
    if found.reading is None:
        raise Problem(f"{found.name}：{found.unreadable}")
    try:
        data = writing.write(found.reading.report, options.to)
    except writing.CannotWrite as error:
        raise Problem(str(error)) from error
    if options.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _put(data, options, Path(found.name))
    return 0


def _put(data: bytes, options: argparse.Namespace, source: Path) -> None:
    path = Path(options.output or Path(options.file).with_suffix(f".{options.to}").name)
    try:
        _refuse_to_overwrite(path, options, source)
        path.write_bytes(data)
    except OSError as error:
        raise Problem(f"写不了 {path}：{why(error)}") from error
    print(f"已写 {path}（{len(data):,} 字节）", file=sys.stderr)


def _refuse_to_overwrite(path: Path, options: argparse.Namespace, source: Path) -> None:
    """A file that is there is replaced only when it was named with -o, and the report that was read never."""
    if not path.exists():
        return
    if options.output is None:
        raise Problem(f"{path} 已经存在，没有覆盖；请用 -o 指定写到哪里")
    if any(each.exists() and path.samefile(each) for each in (source, Path(options.file))):
        raise Problem(f"{path} 就是要读的报告，没有覆盖；请用 -o 写到别处")
