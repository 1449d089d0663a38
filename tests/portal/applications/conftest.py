"""The district."""

import pytest

from gongkai.bodies.models import Body
from tests.portal.applications import district


@pytest.fixture
def street(db) -> Body:
    """The street office of a small district."""
    return district.bodies()
