"""Random lives through the real deeds, against a second clock that lives through the days one by one."""

from datetime import date, timedelta
from typing import ClassVar

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongkai.applications import actions, clockwork
from gongkai.applications.models import Application, Consultation
from gongkai.core.applications import clock
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from tests.applications import district
from tests.core.applications import slow_clock

pytestmark = pytest.mark.django_db
FIRST = date(2019, 5, 15)
LAST = date(2026, 6, 30)


class Lives(RuleBasedStateMachine):
    """One case; the days go on; whatever the table allows may happen."""

    reached: ClassVar[set[str]] = set()

    @initialize(start=st.dates(FIRST, LAST))
    def receive(self, start):
        many = district.Body.objects.count()
        mark = "".join("零一二三四五六七八九"[int(digit)] for digit in str(many))
        self.office = district.office(f"青{mark}", f"青禾区第{mark}局")
        self.today = start
        case = actions.submit(district.intake(self.office, on=start), by=self.office.clerk, on=start)
        self.number = case.pk
        actions.register(self.number, by=self.office.clerk, on=start)

    @property
    def case(self):
        return Application.objects.get(pk=self.number)

    @rule(days=st.integers(0, 12))
    def time_passes(self, days):
        self.today += timedelta(days)

    def try_(self, deed):
        try:
            deed()
        except (NotAllowed, ValidationError):
            return
        self.reached.add(self.case.stage)

    @rule(days=st.integers(1, 30))
    def ask_to_correct(self, days):
        until = self.today + timedelta(days)
        self.try_(lambda: actions.ask_to_correct(self.number, "x", until, by=self.office.clerk, on=self.today))

    @rule()
    def correct(self):
        self.try_(lambda: actions.correct(self.number, "x", by=self.office.clerk, on=self.today))

    @rule(side=st.sampled_from(["third_party", "co_maker", "organ"]))
    def consult(self, side):
        asked = actions.Asked(side, "甲", "乙")
        self.try_(lambda: actions.consult(self.number, asked, by=self.office.clerk, on=self.today))

    @precondition(lambda self: Consultation.objects.filter(application=self.number, answer="").exists())
    @rule(data=st.data())
    def answer(self, data):
        open_ = list(Consultation.objects.filter(application=self.number, answer="").order_by("pk"))
        one = data.draw(st.sampled_from(open_))
        opinion = actions.Opinion("agree")
        self.try_(lambda: actions.answer_consultation(one, opinion, by=self.office.clerk, on=self.today))

    @rule()
    def charge(self):
        given = actions.Charge("by_page", 40)
        if self.today >= date(2021, 1, 1):
            self.try_(lambda: actions.charge(self.number, given, by=self.office.clerk, on=self.today))

    @rule()
    def pay(self):
        self.try_(lambda: actions.pay(self.number, "", by=self.office.clerk, on=self.today))

    @rule(days=st.integers(1, 20))
    def extend(self, days):
        self.try_(lambda: actions.extend(self.number, days, by=self.office.head, on=self.today))

    @rule()
    def search(self):
        looked = actions.Looked("OA", "x", 0)
        self.try_(lambda: actions.search(self.number, looked, by=self.office.handler, on=self.today))

    @invariant()
    def the_clocks_agree(self):
        if not hasattr(self, "number"):
            return
        events = clockwork.events(journal.entries(clockwork.KIND, self.number))
        expected = slow_clock.due(events)
        case = self.case

        assert clock(events).due_on == expected
        assert case.due_on == expected
        assert case.version == 1 + sum(event.verb not in ("submit",) for event in events)


class TestLives(TestCase):
    """The machine inside a transaction of the test."""

    def test_lives(self):
        Lives.reached = set()
        run_state_machine_as_test(
            Lives,
            settings=settings(
                max_examples=25,
                stateful_step_count=14,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

        # The control: the machine really got somewhere.
        assert {"handling", "awaiting_correction"} <= Lives.reached
