"""The facts of a report's year that its texts may name: tallied by the areas, entered by the unit, summed for the district."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.applications import counting as applications
from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.values import Number
from gongkai.disputes import counting as disputes
from gongkai.documents import yearly as documents
from gongkai.reports import proofs, sources
from gongkai.reports.figures import Figure, Figures, frozen_values, units
from gongkai.reports.models import AnnualReport, Entered


@dataclass(frozen=True, slots=True)
class Piece:
    """One fact beside the text: what it is, its value, who entered it, where it is from."""

    fact: catalogue.Fact
    value: Number | None
    entered: Entered | None = None


def facts(report: AnnualReport, now: Figures) -> dict[str, Number | None]:
    """Every fact of the year and, for comparisons, of the year before; what nobody knows is None."""
    this = gathered(report, now)
    before = proofs.last_year(report)
    last: Mapping[str, Number | None] | None = None
    if before is not None:
        last = _tallied(before) | _entered(before) | frozen_values(before)
    return catalogue.with_last(this, last)


def gathered(report: AnnualReport, now: Figures) -> dict[str, Number | None]:
    """The facts of this year: what the registers know, then what was entered, then the figures of the tables."""
    found: dict[str, Number | None] = {fact.key: None for fact in catalogue.every() if not fact.is_worked_out}
    found |= {"report.year": report.year} | _tallied(report)
    if report.is_district:
        found |= _of_units(report)
    given = {key: figure.value for key, figure in now.facts.items()}
    return found | {key: value for key, value in given.items() if key in found} | _edition_cells(now)


def groups(now: Figures, values: Mapping[str, Number | None]) -> dict[str, list[Piece]]:
    """The facts by group, in the order of the catalogue, for the column beside the texts. Cells of tables are left out."""
    shown: dict[str, list[Piece]] = {}
    for fact in catalogue.every():
        if fact.key.count(".") < 3 and not fact.key.startswith(("applications.", "remedies.", "proactive.", "report.")):
            figure: Figure | None = now.facts.get(fact.key)
            entered = figure.entered if figure else None
            shown.setdefault(fact.group, []).append(Piece(fact, values.get(fact.key), entered))
    return shown


def _edition_cells(now: Figures) -> dict[str, Number | None]:
    return {cell: figure.value for cell, figure in now.cells.items()}


def _tallied(report: AnnualReport) -> dict[str, Number | None]:
    """What the registers know; nothing of a unit that works outside the platform."""
    if report.way == "file":
        return {}
    bodies, year = sources.bodies(report), report.year
    return {**documents.facts(bodies, year), **applications.facts(bodies, year), **disputes.facts(bodies, year)}


def _entered(report: AnnualReport) -> dict[str, Number | None]:
    return {key: each.value for key, each in sources.entered_of(report).items()}


def _of_units(report: AnnualReport) -> dict[str, Number | None]:
    """What units entered, summed where every unit did; a unit that is silent makes the sum unknown."""
    found = [_entered(unit) for unit in units(report)]
    keys = [fact.key for fact in catalogue.every() if fact.source == "entered" and not fact.is_worked_out]
    sums: dict[str, Number | None] = {}
    for key in keys:
        values = [each.get(key) for each in found]
        known = [value for value in values if value is not None]
        if found and len(known) == len(values):
            sums[key] = sum(known, start=0)
    return sums
