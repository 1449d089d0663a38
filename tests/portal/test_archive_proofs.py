"""From every figure of the archive back to its page: cells, errata, the bodies of a sum; nothing counted twice in pictures."""

from dataclasses import replace

import pytest
from lxml import html

from gongkai import archive as archives
from gongkai.archive import Body
from gongkai.portal import archive_pages, archive_proofs
from gongkai.reports import archiving, public
from gongkai.reports.models import PICTURE, PublishedFile
from gongkai.reports.public import archived
from tests.archive import made
from tests.portal import annual

pytestmark = pytest.mark.django_db
RECEIVED = "applications.received.total"


@pytest.fixture
def archive(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    return archives.open(tmp_path / "archive")


@pytest.fixture
def district(archive):
    """A government and two offices in two years."""
    archive.know(
        [Body("g", "青禾区人民政府"), Body("a", "青禾区甲局", parent="g"), Body("b", "青禾区乙局", parent="g")]
    )
    for year in (2022, 2023):
        made.put(
            archive,
            made.report("青禾区人民政府", year, made.handled(90, 9)),
            made.report("青禾区甲局", year, made.handled(40, 4)),
            made.report("青禾区乙局", year, made.handled(20, 2)),
        )
    return archive


def tree(client, address, status: int = 200):
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return html.fromstring(response.content.decode())


def text(node) -> str:
    return " ".join("".join(node.itertext()).split())


def rows(page) -> list[list[str]]:
    return [[text(each) for each in row] for row in page.xpath("//main//tbody/tr")]


def test_the_picture_of_all_years_counts_a_case_once(district):
    chart = archive_pages.chart_of_years(archived.ask("years"))

    assert chart.series[0].values == (60, 60)
    assert chart.categories == ("2022年（2份）", "2023年（2份）")


def test_a_government_that_is_in_no_sum_is_named_with_its_figure(client, district):
    page = tree(client, "/archive/2023/")

    (said,) = page.xpath("//main//li[contains(., '自己写')]")
    assert text(said) == (
        "青禾区人民政府自己写本年新收 90 件；这里有它下级的 2 份报告，其中 2 份写出了数，合计 60 件。"
    )
    (link,) = said.xpath("./a[text()='90']/@href")
    address, _, anchor = link.partition("#")
    assert text(tree(client, address).xpath(f"//tr[@id='{anchor}']/td[1]")[0]) == "90"


def test_the_figures_behind_a_sum_lead_to_their_cells(client, district):
    (link,) = tree(client, "/archive/2023/").xpath("//main//a[text()='看每个单位的数']/@href")
    page = tree(client, link)

    assert rows(page) == [
        ["青禾区乙局", "20", "0", "20", "0"],
        ["青禾区人民政府包括下级，不加进合计", "90", "0", "90", "0"],
        ["青禾区甲局", "40", "0", "40", "0"],
    ]
    for cell in page.xpath("//main//tbody//td/a"):
        address, _, anchor = cell.get("href").partition("#")
        assert text(tree(client, address).xpath(f"//tr[@id='{anchor}']/td[1]")[0]) == text(cell)
    assert client.get("/archive/1999/bodies/").status_code == 404
    assert len(client.get("/archive/2023/bodies/?as=json&parent=g").json()) == 2


def test_figures_of_a_body_and_of_a_comparison_lead_to_their_cells(client, district):
    for address in ("/archive/bodies/a/", "/archive/compare/?year=2023&body=a&body=b"):
        page = tree(client, address)
        links = page.xpath("//tbody/tr[th='本年新收' or th='不予公开' or th='行政复议']/td/a")
        assert len(links) == 6
        for each in links:
            there, _, anchor = each.get("href").partition("#")
            assert tree(client, there).xpath(f"//*[@id='{anchor}']")


def test_every_figure_has_a_place_on_the_page_of_a_report(client, district):
    (number,) = [each["report"] for each in client.get("/archive/bodies/a/?as=json").json() if each["year"] == 2023]
    page = tree(client, f"/archive/reports/{number}/")

    anchors = {archive_proofs.anchor(key) for key in archive_pages.FIGURES}

    assert {each for each in anchors if not page.xpath(f"//*[@id='{each}']")} == set()
    assert anchors >= {"c-applications.received.total", "t-applications", "t-remedies"}


def test_an_erratum_is_told_wherever_the_figure_of_before_is_used(client, archive):
    unit = annual.unit()
    published = annual.publish(unit)
    archiving.put(published)
    annual.correct(published, (RECEIVED, 632, 640))
    annual.correct(published, (RECEIVED, 632, 633))
    says = "青禾区第0局 2024 年的报告公布以后有勘误：表三/本年新收政府信息公开申请数量/总计公布时是 632，应为 633"

    for address in (
        "/archive/2024/",
        "/archive/2024/bodies/",
        "/archive/2024/ranking/refused/",
        "/archive/bodies/unit-0/",
        "/archive/compare/?year=2024&body=unit-0",
    ):
        page = tree(client, address)
        assert [text(each) for each in page.xpath("//main//li[contains(., '勘误')]")] == [says], address
    assert not tree(client, "/archive/reports/unit-0/2024/unit/").xpath("//main//li[contains(., '勘误')]")


def test_a_year_before_the_national_form_has_its_pages(client, archive):
    made.put(archive, replace(made.report("青禾区甲局", 2022, made.handled(9, 1)), year=2016))

    for address in ("/archive/2016/", "/archive/compare/?year=2016&body=青禾区甲局", "/archive/2016/bodies/"):
        assert client.get(address).status_code == 200


def test_shares_of_uneven_numbers_of_reports_say_so(archive):
    granted = {**made.handled(30, 3), "applications.granted.total": None}
    made.put(archive, made.report("甲局", 2023, made.handled(40, 4)), made.report("乙局", 2023, granted))

    chart = archive_pages.chart_of_outcomes(archive.overview(2023).measures, 2023)

    assert chart.categories == ("予以公开（1份）", "不予公开（2份）")
    assert "份数不同" in chart.note


def test_a_damaged_table_is_told_without_the_folder(client, district):
    for path in district.folder.rglob("reports.parquet"):
        path.write_bytes(b"PAR1")

    answer = client.get("/archive/2023/")

    assert answer.status_code == 503
    assert str(district.folder) not in answer.content.decode()


def test_a_renamed_body_keeps_its_reports(client, archive):
    unit = annual.unit()
    archiving.put(annual.publish(unit))
    unit.name = "青禾区新局"
    unit.save()

    assert archiving.know() == 1
    assert archiving.know() == 0
    page = tree(client, "/archive/bodies/unit-0/")
    assert text(page.xpath("//h1")[0]) == "青禾区新局"
    assert "又名：青禾区第0局" in text(page)
    assert [each["year"] for each in client.get("/archive/bodies/unit-0/?as=json").json()] == [2024]


def test_an_uploaded_picture_is_kept_with_the_report(client, archive):
    unit = annual.unit()
    chart = {"part": "overview", "caption": "办公大厅", "alternative": "大厅里有三个窗口", "upload": "png"}
    published = annual.publish(unit, charts=[chart])
    PublishedFile.objects.create(published=published, kind=f"{PICTURE}1", data=b"\x89PNG", size=4, sha256="0" * 64)
    archiving.put(published)

    page = tree(client, "/archive/reports/unit-0/2024/unit/")

    (link,) = page.xpath("//dd//a[text()='图1.png']/@href")
    assert client.get(link).content == b"\x89PNG"
    (upload,) = public.report("unit-0", 2024, "unit").uploads
    assert (upload.number, upload.kind, upload.alternative) == (1, "png", "大厅里有三个窗口")


def test_reports_are_found_by_their_text_too(archive):
    for number, words in enumerate(("设立公开专区。", "开展培训。", "公开专区的培训。")):
        unit = annual.unit(number)
        whole = annual.report(unit)
        annual.publish(unit, replace(whole, texts={**whole.texts, "overview": words}))

    assert {row.body for row in public.mentioning("公开专区", most=5)} == {"unit-0", "unit-2"}
    assert [row.body for row in public.mentioning("专区 培训", most=5)] == ["unit-2"]
    assert [row.body for row in public.mentioning("第1局 培训", most=5)] == ["unit-1"]
    assert public.mentioning("没有的词", most=5) == ()
    assert public.mentioning(" ", most=5) == ()
    assert len(public.mentioning("公开", most=2)) == 2
