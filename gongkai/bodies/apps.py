"""The area as Django knows it."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Bodies, people, roles."""

    name = "gongkai.bodies"
    verbose_name = "单位和人员"
