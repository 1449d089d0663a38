"""gongkai write: a report in any kind of file, the same when it is read again; the input is never overwritten."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongkai import writing
from gongkai.core.records import report_of
from gongkai.reading import read
from tests.cli.conftest import one_too_many, whole

KINDS = [pytest.param(kind, marks=pytest.mark.fonts) if kind == "pdf" else kind for kind in writing.KINDS]


def report_in(path: Path):
    return read(path.read_bytes(), path.name).report


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_the_report_that_was_read(run, save, tmp_path, kind):
    report = one_too_many()
    source, out = save(report, "报告.html"), tmp_path / f"出.{kind}"

    ran = run("write", source, "--to", kind, "-o", out)

    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"已写 {out}（{out.stat().st_size:,} 字节）\n"
    assert report_in(out) == report


def test_without_a_place_it_is_written_here_under_the_same_name(run, save, monkeypatch, tmp_path):
    here = tmp_path / "这里"
    here.mkdir()
    source = save(whole(), "那里/报告.docx")
    monkeypatch.chdir(here)

    ran = run("write", source, "--to", "html")

    assert ran.status == 0
    assert [path.name for path in here.iterdir()] == ["报告.html"]
    assert report_in(here / "报告.html") == whole()


def test_a_file_that_is_there_is_not_overwritten_unless_it_is_named(run, save, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    source, old = save(whole(), "报告.docx"), tmp_path / "报告.html"
    old.write_text("旧的", encoding="utf-8")

    ran = run("write", source, "--to", "html")
    kept = old.read_text("utf-8")
    named = run("write", source, "--to", "html", "-o", old)

    assert ran == (2, "", "gongkai: 报告.html 已经存在，没有覆盖；请用 -o 指定写到哪里\n")
    assert kept == "旧的"
    assert named.status == 0
    assert report_in(old) == whole()


@pytest.mark.parametrize("way", ["same", "around", "link", "zip"])
def test_the_report_itself_is_never_overwritten(run, save, tmp_path, way):
    source = save(whole(), "报告.docx")
    if way == "zip":
        source = tmp_path / "一份.zip"
        with zipfile.ZipFile(source, "w") as archive:
            archive.write(tmp_path / "报告.docx", "报告.docx")
    before = source.read_bytes()
    link = tmp_path / "链接.docx"
    link.symlink_to(source)
    out = {"around": tmp_path / ".." / tmp_path.name / source.name, "link": link}.get(way, source)

    ran = run("write", source, "--to", "docx", "-o", out)

    assert ran == (2, "", f"gongkai: {out} 就是要读的报告，没有覆盖；请用 -o 写到别处\n")
    assert source.read_bytes() == before


def test_the_only_report_of_a_folder_is_not_overwritten_either(run, save, tmp_path):
    source = save(whole(), "一份/报告.docx")
    before = source.read_bytes()

    ran = run("write", tmp_path / "一份", "--to", "docx", "-o", source)

    assert ran.status == 2
    assert source.read_bytes() == before


def test_a_hyphen_is_the_standard_output(save):
    source = save(whole(), "报告.docx")

    ran = subprocess.run(
        [Path(sys.executable).with_name("gongkai"), "write", source, "--to", "json", "-o", "-"],
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert ran.stderr == b""
    assert report_of(json.loads(ran.stdout)) == whole()


def test_several_reports_are_not_written_at_once(run, save, tmp_path):
    save(whole(), "两份/甲.docx")
    save(whole(year=2023), "两份/乙.docx")

    ran = run("write", tmp_path / "两份", "--to", "docx", "-o", tmp_path / "出.docx")

    assert ran == (2, "", f"gongkai: {tmp_path / '两份'} 里有 2 份报告；一次只能写一份，请先解开\n")
    assert not (tmp_path / "出.docx").exists()


def test_an_unreadable_report_writes_nothing(run, tmp_path):
    source, out = tmp_path / "空.docx", tmp_path / "出.docx"
    source.touch()

    ran = run("write", source, "--to", "docx", "-o", out)

    assert ran == (2, "", f"gongkai: {source}：文件是空的。请确认文件已经完整下载\n")
    assert not out.exists()


@pytest.mark.parametrize(
    ("out", "why"),
    [("没有/出.docx", "没有这个文件或者文件夹"), ("", "这是一个文件夹"), ("报告.docx/出.docx", "路径当中有一段不是文件夹")],
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_told_in_chinese(run, save, tmp_path, out, why):
    source, place = save(whole(), "报告.docx"), tmp_path / out

    ran = run("write", source, "--to", "docx", "-o", place)

    assert ran == (2, "", f"gongkai: 写不了 {place}：{why}\n")
