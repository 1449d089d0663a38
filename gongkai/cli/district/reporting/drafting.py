"""The round under way: some units write, one has changed a figure by hand, most have not begun."""

from decimal import Decimal

from gongkai.cli.district.days import back
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import entering, handing
from gongkai.cli.district.reporting.handing import January
from gongkai.reports import actions
from gongkai.reports.actions import Given

_ADJUSTED = "applications.not_processed.petition.natural_person"


def begin(january: January) -> None:
    """As far as everybody has come today."""
    on = back(january.years.on, 0)
    handing.enter(january, "civil-affairs", moment(on, 10))
    handing.write(january, "civil-affairs", moment(on, 25))
    handing.enter(january, "housing", moment(on, 12))
    handing.write(january, "housing", moment(on, 40), ("overview",))
    _adjust(january, "housing")
    handing.write(january, "office", moment(on, 55), ("preface", "problems"))
    _import(january, "market")


def _adjust(january: January, slug: str) -> None:
    report, on = january.report(slug), back(january.years.on, 0)
    reason = "窗口当面答复、没有录入台账的信访转办件1件"
    actions.adjust(
        report.pk, _ADJUSTED, Decimal(1), by=january.team(slug).one("clerk"), at=moment(on, 70), reason=reason,
        evidence="窗口登记簿",
    )  # fmt: skip


def _import(january: January, slug: str) -> None:
    report, on = january.report(slug), back(january.years.on, 0)
    given = [
        Given(each.key, each.value, "从表格导入", each.evidence)
        for each in entering.given(report.body, january.year, ago=0, only=entering.CELLS)
    ]
    actions.import_figures(report.pk, given, by=january.team(slug).one("clerk"), at=moment(on, 85))
