"""The annual reports of the demonstration district: two years that are out, one under way, and an archive of many."""

from gongkai.cli.district.days import after
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import contests, drafting, filing, handing, merging, registers, turns
from gongkai.cli.district.reporting.calendar import Years, years
from gongkai.cli.district.reporting.handing import January
from gongkai.cli.district.told import District
from gongkai.reports import actions
from gongkai.reports.models import PublishedReport

_NOT_YET = (turns.LATE, turns.OUTSIDE)  # units that have not put out their own


def report(district: District) -> None:
    """Registers taken over, disputes told, and three rounds."""
    span = years(on=district.on)
    registers.take_over(district.teams, span)
    contests.tell(district, span)
    before = _before(district, span)
    _last(district, span, before)
    drafting.begin(opened(district, span, span.live))


def newest() -> int | None:
    """The newest year whose report is out; none in a district that was made before there were reports."""
    rows = PublishedReport.objects.filter(level="district").order_by("-year")
    return rows.values_list("year", flat=True).first()


def opened(district: District, span: Years, year: int) -> January:
    """The round of a year, opened on 1 December; the one under way earlier, where that day has not come."""
    office = district.teams["office"].by_role["office"][0]
    government = district.teams["government"].body
    round_ = actions.open_round(year, government, by=office, at=moment(span.opened_on(year)))
    return January(district, span, round_)


def _before(district: District, span: Years) -> January:
    """The year before last: all units sent files."""
    january = opened(district, span, span.before)
    sent_on = span.january(january.year, 21)
    filing.hand_in(january, january.slugs, sent_on)
    for slug in january.slugs:
        handing.hand_in(january, slug, after(sent_on, 1))
        handing.accept(january, slug, after(sent_on, 2))
    merging.merge(january, span.spring(january.year, 2, 26), charts=False)
    merging.publish(january, span.spring(january.year, 3, 18))
    return january


def _last(district: District, span: Years, before: January) -> None:
    """Last year: prefilled from the registers, and not everything goes straight."""
    january = opened(district, span, span.last)
    first = span.january(january.year, 20)
    turns.returned(january, first)
    straight = [slug for slug in january.slugs if slug not in turns.SPECIAL]
    for at, slug in enumerate(straight):
        on = after(first, at * 5 // len(straight))
        if slug == turns.COPYING:
            turns.copied(january, before, on)
        else:
            handing.fill_in(january, slug, on)
        if slug in turns.EXPLAINING:
            turns.explain(january, slug, on)
        handing.hand_in(january, slug, on)
    turns.outside(january, after(first, 4))
    turns.remark(january, after(first, 5))
    for slug in straight:
        handing.accept(january, slug, after(first, 6))
    for slug in (slug for slug in january.slugs if slug not in _NOT_YET):
        handing.publish(january, slug, after(first, 7))
    turns.late(january)
    merged_on = span.spring(january.year, 3, 2)
    merging.adjust(january, merged_on)
    merging.merge(january, merged_on)
    merging.publish(january, span.spring(january.year, 3, 20))
    merging.correct(january, span.spring(january.year, 5, 12))
