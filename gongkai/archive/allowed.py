"""Which SQL strangers may ask: one SELECT over the archive's own tables; nothing that tells of the machine it runs on."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

TABLES = (
    "reports", "versions", "cells", "texts", "findings", "figures", "rates", "changes", "bodies", "names", "lineage",
    "above", "form", "kept",
)  # fmt: skip
_SERIES = frozenset({"unnest", "range", "generate_series"})  # functions that are tables and open nothing
_TELLING = frozenset({"current_setting", "getvariable", "write_log", "get_block_size"})
_OF_THE_ENGINE = ("pg_", "duckdb_", "pragma_")


class Refused(Exception):
    """A question that may not be asked, or that cannot be understood or answered in time; in Chinese."""


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one SELECT that is in the text. Raises Refused."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise Refused(f"这不是一条能懂的 SQL：{str(error).splitlines()[0]:.300}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Refused("只能问一条 SELECT：报告库只供查询，不能改动，也不能读写别的文件")
    return statements[0]


def examine(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Refuse every table that is none of the archive's, and every function that tells of settings and files.

    The database is locked, but it knows its own settings and the definitions of its views, and in both stand the names
    of folders.
    """
    statement = one(connection, sql)
    found = connection.cursor().execute("SELECT json_serialize_sql($1::VARCHAR)", [statement.query]).fetchone()
    tree = json.loads(found[0]) if found else {"error": True}
    if tree.get("error"):
        raise Refused("这条 SELECT 的写法这里不支持；请改写成普通的 SELECT")
    nodes = list(_nodes(tree))
    known = {*TABLES, *(str(each["key"]).lower() for node in nodes for each in _named(node))}
    for node in nodes:
        _allow(node, known)


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(each)


def _named(node: dict[str, Any]) -> list[dict[str, Any]]:
    """What the question itself gives a name to."""
    named = node.get("cte_map")
    return list(named["map"]) if isinstance(named, dict) else []


def _allow(node: dict[str, Any], known: set[str]) -> None:
    kind = node.get("type")
    if kind == "BASE_TABLE":
        name, schema = str(node["table_name"]), f"{node['catalog_name']}{node['schema_name']}"
        if name.lower() not in known or schema not in {"", "main"}:
            raise Refused(f"报告库没有“{name:.60}”这张表；有：{'、'.join(TABLES)}")
    elif kind == "TABLE_FUNCTION":
        name = str(node["function"]["function_name"])
        if name not in _SERIES:
            raise Refused(f"不能用 {name:.60}：只能查报告库自己的表（{'、'.join(TABLES)}）")
    elif kind == "FUNCTION" and _is_telling(str(node.get("function_name", "")).lower()):
        raise Refused(f"不能用 {node['function_name']:.60}：报告库不说它所在的机器")
    elif kind == "SHOW_REF" and node.get("show_type") == "SHOW_SPECIAL" and node.get("table_name") != '"tables"':
        raise Refused("只能用 SHOW TABLES 和 DESCRIBE")


def _is_telling(function: str) -> bool:
    return function in _TELLING or function.startswith(_OF_THE_ENGINE)
