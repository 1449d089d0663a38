"""What the texts of the annual report say of proactive disclosure, by key of `core.reports.facts`. Only reads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q

from gongkai.bodies.models import Body
from gongkai.channels import CHANNELS
from gongkai.documents.counting import OUT
from gongkai.documents.models import (
    Account,
    Column,
    Document,
    Finding,
    Issue,
    Opinion,
    Placement,
    Publication,
    ReadingPlace,
)
from gongkai.documents.models.documents import FORMS
from gongkai.journal.models import Entry

Bodies = Iterable[int] | None


def facts(bodies: Bodies, year: int) -> dict[str, int | None]:
    """Every fact that the registers of documents, channels, columns and reviews know."""
    of = _of(bodies)
    return {
        **_published(of, year),
        **_interpreted(of, year),
        **_reviewed(bodies, year),
        **_house(of, year),
    }


def _of(bodies: Bodies, name: str = "body") -> Q:
    return Q() if bodies is None else Q(**{f"{name}__in": list(bodies)})


def _published(of: Q, year: int) -> dict[str, int | None]:
    new, due = Q(published_on__year=year), "document__due_on"
    counted = Publication.objects.filter(of).aggregate(
        total=Count("pk", filter=new),
        in_time=Count("pk", filter=new & Q(published_on__lte=F(due))),
        late=Count("pk", filter=new & Q(published_on__gt=F(due))),
        revised=Count("pk", filter=Q(revised_on__year=year)),
        withdrawn=Count("pk", filter=Q(withdrawn_on__year=year)),
    )
    found: dict[str, int | None] = {f"published.{key}": many for key, many in counted.items()}
    placed = Placement.objects.filter(posted_at__year=year, state__in=(OUT, "taken_down", "failed"))
    placed = placed.filter(publication__in=Publication.objects.filter(of)).order_by()
    by_channel = dict(placed.values_list("channel").annotate(many=Count("publication", distinct=True)))
    found |= {f"published.{key}": by_channel.get(key, 0) for key in CHANNELS}
    by_column = dict(
        Publication.objects.filter(of & new).order_by().values_list("column__key").annotate(many=Count("pk"))
    )
    return found | {f"published.column.{key}": by_column.get(key, 0) for key in _columns()}


def _columns() -> list[str]:
    return list(Column.objects.filter(is_statutory=True).values_list("key", flat=True))


def _interpreted(of: Q, year: int) -> dict[str, int | None]:
    rows = Publication.objects.filter(of, genre="interpretation", published_on__year=year).order_by()
    by_form = dict(rows.values_list("form").annotate(many=Count("pk")))
    made = Publication.objects.filter(of, is_normative=True, document__is_led_here=True)
    made = made.filter(Q(formed_on__year=year) | Q(formed_on__isnull=True, published_on__year=year))
    return {
        **{f"interpreted.{form}": by_form.get(form, 0) for form in FORMS},
        "interpreted.normative": made.filter(interpretations__published_on__isnull=False).distinct().count(),
    }


def _reviewed(bodies: Bodies, year: int) -> dict[str, int | None]:
    of = _of(bodies, "document__body")
    documents = Document.objects.filter(_of(bodies)).exclude(stage="discarded").order_by()
    formed = documents.filter(Q(formed_on__year=year) | Q(formed_on__isnull=True, publication__published_on__year=year))
    by_attribute = dict(formed.values_list("attribute").annotate(many=Count("pk")))
    attributes = {"proactive": "proactive", "on_application": "on_application", "refused": "refused"}
    journal = Entry.objects.filter(about_kind="document", on__year=year)
    if bodies is not None:
        journal = journal.filter(unit__in=_slugs(bodies))
    done = dict(journal.filter(verb__in=("reassess", "open_up")).values_list("verb").annotate(many=Count("pk")))
    return {
        **{f"attributed.{key}": by_attribute.get(value, 0) for key, value in attributes.items()},
        "screened.secrecy": Opinion.objects.filter(of, on__year=year).count(),
        "screened.masked": Finding.objects.filter(
            of, state="masked", document__publication__published_on__year=year
        ).count(),
        "screened.reassessed": done.get("reassess", 0),
        "screened.released": done.get("open_up", 0),
    }


def _slugs(bodies: Iterable[int]) -> list[str]:
    return list(Body.objects.filter(pk__in=list(bodies)).values_list("slug", flat=True))


def _house(of: Q, year: int) -> dict[str, int | None]:
    last = date(year, 12, 31)
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=last)
    return {
        "gazette.issues": Issue.objects.filter(of, published_on__year=year).count(),
        "platform.columns": Column.objects.filter(open_then, opened_on__lte=last).count(),
        "platform.accounts": Account.objects.filter(of, open_then, opened_on__lte=last)
        .exclude(status="closed")
        .count(),
        "platform.reading_places": ReadingPlace.objects.filter(of).count(),
    }
