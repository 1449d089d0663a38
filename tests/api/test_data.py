"""Open data: what the files hold, that they are what the package says, and that what was taken down is gone from them."""

import csv
import hashlib
import io
import json
from datetime import date

import duckdb
import pytest

from gongkai.documents.models import Publication
from gongkai.documents.public import exports, packing
from tests.api.published import publish, withdraw
from tests.documents import district

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path / "data"


@pytest.fixture
def take(client):
    """A file of open data, whole."""

    def taken(name: str) -> bytes:
        answer = client.get(f"/data/{name}")
        assert answer.status_code == 200, name
        return answer.getvalue()

    return taken


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_three_kinds_hold_the_same_documents_as_are_published(housing, take, tmp_path):
    made = {publish(housing).key, publish(housing, on=date(2020, 2, 29), expires_on=date(2021, 1, 1)).key}
    district.document(housing, "signed")

    of_csv = rows(take("documents.csv"))
    of_json = json.loads(take("documents.json"))
    (tmp_path / "documents.parquet").write_bytes(take("documents.parquet"))
    table = duckdb.sql(f"select * from read_parquet('{tmp_path}/documents.parquet')")

    assert {each["key"] for each in of_csv} ^ made == set()
    assert {each["key"] for each in of_json} ^ made == set()
    assert {row[0] for row in table.project("key").fetchall()} ^ made == set()
    names = [field.name for field in exports.DOCUMENT_FIELDS]
    assert (list(of_csv[0]), list(of_json[0]), table.columns) == (names, names, names)
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    assert (kinds["published_on"], kinds["is_normative"]) == ("DATE", "BOOLEAN")


def test_a_document_that_was_taken_down_is_gone_at_the_next_request(housing, take):
    stays, goes = publish(housing), publish(housing, title="关于东沟的通知")
    assert "东沟" in take("documents.csv").decode()

    withdraw(housing, goes)

    assert [each["key"] for each in rows(take("documents.csv"))] == [stays.key]
    assert "东沟" not in take("documents.json").decode()
    assert "东沟".encode() not in take("documents.parquet")


def test_nothing_of_an_earlier_state_stays_in_the_folder(housing, take, settings):
    publish(housing)
    take("documents.csv")
    publish(housing)
    take("documents.csv")

    assert len(list((settings.GONGKAI_DATA / "open-data").iterdir())) == 1


def test_files_are_not_made_again_without_reason(housing, take, settings):
    publish(housing)
    take("documents.csv")
    path = next((settings.GONGKAI_DATA / "open-data").glob("data-*/documents.csv"))
    before = path.stat().st_mtime_ns

    take("documents.csv")

    assert path.stat().st_mtime_ns == before


def test_the_package_says_of_each_file_what_is_served(housing, take):
    publish(housing)

    told = json.loads(take("datapackage.json"))

    assert len(told["resources"]) == 24
    for each in told["resources"]:
        data = take(each["path"])
        assert (each["bytes"], each["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    fields = {each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in told["resources"]}
    assert fields["documents-csv"] == list(rows(take("documents.csv"))[0])
    assert {"name", "licenses", "resources"} <= set(told)


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2", "@SUM(A1)", "＝1", "\t=1"])
def test_a_title_is_never_a_formula(housing, take, title):
    publish(housing)
    Publication.objects.update(title=title)

    (of_csv,), (of_json,) = rows(take("documents.csv")), json.loads(take("documents.json"))

    assert of_csv["title"] == f"'{title}"
    assert of_json["title"] == title


def test_titles_with_commas_quotes_and_lines_come_back_whole(housing, take):
    publish(housing)
    title = '关于“一、二”,"三"\n四的通知'
    Publication.objects.update(title=title)

    assert rows(take("documents.csv"))[0]["title"] == title


def test_what_is_not_said_is_empty_and_not_zero(housing, take):
    publish(housing)

    (of_csv,), (of_json,) = rows(take("documents.csv")), json.loads(take("documents.json"))

    assert (of_csv["expires_on"], of_json["expires_on"]) == ("", None)
    assert (of_csv["is_normative"], of_json["is_normative"]) == ("false", False)


def test_the_same_file_is_not_sent_twice(housing, client):
    publish(housing)
    first = client.get("/data/documents.csv")
    first.getvalue()
    known = {"If-None-Match": first.headers["ETag"]}

    again = client.get("/data/documents.csv", headers=known)
    publish(housing)
    changed = client.get("/data/documents.csv", headers=known)
    changed.getvalue()

    assert (again.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize("name", ["sums.json", "people.csv", "documents.exe", "../secret_key.csv"])
def test_there_are_no_other_files(db, client, name):
    assert client.get(f"/data/{name}").status_code == 404


def test_the_page_describes_every_data_set(housing, client):
    publish(housing)

    page = client.get("/data/").content.decode()

    for each in exports.DATA_SETS:
        assert f"<h2>{each.title}</h2>" in page
        for field in each.fields:
            assert field.title in page
        for kind in packing.KINDS:
            assert f"{each.key}.{kind}" in page
    assert "<h2>答复选登</h2>" in page
    assert packing.LICENCE in page
