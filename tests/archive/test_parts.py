"""Parts become few and lose nothing; readings that were replaced are left out of what is merged; a reader is never cut off."""

from dataclasses import replace

import pytest

from gongkai.archive import Archive, Damaged, manifest, parts
from gongkai.core.reports import read_cell
from gongkai.reading import Reading
from tests.archive.made import put, report

CELL = "applications.received.total"


def test_many_puts_are_few_parts_with_everything_in_them(archive):
    for number in range(23):
        put(archive, report(f"第{number}局", 2024, {CELL: number}))

    listed = manifest.load(archive.folder)

    assert sorted(part.reports for part in listed.parts) == [1, 1, 1, 10, 10]
    assert archive.ask(
        "SELECT value FROM cells WHERE cell = $c AND state = 'read' ORDER BY value", c=CELL
    ).rows == tuple((n,) for n in range(23))
    assert archive.ask("SELECT count(*), count(DISTINCT (report, cell)) FROM cells").rows == ((23 * 200, 23 * 200),)


def test_a_reading_that_was_replaced_is_left_out_and_our_versions_are_not(archive):
    one = report("甲局", 2024, {CELL: 1})
    for number in range(10):
        other = replace(one, cells={**one.cells, CELL: read_cell(number)})
        archive.put(Reading("a", "text", other, {}, ()), b"one file")

    (part,) = manifest.load(archive.folder).parts

    assert part.reports == 1
    assert archive.ask("SELECT value FROM cells WHERE cell = $c", c=CELL).rows == ((9,),)


def test_what_was_merged_away_stays_for_those_who_read_it_until_the_next_write(archive):
    for number in range(9):
        put(archive, report(f"第{number}局", 2024))
    reader = Archive(archive.folder)
    old = reader._connection()
    put(archive, report("第九局", 2024))

    assert old.execute("SELECT count(*) FROM cells").fetchone() == (9 * 200,)
    assert reader.ask("SELECT count(*) FROM cells").rows == ((10 * 200,),)
    assert len(manifest.load(archive.folder).retired) == 10

    put(archive, report("第十局", 2024))

    assert len(list((archive.folder / "tables").iterdir())) == 2


@pytest.mark.parametrize("table", ["cells", "reports"])
def test_a_table_that_was_lost_is_told_in_words(archive, table):
    put(archive, report("甲局", 2024))
    next((archive.folder / "tables").glob(f"*/{table}.parquet")).unlink()

    with pytest.raises(Damaged, match="请从备份恢复这个文件夹"):
        Archive(archive.folder).ask("SELECT * FROM cells")


def test_a_folder_that_is_something_else_is_no_archive(tmp_path):
    (tmp_path / "manifest.json").write_text("{}")

    with pytest.raises(Damaged, match="不是 gongkai-archive/1 格式的报告库"):
        Archive(tmp_path).bodies()


def test_parts_of_twenty_thousand_are_merged_no_further():
    full = [manifest.Part(str(n), parts.MOST) for n in range(30)]

    assert parts._alike(full) == []
    assert parts._alike([*full, manifest.Part("a", 15_000), manifest.Part("b", 12_000)]) == [
        manifest.Part("a", 15_000),
        manifest.Part("b", 12_000),
    ]
