"""Counts the terms of open cases anew: after a holiday notice or a rule of the law has changed with a new version."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.applications import actions


class Command(BaseCommand):
    """manage.py recount: it is run at each start, and changes nothing where nothing has changed."""

    help = "按现在的放假安排和规定，重新计算所有在办申请的期限"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Say how many moved."""
        moved = actions.recount(on=timezone.localdate())
        if moved or options["verbosity"] > 0:
            self.stdout.write(f"{moved} 件申请的期限有变化")
