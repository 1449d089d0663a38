"""What an archive is asked most, on small archives whose answers are worked out by hand."""

from datetime import date
from math import isclose

import pytest

from gongkai.archive import Body, Predecessor, Refused
from tests.archive.made import handled, put, report

RECEIVED, IN, OUT = (f"applications.{row}.total" for row in ("received", "carried_in", "carried_out"))
PLACE = "表三/上年结转政府信息公开申请数量/总计"
RULES = "proactive.art20_1.normative_documents"

# ── from one year to the next ───────────────────────────────────────────────────────────────────────────────────────


def test_what_was_carried_out_and_is_not_carried_in_is_a_break(archive):
    put(
        archive,
        report("甲局", 2022, {OUT: 3, "applications.carried_out.natural_person": 2}),
        report("甲局", 2023, {IN: 2, "applications.carried_in.natural_person": 2, OUT: 7}),
        report("甲局", 2024, {IN: 7}),
    )

    found = archive.breaks()

    assert [row[2:] for row in found.rows] == [
        (2023, "carried", IN, PLACE, 3, 2, f"2023 年{PLACE}是 2 件，2022 年的结转下年度是 3 件")
    ]


def test_silence_in_either_year_breaks_nothing(archive):
    put(archive, report("甲局", 2022, {OUT: 3}), report("甲局", 2023, {IN: None}), report("甲局", 2024, {IN: 4}))

    assert archive.breaks().rows == ()


def test_documents_in_force_follow_from_those_made_and_repealed(archive):
    first = {f"{RULES}.in_force": 665}
    put(
        archive,
        report("甲局", 2022, first),
        report("甲局", 2023, {f"{RULES}.made": 88, f"{RULES}.repealed": 55, f"{RULES}.in_force": 698}),
        report("甲局", 2024, {f"{RULES}.made": 1, f"{RULES}.repealed": 0, f"{RULES}.in_force": 700}),
        report("乙局", 2022, first),
        report("乙局", 2023, {f"{RULES}.made": 1, f"{RULES}.repealed": None, f"{RULES}.in_force": 1}),
    )

    found = archive.breaks()

    assert [(row[1], row[2], row[3], row[6], row[7]) for row in found.rows] == [("甲局", 2024, "in_force", 699, 700)]


def test_years_without_a_report_are_gaps(archive):
    put(archive, *(report("甲局", year) for year in (2019, 2021, 2024)))

    assert [(row[2], row[-1]) for row in archive.breaks("甲局").rows] == [
        (2021, "2020 年没有报告"),
        (2024, "2022 年至 2023 年没有报告"),
    ]


def test_breaks_of_one_body_are_those_of_its_line_only(archive):
    archive.know([Body("new", "新局", predecessors=(Predecessor("old", date(2023, 3, 1)),)), Body("old", "老局")])
    put(
        archive,
        report("老局", 2020),
        report("老局", 2022),
        report("新局", 2023),
        report("乙局", 2019),
        report("乙局", 2023),
    )

    assert [row[0] for row in archive.breaks("新局").rows] == ["old"]
    assert len(archive.breaks().rows) == 2


def test_a_series_goes_over_the_predecessors_and_says_where_the_break_is(archive):
    archive.know(
        [
            Body("new", "新局", ("新管理局",), predecessors=(Predecessor("a", date(2023, 3, 1)), Predecessor("b"))),
            {"id": "a", "name": "甲局"},
            {"id": "b", "name": "乙局"},
        ]
    )
    put(archive, report("甲局", 2022, {RECEIVED: 3}), report("乙局", 2022, {RECEIVED: 4}))
    put(archive, report("新管理局", 2023, {RECEIVED: 9}), report("新局", 2024))

    found = archive.series("新局").records()

    assert [(each["year"], each["body"], each["received"]) for each in found] == [
        (2022, "a", 3),
        (2022, "b", 4),
        (2023, "new", 9),
        (2024, "new", None),
    ]
    assert [each["remark"] for each in found] == [
        None,
        None,
        "机构变动：新局的前身是甲局（2023-03-01）、乙局；与以前的数不能直接相比",
        None,
    ]


def test_a_series_of_cells_that_are_named(archive):
    put(archive, report("甲局", 2022, {RECEIVED: 3}), report("甲局", 2023))

    assert archive.series("甲局", [RECEIVED, OUT]).rows[0][4:] == (3, None, None)
    assert archive.series("甲局", [RECEIVED, OUT]).rows[1][4:] == (None, None, None)


def test_a_body_or_a_cell_that_is_not_there_is_told(archive):
    put(archive, report("甲局", 2022))

    with pytest.raises(Refused, match="报告库里没有“乙局”"):
        archive.series("乙局")
    with pytest.raises(Refused, match=r"年度报告没有这样的格子：applications\.nothing"):
        archive.compare(["甲局"], 2022, ["applications.nothing"])


# ── one year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_bodies_beside_each_other_stand_as_they_were_named(archive):
    put(archive, report("甲局", 2022, {RECEIVED: 3}), report("乙局", 2022, {RECEIVED: 0}), report("丙局", 2021))

    found = archive.compare(["丙局", "乙局", "甲局"], 2022, [RECEIVED, OUT])

    assert found.columns == ("body", "name", "report", RECEIVED, OUT, "remark")
    assert [(row[0], *row[3:]) for row in found.rows] == [
        ("丙局", None, None, "没有 2022 年的报告"),
        ("乙局", 0, None, None),
        ("甲局", 3, None, None),
    ]


def test_an_overview_sums_what_is_said_and_counts_the_silent(archive):
    archive.know([Body("district", "青禾区人民政府")])
    archive.know([Body(name, name, parent="district") for name in ("甲局", "乙局", "丙局", "丁局")])
    put(archive, report("甲局", 2024, handled(40, 10)), report("乙局", 2024, handled(60, 40)), report("丙局", 2024))
    put(archive, report("青禾区人民政府", 2024, handled(100, 50)), report("甲局", 2023, handled(1, 1)))

    found = archive.overview(2024, "青禾区人民政府")
    measures = {row[0]: row[2:] for row in found.measures.rows}

    assert (found.year, found.reports, found.missing) == (2024, 3, ("丁局",))
    assert measures["received"] == (2, 1, 100, 50, 40, 60)
    assert measures["refused"] == (2, 1, 50, 25, 10, 40)
    assert measures["reconsiderations"] == (0, 3, None, None, None, None)
    assert measures["rate.refused"][:3] == (2, 1, 0.5)
    assert isclose(measures["rate.refused"][3], (10 / 40 + 40 / 60) / 2)
    assert archive.overview(2024).reports == 3  # the government's own contains theirs


def test_a_rate_of_a_group_with_one_silent_cell_is_silent(archive):
    whole = handled(40, 10)
    put(archive, report("甲局", 2024, {**whole, "applications.refused.process_information.total": None}))

    (row,) = archive.ask("SELECT handled, refused, unavailable FROM figures").rows

    assert row == (40, None, 0)


def test_a_ranking_shows_ties_and_says_who_is_left_out_and_why(archive):
    archive.know([Body("丁局", "丁局"), Body("戊局", "戊局")])
    put(archive, report("甲局", 2024, handled(30, 10)), report("乙局", 2024, handled(60, 20)))
    put(archive, report("丙局", 2024, handled(100, 10)), report("己局", 2024, handled(20, 20)))
    put(archive, report("丁局", 2024, handled(19, 19)), report("庚局", 2024, {"applications.total.total": 50}))
    put(archive, report("辛局", 2024))

    found = archive.ranking(2024, "refused")

    assert [(row[0], row[2], row[4], row[5]) for row in found.rows[:4]] == [
        (1, "己局", 20, 20),
        (2, "乙局", 20, 60),
        (2, "甲局", 10, 30),
        (4, "丙局", 10, 100),
    ]
    assert {row[2]: row[6] for row in found.rows[4:]} == {
        "丁局": "办结只有 19 件，少于 20 件，不算比率",
        "庚局": "没有写全不予公开的件数",
        "辛局": "没有写全办结的件数",
        "戊局": "没有 2024 年的报告",
    }
    assert all(row[0] is None and row[3] is None for row in found.rows[4:])


def test_a_ranking_by_something_else_is_refused(archive):
    with pytest.raises(Refused, match="没有“beauty”这个比率；有：granted"):
        archive.ranking(2024, "beauty")


def test_an_outlier_is_told_in_words_with_the_cases_it_rests_on(archive):
    for number, refused in enumerate((10, 10, 11, 9, 10, 12, 8, 60)):
        put(archive, report(f"第{number}局", 2024, handled(100, refused)))
    put(archive, report("小局", 2024, handled(10, 10)))

    found = archive.outliers(2024)
    says = "不予公开占比 60.0%（办结 100 件，其中不予公开 60 件），明显高于可比的 8 个单位的中位数 10.0%"

    assert [row[1:] for row in found.rows] == [("第7局", "refused", 0.6, 60, 100, 0.1, 8, 33.7, says)]


def test_where_most_are_equal_one_can_still_stand_out(archive):
    for number, refused in enumerate((0, 0, 0, 0, 0, 0, 0, 30)):
        put(archive, report(f"第{number}局", 2024, handled(100, refused)))

    assert [row[1] for row in archive.outliers(2024).rows] == ["第7局"]


@pytest.mark.parametrize("refused", [(10, 10, 10, 10, 10, 10), (0, 0, 0, 90)])
def test_nobody_stands_out_of_equals_or_of_few(archive, refused):
    for number, each in enumerate(refused):
        put(archive, report(f"第{number}局", 2024, handled(100, each)))

    assert archive.outliers(2024).rows == ()


def test_reversals_are_a_share_of_what_was_decided(archive):
    cells = {f"remedies.{row}.{column}": 0 for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
             for column in ("upheld", "corrected", "other", "pending", "total")}  # fmt: skip
    cells |= {"remedies.reconsideration.corrected": 3, "remedies.reconsideration.upheld": 5}
    cells |= {"remedies.reconsideration.pending": 2, "remedies.reconsideration.total": 10}
    put(archive, report("甲局", 2024, cells))

    (row,) = archive.ranking(2024, "reversed").rows

    assert row == (1, "甲局", "甲局", 3 / 8, 3, 8, None)
