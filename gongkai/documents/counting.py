"""What was published where, to be counted and opened item by item: by channel and column, and the normative documents of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.bodies.models import Body
from gongkai.channels import CHANNELS
from gongkai.documents.models import Placement, Publication

OUT = "posted"


@dataclass(frozen=True, slots=True)
class Line:
    """One channel with how many items it had, by column."""

    channel: str
    label: str
    is_new_media: bool
    total: int
    by_column: dict[str, int]


@dataclass(frozen=True, slots=True)
class Normative:
    """The row of table two of the annual report: made and repealed in the year, in force on its last day."""

    made: int
    repealed: int
    in_force: int


def placements(bodies: Iterable[Body], year: int, *, channel: str = "", column: str = "") -> QuerySet[Placement]:
    """The items behind a figure, the newest first. What was taken down later was published all the same, and counts."""
    rows = Placement.objects.filter(
        publication__body__in=list(bodies), posted_at__year=year, state__in=(OUT, "taken_down", "failed")
    )
    if channel:
        rows = rows.filter(channel=channel)
    if column:
        rows = rows.filter(publication__column__key=column)
    return rows.select_related("publication__column", "publication__body", "account").order_by("-posted_at", "-pk")


def by_channel(bodies: Iterable[Body], year: int) -> tuple[Line, ...]:
    """Every channel that had something, in the order of the shelf; its columns add up to its total."""
    counted = placements(bodies, year).order_by().values_list("channel", "publication__column__key")
    found: dict[str, dict[str, int]] = {}
    for channel, column, many in counted.annotate(many=Count("pk")):
        found.setdefault(channel, {})[column] = many
    return tuple(
        Line(key, each.label, each.is_new_media, sum(found[key].values()), found[key])
        for key, each in CHANNELS.items()
        if key in found
    )


def normative(bodies: Iterable[Body], year: int) -> Normative:
    """Joint documents are counted by the lead organ alone, so that sums over bodies hold."""
    rows = Publication.objects.filter(body__in=list(bodies), is_normative=True, document__is_led_here=True)
    last = date(year, 12, 31)
    over = Q(repealed_on__lte=last) | Q(lapsed_on__lte=last) | Q(expires_on__lt=last)
    before = Q(formed_on__lte=last) | Q(formed_on__isnull=True, published_on__lte=last)
    made = Q(formed_on__year=year) | Q(formed_on__isnull=True, published_on__year=year)
    counted = rows.aggregate(
        made=Count("pk", filter=made),
        repealed=Count("pk", filter=Q(repealed_on__year=year) | Q(lapsed_on__year=year)),
        in_force=Count("pk", filter=before & ~over & Q(withdrawn_on__isnull=True)),
    )
    return Normative(**counted)
