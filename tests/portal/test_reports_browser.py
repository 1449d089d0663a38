"""Annual reports and the archive as a browser shows them: nothing inaccessible, nothing sideways, links inside the page hold."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from gongkai import archive as archives
from gongkai.archive import Body
from gongkai.reports import archiving
from tests.archive import made
from tests.portal import annual

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
RECEIVED = "applications.received.total"


@pytest.fixture
def filled(monkeypatch, tmp_path):
    """A district with a unit, an erratum and a chart; an archive of three bodies in three years."""
    monkeypatch.setattr(settings, "GONGKAI_DATA", tmp_path)
    government, unit = annual.government(), annual.unit(1)
    chart = {
        "part": "applications",
        "caption": "办理结果",
        "kind": "shares",
        "title": "办理结果",
        "unit": "件",
        "note": "",
    }
    chart |= {"categories": ["予以公开", "不予公开"], "series": [["件数", [12, 3]]]}
    shares = {RECEIVED: [["unit-1", "第1局", 600]]}
    whole = annual.publish(
        government, level="district", shares=shares, charts=[chart], choices=["表四统计口径：审结的。"]
    )
    annual.correct(whole, (RECEIVED, 632, 633))
    annual.publish(unit)
    archive = archives.open(tmp_path / "archive")
    above = [Body("government", "青禾区人民政府", kind="government")]
    archive.know([Body(key, f"青禾区{key}局", parent="government") for key in "甲乙丙丁戊"] + above)
    made.put(
        archive,
        *(
            made.report(f"青禾区{key}局", year, made.handled(40 + number, number))
            for number, key in enumerate("甲乙丙丁戊")
            for year in (2021, 2022, 2024)
        ),
    )
    archiving.put(whole)


def test_every_page_is_for_everybody(visits, axe, filled):
    page = visits.open("/")
    found = []
    for path in (
        "/reports/",
        "/reports/unit-1/",
        "/reports/government/2024/district/",
        f"/reports/government/2024/district/figures/{RECEIVED}/",
        "/archive/",
        "/archive/bodies/",
        "/archive/bodies/甲/",
        "/archive/bodies/government/",
        "/archive/2024/bodies/",
        "/archive/reports/government/2024/district/",
        "/archive/compare/?year=2024&body=甲&body=乙",
        "/archive/2024/ranking/refused/",
        "/archive/method/",
        "/archive/tables/",
    ):
        page.goto(visits.address + path)
        for size in WIDTHS:
            page.set_viewport_size(size)
            sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            wrong = [each["id"] for each in axe.run(page).response["violations"]]
            empty = page.evaluate("[...document.images].filter(each => !each.naturalWidth).length")
            if sideways or wrong or empty:
                found.append((path, size["width"], sideways, wrong, empty))
    assert found == []


def test_a_figure_leads_to_its_units_and_its_erratum(visits, filled):
    page = visits.open("/reports/government/2024/district/")
    page.get_by_role("link", name="勘误1：633").click()
    expect(page.locator("#errata")).to_be_in_viewport(timeout=20_000)

    page.locator("td.erra > a").first.click()

    assert page.locator("h1").inner_text().startswith("632")
    assert "第1局" in page.locator("main").inner_text()
