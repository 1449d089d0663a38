"""The command as a whole: help, wrong arguments, and that nothing ever ends in a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from gongkai import __version__
from tests.cli.conftest import whole

GONGKAI = Path(sys.executable).with_name("gongkai")
COMMANDS = ("read", "check", "write", "explain", "deadline", "doctor", "serve", "site", "take-over", "archive")


def real(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command itself, in a process of its own."""
    return subprocess.run(
        [GONGKAI, *map(str, arguments)], capture_output=True, check=False, timeout=120, env=os.environ | environment
    )


# ── help ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_help_lists_every_command_in_chinese(run):
    ran = run("--help")

    assert ran.status == 0
    assert re.findall(r"^  ([a-z][a-z-]*) +", ran.out, re.MULTILINE)[: len(COMMANDS)] == list(COMMANDS)
    assert ran.out.startswith("用法：gongkai")
    assert "退出状态：0 正常；1 有错误级的检查结果；2 有文件读不了，或者参数不对" in ran.out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_chinese_and_fits_eighty_columns(run, command):
    ran = run(*([command] if command else []), "--help")

    assert ran.status == 0
    assert ran.err == ""
    assert [line for line in ran.out.splitlines() if cell_len(line) > 80] == []
    assert re.findall(r"usage|options|positional|show this|default|\{", ran.out) == []


def test_the_version_is_told(run):
    assert run("--version") == (0, f"gongkai {__version__}\n", "")


# ── wrong arguments ─────────────────────────────────────────────────────────────────────────────────────────────────

KNOWN = "read、check、write、explain、deadline、doctor、serve、site、take-over、archive"


@pytest.mark.parametrize(
    ("arguments", "says", "usage"),
    [
        ((), "缺少 命令", "gongkai"),
        (("reed", "a.docx"), f"命令 不能是 reed；是不是 read？可以是 {KNOWN}", "gongkai"),
        (("读",), f"命令 不能是 读；可以是 {KNOWN}", "gongkai"),
        (("read",), "缺少 文件", "gongkai read"),
        (("check",), "缺少 文件", "gongkai check"),
        (("write", "a.docx"), "缺少 --to", "gongkai write"),
        (("write", "--to", "pdf"), "缺少 文件", "gongkai write"),
        (("write", "a.docx", "--to"), "--to 后面要写值", "gongkai write"),
        (("write", "a", "--to", "rtf"), "--to 不能是 rtf；可以是 docx、pdf、html、xlsx、json", "gongkai write"),
        (("write", "a", "--to", "doc"), "--to 不能是 doc；是不是 docx？可以是 docx、pdf、html、xlsx、json", "gongkai write"),
        (("check", "--format", "xml", "a"), "--format 不能是 xml；可以是 text、json、sarif", "gongkai check"),
        (("read", "--json=1", "a"), "--json 后面不写值", "gongkai read"),
        (("read", "--jso", "a"), "不认识 --jso", "gongkai"),
        (("deadline",), "缺少 日期", "gongkai deadline"),
        (("serve", "--port", "http"), "--port 要写整数，写的是 http", "gongkai serve"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_one_sentence_in_chinese(run, arguments, says, usage):
    assert run(*arguments) == (2, "", f"gongkai: {says}\n用法见 {usage} --help\n")


# ── files that cannot be ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", [("read",), ("check",), ("write", "--to", "docx")])
def test_a_file_that_is_not_there_is_told(run, command, tmp_path):
    path = tmp_path / "没有.docx"

    assert run(*command, path) == (2, "", f"gongkai: 打不开 {path}：没有这个文件或者文件夹\n")


def test_a_name_that_is_too_long_is_told(run):
    assert run("read", "长" * 3000) == (2, "", f"gongkai: 打不开 {'长' * 100}：名字太长\n")


def test_a_device_is_no_file(run):
    assert run("read", "/dev/null") == (2, "", "gongkai: /dev/null 不是文件，也不是文件夹\n")


# ── the command in a process of its own ─────────────────────────────────────────────────────────────────────────────


def test_the_installed_command_reads_and_ends_with_its_status(save, tmp_path):
    save(whole(), "报告.docx")
    (tmp_path / "空.docx").touch()

    ran = real("check", tmp_path / "报告.docx", tmp_path / "空.docx")

    assert ran.returncode == 2
    assert "青禾区教育局 2024年" in ran.stdout.decode()
    assert ran.stderr.decode() == f"gongkai: {tmp_path / '空.docx'}：文件是空的。请确认文件已经完整下载\n"


def test_a_reader_of_the_output_that_goes_away_is_no_error(save):
    path = save(whole(), "报告.docx")
    with subprocess.Popen(
        [GONGKAI, "read", "--json", *[path] * 8], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        error = child.stderr.read().decode()

    assert error == ""
    assert child.returncode == 0


@pytest.fixture
def _listens_to_interrupts() -> Iterator[None]:
    """A run in the background ignores them, and so would everything that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_listens_to_interrupts")
def test_a_person_may_stop_the_command(save):
    path = save(whole(), "报告.docx")
    with subprocess.Popen([GONGKAI, "check", *[path] * 500], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        _wait_for_a_reader(child)
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=60)

    assert error.decode() == "gongkai: 已停止\n"
    assert child.returncode == 130


def _wait_for_a_reader(child: subprocess.Popen[bytes]) -> None:
    """Until the command has begun to read: it has children."""
    while not any(each.read_text() for each in Path(f"/proc/{child.pid}/task").glob("*/children")):
        assert child.poll() is None
        time.sleep(0.01)


def test_a_name_that_is_no_text_and_an_encoding_without_chinese_do_no_harm(save, tmp_path):
    path = save(whole(), "报告.docx")
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.docx")
    path.rename(odd)

    ran = real("read", "--json", odd, PYTHONIOENCODING="ascii")
    shown = real("check", odd, PYTHONIOENCODING="gb18030")

    assert json.loads(ran.stdout)["body"] == "青禾区教育局"
    assert (ran.returncode, shown.returncode) == (0, 0)
    assert "青禾区教育局 2024年" in shown.stdout.decode("gb18030")
