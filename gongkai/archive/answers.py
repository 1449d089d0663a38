"""The answer to a question: columns, rows, the SQL that was run; as a page, as CSV or JSON, as a data frame."""

import csv
import html
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from gongkai.archive.labels import label
from gongkai.core.records import number_record

DataFrame = Any  # of pandas, where it is installed
Value = Any  # what a table holds: a text, a figure, a day, a list of them, or None
_SHOWN = 50  # rows in a notebook
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NotInstalled(Exception):
    """A library that is not part of the installation was asked for; says how to add it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under named columns; None is silence, never 0. `is_cut` says that there were more rows than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    sql: str = ""
    title: str = ""
    is_cut: bool = False

    def records(self) -> list[dict[str, Any]]:
        """A dict a row, for any data frame."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        """CSV as spreadsheets open it; silence is an empty field, text that looks like a formula is quoted."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_written(value) for value in row] for row in self.rows)
        return target.getvalue()

    def to_json(self) -> str:
        """A JSON array of objects; silence is null."""
        return json.dumps(
            [{key: _plain(value) for key, value in each.items()} for each in self.records()], ensure_ascii=False
        )

    def to_pandas(self) -> DataFrame:
        """A pandas data frame. Raises NotInstalled where pandas is not there."""
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise NotInstalled("没有装 pandas；请先装上（pip install pandas），或者用 records()、to_csv()") from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        head = "".join(f"<th>{html.escape(label(column))}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(map(_box, row))}</tr>" for row in self.rows[:_SHOWN])
        rest = f"<p>共 {len(self.rows)} 行，只显示前 {_SHOWN} 行</p>" if len(self.rows) > _SHOWN else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def answer(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], sql: str = "", title: str = "", *, is_cut: bool = False
) -> Answer:
    """An answer with figures as the core has them: a whole decimal is an int."""
    return Answer(tuple(columns), tuple(tuple(map(tidy, row)) for row in rows), sql, title, is_cut)


def tidy(value: Value) -> Value:
    """A figure without the zeros of its column."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def _plain(value: Value) -> Value:
    if isinstance(value, Decimal):
        return number_record(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _written(value: Value) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, list | dict):
        return json.dumps(plain, ensure_ascii=False)
    text = str(plain)
    return (
        f"'{text}" if isinstance(plain, str) and not isinstance(value, Decimal) and text.startswith(_FORMULA) else text
    )


def _box(value: Value) -> str:
    return f"<td>{'' if value is None else html.escape(str(value))}</td>"
