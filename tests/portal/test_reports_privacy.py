"""Whatever stands in the house about annual reports is nowhere at the public's doors; what was published is."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.reports import actions
from gongkai.reports.actions import Given, Point
from gongkai.reports.models import HandedIn, Line, Opinion
from tests.documents import test_what_is_public as matrix
from tests.reports import district

pytestmark = pytest.mark.django_db
STARTS = (
    "/reports/",
    "/reports/feed.atom",
    "/reports/feed.json",
    "/archive/",
    "/archive/bodies/",
    "/archive/compare/",
    "/archive/method/",
    "/archive/tables/",
    "/data/reports.json",
    "/data/report-figures.csv",
    "/api/v1/reports",
    "/api/v1/archive/cells",
    "/search/?q=年度报告",
)
FEES = "proactive.art20_8.administrative_fees.fee_amount"
HIDDEN = ("密稿甲", "密稿乙", "密源", "密据", "密批", "密阅", "密档", "密录", "密意", "密退", "密由", "密知", "王敏")


@pytest.fixture
def january(settings, tmp_path, django_capture_on_commit_callbacks):
    """A district of which one unit has published: words that may stand nowhere are in all that is around it."""
    settings.GONGKAI_DATA = tmp_path
    this = district.january()
    actions.change_round(this.round, {"note": "密知各单位"}, by=this.collector, at=district.moment())
    district.some_cases(this.housing)
    publish(this, django_capture_on_commit_callbacks)
    returned(this)
    excused = this.report(this.office)
    actions.excuse(excused.pk, by=this.collector, at=district.moment(), reason="密由并入别处")
    return this


def publish(this, after_commit) -> None:
    """The whole way of one unit, with an earlier draft, sources, remarks, opinions, a file, and cases behind the figures."""
    by, number = this.housing.clerk, this.report(this.housing).pk
    actions.save_text(number, "overview", "密稿甲", base=0, by=by, at=district.moment(hour=8))
    report = district.fill_in(this, this.housing)
    given = Given(FEES, Decimal(7), "密源业务系统", "密据第9页")
    actions.enter(number, [given], by=by, at=district.moment())
    actions.remark(number, "overview", "密批这里再看一看", by=this.collector, at=district.moment())
    HandedIn.objects.create(
        report=report, name="密档.docx", size=1, stored="x", record={"密录": 1}, by_name="某人", on=district.TODAY
    )
    Opinion.objects.create(
        report=report, fingerprint="f", code="S101", says="密意", state="explained", reason="密意", on=district.TODAY
    )
    actions.submit(number, by=by, at=district.moment())
    actions.accept(number, by=this.collector, at=district.moment(), note="密阅可以")
    actions.sign(number, by=this.housing.signer, at=district.moment(date(2027, 1, 22)))
    with after_commit(execute=True):
        actions.publish(number, by=this.collector, at=district.moment(date(2027, 1, 23)))


def returned(this) -> None:
    """A unit whose report was sent back."""
    report = district.fill_in(this, this.health)
    actions.save_text(report.pk, "overview", "密稿乙", base=1, by=this.health.clerk, at=district.moment(hour=15))
    actions.submit(report.pk, by=this.health.clerk, at=district.moment(hour=16))
    actions.return_(report.pk, [Point("overview", "密退重写")], by=this.collector, at=district.moment(hour=17))


def test_nothing_of_the_making_stands_at_any_public_address(client, january, monkeypatch):
    monkeypatch.setattr(matrix, "STARTS", (*matrix.STARTS, *STARTS))
    cases = tuple(Line.objects.values_list("label", flat=True))

    pages = matrix.crawl(client)

    slug = january.housing.body.slug
    assert any(f"/archive/reports/{slug}/2026/unit/" in address for address in pages)
    assert "本机关按照条例要求" in pages[f"/reports/{slug}/2026/"]
    assert f"/reports/{slug}/2026/report.docx" in pages
    assert len(cases) >= 5
    ours = {address: page for address, page in pages.items() if not address.startswith("/tools/check/")}  # has examples
    leaks = {(word, address) for address, page in ours.items() for word in (*HIDDEN, *cases) if word in page}
    assert leaks == set()


def test_an_unpublished_report_has_no_address(client, january):
    slugs = (january.health.body.slug, january.office.body.slug, january.government.slug)
    kinds = ("", "report.docx", "report.json", "charts/1-wide.svg", "figures/applications.received.total/")
    levels = ("", "district/")

    guessed = [f"/reports/{slug}/2026/{level}{kind}" for slug in slugs for level in levels for kind in kinds]
    guessed += [f"/archive/reports/{slug}/2026/{level}/" for slug in slugs for level in ("unit", "district")]
    guessed += [f"/api/v1/reports/{slug}/2026" for slug in slugs]

    assert {client.get(address).status_code for address in guessed} == {404}
