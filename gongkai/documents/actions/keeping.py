"""What stands around the documents: columns and topics, the basic catalogue, guides, institutions, accounts, places."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q

from gongkai.bodies.actors import SYSTEM, Actor
from gongkai.bodies.models import Body
from gongkai.core import privacy
from gongkai.core.law import catalogue
from gongkai.core.life import NotAllowed
from gongkai.documents.models import (
    Account,
    Column,
    Duty,
    Enterprise,
    Guide,
    Institution,
    Miss,
    ReadingPlace,
)
from gongkai.journal import actions as journal

_MOST_MISSES = 5_000
_MOST_WORDS = 100

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def seed_columns(*, on: date) -> int:
    """The statutory columns that are not there yet, as the law lists them; how many were made."""
    known = {each.key: each for each in Column.objects.all()}
    made = 0
    for position, each in enumerate(catalogue.columns(on=on), 1):
        if each.key in known:
            continue
        known[each.key] = Column.objects.create(
            key=each.key,
            label=each.label,
            above=known.get(each.above),
            holds=each.holds,
            article=each.article,
            note=each.note,
            kinds=list(each.kinds),
            update_days=each.update_days,
            position=position,
            is_statutory=True,
            opened_on=on,
        )
        made += 1
    return made


@transaction.atomic
def keep_column(column: Column, values: Mapping[str, Any], *, by: Actor, on: date) -> Column:
    """A column of the district's own, a topic, or other facts about a statutory one; those are never closed."""
    _refuse_others(by)
    if column.is_statutory and values.get("closed_on"):
        raise ValidationError("法定栏目不能停用")
    return _keep(column, values, "column", by, on)


def keep_duty(duty: Duty, values: Mapping[str, Any], *, by: Actor, on: date) -> Duty:
    """An item of the basic catalogue of a body."""
    return _keep_of_body(duty, duty.body, values, "duty", by, on)


def keep_guide(body: Body, values: Mapping[str, Any], *, by: Actor, on: date) -> Guide:
    """The guide of a body, checked on this day."""
    guide = Guide.objects.filter(body=body).first() or Guide(body=body)
    return _keep_of_body(guide, body, {"reviewed_on": on, "published_on": on, **values}, "guide", by, on)


def keep_institution(body: Body, values: Mapping[str, Any], *, by: Actor, on: date) -> Institution:
    """The institution page of a body, checked on this day."""
    page = Institution.objects.filter(body=body).first() or Institution(body=body)
    return _keep_of_body(page, body, {"reviewed_on": on, "published_on": on, **values}, "institution", by, on)


def keep_account(account: Account, values: Mapping[str, Any], *, by: Actor, on: date) -> Account:
    """A new-media account; its keys are sealed, and only said to be there."""
    given = dict(values)
    keys = given.pop("keys", None)
    if keys is not None:
        given["credentials"] = json.dumps(keys, ensure_ascii=False)
    return _keep_of_body(account, account.body, given, "account", by, on)


def keep_place(place: ReadingPlace, values: Mapping[str, Any], *, by: Actor, on: date) -> ReadingPlace:
    """A place where government information is read on paper."""
    return _keep_of_body(place, place.body, values, "reading_place", by, on)


@transaction.atomic
def supply(place: ReadingPlace, many: int, *, by: Actor, on: date) -> ReadingPlace:
    """Documents handed to a reading place (第二十五条第三款)."""
    if many <= 0:
        raise ValidationError({"many": "请填写送交的件数"})
    values = {"supplied_on": on, "supplied": place.supplied + many}
    return _keep_of_body(place, place.body, values, "reading_place", by, on)


def keep_enterprise(enterprise: Enterprise, values: Mapping[str, Any], *, by: Actor, on: date) -> Enterprise:
    """A public enterprise under a department."""
    return _keep_of_body(enterprise, enterprise.department, values, "enterprise", by, on)


def _keep_of_body(row: M, body: Body, values: Mapping[str, Any], kind: str, by: Actor, on: date) -> M:
    if not by.roles(body.pk) & {"clerk", "head", "office"}:
        raise NotAllowed(f"由{body.short}的公开经办人维护")
    return _keep(row, values, kind, by, on)


@transaction.atomic
def _keep(row: M, values: Mapping[str, Any], kind: str, by: Actor, on: date) -> M:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    body = getattr(row, "body", None) or getattr(row, "department", None)
    author = by.author("clerk", body.slug if body else "")
    journal.record(f"keep_{kind}", (kind, row.pk), by=author, on=on, facts={"fields": sorted(values)})
    return row


def _refuse_others(by: Actor) -> None:
    if not by.everywhere & {"office"} and by.number != SYSTEM.number:
        raise NotAllowed("栏目和专题由区公开办维护")


@transaction.atomic
def miss(words: str, *, on: date) -> None:
    """Words that found nothing, counted for the office; numbers of persons are masked, and the list has an end."""
    sound = "".join(char for char in words if char.isprintable() or char.isspace())
    shown = privacy.mask(" ".join(sound.split()))[:_MOST_WORDS]
    row = Miss.objects.filter(words=shown).first()
    if row is not None:
        Miss.objects.filter(pk=row.pk).update(many=models.F("many") + 1, last_on=on)
    elif Miss.objects.count() < _MOST_MISSES:
        Miss.objects.get_or_create(words=shown, defaults={"last_on": on})


def recount() -> int:
    """The counts of all columns from their documents; how many had to be mended."""
    mended = 0
    shown = Count("publications", filter=Q(publications__withdrawn_on__isnull=True))
    for column in Column.objects.annotate(many=shown):
        if column.many != column.published:
            Column.objects.filter(pk=column.pk).update(published=column.many)
            mended += 1
    return mended
