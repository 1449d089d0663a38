"""The journal is appended to, and to nothing else is the database ready."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.journal import actions
from gongkai.journal.actions import Author
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db
BY = Author("7", "张经办", "clerk", "zjj")
ON = date(2026, 11, 20)


def record(verb="receive", **given):
    return actions.record(verb, ("application", 1), by=BY, on=ON, **given)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Entry.objects.update(verb="reply"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.get().save(),
        lambda: connection.cursor().execute("DELETE FROM journal_entry"),
        lambda: connection.cursor().execute("UPDATE journal_entry SET verb = 'x'"),
    ],
)
def test_a_line_cannot_be_changed_or_deleted_by_any_way(deed):
    line = record()

    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        deed()
    assert Entry.objects.get().verb == line.verb == "receive"


def test_numbers_of_persons_in_a_reason_are_masked():
    record(reason="申请人来电 13812342071，身份证 370305197912071172")

    assert Entry.objects.get().reason == "申请人来电 138****2071，身份证 370*************72"


def test_a_mend_takes_the_place_of_the_line_it_mends():
    first = record("receive", facts={"on": "2026-11-20"})
    other = record("register")
    second = record("receive", facts={"on": "2026-11-19"}, mends=first)
    third = record("receive", facts={"on": "2026-11-18"}, mends=second)

    assert actions.in_effect(actions.entries("application", 1)) == [third, other]


def test_the_lines_of_many_things_come_with_one_question(django_assert_num_queries):
    for number in range(5):
        actions.record("receive", ("application", number), by=BY, on=ON)

    with django_assert_num_queries(1):
        found = actions.entries_of("application", range(6))

    assert {number: len(lines) for number, lines in found.items()} == {"0": 1, "1": 1, "2": 1, "3": 1, "4": 1, "5": 0}
