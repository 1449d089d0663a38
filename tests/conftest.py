"""What every test gets: a data folder of its own, and a database that may be emptied between tests although the journal may not."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connections
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from gongkai import search
from gongkai.journal import triggers
from tests.chromium import _django_beside_playwright, axe, chromium, visits

_DEMONSTRATION = "tests/cli/district/"  # two minutes of work, which all its tests look at
_LONG = ("browser", "databases", "postgresql", "cluster", "side_by_side")  # in the names of files

__all__ = ["_django_beside_playwright", "axe", "chromium", "visits"]


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory) -> Iterator[None]:
    """Files that tests keep go into a folder that is thrown away."""
    before = settings.GONGKAI_DATA
    settings.GONGKAI_DATA = tmp_path_factory.mktemp("data")
    yield
    settings.GONGKAI_DATA = before


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory) -> None:
    """SQLite in a file, as the house uses it: in memory, threads meet other locks. Nobody needs it after a power cut."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session", autouse=True)
def _journal_may_be_emptied() -> Iterator[None]:
    """Django empties tables between tests of several connections; the journal refuses that, so it is let for that moment."""
    handle = flush.Command.handle

    def emptied(self, **options):
        connection = connections[options["database"]]
        triggers.remove(connection)
        try:
            return handle(self, **options)
        finally:
            triggers.install(connection)
            search.clear(connection)  # its tables are no models: nobody else empties them

    flush.Command.handle = emptied
    yield
    flush.Command.handle = handle


class _ByFile(LoadScopeScheduling):
    """The tests of a file, and all that look at the demonstration, stay together: what they share is made once.

    Those of which each is long share little: they are dealt out one by one, and first, so that the short ones fill the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(_DEMONSTRATION):
            return _DEMONSTRATION
        return nodeid if any(each in file for each in _LONG) else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        long = next((unit for unit in self.workqueue if unit == _DEMONSTRATION or "::" in unit), None)
        if long is not None:
            self.workqueue.move_to_end(long, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """How tests are dealt out to the workers."""
    return _ByFile(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: many tests wait for a browser, a child or a server."""
    return (os.cpu_count() or 1) * 3 // 2
