"""Does what is due without anybody: publishes by appointment, takes down what was posted for a time, posts what waits."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from gongkai.documents import actions


class Command(BaseCommand):
    """manage.py tend [--every SECONDS]: once, or again and again beside the server."""

    help = "按约定时间发布公文，撤下公示到期的内容，推送等待中的渠道发布"

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, default=0.0, help="每隔多少秒做一次；不写只做一次")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Once, or until stopped. A database that is busy or restarting is waited for."""
        parent = os.getppid()
        while os.getppid() == parent:  # the server that started it may be gone without a word
            try:
                self._tend(options["verbosity"])
            except OperationalError as error:
                if not options["every"]:
                    raise
                self.stderr.write(f"数据库暂时不能用，稍后再试：{error}")
            if not options["every"]:
                return
            close_old_connections()
            time.sleep(options["every"])

    def _tend(self, verbosity: int) -> None:
        now = timezone.now()
        made = actions.publish_due(now=now)
        down = actions.take_down_due(on=timezone.localdate(now))
        sent = actions.send_waiting(now=now)
        if verbosity > 0 and (made or down or sent):
            self.stdout.write(f"发布 {len(made)} 件，到期撤下 {down} 件，推送 {sent} 条")
