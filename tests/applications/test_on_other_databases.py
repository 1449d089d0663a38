"""The same tests on PostgreSQL, and those with threads on an SQLite file too."""

import re

import pytest

from tests.postgresql import address, run_on

__all__ = ["address"]
DESK = (
    "tests/journal",
    "tests/disputes",
    "tests/applications/test_intake.py",
    "tests/applications/test_access.py",
    "tests/applications/test_secrets.py",
    "tests/documents/test_life.py",
    "tests/reports/test_figures.py",
)
THREADS = (
    "tests/applications/test_side_by_side.py",
    "tests/documents/test_side_by_side.py",
    "tests/reports/test_side_by_side.py",
)


def passed(result) -> int:
    """How many passed; the output of the run where any failed or none ran."""
    assert result.returncode == 0, result.stdout[-8000:]
    found = re.search(r"(\d+) passed", result.stdout)
    return int(found[1]) if found else 0


@pytest.mark.postgresql
def test_cases_live_on_postgresql_too(address, tmp_path):
    assert passed(run_on(address, tmp_path, *DESK)) >= 103


@pytest.mark.postgresql
def test_many_at_once_on_postgresql(address, tmp_path):
    assert passed(run_on(address, tmp_path, *THREADS)) == 8


def test_many_at_once_on_an_sqlite_file(tmp_path):
    assert passed(run_on("", tmp_path, "-p", "tests.applications.on_a_file", *THREADS)) == 8
