"""manage.py lock_reports: lock the figures of reports whose lock date has passed. Run daily; serving runs it at its start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.reports import actions


class Command(BaseCommand):
    """Lock what is due."""

    help = "锁定已过数据锁定日的年报数据"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - Django's own face
        """Lock, and say how many."""
        self.stdout.write(f"已锁定 {actions.lock_due(on=timezone.localdate())} 份年报的数据")
