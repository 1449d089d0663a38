"""Questions to an archive in SQL: a database in memory that sees the tables of this archive, nothing else, and writes nothing."""

import json
import threading
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from gongkai.archive import bodies, entries, parts
from gongkai.archive.allowed import Refused, one
from gongkai.archive.answers import Answer, answer
from gongkai.archive.manifest import Manifest
from gongkai.core.reports import body_kind

SECONDS = 60.0  # for one question
MOST_ROWS = 100_000  # of one answer; more is for an export
_MEMORY = "2GB"
# What a question can be wrong in; the last two are also said of a file that is cut short or gone.
_OF_EITHER = (duckdb.InvalidInputException, duckdb.PermissionException)
_OF_QUESTIONS = (
    duckdb.ProgrammingError,
    duckdb.DataError,
    duckdb.NotSupportedError,
    duckdb.TransactionException,
    duckdb.IntegrityError,
    *_OF_EITHER,
)
_BODY = '[{"body":"VARCHAR","name":"VARCHAR","parent":"VARCHAR","kind":"VARCHAR","other_names":["VARCHAR"],"is_known":"BOOLEAN"}]'
_NAME = '[{"key":"VARCHAR","body":"VARCHAR","how":"VARCHAR","remark":"VARCHAR"}]'
_LINE = '[{"body":"VARCHAR","predecessor":"VARCHAR","on":"DATE"}]'
_FORM = (
    '[{"edition":"VARCHAR","cell":"VARCHAR","place":"VARCHAR","form_table":"VARCHAR","form_row":"VARCHAR",'
    '"form_column":"VARCHAR","row_label":"VARCHAR","column_label":"VARCHAR","unit":"VARCHAR","sort":"INTEGER"}]'
)


def opened(folder: Path, manifest: Manifest, *, is_locked: bool = True) -> duckdb.DuckDBPyConnection:
    """A database over these parts, locked: no other file, no setting, no extension."""
    connection = parts.connect()
    try:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET temp_directory = ''")
        sources = {table: parts.source(folder, manifest.parts, table) for table in parts.TABLES}
        _tell(connection, manifest, sources["reports"])
        connection.execute(resources.files(__package__).joinpath("views.sql").read_text("utf-8").format(**sources))
        if is_locked:
            _lock(connection, [path for table in parts.TABLES for path in parts.paths(folder, manifest.parts, table)])
    except BaseException:
        connection.close()
        raise
    return connection


def _lock(connection: duckdb.DuckDBPyConnection, allowed: Sequence[Path]) -> None:
    connection.execute(f"SET allowed_paths = [{', '.join(map(parts.quoted, allowed))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _tell(connection: duckdb.DuckDBPyConnection, manifest: Manifest, reports: str) -> None:
    """The tables that are not in files: bodies, what their names were found to mean, who became whom, the form."""
    told = [bodies.body_of(record) for record in manifest.bodies]
    printed = dict(
        connection.execute(
            f"SELECT body_key, min(printed_body) FROM {reports} WHERE body_key <> '' GROUP BY body_key ORDER BY 1"  # noqa: S608 - our own words
        ).fetchall()
    )
    found = bodies.match(printed, told)
    known = [{**bodies.body_record(each), "body": each.id, "is_known": True} for each in told]
    names = {each.id for each in told}
    own = [
        {"body": each.body, "name": printed[each.key], "parent": None, "kind": body_kind(each.key)}
        | {"other_names": [], "is_known": False}
        for each in found.values()
        if each.body not in names
    ]
    lines = [
        {"body": each.id, "predecessor": before.body, "on": before.on.isoformat() if before.on else None}
        for each in told
        for before in each.predecessors
    ]
    matches = [
        {"key": each.key, "body": each.body, "how": each.how, "remark": each.remark or None} for each in found.values()
    ]
    for table, shape, rows in (
        (
            "bodies",
            _BODY,
            [{key: None if row[key] == "" else row[key] for key in json.loads(_BODY)[0]} for row in (*known, *own)],
        ),
        ("names", _NAME, matches),
        ("lineage", _LINE, lines),
        ("form", _FORM, entries.form_rows()),
    ):
        _table(connection, table, shape, rows)
    connection.execute(_ABOVE)


_ABOVE = """
CREATE TABLE above AS
WITH RECURSIVE up AS (
    SELECT body, parent AS ancestor FROM bodies WHERE parent IS NOT NULL
    UNION SELECT up.body, b.parent FROM up JOIN bodies AS b ON b.body = up.ancestor WHERE b.parent IS NOT NULL
)
SELECT u.body, u.ancestor FROM up AS u ANTI JOIN up AS v ON v.body = u.ancestor AND v.ancestor = u.body
"""  # whoever is above itself is above nobody


def _table(connection: duckdb.DuckDBPyConnection, name: str, shape: str, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(
        f"CREATE TABLE {name} AS SELECT unnest(from_json(?, '{shape}'), recursive := true)",
        [json.dumps(rows, ensure_ascii=False)],
    )


def is_of_files(error: duckdb.Error) -> bool:
    """Whether the tables on the disk are to blame, and not the question."""
    if isinstance(error, _OF_QUESTIONS):
        return isinstance(error, _OF_EITHER) and ".parquet" in str(error)
    return True


def run(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    given: Mapping[str, Any] | None = None,
    *,
    most: int = MOST_ROWS,
    seconds: float = SECONDS,
) -> Answer:
    """The answer to one SELECT. Raises Refused."""
    statement = one(connection, sql)
    wanted = {key: value for key, value in (given or {}).items() if key in statement.named_parameters}
    missing = sorted(set(statement.named_parameters) - set(wanted))
    if missing:
        raise Refused(f"这个问题要给出 {'、'.join(missing)}")
    cursor = connection.cursor()
    alarm = threading.Timer(seconds, cursor.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        cursor.execute(statement, wanted)
        columns = [each[0] for each in cursor.description or ()]
        rows = cursor.fetchmany(most + 1)
    except duckdb.InterruptException as error:
        raise Refused(f"算了 {seconds:g} 秒还没有算完，已停止；请缩小范围，例如限定年份") from error
    except duckdb.OutOfMemoryException as error:
        raise Refused("这个问题需要的内存超出限度；请缩小范围，例如限定年份") from error
    except duckdb.Error as error:
        if is_of_files(error):
            raise
        raise Refused(f"这个问题问不了：{str(error).splitlines()[0]:.300}") from error
    finally:
        alarm.cancel()
        cursor.close()
    return answer(columns, rows[:most], sql, is_cut=len(rows) > most)
