"""The same tests on PostgreSQL: a throw-away cluster, a unix socket, nothing left behind."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster that lives as long as these tests."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    run("initdb", "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--no-sync")
    run("pg_ctl", "-D", data, "-w", "-o", f"-k {folder} -c listen_addresses=''", "-l", folder / "log", "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user=gongkai"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def run(program: str, *arguments: object) -> None:
    """PostgreSQL refuses to run as root; then it runs as postgres."""
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    command = [str(PROGRAMS[-1] / program), *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, user=user, group=None, env=environment, cwd="/tmp")


@pytest.mark.postgresql
def test_kept_readings_are_kept_on_postgresql_too(address, tmp_path):
    environment = os.environ | {"GONGKAI_DATABASE_URL": address, "GONGKAI_DATA": str(tmp_path)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "test_kept_readings.py")]

    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=HERE.parent.parent, check=False
    )

    passed = re.search(r"(\d+) passed", result.stdout)
    assert result.returncode == 0, result.stdout
    assert passed
    assert int(passed[1]) >= 14


@pytest.mark.postgresql
def test_the_tests_really_ran_on_postgresql(address, tmp_path):
    """The control: with a cluster that is not there the same tests fail."""
    environment = os.environ | {
        "GONGKAI_DATABASE_URL": address.replace("gongkai-pg-", "gone-"),
        "GONGKAI_DATA": str(tmp_path),
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        str(HERE / "test_kept_readings.py"),
    ]

    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=HERE.parent.parent, check=False
    )

    assert result.returncode == 1
    assert "OperationalError" in result.stdout
