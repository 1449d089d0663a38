"""The archive at the public's door: a year, a body, a comparison, a ranking, one report back to the page; silence is never 0."""

import io
import json
import threading
from datetime import date
from urllib.parse import quote

import duckdb
import pytest
from django.test import Client
from lxml import html

from gongkai import archive as archives
from gongkai import writing
from gongkai.archive import Body, Predecessor
from gongkai.reading import read
from gongkai.reports import archiving
from gongkai.reports.public import archived
from tests.archive import made
from tests.documents import district
from tests.made import reconciling
from tests.portal import annual

pytestmark = pytest.mark.django_db
RECEIVED = "applications.received.total"
CARRIED_IN, CARRIED_OUT = "applications.carried_in.total", "applications.carried_out.total"


@pytest.fixture
def archive(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    return archives.open(tmp_path / "archive")


@pytest.fixture
def filled(archive):
    """Three offices below a government in two years; one writes no total, one has no report, one came from another."""
    archive.know(
        [
            Body("a", "青禾区甲局", parent="g"),
            Body("b", "青禾区乙局", parent="g", predecessors=(Predecessor("old", date(2022, 3, 1)),)),
            Body("c", "青禾区丙局", other_names=("青禾区丙委",), parent="g"),
            Body("d", "青禾区丁局", parent="g"),
            Body("g", "青禾区人民政府"),
            Body("old", "青禾区旧局"),
        ]
    )
    made.put(
        archive,
        made.report("青禾区甲局", 2022, made.handled(40, 4, carried_out=5)),
        made.report("青禾区甲局", 2023, made.handled(50, 25, carried_in=3)),
        made.report("青禾区旧局", 2021, made.handled(9, 1)),
        made.report("青禾区乙局", 2023, made.handled(10, 1)),
        made.report("青禾区丙局", 2023, {**made.handled(30, 3), RECEIVED: None}),
    )
    return archive


def tree(client, address, status: int = 200):
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return html.fromstring(response.content.decode())


def text(node) -> str:
    return " ".join("".join(node.itertext()).split())


def table(page, caption: str) -> dict[str, list[str]]:
    """The rows of a table by their headings."""
    (found,) = [each for each in page.xpath("//table") if caption in text(each.xpath("./caption")[0])]
    return {
        text(row.xpath("./th")[0]): [text(cell) for cell in row.xpath("./td")] for row in found.xpath(".//tbody/tr")
    }


@pytest.mark.parametrize("address", ["/archive/", "/archive/bodies/", "/archive/compare/"])
def test_an_empty_archive_says_that_it_is_empty(client, archive, address):
    assert "报告库里还没有报告。" in text(tree(client, address).xpath("//main")[0])


def test_the_method_is_told_without_any_report(client, archive):
    assert "没有写出不是零" in text(tree(client, "/archive/method/"))


def test_a_sum_says_on_how_many_reports_it_rests(client, filled):
    page = tree(client, "/archive/2023/")

    rows = table(page, "各项件数")
    assert rows["本年新收"] == ["60", "2", "1", "30", "10", "50"]
    assert rows["办理结果总计"] == ["90", "3", "0", "30", "10", "50"]
    assert rows["行政诉讼"] == ["—", "0", "3", "—", "—", "—"]
    rates = table(page, "各项比率")
    assert rates["不予公开占比不予公开÷办结"][:3] == ["32.2%", "3", "0"]
    assert "有 3 份报告" in text(page)
    assert "青禾区丁局、青禾区人民政府" in text(page.xpath("//details")[0])


def test_a_year_of_chosen_bodies_only(client, filled):
    made.put(filled, made.report("青禾区人民政府", 2023, made.handled(90, 9)))

    whole, below = tree(client, "/archive/2023/"), tree(client, "/archive/2023/?parent=g")

    # The government's own report contains those of its units: it is not added to them.
    assert table(whole, "各项件数")["办理结果总计"][0] == "90"
    assert table(below, "各项件数")["办理结果总计"][0] == "90"
    assert client.get("/archive/1999/").status_code == 404
    assert table(tree(client, "/archive/2023/?parent=nobody"), "各项件数")["办理结果总计"][0] == "90"


def test_a_body_has_its_years_its_predecessors_and_its_breaks(client, filled):
    page = tree(client, "/archive/bodies/b/")
    assert "机构变动：青禾区乙局的前身是青禾区旧局（2022-03-01）；与以前的数不能直接相比。" in text(page)
    assert table(page, "历年件数")["本年新收"] == ["9", "10"]
    assert [text(each) for each in page.xpath("//thead/tr/th")][1:3] == ["2021年青禾区旧局", "2023年"]

    page = tree(client, "/archive/bodies/a/")
    assert "2022 年的结转下年度是 5 件" in text(page)
    assert tree(client, "/archive/bodies/?q=丙委").xpath("//tbody//a/@href") == ["/archive/bodies/c/"]
    assert client.get("/archive/bodies/nobody/").status_code == 404


def test_silence_is_a_dash_on_the_page_and_null_in_the_files(client, filled):
    assert table(tree(client, "/archive/bodies/c/"), "历年件数")["本年新收"] == ["—"]

    rows = client.get("/archive/bodies/c/?as=json").json()
    assert [each["received"] for each in rows] == [None]
    csv = client.get("/archive/bodies/c/?as=csv").content.decode("utf-8-sig").splitlines()
    assert dict(zip(csv[0].split(","), csv[1].split(","), strict=True))["received"] == ""
    parquet = client.get("/archive/bodies/c/?as=parquet").content
    assert parquet[:4] == b"PAR1"
    assert client.get("/archive/bodies/c/?as=exe").status_code == 404


def test_the_parquet_file_has_the_rows_of_the_page(client, filled, tmp_path):
    (tmp_path / "a.parquet").write_bytes(client.get("/archive/2023/?as=parquet").content)

    found = duckdb.sql(
        f"SELECT measure, said, total FROM '{tmp_path / 'a.parquet'}' WHERE measure = 'received'"
    ).fetchall()

    assert found == [("received", 2, 60)]


def test_bodies_beside_each_other(client, filled):
    page = tree(client, f"/archive/compare/?year=2023&body={quote('青禾区甲局')}&body=c&body=d&cell={RECEIVED}")

    (found,) = [each for each in page.xpath("//table") if "单位比较" in text(each)]
    assert [text(each) for each in found.xpath(".//tbody/tr/*")] == [
        "表三/本年新收政府信息公开申请数量/总计",
        "50",
        "—",
        "—",
    ]
    assert "没有 2023 年的报告" in text(found)


def test_a_name_that_is_not_there_is_told_beside_its_field(client, filled):
    page = tree(client, "/archive/compare/?year=2023&body=a&body=错局", status=422)

    assert [each.get("value") for each in page.xpath("//input[@name='body']")] == ["a", "错局", "", "", "", ""]
    (wrong,) = page.xpath("//input[@aria-invalid]")
    assert "报告库里没有“错局”" in text(page.xpath(f"//*[@id='{wrong.get('aria-describedby')}']")[0])
    assert not page.xpath("//table")


def test_a_ranking_says_who_is_left_out_and_why(client, filled):
    page = tree(client, "/archive/2023/ranking/refused/")

    rows = [[text(cell) for cell in row] for row in page.xpath("//tbody/tr")]
    assert rows == [["1", "青禾区甲局", "50.0%", "25", "50"], ["2", "青禾区丙局", "10.0%", "3", "30"]]
    left_out = [text(each) for each in page.xpath("//h2[text()='没有排的单位']/following-sibling::ul[1]/li")]
    assert left_out[0] == "青禾区乙局：办结只有 10 件，少于 20 件，不算比率"
    assert "青禾区丁局：没有 2023 年的报告" in left_out
    assert client.get("/archive/2023/ranking/received/").status_code == 404


def test_a_figure_goes_back_to_the_printed_page(client, archive):
    report = reconciling("2021-30", 5, body="青禾区甲局", year=2023)
    data = writing.write(report, "html")
    kept = archive.put(read(data, "年报.html"), data, origin="https://www.example.gov.cn/a.html")

    page = tree(client, f"/archive/reports/{kept.id}/")

    (row,) = page.xpath(f"//tr[@id='c-{RECEIVED}']")
    said = [text(each) for each in row]
    value = str(report.value(RECEIVED))
    assert said[1:3] == [value, value]
    assert "第2张表" in said[3]
    assert "第1行" in said[3] or "第4行" in said[3]
    assert page.xpath("//a[@href='https://www.example.gov.cn/a.html']")
    (link,) = page.xpath("//dd//a[contains(@href, '/files/')]/@href")
    answer = client.get(link)
    assert answer.content == data
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(link.replace("/1/", "/2/")).status_code == 404
    assert client.get("/archive/reports/none/").status_code == 404
    rows = client.get(f"/archive/reports/{kept.id}/?as=json").json()
    assert len(rows) == len(report.cells)


def test_states_that_are_no_figures_are_named(client, filled):
    (number,) = [each["report"] for each in client.get("/archive/bodies/c/?as=json").json()]

    page = tree(client, f"/archive/reports/{number}/")

    assert text(page.xpath(f"//tr[@id='c-{RECEIVED}']/td[1]")[0]) == "空着没有填"
    assert text(page.xpath("//tr[@id='c-remedies.reconsideration.total']/td[1]")[0]) == "文件里没有"


def test_a_body_may_have_any_name(client, archive):
    name = '青禾区/a%2F"><b>&?局'
    made.put(archive, made.report(name, 2023, made.handled(9, 1)))

    (link,) = tree(client, "/archive/bodies/").xpath("//tbody//a/@href")
    page = tree(client, link)

    assert "<b>" in text(page.xpath("//h1")[0])
    assert not page.xpath("//h1//b")
    assert table(page, "历年件数")["本年新收"] == ["9"]


def test_pictures_have_their_own_address(client, filled):
    page = tree(client, "/archive/bodies/a/")
    pictures = page.xpath("//figure//img/@src | //figure//source/@srcset")

    assert len(pictures) >= 2
    for each in pictures:
        assert client.get(each).headers["Content-Type"] == "image/svg+xml"
    assert client.get("/archive/bodies/a/charts/none-half.svg").status_code == 404
    assert client.get(tree(client, "/archive/2023/").xpath("//figure//img/@src")[0]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_page_is_kept_until_the_archive_changes(filled, django_assert_num_queries):
    district.publication(district.office())  # the pages of a platform on which nothing was ever done are not kept
    client = Client()
    before = client.get("/archive/2023/").content
    with django_assert_num_queries(1):
        assert client.get("/archive/2023/").content == before

    made.put(filled, made.report("青禾区丁局", 2023, made.handled(7, 1)))

    assert client.get("/archive/2023/").content != before
    assert table(tree(client, "/archive/2023/"), "各项件数")["本年新收"][0] == "67"


def test_a_question_is_worked_out_once_for_all_who_wait():
    shelf, started, go = archived._Shelf(), threading.Event(), threading.Event()
    asked: list[int] = []

    def slow() -> int:
        asked.append(1)
        started.set()
        assert go.wait(20)
        return 42

    found: list[int] = []
    waiting = [threading.Thread(target=lambda: found.append(shelf.get("s", "q", slow))) for _ in range(4)]
    for each in waiting:
        each.start()
    assert started.wait(20)
    assert shelf.get("s", "other", lambda: 1) == 1
    go.set()
    for each in waiting:
        each.join(20)

    assert (found, asked) == ([42] * 4, [1])


def test_a_failure_is_not_kept():
    shelf = archived._Shelf()

    with pytest.raises(ZeroDivisionError):
        shelf.get("s", "q", lambda: 1 // 0)

    assert shelf.get("s", "q", lambda: 5) == 5


def test_a_damaged_archive_is_told_in_words(client, filled):
    (filled.folder / "manifest.json").write_text("{")

    answer = client.get("/archive/2023/")

    assert answer.status_code == 503
    assert str(filled.folder) not in answer.content.decode()
    assert "报告库暂时答不出来" in answer.content.decode()


def test_what_is_shown_fits_a_light_page(client, archive):
    report = reconciling("2021-30", 5, body="青禾区甲局", year=2023)
    kept = archive.put(read(writing.write(report, "docx"), "年报.docx"))

    assert len(client.get(f"/archive/reports/{kept.id}/").content) < 60_000


def test_a_whole_table_comes_as_json(client, filled):
    answer = client.get("/archive/2023/ranking/refused/?as=json")

    rows = json.load(io.BytesIO(answer.content))
    assert [each["why"] is None for each in rows].count(True) == 2


def test_a_report_of_this_platform_leads_to_its_page_and_its_errata(client, archive):
    unit = annual.unit()
    published = annual.publish(unit)
    archiving.put(published)
    annual.correct(published, (RECEIVED, 632, 633))

    page = tree(client, "/archive/reports/unit-0/2024/unit/")

    assert page.xpath("//dd//a[text()='公布的年报']/@href") == ["/reports/unit-0/2024/"]
    assert page.xpath("//main//a/@href[contains(., '#errata')]") == ["/reports/unit-0/2024/#errata"]
    assert text(page.xpath(f"//tr[@id='c-{RECEIVED}']/td")[0]) == "632"
    link = page.xpath("//dd//a[contains(@href, '/files/')]/@href")[0]
    assert client.get(link).content == bytes(published.files.get().data)
