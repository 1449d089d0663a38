"""gongkai site: annual reports are in the copy with charts, files and figures; the archive is asked of the live site."""

import pytest
from lxml import html

from tests.portal import annual

pytestmark = pytest.mark.django_db
LIVE = "https://www.example.gov.cn/gk/"
RECEIVED = "applications.received.total"


def test_annual_reports_are_in_the_copy(run, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path / "data"
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
    shares = {RECEIVED: [["unit-1", "第1局", 632]]}
    annual.publish(government, level="district", shares=shares, charts=[chart])
    annual.publish(unit)

    ran = run("site", tmp_path / "site", "--address", LIVE)

    assert (ran.status, ran.err) == (0, "")
    folder = tmp_path / "site/reports/government/2024/district"
    page = html.fromstring((folder / "index.html").read_text("utf-8"))
    links = [each for each in page.xpath("//main//@href | //main//@src | //main//@srcset") if not each.startswith("#")]
    inside = [each for each in links if not each.startswith("http")]
    missing = [each for each in inside if not (folder / each).resolve().is_file()]
    assert missing == []
    assert {"charts/1-wide.svg", "charts/1-narrow.svg", "report.json", f"figures/{RECEIVED}/index.html"} <= set(inside)
    assert next(each for each in links if "/archive/" in each).startswith(f"{LIVE}archive/")
    assert (tmp_path / "site/reports/unit-1/2024/index.html").is_file()
    assert (tmp_path / "site/reports/feed.atom").is_file()
