"""Annual reports and the archive for machines: what the page says, figure by figure; silence is null."""

import hashlib
from urllib.parse import urlsplit

import pytest

from gongkai import archive as archives
from gongkai.core import records
from gongkai.reports import archiving
from gongkai.reports.models import PICTURE, PublishedFile
from tests.archive import made
from tests.portal import annual

pytestmark = pytest.mark.django_db
RECEIVED = "applications.received.total"


def test_a_report_is_told_whole(read):
    government, unit = annual.government(), annual.unit(1)
    whole = annual.report(government)
    shares = {RECEIVED: [["unit-1", "第1局", 600], ["unit-2", "第2局", 32]]}
    published = annual.publish(government, whole, level="district", shares=shares, choices=["表四统计口径：审结的。"])
    annual.correct(published, (RECEIVED, 632, 633))
    annual.publish(unit)

    listed = read("reports?year=2024").json()["items"]
    told = read("reports/government/2024?level=district").json()

    assert [(each["body"], each["level"]) for each in listed] == [("government", "district"), ("unit-1", "unit")]
    assert listed[0]["url"].endswith("/reports/government/2024/district/")
    assert records.report_of(told["content"]) == whole
    assert told["errata"][0]["changes"] == [{"cell": RECEIVED, "old": "632", "new": "633"}]
    assert [(each["short"], each["value"], each["is_published"]) for each in told["shares"][RECEIVED]] == [
        ("第1局", 600, True),
        ("第2局", 32, False),
    ]
    assert told["files"][0]["url"].endswith("/reports/government/2024/district/report.json")
    assert told["pictures"] == []
    assert read("reports/government/2024").status_code == 404
    assert read("reports?level=other").status_code == 400


def test_cells_of_the_archive_keep_their_silence(read, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    archive = archives.open(tmp_path / "archive")
    made.put(archive, made.report("青禾区甲局", 2023, {RECEIVED: None}), made.report("青禾区乙局", 2023, {RECEIVED: 7}))

    found = read(f"archive/cells?year=2023&cell={RECEIVED}").json()

    assert [(each["name"], each["state"], each["value"]) for each in found["items"]] == [
        ("青禾区乙局", "read", 7),
        ("青禾区甲局", "blank", None),
    ]
    assert found["is_last"] is True


def test_a_long_answer_comes_in_pages(read, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    archive = archives.open(tmp_path / "archive")
    made.put(archive, *(made.report(f"青禾区{number}局", 2023, {RECEIVED: number}) for number in range(3)))

    first = read("archive/cells?year=2023")
    page, cells, last = 1, [], first.json()
    while True:
        cells += [(each["report"], each["cell"]) for each in last["items"]]
        if last["is_last"]:
            break
        page += 1
        last = read(f"archive/cells?year=2023&page={page}").json()

    assert 'rel="next"' in first.headers["Link"]
    assert len(cells) == len(set(cells)) == 3 * len(made.report("x", 2023).cells)


def test_the_whole_archive_is_not_one_answer(read, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    made.put(archives.open(tmp_path / "archive"), made.report("青禾区甲局", 2023, {RECEIVED: 7}))

    answer = read("archive/cells")

    assert answer.status_code == 400
    assert "请至少写 body、year、cell、report 中的一个" in answer.content.decode()
    assert read("archive/cells?body=nobody").json()["items"] == []


def test_uploaded_pictures_are_told_and_can_be_fetched(read, client):
    unit = annual.unit(1)
    chart = {"part": "overview", "caption": "办公大厅", "alternative": "大厅里有三个窗口", "upload": "png"}
    published = annual.publish(unit, charts=[chart])
    digest = hashlib.sha256(b"\x89PNG").hexdigest()
    PublishedFile.objects.create(published=published, kind=f"{PICTURE}1", data=b"\x89PNG", size=4, sha256=digest)

    told = read("reports/unit-1/2024").json()

    (picture,) = told["pictures"]
    url = picture.pop("url")
    assert picture == {
        "number": 1,
        "part": "overview",
        "caption": "办公大厅",
        "alternative": "大厅里有三个窗口",
        "kind": "png",
        "size": 4,
        "sha256": digest,
    }
    assert client.get(urlsplit(url).path).content == b"\x89PNG"
    assert [each["kind"] for each in told["files"]] == ["json"]


def test_a_cell_has_what_an_erratum_says_of_it(read, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    published = annual.publish(annual.unit(1))
    archiving.put(published)
    annual.correct(published, (RECEIVED, 632, 640))
    annual.correct(published, (RECEIVED, 632, 633))

    items = read("archive/cells?report=unit-1/2024/unit").json()["items"]

    assert {each["cell"]: (each["value"], each["correction"]) for each in items if each["correction"]} == {
        RECEIVED: (632, "633")
    }
