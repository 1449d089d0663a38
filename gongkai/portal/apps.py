"""The door as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public door."""

    name = "gongkai.portal"
    verbose_name = "公众端"
