"""A file on its way into a report: kept from the moment it came, so that nothing has to be sent twice while it is read."""

from datetime import datetime, timedelta

from django.db import models

from gongkai.bodies.models import Person
from gongkai.reports.models.reports import AnnualReport
from gongkai.vault.fields import StoredField

READING, DONE, FAILED, STOPPED = "reading", "done", "failed", "stopped"
STATES = {READING: "正在读", DONE: "读好了", FAILED: "没有读成", STOPPED: "已取消"}
SILENT_FOR = timedelta(seconds=60)  # without a sign of life: whoever read it has ended


class Upload(models.Model):
    """The newest file of a report that is being read, or was: how far it is, and what came of it. One a report."""

    report = models.OneToOneField(AnnualReport, models.CASCADE, related_name="upload", verbose_name="年报")
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("字节")
    stored = StoredField("存放的名称")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, verbose_name="谁交来")
    by_name = models.CharField("交来的人", max_length=40)
    state = models.CharField("状态", max_length=8, choices=tuple(STATES.items()), default=READING)
    begun_at = models.DateTimeField("交来的时间")
    alive_at = models.DateTimeField("最后有动静的时间")
    ahead = models.PositiveSmallIntegerField("前面还有几份", default=0)
    done = models.PositiveSmallIntegerField("读完几页", null=True, blank=True)
    total = models.PositiveSmallIntegerField("共几页", null=True, blank=True)
    what = models.TextField("为什么没有读成", blank=True)
    where = models.TextField("在文件的哪里", blank=True)
    do = models.TextField("怎么办", blank=True)

    class Meta:
        """The newest last."""

        verbose_name = verbose_name_plural = "正在读的文件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    def is_alive(self, at: datetime) -> bool:
        """Whether somebody is reading it at this moment."""
        return self.state == READING and at - self.alive_at < SILENT_FOR

    def is_interrupted(self, at: datetime) -> bool:
        """Whether the reading broke off: the program was stopped in the midst of it."""
        return self.state == READING and not self.is_alive(at)
