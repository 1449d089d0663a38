"""Makes the statutory columns that are not there yet: on a new installation, and when a new version brings a new one."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.documents import actions


class Command(BaseCommand):
    """manage.py columns: it is run at each start, and leaves what is there as it is."""

    help = "按条例第二十条、第二十一条补齐法定主动公开栏目"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Say how many."""
        made = actions.seed_columns(on=timezone.localdate())
        if made or options["verbosity"] > 0:
            self.stdout.write(f"新建法定栏目 {made} 个")
