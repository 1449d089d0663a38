"""The district of the demonstration as of one day, made once for all tests of this folder and never kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from gongkai.cli import district

ON = date(2026, 11, 20)


@pytest.fixture(scope="package")
def folder(tmp_path_factory) -> Path:
    """Its data folder."""
    return tmp_path_factory.mktemp("district")


@pytest.fixture(scope="package", autouse=True)
def made(django_db_setup, django_db_blocker, folder) -> Iterator[district.Made]:
    """The district as of 20 November 2026."""
    with django_db_blocker.unblock(), override_settings(GONGKAI_DATA=folder), transaction.atomic():
        yield district.make(on=ON)
        transaction.set_rollback(True)
