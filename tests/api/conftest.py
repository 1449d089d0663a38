"""A district with published documents, and a client that reads the API as a program would."""

import pytest

from gongkai.documents import actions
from tests.documents import district


@pytest.fixture
def housing(db):
    """A body that publishes."""
    made = district.office(slug="housing")
    actions.seed_columns(on=district.FORMED)
    return made


@pytest.fixture
def read(client):
    """Read an address of the API: the answer, which is JSON."""

    def asked(address: str, **headers: str):
        return client.get(f"/api/v1/{address}", headers=headers or None)

    return asked
