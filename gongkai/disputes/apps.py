"""The area as Django knows it."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Disputes."""

    name = "gongkai.disputes"
    verbose_name = "复议诉讼"
