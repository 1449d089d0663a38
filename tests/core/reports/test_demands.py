"""The checklist of what a text must say: met and missed as real reports meet and miss it, and one thing at a time."""

from pathlib import Path

import pytest

from gongkai.core.findings import Verdict
from gongkai.core.reports import body_kind
from gongkai.core.reports.demands import demands, statements
from gongkai.reading import read
from tests.core.checks.base import report

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
FULL = {
    "preface": "依照《中华人民共和国政府信息公开条例》编制，数据自2025年1月1日至12月31日。地址：学前路1号，电话：0530-1234567。",
    "overview": (
        "（一）主动公开。公开信息300条。（二）依申请公开。收到申请12件。（三）政府信息管理。更正2件。"
        "（四）平台建设。开设栏目20个。（五）监督保障。工作考核结果为优秀；社会评议满意度95%；全年未发生被追究责任的情形。"
    ),
    "problems": "存在的主要问题是解读较少。下一步由办公室在六月前补齐。",
    "other_matters": "全年未收取信息处理费。",
}
# One thing taken away, and the one line of the checklist that must see it.
TAKEN = [
    ("preface", "依照《中华人民共和国政府信息公开条例》编制，", "preface.basis"),
    ("preface", "12月31日", "preface.period"),
    ("preface", "地址：学前路1号，电话：0530-1234567。", "preface.contact"),
    ("overview", "主动公开", "overview.proactive"),
    ("overview", "依申请公开", "overview.on_application"),
    ("overview", "政府信息管理", "overview.management"),
    ("overview", "平台建设", "overview.platform"),
    ("overview", "监督保障", "overview.supervision"),
    ("overview", "工作考核结果为优秀；", "supervision.assessment"),
    ("overview", "社会评议满意度95%；", "supervision.appraisal"),
    ("overview", "全年未发生被追究责任的情形", "supervision.accountability"),
    ("problems", "存在的主要问题是解读较少。", "problems.problems"),
    ("problems", "下一步由办公室在六月前补齐。", "problems.improvements"),
    ("other_matters", "全年未收取信息处理费。", "other_matters.fees"),
]


def checklist(texts, kind="government", year=2025, **more):
    found = demands(report({"year": year}), kind=kind, year=year, texts=texts, **more)
    return {demand.key: demand for demand in found}


def missed(found):
    return {key for key, demand in found.items() if demand.verdict is not Verdict.PASS}


def test_a_text_that_says_everything_passes_every_line():
    found = checklist(FULL)

    assert missed(found) == set()
    assert {each.key for each in statements()} < set(found)


@pytest.mark.parametrize(("part", "words", "key"), TAKEN)
def test_one_thing_taken_away_fails_its_own_line_alone(part, words, key):
    found = checklist(FULL | {part: FULL[part].replace(words, "")})

    assert missed(found) == {key}
    assert found[key].verdict is Verdict.FAIL
    assert found[key].says.startswith(f"没有写{found[key].label}。")


def test_every_statement_of_the_shelf_is_taken_away_once():
    assert {key for _, _, key in TAKEN} == {each.key for each in statements()}


def test_a_result_that_is_not_told_can_be_neither_passed_nor_failed():
    texts = FULL | {"overview": FULL["overview"].replace("工作考核结果为优秀", "抓好年终考核等工作")}

    found = checklist(texts)

    assert found["supervision.assessment"].verdict is Verdict.NOT_CHECKABLE
    assert "看不出结果" in found["supervision.assessment"].says


def test_departments_need_not_tell_of_appraisal():
    texts = FULL | {"overview": FULL["overview"].replace("社会评议满意度95%；", "")}

    assert missed(checklist(texts, kind="department")) == set()


def test_a_part_that_was_not_read_is_not_judged_and_an_empty_one_is():
    unread = {part: text for part, text in FULL.items() if part != "other_matters"}

    assert checklist(unread)["other_matters.fees"].verdict is Verdict.NOT_CHECKABLE
    assert checklist(unread | {"other_matters": ""})["other_matters.fees"].verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("year", "kind", "wanted"),
    [
        (2018, "government", set()),
        (2020, "government", {"supervision.appraisal"}),
        (2021, "department", {"other_matters.fees", "overview.platform"}),
    ],
)
def test_the_rule_of_the_year_applies(year, kind, wanted):
    marks = {"supervision.appraisal", "other_matters.fees", "overview.platform"}

    assert marks & set(checklist(FULL, kind, year)) == wanted


@pytest.mark.parametrize("left", ["____", "__主要原因__", "{新收申请=12}", "{no.such.fact}"])
def test_what_is_left_to_fill_in_is_shown(left):
    found = checklist(FULL | {"problems": FULL["problems"] + f"原因是{left}。"})

    assert missed(found) == {"problems.finished"}
    assert left in found["problems.finished"].says


def test_part_one_wants_figures_or_the_word_that_there_were_none():
    bare = "（一）主动公开。（二）依申请公开。（三）政府信息管理。（四）平台建设。（五）监督保障。一是加强领导。"

    assert missed(checklist(FULL | {"overview": bare}, "department")) == {"overview.figures"}
    assert missed(checklist(FULL | {"overview": bare + "全年未收到申请。"}, "department")) == set()


def test_the_length_is_advice_until_the_district_has_a_rule():
    long = FULL | {"overview": FULL["overview"] + "真" * 1000}

    advised, ruled = checklist(long)["overview.length"], checklist(long, most=800)["overview.length"]

    assert (advised.verdict, advised.is_advice) == (Verdict.FAIL, True)
    assert (ruled.verdict, ruled.is_advice) == (Verdict.FAIL, False)
    assert "超过800字" in ruled.says
    assert checklist(FULL)["overview.length"].verdict is Verdict.PASS


# What each real report misses: read in the files, and for seed_003 in the reference (社会评议 not mentioned at all, 考核 and
# 责任追究 mentioned without results). Its length and the advice about the preface are left out here.
MISSED = {
    "seed_000.txt": {},
    "seed_001.txt": {},
    "seed_002.txt": {},
    "seed_003.txt": {
        "supervision.appraisal": Verdict.FAIL,
        "supervision.assessment": Verdict.NOT_CHECKABLE,
        "supervision.accountability": Verdict.NOT_CHECKABLE,
    },
    "seed_004.txt": {},
    "hongze_2023.pdf": {
        "supervision.assessment": Verdict.FAIL,
        "supervision.appraisal": Verdict.FAIL,
        "supervision.accountability": Verdict.FAIL,
    },
}


@pytest.mark.parametrize("name", MISSED)
@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the folder of real reports is not here: {SAMPLES}")
def test_real_reports_meet_and_miss_the_demands(name):
    real = read((SAMPLES / name).read_bytes(), name).report
    assert real.year is not None

    found = demands(real, kind=body_kind(real.body), year=real.year, texts=real.texts)

    assert {d.key: d.verdict for d in found if d.verdict is not Verdict.PASS and not d.is_advice} == MISSED[name]
