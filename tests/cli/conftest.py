"""Running a command as the terminal would, and reports in files to run it on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai import writing
from gongkai.cli.main import main
from gongkai.core.reports import Report, read_cell
from tests.made import reconciling

BODY = "青禾区教育局"
TOTAL = "applications.total.natural_person"


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
Save = Callable[[Report, str], Path]


@pytest.fixture
def run(capsys, monkeypatch) -> Run:
    """Run `gongkai` with these arguments in a terminal of eighty columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Ran(status, *capsys.readouterr())

    return ran


@pytest.fixture
def save(tmp_path) -> Save:
    """Write a report into a file of the kind its name says."""

    def saved(report: Report, name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writing.write(report, path.suffix[1:]))
        return path

    return saved


def whole(*, year: int = 2024, seed: int = 3, edition: str = "2021-30", body: str = BODY) -> Report:
    """A report without a mistake."""
    return reconciling(edition, seed, body=body, year=year)


def one_too_many(report: Report | None = None) -> Report:
    """The report with one too many in the total of natural persons."""
    report = report or whole()
    value = report.value(TOTAL)
    assert value is not None
    return replace(report, cells={**report.cells, TOTAL: read_cell(value + 1)})
