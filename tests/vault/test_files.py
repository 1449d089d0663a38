"""Files are whole under their name or not there at all."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.vault import files


@pytest.fixture(autouse=True)
def _empty(tmp_path, settings):
    settings.GONGKAI_DATA = tmp_path


def on_disk():
    return [path for path in (Path(settings.GONGKAI_DATA) / "files").rglob("*") if path.is_file()]


def test_a_file_comes_back_and_is_kept_once():
    name = files.keep(b"%PDF-1.7 hello")

    assert files.fetch(name) == b"%PDF-1.7 hello"
    assert files.keep(b"%PDF-1.7 hello") == name
    assert [path.name for path in on_disk()] == [name]


def test_nothing_of_it_is_readable_on_the_disk():
    files.keep("身份证号码 370305197912071172".encode())

    assert b"370305197912071172" not in on_disk()[0].read_bytes()


def test_a_damaged_file_says_so_and_is_healed_by_keeping_it_again():
    name = files.keep(b"content")
    on_disk()[0].write_bytes(b"half")

    with pytest.raises(files.Missing, match="从备份恢复"):
        files.fetch(name)
    assert files.keep(b"content") == name
    assert files.fetch(name) == b"content"


def test_a_short_write_leaves_nothing_under_the_name(monkeypatch):
    real = os.fsync

    def full_disk(handle):
        os.ftruncate(handle, 3)
        real(handle)

    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(OSError, match="没有写完整"):
        files.keep(b"long content that does not fit")
    assert on_disk() == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "a" * 64, "g/" + "a" * 62])
def test_names_that_were_never_given_are_missing(name):
    with pytest.raises(files.Missing):
        files.fetch(name)


def test_the_sweep_takes_what_no_row_knows_and_spares_what_is_young():
    known, orphan = files.keep(b"known"), files.keep(b"orphan")
    young = time.time() - 10

    assert files.sweep({known}, older_than=young) == 0
    assert files.sweep({known}, older_than=time.time() + 10) == 1
    assert files.fetch(known) == b"known"
    with pytest.raises(files.Missing):
        files.fetch(orphan)


def test_what_is_kept_again_is_young_again():
    name = files.keep("再交一次".encode())
    path = files._path(name)
    os.utime(path, (1, 1))

    files.keep("再交一次".encode())

    assert files.sweep((), older_than=1000) == 0
    assert files.fetch(name) == "再交一次".encode()
