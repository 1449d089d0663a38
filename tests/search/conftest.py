"""The same tests on both databases."""

from contextlib import suppress

import pytest

from gongkai import search
from tests.postgresql import address
from tests.search import databases

__all__ = ["address"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def opened(request, tmp_path, django_db_blocker):
    """A way to open one more connection to the same database, which has an empty index."""
    connections = []
    with django_db_blocker.unblock():
        address = request.getfixturevalue("address") if request.param == "postgresql" else ""

        def one_more():
            made = databases.large(address) if address else databases.little(tmp_path / "search.sqlite3")
            connections.append(made)
            return made

        first = one_more()
        with suppress(IndexError):
            search.drop(first)
        search.create(first)
        yield one_more
        for each in connections:
            each.close()


@pytest.fixture
def connection(opened):
    """An open connection to an empty index."""
    return opened()
