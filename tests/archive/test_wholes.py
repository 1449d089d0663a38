"""Governments whose reports contain those of the bodies below them: never added to these, never lost without a word."""

from datetime import date

import pytest

from gongkai.archive import Archive, Body, Predecessor
from tests.archive import made

RECEIVED = "applications.received.total"


@pytest.fixture
def levels(archive) -> Archive:
    """A city over a district over two offices; the city and the district print what contains the others."""
    archive.know(
        [
            Body("city", "大江市人民政府"),
            Body("district", "大江市青禾区人民政府", parent="city"),
            Body("a", "青禾区甲局", parent="district"),
            Body("b", "青禾区乙局", parent="district"),
            Body("station", "青禾区甲局服务站", parent="a"),
        ]
    )
    made.put(
        archive,
        made.report("大江市人民政府", 2023, made.handled(1000, 100)),
        made.report("大江市青禾区人民政府", 2023, made.handled(90, 9)),
        made.report("青禾区甲局", 2023, made.handled(40, 4)),
        made.report("青禾区乙局", 2023, {**made.handled(30, 3), RECEIVED: None}),
        made.report("青禾区甲局服务站", 2023, made.handled(5, 0)),
        made.report("大江市青禾区人民政府", 2022, made.handled(70, 7)),
    )
    return archive


def total(archive, year, measure="received", **among):
    (row,) = [each for each in archive.overview(year, **among).measures.records() if each["measure"] == measure]
    return row["total"]


def test_a_case_is_in_a_sum_once(levels):
    assert [(row[0], row[1], row[4]) for row in levels.ask("years").rows] == [(2022, 1, 70), (2023, 3, 45)]
    assert [row[:3] for row in levels.ask("outcomes").rows] == [(2022, 1, 70), (2023, 3, 75)]
    assert levels.ask("grounds", year=2023).rows[0][3] == 7
    assert {row[2] for row in levels.ask("applicants").rows if row[0] == 2022 and row[1] == "总计"} == {70}
    assert [row[0] for row in levels.ask("most", year=2023).rows] == ["a", "station"]


def test_an_overview_counts_once_at_every_level_of_choice(levels):
    assert total(levels, 2023) == 45
    assert total(levels, 2022) == 70
    assert total(levels, 2023, parent="city") == 45
    assert total(levels, 2023, parent="a") == 5
    assert total(levels, 2023, kind="government") == 90
    assert levels.overview(2023).reports == 3


def test_who_is_left_out_is_told_with_what_is_below(levels):
    wholes = levels.overview(2023).wholes.records()

    assert [
        (each["body"], each["received"], each["reports"], each["said"], each["received_below"]) for each in wholes
    ] == [
        ("city", 1000, 3, 2, 45),
        ("district", 90, 3, 2, 45),
    ]
    assert levels.overview(2022).wholes.rows == ()
    assert [(each["body"], each["is_summed"]) for each in levels.figures(2023).records()] == [
        ("city", False),
        ("district", False),
        ("b", True),
        ("a", True),
        ("station", True),
    ]


def test_bodies_above_themselves_are_refused(archive):
    with pytest.raises(ValueError, match="甲局的上级绕了一圈又回到它自己"):
        archive.know([Body("a", "甲局", parent="b"), Body("b", "乙局", parent="a")])
    archive.know([Body("a", "甲局", parent="b")])
    with pytest.raises(ValueError, match="乙局的上级绕了一圈"):
        archive.know([Body("b", "乙局", parent="a")])


def test_an_id_told_twice_is_refused(archive):
    with pytest.raises(ValueError, match="编号 a 出现了 2 次"):
        archive.know([Body("a", "甲局"), Body("a", "乙局")])


def test_parts_that_are_more_than_the_whole_make_no_rate(archive):
    made.put(archive, made.report("甲局", 2023, {**made.handled(30, 3), made.REFUSED: 90}))
    made.put(archive, made.report("乙局", 2023, made.handled(40, 4)))

    ranking = archive.ranking(2023, "refused").records()

    assert [(each["name"], each["rate"]) for each in ranking] == [("乙局", 0.1), ("甲局", None)]
    assert ranking[1]["why"] == "不予公开 90 件，办结 30 件，报告自相矛盾，不算比率"
    (row,) = [each for each in archive.overview(2023).measures.records() if each["measure"] == "rate.refused"]
    assert (row["said"], row["silent"], row["highest"]) == (1, 1, 0.1)


def test_the_distribution_of_a_rate_leaves_out_those_with_too_few_cases(archive):
    made.put(archive, made.report("甲局", 2023, made.handled(2, 2)), made.report("乙局", 2023, made.handled(98, 8)))

    (row,) = [each for each in archive.overview(2023).measures.records() if each["measure"] == "rate.refused"]

    assert (row["total"], row["said"]) == (0.1, 2)
    assert row["median"] == row["highest"] == pytest.approx(8 / 98)


def test_a_body_is_not_missed_before_it_came_to_be(archive):
    archive.know(
        [
            Body("new", "新局", predecessors=(Predecessor("old", date(2022, 3, 1)),)),
            Body("old", "旧局"),
            Body("grown", "大局", predecessors=(Predecessor("old", date(2022, 3, 1)),)),
        ]
    )
    made.put(archive, made.report("大局", 2020), made.report("甲局", 2021), made.report("甲局", 2022))

    assert archive.overview(2021).missing == ("大局", "旧局")
    assert archive.overview(2022).missing == ("大局", "新局")
