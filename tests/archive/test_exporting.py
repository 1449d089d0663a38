"""The tables as files for others: the same rows in each kind, silence as nothing, no formula for a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import duckdb
import pytest

from gongkai.archive import Refused
from tests.archive.made import put, report

CELL = "applications.received.total"


def test_each_kind_has_the_same_rows(archive, tmp_path):
    put(archive, report("甲局", 2024, {CELL: 0, "applications.total.total": None}))
    to = archive.export("parquet", to=tmp_path / "deep" / "cells.parquet")

    from_csv = list(csv.DictReader(io.StringIO(archive.export("csv").decode("utf-8-sig"))))
    from_json = [json.loads(line) for line in archive.export("json").splitlines()]
    from_parquet = duckdb.sql(f"SELECT cell, state, value FROM '{to}'").fetchall()

    assert len(from_csv) == len(from_json) == len(from_parquet) == 200
    for cell, state, value in from_parquet:
        text = next(each for each in from_csv if each["cell"] == cell)
        plain = next(each for each in from_json if each["cell"] == cell)
        assert (text["state"], plain["state"]) == (state, state)
        assert (text["value"] == "", plain["value"] is None) == (value is None, value is None)
    assert [each for each in from_parquet if each[2] is not None] == [(CELL, "read", 0)]


def test_a_text_that_looks_like_a_formula_is_none_in_csv(archive):
    put(archive, replace(report("=HYPERLINK(1)局", 2024)))

    (row,) = csv.DictReader(io.StringIO(archive.export("csv", "reports").decode("utf-8-sig")))

    assert row["printed_body"] == "'=HYPERLINK(1)局"


def test_what_cannot_be_exported_is_told(archive):
    with pytest.raises(Refused, match="没有“secrets”这张表；有：reports、cells"):
        archive.export("csv", "secrets")
    with pytest.raises(Refused, match="不能导出成 xml；可以是 csv、parquet、json"):
        archive.export("xml")
