"""The area as Django knows it."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Applications."""

    name = "gongkai.applications"
    verbose_name = "依申请公开"
