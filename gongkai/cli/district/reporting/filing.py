"""Reports that units hand in as Word files: written by our own writer, read back by the reader, one with a mistake in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai import writing
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import composing, entering
from gongkai.cli.district.reporting.handing import January
from gongkai.core import editions
from gongkai.core.editions import TABLES
from gongkai.core.reports import guiding
from gongkai.core.reports.values import Heading, Number, Report, read_cell, tidy
from gongkai.reading import read
from gongkai.reports import actions, drafts, figures
from gongkai.reports.figures import Figures
from gongkai.reports.models import AnnualReport

MISTAKE = "applications.total.natural_person"  # which is one too many in the planted file


def hand_in(january: January, slugs: Iterable[str], on: date, *, is_wrong: bool = False) -> None:
    """The file of each of these units, made of what the registers know."""
    reports = {slug: january.report(slug) for slug in slugs}
    live = figures.of_units(reports.values())
    for slug, found in reports.items():
        printed = _report(january, found, live[found.pk], is_guided=is_wrong)
        _hand_in(january, slug, _with_mistake(printed) if is_wrong else printed, on)


def _hand_in(january: January, slug: str, printed: Report, on: date) -> None:
    data = writing.write(printed, "docx")
    name = f"{printed.body}{printed.year}年政府信息公开工作年度报告.docx"
    clerk, report = january.team(slug).one("clerk"), january.report(slug)
    actions.hand_in_file(report.pk, read(data, name), data, by=clerk, at=moment(on, 15))


def _report(january: January, found: AnnualReport, live: Figures, *, is_guided: bool) -> Report:
    """The unit's report as it would have written it itself, with the help of the platform or without."""
    given = entering.given(found.body, january.year, ago=january.years.live - january.year)
    entered: dict[str, Number | None] = {each.key: each.value for each in given}
    values = live.values() | {key: value for key, value in entered.items() if key in live.cells}
    facts = {**drafts.facts_of(found), **entered, **values} if is_guided else values
    stored = composing.texts(found, facts) if is_guided else composing.plain(found)
    return Report(
        body=found.body.name,
        year=january.year,
        published_on=None,
        editions=dict.fromkeys(TABLES, live.edition.key),
        cells={cell: read_cell(value) for cell, value in values.items() if value is not None},
        texts={part: tidy(guiding.fill(text, facts)) for part, text in stored.items()},
        headings=headings(live.edition),
    )


def headings(edition: editions.Edition) -> tuple[Heading, ...]:
    """The headings of the six parts as the form prints them."""
    return tuple(Heading(part.key, part.label) for part in edition.parts)


def _with_mistake(report: Report) -> Report:
    value = report.value(MISTAKE)
    assert value is not None
    return replace(report, cells={**report.cells, MISTAKE: read_cell(value + 1)})


def correct(january: January, slug: str, on: date) -> None:
    """The office looks at the original, finds the mistake in the file, and puts the right figure beside it."""
    report = january.report(slug)
    right = (figures.of(report).cells[MISTAKE].value or 0) - 1
    reason = "读取后更正：原件第三项（七）总计自然人多加了1件，与（一）至（六）项之和不符，已电话核实"
    actions.adjust(
        report.pk, MISTAKE, Decimal(right), by=january.collector, at=moment(on, 90), reason=reason,
        evidence="原件第三部分表格",
    )  # fmt: skip
