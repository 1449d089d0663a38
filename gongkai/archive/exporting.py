"""The archive's tables for others to work with: CSV, Parquet or JSON lines in a file that is there whole or not at all."""

import tempfile
from pathlib import Path

import duckdb

from gongkai.archive import asking, parts
from gongkai.archive.allowed import Refused
from gongkai.archive.manifest import Manifest

TABLES = ("reports", "cells", "texts", "findings", "figures", "rates", "changes", "bodies", "names", "form", "versions")
KINDS = {
    "csv": "FORMAT csv, HEADER true",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "json": "FORMAT json",  # one object a line
}
_MARK = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8
_BLOCK = 1 << 20


def export(folder: Path, manifest: Manifest, table: str, kind: str, to: Path) -> Path:
    """One table into a file. Silence is an empty field or null. Raises Refused."""
    if table not in TABLES:
        raise Refused(f"没有“{table}”这张表；有：{'、'.join(TABLES)}")
    if kind not in KINDS:
        raise Refused(f"不能导出成 {kind}；可以是 {'、'.join(KINDS)}")
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".export") as draft:
        made = Path(draft) / "made"
        with asking.opened(folder, manifest, is_locked=False) as connection:
            connection.execute(f"COPY ({_select(connection, table, kind)}) TO {parts.quoted(made)} ({KINDS[kind]})")
        (_marked(made) if kind == "csv" else made).replace(to)
    return to


def _select(connection: duckdb.DuckDBPyConnection, table: str, kind: str) -> str:
    """The table; in CSV a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if kind != "csv":
        return f"FROM {table}"
    columns = connection.execute(f"DESCRIBE {table}").fetchall()
    chosen = [
        f"""CASE WHEN regexp_matches("{name}", '^[=+@\\t\\r-]') THEN '''' || "{name}" ELSE "{name}" END AS "{name}\""""
        if kind_of == "VARCHAR"
        else f'"{name}"'
        for name, kind_of, *_ in columns
    ]
    return f"SELECT {', '.join(chosen)} FROM {table}"  # noqa: S608 - our own words


def _marked(path: Path) -> Path:
    target = path.with_name("marked")
    with path.open("rb") as made, target.open("wb") as file:
        file.write(_MARK)
        while block := made.read(_BLOCK):
            file.write(block)
    return target
