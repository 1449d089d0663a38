"""Whatever is tallied reconciles: random cases and disputes, in either form, with a negative control beside each property."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core import editions, law
from gongkai.core.checks import examine
from gongkai.core.disputes import KINDS, results
from gongkai.core.editions import TABLES, Edition
from gongkai.core.reports import Contest, Group, Report, Tally, read_cell, tally
from gongkai.core.reports.tallying import group, places, rows, sums

YEAR = 2021
FORMS = tuple(each.key for each in editions.every())
SUMMANDS = [column.key for column in editions.get("2021-30").tables["applications"].summands]
OUTCOMES = sorted(rows(editions.get("2021-30")))
DAYS = st.dates(date(YEAR - 2, 1, 1), date(YEAR + 1, 12, 31))

cases = st.tuples(st.sampled_from(SUMMANDS), DAYS, st.none() | st.integers(0, 500), st.sampled_from(OUTCOMES)).map(
    lambda each: (each[0], each[1], None if each[2] is None else each[1] + timedelta(each[2]), each[3])
)
contests = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(
        Contest, st.just(kind), st.sampled_from(sorted({each.column for each in results(kind)} | {"pending"}))
    )
)


def grouped(found: list[tuple[str, date, date | None, str]], year: int = YEAR) -> list[Group]:
    return [each for one in found if (each := group(*one, year=year)) is not None]


def report(counted: Tally, edition: Edition) -> Report:
    """Tables three and four as tallied; table two all zero."""
    cells = {cell: read_cell(0) for cell in edition.tables["proactive"].cells}
    cells |= {cell: read_cell(value) for cell, value in counted.cells.items() if value is not None}
    return Report("青禾区住房和城乡建设局", YEAR, None, dict.fromkeys(TABLES, edition.key), cells)


def arithmetic(found: Report) -> list[str]:
    return [each.code for each in examine(found).errors if each.code.startswith("S")]


@settings(max_examples=60)
@given(st.lists(cases, max_size=40), st.lists(contests, max_size=12), st.sampled_from(FORMS))
def test_whatever_is_tallied_reconciles(found: list, disputed: list, form: str) -> None:
    edition = editions.get(form)

    counted = tally(grouped(found), disputed, edition)

    assert set(counted.cells) == {c for key in ("applications", "remedies") for c in edition.tables[key].cells}
    assert counted.unplaced == {}
    assert arithmetic(report(counted, edition)) == []


def test_one_case_too_many_is_an_error_so_that_the_property_cannot_pass_on_nothing() -> None:
    edition = editions.get("2021-30")
    counted = tally(grouped([("natural_person", date(YEAR, 3, 1), date(YEAR, 3, 9), "granted")]), [], edition)
    whole = report(counted, edition)

    for cell, code in (("applications.granted.natural_person", "S102"), ("applications.received.total", "S103")):
        moved = Report(**{**_fields(whole), "cells": {**whole.cells, cell: read_cell(7)}})
        assert code in arithmetic(moved)


def _fields(found: Report) -> dict[str, object]:
    return {name: getattr(found, name) for name in Report.__slots__}


@settings(max_examples=60)
@given(cases, st.sampled_from(FORMS))
def test_each_case_is_in_exactly_one_cell_a_group_of_rows(case: tuple, form: str) -> None:
    edition = editions.get(form)
    one = group(*case, year=YEAR)
    if one is None:
        kind, received_on, ended_on, _ = case
        assert received_on.year > YEAR or (ended_on is not None and ended_on.year < YEAR)
        return

    came, left = places(one, edition)

    kind, received_on, ended_on, outcome = case
    assert came == f"applications.{'received' if received_on.year == YEAR else 'carried_in'}.{kind}"
    row = rows(edition)[outcome] if ended_on is not None and ended_on.year == YEAR else "carried_out"
    assert left == f"applications.{row}.{kind}"


@settings(max_examples=60)
@given(st.lists(cases, min_size=1, max_size=20), cases, st.data(), st.sampled_from(FORMS))
def test_moving_one_case_moves_exactly_the_cells_it_should(
    found: list, other: tuple, data: st.DataObject, form: str
) -> None:
    edition = editions.get(form)
    at = data.draw(st.integers(0, len(found) - 1))
    before = tally(grouped(found), [], edition).cells

    after = tally(grouped([*found[:at], other, *found[at + 1 :]]), [], edition).cells

    expected = Counter(leaves(other, edition))
    expected.subtract(leaves(found[at], edition))
    wholes = {whole for whole, _ in sums(edition)}
    changed = {cell: after[cell] - before[cell] for cell in after if cell not in wholes and after[cell] != before[cell]}
    assert changed == {cell: many for cell, many in expected.items() if many}


def leaves(case: tuple, edition: Edition) -> tuple[str, ...]:
    one = group(*case, year=YEAR)
    return places(one, edition) if one else ()


@settings(max_examples=60)
@given(st.lists(cases, max_size=40))
def test_what_is_carried_out_is_what_is_carried_in_the_year_after(found: list) -> None:
    edition = editions.get("2021-30")

    this = tally(grouped(found), [], edition).cells
    after = tally(grouped(found, YEAR + 1), [], edition).cells

    assert [this[f"applications.carried_out.{key}"] for key in SUMMANDS] == [
        after[f"applications.carried_in.{key}"] for key in SUMMANDS
    ]


def test_the_two_forms_count_the_same_cases() -> None:
    found = grouped([(kind, date(YEAR, 2, 1), date(YEAR, 2, 9), outcome) for kind in SUMMANDS for outcome in OUTCOMES])
    of_2019, of_2021 = (tally(found, [], editions.get(form)).cells for form in ("2019-60", "2021-30"))

    assert of_2019["applications.total.total"] == of_2021["applications.total.total"] == len(found)
    other = [
        of_2021[f"applications.other_handling.{row}.total"]
        for row in ("abandoned_no_correction", "abandoned_no_payment", "other")
    ]
    assert of_2019["applications.other_handling.total"] == sum(other)


def test_a_reply_that_the_form_has_no_row_for_is_named_and_the_table_does_not_balance() -> None:
    edition = editions.get("2019-60")
    old = grouped([("natural_person", date(YEAR, 2, 1), date(YEAR, 2, 9), "refused_2008")])

    counted = tally(old, [], edition)

    assert counted.unplaced == {"refused_2008": 1}
    assert law.outcome_label("refused_2008") != "refused_2008"
    assert "S101" in arithmetic(report(counted, edition))
