"""Kept files: what any row of any area names is still there after the daily tidying, and nothing else."""

import json
import os

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import override_settings

from gongkai.vault import files

pytestmark = pytest.mark.django_db
LONG_AGO = 1_000_000_000


def every_word() -> str:
    """All that stands in any row, whatever the column is."""
    return json.dumps(
        [list(model._base_manager.values_list()) for model in apps.get_models()], default=str, ensure_ascii=False
    )


def test_tidying_takes_rubbish_and_nothing_that_a_row_names(folder):
    with override_settings(GONGKAI_DATA=folder):
        rubbish = files.keep("没有人登记的附件".encode())
        before = {path.name for path in (folder / "files").glob("??/*")}
        words = every_word()
        named = {name for name in before if name in words}
        for path in (folder / "files").glob("??/*"):
            os.utime(path, (LONG_AGO, LONG_AGO))

        call_command("tidy", verbosity=0)

        left = {path.name for path in (folder / "files").glob("??/*")}
    assert len(named) > 30
    assert left == named
    assert rubbish not in left
