"""Example reports of the data folder, each opened with one click."""

import json
import re
from urllib.parse import quote

import pytest

from gongkai import writing
from gongkai.portal import examples
from tests.portal import files
from tests.portal.test_check import CHECK, text


@pytest.fixture
def folder(settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path
    made = tmp_path / "examples"
    made.mkdir()
    (made / "甲.docx").write_bytes(writing.write(files.off_by_one(), "docx"))
    (made / "藏.docx").write_bytes(writing.write(files.whole(), "docx"))
    (tmp_path / "secret_key").write_text("k")
    listed = [
        {"file": "甲.docx", "title": "青禾区教育局 2024年度报告", "shows": "总计多一件"},
        {"file": "没有.docx", "title": "不在", "shows": "不在"},
        {"file": "../secret_key", "title": "不许", "shows": "不许"},
    ]
    (made / "index.json").write_text(json.dumps(listed), "utf-8")
    return made


def test_examples_are_listed_with_what_they_show(client, folder):
    page = text(client.get(CHECK))

    assert re.findall(
        r'class="tile" href="([^"]+)"><b>([^<]+)</b><small>([^<]+)</small><span class="tag">(\w+)<', page
    )[1:] == [("/tools/check/examples/" + quote("甲.docx") + "/", "青禾区教育局 2024年度报告", "总计多一件", "DOCX")]


def test_an_example_opens_with_one_click(client, folder):
    page = text(client.get("/tools/check/examples/甲.docx/"))

    assert "勾稽关系不成立" in page


@pytest.mark.parametrize("name", ["藏.docx", "没有.docx", "..%2Fsecret_key", "../secret_key", "index.json", "%00"])
@pytest.mark.django_db
def test_only_listed_files_open(client, folder, name):
    assert client.get(f"/tools/check/examples/{name}/").status_code == 404


def test_without_a_folder_there_is_the_specimen_and_a_hint(client, settings, tmp_path):
    settings.GONGKAI_DATA = tmp_path

    page = text(client.get(CHECK))

    assert page.count('class="tile"') == 1
    assert "gongkai serve --demo" in page


@pytest.mark.parametrize("index", ["", "{", "[1]", '[{"file": "甲.docx"}]', "null"])
def test_a_broken_list_is_no_list(folder, index):
    (folder / "index.json").write_text(index)

    assert [each.file for each in examples.listed()] == [examples.SPECIMEN]


def test_the_specimen_shows_what_its_line_says(client):
    page = text(client.get(f"/tools/check/examples/{examples.SPECIMEN}/"))

    titles = re.findall(r'class="res res--(\w)".*?>(\w\d{3})</a>', page)
    assert titles == [("r", "S101"), ("r", "S101"), ("a", "W101")]
    assert 'class="unsure"' not in page
    assert 'class="absent"' not in page
