"""Many at once: one report is handed in once, texts have no version twice, a round is opened once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError

from gongkai.core.life import NotAllowed
from gongkai.reports import actions
from gongkai.reports.models import Line, Passage, Round
from tests.applications.test_side_by_side import together
from tests.reports import district
from tests.reports.district import january, moment

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_who_hand_in_the_same_report_one_does_and_its_cases_are_frozen_once():
    this = january()
    district.some_cases(this.housing)
    report = district.fill_in(this, this.housing)

    def submit():
        try:
            actions.submit(report.pk, by=this.housing.clerk, at=moment())
        except (NotAllowed, OperationalError):
            return False
        return True

    assert sum(together([submit] * 6)) == 1
    assert Line.objects.filter(report=report, cell="applications.received.natural_person").count() == 3


def test_texts_written_at_the_same_time_have_no_version_twice_and_none_is_lost():
    this = january()
    report = this.report(this.housing)
    people = [getattr(this.housing, role) for role in ("clerk", "head")] * 3

    def write(place, by):
        try:
            actions.save_text(report.pk, "problems", f"第{place}人写的", base=0, by=by, at=moment())
        except (actions.Stale, OperationalError):
            return 0
        return 1

    kept = sum(together([lambda n=n, by=by: write(n, by) for n, by in enumerate(people)]))

    assert kept >= 1
    assert list(Passage.objects.values_list("version", flat=True)) == [1]


def test_a_round_is_opened_once():
    this = january()

    def begin():
        try:
            actions.open_round(2027, this.government, by=this.collector, at=moment(district.date(2027, 12, 1)))
        except (ValidationError, IntegrityError, OperationalError):
            return False
        return True

    assert sum(together([begin] * 4)) == 1
    assert Round.objects.get(year=2027).reports.count() == 4
