"""The deeds, which the database itself refuses to change or delete (see triggers), and how often there was one."""

from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One deed. `facts` holds dates, keys and counts, never names or numbers of persons; those stay with the case."""

    at = models.DateTimeField("记录时间", db_default=Now())
    on = models.DateField("法律上的日期")
    unit = models.CharField("单位", max_length=64, blank=True)
    actor = models.CharField("办理人编号", max_length=64)
    actor_name = models.CharField("办理人", max_length=64)
    role = models.CharField("角色", max_length=32)
    verb = models.CharField("事项", max_length=48)
    about_kind = models.CharField("对象类型", max_length=32)
    about_id = models.CharField("对象编号", max_length=64)
    facts = models.JSONField("内容", default=dict)
    reason = models.TextField("理由", blank=True)
    mends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="mended_by", verbose_name="更正哪一条"
    )

    class Meta:
        """Read by case, in the order in which it was written."""

        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("about_kind", "about_id", "id"), name="journal_by_object"),
            models.Index(fields=("unit", "id"), name="journal_by_unit"),
        )

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.verb} {self.about_kind} {self.about_id}"


class Pulse(models.Model):
    """One row: a number that rises after each deed. What was shown under one number may be shown again under the same."""

    number = models.PositiveBigIntegerField("第几次", default=0)

    class Meta:
        """There is only one."""

        verbose_name = verbose_name_plural = "变动次数"

    def __str__(self) -> str:
        return str(self.number)
