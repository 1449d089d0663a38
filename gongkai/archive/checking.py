"""Whether an archive is still what was put into it: every table can be read to its end, every original has its hash."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from gongkai.archive import keeping, parts
from gongkai.archive.filing import version_name
from gongkai.archive.manifest import Damaged, Manifest

Progress = Callable[[int, int, str], None]
_FROM_BACKUP = "请从备份恢复这个文件"


class Fault(NamedTuple):
    """What is not as it was, and what to do."""

    what: str
    do: str


def faults(folder: Path, manifest: Manifest, progress: Progress | None = None) -> Iterator[Fault]:
    """Everything in the folder that is gone or damaged: first the tables, then originals and readings."""
    found = list(_tables(folder, manifest))
    yield from found
    if not any("reports" in each.what for each in found):
        yield from _kept(folder, manifest, progress or (lambda _done, _total, _name: None))


def _tables(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    for part in manifest.parts:
        for table in parts.TABLES:
            try:
                with parts.sound(), parts.connect() as connection:
                    many = _read_through(connection, parts.source(folder, (part,), table))
            except Damaged as error:
                yield Fault(f"表 tables/{part.name}/{table}.parquet 读不完", str(error).split("；")[-1])
                continue
            if table == "reports" and many != part.reports:
                yield Fault(
                    f"表 tables/{part.name}/reports.parquet 有 {many} 份报告，清单上是 {part.reports} 份", _FROM_BACKUP
                )


def _read_through(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    """How many rows there are; every column of every row is unpacked for it."""
    row = connection.execute(f"SELECT count(*), bit_xor(hash(each)) FROM {source} AS each").fetchone()  # noqa: S608 - our own words
    return int(row[0]) if row else 0


def _kept(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[Fault]:
    with parts.sound(), parts.connect() as connection:
        rows = connection.execute(
            f"SELECT id, reader, version, files FROM {parts.source(folder, manifest.parts, 'reports')} ORDER BY number"  # noqa: S608 - our own words
        ).fetchall()
    for done, (report, reader, version, files) in enumerate(rows, 1):
        for name, digest in dict(files or {}).items():
            if keeping.raw(folder, digest) is None:
                yield Fault(f"原件 {name}（raw/{digest[:2]}/{digest}）不在了，或者和校验值不符", _FROM_BACKUP)
        if keeping.reading(folder, report, version_name(reader, version)) is None:
            yield Fault(
                f"报告 {report:.64} 的读取结果不在了，或者已经损坏", "请从备份恢复 readings 文件夹，或者重新读取原件"
            )
        progress(done, len(rows), report)
