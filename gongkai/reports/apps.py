"""The area as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Annual reports."""

    name = "gongkai.reports"
    verbose_name = "年度报告"
