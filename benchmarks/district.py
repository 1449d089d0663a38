"""A district of a hundred thousand cases, made at once in a throw-away SQLite file: the load that the desk is measured under."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.applications import clockwork, people
from gongkai.applications.models import APPLICANT_KINDS, Applicant, Application, Matter
from gongkai.applications.people import Party
from gongkai.bodies.models import Body, Person, Post
from gongkai.core import workdays
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

OPEN_SHARE = 50  # one case in so many is open: 2,000 of 100,000
_WORDS = (
    "征收补偿",
    "扬尘处罚",
    "施工合同",
    "学区划分",
    "三公经费",
    "环评批复",
    "物业备案",
    "土地出让",
    "救助名单",
    "采购合同",
)
_PLACES = ("柳泉路", "青石街道", "南湖片区", "和平小区", "北关村", "民生路", "工业园", "东城新区")


def make(many: int, *, today: date) -> tuple[Person, Person, list[int]]:
    """Sixty bodies and `many` cases over three years; a clerk, somebody of the district's office, and open cases of the clerk."""
    chance = random.Random(20261120)
    bodies = Body.objects.bulk_create(
        Body(slug=f"b{n}", name=f"青禾区第{n}局", short=f"{n}局", kind="department", mark=_mark(n)) for n in range(60)
    )
    clerk, office = (Person.objects.create_user(name, name=name) for name in ("clerk", "office"))
    Post.objects.create(person=clerk, body=bodies[0], role="clerk", since=date(2020, 1, 1))
    Post.objects.create(person=office, body=bodies[0], role="office", since=date(2020, 1, 1))
    cases = Application.objects.bulk_create(_cases(many, bodies, clerk, today, chance), batch_size=2000)
    Entry.objects.bulk_create(_lines(cases), batch_size=2000)
    some = [case for case in cases if case.is_open and case.body_id == bodies[0].pk]
    Matter.objects.bulk_create(Matter(application=case, position=1, text=case.subject) for case in some)
    party = Party("natural_person", "孙小明", phone="13800000001")
    Applicant.objects.bulk_create(row for case in some for row in people.rows(case, (party,)))
    return clerk, office, [case.pk for case in some]


def _mark(number: int) -> str:
    return "青" + "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))


def _cases(many: int, bodies: list[Body], clerk: Person, today: date, chance: random.Random) -> Iterator[Application]:
    for number in range(many):
        body = bodies[number % len(bodies)]
        is_open = number % OPEN_SHARE == 0
        received = today - timedelta(chance.randrange(0, 40) if is_open else chance.randrange(60, 1000))
        due = workdays.add(received, 20).on
        closed = None if is_open else received + timedelta(chance.randrange(5, 28))
        subject = f"{chance.choice(_PLACES)}{chance.choice(_WORDS)}第{number}号文件"
        yield Application(
            number=f"{body.mark}〔{received.year}〕{number}号", year=received.year, serial=number, body=body,
            received_by=body, handler=clerk if body is bodies[0] else None, stage="handling" if is_open else "closed",
            channel="online", submitted_on=received, received_on=received, due_on=due, closed_on=closed,
            replied_on=closed, outcome="" if is_open else "granted", applicant_kind=chance.choice(list(APPLICANT_KINDS)),
            shown_name="孙某", subject=subject, content=subject, form_wanted="paper", delivery="post", key=f"k{number}",
        )  # fmt: skip


def _lines(cases: list[Application]) -> Iterator[Entry]:
    by = journal.Author("1", "clerk", "clerk")
    for case in cases:
        verbs = [("submit", case.submitted_on), ("receive", case.received_on), ("register", case.received_on)]
        if case.replied_on:
            verbs += [("propose", case.replied_on), ("approve", case.replied_on), ("reply", case.replied_on)]
        for verb, on in verbs:
            facts = {"on": on.isoformat()} if verb == "receive" else {}
            yield Entry(
                on=on, unit="b", actor=by.number, actor_name=by.name, role=by.role, verb=verb,
                about_kind=clockwork.KIND, about_id=str(case.pk), facts=facts,
            )  # fmt: skip
