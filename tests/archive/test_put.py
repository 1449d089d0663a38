"""What is put comes out equal; it is kept once; another reading is another; silence stays silence."""

import json
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from gongkai.archive import Archive, Refused
from gongkai.core.checks import examine
from gongkai.core.reports import State, read_cell
from gongkai.reading import Reading, Unreadable, read
from gongkai.writing import write
from tests.archive.made import put, report
from tests.made import reconciling, reports

NOON = datetime(2025, 1, 20, 12, tzinfo=UTC)
CELL = "applications.received.total"


@given(whole=reports())
@settings(max_examples=15, deadline=None)
def test_what_is_put_comes_out_equal(whole):
    reading = Reading("甲.docx", "office", whole, {}, ())
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(folder)
        kept = archive.report(archive.put(reading, b"file").id)
        rows = archive.ask("SELECT cell, state, value, coalesce(unit, '') FROM cells")
        texts = archive.ask("SELECT part, text FROM texts")

    assert kept.reading == reading
    assert len(rows.rows) > 180
    assert {row[0]: row[1:] for row in rows.rows} == {
        key: (cell.state.value, cell.value, cell.unit) for key, cell in whole.cells.items()
    }
    assert dict(texts.rows) == dict(whole.texts)


def test_a_file_that_was_read_keeps_the_place_of_every_figure(archive):
    data = write(reconciling("2021-30", 5, body="青禾区教育局", year=2022), "docx")
    reading = read(data, "教育局.docx")
    done = archive.put(reading, data)

    rows = archive.ask(
        "SELECT cell, printed, source_table, source_row, source_column FROM cells WHERE printed IS NOT NULL"
    ).rows

    assert len(rows) == len(reading.sources) > 180
    assert set(rows) == {(cell, each.text, each.table, each.row, each.column) for cell, each in reading.sources.items()}
    assert archive.raw(done.id) == data
    assert archive.report(done.id).reading == reading
    findings = [each for each in examine(reading.report, reading.doubts).findings if each.code[0] != "Y"]
    assert list(archive.report(done.id).findings) == findings


def test_the_same_reading_is_kept_once(archive):
    one = report("青禾区教育局", 2022, {CELL: 3})

    (first,), (second,) = put(archive, one), put(archive, one)

    assert (first.is_new, second.is_new, first.id) == (True, False, second.id)
    assert archive.ask("SELECT count(*) FROM cells").rows == ((len(one.cells),),)


def test_another_reading_of_the_same_file_says_what_changed(archive):
    one = report("青禾区教育局", 2022, {CELL: 3})
    other = replace(one, cells={**one.cells, CELL: read_cell(8)})
    archive.put(Reading("甲", "text", one, {}, ()), b"file")

    done = archive.put(Reading("甲", "text", other, {}, ()), b"file")

    assert [(each.cell, each.place, each.old.value, each.new.value) for each in done.changed] == [
        (CELL, "表三/本年新收政府信息公开申请数量/总计", 3, 8)
    ]
    assert archive.ask("SELECT value FROM cells WHERE cell = $cell", cell=CELL).rows == ((8,),)


def test_silence_is_null_and_zero_is_zero(archive):
    put(archive, report("甲局", 2022, {CELL: 0}), report("乙局", 2022, {CELL: None}), report("丙局", 2022))

    rows = archive.ask("SELECT name, state, value FROM cells WHERE cell = $cell ORDER BY state", cell=CELL).rows
    years = archive.ask("years")

    assert rows == (("丙局", "absent", None), ("乙局", "blank", None), ("甲局", "read", 0))
    assert years.records()[0]["said"] == 1
    assert years.records()[0]["silent"] == 2
    assert years.records()[0]["received"] == 0
    assert years.records()[0]["handled"] is None


def test_amounts_are_exact(archive):
    amount = Decimal("123456789012.345678")
    put(archive, report("甲局", 2022, {"proactive.art20_8.administrative_fees.fee_amount": amount}))

    assert archive.ask("SELECT sum(value) FROM cells").rows == ((amount,),)


@pytest.mark.parametrize("value", [10**18, Decimal("0.1234567")])
def test_a_figure_that_no_column_holds_is_refused_rather_than_rounded(archive, value):
    one = report("甲局", 2022, {"proactive.art20_8.administrative_fees.fee_amount": value})

    with pytest.raises(Unreadable, match="不可能是件数或者万元数"):
        put(archive, one)

    assert archive.ask("SELECT count(*) FROM reports").rows == ((0,),)


def test_a_published_report_of_ours_replaces_the_version_before_and_both_are_listed(archive):
    first, second = report("甲局", 2024, {CELL: 3}), report("甲局", 2024, {CELL: 4})
    archive.put_report(first, {"甲局.pdf": b"first"}, "jia/2024", NOON)
    again = archive.put_report(first, {"甲局.pdf": b"first"}, "jia/2024", NOON)

    done = archive.put_report(second, {"甲局.pdf": b"second"}, "jia/2024", NOON)

    assert (again.is_new, done.is_new) == (False, True)
    assert [(each.old.value, each.new.value) for each in done.changed] == [(3, 4)]
    assert archive.report("jia/2024").reading.report == second
    assert archive.report("jia/2024").versions == (1, 2)
    assert archive.report("jia/2024", 1).reading.report == first
    assert [archive.raw(archive.report("jia/2024", n).files[0][1]) for n in (1, 2)] == [b"first", b"second"]
    assert archive.ask("SELECT value FROM cells WHERE cell = $cell", cell=CELL).rows == ((4,),)


def test_new_files_of_the_same_figures_are_a_new_version(archive):
    one = report("甲局", 2024, {CELL: 3})
    archive.put_report(one, {"甲局.pdf": b"first"}, "jia/2024", NOON)

    done = archive.put_report(one, {"甲局.pdf": b"second"}, "jia/2024", NOON)

    assert (done.is_new, done.changed) == (True, ())
    assert archive.report("jia/2024").version == 2


def test_of_several_reports_of_one_body_and_year_one_counts(archive):
    poor, full = report("甲局", 2024, {CELL: 1}), report("甲局", 2024, {CELL: 2, "applications.total.total": 2})
    put(archive, full, poor)
    before = archive.ask("years").records()[0]["received"]
    archive.put_report(report("甲局", 2024, {CELL: 9}), {}, "jia/2024", NOON)

    after = archive.ask("years").records()[0]

    assert (before, after["received"], after["reports"]) == (2, 9, 1)
    assert len(archive.ask("copies").rows) == 3
    assert [row[4] for row in archive.ask("contradictions").rows] == [[1, 2, 9]]


def test_a_report_without_body_or_year_is_kept_and_counts_nowhere(archive):
    put(archive, replace(report("甲局", 2024, {CELL: 1}), year=None), replace(report("甲局", 2024, {CELL: 1}), body=""))

    assert archive.ask("years").rows == ()
    assert [row[2:4] for row in archive.ask("unplaced").rows] == [("", 2024), ("甲局", None)] or [
        row[2:4] for row in archive.ask("unplaced").rows
    ] == [("甲局", None), ("", 2024)]


def test_the_date_given_stands_where_the_report_has_none(archive):
    silent, dated = report("甲局", 2024), report("乙局", 2024, on=date(2025, 1, 9))
    for each in (silent, dated):
        archive.put(Reading("x", "text", each, {}, ()), published=date(2025, 3, 1))

    found = archive.ask("SELECT name, published_on FROM reports ORDER BY published_on").rows

    assert found == (("乙局", date(2025, 1, 9)), ("甲局", date(2025, 3, 1)))


def test_a_report_that_is_not_there(archive):
    with pytest.raises(Refused, match="报告库里没有“nothing”"):
        archive.report("nothing")


def test_the_states_are_counted(archive):
    one = report("甲局", 2022, {CELL: 3, "applications.total.total": None})
    put(archive, one)

    (row,) = archive.ask("SELECT cells_read, cells_blank, cells_absent, cells_ambiguous FROM reports").rows

    assert row == (1, 1, len(one.cells) - 2, 0)
    assert sum(cell.state is State.ABSENT for cell in one.cells.values()) == row[2]


def test_the_manifest_can_be_read_by_others(archive):
    put(archive, report("甲局", 2022))

    manifest = json.loads(Path(archive.folder, "manifest.json").read_text("utf-8"))

    assert (manifest["format"], [part["reports"] for part in manifest["parts"]]) == ("gongkai-archive/1", [1])
