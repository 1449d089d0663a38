"""gongkai check: findings as text, JSON and SARIF; 0 clean, 1 errors, 2 unreadable."""

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from gongkai.core import checks
from tests.cli.conftest import one_too_many, whole
from tests.wild.samples import sample


@pytest.fixture
def clean(save):
    return save(whole(), "好 的.docx")


@pytest.fixture
def wrong(save):
    return save(one_too_many(), "错的.docx")


@pytest.fixture
def torn(tmp_path):
    path = tmp_path / "坏的.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    return path


@pytest.mark.parametrize("kind", ["text", "json", "sarif"])
def test_the_exit_status_says_clean_wrong_or_unreadable(run, clean, wrong, torn, kind):
    assert run("check", "--format", kind, clean).status == 0
    assert run("check", "--format", kind, clean, wrong).status == 1
    assert run("check", "--format", kind, clean, wrong, torn).status == 2


def test_warnings_alone_leave_the_status_at_nought(run, save):
    report = whole()
    path = save(replace(report, published_on=date(2025, 2, 8)), "迟了.docx")

    ran = run("check", path)

    assert ran.status == 0
    assert re.search(r"^  提醒 D101 落款日期：", ran.out, re.MULTILINE)


def test_a_report_of_a_year_before_the_law_is_checked_as_far_as_it_can_be(run, save):
    path = save(replace(whole(), year=2005, published_on=date(2006, 1, 5)), "早年.docx")

    ran = run("check", path)

    assert f"{path} 青禾区教育局 2005年" in ran.out
    assert re.search(r"^  无法核对 D101：2006-01-01 时施行的规定没有", ran.out, re.MULTILINE)


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_text_names_the_file_the_mistakes_and_the_basis(run, wrong):
    ran = run("check", wrong)

    first, counts, *found = ran.out.splitlines()

    assert first == f"{wrong} 青禾区教育局 2024年"
    assert re.fullmatch(r"检查：\d+ 项通过，3 条错误、0 条提醒、0 条说明，\d+ 项无法核对", counts)
    assert [line[:9] for line in found[:3]] == ["  错误 S101", "  错误 S102", "  错误 S103"]
    assert all(re.search(r"：.+（国办公开办函〔2019〕60号、〔2021〕30号 .+）$", line) for line in found[:3])
    assert found[3] == "  无法核对 Y101 Y102 Y104 Y105 Y201：没有上一年的报告可比"


def test_text_of_several_files_ends_with_their_count(run, clean, wrong, torn):
    ran = run("check", clean, wrong, torn)

    assert ran.out.splitlines()[-1] == "共 3 个文件：1 个没有错误，1 个有错误，1 个读不了"
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"gongkai: {torn}：文件不完整")


def test_text_of_one_file_has_no_count(run, clean):
    assert "个文件" not in run("check", clean).out


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_json_has_the_findings_of_each_file(run, clean, wrong, torn):
    ran = run("check", "--format", "json", clean, wrong, torn)
    first, second, third = map(json.loads, ran.out.splitlines())

    assert set(first) == set(second) == {"file", "body", "year", "findings", "passed"}
    assert [each["code"] for each in first["findings"] if each["verdict"] == "fail"] == []
    failed = [each for each in second["findings"] if each["verdict"] == "fail"]
    assert [each["code"] for each in failed] == ["S101", "S102", "S103"]
    assert set(failed[0]) == {"code", "weight", "verdict", "at", "says", "basis", "cells"}
    assert "applications.total.natural_person" in failed[1]["cells"]
    assert set(third) == {"file", "unreadable"}


# ── SARIF 2.1.0: what the standard requires of what we write ────────────────────────────────────────────────────────

ADDRESS = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+")


def sarif(run, *files) -> dict:
    return json.loads(run("check", "--format", "sarif", *files).out)


def test_sarif_is_one_run_of_this_tool_with_every_check_as_a_rule(run, clean):
    document = sarif(run, clean)
    (one,) = document["runs"]
    driver = one["tool"]["driver"]

    assert document["version"] == "2.1.0"
    assert document["$schema"].startswith("https://")
    assert driver["name"] == "gongkai"
    assert [rule["id"] for rule in driver["rules"]] == [check.code for check in checks.every()]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_sarif_results_are_as_the_standard_wants_them(run, clean, wrong):
    (one,) = sarif(run, clean, wrong)["runs"]
    rules = {rule["id"] for rule in one["tool"]["driver"]["rules"]}

    assert {result["kind"] for result in one["results"]} == {"fail", "open"}
    for result in one["results"]:
        assert result["ruleId"] in rules
        assert result["message"]["text"]
        assert result["level"] in (("error", "warning", "note") if result["kind"] == "fail" else ("none",))
        (place,) = result["locations"]
        assert place["logicalLocations"][0]["fullyQualifiedName"]
        assert ADDRESS.fullmatch(place["physicalLocation"]["artifactLocation"]["uri"])


def test_sarif_errors_are_those_of_the_check_in_the_file_they_are_in(run, clean, wrong):
    (one,) = sarif(run, clean, wrong)["runs"]
    errors = [result for result in one["results"] if result["level"] == "error"]

    assert [result["ruleId"] for result in errors] == ["S101", "S102", "S103"]
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in errors}
    assert {unquote(place) for place in places} == {f"file://{wrong}"}


def test_sarif_names_a_file_beside_us_by_its_relative_address(run, clean, monkeypatch):
    monkeypatch.chdir(clean.parent)

    (one,) = sarif(run, clean.name)["runs"]

    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in one["results"]}
    assert places == {"%E5%A5%BD%20%E7%9A%84.docx"}


def test_sarif_points_at_the_figure_in_a_text_file(run, tmp_path):
    made = sample(5, "text_tabs", ("wrong_sums",))
    text = made.data.decode("utf-8-sig")
    path = tmp_path / "报告.txt"
    path.write_text(text, encoding="utf-8", newline="")

    (one,) = sarif(run, path)["runs"]
    regions = [
        result["locations"][0]["physicalLocation"]["region"] for result in one["results"] if result["level"] == "error"
    ]

    assert one["columnKind"] == "unicodeCodePoints"
    assert regions
    for region in regions:
        assert set(region) == {"charOffset", "charLength"}
        assert re.search(r"\d", text[region["charOffset"] :][: region["charLength"]])


def test_sarif_reports_what_could_not_be_read(run, clean, torn):
    (one,) = sarif(run, clean, torn)["runs"]
    (invocation,) = one["invocations"]
    (told,) = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert told["level"] == "error"
    assert told["message"]["text"].startswith("文件不完整")
    assert unquote(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == f"file://{torn}"
    (good,) = sarif(run, clean)["runs"][0]["invocations"]
    assert good == {"executionSuccessful": True, "toolExecutionNotifications": []}
