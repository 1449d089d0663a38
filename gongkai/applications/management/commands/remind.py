"""`remind`: the daily digests and the chat robots. Run it every hour of a working day; nobody is reminded twice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.applications import reminders


class Command(BaseCommand):
    """Send what is due today."""

    help = "发送每日提醒（每人每天一封）和群机器人的到期提醒；可以每小时运行一次，不会重复发送"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - Django's own face
        """The only place that asks what day it is."""
        now = timezone.localtime()
        sent = reminders.send_digests(now.date(), now)
        posted = reminders.robots(now.date(), now)
        self.stdout.write(f"已发提醒 {sent} 封，群消息 {posted} 条")
