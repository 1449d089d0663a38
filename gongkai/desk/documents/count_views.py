"""What was published on which channel, counted by column, every figure opening into its items; and the list as a file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.bodies.models import Body
from gongkai.channels import CHANNELS
from gongkai.desk.answers import attachment_response
from gongkai.desk.documents import listing
from gongkai.desk.documents.column_views import chosen_body, own_bodies
from gongkai.desk.visits import Visit, page
from gongkai.documents import counting
from gongkai.documents.models import Column, Placement

_ON_A_PAGE = 50
_FIRST_YEAR = 2008
_HEAD = ("渠道", "账号或者媒体", "发布时间", "栏目", "标题", "发文字号", "索引号", "单位", "网址或者版面", "阅读量")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year, whose, and which figure is open."""

    year: int
    bodies: list[Body]
    channel: str
    column: str

    def items(self) -> QuerySet[Placement]:
        """Behind the figure."""
        return counting.placements(self.bodies, self.year, channel=self.channel, column=self.column)


def _asked(visit: Visit) -> Asked:
    given = visit.request.GET
    typed = given.get("year", "")
    year = int(typed) if typed.isdecimal() and _FIRST_YEAR <= int(typed) <= visit.on.year else visit.on.year
    one = chosen_body(visit)
    channel, column = given.get("channel", ""), given.get("column", "")
    return Asked(year, [one] if one else list(own_bodies(visit)), channel if channel in CHANNELS else "", column)


@require_GET
@page
def counts(visit: Visit) -> HttpResponse:
    """The table, and the items of the figure that was chosen."""
    asked = _asked(visit)
    lines = counting.by_channel(asked.bodies, asked.year)
    used = {column for line in lines for column in line.by_column}
    columns = list(Column.objects.filter(key__in=used))
    shown = Paginator(asked.items(), _ON_A_PAGE).get_page(visit.request.GET.get("page", "1"))
    context = {
        "asked": asked,
        "rows": [(each, [(line.channel, line.by_column.get(each.key, 0)) for line in lines]) for each in columns],
        "lines": lines,
        "new_media": sum(line.total for line in lines if line.is_new_media),
        "normative": counting.normative(asked.bodies, asked.year),
        "shown": shown,
        "labels": {key: each.label for key, each in CHANNELS.items()},
        "chosen": next((each.label for each in columns if each.key == asked.column), ""),
        "years": range(visit.on.year, visit.on.year - 5, -1),
        "bodies": own_bodies(visit) if own_bodies(visit).count() > 1 else (),
        "body": chosen_body(visit),
        "at": "documents",
    }
    return visit.render("desk/documents/counts.html", context)


@require_GET
@page
def export(visit: Visit) -> HttpResponse:
    """Every item of the figure, as a file that a spreadsheet opens."""
    asked = _asked(visit)
    data = listing.as_csv((_cells(each) for each in asked.items().iterator(chunk_size=500)), _HEAD)
    return attachment_response(data, f"发布渠道清单-{asked.year}.csv")


def _cells(each: Placement) -> tuple[str, ...]:
    found = each.publication
    at = f"{timezone.localtime(each.posted_at):%Y-%m-%d %H:%M}" if each.posted_at else ""
    return (
        CHANNELS[each.channel].label,
        each.account.name if each.account else each.outlet,
        at,
        found.column.label,
        found.title,
        found.document_number,
        found.index_number,
        found.body.name,
        each.address,
        "" if each.reads is None else str(each.reads),
    )
