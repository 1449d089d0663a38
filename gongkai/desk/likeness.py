"""Before a case is kept: has the same applicant asked before, has anybody asked the same, is the answer already public?"""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.applications import access
from gongkai.applications.actions import Intake
from gongkai.applications.models import Applicant, Application, PublishedReply
from gongkai.applications.ribbons import said
from gongkai.bodies.actors import Actor
from gongkai.core import law
from gongkai.vault import sealing

_YEARS = 3
_MOST = 400  # cases compared
_ALIKE = 0.45  # share of letter pairs in common


@dataclass(frozen=True, slots=True)
class Alike:
    """Something to look at first."""

    says: str
    case: Application | None = None
    reply: PublishedReply | None = None
    is_same_person: bool = False


def alike(given: Intake, *, by: Actor, on: date) -> list[Alike]:
    """The most alike first: the same applicant and matter (Art 36(6)), the same matter of others (Art 44), public answers."""
    wanted = pairs(given.content)
    found = [*_before(given, wanted, by, on), *_of_others(given, wanted, by, on), *_public(wanted)]
    return found[:8] + _month(given, by, on)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, without blanks and marks."""
    plain = "".join(char for char in text if char.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of pairs in common (Dice), 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _same_person(given: Intake, by: Actor) -> list[int]:
    names = [sealing.index(party.name, "name") for party in given.parties if not party.is_agent]
    numbers = [sealing.index(party.id_number.upper(), "id") for party in given.parties if party.id_number]
    rows = Applicant.objects.filter(application__in=access.visible(by), is_agent=False)
    by_name = rows.filter(name_key__in=names).values_list("application_id", flat=True)
    by_number = rows.filter(id_key__in=numbers).values_list("application_id", flat=True) if numbers else []
    return sorted({*by_name, *by_number}, reverse=True)


def _before(given: Intake, wanted: frozenset[str], by: Actor, on: date) -> list[Alike]:
    cases = Application.objects.filter(pk__in=_same_person(given, by)[:_MOST]).exclude(key=given.key)
    ranked = sorted(((likeness(wanted, pairs(case.subject)), case) for case in cases), key=lambda each: -each[0])
    return [
        Alike(
            f"同一申请人{said(case.submitted_on)}申请过相近的内容（相似 {share:.0%}），{_state(case)}",
            case,
            is_same_person=True,
        )
        for share, case in ranked
        if share >= _ALIKE and case.submitted_on <= on
    ]


def _state(case: Application) -> str:
    if case.is_open:
        return "正在办理"
    if case.outcome:
        return f"答复为“{law.outcome(case.outcome, on=case.received_on or case.submitted_on).label}”"
    return "已办结"


def _of_others(given: Intake, wanted: frozenset[str], by: Actor, on: date) -> list[Alike]:
    since = on - timedelta(365 * _YEARS)
    cases = access.visible(by).filter(body=given.body, submitted_on__gte=since).exclude(key=given.key)
    same = set(_same_person(given, by))
    ranked = sorted(
        (
            (likeness(wanted, pairs(case.subject)), case)
            for case in cases.order_by("-pk")[:_MOST]
            if case.pk not in same
        ),
        key=lambda each: -each[0],
    )
    return [
        Alike(
            f"别的申请人申请过相近的内容（相似 {share:.0%}），{_state(case)}；多人申请的，可以纳入主动公开（条例第四十四条）",
            case,
        )
        for share, case in ranked[:3]
        if share >= _ALIKE
    ]


def _public(wanted: frozenset[str]) -> list[Alike]:
    rows = PublishedReply.objects.filter(withdrawn_on__isnull=True)[:_MOST]
    ranked = sorted(
        ((likeness(wanted, pairs(row.title + row.question)), row) for row in rows), key=lambda each: -each[0]
    )
    return [Alike(f"“答复选登”里有相近的答复：{row.title}", reply=row) for share, row in ranked[:3] if share >= _ALIKE]


def _month(given: Intake, by: Actor, on: date) -> list[Alike]:
    """How many the same applicant has made this month: the fee and Art 35 begin with a number."""
    month = on.replace(day=1)
    mine = Application.objects.filter(pk__in=_same_person(given, by), received_by=given.body)
    count = mine.filter(submitted_on__gte=month).exclude(key=given.key).count()
    if law.fee(items=count + 1, on=on) <= law.fee(items=count, on=on):
        return []
    says = f"同一申请人本月在本单位已申请 {count} 件，这一件是第 {count + 1} 件，超过免费件数，可以收取信息处理费"
    return [Alike(says)]
