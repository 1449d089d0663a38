"""The case: an application, the people who made it, its matters, and the counters its numbers come from.

What a case is worth for the clock is in the journal; `due_on` and its neighbours are written from it for lists.
"""

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.models import Body, Person
from gongkai.core import editions, law
from gongkai.core.applications import STAGES
from gongkai.vault.fields import SealedTextField

_FORM = editions.get("2021-30").tables["applications"]
APPLICANT_KINDS = {column.key: column.label for column in _FORM.summands}
CHANNELS = {each.channel: each.label for each in law.receipts.every()}
FORMS = {"electronic": "电子文件", "paper": "纸质", "disc": "光盘", "read": "查阅", "copy_by_hand": "抄录"}
DELIVERIES = {"post": "邮寄", "email": "电子邮件", "online": "网上获取", "in_person": "当面领取", "fax": "传真"}
ID_KINDS = {
    "resident_id": "居民身份证",
    "credit_code": "统一社会信用代码",
    "passport": "护照",
    "permit": "港澳台居民来往（居住）证件",
    "other": "其他证件",
}


def _choices(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


class Application(models.Model):
    """One application (一案), from its submission to its archive."""

    number = models.CharField("编号", max_length=40, unique=True)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    body = models.ForeignKey(Body, models.PROTECT, related_name="applications", verbose_name="承办单位")
    received_by = models.ForeignKey(Body, models.PROTECT, related_name="received", verbose_name="收到申请的单位")
    offered_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="待认领的单位"
    )
    handler = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name="经办人"
    )
    helpers = models.ManyToManyField(Body, blank=True, related_name="helps_with", verbose_name="协办单位")
    stage = models.CharField("阶段", max_length=24, choices=_choices(STAGES))
    version = models.PositiveIntegerField("版本", default=1)

    channel = models.CharField("申请渠道", max_length=24, choices=_choices(CHANNELS))
    submitted_on = models.DateField("提交日期")
    received_on = models.DateField("收到申请之日", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)
    stopped_on = models.DateField("停表日期", null=True, blank=True)
    waiting_for = models.CharField("等待", max_length=80, blank=True)
    waiting_until = models.DateField("等到", null=True, blank=True)
    wants_extension = models.BooleanField("已申请延期，待批准", default=False)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    outcome = models.CharField("答复类型", max_length=32, blank=True)
    # The annual report counts a case once, in the year of its first end; a case that is answered again keeps its place.
    counted_on = models.DateField("计入年报的日期", null=True, blank=True, editable=False)
    counted_as = models.CharField("计入年报的答复类型", max_length=32, blank=True, editable=False)
    reply_days = models.PositiveSmallIntegerField("答复用时（工作日）", null=True, blank=True, editable=False)
    reply_is_late = models.BooleanField("逾期答复", null=True, blank=True, editable=False)

    applicant_kind = models.CharField("申请人类别", max_length=32, choices=_choices(APPLICANT_KINDS))
    shown_name = models.CharField("列表中的申请人", max_length=80)
    subject = models.CharField("申请内容（列表用，已遮蔽个人信息）", max_length=500)
    content = SealedTextField("申请内容（原文）")
    form_wanted = models.CharField("获取形式", max_length=16, choices=_choices(FORMS))
    delivery = models.CharField("获取方式", max_length=16, choices=_choices(DELIVERIES))
    accessibility = models.CharField("需要的帮助", max_length=200, blank=True)
    is_written_by_officer = models.BooleanField("口头申请，由工作人员代填", default=False)
    suggests_proactive = models.BooleanField("建议转为主动公开", default=False)

    code_hash = models.CharField("查询码（散列）", max_length=64, blank=True)
    key = models.CharField("提交的唯一标记", max_length=64, unique=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_into", verbose_name="从哪一件分出"
    )
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats", verbose_name="重复的是哪一件"
    )

    class Meta:
        """The case that is due first comes first."""

        verbose_name = verbose_name_plural = "申请"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("received_by", "year", "serial"), name="application_number_once"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("submitted_on")),
                name="application_received_after_submission",
                violation_error_message="收到申请之日不能早于提交日期。",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False) | ~Q(stage="closed") & Q(closed_on__isnull=True),
                name="application_closed_has_a_day",
                violation_error_message="办结的申请应当有办结日期，没有办结的没有。",
            ),
        )
        indexes = (
            # A case is open while it has no day of closing; the deeds keep it so.
            models.Index(
                fields=("closed_on", "due_on", "stopped_on", "waiting_until", "body", "offered_to"),
                name="application_by_close",
            ),
            models.Index(
                fields=("body", "closed_on", "due_on", "stopped_on", "waiting_until"), name="application_of_body"
            ),
            models.Index(fields=("handler", "closed_on", "due_on"), name="application_of_handler"),
            models.Index(fields=("received_on",), name="application_by_receipt"),
            models.Index(fields=("body", "received_on"), name="application_of_body_receipt"),
            # All that the annual report asks of a case, so that its count reads the index alone.
            models.Index(
                fields=("counted_on", "received_on", "body", "applicant_kind", "counted_as"), name="application_counted"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.stage != "closed"


class Applicant(models.Model):
    """One of those who apply, or the agent of them. Everything that points to a person is sealed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="applicants", verbose_name="申请")
    position = models.PositiveSmallIntegerField("次序")
    is_agent = models.BooleanField("代理人", default=False)
    kind = models.CharField("类别", max_length=32, choices=_choices(APPLICANT_KINDS))
    name = SealedTextField("姓名或者名称")
    name_key = models.CharField(max_length=32, db_index=True, editable=False)
    id_kind = models.CharField("证件", max_length=16, choices=_choices(ID_KINDS), blank=True)
    id_number = SealedTextField("证件号码", blank=True)
    id_key = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    representative = SealedTextField("法定代表人", blank=True)
    phone = SealedTextField("联系电话", blank=True)
    phone_key = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    email = SealedTextField("电子邮箱", blank=True)
    address = SealedTextField("通信地址", blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)

    class Meta:
        """In the order of the form."""

        verbose_name = verbose_name_plural = "申请人"
        ordering = ("application", "position")
        constraints = (models.UniqueConstraint(fields=("application", "position"), name="applicant_position_once"),)

    def __str__(self) -> str:
        return f"{self.application_id}/{self.position}"


class Matter(models.Model):
    """One thing asked for, with what is found about it and how it is answered."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="matters", verbose_name="申请")
    position = models.PositiveSmallIntegerField("次序")
    text = SealedTextField("申请的信息")
    answers = models.JSONField("研判的回答", default=dict, blank=True)
    proposed = models.CharField("研判得出的答复类型", max_length=32, blank=True)
    outcome = models.CharField("答复类型", max_length=32, blank=True)
    differs_because = models.TextField("与研判不同的理由", blank=True)
    reason = SealedTextField("理由", blank=True)
    details = SealedTextField("答复的具体内容", default="{}")  # JSON, the fields of applications.letters.DETAILS

    class Meta:
        """In the order of the application."""

        verbose_name = verbose_name_plural = "申请事项"
        ordering = ("application", "position")
        constraints = (models.UniqueConstraint(fields=("application", "position"), name="matter_position_once"),)

    @property
    def outcome_label(self) -> str:
        """What the answer is called."""
        return law.outcome_label(self.outcome) if self.outcome else ""

    def __str__(self) -> str:
        return f"{self.application_id}/{self.position}"


class Counter(models.Model):
    """The last number given in a body, a year and a series: numbers have no gap and no double."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="counters", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("系列", max_length=16)
    last = models.PositiveIntegerField("最后一个号")

    class Meta:
        """One row a series."""

        verbose_name = verbose_name_plural = "编号"
        constraints = (models.UniqueConstraint(fields=("body", "year", "series"), name="counter_once"),)

    def __str__(self) -> str:
        return f"{self.body_id}/{self.year}/{self.series}: {self.last}"
