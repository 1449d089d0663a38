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
    """The row of table two of the annual report, in the words of either form."""

    made: int
    repealed: int
    in_force: int
    disclosed: int  # published in the year, whenever made
    disclosed_in_all: int  # public on its last day


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


NOTHING = Normative(0, 0, 0, 0, 0)


def normative(bodies: Iterable[Body], year: int) -> Normative:
    """Joint documents are counted by the lead organ alone, so that sums over bodies hold."""
    wanted = {name: Count("pk", filter=condition) for name, condition in _counts(year).items()}
    return Normative(**_led().filter(body__in=list(bodies)).aggregate(**wanted))


def normative_of_each(bodies: Iterable[int] | None, year: int) -> dict[int, Normative]:
    """The same by body, with one question to the database; bodies that made none are left out."""
    rows = _led() if bodies is None else _led().filter(body__in=list(bodies))
    wanted = {name: Count("pk", filter=condition) for name, condition in _counts(year).items()}
    counted = rows.order_by().values("body_id").annotate(**wanted)
    return {each.pop("body_id"): Normative(**each) for each in counted}


def normative_behind(bodies: Iterable[int] | None, year: int, what: str) -> QuerySet[Publication]:
    """The documents behind one figure; `what` is a name of `Normative`."""
    rows = _led() if bodies is None else _led().filter(body__in=list(bodies))
    return rows.filter(_counts(year)[what]).select_related("body").order_by("body_id", "formed_on", "pk")


def _led() -> QuerySet[Publication]:
    return Publication.objects.filter(is_normative=True, document__is_led_here=True)


def _counts(year: int) -> dict[str, Q]:
    last = date(year, 12, 31)
    over = Q(repealed_on__lte=last) | Q(lapsed_on__lte=last) | Q(expires_on__lt=last)
    there = Q(formed_on__lte=last) | Q(formed_on__isnull=True, published_on__lte=last)
    withdrawn = Q(withdrawn_on__lte=last)
    return {
        "made": Q(formed_on__year=year) | Q(formed_on__isnull=True, published_on__year=year),
        "repealed": Q(repealed_on__year=year) | Q(lapsed_on__year=year),
        "in_force": there & ~over & Q(withdrawn_on__isnull=True),
        "disclosed": Q(published_on__year=year),
        "disclosed_in_all": Q(published_on__lte=last) & ~withdrawn,
    }
