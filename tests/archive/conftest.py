"""An archive in a folder of its own."""

import pytest

from gongkai.archive import Archive


@pytest.fixture
def archive(tmp_path) -> Archive:
    """One with nothing in it."""
    return Archive(tmp_path / "archive")
