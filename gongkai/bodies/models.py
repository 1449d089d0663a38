"""Bodies as a tree with their reorganisations, people, and the posts that people hold in bodies."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from gongkai.bodies.roles import APART, ROLES
from gongkai.core import credit_codes, law

KINDS = {
    "government": "人民政府",
    "office": "政府办公室",
    "department": "政府工作部门",
    "township": "镇人民政府",
    "street": "街道办事处",
    "authorised": "授权组织",
    "vertical": "垂直管理机关",
    "institution": "公共企事业单位",
}


def refuse_wrong_credit_code(code: str) -> None:
    """The check digit of GB 32100."""
    if fault := credit_codes.fault(code):
        raise ValidationError(fault)


class Body(models.Model):
    """A public body: who discloses, who answers, under which name and with whose seal."""

    slug = models.SlugField("网址用的短名", unique=True)
    name = models.CharField("全称", max_length=80, unique=True)
    short = models.CharField("简称", max_length=20)
    kind = models.CharField("类别", max_length=16, choices=tuple(KINDS.items()))
    mark = models.CharField(
        "编号代字",
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[\u4e00-\u9fff]{1,8}$", "编号代字是一到八个汉字，如“青住建”")],
        help_text="用在申请编号里：青住建〔2026〕12号",
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[refuse_wrong_credit_code])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    address = models.CharField("地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    office_hours = models.CharField("办公时间", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    channels = models.JSONField("接收申请的渠道", default=list, blank=True)
    disclosure_body = models.CharField("公开工作机构", max_length=80, blank=True)
    leading_group = models.TextField("领导小组", blank=True)
    staff_full_time = models.PositiveSmallIntegerField("专职人员", null=True, blank=True)
    staff_part_time = models.PositiveSmallIntegerField("兼职人员", null=True, blank=True)
    seal_holder = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="seals_for", verbose_name="由谁盖章"
    )
    reconsideration_organ = models.CharField("行政复议机关", max_length=80, blank=True)
    reconsideration_contact = models.CharField("行政复议机关的地址和网上渠道", max_length=200, blank=True)
    court = models.CharField("管辖法院", max_length=80, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name="前身"
    )

    class Meta:
        """The district's own order: by kind as listed, then by name."""

        verbose_name = verbose_name_plural = "单位"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("credit_code",),
                condition=~Q(credit_code=""),
                name="body_credit_code_once",
                violation_error_message="另一个单位已经用了这个统一社会信用代码。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gt=models.F("opened_on")),
                name="body_closes_after_it_opens",
                violation_error_message="撤销日期应当晚于设立日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def accepts(self, channel: str) -> bool:
        """Whether applications may come by this channel; an empty list means every channel of the law."""
        return not self.channels or channel in self.channels

    def clean(self) -> None:
        """A body is not above itself, and its channels are those of the law."""
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "上级单位不能是自己或者自己的下级"})
            above = above.parent
        known = {each.channel for each in law.channels(on=date(2019, 5, 15))}
        if set(self.channels) - known:
            raise ValidationError({"channels": f"没有这些渠道：{'、'.join(sorted(set(self.channels) - known))}"})

    @property
    def seal_name(self) -> str:
        """The name under which a letter goes out."""
        return self.seal_holder.name if self.seal_holder else self.name


class Person(AbstractUser):
    """Somebody who signs in. What the person may do follows from posts, never from Django's own flags."""

    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    wants_email = models.BooleanField("每天用电子邮件提醒", default=True)
    calendar_key = models.CharField("日历订阅的密码", max_length=64, blank=True)

    class Meta:
        """People by name."""

        verbose_name = verbose_name_plural = "人员"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username


class Post(models.Model):
    """A role that a person holds in a body, from a day to a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts", verbose_name="人员")
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=16, choices=tuple(ROLES.items()))
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        """One person may hold several roles, each once at a time."""

        verbose_name = verbose_name_plural = "任职"
        ordering = ("body", "role", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "body", "role"),
                condition=Q(until__isnull=True),
                name="post_held_once",
                violation_error_message="这个人在这个单位已经有这个角色。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.short} {ROLES[self.role]} {self.person}"

    def clean(self) -> None:
        """Running the machine, auditing it and working on cases are kept apart (GB/T 22239)."""
        held = set(
            Post.objects.filter(person=self.person, until__isnull=True)
            .exclude(pk=self.pk)
            .values_list("role", flat=True)
        )
        for group in APART:
            if self.role in group and any(held & other for other in APART if other is not group):
                raise ValidationError("系统管理员、审计员和办理申请的人应当分开，一个人只能属于其中一类")


class Absence(models.Model):
    """Days on which somebody is away, and who stands in: the colleague sees and does what the absent one could."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences", verbose_name="谁不在")
    stand_in = models.ForeignKey(Person, models.CASCADE, related_name="stands_in", verbose_name="谁代办")
    first_on = models.DateField("第一天")
    last_on = models.DateField("最后一天")

    class Meta:
        """The next absence first."""

        verbose_name = verbose_name_plural = "请假和代办"
        ordering = ("first_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="absence_ends_after_it_begins",
                violation_error_message="最后一天不能早于第一天。",
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("stand_in")),
                name="absence_is_covered_by_another",
                violation_error_message="代办人不能是本人。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.first_on}至{self.last_on} 由{self.stand_in}代办"
