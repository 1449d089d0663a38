"""What is typed and not yet handed in: kept per person and page, sealed, until the deed is done."""

import json
from typing import Any

from django.http import QueryDict

from gongkai.applications.models import Draft
from gongkai.bodies.models import Person

_MOST = 60_000  # characters of one page
_NOT_KEPT = ("csrfmiddlewaretoken", "version", "place", "preview", "composed")


def keep(person: Person, given: QueryDict) -> None:
    """Keep the fields of a form."""
    place = given.get("place", "")[:80]
    fields = {key: value for key, value in given.items() if key not in _NOT_KEPT and isinstance(value, str)}
    content = json.dumps(fields, ensure_ascii=False)
    if place and len(content) <= _MOST:
        Draft.objects.update_or_create(person=person, place=place, defaults={"content": content})


def put(person: Person, place: str, values: dict[str, Any]) -> None:
    """Keep values of the page's own, such as a sheet that is being looked at."""
    content = json.dumps(values, ensure_ascii=False, default=str)
    Draft.objects.update_or_create(person=person, place=place, defaults={"content": content})


def get(person: Person, place: str) -> dict[str, Any]:
    """What was typed there, if anything."""
    found = Draft.objects.filter(person=person, place=place).first()
    return dict(json.loads(found.content)) if found else {}


def drop(person: Person, place: str) -> None:
    """After the deed nothing is left of it."""
    Draft.objects.filter(person=person, place=place).delete()
