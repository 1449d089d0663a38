"""The Parquet tables: parts that are written once, merged as they become many, and never changed."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from gongkai.archive import manifest as manifests
from gongkai.archive.manifest import Damaged, Manifest, Part
from gongkai.archive.measures import SUMS

MOST = 20_000  # reports in a part that is merged no further
TOGETHER = 10  # parts of one size that become one of the next
TABLES = ("reports", "cells", "figures", "texts", "findings", "changes")
_NEVER_LEFT_OUT = "changes"  # what a reading said otherwise than the one before stays, also when a third one comes
_LATER = "changes"  # parts of older archives do not have it
_MEMORY = "4GB"  # of one writer; what is more goes to the disk

_ENTRY = {
    "number": "BIGINT",
    "id": "VARCHAR",
    "source": "VARCHAR",  # read: a file of anybody's; own: tallied here
    "version": "INTEGER",
    "reader": "VARCHAR",
    "origin": "VARCHAR",
    "published": "DATE",
    "put_at": "VARCHAR",
    "files": "MAP(VARCHAR, VARCHAR)",
    "file": "VARCHAR",
    "kind": "VARCHAR",
    "body": "VARCHAR",
    "body_key": "VARCHAR",
    "year": "INTEGER",
    "published_on": "DATE",
    "dated": "VARCHAR",
    "editions": "STRUCT(proactive VARCHAR, applications VARCHAR, remedies VARCHAR)",
    "counts": 'STRUCT("read" INTEGER, blank INTEGER, absent INTEGER, ambiguous INTEGER)',
    "errors": "INTEGER",
    "doubts": "JSON[]",
    "cells": 'MAP(VARCHAR, STRUCT("value" VARCHAR, state VARCHAR, unit VARCHAR, candidates VARCHAR[], "text" VARCHAR, '
    'source STRUCT(page INTEGER, "table" INTEGER, "row" INTEGER, "column" INTEGER, span INTEGER[])))',
    "texts": "MAP(VARCHAR, VARCHAR)",
    "findings": 'STRUCT(code VARCHAR, weight VARCHAR, verdict VARCHAR, "at" VARCHAR, says VARCHAR, basis VARCHAR, '
    "cells VARCHAR[])[]",
    "changes": "STRUCT(cell VARCHAR, place VARCHAR, old_reader VARCHAR, old_state VARCHAR, old_value VARCHAR, "
    "new_state VARCHAR, new_value VARCHAR)[]",
}


def _sum(name: str, cells: str) -> str:
    """A group of cells adds up only where every one of them was read: silence is NULL, never 0."""
    chosen = f"FILTER ({cells})"
    return f'CASE WHEN bool_and(figure IS NOT NULL) {chosen} THEN sum(figure) {chosen} END::DECIMAL(24, 6) AS "{name}"'


_SELECT = {
    "reports": """
        SELECT number, id, source, version, reader, origin, put_at, files, file, kind, body AS printed_body, body_key, year,
            coalesce(published_on, published) AS published_on, dated, editions.proactive AS proactive_edition,
            editions.applications AS applications_edition, editions.remedies AS remedies_edition,
            counts."read" AS cells_read, counts.blank AS cells_blank, counts.absent AS cells_absent,
            counts.ambiguous AS cells_ambiguous, len(doubts) AS doubts, errors
        FROM entry ORDER BY number""",
    "cells": """
        SELECT number, year, CASE split_part(each.key, '.', 1) WHEN 'proactive' THEN editions.proactive
                WHEN 'applications' THEN editions.applications ELSE editions.remedies END AS edition,
            each.key AS cell, each."value".state AS state, each."value"."value"::DECIMAL(24, 6) AS value,
            nullif(each."value".unit, '') AS unit, nullif(each."value".candidates, []) AS candidates,
            nullif(each."value"."text", '') AS printed, each."value".source.page AS source_page,
            each."value".source."table" AS source_table, each."value".source."row" AS source_row,
            each."value".source."column" AS source_column, each."value".source.span[1] AS span_from,
            each."value".source.span[2] AS span_to
        FROM (SELECT number, year, editions, unnest(map_entries(cells)) AS each FROM entry) ORDER BY cell, number""",
    "figures": f"""
        SELECT number, year, {", ".join(_sum(name, cells) for name, cells in SUMS.items())}
        FROM (
            SELECT number, year, each.key AS cell, each."value"."value"::DECIMAL(24, 6) AS figure
            FROM (SELECT number, year, unnest(map_entries(cells)) AS each FROM entry)
            WHERE cell LIKE 'applications.%.total' OR cell LIKE 'remedies.%'
        ) GROUP BY number, year ORDER BY number""",  # noqa: S608 - our own words
    "texts": """
        SELECT number, year, each.key AS part, each."value" AS text
        FROM (SELECT number, year, unnest(map_entries(texts)) AS each FROM entry) ORDER BY number""",
    "findings": """
        SELECT number, year, each.code, each.weight, each.verdict, each."at" AS place, each.says, each.basis, each.cells
        FROM (SELECT number, year, unnest(findings) AS each FROM entry) ORDER BY number, each.code""",
    "changes": """
        SELECT number, id, reader, each.old_reader, each.cell, each.place, each.old_state,
            each.old_value::DECIMAL(24, 6) AS old_value, each.new_state, each.new_value::DECIMAL(24, 6) AS new_value
        FROM (SELECT number, id, reader, unnest(changes) AS each FROM entry) ORDER BY number""",
}
_ORDER = {
    "reports": "number",
    "cells": "cell, number",
    "figures": "number",
    "texts": "number",
    "findings": "number, code",
    "changes": "number",
}
_LARGEST_LINE = 1 << 28  # bytes of one entry


def connect(threads: int = 2, *, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that fetches nothing from anywhere; what does not fit goes into `spill`, or nowhere."""
    return duckdb.connect(
        config={
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,  # no variable of ours is a table
            "temp_directory": str(spill or ""),
            **({"memory_limit": _MEMORY} if spill else {}),
        }
    )


@contextmanager
def sound() -> Iterator[None]:
    """A table that cannot be read is told in words that name no folder."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise Damaged("报告库要用的内存超出限度；请关掉别的程序再试") from error
    except duckdb.Error as error:
        raise Damaged("报告库的 tables 文件夹里有文件缺失或者损坏；请从备份恢复这个文件夹") from error


def quoted(text: object) -> str:
    """A text in SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def append(folder: Path, manifest: Manifest, lines: Sequence[tuple[Mapping[str, Any], bytes]]) -> Manifest:
    """One more part with these entries: what is known of each beside its own line. The caller holds the lock."""
    if not lines:
        return manifest
    manifest, name = manifest.named()
    draft = _draft(folder, name)
    with (draft / "entries.ndjson").open("wb") as file:
        for number, (known, line) in enumerate(lines, manifest.next_number):
            head = json.dumps({"number": number, **known}, ensure_ascii=False).encode("utf-8", "replace")
            file.write(head[:-1] + b"," + line.lstrip()[1:] + b"\n")
    columns = ", ".join(f"{quoted(key)}: {quoted(kind)}" for key, kind in _ENTRY.items())
    with connect(spill=_spill(folder)) as connection:
        connection.execute(
            f"CREATE TABLE entry AS SELECT * FROM read_json({quoted(draft / 'entries.ndjson')}, "  # noqa: S608 - our own words
            f"format='newline_delimited', maximum_object_size={_LARGEST_LINE}, columns={{{columns}}})"
        )
        for table, select in _SELECT.items():
            _copy(connection, select, draft / f"{table}.parquet")
    (draft / "entries.ndjson").unlink()
    _place(folder, draft, name)
    parts = (*manifest.parts, Part(name, len(lines)))
    return replace(manifest, parts=parts, next_number=manifest.next_number + len(lines))


def merge(folder: Path, manifest: Manifest) -> Manifest:
    """Parts of one size become one of the next size, so that there are few; readings that were replaced are left out."""
    while together := _alike(manifest.parts):
        manifest, name = manifest.named()
        draft = _draft(folder, name)
        with sound(), connect(spill=_spill(folder)) as connection:
            old = _replaced(connection, folder, manifest.parts)
            connection.execute("CREATE TABLE old AS SELECT unnest(?::BIGINT[]) AS number", [old])
            for table in TABLES:
                rows = f"SELECT * FROM {source(folder, together, table)}"  # noqa: S608 - our own words
                rows += "" if table == _NEVER_LEFT_OUT else " ANTI JOIN old USING (number)"
                _copy(connection, f"{rows} ORDER BY {_ORDER[table]}", draft / f"{table}.parquet")
            (count,) = connection.execute(
                f"SELECT count(*) FROM read_parquet({quoted(draft / 'reports.parquet')})"  # noqa: S608 - our own words
            ).fetchone() or (0,)
        _place(folder, draft, name)
        place = manifest.parts.index(together[0])
        rest = [part for part in manifest.parts if part not in together]
        parts = (*rest[:place], Part(name, count), *rest[place:])
        manifest = replace(manifest, parts=parts, retired=(*manifest.retired, *(part.name for part in together)))
    return manifest


def _alike(parts: Iterable[Part]) -> list[Part]:
    """The first TOGETHER parts of one size, by tens; none when no size has as many."""
    sizes: dict[int, list[Part]] = {}
    for part in parts:
        if part.reports < MOST:
            same = sizes.setdefault(len(str(part.reports)), [])
            same.append(part)
            if len(same) == TOGETHER or (len(same) > 1 and sum(each.reports for each in same) >= MOST):
                return same
    return []


def _replaced(connection: duckdb.DuckDBPyConnection, folder: Path, parts: Sequence[Part]) -> list[int]:
    """The numbers of readings of foreign files for which there is a later one; versions of our own stay."""
    found = connection.execute(
        f"SELECT number FROM {source(folder, parts, 'reports')} "  # noqa: S608 - our own words
        "QUALIFY source = 'read' AND number < max(number) OVER (PARTITION BY id)"
    ).fetchall()
    return [number for (number,) in found]


def source(folder: Path, parts: Sequence[Part], table: str) -> str:
    """The table over these parts, as SQL; empty but with all its columns where there are none."""
    files = paths(folder, parts, table)
    if not files:
        select = _SELECT[table].replace("FROM entry", "FROM (SELECT " + _nothing() + ")")
        return f"({select} LIMIT 0)"
    return f"read_parquet([{', '.join(quoted(path) for path in files)}])"


def _nothing() -> str:
    return ", ".join(f'NULL::{kind} AS "{key}"' for key, kind in _ENTRY.items())


def paths(folder: Path, parts: Iterable[Part], table: str) -> list[Path]:
    """The files of one table."""
    found = [folder.absolute() / "tables" / part.name / f"{table}.parquet" for part in parts]
    return [path for path in found if path.exists()] if table == _LATER else found


def sweep(folder: Path, manifest: Manifest) -> None:
    """Delete what no manifest names any more: parts that were merged away before, drafts of a writer that was killed."""
    kept = {*(part.name for part in manifest.parts), *manifest.retired}
    for each in (folder / "tables").glob("*"):
        if each.name not in kept:
            shutil.rmtree(each, ignore_errors=True)


def _spill(folder: Path) -> Path:
    """Where a writer puts what does not fit in memory; swept with the drafts."""
    return folder / "tables" / ".spill"


def _draft(folder: Path, name: str) -> Path:
    draft = folder / "tables" / f".{name}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def _place(folder: Path, draft: Path, name: str) -> None:
    """The part gets its name when its files are on the disk."""
    for each in draft.iterdir():
        with each.open("rb") as file:
            manifests.sync(file.fileno())
    target = folder / "tables" / name
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    manifests.sync_folder(target.parent)


def _copy(connection: duckdb.DuckDBPyConnection, select: str, target: Path) -> None:
    connection.execute(f"COPY ({select}) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)")
