"""A unit in the winter after 2025, for the tests of the desk: its cases, its report, browsers of its people.

The year is over whatever the clock says, so that reports may be handed in.
"""

from datetime import date

from django.test import Client
from django.urls import reverse

from gongkai.reports import actions
from gongkai.reports.models import AnnualReport
from tests.applications.district import company
from tests.desk.documents.made import signed_in
from tests.reports import district

YEAR = 2025
TEXT = (
    "2025年，本机关主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作有序开展。"
    "共新收政府信息公开申请{applications.received.total}件，予以公开{applications.granted.total}件。"
)


def cases(of: district.Office) -> None:
    """One carried in, five new of which one is carried out: 予以公开 3, 不予公开 1, 大量反复申请 1."""
    district.take_over(
        of,
        district.history(of, 31, date(2024, 12, 20), outcome="granted", ended_on=date(2025, 1, 8)),
        district.history(of, 1, date(2025, 2, 3), outcome="granted", ended_on=date(2025, 2, 20)),
        district.history(of, 2, date(2025, 3, 3), outcome="granted", ended_on=date(2025, 3, 20), parties=(company(),)),
        district.history(of, 3, date(2025, 5, 6), outcome="enforcement_file", ended_on=date(2025, 5, 16)),
        district.history(of, 4, date(2025, 6, 6), outcome="excessive", ended_on=date(2025, 6, 16)),
        district.history(of, 5, date(2025, 12, 29)),
    )


def january() -> district.January:
    """The round of 2025 with the cases of one unit."""
    this = district.january(YEAR)
    cases(this.housing)
    return this


def written(this: district.January) -> AnnualReport:
    """The unit's report with a text in part one."""
    report = this.report(this.housing)
    actions.save_text(report.pk, "overview", TEXT, base=0, by=this.housing.clerk, at=district.moment(date(2026, 1, 12)))
    return this.report(this.housing)


def handed_in(this: district.January) -> AnnualReport:
    """The same, handed in."""
    report = written(this)
    actions.submit(report.pk, by=this.housing.clerk, at=district.moment(date(2026, 1, 13)))
    return this.report(this.housing)


def browser(of: district.Office | None = None, *, actor=None) -> Client:
    """The browser of a clerk, or of somebody else."""
    return signed_in(Client(), actor or of.clerk)


def sent(client: Client, name: str, *arguments: object, status: int = 302, follow: bool = False, **given: object):
    """A form handed in."""
    answer = client.post(reverse(name, args=arguments), given, follow=follow)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer
