"""The one door to reports in the house: who may see which, and in which role. Absent and not theirs answer alike."""

from django.db.models import Q, QuerySet

from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.reports.models import AnnualReport, Round


class Absent(LookupError):
    """There is no such report, or it is not theirs: the answer is the same, so that nothing is learnt from it."""

    def __init__(self) -> None:
        super().__init__("没有这份年报，或者不由您的单位填报")


def visible(actor: Actor) -> QuerySet[AnnualReport]:
    """The reports of the own bodies; all for the district's office and those who watch.

    The government's own office also sees the district's report: its signer signs it.
    """
    rows = AnnualReport.objects.select_related("round__district", "body", "handler")
    if actor.sees_all or actor.number == "system":
        return rows
    own = Q(level="unit", body__in=actor.body_ids)
    offices = Body.objects.filter(pk__in=actor.body_ids, kind="office").values("parent")
    return rows.filter(own | Q(level="district", body__in=offices))


def report(actor: Actor, number: int) -> AnnualReport:
    """One report by its row number, for reading."""
    found = visible(actor).filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def lock(actor: Actor, number: int) -> AnnualReport:
    """One report for a deed, held until the transaction ends."""
    rows = visible(actor).select_related("round__district", "body").select_for_update(of=("self",)).order_by()
    found = rows.filter(pk=number).first()
    if found is None:
        raise Absent
    return found


def roles(actor: Actor, found: AnnualReport) -> frozenset[str]:
    """The roles of an actor for one report; the head and the signer of the government's office act for the government."""
    held = actor.roles(found.body_id)
    if not found.is_district:
        return held
    offices = Body.objects.filter(parent=found.body_id, kind="office", pk__in=actor.roles_by_body)
    return held.union(*(actor.roles(office.pk) & {"head", "signer"} for office in offices))


def rounds(actor: Actor) -> QuerySet[Round]:
    """Every round; a round holds nothing that a unit may not know."""
    return (
        Round.objects.select_related("district") if actor.person or actor.number == "system" else Round.objects.none()
    )


def is_office(actor: Actor) -> bool:
    """Whether the person collects for the district."""
    return "office" in actor.everywhere or actor.number == "system"
