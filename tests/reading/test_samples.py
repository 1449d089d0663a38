"""The real reports of the samples folder: every cell right, none silently wrong, printed errors found."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.core.checks import examine
from gongkai.core.findings import Verdict
from gongkai.core.reports import State, read_cell
from gongkai.reading import read

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FILES = {
    "hongze_2023": "hongze_2023.pdf",
    "kewei_2024": "kewei_2024.md",
    "pingtan_2019": "pingtan_2019.txt",
    "pingtan_2021": "pingtan_2021.txt",
    "seed_000": "seed_000.txt",
    "seed_001": "seed_001.txt",
    "seed_002": "seed_002.txt",
    "seed_003": "seed_003.txt",
    "seed_004": "seed_004.txt",
    "shanghai_office_2019": "shanghai_office_2019.html",
}
# Digits that ran together and that nothing in the file itself can part: 693665 may be 69|3|665 or 6|93|665.
UNDECIDABLE = {
    "pingtan_2021": {
        "proactive.art20_1.normative_documents.made",
        "proactive.art20_1.normative_documents.repealed",
        "proactive.art20_1.normative_documents.in_force",
    }
}
# A truth that gives the official name where the file has a short one.
BODIES = {"kewei_2024": "上海市科委"}

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the folder of real reports is not here: {SAMPLES}"),
]


def truth(name):
    return json.loads((SAMPLES / "truth" / f"{name}.json").read_text("utf-8"))


def reading(name):
    return read((SAMPLES / FILES[name]).read_bytes(), FILES[name])


def printed(cell):
    if cell.state is State.READ:
        return float(cell.value)
    return "" if cell.state is State.BLANK else None


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_right(name):
    wanted, report = truth(name)["cells"], reading(name).report
    got = {cell: printed(report.cell(cell)) for cell in wanted}
    open_cells = UNDECIDABLE.get(name, set())

    assert {c: v for c, v in got.items() if c not in open_cells} == {
        c: v for c, v in wanted.items() if c not in open_cells
    }
    assert set(report.cells) >= set(wanted)
    for cell in open_cells:
        assert report.cell(cell).state is State.AMBIGUOUS
        assert wanted[cell] in report.cell(cell).candidates


@pytest.mark.parametrize("name", FILES)
def test_body_year_and_editions(name):
    wanted, report = truth(name), reading(name).report

    assert report.body == BODIES.get(name, wanted["body"])
    assert report.year == wanted["year"]
    assert {table: report.editions[table] for table in wanted["editions"]} == wanted["editions"]


@pytest.mark.parametrize("name", FILES)
def test_every_figure_has_its_source(name):
    found = reading(name)
    read_cells = [cell for cell, each in found.report.cells.items() if each.state is State.READ]

    assert read_cells
    assert [cell for cell in read_cells if not found.sources[cell].text or not found.sources[cell].passage] == []


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.endswith(".txt")])
def test_the_span_of_a_figure_is_where_it_stands_in_the_file(name):
    found = reading(name)
    text = (SAMPLES / FILES[name]).read_text("utf-8")
    read_cells = [cell for cell, each in found.report.cells.items() if each.state is State.READ]
    spans = [(found.sources[cell].text, found.sources[cell].span) for cell in read_cells]

    assert len(spans) > 80
    for printed_text, (begin, end) in spans:
        assert printed_text.split()[0] in text[begin:end]


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("hongze_2023", "S201", "四种结果之和 10+1 = 11，总计写的是 0"),
        ("hongze_2023", "S201", "四种结果之和 5 = 5，总计写的是 0"),
        ("hongze_2023", "P104", "2023 年度应当用 国办公开办函〔2021〕30号 的表"),
        ("seed_001", "W102", "总数 140条，各部分 64+10+1+2+7+1+1+1+40 = 127，相差 13"),
        ("seed_002", "S301", "处理决定数量 61 正好等于上一年项目 31 加本年增减 +30"),
        ("seed_002", "P102", "缺 84 个格子"),
        ("seed_003", "P201", "没有提到社会评议结果情况"),
        ("seed_004", "S306", "221 项共 268000 元，平均每项 1213 元"),
        ("shanghai_office_2019", "W104", "258件占 33.9%，按文中的总数 805 算是 32.0%"),
    ],
)
def test_printed_errors_are_found(name, code, says):
    found = reading(name)
    failures = [each for each in examine(found.report, found.doubts).failures if each.code == code]

    assert any(says in each.says for each in failures), [each.says for each in failures]


@pytest.mark.parametrize("name", ["seed_000", "seed_001", "seed_003", "seed_004", "pingtan_2019", "pingtan_2021"])
def test_reports_whose_sums_hold_have_no_error_in_sums(name):
    found = reading(name)
    errors = [each for each in examine(found.report, found.doubts).errors if each.code.startswith("S")]

    assert errors == []


def test_changing_any_read_figure_of_seed_003_by_one_is_caught():
    found = reading("seed_003")
    before = {(each.code, each.at, each.says) for each in examine(found.report).failures}
    unseen = [cell for cell in found.report.cells if not _is_caught(found.report, cell, before)]

    # Seven figures of table two stand alone: no sum, no text and no limit of the law speaks of them in a single report.
    assert len(found.report.cells) == 200
    assert {cell.split(".")[0] for cell in unseen} == {"proactive"}
    assert len(unseen) == 7


def _is_caught(report, cell, before):
    changed = replace(report, cells=dict(report.cells) | {cell: read_cell(report.value(cell) + 1)})
    after = {(each.code, each.at, each.says) for each in examine(changed).failures if each.verdict is Verdict.FAIL}
    return bool(after - before)
