"""The text of a reminder (催报), and its way to the clerks of the units. It holds no figures and no names but the office's."""

from collections.abc import Iterable
from datetime import date

from django.core import mail
from django.utils.timezone import localdate

from gongkai.bodies.models import Post
from gongkai.core import workdays
from gongkai.reports.models import AnnualReport, Round


def text(this: Round, *, on: date, is_returned: bool = False) -> str:
    """What is sent, and what can be copied into a group chat; to a unit that was sent back something else is said."""
    day = f"{this.hand_in_by.month}月{this.hand_in_by.day}日"
    left = max(0, workdays.between(on, this.hand_in_by))
    when = f"请于{day}前（还有 {left} 个工作日）" if left else f"报送期限是{day}，已到或者已过，请尽快"
    if is_returned:
        return (
            f"【政务公开】贵单位{this.year}年度政府信息公开工作年度报告已退回修改，{when}改好后在平台重新报送。"
            "要改的地方逐处列在年报的首页。"
        )
    return (
        f"【政务公开】贵单位{this.year}年度政府信息公开工作年度报告尚未报送，{when}在平台报送。"
        "表二、表三、表四已按台账预填，文字部分可从台账数据生成。"
    )


def send(this: Round, late: Iterable[AnnualReport]) -> None:
    """An e-mail to each clerk and head of the units who has an address and wants it."""
    reports = list(late)
    for is_returned in (False, True):
        _send(this, [each for each in reports if (each.stage == "returned") is is_returned], is_returned=is_returned)


def _send(this: Round, reports: list[AnnualReport], *, is_returned: bool) -> None:
    posts = Post.objects.filter(
        body__in=[report.body_id for report in reports],
        role__in=("clerk", "head"),
        until__isnull=True,
        person__wants_email=True,
    ).exclude(person__email="")
    to = sorted(set(posts.values_list("person__email", flat=True)))
    if not to or this.reminded_at is None:
        return
    said = text(this, on=localdate(this.reminded_at), is_returned=is_returned)
    for address in to:
        mail.send_mail(f"催报：{this.year}年度报告", said, None, [address], fail_silently=True)
