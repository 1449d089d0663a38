"""One digest a person and day; robots and calendars with numbers and deadlines only; few questions to the database."""

import json
import threading
from datetime import date, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.management import call_command

from gongkai.applications import actions, reminders
from gongkai.applications.models import Application
from gongkai.applications.models import Digest as Sent
from gongkai.bodies import actions as bodies
from gongkai.bodies.actors import SYSTEM
from gongkai.bodies.models import Person
from tests.applications import district

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 24)  # of a case received on 27 October
CHINA = timezone(timedelta(hours=8))


def at(on: date, hour: int = 9) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=CHINA)


def labels(person: Person, on: date) -> list[tuple[str, list[str]]]:
    return [(group.label, [item.number for item in group.items]) for group in reminders.digest(person, on).groups]


@pytest.fixture
def housing():
    return district.office()


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 11, 25), "已超期"),
        (DUE, "今天到期"),
        (date(2026, 11, 23), "3 个工作日内到期"),
        (date(2026, 11, 19), "3 个工作日内到期"),
        (date(2026, 11, 17), "第 15 个工作日"),
        (date(2026, 11, 10), "第 10 个工作日"),
        (date(2026, 11, 3), "第 5 个工作日"),
    ],
)
def test_a_case_is_told_by_its_last_day_and_its_milestones(housing, on, label):
    case = district.case(housing, "handling")

    assert labels(housing.clerk.person, on) == [(label, [case.number])]
    assert labels(housing.handler.person, on) == [(label, [case.number])]
    assert labels(housing.signer.person, on) == []


def test_on_other_days_nothing_is_told(housing):
    district.case(housing, "handling")

    assert labels(housing.clerk.person, date(2026, 11, 12)) == []


def test_a_stopped_clock_is_told_when_its_term_ends(housing):
    case = district.case(housing, "awaiting_correction")  # asked on 29 October, ten working days

    assert labels(housing.clerk.person, date(2026, 11, 11)) == []
    assert labels(housing.clerk.person, date(2026, 11, 12)) == [("停表今天期满", [case.number])]
    assert labels(housing.clerk.person, date(2026, 11, 13)) == [("停表期满", [case.number])]


def test_each_role_is_told_what_waits_for_it(housing):
    numbers = {stage: district.case(housing, stage).number for stage in district.STAGES if stage != "offered"}
    on = date(2026, 11, 4)

    assert labels(housing.signer.person, on) == [("待签发", [numbers["approved"]])]
    assert labels(housing.reviewer.person, on) == [("待审核", [numbers["in_review"]])]
    assert dict(labels(housing.clerk.person, on)) == {
        "待确认收到": [numbers["submitted"]],
        "待登记": [numbers["received"]],
        "待送达": [numbers["signed"]],
    }


def test_an_extension_waits_for_the_head_and_an_offer_for_the_other_body(housing):
    other = district.office("青教", "青禾区教育局")
    case = district.case(housing, "handling")
    actions.ask_to_extend(case.pk, 20, by=housing.clerk, on=date(2026, 11, 2), reason="征求意见")
    offered = district.case(housing, "offered")

    assert labels(housing.head.person, date(2026, 11, 4)) == [("待批延期", [case.number])]
    assert labels(other.clerk.person, date(2026, 11, 4)) == [("待认领", [offered.number])]
    assert labels(housing.clerk.person, date(2026, 11, 4)) == []


def test_a_stand_in_is_told_for_the_colleague(housing):
    case = district.case(housing, "approved")
    other = district.office("青教", "青禾区教育局")
    bodies.leave(
        housing.signer.person,
        other.signer.person,
        date(2026, 11, 4),
        date(2026, 11, 4),
        by=SYSTEM,
        on=date(2026, 11, 3),
    )

    assert labels(other.signer.person, date(2026, 11, 4)) == [("待签发", [case.number])]
    assert labels(other.signer.person, date(2026, 11, 5)) == []


# ── e-mail ──


def test_the_digest_goes_out_once_a_day_without_names_of_applicants(housing):
    case = district.case(housing, "handling")

    first = reminders.send_digests(DUE, at(DUE))
    again = reminders.send_digests(DUE, at(DUE, 10))

    assert (first, again) == (2, 0)  # the clerk and the handler; nobody else has anything
    assert Sent.objects.filter(on=DUE).count() == 2
    message = next(each for each in mail.outbox if each.to == [housing.clerk.person.email])
    assert message.subject == "依申请公开：今天到期 1 件"
    assert f"{case.number}  2026-11-24 到期  2025年度老旧小区改造资金使用明细" in message.body
    for planted in ("孙", district.resident_id(1), "138"):
        assert planted not in message.subject + message.body


def test_nobody_is_reminded_on_a_day_without_work(housing):
    district.case(housing, "handling")
    saturday = date(2026, 11, 28)

    assert reminders.send_digests(saturday, at(saturday)) == 0
    assert mail.outbox == []


def test_who_does_not_want_e_mail_or_has_left_gets_none(housing):
    district.case(housing, "handling")
    Person.objects.filter(pk=housing.clerk.person.pk).update(wants_email=False)
    for post in housing.handler.person.posts.all():
        bodies.relieve(post, by=SYSTEM, on=date(2026, 11, 20))

    assert reminders.send_digests(DUE, at(DUE)) == 0


def test_a_failing_mailbox_stops_nobody_and_is_tried_again(housing, monkeypatch):
    district.case(housing, "handling")
    bad = housing.clerk.person.email
    real = mail.EmailMessage.send

    def send(message, *given, **named):
        if message.to == [bad]:
            raise OSError("mailbox full")
        return real(message, *given, **named)

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    assert reminders.send_digests(DUE, at(DUE)) == 1
    monkeypatch.undo()

    assert reminders.send_digests(DUE, at(DUE, 10)) == 1
    assert sorted(each.to[0] for each in mail.outbox) == sorted([bad, housing.handler.person.email])


def test_the_command_sends_what_is_due(housing, capsys):
    call_command("remind")

    assert capsys.readouterr().out == "已发提醒 0 封，群消息 0 条\n"


def test_many_cases_need_no_more_questions_than_few(housing, django_assert_num_queries):
    for _ in range(8):
        district.case(housing, "handling")

    with django_assert_num_queries(3):
        assert reminders.digest(housing.clerk.person, DUE).count == 8


# ── robots ──


@pytest.fixture
def robot():
    """A chat robot on this machine, and what it was told."""
    heard: list[dict] = []

    class Robot(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200 if self.path == "/hook" else 302)
            self.send_header("Location", "/hook")
            self.end_headers()

        def log_message(self, *given):
            pass

    server = HTTPServer(("127.0.0.1", 0), Robot)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_robot_is_told_numbers_and_deadlines_once_a_day(housing, robot, settings):
    address, heard = robot
    settings.ROBOTS = [f"{address}/hook"]
    case = district.case(housing, "handling")
    district.case(housing, "closed")

    first, again = reminders.robots(DUE, at(DUE)), reminders.robots(DUE, at(DUE, 15))

    assert (first, again) == (1, 0)
    assert heard == [{"msgtype": "text", "text": {"content": f"依申请公开到期提醒\n{case.number}  今天到期"}}]


def test_a_robot_that_sends_us_elsewhere_is_not_followed(housing, robot, settings):
    address, heard = robot
    settings.ROBOTS = [f"{address}/elsewhere"]
    district.case(housing, "handling")

    assert reminders.robots(DUE, at(DUE)) == 0
    assert len(heard) == 1


@pytest.mark.parametrize("address", ["http://robot.example/hook", "file:///etc/passwd", "ftp://127.0.0.1/", "nonsense"])
def test_only_https_is_told(housing, settings, address):
    settings.ROBOTS = [address]
    district.case(housing, "handling")

    assert reminders.robots(DUE, at(DUE)) == 0


def test_a_robot_that_does_not_answer_stops_nothing(housing, robot, settings):
    address, heard = robot
    settings.ROBOTS = ["http://127.0.0.1:9/", f"{address}/hook"]
    district.case(housing, "handling")

    assert reminders.robots(DUE, at(DUE)) == 1
    assert len(heard) == 1


def test_a_thousand_cases_are_no_more_messages_than_a_minute_allows(housing, robot, settings):
    address, heard = robot
    settings.ROBOTS = [f"{address}/hook"]
    case = district.case(housing, "handling")
    copies = [Application(**_copy(case, number)) for number in range(2, 1500)]
    Application.objects.bulk_create(copies)

    sent = reminders.robots(DUE, at(DUE))

    assert sent == len(heard) == 20
    assert all(len(each["text"]["content"].encode()) <= 1_800 for each in heard)


def _copy(case: Application, serial: int) -> dict[str, object]:
    values = {
        field.attname: getattr(case, field.attname) for field in Application._meta.fields if not field.primary_key
    }
    return {**values, "serial": serial, "number": f"青住建〔2026〕{serial}号", "key": f"key-{serial}"}


# ── the calendar ──


def unfolded(feed: str) -> list[str]:
    return feed.replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_the_last_day_of_every_open_case(housing):
    case = district.case(housing, "handling")
    district.case(housing, "closed")
    on = date(2026, 11, 2)

    lines = unfolded(reminders.calendar_feed(housing.clerk.person, on))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    at_case = lines.index(f"UID:case-{case.pk}@127.0.0.1")
    assert lines[at_case + 2 : at_case + 5] == [
        "DTSTART;VALUE=DATE:20261124",
        "DTEND;VALUE=DATE:20261125",
        f"SUMMARY:答复期限：{case.number}",
    ]
    assert sum(line.startswith("UID:case-") for line in lines) == 1
    assert lines.count("BEGIN:VALARM") == lines.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20270131" in lines


def test_the_calendar_is_folded_at_75_octets_and_says_nothing_of_people(housing):
    district.case(housing, "handling")

    feed = reminders.calendar_feed(housing.clerk.person, DUE)

    assert all(len(line.encode()) <= 75 for line in feed.split("\r\n"))
    assert "\n" not in feed.replace("\r\n", "")
    for planted in ("孙", "老旧小区", "138"):
        assert planted not in "".join(unfolded(feed))


def test_a_stranger_has_the_statutory_days_only(housing):
    district.case(housing, "handling")
    stranger = district.office("青教", "青禾区教育局").clerk

    assert "UID:case-" not in reminders.calendar_feed(stranger.person, DUE)
