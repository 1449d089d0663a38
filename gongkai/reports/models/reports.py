"""A round (一年的年报) and the reports in it: one a unit, and the district's own over them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from gongkai.bodies.models import Body, Person
from gongkai.core.reports.life import HANDED_IN, STAGES
from gongkai.core.reports.tallying import DISPUTES_COUNTED

LEVELS = {"unit": "单位", "district": "全区汇总"}
WAYS = {"platform": "平台填报", "file": "交来文件"}


class Round(models.Model):
    """One year's reports of the district: the form, the days, and what the district chose where the rules are silent."""

    year = models.PositiveSmallIntegerField("报告年度", unique=True)
    edition = models.CharField("年度报告格式", max_length=12)
    district = models.ForeignKey(Body, models.PROTECT, related_name="rounds", verbose_name="汇总的政府")
    opened_on = models.DateField("启动日期")
    hand_in_by = models.DateField("各单位报送期限")
    due_on = models.DateField("法定报送期限")
    publish_by = models.DateField("政府年报公布期限")
    locks_on = models.DateField("数据锁定日", help_text="这一天以后台账的变动不再改动年报，只作勘误")
    disputes_counted = models.CharField(
        "复议诉讼的统计口径", max_length=12, choices=tuple(DISPUTES_COUNTED.items()), default="concluded"
    )
    fee_places = models.PositiveSmallIntegerField("万元保留几位小数", default=2)
    overview_limit = models.PositiveSmallIntegerField("第一部分字数上限（本地要求）", null=True, blank=True)
    note = models.TextField("给各单位的通知", blank=True)
    reminded_at = models.DateTimeField("上次催报", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "年报收集"
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                condition=Q(hand_in_by__lte=models.F("due_on")),
                name="round_hands_in_before_the_law",
                violation_error_message="本地的报送期限不能晚于法定期限。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年度报告"

    def clean(self) -> None:
        """Figures are locked when the year is over, and before the government's report is out."""
        if self.locks_on and self.publish_by and not date(self.year, 12, 31) < self.locks_on <= self.publish_by:
            raise ValidationError({"locks_on": "数据锁定日应当在年度结束以后、政府年报公布期限以前。"})


class AnnualReport(models.Model):
    """One body's report of one year: where it stands, what was handed in, and what the checks said of it last."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports", verbose_name="年度")
    body = models.ForeignKey(Body, models.PROTECT, related_name="annual_reports", verbose_name="单位")
    level = models.CharField("层级", max_length=8, choices=tuple(LEVELS.items()), default="unit")
    covers = models.ManyToManyField(
        Body, blank=True, related_name="covered_by", verbose_name="数据包含哪些单位", help_text="撤并的单位并入承接单位"
    )
    way = models.CharField("报送方式", max_length=8, choices=tuple(WAYS.items()), default="platform")
    stage = models.CharField("状态", max_length=12, choices=tuple(STAGES.items()), default="awaited")
    version = models.PositiveIntegerField("版本", default=1)
    handler = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="annual_reports", verbose_name="填报人"
    )
    frozen = models.JSONField(
        "报送时的数据", null=True, blank=True
    )  # core.records.report_record; the figures as handed in
    frozen_facts = models.JSONField("报送时的其他数据", null=True, blank=True)  # what next year's texts compare with
    frozen_at = models.DateTimeField("报送时间", null=True, blank=True)
    # From here on the figures are those of the cases as they were (Line), whatever is registered later.
    locked_on = models.DateField("数据锁定日期", null=True, blank=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    returned_because = models.CharField("退回理由", max_length=200, blank=True)
    accepted_on = models.DateField("通过日期", null=True, blank=True)
    accept_note = models.CharField("审核意见", max_length=200, blank=True)
    excused_because = models.CharField("不单独报送的理由", max_length=200, blank=True)
    signed_by = models.CharField("签发人", max_length=40, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    # As the checks saw it at the last deed; the board shows these, the pages check again.
    errors = models.PositiveSmallIntegerField("错误", null=True, blank=True)
    warnings = models.PositiveSmallIntegerField("提醒", null=True, blank=True)
    passed = models.PositiveSmallIntegerField("通过的检查", null=True, blank=True)
    progress = models.PositiveSmallIntegerField("完成度", default=0)
    touched_at = models.DateTimeField("最后改动", null=True, blank=True)

    class Meta:
        """In the order of the bodies; the district's own last."""

        verbose_name = verbose_name_plural = "年度报告"
        ordering = ("level", "body_id")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "body", "level"),
                name="report_once_a_year",
                violation_error_message="这个单位今年的年报已经在里面了。",
            ),
            models.UniqueConstraint(
                fields=("round",), condition=Q(level="district"), name="report_of_district_once_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.name}{self.round.year}年政府信息公开工作年度报告"

    @property
    def year(self) -> int:
        """The year that the report is about."""
        return self.round.year

    @cached_property
    def before(self) -> "AnnualReport | None":
        """The same body's report of the year before, if it was handed in on the platform."""
        rows = AnnualReport.objects.filter(body=self.body_id, level=self.level, round__year=self.year - 1)
        return rows.filter(stage__in=HANDED_IN).select_related("round", "body").first()

    @property
    def is_district(self) -> bool:
        """Whether it merges the units."""
        return self.level == "district"
