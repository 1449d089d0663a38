"""The deeds of the area: bodies, people, posts and absences, each with a line in the journal."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Absence, Body, Person, Post
from gongkai.journal import actions as journal


@transaction.atomic
def open_body(values: Mapping[str, Any], *, by: Actor, on: date) -> Body:
    """A new body."""
    body = Body(**values)
    body.full_clean()
    body.save()
    _note("open_body", ("body", body.slug), by, on, {"name": body.name})
    return body


@transaction.atomic
def change_body(body: Body, values: Mapping[str, Any], *, by: Actor, on: date) -> Body:
    """Other facts about a body; the journal keeps the old ones beside the new."""
    old = {key: getattr(body, key) for key in values}
    for key, value in values.items():
        setattr(body, key, value)
    body.full_clean()
    body.save()
    changed = {key: [_plain(old[key]), _plain(value)] for key, value in values.items() if old[key] != value}
    if changed:
        _note("change_body", ("body", body.slug), by, on, {"changed": changed})
    return body


@transaction.atomic
def reorganise(olds: list[Body], new: Body, *, by: Actor, on: date) -> None:
    """`new` follows `olds`, which close on that day; their cases stay where they were received, under their own numbers."""
    for old in olds:
        change_body(old, {"closed_on": on}, by=by, on=on)
        new.predecessors.add(old)
    _note("reorganise", ("body", new.slug), by, on, {"predecessors": [old.slug for old in olds]})


@transaction.atomic
def engage(username: str, name: str, password: str, *, by: Actor, on: date, email: str = "") -> Person:
    """Somebody who may sign in; without a post there is nothing to be seen."""
    person = Person(username=username, name=name, email=email, calendar_key=secrets.token_urlsafe(24))
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    _note("engage", ("person", person.pk), by, on, {})
    return person


@transaction.atomic
def appoint(person: Person, body: Body, role: str, *, by: Actor, on: date) -> Post:
    """A role in a body from this day on."""
    post = Post(person=person, body=body, role=role, since=on)
    post.full_clean()
    post.save()
    _note("appoint", ("person", person.pk), by, on, {"body": body.slug, "role": role})
    return post


@transaction.atomic
def relieve(post: Post, *, by: Actor, on: date) -> None:
    """The last day of a role."""
    post.until = on
    post.save(update_fields=["until"])
    _note("relieve", ("person", post.person_id), by, on, {"body": post.body.slug, "role": post.role})


@transaction.atomic
def leave(person: Person, stand_in: Person, first_on: date, last_on: date, *, by: Actor, on: date) -> Absence:
    """Somebody is away; the colleague sees and does what the absent one could."""
    absence = Absence(person=person, stand_in=stand_in, first_on=first_on, last_on=last_on)
    absence.full_clean()
    absence.save()
    days = {"first_on": first_on.isoformat(), "last_on": last_on.isoformat(), "stand_in": stand_in.pk}
    _note("leave", ("person", person.pk), by, on, days)
    return absence


@transaction.atomic
def return_early(absence: Absence, *, by: Actor, on: date) -> None:
    """The absence is over, or does not come about."""
    _note("return_early", ("person", absence.person_id), by, on, {"first_on": absence.first_on.isoformat()})
    absence.delete()


def _note(verb: str, about: tuple[str, object], by: Actor, on: date, facts: Mapping[str, Any]) -> None:
    role = next(iter(sorted(by.everywhere or by.roles(None))), "keeper")
    journal.record(verb, about, by=by.author(role, ""), on=on, facts=facts)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)
