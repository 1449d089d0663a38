"""A plugin for pytest: the test database is a file, so that several threads may write to it."""

import os
from pathlib import Path

import pytest
from django.conf import settings


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Before the database is made."""
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
        Path(os.environ["GONGKAI_DATA"]) / "tests.sqlite3"
    )
