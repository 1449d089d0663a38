"""The registers of reconsideration and litigation, and the papers of each case."""

from django.db import models
from django.db.models import Q

from gongkai.applications.models import Application
from gongkai.core.disputes import KINDS, STAGES, result
from gongkai.vault.fields import SealedTextField, StoredField

AGAINST = {"reply": "答复", "silence": "逾期未答复"}
PROCEDURES = {"ordinary": "普通程序", "simplified": "简易程序"}
PAPERS = {
    "petition": "申请书（起诉状）副本",
    "answer": "答复书（答辩状）",
    "evidence": "证据",
    "decision": "决定书（判决书、裁定书）",
    "other": "其他",
}


class Dispute(models.Model):
    """One case before a reconsideration organ or a court; an appeal is a level of the same case."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="disputes", verbose_name="申请")
    kind = models.CharField("类别", max_length=36, choices=tuple(KINDS.items()))
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lawsuits", verbose_name="哪件复议之后"
    )
    number = models.CharField("案号", max_length=60)
    organ = models.CharField("复议机关（法院）", max_length=80)
    against = models.CharField("针对", max_length=8, choices=tuple(AGAINST.items()))
    outcome_attacked = models.CharField("针对的答复类型", max_length=32, blank=True)
    grounds = SealedTextField("请求和理由", blank=True)
    procedure = models.CharField("程序", max_length=12, choices=tuple(PROCEDURES.items()), default="ordinary")
    stage = models.CharField("阶段", max_length=20, choices=tuple(STAGES.items()), default="filed")
    version = models.PositiveIntegerField("版本", default=1)
    filed_on = models.DateField("申请（起诉）日期", null=True, blank=True)
    served_on = models.DateField("收到副本日期")
    answer_due_on = models.DateField("提交答复（答辩）期限")
    answered_on = models.DateField("提交答复（答辩）日期", null=True, blank=True)
    hearing_on = models.DateField("听证（开庭）日期", null=True, blank=True)
    agent = models.CharField("代理人", max_length=80, blank=True)
    result = models.CharField("结果", max_length=32, blank=True)
    decided_on = models.DateField("结果日期", null=True, blank=True)
    decision_received_on = models.DateField("收到决定（判决）日期", null=True, blank=True)
    answer_again_by = models.DateField("责令重新答复的期限", null=True, blank=True)
    lesson = models.TextField("教训", blank=True)
    closed_on = models.DateField("结案日期", null=True, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "复议诉讼案件"
        ordering = ("-served_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "organ", "number"),
                name="dispute_number_once",
                violation_error_message="这个案号已经登记过。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="litigation_after_reconsideration") | Q(after__isnull=False),
                name="dispute_after_names_reconsideration",
                violation_error_message="复议后起诉的，请选择是哪一件复议。",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(decided_on__isnull=False),
                name="dispute_result_has_a_day",
                violation_error_message="有结果的案件应当有结果日期。",
            ),
        )
        indexes = (
            models.Index(fields=("stage", "answer_due_on"), name="dispute_by_due"),
            models.Index(fields=("decided_on",), name="dispute_by_decision"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def result_label(self) -> str:
        """What the result is called; "" while there is none."""
        return result(self.kind, self.result).label if self.result else ""


class Paper(models.Model):
    """A file of a dispute; its bytes are sealed in the data folder."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="papers", verbose_name="案件")
    kind = models.CharField("文书", max_length=12, choices=tuple(PAPERS.items()))
    name = SealedTextField("文件名")
    size = models.PositiveIntegerField("字节")
    stored = StoredField("存放的名称")
    added_on = models.DateField("加入日期")

    class Meta:
        """In the order of coming in."""

        verbose_name = verbose_name_plural = "案件材料"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.pk}"
