"""Puts published annual reports into the archive that it lacks: after a failure, or after a restored database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.archive import Damaged
from gongkai.reports import archiving


class Command(BaseCommand):
    """manage.py archive_sync."""

    help = "把已公布而报告库里没有的年度报告补进报告库"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Those that are missing, once."""
        try:
            put = archiving.sync()
        except Damaged as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"补进报告库 {put} 份年度报告")
