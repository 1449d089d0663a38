"""How many questions the pages of a report ask of the database, at most; nothing is loaded twice in one visit."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.reports import actions
from tests.desk.reports import collected, winter
from tests.reports import district

pytestmark = pytest.mark.django_db
CELL = "applications.granted.total"
FACTS = 6  # what the registers are asked for all facts of a year, where a page shows them or its texts name them
UNIT = {
    "desk-report": 20,
    "desk-report-cell": 22,
    "desk-report-enter": 20,
    "desk-report-many": 19,
    "desk-report-beside": 19,
    "desk-report-preview": 20,
    "applications": 19,
    "applications?": 22,
    "overview": 22 + FACTS,
}
HANDED_IN = {**UNIT, "overview": 24}
WHOLE = {"desk-whole": 24, "desk-whole-table": 20, "desk-whole-table?": 20, "desk-whole-texts": 20}
BOARD = {"desk-collect": 17, "desk-collect-remind": 15, "desk-collect-accept": 6, "desk-reports": 9}


def address(name, number) -> str:
    """The page of a report by the name of its address; of a part, or of a cell beside its table."""
    if name == "desk-report-cell":
        return reverse(name, args=(number, CELL))
    if name.startswith("desk-"):
        return reverse(name, args=(number,))
    part = reverse("desk-report-part", args=(number, name.rstrip("?")))
    return f"{part}?cell={CELL}" if name.endswith("?") else part


def questions(client, path) -> tuple[int, list[str]]:
    """How many, and those that were asked twice."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    times = Counter(each["sql"] for each in asked)
    return len(asked), [sql[:300] for sql, many in times.items() if many > 1]


def too_many(client, pages) -> dict[str, object]:
    """The pages that ask more than they may, or anything twice."""
    found = {}
    for path, most in pages.items():
        many, twice = questions(client, path)
        if many > most or twice:
            found[path] = (many, most, twice)
    return found


def of_report(number, bounds) -> dict[str, int]:
    return {address(name, number): most for name, most in bounds.items()}


def test_the_pages_of_a_draft_ask_few_questions() -> None:
    this = winter.january()
    report = winter.written(this)

    assert too_many(winter.browser(this.housing), of_report(report.pk, UNIT)) == {}
    assert too_many(winter.browser(actor=this.collector), of_report(report.pk, UNIT)) == {}


def test_the_pages_of_what_was_handed_in_ask_fewer() -> None:
    this = winter.january()
    report = winter.handed_in(this)

    assert too_many(winter.browser(this.housing), of_report(report.pk, HANDED_IN)) == {}


def test_a_finding_is_shown_with_few_questions() -> None:
    this = winter.january()
    report = winter.written(this)
    mark = collected.draft(report).judgement.failures[0].fingerprint
    path = reverse("desk-report-finding", args=(report.pk, mark))

    assert too_many(winter.browser(this.housing), {path: 20}) == {}


def test_the_pages_of_the_district_and_the_board_ask_as_much_for_three_units_as_for_one(client) -> None:
    this = collected.january()
    collected.signed_in(client, this.collector)
    table, texts = ("desk-whole-table", "applications"), ("desk-whole-texts", "overview")

    def pages() -> dict[str, int]:
        found = {reverse(name, args=(2025,) if "reports" not in name else ()): most for name, most in BOARD.items()}
        found[reverse("desk-whole", args=(2025,))] = WHOLE["desk-whole"]
        for name, part in (table, texts):
            found[reverse(name, args=(2025, part))] = WHOLE[name]
        found[reverse("desk-whole-table", args=(2025, "applications")) + f"?cell={CELL}"] = WHOLE["desk-whole-table?"]
        return found

    before = too_many(client, pages())
    for of in (this.office, this.housing, this.health):
        district.fill_in(this, of)
    during = too_many(client, pages())
    for of in (this.office, this.housing, this.health):
        actions.submit(this.report(of).pk, by=of.clerk, at=district.moment())
    after = too_many(client, pages())

    assert (before, during, after) == ({}, {}, {})
