"""django-admin sweep: delete the kept readings whose thirty days are over; at each start, and once a day where it runs long."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.reports import actions


class Command(BaseCommand):
    """Delete expired kept readings."""

    help = "删除保留期已满三十天的读取结果"

    def handle(self, *args: object, **options: object) -> None:
        """Sweep and say how many files went."""
        del args
        gone = actions.sweep(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"已删除 {gone} 份到期的结果")
