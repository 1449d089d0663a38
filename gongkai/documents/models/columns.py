"""The columns of the platform (栏目), the basic catalogue of items (基本目录), the guide and the institution page of each body."""

from django.core.validators import URLValidator
from django.db import models

from gongkai.bodies.models import Body

WEB_ADDRESS = URLValidator(schemes=("http", "https"))
HOLDS = {
    "documents": "公文",
    "columns": "下级栏目",
    "guide": "公开指南",
    "institution": "机构职能",
    "reports": "年度报告",
    "applications": "依申请公开",
    "interpretations": "政策解读",
    "topic": "专题",
}
DOCUMENTS = ("documents", "interpretations", "reports")  # the kinds of column that documents are put into
PLACES = {"archive": "档案馆", "library": "公共图书馆", "hall": "政务服务场所", "point": "政务公开专区"}


class Column(models.Model):
    """One column: the statutory ones are seeded from the law (core.law.catalogue), a district adds its own and its topics."""

    key = models.SlugField("网址用的短名", max_length=40, unique=True)
    label = models.CharField("名称", max_length=60)
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级栏目"
    )
    holds = models.CharField("内容", max_length=16, choices=tuple(HOLDS.items()), default="documents")
    article = models.CharField("依据", max_length=120, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    kinds = models.JSONField("哪些单位有这一栏", default=list, blank=True)
    update_days = models.PositiveSmallIntegerField("更新周期（自然日）", null=True, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    is_statutory = models.BooleanField("法定栏目", default=False)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    published = models.PositiveIntegerField("已发布的件数", default=0, editable=False)

    class Meta:
        """In the order of the law, then as the district put them."""

        verbose_name = verbose_name_plural = "栏目"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class Duty(models.Model):
    """One item that a body has to disclose (主动公开基本目录、标准化目录): what, where, within which time, by which channels."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="duties", verbose_name="责任单位")
    column = models.ForeignKey(Column, models.PROTECT, related_name="duties", verbose_name="栏目")
    name = models.CharField("公开事项", max_length=120)
    content = models.CharField("公开内容", max_length=400, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    time_limit = models.CharField("公开时限", max_length=80, blank=True)
    update_days = models.PositiveSmallIntegerField("更新周期（自然日）", null=True, blank=True)
    channels = models.JSONField("公开渠道", default=list, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        """By body, in its own order."""

        verbose_name = verbose_name_plural = "公开事项"
        ordering = ("body", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "column", "name"),
                name="duty_once",
                violation_error_message="这个单位的这一栏里已经有同名的公开事项。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Guide(models.Model):
    """The guide of a body (公开指南) with what Art 12 wants in it, and the day of its last review."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="guide", verbose_name="单位")
    categories = models.TextField("信息的分类")
    arrangement = models.TextField("编排体系")
    how_to_obtain = models.TextField("获取方式")
    disclosure_body = models.CharField("公开工作机构名称", max_length=80)
    address = models.CharField("办公地址", max_length=120)
    office_hours = models.CharField("办公时间", max_length=80)
    phone = models.CharField("联系电话", max_length=40)
    fax = models.CharField("传真号码", max_length=40, blank=True)
    internet = models.CharField("互联网联系方式", max_length=120)
    remedies = models.TextField("监督和救济", blank=True)
    reviewed_on = models.DateField("最近核对日期")
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        """One a body."""

        verbose_name = verbose_name_plural = "公开指南"

    def __str__(self) -> str:
        return f"{self.body.short}公开指南"


class Institution(models.Model):
    """The institution page of a body (机构职能, 第二十条第二项)."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="institution", verbose_name="单位")
    functions = models.TextField("机关职能")
    units = models.JSONField("内设机构", default=list)  # {"name", "duty", "phone"}
    leaders = models.JSONField("负责人", default=list)  # {"name", "post", "duty"}
    address = models.CharField("办公地址", max_length=120)
    office_hours = models.CharField("办公时间", max_length=80)
    phone = models.CharField("联系方式", max_length=40)
    reviewed_on = models.DateField("最近核对日期")
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        """One a body."""

        verbose_name = verbose_name_plural = "机构职能"

    def __str__(self) -> str:
        return f"{self.body.short}机构职能"


class ReadingPlace(models.Model):
    """Where government information is read on paper (第二十五条), and what was supplied to it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="reading_places", verbose_name="主管单位")
    kind = models.CharField("类别", max_length=10, choices=tuple(PLACES.items()))
    name = models.CharField("名称", max_length=80)
    address = models.CharField("地址", max_length=120)
    office_hours = models.CharField("开放时间", max_length=80)
    phone = models.CharField("电话", max_length=40, blank=True)
    supplied_on = models.DateField("最近送交日期", null=True, blank=True)
    supplied = models.PositiveIntegerField("送交的件数", default=0)
    is_open = models.BooleanField("开放", default=True)

    class Meta:
        """By kind."""

        verbose_name = verbose_name_plural = "查阅场所"
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A public enterprise or institution that discloses by the rules of its department (第五十五条)."""

    name = models.CharField("名称", max_length=80, unique=True)
    sector = models.CharField("领域", max_length=16)
    department = models.ForeignKey(Body, models.PROTECT, related_name="enterprises", verbose_name="主管部门")
    rules = models.CharField("依据的信息公开办法", max_length=120, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("监督电话", max_length=40, blank=True)
    website = models.CharField("公开网址", max_length=200, blank=True, validators=[WEB_ADDRESS])
    is_listed = models.BooleanField("列入公开", default=True)

    class Meta:
        """By sector."""

        verbose_name = verbose_name_plural = "公共企事业单位"
        ordering = ("sector", "pk")

    def __str__(self) -> str:
        return self.name
