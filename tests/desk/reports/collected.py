"""A round of a past year for the tests of the collecting pages, so that every deed of January can be done today."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from gongkai.core.records import report_of
from gongkai.desk.reports import handed_in
from gongkai.reports import actions, drafts
from gongkai.reports.models import Passage
from gongkai.writing import write
from tests.reports import district

YEAR = 2025
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def january():
    """Three units; the housing bureau has cases."""
    this = district.january(YEAR)
    district.take_over(
        this.housing,
        district.history(this.housing, 31, date(2024, 12, 15), outcome="granted", ended_on=date(2025, 1, 8)),
        district.history(this.housing, 1, date(2025, 2, 2), outcome="granted", ended_on=date(2025, 2, 20)),
        district.history(this.housing, 2, date(2025, 3, 2), outcome="not_exist", ended_on=date(2025, 3, 20)),
        district.history(this.housing, 3, date(2025, 12, 28)),
    )
    return this


def submitted(this, of):
    """A unit that has handed in."""
    report = district.fill_in(this, of)
    actions.submit(report.pk, by=of.clerk, at=district.moment())
    return this.report(of)


def merged(this, *, is_signed=False):
    """Everything accepted, the district's own texts written, handed in, accepted; signed if asked for."""
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)
    number = this.district.pk
    for part, text in district.TEXTS.items():
        actions.save_text(number, part, text, base=0, by=this.collector, at=district.moment())
    actions.submit(number, by=this.collector, at=district.moment())
    actions.accept(number, by=this.collector, at=district.moment())
    if is_signed:
        actions.sign(number, by=this.office.signer, at=district.moment())
    return this.district


def as_file(this, of, kind="docx", **changes):
    """What a unit says, as a file of another program would hold it."""
    report = submitted(this, of)
    made = write(replace(report_of(report.frozen), **changes), kind, {})
    actions.take_back(report.pk, by=of.clerk, at=district.moment())
    Passage.objects.filter(report=report).delete()
    return made


def read(data, name="年报.docx"):
    """A file as the pages read it."""
    return handed_in.read(data, name)


def signed_in(client, actor):
    """A browser of somebody."""
    client.force_login(actor.person, backend=BACKEND)
    return client


def shown(client, name, *arguments, status=200, query=""):
    """A page as text."""
    response = client.get(reverse(name, args=arguments) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def sent(client, name, *arguments, status=302, **given):
    """A form handed in."""
    response = client.post(reverse(name, args=arguments), given)
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def draft(report):
    """The report as it stands now."""
    return drafts.draft(report)
