"""Replies shown to everybody (答复选登): list, page, and a search by pairs of characters; withdrawn ones are gone at once."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from gongkai.applications import actions
from gongkai.applications.models import PublishedReply
from gongkai.applications.public.offices import Office
from gongkai.core import law

ON_A_PAGE = 20
_MOST_GRAMS = 40
_MOST_LOOKED_AT = 2_000
_ENOUGH = 0.34  # of what was asked, weighed by how rare it is
_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply without its applicant."""

    pk: int
    title: str
    question: str
    answer: str
    body: str
    body_slug: str
    outcome: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Replies:
    """One page of the list."""

    rows: tuple[Reply, ...]
    number: int
    pages: int
    total: int


def replies(page: str | int = 1) -> Replies:
    """The newest first."""
    found = Paginator(_shown(), ON_A_PAGE).get_page(page)
    rows = tuple(_reply(row) for row in found.object_list)
    return Replies(rows, found.number, found.paginator.num_pages, found.paginator.count)


def reply(pk: int) -> Reply | None:
    """One; None when it never was, or is no longer, shown."""
    row = _shown().filter(pk=pk).first()
    return _reply(row) if row else None


def find(words: str, *, most: int = 20) -> tuple[Reply, ...]:
    """Those that match, the best first."""
    wanted = _grams(words)[:_MOST_GRAMS]
    if not wanted:
        return ()
    any_of = Q()
    for gram in wanted:
        any_of |= Q(title__icontains=gram) | Q(question__icontains=gram) | Q(answer__icontains=gram)
    rows = list(_shown().filter(any_of)[:_MOST_LOOKED_AT])
    scored = _scored(rows, wanted)
    best = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], -each[1].pk))
    return tuple(_reply(row) for _, row in best[:most])


def spared(found: int, on: date) -> bool:
    """The visitor found it in this reply before applying: an application saved. Whether there was such a reply."""
    row = _shown().filter(pk=found).first()
    if row is None:
        return False
    actions.spare(row, on=on)
    return True


def suggested(words: str, offices: tuple[Office, ...]) -> tuple[str, ...]:
    """The bodies whose names share characters with the words, or that have answered on the like; the best first."""
    wanted = set(_grams(words))
    answered = [each.body_slug for each in find(words, most=5)]
    scores = {
        each.slug: 2 * len(wanted & set(_grams(f"{each.name} {each.short}"))) + answered.count(each.slug)
        for each in offices
    }
    return tuple(sorted((slug for slug, score in scores.items() if score), key=lambda slug: -scores[slug]))


def _shown() -> QuerySet[PublishedReply]:
    return PublishedReply.objects.filter(withdrawn_on__isnull=True).select_related("application__body")


def _reply(row: PublishedReply) -> Reply:
    case = row.application
    return Reply(
        pk=row.pk,
        title=row.title,
        question=row.question,
        answer=row.answer,
        body=case.body.name,
        body_slug=case.body.slug,
        outcome=_label(case.outcome, case.received_on or row.published_on),
        published_on=row.published_on,
    )


def _label(outcome: str, on: date) -> str:
    try:
        return law.outcome(outcome, on=on).label
    except law.NotInForce:
        return ""


def _scored(rows: list[PublishedReply], wanted: list[str]) -> list[tuple[float, PublishedReply]]:
    """A rare pair tells more than one that stands everywhere; the title more than the question, that more than the answer."""
    folded = [tuple(_folded(text) for text in (row.title, row.question, row.answer)) for row in rows]
    spread = {gram: sum(any(gram in text for text in texts) for texts in folded) for gram in wanted}
    rare = {gram: math.log(1 + (len(rows) + 1) / (1 + spread[gram])) for gram in wanted}
    whole = sum(rare.values())
    found = []
    for row, texts in zip(rows, folded, strict=True):
        share = sum(rare[gram] for gram in wanted if any(gram in text for text in texts)) / whole
        score = sum(
            rare[gram] * weight
            for gram in wanted
            for text, weight in zip(texts, (3, 2, 1), strict=True)
            if gram in text
        )
        found.append((score if share >= _ENOUGH else 0.0, row))
    return found


def _grams(text: str) -> list[str]:
    """Words of Latin letters and digits whole; Chinese by pairs of characters."""
    found: list[str] = []
    for run in _RUN.findall(_folded(text)):
        if run.isascii() or len(run) == 1:
            found.append(run)
        else:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
