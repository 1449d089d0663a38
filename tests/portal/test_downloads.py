"""What can be taken away opens again and says the same."""

import csv
import io
import json

import pytest

from gongkai.core.checks import examine
from gongkai.core.reports import Cell, State
from gongkai.portal import tokens
from gongkai.reading import read
from tests.portal import files

DOWNLOAD = "/tools/check/download/"
NAME = f"1.{files.TOTAL}"


@pytest.fixture
def token() -> str:
    return tokens.seal(files.reading(files.off_by_one()))


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "html"])
def test_the_corrected_form_reads_back_with_the_corrected_figure(client, token, kind):
    right = files.whole()

    response = client.post(DOWNLOAD, {"token": token, "want": f"1.{kind}", NAME: str(right.value(files.TOTAL))})

    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = read(response.content, "更正表")
    assert again.report.cells == right.cells
    assert examine(again.report, again.doubts).errors == ()


def test_the_data_hold_the_reading_the_findings_and_what_was_corrected(client, token):
    right, wrong = files.whole().value(files.TOTAL), files.off_by_one().value(files.TOTAL)

    response = client.post(DOWNLOAD, {"token": token, "want": "1.json", NAME: str(right)})

    record = json.loads(response.content)
    assert record["cells"][files.TOTAL]["value"] == right
    assert record["cells"][files.TOTAL]["read_as"]["value"] == wrong
    assert record["cells"][files.TOTAL]["source"]["row"] > 0
    assert {each["verdict"] for each in record["findings"]} == {"not_checkable"}
    assert read(response.content, "数据.json").report.cells == files.whole().cells


def test_the_list_of_findings_opens_in_a_spreadsheet(client, token):
    response = client.post(DOWNLOAD, {"token": token, "want": "1.csv"})

    assert response.content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header == ["规则", "轻重", "结论", "位置", "说明", "依据", "格子"]
    assert [row[:4] for row in rows if row[2] == "不通过"] == [
        ["S101", "错误", "不通过", "表三/自然人"],
        ["S102", "错误", "不通过", "表三/总计/自然人"],
        ["S103", "错误", "不通过", "表三/总计"],
    ]


def test_the_list_of_findings_can_be_read_as_text(client, token):
    response = client.post(DOWNLOAD, {"token": token, "want": "1.txt"})

    lines = response.content.decode().splitlines()
    assert lines[0] == "青禾区教育局2024年政府信息公开工作年度报告"
    assert "3 条错误" in lines[1]
    assert "[错误] S101 表三/自然人" in lines


def test_the_name_of_the_file_tells_body_and_year_and_is_a_name(client):
    seal = tokens.seal(files.reading(files.whole(body='青禾区"教/育\\局<>'), "json"))

    response = client.post(DOWNLOAD, {"token": seal, "want": "1.csv"})

    name = response.headers["Content-Disposition"]
    assert "%E9%9D%92%E7%A6%BE%E5%8C%BA" in name
    assert not set('"/\\<>') & set(name.split("filename*=utf-8''")[1])


def test_letters_in_a_field_give_the_page_and_no_file(client, token):
    response = client.post(DOWNLOAD, {"token": token, "want": "1.docx", NAME: "abc"})

    assert response.headers["Content-Type"].startswith("text/html")
    assert response.content.decode().count("“abc”不是数") == 2


@pytest.mark.parametrize("want", ["", "docx", "1.exe", "2.docx", "0.docx", "-1.docx", "x.docx", "1.docx.pdf", "²."])
def test_what_is_not_offered_is_refused(client, token, want):
    assert client.post(DOWNLOAD, {"token": token, "want": want}).status_code == 400


def test_a_report_that_cannot_be_written_says_why(client):
    report = files.planted({files.TOTAL: Cell(State.AMBIGUOUS)})
    seal = tokens.seal(files.reading(report, "json"))

    for kind in ("docx", "xlsx", "html"):
        response = client.post(DOWNLOAD, {"token": seal, "want": f"1.{kind}"})
        assert response.status_code == 200  # a file with the cell left open, or the page that says why not


def test_the_second_of_two_reports_is_the_second(client):
    seals = [tokens.seal(files.reading(files.whole(body=body))) for body in ("青禾区教育局", "青禾区数据局")]

    response = client.post(DOWNLOAD, {"token": seals, "want": "2.txt"})

    assert response.content.decode().startswith("青禾区数据局2024年")


def test_an_old_token_says_so(client, token, monkeypatch):
    monkeypatch.setattr(tokens, "VALID_SECONDS", -1)

    response = client.post(DOWNLOAD, {"token": token, "want": "1.docx"})

    assert response.status_code == 400
    assert "这个页面放得太久了" in response.content.decode()


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: t.replace(":", "")])
def test_a_changed_token_is_refused(client, token, spoil):
    for address in (DOWNLOAD, "/tools/check/"):
        assert client.post(address, {"token": spoil(token), "want": "1.docx"}).status_code == 400
