"""What hangs on a case: letters, consultations, look-ups, fees, deliveries, files, and the reply shown to everybody."""

from django.db import models

from gongkai.applications.models.cases import DELIVERIES, Application, Matter
from gongkai.bodies.models import Body, Person
from gongkai.vault.fields import SealedTextField, StoredField

PURPOSES = {
    "identity": "身份证明",
    "authority": "授权委托书",
    "request": "申请材料",
    "correction": "补正材料",
    "opinion": "第三方或者其他机关的意见",
    "found": "检索到的文件",
    "released": "提供给申请人的文件",
    "proof": "送达凭证",
    "other": "其他",
}
LETTER_STATES = {"draft": "起草", "proposed": "送审", "returned": "退回", "approved": "审核通过", "signed": "已签发"}
SIDES = {"third_party": "第三方", "co_maker": "共同制作机关", "organ": "其他机关"}
ANSWERS = {"agree": "同意公开", "object": "不同意公开", "partly": "部分同意", "silent": "逾期未答复"}


class Letter(models.Model):
    """One version of a letter. A signed version is never written to again; a change is the next version."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters", verbose_name="申请")
    key = models.CharField("文书", max_length=32)
    round = models.PositiveSmallIntegerField("第几次答复", default=1)
    version = models.PositiveSmallIntegerField("第几稿")
    number = models.CharField("文号", max_length=48, blank=True)
    title = models.CharField("标题", max_length=60)
    text = SealedTextField("正文")
    addressee = SealedTextField("收件人")
    state = models.CharField("状态", max_length=12, choices=tuple(LETTER_STATES.items()), default="draft")
    template = models.CharField("所用模板", max_length=40)
    consultation = models.ForeignKey(
        "Consultation", models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name="征求意见"
    )
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="letters", verbose_name="起草人")
    made_on = models.DateField("起草日期")
    signed_by = models.CharField("签发人", max_length=40, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    waived = models.JSONField("带着理由放行的检查", default=dict, blank=True)

    class Meta:
        """The newest version last."""

        verbose_name = verbose_name_plural = "文书"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "key", "round", "version", "consultation"), name="letter_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class Comment(models.Model):
    """A remark of a reviewer on a passage of a version."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="comments", verbose_name="文书")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, verbose_name="批注人")
    on = models.DateField("日期")
    quote = SealedTextField("原文", blank=True)
    text = SealedTextField("意见")
    is_settled = models.BooleanField("已处理", default=False)

    class Meta:
        """In the order of writing."""

        verbose_name = verbose_name_plural = "批注"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.pk}"


class Consultation(models.Model):
    """Somebody asked for an opinion: a third party, a co-maker, another organ."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consultations", verbose_name="申请")
    side = models.CharField("征求谁的意见", max_length=16, choices=tuple(SIDES.items()))
    name = SealedTextField("姓名或者名称")
    is_person = models.BooleanField("是自然人", default=False)
    contact = SealedTextField("地址和电话", blank=True)
    about = SealedTextField("征求意见的内容")
    sent_on = models.DateField("发出日期")
    served_on = models.DateField("对方收到日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=12, choices=tuple(ANSWERS.items()), blank=True)
    reasons = SealedTextField("对方的理由", blank=True)
    decision = SealedTextField("本机关的决定", blank=True)

    class Meta:
        """In the order of sending."""

        verbose_name = verbose_name_plural = "征求意见"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.application_id} {SIDES[self.side]}"


class LookUp(models.Model):
    """One place where the information was looked for: the proof behind “不存在”."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="look_ups", verbose_name="申请")
    on = models.DateField("检索日期")
    system = models.CharField("系统或者档案室", max_length=80)
    words = models.CharField("检索词", max_length=200)
    scope = models.CharField("范围", max_length=200, blank=True)
    found = models.PositiveIntegerField("找到几份")
    files = SealedTextField("找到的文件", blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, verbose_name="检索人")

    class Meta:
        """In the order of the search."""

        verbose_name = verbose_name_plural = "检索记录"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.system}：{self.words}"


class Fee(models.Model):
    """The processing fee of an application: by item over a calendar month or by page, never both (109号)."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="fee", verbose_name="申请")
    basis = models.CharField("计费方式", max_length=8, choices=(("by_item", "按件"), ("by_page", "按量")))
    units = models.PositiveIntegerField("件数或者页数")
    yuan = models.PositiveIntegerField("金额（元）")
    charged_on = models.DateField("通知日期")
    served_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    receipt = models.CharField("票据号", max_length=40, blank=True)

    class Meta:
        """By day."""

        verbose_name = verbose_name_plural = "信息处理费"
        ordering = ("charged_on",)

    def __str__(self) -> str:
        return f"{self.yuan}元"


class Attachment(models.Model):
    """A file of a case; its bytes are sealed in the data folder."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments", verbose_name="申请")
    matter = models.ForeignKey(Matter, models.SET_NULL, null=True, blank=True, verbose_name="事项")
    purpose = models.CharField("用途", max_length=12, choices=tuple(PURPOSES.items()))
    name = SealedTextField("文件名")
    kind = models.CharField("类型", max_length=8)
    size = models.PositiveIntegerField("字节")
    stored = StoredField("存放的名称")
    added_on = models.DateField("加入日期")
    added_by = models.CharField("加入人", max_length=64)
    hidden = models.JSONField("隐藏内容检查", default=list, blank=True)
    redacted_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="redactions", verbose_name="由哪个文件处理而成"
    )

    class Meta:
        """In the order of coming in."""

        verbose_name = verbose_name_plural = "附件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.application_id}/{self.pk}"


class Delivery(models.Model):
    """A letter on its way: how, since when, with which proof."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="deliveries", verbose_name="申请")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries", verbose_name="文书")
    channel = models.CharField("送达方式", max_length=16, choices=tuple(DELIVERIES.items()))
    sent_on = models.DateField("发出日期")
    tracking = models.CharField("邮件号", max_length=40, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    proof = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, verbose_name="送达凭证")

    class Meta:
        """In the order of sending."""

        verbose_name = verbose_name_plural = "送达"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.letter_id} {self.sent_on}"


class PublishedReply(models.Model):
    """A reply shown to everybody without its applicant (答复选登)."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="published", verbose_name="申请")
    title = models.CharField("标题", max_length=120)
    question = models.TextField("申请的内容（已去除个人信息）")
    answer = models.TextField("答复的内容（已去除个人信息）")
    published_on = models.DateField("公布日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "答复选登"
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return self.title


class Template(models.Model):
    """A district's own words for a letter; the newest version counts, the older ones stay."""

    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="templates", verbose_name="单位")
    key = models.CharField("文书", max_length=32)
    version = models.PositiveSmallIntegerField("版本")
    text = models.TextField("正文")
    since = models.DateField("启用日期")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, verbose_name="修改人")
    note = models.CharField("修改说明", max_length=200, blank=True)

    class Meta:
        """The newest version last."""

        verbose_name = verbose_name_plural = "文书模板"
        ordering = ("key", "version")
        constraints = (models.UniqueConstraint(fields=("body", "key", "version"), name="template_version_once"),)

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
