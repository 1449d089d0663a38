"""What holds on an SQLite file holds on PostgreSQL: the same tests, in one run on a cluster of their own."""

import re

import pytest

from tests.postgresql import address, run_on

__all__ = ["address"]
KEPT = "tests/reports/test_kept_readings.py"
LIVES = (
    KEPT,
    "tests/journal",
    "tests/disputes",
    "tests/applications/test_intake.py",
    "tests/applications/test_access.py",
    "tests/applications/test_secrets.py",
    "tests/documents/test_life.py",
    "tests/reports/test_figures.py",
    "tests/applications/test_side_by_side.py",
    "tests/documents/test_side_by_side.py",
    "tests/reports/test_side_by_side.py",
)


@pytest.mark.postgresql
def test_the_house_lives_on_postgresql_too(address, tmp_path):
    result = run_on(address, tmp_path, *LIVES)

    passed = re.search(r"(\d+) passed", result.stdout)
    assert result.returncode == 0, result.stdout[-8000:]
    assert passed
    assert int(passed[1]) >= 125


@pytest.mark.postgresql
def test_the_tests_really_ran_on_postgresql(address, tmp_path):
    """The control: with a cluster that is not there the same tests fail."""
    result = run_on(address.replace("gongkai-pg-", "gone-"), tmp_path, "-x", KEPT)

    assert result.returncode == 1
    assert "OperationalError" in result.stdout
