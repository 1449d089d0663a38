"""What is public of the annual reports, and nothing else: the rows that the public doors read, written at publication."""

from django.db import models

from gongkai.bodies.models import Body
from gongkai.reports.models.reports import LEVELS, AnnualReport


class PublishedReport(models.Model):
    """A report as the public has it: its figures and texts, and for the district which unit gave how much."""

    report = models.OneToOneField(AnnualReport, models.PROTECT, related_name="published", verbose_name="年报")
    body = models.ForeignKey(Body, models.PROTECT, related_name="published_reports", verbose_name="单位")
    level = models.CharField("层级", max_length=8, choices=tuple(LEVELS.items()))
    year = models.PositiveSmallIntegerField("报告年度")
    title = models.CharField("标题", max_length=160)
    published_on = models.DateField("公布日期")
    record = models.JSONField("内容")  # core.records.report_record
    shares = models.JSONField("各单位的数", default=dict, blank=True)  # cell -> [[body slug, short name, value]]
    charts = models.JSONField("图表", default=list, blank=True)  # of reports.charts
    choices = models.JSONField("口径说明", default=list, blank=True)

    class Meta:
        """The newest year first."""

        verbose_name = verbose_name_plural = "已公布的年报"
        ordering = ("-year", "level", "body_id")
        constraints = (models.UniqueConstraint(fields=("body", "level", "year"), name="published_report_once"),)

    def __str__(self) -> str:
        return self.title


PICTURE = "pic-"  # the kind of an uploaded picture, with its place among the pictures of the report


class PublishedFile(models.Model):
    """The report as a file, made by our own writer; or a picture that stands in it, rebuilt in the house."""

    published = models.ForeignKey(PublishedReport, models.CASCADE, related_name="files", verbose_name="年报")
    kind = models.CharField("类型", max_length=8)
    data = models.BinaryField("内容")
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("校验值", max_length=64)

    class Meta:
        """One a kind."""

        verbose_name = verbose_name_plural = "年报文件"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("published", "kind"), name="published_file_once"),)

    def __str__(self) -> str:
        return f"{self.published_id}.{self.kind}"


class Erratum(models.Model):
    """A correction after publication (勘误): dated, beside the figures of before, never in their place."""

    published = models.ForeignKey(PublishedReport, models.PROTECT, related_name="errata", verbose_name="年报")
    on = models.DateField("日期")
    text = models.TextField("勘误说明")
    changes = models.JSONField("改动", default=list, blank=True)  # [[cell, old, new]]

    class Meta:
        """In the order of time."""

        verbose_name = verbose_name_plural = "年报勘误"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.published_id} {self.on}"
