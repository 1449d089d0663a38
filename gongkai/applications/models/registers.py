"""Small registers beside the cases: complaints and corrections of records, drafts, visits, attempts, digests."""

from django.db import models

from gongkai.bodies.models import Body, Person
from gongkai.vault.fields import SealedTextField

FEEDBACK_KINDS = {
    "record_correction": "更正与自身有关的记录（条例第四十一条）",
    "complaint": "投诉（条例第四十七条、第五十一条）",
    "suggestion": "批评、建议（条例第九条）",
}


class Feedback(models.Model):
    """Not an application, and not counted as one: a correction of one's own record, a complaint, a suggestion."""

    kind = models.CharField("类别", max_length=24, choices=tuple(FEEDBACK_KINDS.items()))
    body = models.ForeignKey(Body, models.PROTECT, related_name="feedback", verbose_name="单位")
    number = models.CharField("编号", max_length=40, unique=True)
    name = SealedTextField("姓名或者名称", blank=True)
    contact = SealedTextField("联系方式", blank=True)
    text = SealedTextField("内容")
    received_on = models.DateField("收到日期")
    answer_by = models.DateField("答复期限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = SealedTextField("答复", blank=True)
    is_upheld = models.BooleanField("属实（已更正）", null=True, blank=True)
    code_hash = models.CharField("查询码（散列）", max_length=64, blank=True)
    key = models.CharField("提交的唯一标记", max_length=64, unique=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "投诉、建议和记录更正"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.number


class Draft(models.Model):
    """What somebody has typed and not yet handed in; nothing typed is lost."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts", verbose_name="人员")
    place = models.CharField("在哪一页", max_length=80)
    content = SealedTextField("内容")
    saved_at = models.DateTimeField("保存时间", auto_now=True)

    class Meta:
        """One draft a page and person."""

        verbose_name = verbose_name_plural = "草稿"
        constraints = (models.UniqueConstraint(fields=("person", "place"), name="draft_once"),)

    def __str__(self) -> str:
        return self.place


class Visit(models.Model):
    """Who has a case open right now, so that two people see each other."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="visits", verbose_name="人员")
    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField("最后一次")

    class Meta:
        """One row a person and case."""

        verbose_name = verbose_name_plural = "正在查看"
        constraints = (models.UniqueConstraint(fields=("person", "application"), name="visit_once"),)

    def __str__(self) -> str:
        return f"{self.person_id}/{self.application_id}"


class Attempt(models.Model):
    """A wrong query code, a submission: counted for a while so that nobody tries a million."""

    scope = models.CharField("类别", max_length=24)
    key = models.CharField("散列", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        """Asked by scope, key and time."""

        verbose_name = verbose_name_plural = "尝试"
        indexes = (models.Index(fields=("scope", "key", "at"), name="attempt_by_key"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.at}"


class Digest(models.Model):
    """That a person had the reminder of a day: one a day, whatever is restarted."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests", verbose_name="人员")
    on = models.DateField("日期")

    class Meta:
        """One a day."""

        verbose_name = verbose_name_plural = "每日提醒"
        constraints = (models.UniqueConstraint(fields=("person", "on"), name="digest_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class Spared(models.Model):
    """A visitor found the information before applying: an application saved."""

    on = models.DateField("日期")
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, verbose_name="单位")
    found = models.CharField("找到的内容", max_length=120)

    class Meta:
        """By day."""

        verbose_name = verbose_name_plural = "申请前已找到"
        ordering = ("on",)

    def __str__(self) -> str:
        return f"{self.on} {self.found}"
