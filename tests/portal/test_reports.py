"""Published annual reports at the public's door: lists, the page with its tables, errata, units, files, what machines read."""

import hashlib
import json
import re
from datetime import date

import pytest
from lxml import etree, html

from gongkai.core import editions
from gongkai.documents import actions
from gongkai.documents.models import Column
from gongkai.reports.models import PublishedFile
from gongkai.reports.public import Damaged
from gongkai.writing.figures import printed
from tests.documents import district
from tests.portal import annual

pytestmark = pytest.mark.django_db
RECEIVED = "applications.received.total"
BY_PERSONS = "applications.received.natural_person"


def tree(client, address, status: int = 200):
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return html.fromstring(response.content.decode())


def taken(client, address) -> list[dict]:
    """A file of open data."""
    return json.loads(b"".join(client.get(address).streaming_content))


def text(node) -> str:
    return " ".join("".join(node.itertext()).split())


def test_without_reports_the_page_says_so(client):
    assert "还没有公布年度报告。" in text(tree(client, "/reports/"))


def test_the_list_has_the_newest_year_with_the_district_first(client):
    government, unit = annual.government(), annual.unit()
    annual.publish(unit)
    annual.publish(unit, annual.report(unit, year=2023))
    whole = annual.report(government, seed=2)
    annual.publish(government, whole, level="district")

    page = tree(client, "/reports/")

    rows = [[text(cell) for cell in row] for row in page.xpath("//main//tbody/tr")]
    assert [row[0] for row in rows] == ["青禾区人民政府 全区汇总", "青禾区第0局"]
    assert rows[0][1] == str(whole.value(RECEIVED))
    assert [text(each) for each in page.xpath("//nav[@aria-label='报告年度']/a")] == ["2024年", "2023年"]
    assert len(tree(client, "/reports/2023/").xpath("//main//tbody/tr")) == 1
    assert client.get("/reports/2019/").status_code == 404
    assert [text(each) for each in tree(client, "/reports/unit-0/").xpath("//tbody//th")] == [
        "2024年度报告",
        "2023年度报告",
    ]


def test_what_was_published_as_a_document_stays_listed(client):
    house = district.office()
    actions.seed_columns(on=district.FORMED)
    old = district.document(house, title="2017年政府信息公开工作年度报告", column="reports")
    annual.publish(annual.unit())

    page = tree(client, "/reports/")

    assert old.title in text(page.xpath("//main")[0])
    assert page.xpath("//main//a[starts-with(@href, '/documents/')]")
    assert Column.objects.get(key="reports").published == 1
    assert tree(client, "/columns/reports/").xpath("//main//a[@href='/reports/']")


@pytest.mark.parametrize("table", editions.TABLES)
def test_every_figure_stands_in_its_table(client, table):
    unit = annual.unit()
    made = annual.report(unit, seed=2)
    annual.publish(unit, made)

    found = tree(client, "/reports/unit-0/2024/").xpath(f"//table[contains(@class, 't3--{table}')]")[0]

    cells = made.table(table).cells
    assert [text(each) for each in found.xpath(".//td")] == [printed(made.cell(cell)) for cell in cells]
    assert found.xpath("./caption")
    assert all(each.get("scope") in {"col", "row", "colgroup", "rowgroup"} for each in found.xpath(".//th"))


def test_the_parts_stand_in_order_with_their_text(client):
    unit = annual.unit()
    made = annual.report(unit)
    annual.publish(unit, made, choices=["表四统计口径：审结的。"])

    page = tree(client, "/reports/unit-0/2024/")

    assert [text(each) for each in page.xpath("//article/h2")] == [each.text for each in made.headings]
    said = text(page.xpath("//article")[0])
    assert all(line in said for part in made.texts.values() for line in part.splitlines())
    after = page.xpath("//table[contains(@class, 't3--remedies')]/ancestor::div[1]/following-sibling::p[1]")
    assert text(after[0]) == "表四统计口径：审结的。"


def test_an_erratum_stands_beside_the_figure_and_never_in_its_place(client):
    unit = annual.unit()
    made = annual.report(unit)
    old = made.value(BY_PERSONS)
    annual.correct(annual.publish(unit, made), (BY_PERSONS, old, old + 1))

    page = tree(client, "/reports/unit-0/2024/")

    (cell,) = page.xpath(f"//td[@id='c-{BY_PERSONS}']")
    assert cell.text == str(old)
    assert [text(each) for each in cell] == [f"勘误1：{old + 1}"]
    (section,) = page.xpath("//section[@id='errata']")
    assert "2025年4月8日" in text(section)
    assert "漏计一件当面申请。" in text(section)
    assert [text(each) for each in section.xpath(".//td")] == [str(old), str(old + 1)]
    assert "4月8日勘误" in text(tree(client, "/reports/"))


def shared(client):
    """A district with two units; one of them has published its own report."""
    government, first, second = annual.government(), annual.unit(1), annual.unit(2)
    whole = annual.report(government)
    value = whole.value(RECEIVED)
    shares = {RECEIVED: [["unit-2", "第2局", value - 3], ["unit-1", "第1局", 2]]}
    annual.publish(government, whole, level="district", shares=shares)
    annual.publish(first)
    assert second.slug == "unit-2"
    return value


def test_a_figure_of_the_district_opens_into_its_units(client):
    value = shared(client)
    page = tree(client, "/reports/government/2024/district/")
    links = page.xpath("//table[contains(@class, 't3--applications')]//td/a/@href")
    assert links == [f"/reports/government/2024/district/figures/{RECEIVED}/"]

    opened = tree(client, links[0])

    rows = [[text(cell) for cell in row] for row in opened.xpath("//tbody/tr")]
    assert [row[:2] for row in rows] == [["第2局", str(value - 3)], ["第1局 看它的年报（第1局）", "2"]]
    assert opened.xpath("//tbody//a/@href") == ["/reports/unit-1/2024/"]
    assert f"加起来是 {value - 1}，报告里印的是 {value}" in text(opened)
    assert client.get("/reports/government/2024/district/figures/applications.carried_out.total/").status_code == 404
    assert client.get("/reports/government/2024/district/figures/none/").status_code == 404
    assert tree(client, "/reports/unit-1/2024/").xpath("//main//a[text()='全区汇总的年报']/@href") == [
        "/reports/government/2024/district/"
    ]


def test_files_are_those_of_the_day_of_publication(client):
    unit = annual.unit()
    annual.publish(unit, kinds=("json", "xlsx", "docx"))

    page = tree(client, "/reports/unit-0/2024/")

    links = page.xpath("//section[@id='files']//a/@href")
    assert links == [f"/reports/unit-0/2024/report.{kind}" for kind in ("json", "xlsx", "docx")]
    for link, code in zip(links, page.xpath("//section[@id='files']//code"), strict=True):
        answer = client.get(link)
        assert text(code) == f"SHA-256 {hashlib.sha256(answer.content).hexdigest()}"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        again = client.get(link, headers={"if-none-match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert client.get("/reports/unit-0/2024/report.pdf").status_code == 404
    PublishedFile.objects.filter(kind="json").update(data=b"{}")
    with pytest.raises(Damaged, match="从备份恢复"):
        client.get(links[0])


@pytest.mark.parametrize(
    "address",
    [
        "/reports/unit-0/2023/",
        "/reports/unit-0/2024/district/",
        "/reports/nobody/2024/",
        "/reports/nobody/",
        "/reports/unit-0/2024/report.exe",
        "/reports/unit-0/2024/charts/1-wide.svg",
        "/reports/feed.pdf",
    ],
)
def test_what_is_not_there_is_not_there(client, address):
    annual.publish(annual.unit())

    assert client.get(address).status_code == 404


def test_a_chart_has_its_words_its_figures_and_its_own_address(client):
    unit = annual.unit()
    chart = {
        "part": "applications",
        "caption": "申请的办理结果",
        "kind": "shares",
        "title": "2024年申请的办理结果",
        "categories": ["予以公开", "不予公开"],
        "series": [["件数", [12, 3]]],
        "unit": "件",
        "note": "",
    }
    annual.publish(unit, charts=[chart])

    page = tree(client, "/reports/unit-0/2024/")

    (image,) = page.xpath("//figure//img")
    assert "予以公开12件" in image.get("alt")
    assert [text(each) for each in page.xpath("//figure//tbody/tr[1]/*")] == ["予以公开", "12", "80.0%"]
    for address in (image.get("src"), page.xpath("//figure//source/@srcset")[0]):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert etree.fromstring(answer.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert client.get(image.get("src").replace("wide", "huge")).status_code == 404


def test_machines_read_what_it_is(client):
    unit = annual.unit(name="青禾区</script>局")
    annual.publish(unit)

    page = tree(client, "/reports/unit-0/2024/")

    (linked,) = page.xpath("//script[@type='application/ld+json']/text()")
    thing = json.loads(linked)
    assert (thing["@type"], thing["publisher"]["name"]) == ("Report", "青禾区</script>局")
    assert thing["temporalCoverage"] == "2024-01-01/2024-12-31"
    assert len(thing["encoding"][0]["sha256"]) == 64
    metas = {each.get("name"): each.get("content") for each in page.xpath("//meta[@name]")}
    assert metas["ColumnName"] == "政府信息公开年报"
    assert metas["Url"].endswith("/reports/unit-0/2024/")
    assert page.xpath("//link[@rel='canonical']/@href") == [metas["Url"]]


def test_feeds_maps_searches_and_data_have_it(client):
    made = annual.publish(annual.unit())
    path = "/reports/unit-0/2024/"

    atom = etree.fromstring(client.get("/reports/feed.atom").content)
    assert [each.text for each in atom.iter("{*}title")][1:] == [made.title]
    items = json.loads(client.get("/reports/feed.json").content)["items"]
    assert [each["url"].endswith(path) for each in items] == [True]
    assert f"{path}</loc>" in client.get("/sitemap-pages.xml").content.decode()
    assert tree(client, "/search/?q=第0局 年度报告").xpath(f"//a[@href='{path}']")
    assert not tree(client, "/search/?q=第9局 年度报告").xpath("//section[@aria-label='年度报告']")
    rows = taken(client, "/data/reports.json")
    assert [(each["body"], each["year"], each["level"]) for each in rows] == [("unit-0", 2024, "unit")]
    figures = {each["cell"]: each["value"] for each in taken(client, "/data/report-figures.json")}
    assert figures[RECEIVED] == str(annual.report(made.body).value(RECEIVED))
    annual.correct(made, (RECEIVED, 1, 2), on=date(2025, 5, 6))
    assert taken(client, "/data/reports.json")[0]["corrected_on"] == "2025-05-06"


def test_without_entries_the_feed_is_still_one(client):
    root = etree.fromstring(client.get("/reports/feed.atom").content)

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert not list(root.iter("{*}entry"))


def test_the_page_is_not_sent_again(client):
    annual.publish(annual.unit())
    first = client.get("/reports/unit-0/2024/")

    assert client.get("/reports/unit-0/2024/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304


def test_a_district_of_sixty_units_is_a_light_page(client, django_assert_max_num_queries):
    government = annual.government()
    units = [annual.unit(number) for number in range(60)]
    whole = annual.report(government)
    shares = {cell: [[each.slug, each.short, 1] for each in units] for cell in whole.cells}
    annual.publish(government, whole, level="district", shares=shares)

    with django_assert_max_num_queries(12):
        answer = client.get("/reports/government/2024/district/")

    assert len(re.findall(rb"/figures/", answer.content)) == len(whole.cells)
    assert len(answer.content) < 60_000
