"""The government gazette (政府公报): issues compiled from published documents, printed, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.documents import printed
from gongkai.documents.models import Entry, Issue, Placement, Publication
from gongkai.journal import actions as journal
from gongkai.vault import files
from gongkai.writing import gazette

_KIND = "gazette"


@dataclass(frozen=True, slots=True)
class Line:
    """A document under a heading of an issue."""

    section: str
    publication: int


def may_print(by: Actor) -> bool:
    """The gazette is the district office's."""
    return bool(by.everywhere & {"office"}) or by.number == "system"


@transaction.atomic
def open_issue(body: Body, title: str, year: int, *, by: Actor, on: date) -> Issue:
    """The next issue of a year."""
    _refuse_others(by)
    last = Issue.objects.filter(body=body)
    in_year = last.filter(year=year).order_by("-number").values_list("number", flat=True).first() or 0
    total = last.order_by("-total_number").values_list("total_number", flat=True).first() or 0
    made = Issue(body=body, title=title.strip(), year=year, number=in_year + 1, total_number=total + 1)
    made.full_clean()
    made.save()
    _note(made, "open_issue", by, on)
    return made


@transaction.atomic
def compile_issue(issue: Issue, lines: Sequence[Line], *, by: Actor, on: date) -> Issue:
    """Its contents in their order; an issue that is out is not changed."""
    _refuse_others(by)
    if issue.published_on:
        raise ValidationError("这一期已经出版，不能再改目录")
    shown = set(
        Publication.objects.filter(pk__in=[each.publication for each in lines], withdrawn_on__isnull=True).values_list(
            "pk", flat=True
        )
    )
    issue.entries.all().delete()
    for position, each in enumerate(lines, 1):
        if each.publication not in shown:
            raise ValidationError("目录里有没有发布或者已经撤下的公文")
        Entry.objects.create(
            issue=issue, section=each.section.strip(), publication_id=each.publication, position=position
        )
    _note(issue, "compile_issue", by, on)
    return issue


@transaction.atomic
def publish_issue(issue: Issue, *, by: Actor, on: date) -> Issue:
    """Printed and out: every document in it has the gazette among its channels."""
    _refuse_others(by)
    if not issue.entries.exists():
        raise ValidationError("这一期还没有目录")
    issue.published_on = issue.published_on or on
    data = gazette.write_gazette(printed.issue(issue))
    issue.stored, issue.size = files.keep(data), len(data)
    issue.save()
    for entry in issue.entries.select_related("publication"):
        Placement.objects.update_or_create(
            publication=entry.publication,
            channel="gazette",
            account=None,
            outlet="",
            defaults={
                "state": "posted",
                "posted_at": timezone.now(),
                "address": f"{settings.SITE_ADDRESS}/gazette/{issue.year}/{issue.number}/",
                "by_name": by.name,
            },
        )
    _note(issue, "publish_issue", by, on)
    return issue


def _refuse_others(by: Actor) -> None:
    if not may_print(by):
        raise NotAllowed("政府公报由区公开办编辑出版")


def _note(issue: Issue, verb: str, by: Actor, on: date) -> None:
    facts = {"year": issue.year, "number": issue.number}
    journal.record(verb, (_KIND, issue.pk), by=by.author("office", issue.body.slug), on=on, facts=facts)
