"""Every test of this folder needs the browser and a database."""

from pathlib import Path

import pytest

from tests.chromium import ARGUMENTS, CHROMIUM, DESK, PHONE, Visits

__all__ = ["ARGUMENTS", "CHROMIUM", "DESK", "PHONE", "Visits"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
