"""The area as Django knows it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Proactive disclosure."""

    name = "gongkai.documents"
    verbose_name = "主动公开"
