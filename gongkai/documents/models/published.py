"""What is public, and nothing else: the rows that the public doors read. They are written at publication and never before."""

from django.db import models

from gongkai.bodies.models import Body
from gongkai.core.documents.validity import Dates
from gongkai.documents.models.columns import WEB_ADDRESS, Column
from gongkai.documents.models.documents import FORMS, GENRES, Document
from gongkai.vault.fields import SealedTextField, StoredField

RELATIONS = {
    "repeals": ("废止", "被废止"),
    "lapses": ("宣布失效", "被宣布失效"),
    "amends": ("修改", "被修改"),
    "partly_ends": ("部分废止", "部分失效"),
    "replaces": ("替代", "被替代"),
    "clarifies": ("澄清", "被澄清"),
    "forwards": ("转发", "被转发"),
    "based_on": ("依据", "是其依据"),
    "cites": ("引用", "被引用"),
}
ACCOUNT_STATUSES = {"active": "正常", "paused": "暂停", "closed": "已关停"}
PLACEMENT_STATES = {
    "prepared": "待人工发布",
    "waiting": "待推送",
    "posted": "已发布",
    "failed": "需人工处理",
    "taken_down": "已撤下",
}


class Publication(models.Model):
    """A document as the public has it: the snapshot of its publication, with what happened to it afterwards."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="publication", verbose_name="公文")
    key = models.SlugField("永久网址", max_length=60, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="publications", verbose_name="责任机关")
    column = models.ForeignKey(Column, models.PROTECT, related_name="publications", verbose_name="栏目")
    topics = models.ManyToManyField(Column, blank=True, related_name="topic_publications", verbose_name="专题")
    genre = models.CharField("体裁", max_length=16, choices=tuple(GENRES.items()))
    form = models.CharField("解读形式", max_length=20, choices=tuple(FORMS.items()), blank=True)
    interprets = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="interpretations", verbose_name="解读的公文"
    )

    index_number = models.CharField("索引号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=300)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    kind = models.CharField("公文种类", max_length=16, blank=True)
    theme = models.CharField("主题分类", max_length=60, blank=True)
    keywords = models.CharField("主题词", max_length=120, blank=True)
    summary = models.TextField("内容概述", blank=True)
    issuer = models.CharField("发文机关", max_length=120)
    joint_issuers = models.JSONField("联合发文机关", default=list, blank=True)
    filing_number = models.CharField("统一编号", max_length=40, blank=True)
    is_normative = models.BooleanField("行政规范性文件", default=False)
    text = models.JSONField("正文")

    formed_on = models.DateField("成文日期", null=True, blank=True)
    published_at = models.DateTimeField("发布时间")
    published_on = models.DateField("发布日期")
    revised_on = models.DateField("更正日期", null=True, blank=True)
    revised_because = models.CharField("更正的理由", max_length=300, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    lapsed_on = models.DateField("宣布失效日期", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    partly_ended_on = models.DateField("部分失效日期", null=True, blank=True)
    amended_on = models.DateField("修改日期", null=True, blank=True)
    validity_note = models.CharField("有效性的说明", max_length=300, blank=True)
    take_down_on = models.DateField("公示到期撤下", null=True, blank=True)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_because = models.CharField("撤下的理由", max_length=300, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "已发布的公文"
        ordering = ("-published_at", "-pk")
        indexes = (
            models.Index(fields=("withdrawn_on", "-published_at", "-id"), name="publication_by_day"),
            models.Index(fields=("column", "withdrawn_on", "-published_at", "-id"), name="publication_of_column"),
            models.Index(fields=("body", "column", "withdrawn_on", "-published_at"), name="publication_of_body"),
            models.Index(fields=("genre", "withdrawn_on", "-published_at"), name="publication_by_genre"),
            models.Index(fields=("document_number",), name="publication_by_number"),
            models.Index(
                fields=("-published_at", "-id"),
                condition=models.Q(is_normative=True, withdrawn_on__isnull=True),
                name="publication_normative",
            ),
        )

    def __str__(self) -> str:
        return self.document_number or self.title

    @property
    def dates(self) -> Dates:
        """The days that decide on its validity."""
        return Dates(
            self.effective_from,
            self.expires_on,
            self.lapsed_on,
            self.repealed_on,
            self.partly_ended_on,
            self.amended_on,
        )


class PublicFile(models.Model):
    """A file that the public may take: rebuilt in the house, never the upload."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files", verbose_name="公文")
    position = models.PositiveSmallIntegerField("次序")
    purpose = models.CharField("用途", max_length=10)
    name = models.CharField("文件名", max_length=160)
    kind = models.CharField("类型", max_length=8)
    size = models.PositiveIntegerField("字节")
    stored = StoredField("存放的名称")
    sha256 = models.CharField("校验值", max_length=64)
    caption = models.CharField("图片说明", max_length=200, blank=True)

    class Meta:
        """In the order of the document."""

        verbose_name = verbose_name_plural = "公开的文件"
        ordering = ("publication", "position", "pk")

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """What one published document does to another, or to a law outside the house, since a day."""

    kind = models.CharField("关系", max_length=12, choices=tuple((key, pair[0]) for key, pair in RELATIONS.items()))
    source = models.ForeignKey(Publication, models.CASCADE, related_name="does", verbose_name="公文")
    target = models.ForeignKey(
        Publication, models.CASCADE, null=True, blank=True, related_name="suffers", verbose_name="对哪件公文"
    )
    outside_title = models.CharField("外部法规的名称", max_length=200, blank=True)
    outside_number = models.CharField("外部法规的文号", max_length=60, blank=True)
    outside_url = models.CharField("外部法规的网址", max_length=200, blank=True, validators=[WEB_ADDRESS])
    articles = models.CharField("条款", max_length=120, blank=True)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        """In the order of time."""

        verbose_name = verbose_name_plural = "公文之间的关系"
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("kind", "source", "target"), name="relation_once"),
            models.CheckConstraint(
                condition=models.Q(target__isnull=False) | ~models.Q(outside_title=""),
                name="relation_has_an_end",
                violation_error_message="请写明对哪件公文，或者外部法规的名称。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id or self.outside_title}"


class Account(models.Model):
    """A new-media account (政务新媒体账号) of a body; its keys are sealed."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="accounts", verbose_name="开设单位")
    channel = models.CharField("平台", max_length=20)
    name = models.CharField("账号名称", max_length=60)
    identifier = models.CharField("账号标识", max_length=60, blank=True)
    owner = models.CharField("负责人", max_length=40)
    status = models.CharField("状态", max_length=8, choices=tuple(ACCOUNT_STATUSES.items()), default="active")
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("关停日期", null=True, blank=True)
    last_post_on = models.DateField("最近发布日期", null=True, blank=True)
    credentials = SealedTextField("接口密钥", default="{}", blank=True)

    class Meta:
        """By platform."""

        verbose_name = verbose_name_plural = "政务新媒体账号"
        ordering = ("channel", "pk")
        constraints = (models.UniqueConstraint(fields=("channel", "name"), name="account_once"),)

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """One document on one channel: when, where, by whom, with which receipt; one record a document, many placements."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="placements", verbose_name="公文")
    channel = models.CharField("渠道", max_length=20)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, verbose_name="账号")
    outlet = models.CharField("媒体名称", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=tuple(PLACEMENT_STATES.items()))
    posted_at = models.DateTimeField("发布时间", null=True, blank=True)
    address = models.CharField("网址或者版面", max_length=300, blank=True)
    by_name = models.CharField("发布人", max_length=64, blank=True)
    receipt = models.JSONField("回执", default=dict, blank=True)
    reads = models.PositiveIntegerField("阅读量", null=True, blank=True)
    reads_on = models.DateField("阅读量的日期", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_try_at = models.DateTimeField("下次尝试", null=True, blank=True)
    error = models.CharField("最近一次失败的原因", max_length=300, blank=True)

    class Meta:
        """In the order of posting."""

        verbose_name = verbose_name_plural = "渠道发布"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "channel", "account", "outlet"),
                nulls_distinct=False,
                name="placement_once",
                violation_error_message="这件公文在这个渠道已经登记过。",
            ),
        )
        indexes = (
            models.Index(fields=("state", "next_try_at"), name="placement_by_try"),
            models.Index(fields=("channel", "posted_at"), name="placement_by_channel"),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.channel} {self.state}"


class Issue(models.Model):
    """An issue of the government gazette (政府公报)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="gazette", verbose_name="主办单位")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    total_number = models.PositiveIntegerField("总期号")
    title = models.CharField("名称", max_length=80)
    published_on = models.DateField("出版日期", null=True, blank=True)
    stored = StoredField("PDF 的存放名称", blank=True)
    size = models.PositiveIntegerField("PDF 的字节", null=True, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = verbose_name_plural = "政府公报"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "year", "number"), name="issue_once", violation_error_message="这一期已经有了。"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.year}年第{self.number}期"


class Entry(models.Model):
    """One document in an issue, under a heading."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="entries", verbose_name="期")
    section = models.CharField("栏目", max_length=40)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="printed_in", verbose_name="公文")
    position = models.PositiveSmallIntegerField("次序")

    class Meta:
        """As printed."""

        verbose_name = verbose_name_plural = "公报的内容"
        ordering = ("issue", "position", "pk")
        constraints = (models.UniqueConstraint(fields=("issue", "publication"), name="entry_once"),)

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.position}"


class Redirect(models.Model):
    """An address of an old portal, and where it leads now."""

    path = models.CharField("旧网址", max_length=300, unique=True)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="old_addresses", verbose_name="公文")

    class Meta:
        """By address."""

        verbose_name = verbose_name_plural = "旧网址"
        ordering = ("path",)

    def __str__(self) -> str:
        return self.path


class Miss(models.Model):
    """Words that were searched without any result, for the office; personal numbers in them are masked."""

    words = models.CharField("检索词", max_length=100, unique=True)
    many = models.PositiveIntegerField("次数", default=1)
    last_on = models.DateField("最近一次")

    class Meta:
        """The most wanted first."""

        verbose_name = verbose_name_plural = "没有结果的检索"
        ordering = ("-many", "-last_on")

    def __str__(self) -> str:
        return self.words


class IndexCounter(models.Model):
    """The last serial of an index number for one organisation code and year: no gap, no double."""

    code = models.CharField("机构代码", max_length=18)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        """One row a code and year."""

        verbose_name = verbose_name_plural = "索引号的流水号"
        constraints = (models.UniqueConstraint(fields=("code", "year"), name="index_counter_once"),)

    def __str__(self) -> str:
        return f"{self.code}/{self.year}: {self.last}"
