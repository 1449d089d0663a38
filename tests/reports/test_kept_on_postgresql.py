"""The same tests on PostgreSQL."""

import re
from pathlib import Path

import pytest

from tests.postgresql import address, run_on

__all__ = ["address"]
TESTS = str(Path(__file__).with_name("test_kept_readings.py"))


@pytest.mark.postgresql
def test_kept_readings_are_kept_on_postgresql_too(address, tmp_path):
    result = run_on(address, tmp_path, TESTS)

    passed = re.search(r"(\d+) passed", result.stdout)
    assert result.returncode == 0, result.stdout
    assert passed
    assert int(passed[1]) >= 14


@pytest.mark.postgresql
def test_the_tests_really_ran_on_postgresql(address, tmp_path):
    """The control: with a cluster that is not there the same tests fail."""
    result = run_on(address.replace("gongkai-pg-", "gone-"), tmp_path, "-x", TESTS)

    assert result.returncode == 1
    assert "OperationalError" in result.stdout
