"""Removes kept files that no row knows: uploads that were never handed in, drafts of writes that never ended."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from gongkai.vault import files
from gongkai.vault.fields import stored_names

A_DAY = 24 * 3600


class Command(BaseCommand):
    """manage.py tidy: once a day is enough."""

    help = "删除没有登记的附件（上传后一天没有提交的）"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Only what is older than a day: a younger one may belong to somebody who is still filling in the form."""
        removed = files.sweep(stored_names(), older_than=time.time() - A_DAY)
        self.stdout.write(f"删除 {removed} 个没有登记的附件")
