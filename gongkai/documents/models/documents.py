"""A document as the house works on it: its facts, its text, its files, its review. The public reads none of these rows."""

import json
from functools import cached_property

from django.db import models
from django.db.models import Q

from gongkai.bodies.models import Body, Person
from gongkai.core.documents import attributes, text
from gongkai.core.documents.life import STAGES
from gongkai.documents.models.columns import Column
from gongkai.vault.fields import SealedTextField, StoredField

GENRES = {"document": "公文", "interpretation": "政策解读"}
FORMS = {
    "text": "文字解读",
    "picture": "图解",
    "answers": "问答",
    "video": "视频解读",
    "press_conference": "新闻发布会",
    "expert": "专家解读",
}
ORIGINS = {
    "made": "本机关制作",
    "from_citizen": "从公民、法人或者其他组织获取",
    "from_organ": "从其他机关获取",
}
FINDING_STATES = {"open": "待处理", "masked": "已遮蔽", "cleaned": "已清除", "reasoned": "说明理由后保留"}
PURPOSES = {"original": "原稿", "annex": "附件", "picture": "图片", "video": "视频"}


class Document(models.Model):
    """One official document, or one interpretation of it, on its way from draft to publication."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="documents", verbose_name="责任机关")
    genre = models.CharField("体裁", max_length=16, choices=tuple(GENRES.items()), default="document")
    interprets = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="interpretations", verbose_name="解读的公文"
    )
    form = models.CharField("解读形式", max_length=20, choices=tuple(FORMS.items()), blank=True)

    title = models.CharField("标题", max_length=300)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    kind = models.CharField("公文种类", max_length=16, blank=True)
    theme = models.CharField("主题分类", max_length=60, blank=True)
    keywords = models.CharField("主题词", max_length=120, blank=True)
    summary = models.TextField("内容概述", blank=True)
    issuer = models.CharField("发文机关", max_length=120)
    joint_issuers = models.JSONField("联合发文机关", default=list, blank=True)
    is_led_here = models.BooleanField("联合发文由本机关牵头", default=True)
    origin = models.CharField("信息来源", max_length=16, choices=tuple(ORIGINS.items()), default="made")
    formed_on = models.DateField("成文日期", null=True, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    is_normative = models.BooleanField("行政规范性文件", default=False)
    filing_number = models.CharField("统一编号", max_length=40, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    copies = models.CharField("抄送", max_length=300, blank=True)
    written = SealedTextField("正文", default="[]")  # JSON, core.documents.text

    column = models.ForeignKey(
        Column, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="栏目"
    )
    topics = models.ManyToManyField(Column, blank=True, related_name="topic_documents", verbose_name="专题")
    attribute = models.CharField("公开属性", max_length=16, choices=tuple(attributes.LABELS.items()), blank=True)
    ground = models.CharField("不予公开的依据", max_length=32, blank=True)
    attribute_reason = models.TextField("属性的理由", blank=True)

    stage = models.CharField("阶段", max_length=16, choices=tuple(STAGES.items()), default="draft")
    version = models.PositiveIntegerField("版本", default=1)
    round = models.PositiveSmallIntegerField("第几轮审查", default=1)
    handler = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name="经办人"
    )
    due_on = models.DateField("公开期限", null=True, blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)
    review_on = models.DateField("重新评估日期", null=True, blank=True)
    publish_at = models.DateTimeField("定时发布", null=True, blank=True)
    take_down_on = models.DateField("公示到期撤下", null=True, blank=True)
    index_number = models.CharField("索引号", max_length=40, null=True, blank=True)
    key = models.CharField("登记的唯一标记", max_length=64, unique=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "公文"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("index_number",),
                name="document_index_number_once",
                violation_error_message="这个索引号已经用过；索引号不重复，也不因机构改革改变。",
            ),
            models.UniqueConstraint(
                fields=("body", "document_number"),
                condition=~Q(document_number="") & ~Q(stage="discarded"),
                name="document_number_once",
                violation_error_message="本机关已经登记过这个发文字号。",
            ),
            models.CheckConstraint(
                condition=Q(genre="document", interprets__isnull=True) | Q(genre="interpretation"),
                name="only_interpretations_interpret",
                violation_error_message="只有政策解读可以关联被解读的公文。",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(expires_on__gte=models.F("effective_from")),
                name="document_ends_after_it_begins",
                violation_error_message="有效期的最后一天不能早于施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(stage="held") & ~Q(attribute="proactive") | ~Q(stage="held"),
                name="proactive_is_not_held",
                violation_error_message="主动公开的公文不能登记为不主动公开。",
            ),
        )
        indexes = (
            models.Index(fields=("body", "stage", "due_on"), name="document_of_body"),
            models.Index(fields=("stage", "due_on"), name="document_by_stage"),
            models.Index(fields=("stage", "publish_at"), name="document_by_schedule"),
            models.Index(fields=("stage", "review_on"), name="document_by_review"),
        )

    def __str__(self) -> str:
        return self.document_number or self.title

    @cached_property
    def text(self) -> text.Text:
        """The blocks of the text."""
        return text.from_record(json.loads(self.written))

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done before it is out, or held."""
        return self.stage not in {"published", "held", "withdrawn", "discarded"}


class Version(models.Model):
    """The text as it was published before a revision, with the reason."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name="公文")
    number = models.PositiveSmallIntegerField("第几版")
    title = models.CharField("标题", max_length=300)
    text = models.JSONField("正文")
    published_on = models.DateField("发布日期")
    replaced_on = models.DateField("更正日期")
    reason = models.CharField("更正的理由", max_length=300)

    class Meta:
        """The oldest first."""

        verbose_name = verbose_name_plural = "更正前的文本"
        ordering = ("document", "number")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="version_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} 第{self.number}版"


class File(models.Model):
    """A file of a document: the upload, which stays in the house, and the rebuilt file, which alone may leave it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name="公文")
    position = models.PositiveSmallIntegerField("次序")
    purpose = models.CharField("用途", max_length=10, choices=tuple(PURPOSES.items()))
    name = models.CharField("文件名", max_length=160)
    kind = models.CharField("类型", max_length=8)
    size = models.PositiveIntegerField("字节")
    stored = StoredField("上传的文件")
    hidden = models.JSONField("隐藏内容检查", default=list, blank=True)
    rebuilt = StoredField("可以公开的文件", blank=True)
    rebuilt_kind = models.CharField("可以公开的类型", max_length=8, blank=True)
    rebuilt_size = models.PositiveIntegerField("可以公开的字节", null=True, blank=True)
    removed = models.JSONField("重制时去掉的内容", default=list, blank=True)
    plain = SealedTextField("可见的文字", default="", blank=True)
    caption = models.CharField("图片说明", max_length=200, blank=True)
    is_withdrawn = models.BooleanField("不再公开", default=False)

    class Meta:
        """In the order of the document."""

        verbose_name = verbose_name_plural = "文件"
        ordering = ("document", "position", "pk")

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """Something that the examination found and a person has to settle before publication."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings", verbose_name="公文")
    file = models.ForeignKey(File, models.CASCADE, null=True, blank=True, related_name="findings", verbose_name="文件")
    mark = models.CharField("指纹", max_length=64)
    kind = models.CharField("种类", max_length=40)
    label = models.CharField("名称", max_length=60)
    weight = models.CharField("分量", max_length=8)  # block, warning, hint
    where = models.CharField("位置", max_length=160)
    sample_masked = models.CharField("样例（已遮蔽）", max_length=160, blank=True)
    block = models.PositiveIntegerField("正文的第几段", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=tuple(FINDING_STATES.items()), default="open")
    reason = models.CharField("保留的理由", max_length=300, blank=True)
    reasoned_by = models.CharField("说明理由的人", max_length=64, blank=True)
    seconded_by = models.CharField("第二个人", max_length=64, blank=True)

    class Meta:
        """In the order of the text."""

        verbose_name = verbose_name_plural = "审查发现"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("document", "mark"), name="finding_once"),)

    def __str__(self) -> str:
        return f"{self.label} {self.where}"

    @property
    def is_settled(self) -> bool:
        """Whether it no longer bars publication: a block that is kept wants two people."""
        if self.state == "reasoned":
            return bool(self.reason) and (self.weight != "block" or bool(self.seconded_by))
        return self.state != "open" or self.weight == "hint"


class Opinion(models.Model):
    """What one person said in one step of the review (先审查后公开、一事一审)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="opinions", verbose_name="公文")
    round = models.PositiveSmallIntegerField("第几轮")
    step = models.CharField("步骤", max_length=24)
    verdict = models.CharField("结论", max_length=12)  # clear, withhold, refer
    answers = models.JSONField("逐项审查", default=dict, blank=True)
    words = models.TextField("意见", blank=True)
    by = models.CharField("审查人编号", max_length=64)
    by_name = models.CharField("审查人", max_length=64)
    on = models.DateField("日期")

    class Meta:
        """In the order of writing."""

        verbose_name = verbose_name_plural = "审查意见"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.document_id} {self.step} {self.verdict}"


class Plan(models.Model):
    """The plan of interpretation (解读方案), signed together with the document and its interpretations."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="plan", verbose_name="公文")
    forms = models.JSONField("解读形式", default=list, blank=True)
    channels = models.JSONField("发布渠道", default=list, blank=True)
    points = models.TextField("解读要点", blank=True)
    by = models.CharField("解读人", max_length=80, blank=True)
    on = models.DateField("计划发布日期", null=True, blank=True)
    waived_because = models.CharField("不需要解读的理由", max_length=300, blank=True)

    class Meta:
        """One a document."""

        verbose_name = verbose_name_plural = "解读方案"

    def __str__(self) -> str:
        return f"{self.document_id} 解读方案"
