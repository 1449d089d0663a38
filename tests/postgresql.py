"""A throw-away PostgreSQL cluster on a unix socket, and a way to run tests on it; nothing is left behind."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
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


def run_on(address: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with these arguments on the database at `address`; "" is SQLite in the folder."""
    environment = os.environ | {"GONGKAI_DATABASE_URL": address, "GONGKAI_DATA": str(folder)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--show-capture=no", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
