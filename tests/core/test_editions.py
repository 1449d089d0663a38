"""The editions of the form: complete, ordered, and readable by year."""

import pytest

from gongkai.core import editions


@pytest.mark.parametrize(
    ("key", "proactive", "applications", "remedies"), [("2019-60", 22, 161, 15), ("2021-30", 10, 175, 15)]
)
def test_number_of_cells(key, proactive, applications, remedies):
    tables = editions.get(key).tables

    assert [len(tables[name].cells) for name in editions.TABLES] == [proactive, applications, remedies]


@pytest.mark.parametrize(("year", "key"), [(2019, "2019-60"), (2020, "2019-60"), (2021, "2021-30"), (2030, "2021-30")])
def test_edition_of_a_year(year, key):
    assert editions.of(year).key == key


def test_there_was_no_national_form_before_2019():
    with pytest.raises(LookupError, match="2018 年还没有"):
        editions.of(2018)


def test_an_unknown_edition_is_answered_with_those_there_are():
    with pytest.raises(LookupError, match="2019-60、2021-30"):
        editions.get("2031-1")


@pytest.mark.parametrize("edition", editions.every(), ids=lambda each: each.key)
def test_ids_are_unique_and_places_too(edition):
    cells = [cell for table in edition.tables.values() for cell in table.cells]
    places = [edition.where(cell) for cell in cells]

    assert len(set(cells)) == len(cells)
    assert len(set(places)) == len(places)


def test_only_the_form_of_2021_divides_other_handling():
    rows = {edition.key: [row.key for row in edition.tables["applications"].rows] for edition in editions.every()}

    assert [row for row in rows["2019-60"] if row.startswith("other_handling")] == ["other_handling"]
    assert [row for row in rows["2021-30"] if row.startswith("other_handling")] == [
        "other_handling.abandoned_no_correction",
        "other_handling.abandoned_no_payment",
        "other_handling.other",
    ]


def test_results_are_the_leaves_between_carried_in_and_total():
    for edition in editions.every():
        rows = edition.tables["applications"].rows

        assert [row.key for row in rows if not row.is_result] == ["received", "carried_in", "total", "carried_out"]


def test_signs_and_decimals_are_where_the_form_has_them():
    columns = {
        (edition.key, column.key): (column.is_signed, column.is_decimal)
        for edition in editions.every()
        for block in edition.tables["proactive"].blocks
        for column in block.columns
    }

    assert {key for key, (signed, _) in columns.items() if signed} == {("2019-60", "change")}
    assert {key for key, (_, decimal) in columns.items() if decimal} == {
        ("2019-60", "procurement_amount"),
        ("2021-30", "fee_amount"),
    }


def test_a_place_in_words():
    edition = editions.of(2025)

    assert edition.where("applications.refused.state_secret.natural_person") == "表三/不予公开/属于国家秘密/自然人"
    assert edition.where("remedies.litigation_direct.upheld") == "表四/行政诉讼/未经复议直接起诉/结果维持"
    assert edition.where("proactive.art20_8.administrative_fees.fee_amount") == "表二/行政事业性收费/本年收费金额"
