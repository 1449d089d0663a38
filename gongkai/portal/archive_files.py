"""What an archive page shows, to be taken as CSV, JSON or Parquet. Silence is an empty field or null, never 0."""

import json
import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.archive import Answer
from gongkai.portal.document_views import sent

KINDS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}
_MEDIA = {"json": "application/json", "parquet": "application/vnd.apache.parquet"}
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def asked(request: HttpRequest, answer: Answer, name: str) -> HttpResponse | None:
    """The answer as the file that was asked for; None where a page was."""
    kind = request.GET.get("as", "")
    if not kind:
        return None
    if kind not in KINDS:
        raise Http404
    response = sent(request, f"{name}.{kind}", kind, data(answer, kind))
    if kind in _MEDIA and response.status_code == 200:
        response.headers["Content-Type"] = _MEDIA[kind]
    return response


def data(answer: Answer, kind: str) -> bytes:
    """The rows of an answer as a file."""
    if kind == "csv":
        return (_MARK + answer.to_csv()).encode()
    if kind == "json":
        return answer.to_json().encode()
    return _parquet(answer)


def _parquet(answer: Answer) -> bytes:
    columns = {
        name: _kind(row[at] for row in answer.rows if row[at] is not None) for at, name in enumerate(answer.columns)
    }
    shape = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in json.loads(answer.to_json())))
        read = f"read_json({_quoted(str(source))}, format='newline_delimited', columns={{{shape}}})"
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
            connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(str(target))} (FORMAT parquet)")  # noqa: S608 - names of our own
        return target.read_bytes()


def _kind(values: Iterable[object]) -> str:
    """The narrowest kind that holds every value of a column."""
    kinds = {type(value) for value in values}
    if kinds and kinds <= {int}:
        return "BIGINT"
    if kinds and kinds <= {int, float, Decimal}:
        return "DOUBLE"
    if kinds == {bool}:
        return "BOOLEAN"
    return "DATE" if kinds == {date} else "VARCHAR"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
