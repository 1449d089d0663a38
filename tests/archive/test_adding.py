"""Many files: one bad file stops nothing, a killed run goes on where it stopped, an old reading is read again."""

import json
import shutil
import signal
import subprocess
import sys
import zipfile

import pytest

from gongkai.archive import Archive, bulk, entries, keeping, manifest, read, versions
from gongkai.archive.filing import Desk, Entry
from gongkai.reading import Unreadable
from tests.archive.made import save

CELL = "applications.received.total"
COUNTS = "SELECT count(*), count(DISTINCT id) FROM reports"


def test_a_bad_file_stops_nothing_and_is_listed_with_why(archive, tmp_path):
    folder = tmp_path / "in"
    save(folder, 3, "docx")
    (folder / "a.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "d.txt").write_text("今天天气很好。" * 50, "utf-8")

    added = archive.add([folder], workers=2)

    assert (added.read, added.known) == (3, 0)
    assert [name for name, _ in added.refused] == ["in/a.docx", "in/b.txt", "in/c.pdf", "in/d.txt"]
    assert all("请" in why for _, why in added.refused)
    assert archive.ask(COUNTS).rows == ((3, 3),)


def test_a_second_run_reads_nothing_again(archive, tmp_path):
    save(tmp_path / "in", 3)
    archive.add([tmp_path / "in"])

    again = archive.add([tmp_path / "in"])

    assert (again.read, again.known) == (0, 3)
    assert archive.ask(COUNTS).rows == ((3, 3),)


def test_the_same_file_twice_is_one_report(archive, tmp_path):
    (path,) = save(tmp_path / "in", 1)
    shutil.copy(path, tmp_path / "in" / "copy.html")

    added = archive.add([tmp_path / "in", path])

    assert (added.read, added.known) == (1, 2)
    assert archive.ask(COUNTS).rows == ((1, 1),)


def test_a_zip_of_reports_is_opened(archive, tmp_path):
    files = save(tmp_path / "in", 2)
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as target:
        for each in files:
            target.write(each, each.name)

    added = archive.add([tmp_path / "all.zip"])

    assert (added.read, added.refused) == (2, ())
    assert [row[0] for row in archive.ask("SELECT file FROM reports ORDER BY 1").rows] == [
        "all.zip/000.html",
        "all.zip/001.html",
    ]


def test_names_of_this_machine_are_not_kept(archive, tmp_path):
    save(tmp_path / "in", 1)
    archive.add([tmp_path / "in"])

    assert str(tmp_path) not in json.dumps(archive.ask("SELECT * FROM reports").to_json())


def test_what_is_added_is_what_is_read(archive, tmp_path):
    (path,) = save(tmp_path / "in", 1, "docx")
    archive.add([path])

    (report,) = archive.ask("SELECT id FROM reports").rows[0]

    assert archive.report(report).reading == read(path)


def test_progress_is_told_for_every_file(archive, tmp_path):
    save(tmp_path / "in", 3)
    told = []
    archive.add([tmp_path / "in"], progress=lambda *each: told.append(each))

    assert told == [(n + 1, 3, f"in/{n:03}.html") for n in range(3)]


# ── a run that is killed ────────────────────────────────────────────────────────────────────────────────────────────

DYING = """
import os, signal, sys
from gongkai.archive import Archive, adding, filing, keeping, manifest, parts

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def dying_at(module, name, times):
    real, left = getattr(module, name), [times]
    def stand_in(*given):
        left[0] -= 1
        if not left[0]:
            die()
        return real(*given)
    setattr(module, name, stand_in)

adding.BATCH = 4
where = sys.argv[3]
progress = None
if where == "reading":
    progress = lambda done, total, name: done == 12 and die()
elif where == "raw":
    dying_at(keeping, "keep_raw", 7)
elif where == "tables":
    dying_at(parts, "_copy", 7)
elif where == "placed":
    dying_at(parts, "_place", 2)
elif where == "manifest":
    dying_at(manifest, "save", 2)
elif where == "swept":
    dying_at(parts, "sweep", 2)
Archive(sys.argv[1]).add([sys.argv[2]], workers=2, progress=progress)
"""


@pytest.mark.parametrize("where", ["reading", "raw", "tables", "placed", "manifest", "swept"])
def test_a_run_that_is_killed_leaves_a_whole_archive_and_goes_on(where, tmp_path):
    save(tmp_path / "in", 12)
    folder = tmp_path / "archive"
    ended = subprocess.run([sys.executable, "-c", DYING, folder, tmp_path / "in", where], check=False)
    archive = Archive(folder)
    ((before, _),) = archive.ask(COUNTS).rows

    added = archive.add([tmp_path / "in"])

    assert ended.returncode == -signal.SIGKILL
    assert before == {"swept": 8}.get(where, 4)
    assert (added.read, added.known) == (12 - before, before)
    assert archive.ask(COUNTS).rows == ((12, 12),)
    assert archive.ask("SELECT count(*), count(DISTINCT (report, cell)) FROM cells").rows[0][0] == 12 * 200
    assert {each.name for each in (folder / "tables").iterdir()} == {
        *(part.name for part in manifest.load(folder).parts),
        *manifest.load(folder).retired,
    }


def test_two_writers_wait_for_each_other(tmp_path):
    save(tmp_path / "in", 8)
    script = "import sys; from gongkai.archive import Archive, adding; adding.BATCH = 1; Archive(sys.argv[1]).add(sys.argv[2:])"
    given = [sys.executable, "-c", script, tmp_path / "archive", tmp_path / "in"]
    both = [subprocess.Popen(given) for _ in range(2)]

    assert [each.wait() for each in both] == [0, 0]
    assert Archive(tmp_path / "archive").ask(COUNTS).rows == ((8, 8),)


# ── reading again ───────────────────────────────────────────────────────────────────────────────────────────────────


def file_as_an_older_reader(archive, path, received: int) -> str:
    """As if a reader before this one had taken another figure for the number received."""
    data = path.read_bytes()
    record = entries.read(data, path.name)
    record["cells"][CELL] |= {"value": received, "state": "read"}
    known = {"id": keeping.keep_raw(archive.folder, data), "source": "read", "version": None, "reader": "older"}
    known |= {"origin": "", "published": None, "put_at": None, "files": {}}
    Desk(archive.folder).file(lambda _: [Entry(known, entries.line(record))])
    return known["id"]


def test_what_an_older_reader_read_is_read_again_and_the_changes_told(archive, tmp_path):
    (path,) = save(tmp_path / "in", 1)
    report = file_as_an_older_reader(archive, path, 123456)
    now = read(path).report.value(CELL)

    again = archive.reread()

    assert (again.read, again.refused) == (1, ())
    assert [(each.report, each.cell, each.old.value, each.new.value) for each in again.changed] == [
        (report, CELL, 123456, now)
    ]
    assert archive.ask("SELECT value FROM cells WHERE cell = $cell", cell=CELL).rows == ((now,),)
    assert archive.ask("SELECT reader FROM reports").rows == ((versions.reader(),),)
    assert archive.reread() == type(again)()


def test_adding_a_file_an_older_reader_read_reads_it_again(archive, tmp_path):
    (path,) = save(tmp_path / "in", 1)
    file_as_an_older_reader(archive, path, 123456)

    added = archive.add([path])

    assert (added.read, added.known, len(added.changed)) == (1, 0, 1)
    assert archive.ask(COUNTS).rows == ((1, 1),)


def test_an_original_that_was_damaged_is_not_read_again_but_told(archive, tmp_path):
    (path,) = save(tmp_path / "in", 1)
    report = file_as_an_older_reader(archive, path, 5)
    (archive.folder / "raw" / report[:2] / report).write_bytes(b"damaged")

    again = archive.reread()

    assert again.refused == ((report, "原件不在了，或者已经损坏；请从备份恢复 raw 文件夹"),)
    assert archive.ask("SELECT value FROM cells WHERE cell = $cell", cell=CELL).rows == ((5,),)


def test_a_file_that_ends_its_reader_is_refused_and_the_next_is_read(tmp_path):
    (path,) = save(tmp_path / "in", 1)
    good = bulk.File("good", path.read_bytes())
    nested = bulk.File("nested", b"<html><table>" + b"<table><tr><td>" * 3_000_000)

    bad, again = bulk.in_children([nested, good], 1)

    assert (bad.line.startswith(b'{"file"'), bool(bad.refusal)) == (False, True)
    assert (again.file.name, again.refusal, again.line.startswith(b'{"file":"good"')) == ("good", "", True)


def test_a_file_that_is_no_report_cannot_be_read_alone(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("今天天气很好。" * 50, "utf-8")

    with pytest.raises(Unreadable, match="没有认出"):
        read(path)
