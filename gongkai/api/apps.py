"""The door as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The read API."""

    name = "gongkai.api"
    verbose_name = "开放接口"
