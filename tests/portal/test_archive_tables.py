"""The archive's whole tables at the public's door: the same rows in every kind, made once, made anew when a report has come."""

import csv
import io
import json
import threading

import duckdb
import pytest
from lxml import html

from gongkai import archive as archives
from gongkai.portal.archive_tables import TABLES
from gongkai.reports.public import archived, wholes
from tests.archive import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    found = archives.open(tmp_path / "archive")
    made.put(
        found, made.report("青禾区甲局", 2022, made.handled(40, 4)), made.report("青禾区乙局", 2023, made.handled(9, 1))
    )
    return found


def taken(client, name, kind, **headers) -> bytes:
    answer = client.get(f"/archive/tables/{name}.{kind}", headers=headers)
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", ["reports", "cells", "changes", "bodies"])
def test_a_table_has_the_same_rows_in_every_kind(client, archive, name, tmp_path):
    many = archive.ask(f"SELECT count(*) FROM {name}").rows[0][0]
    file = tmp_path / "taken.parquet"
    file.write_bytes(taken(client, name, "parquet"))

    assert len(rows(taken(client, name, "csv"))) == many
    assert len(taken(client, name, "json").splitlines()) == many
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT count(*) FROM '{file}'").fetchall() == [(many,)]
        columns = [column for column, *_ in connection.execute(f"DESCRIBE FROM '{file}'").fetchall()]
    assert columns == list(archived.columns(name))


def test_silence_is_an_empty_field_or_null_and_never_zero(client, archive):
    made.put(archive, made.report("青禾区丙局", 2023, {**made.handled(7, 1), "applications.received.total": None}))

    (of_csv,) = [row for row in rows(taken(client, "figures", "csv")) if row["name"] == "青禾区丙局"]
    found = map(json.loads, taken(client, "figures", "json").splitlines())
    (of_json,) = [row for row in found if row["name"] == "青禾区丙局"]

    assert (of_csv["received"], of_json["received"]) == ("", None)
    assert of_json["handled"] == 7


def test_it_is_made_once_and_anew_when_a_report_has_come(client, archive, tmp_path):
    first = client.get("/archive/tables/reports.csv")
    assert len(rows(first.getvalue())) == 2
    (file,) = tmp_path.glob("open-data/archive-*/reports.csv")
    before = file.stat().st_mtime_ns
    taken(client, "reports", "csv")
    known = client.get("/archive/tables/reports.csv", headers={"If-None-Match": first["ETag"]})
    assert file.stat().st_mtime_ns == before
    assert known.status_code == 304

    made.put(archive, made.report("青禾区丙局", 2023, made.handled(7, 1)))
    changed = client.get("/archive/tables/reports.csv", headers={"If-None-Match": first["ETag"]})

    assert len(rows(changed.getvalue())) == 3
    assert not file.exists()
    assert len(list(tmp_path.glob("open-data/archive-*"))) == 1


def test_who_comes_while_a_large_one_is_made_is_told_to_come_again(client, archive, monkeypatch):
    go_on = threading.Event()
    export, exported = archived.export, []

    def slowly(*given):
        assert go_on.wait(60)
        exported.append(given)
        export(*given)

    monkeypatch.setattr(wholes.archived, "export", slowly)
    monkeypatch.setattr(wholes, "PATIENCE", 0.1)
    for _ in range(2):
        answer = client.get("/archive/tables/cells.parquet")
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "文件还在做" in answer.content.decode()
    go_on.set()
    monkeypatch.setattr(wholes, "PATIENCE", 60)

    assert taken(client, "cells", "parquet")[:4] == b"PAR1"
    assert len(exported) == 1


def test_the_page_names_every_table_with_its_columns_and_files(client, archive):
    taken(client, "reports", "csv")

    page = html.fromstring(client.get("/archive/tables/").content)

    assert page.xpath("//main//section/@id") == list(TABLES)
    links = page.xpath("//main//p[@class='fmt']/a/@href")
    assert len(links) == 3 * len(TABLES)
    assert all(taken(client, *link.rpartition("/")[2].split(".")) for link in links[:6])
    assert "字节" in page.xpath("string(//section[@id='reports']//a[1])")
    assert "is_current" in page.xpath("string(//section[@id='reports']//details)")


@pytest.mark.parametrize("path", ["kept.csv", "reports.xlsx", "above.json"])
def test_there_is_no_other_table_and_no_other_kind(client, archive, path):
    assert client.get(f"/archive/tables/{path}").status_code == 404


def test_of_an_empty_archive_there_is_nothing_to_take(client, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path

    assert "还没有报告" in client.get("/archive/tables/").content.decode()
    assert client.get("/archive/tables/reports.csv").status_code == 404
