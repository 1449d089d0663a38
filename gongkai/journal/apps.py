"""The area as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal."""

    name = "gongkai.journal"
    verbose_name = "办理记录"
