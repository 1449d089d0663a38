"""A second clock, written for the tests: it lives through the days one after another and knows nothing of intervals."""

from datetime import timedelta

from gongkai.core import workdays

TERMS = {"consult_third_party": 15, "consult_co_maker": 15, "consult_organ": None}


def due(events, *, reply=20, extension=20):
    """The last day of the reply, None while nobody can say; only for events of the Regulations of 2019."""
    by_day = {}
    for event in events:
        by_day.setdefault(event.on, []).append(event)
    day = min(by_day)
    last_event = max(by_day)
    life = Life(reply, extension)
    while True:
        life.pass_a_day(day)
        for event in by_day.get(day, ()):
            life.happens(event)
        if day >= last_event and (life.due is not None or life.cannot_end):
            return life.due
        day += timedelta(1)


class Life:
    """What a patient clerk with a calendar would write down every evening."""

    def __init__(self, reply, extension):
        self.reply, self.extension = reply, extension
        self.left = None  # working days still to come
        self.has_extended = False
        self.applicant_owes = False
        self.asked = []  # consultations that run: [about, working days the other side still has or None]
        self.due = None
        self.fixed = None

    @property
    def cannot_end(self):
        """Whether the days alone will never bring the end: somebody without a term has to move first."""
        return self.fixed is None and (self.applicant_owes or any(days is None for _, days in self.asked))

    def pass_a_day(self, day):
        if self.left is None or not workdays.is_workday(day):
            return
        was_asked = bool(self.asked)
        self.asked = [[about, days if days is None else days - 1] for about, days in self.asked]
        self.asked = [each for each in self.asked if each[1] != 0]
        if self.applicant_owes or was_asked or self.due is not None:
            return
        self.left -= 1
        if self.left == 0 and self.fixed is None:
            self.due = day

    def happens(self, event):
        verb = event.verb
        if verb in ("receive", "correct", "pay"):
            self.left, self.has_extended, self.applicant_owes = self.reply, False, False
            self.asked, self.due, self.fixed = [], None, None
        elif verb in ("ask_to_correct", "charge"):
            self.applicant_owes, self.due = True, None
        elif verb in TERMS:
            self.asked.append([event.about, TERMS[verb]])
            self.undo_if_day_is_not_over(event.on)
        elif verb == "answer_consultation":
            self.asked = [each for each in self.asked if each[0] != event.about]
        elif verb == "extend" and not self.has_extended and (self.due is None or event.on <= self.due):
            self.has_extended = True
            self.left += min(event.days or self.extension, self.extension)
            self.due = None
        elif verb == "delay":
            self.fixed = self.due = event.until

    def undo_if_day_is_not_over(self, day):
        """A letter sent on the last day or before it moves nothing of that day itself."""
        if self.due is not None and self.fixed is None and self.due > day:
            self.due = None
