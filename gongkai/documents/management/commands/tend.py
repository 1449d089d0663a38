"""Does what is due without anybody: publishes by appointment, takes down what was posted for a time, posts what waits."""

import logging
import os
import time
import traceback
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from gongkai.documents import actions

_LOG = logging.getLogger(__name__)


class Command(BaseCommand):
    """manage.py tend [--every SECONDS]: once, or again and again beside the server."""

    help = "按约定时间发布公文，撤下公示到期的内容，推送等待中的渠道发布"

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, default=0.0, help="每隔多少秒做一次；不写只做一次")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Once, or until stopped. Again and again, it outlives whatever goes wrong: a busy database, a full disk, a fault."""
        if not options["every"]:
            self._tend(options["verbosity"])
            return
        parent = os.getppid()
        while os.getppid() == parent:  # the server that started it may be gone without a word
            fault = ""
            try:
                self._tend(options["verbosity"])
            except OperationalError:
                self.stderr.write("数据库暂时不能用，稍后再试")
            except Exception as error:  # noqa: BLE001 - tomorrow's documents are not left lying for today's fault
                fault = _where(error)
            if fault:  # told when the exception is gone: a log that cannot be written would print its words
                _LOG.error("tending failed: %s", fault)
                self.stderr.write(f"没有做完（{fault}），稍后再试")
            close_old_connections()
            time.sleep(options["every"])

    def _tend(self, verbosity: int) -> None:
        now = timezone.now()
        made = actions.publish_due(now=now)
        down = actions.take_down_due(on=timezone.localdate(now))
        sent = actions.send_waiting(now=now)
        if verbosity > 0 and (made or down or sent):
            self.stdout.write(f"发布 {len(made)} 件，到期撤下 {down} 件，推送 {sent} 条")


def _where(error: Exception) -> str:
    """The kind of a fault and the line it came from, without its words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {last.name}:{last.lineno}"
