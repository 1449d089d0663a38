"""Files are read while the form waits, however slow the machine: reading in the background has tests of its own."""

import pytest

from gongkai.desk.reports import reading_tasks


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(reading_tasks, "QUICK", 120)
