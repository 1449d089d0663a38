"""What people put into a report: figures with their source, texts by version, remarks, opinions on findings, files handed in."""

from django.db import models

from gongkai.bodies.models import Person
from gongkai.core.editions import PARTS
from gongkai.reports.models.reports import AnnualReport
from gongkai.vault.fields import StoredField

HOWS = {"entered": "填报", "imported": "导入", "adjusted": "人工调整"}
REMARKS = {"comment": "批注", "return": "退回"}
OPINIONS = {"explained": "已说明", "dismissed": "不再提示"}
LINES = {"application": "申请", "dispute": "复议诉讼", "publication": "公文"}
_PARTS = ("preface", *PARTS)


class Entered(models.Model):
    """A figure that somebody gave, with where it is from. The newest of a key holds; the older ones stay to be read."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="entered", verbose_name="年报")
    key = models.CharField("数据项", max_length=80, help_text="格子编号，或者文字用到的数据项")
    value = models.DecimalField("数值", max_digits=18, decimal_places=6, null=True, blank=True)
    how = models.CharField("来历", max_length=10, choices=tuple(HOWS.items()))
    source = models.CharField("数据来源", max_length=200, blank=True)
    reason = models.CharField("调整理由", max_length=300, blank=True)
    evidence = models.CharField("依据", max_length=300, blank=True, help_text="台账、文号或者网址")
    is_dropped = models.BooleanField("已撤销，恢复为自动统计", default=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, verbose_name="谁填的")
    by_name = models.CharField("填报人", max_length=40)
    at = models.DateTimeField("时间")

    class Meta:
        """In the order of entering."""

        verbose_name = verbose_name_plural = "填报的数据"
        ordering = ("pk",)
        indexes = (models.Index(fields=("report", "key"), name="entered_by_key"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.key} {self.value}"


class Passage(models.Model):
    """One version of the text of one part; figures in it are tokens that follow the data (core.reports.guiding)."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="passages", verbose_name="年报")
    part = models.CharField("部分", max_length=16, choices=tuple((part, part) for part in _PARTS))
    version = models.PositiveSmallIntegerField("第几稿")
    text = models.TextField("文字", blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, verbose_name="谁写的")
    by_name = models.CharField("作者", max_length=40)
    at = models.DateTimeField("时间")

    class Meta:
        """The newest version last."""

        verbose_name = verbose_name_plural = "年报文字"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "part", "version"), name="passage_version_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.part} {self.version}"


class Picture(models.Model):
    """A picture that stands in a part: uploaded and rebuilt, or a chart drawn from the data."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="pictures", verbose_name="年报")
    part = models.CharField("部分", max_length=16, choices=tuple((part, part) for part in _PARTS))
    position = models.PositiveSmallIntegerField("次序")
    chart = models.CharField("图表", max_length=24, blank=True)  # a key of reports.charts; "" for an upload
    name = models.CharField("文件名", max_length=120, blank=True)
    kind = models.CharField("类型", max_length=8, blank=True)
    stored = StoredField("存放的名称", blank=True)
    caption = models.CharField("图题", max_length=120)
    alternative = models.CharField("替代文字", max_length=300, blank=True)

    class Meta:
        """In the order of the part."""

        verbose_name = verbose_name_plural = "年报图片"
        ordering = ("part", "position", "pk")

    def __str__(self) -> str:
        return self.caption


class Remark(models.Model):
    """A remark on a cell, a part, or the whole; returns are remarks that the unit has to settle."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="remarks", verbose_name="年报")
    kind = models.CharField("种类", max_length=8, choices=tuple(REMARKS.items()))
    place = models.CharField("位置", max_length=80, blank=True)  # a cell, a part, or "" for the whole
    text = models.CharField("内容", max_length=500)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, verbose_name="谁写的")
    by_name = models.CharField("作者", max_length=40)
    on = models.DateField("日期")
    settled_on = models.DateField("处理日期", null=True, blank=True)

    class Meta:
        """In the order of writing."""

        verbose_name = verbose_name_plural = "批注和退回"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.place}"


class Opinion(models.Model):
    """What somebody said of a finding; kept over every new run of the checks by the finding's fingerprint."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="opinions", verbose_name="年报")
    fingerprint = models.CharField("检查意见的标记", max_length=32)
    code = models.CharField("规则", max_length=8)
    says = models.CharField("当时的检查意见", max_length=500)
    state = models.CharField("处理", max_length=10, choices=tuple(OPINIONS.items()))
    reason = models.CharField("理由", max_length=300)
    by_name = models.CharField("谁", max_length=40)
    on = models.DateField("日期")

    class Meta:
        """The newest holds."""

        verbose_name = verbose_name_plural = "对检查意见的处理"
        ordering = ("pk",)
        indexes = (models.Index(fields=("report", "fingerprint"), name="opinion_by_finding"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.code} {self.state}"


class HandedIn(models.Model):
    """A file in which a unit outside the platform handed in its report: the original, what was read, what was corrected."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="files", verbose_name="年报")
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("字节")
    stored = StoredField("存放的名称")
    record = models.JSONField("读取结果")  # gongkai.reading.records.reading_record
    by_name = models.CharField("谁交来", max_length=40)
    on = models.DateField("日期")
    replaced_on = models.DateField("被后一份替代", null=True, blank=True)

    class Meta:
        """The newest last."""

        verbose_name = verbose_name_plural = "交来的文件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """One case behind one figure, as it was when the report was handed in: the frozen proof of the count."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="lines", verbose_name="年报")
    cell = models.CharField("格子", max_length=80)
    kind = models.CharField("种类", max_length=12, choices=tuple(LINES.items()))
    number = models.PositiveBigIntegerField("行号")
    label = models.CharField("编号", max_length=120)

    class Meta:
        """In the order of the register."""

        verbose_name = verbose_name_plural = "计入的案件"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("report", "cell"), name="line_by_cell"),
            models.Index(fields=("kind", "number"), name="line_by_case"),
        )

    def __str__(self) -> str:
        return f"{self.cell} {self.label}"
