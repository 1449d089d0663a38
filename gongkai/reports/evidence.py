"""The facts of a report's year that its texts may name: tallied by the areas, entered by the unit, summed for the district."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gongkai.applications import counting as applications
from gongkai.core import records
from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.life import HANDED_IN
from gongkai.core.reports.values import Number
from gongkai.disputes import counting as disputes
from gongkai.documents import yearly as documents
from gongkai.reports import sources
from gongkai.reports.figures import Figure, Figures, frozen_values
from gongkai.reports.models import AnnualReport, Entered


@dataclass(frozen=True, slots=True)
class Piece:
    """One fact beside the text: what it is, its value, who entered it, where it is from."""

    fact: catalogue.Fact
    value: Number | None
    entered: Entered | None = None


# Which area knows the facts of a family (the first word of a key).
_AREAS = (
    (documents.facts, {"published", "gazette", "interpreted", "attributed", "screened", "platform"}),
    (applications.facts, {"applied", "delivered", "pace", "asked", "fees"}),
    (disputes.facts, {"disputes"}),
)


def facts(report: AnnualReport, now: Figures, wanted: Iterable[str] | None = None) -> dict[str, Number | None]:
    """The facts of the year and, for comparisons, of the year before; what nobody knows is None.

    `wanted` are the keys that a text names: areas that none of them rests on are not asked, which saves most of the work.
    """
    if report.stage in HANDED_IN and report.frozen_facts is not None:
        # Handed in with these; what is registered later changes no text.
        this = _told(report) | now.values()
    else:
        this = _gathered(report, now, None if wanted is None else _families(wanted))
    before = report.before
    last = None if before is None else _told(before) | frozen_values(before)
    return catalogue.with_last(this, last)


def _families(wanted: Iterable[str]) -> set[str]:
    """The first words of the keys, and of those that they rest on."""
    return {key.split(".", 1)[0] for key in rests_on(wanted)}


def _told(report: AnnualReport) -> dict[str, Number | None]:
    """The facts as they were handed in."""
    return {key: records.number_of(value) for key, value in (report.frozen_facts or {}).items()}


def rests_on(keys: Iterable[str]) -> set[str]:
    """The facts that tokens of these keys name, and those that they are worked out from."""
    found: set[str] = set()
    waiting = [catalogue.parted(key)[1] for key in keys]
    while waiting:
        key = waiting.pop()
        if key not in found and catalogue.is_known(key):
            found.add(key)
            fact = catalogue.get(key)
            waiting += [*fact.adds, *fact.share]
    return found


def _gathered(report: AnnualReport, now: Figures, families: Collection[str] | None) -> dict[str, Number | None]:
    """The facts of this year: what the registers know, then what was entered, then the figures of the tables."""
    found: dict[str, Number | None] = {fact.key: None for fact in catalogue.every() if not fact.is_worked_out}
    found |= {"report.year": report.year} | _tallied(report, now, families)
    if report.is_district:
        found |= _of_units(now.units)
    given = {key: figure.value for key, figure in now.facts.items()}
    return found | {key: value for key, value in given.items() if key in found} | now.values()


def groups(now: Figures, values: Mapping[str, Number | None]) -> dict[str, list[Piece]]:
    """The facts by group, in the order of the catalogue, for the column beside the texts. Cells of tables are left out."""
    shown: dict[str, list[Piece]] = {}
    for fact in catalogue.every():
        if fact.key.count(".") < 3 and not fact.key.startswith(("applications.", "remedies.", "proactive.", "report.")):
            figure: Figure | None = now.facts.get(fact.key)
            entered = figure.entered if figure else None
            shown.setdefault(fact.group, []).append(Piece(fact, values.get(fact.key), entered))
    return shown


def _tallied(report: AnnualReport, now: Figures, families: Collection[str] | None) -> dict[str, Number | None]:
    """What the registers know; nothing of a unit that works outside the platform, nor of a district that has such a unit."""
    if report.way == "file" or any(unit.way == "file" for unit in now.units):
        return {}
    found: dict[str, Number | None] = {}
    for gather, known in _AREAS:
        if families is None or known.intersection(families):
            found |= gather(now.bodies, report.year)
    return found


def _of_units(listed: Collection[AnnualReport]) -> dict[str, Number | None]:
    """What units entered, summed where every unit did; a unit that is silent makes the sum unknown."""
    entered = sources.entered_of_each(listed)
    found = [{key: each.value for key, each in entered.get(unit.pk, {}).items()} for unit in listed]
    keys = [fact.key for fact in catalogue.every() if fact.source == "entered" and not fact.is_worked_out]
    sums: dict[str, Number | None] = {}
    for key in keys:
        values = [each.get(key) for each in found]
        known = [value for value in values if value is not None]
        if found and len(known) == len(values):
            sums[key] = sum(known, start=0)
    return sums
