"""The door as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "gongkai.desk"
    verbose_name = "工作台"
