"""Annual reports and the archive for machines: what the page says, figure by figure; silence is null."""

import pytest

from gongkai import archive as archives
from gongkai.core import records
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
