"""Damaged tables, reports that no table holds, writers side by side: told in words that name no folder, nothing lost."""

import threading
from dataclasses import replace

import pytest

from gongkai.archive import Archive, Damaged, Refused, keeping, versions
from gongkai.archive.bulk import File, Outcome
from gongkai.reading import Unreadable
from gongkai.writing import write
from tests.archive import made
from tests.made import reconciling

FLIPPED = slice(200, 260)


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def empty(path):
    path.write_bytes(b"")


def flip(path):
    data = bytearray(path.read_bytes())
    data[FLIPPED] = bytes(each ^ 255 for each in data[FLIPPED])
    path.write_bytes(data)


@pytest.mark.parametrize("table", ["reports", "cells"])
@pytest.mark.parametrize("damage", [cut, empty, lambda path: path.unlink()], ids=["cut", "empty", "gone"])
def test_a_damaged_table_is_told_without_the_folder(archive, damage, table):
    made.put(archive, made.report("甲局", 2022, made.handled(40, 4)))
    damage(archive.folder / "tables" / "000001" / f"{table}.parquet")

    for opened in (archive, Archive(archive.folder)):
        with pytest.raises(Damaged) as told:
            opened.ask("SELECT value FROM cells, reports")
        assert "从备份恢复" in str(told.value)
        assert str(archive.folder) not in str(told.value)
    with pytest.raises(Damaged):
        Archive(archive.folder).export("csv")


@pytest.mark.parametrize("damage", [cut, flip])
def test_nothing_is_added_to_reports_that_cannot_be_read(archive, damage):
    made.put(archive, made.report("甲局", 2022, made.handled(40, 4)))
    damage(archive.folder / "tables" / "000001" / "reports.parquet")

    with pytest.raises(Damaged):
        made.put(Archive(archive.folder), made.report("乙局", 2022))


def test_a_question_that_is_wrong_is_not_damage(archive):
    made.put(archive, made.report("甲局", 2022))

    for sql in ("SELECT nothing FROM reports", "SELECT name::INTEGER FROM reports", "SELECT 1 / 'a' FROM reports"):
        with pytest.raises(Refused):
            archive.ask(sql)


@pytest.mark.parametrize("year", [0, -5, 99_999_999_999])
def test_a_year_that_is_none_is_refused(archive, year):
    with pytest.raises(Unreadable, match=f"报告年度写的是 {year}，不可能是年份"):
        made.put(archive, replace(made.report("甲局", 2022), year=year))


def test_one_report_that_no_table_takes_stops_nothing(archive, tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.html").write_bytes(write(reconciling("2021-30", number, body=f"第{number}局"), "html"))

    def through(files, _workers):
        for file in files:
            report = reconciling("2021-30", int(file.name[0]), body=f"第{file.name[0]}局")
            line = made.line(report)
            yield Outcome(file, line.replace(b'"year":', b'"year":"x","was":') if file.name == "3.html" else line, "")

    added = archive.add(sorted(tmp_path.glob("*.html")), through=through)

    assert added.read == 4
    assert added.refused == (("3.html", "读出来的内容存不进报告库。请把这个文件交给程序的维护者"),)
    assert archive.ask("SELECT count(*) FROM reports").rows == ((4,),)


def test_writers_of_one_process_do_not_take_each_others_drafts(archive, tmp_path):
    files = [File(f"{number}", b"x" * 2_000_000) for number in range(8)]
    failed: list[BaseException] = []

    def keep(file):
        try:
            keeping.keep_raw(archive.folder, file.data)
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=keep, args=(each,)) for each in files]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert failed == []
    assert archive.raw(files[0].id) == files[0].data


def test_a_damaged_original_is_kept_anew(archive):
    name = keeping.keep_raw(archive.folder, b"whole")
    (archive.folder / "raw" / name[:2] / name).write_bytes(b"rotten")

    assert archive.raw(name) is None
    keeping.keep_raw(archive.folder, b"whole")
    assert archive.raw(name) == b"whole"


def test_what_a_better_reader_says_otherwise_can_be_asked_for_ever(archive, tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    path.write_bytes(write(reconciling("2021-30", 5, body="甲局", year=2022), "html"))
    worse = reconciling("2021-30", 5, body="甲局", year=2022)
    cell = "applications.received.total"

    def before(files, _workers):
        for file in files:
            yield Outcome(file, made.line(replace(worse, cells={**worse.cells, cell: made.BLANK})), "")

    monkeypatch.setattr(versions, "reader", lambda: "older")
    archive.add([path], through=before)
    monkeypatch.setattr(versions, "reader", lambda: "newer")
    added = archive.reread()
    monkeypatch.setattr(versions, "reader", lambda: "newest")
    archive.reread()

    assert (len(added.changed), added.changed_many) == (1, 1)
    (row,) = archive.ask("changes", year="2022").records()
    assert (row["name"], row["place"]) == ("甲局", worse.where(cell))
    assert (row["old_state"], row["old_value"], row["new_state"]) == ("blank", None, "read")
    assert (row["new_value"], row["old_reader"], row["reader"]) == (worse.value(cell), "older", "newer")


def test_a_whole_archive_has_no_faults_and_every_damage_is_named(archive, tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(write(reconciling("2021-30", 5, body="甲局", year=2022), "html"))
    archive.add([path])
    made.put(archive, made.report("乙局", 2022))
    assert archive.check() == ()

    (original,) = archive.folder.glob("raw/*/*")
    original.write_bytes(original.read_bytes() + b" ")
    for each in archive.folder.glob("readings/*/*"):
        each.unlink()
    empty(archive.folder / "tables" / "000002" / "cells.parquet")
    said = [each.what for each in archive.check()]

    assert said[0] == "表 tables/000002/cells.parquet 读不完"
    assert said[1] == f"原件 a.html（raw/{original.name[:2]}/{original.name}）不在了，或者和校验值不符"
    assert [each.endswith("的读取结果不在了，或者已经损坏") for each in said] == [False, False, True, True]


def test_a_table_with_fewer_reports_than_were_put_is_a_fault(archive):
    made.put(archive, made.report("甲局", 2022), made.report("乙局", 2022))
    listed = (archive.folder / "manifest.json").read_text()
    (archive.folder / "manifest.json").write_text(listed.replace('"reports": 1', '"reports": 2', 1))

    assert [each.what for each in archive.check()] == ["表 tables/000001/reports.parquet 有 1 份报告，清单上是 2 份"]
