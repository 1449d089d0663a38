"""Who has a case open right now."""

from datetime import datetime, timedelta

from gongkai.applications.models import Application, Visit
from gongkai.bodies.models import Person

_FRESH = timedelta(seconds=75)  # the page tells us every thirty


def note(person: Person, case: Application, *, at: datetime) -> list[str]:
    """That somebody has it open; the names of the others who do."""
    Visit.objects.update_or_create(person=person, application=case, defaults={"seen_at": at})
    others = Visit.objects.filter(application=case, seen_at__gt=at - _FRESH).exclude(person=person)
    return [str(visit.person) for visit in others.select_related("person")]
