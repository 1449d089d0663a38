"""Rows of the area. What a row means is said in `actions`, who may see it in `public`."""

from datetime import datetime
from typing import ClassVar

from django.db import models


class KeptReadingQuerySet(models.QuerySet["KeptReading"]):
    """Filters by what follows from the dates."""

    def alive(self, at: datetime) -> "KeptReadingQuerySet":
        """Those whose thirty days are not over."""
        return self.filter(expires_at__gt=at)

    def expired(self, at: datetime) -> "KeptReadingQuerySet":
        """Those whose thirty days are over."""
        return self.filter(expires_at__lte=at)


class KeptReading(models.Model):
    """One file of a visit that the visitor asked us to keep. The files of one visit share their token and their end."""

    token = models.CharField("网址中的密码", max_length=32)
    position = models.PositiveSmallIntegerField("这次检查的第几份")
    created_at = models.DateTimeField("保存时间")
    expires_at = models.DateTimeField("到期时间")
    name = models.CharField("文件名", max_length=255)
    record = models.TextField("读取结果", help_text="gongkai.reading.records 的记录，压缩并签名")
    original = models.BinaryField("原文件")

    objects = KeptReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "保留的读取结果"
        verbose_name_plural = verbose_name
        ordering: ClassVar = ["token", "position"]
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="kept_by_expiry")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["token", "position"],
                name="kept_position_once",
                violation_error_message="同一次检查里，一个位置只能有一份报告。",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="kept_expires_later",
                violation_error_message="到期时间应当晚于保存时间。",
            ),
            models.CheckConstraint(
                condition=models.Q(token__regex=r"^[0-9a-f]{32}$"),  # noqa: S106 - a pattern
                name="kept_token_is_128_bits",
                violation_error_message="网址中的密码应当是 32 位十六进制数（128 位随机数）。",
            ),
        ]

    def __str__(self) -> str:
        return f"保留到 {self.expires_at:%Y-%m-%d} 的第 {self.position} 份"
