"""A body with its people, and a register as offices keep it."""

from datetime import date

import pytest

from tests.applications import district

ON = date(2026, 11, 20)


@pytest.fixture
def housing(db) -> district.Office:
    """The body whose register it is."""
    return district.office()
