"""A district for tests: bodies with their people, and cases at any stage, all made by the deeds of the house.

housing = district.office()
case = district.case(housing, "approved")
case = district.case(housing, "closed", outcome="not_exist", on=date(2026, 3, 2), content="……")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from django.test import override_settings

from gongkai.applications import actions
from gongkai.applications.actions import Asked, Decision, Intake, Sent
from gongkai.applications.models import Application, Matter
from gongkai.applications.papers import Paper
from gongkai.applications.people import Party
from gongkai.bodies import actions as bodies
from gongkai.bodies.actors import SYSTEM, Actor, actor
from gongkai.bodies.models import Body
from gongkai.core import workdays

SINCE = date(2008, 5, 1)  # everybody is in office since then
RECEIVED = date(2026, 10, 27)  # a Tuesday; twenty working days later it is 24 November
PASSWORD = "一个足够长的口令 2026"
ROLES = ("clerk", "handler", "reviewer", "head", "signer")
SURNAMES = {"clerk": "张经办", "handler": "李业务", "reviewer": "王审核", "head": "赵负责", "signer": "钱签发"}
_QUICK = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
_serial = count(1)


@dataclass(frozen=True, slots=True)
class Office:
    """A body with one actor a role; the person behind an actor is `.person`."""

    body: Body
    clerk: Actor
    handler: Actor
    reviewer: Actor
    head: Actor
    signer: Actor


def body(mark: str = "青住建", name: str = "青禾区住房和城乡建设局", **values: object) -> Body:
    """A body without people."""
    given = {
        "slug": f"body-{next(_serial)}",
        "name": name,
        "short": name.removeprefix("青禾区")[:20],
        "kind": "department",
        "mark": mark,
        "address": "青禾区民生路1号",
        "postcode": "255000",
        "phone": "0533-0000001",
        "reconsideration_organ": "青禾区人民政府",
        "court": "青禾区人民法院",
    }
    return bodies.open_body({**given, **values}, by=SYSTEM, on=SINCE)


def office(mark: str = "青住建", name: str = "青禾区住房和城乡建设局", **values: object) -> Office:
    """A body with a clerk, a handler, a reviewer, a head and a signer."""
    made = body(mark, name, **values)
    return Office(made, **{role: person(made, role) for role in ROLES})


def person(of: Body, role: str, name: str = "", *, email: str = "") -> Actor:
    """Somebody with one role; for the district's own roles (office, supervisor, auditor, keeper) any body will do."""
    username = f"{role}{next(_serial)}"
    with _QUICK:
        made = bodies.engage(
            username,
            name or SURNAMES.get(role, role),
            PASSWORD,
            by=SYSTEM,
            on=SINCE,
            email=email or f"{username}@qinghe.example",
        )
    bodies.appoint(made, of, role, by=SYSTEM, on=SINCE)
    return actor(made, on=RECEIVED)


def resident_id(number: int = 1) -> str:
    """A number with a right check digit that is nobody's: born in 1900."""
    digits = f"37030519000101{number % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11]


def citizen(name: str = "孙小明", number: int = 1) -> Party:
    """A natural person with everything that the form asks for."""
    return Party(
        "natural_person",
        name,
        id_kind="resident_id",
        id_number=resident_id(number),
        phone=f"138{number:08}",
        email=f"applicant{number}@mail.example",
        address=f"青禾区和平路{number}号2号楼301室",
        postcode="255000",
    )


def company(name: str = "青禾商贸有限公司") -> Party:
    """An enterprise."""
    return Party("commercial_enterprise", name, phone="0533-0000009", address="青禾区商业街8号")


def intake(of: Office, *, on: date = RECEIVED, **changes: object) -> Intake:
    """An application handed in at the counter on that day."""
    given = Intake(
        of.body, "in_person", {"submitted": on}, (citizen(),), "2025年度老旧小区改造资金使用明细", "electronic", "email"
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def case(
    of: Office,
    stage: str = "handling",
    *,
    on: date = RECEIVED,
    outcome: str = "granted",
    **changes: object,
) -> Application:
    """A case that has come to `stage`, received on `on`, one working day a step; `changes` are fields of Intake."""
    if stage == "submitted":
        changes = {"channel": "online", "days": {"submitted": on}, **changes}
    made = actions.submit(intake(of, on=on, **changes), by=of.clerk, on=on)
    day = on
    for step in _STEPS[stage]:
        day = workdays.add(day, 1).on
        step(_Under(of, made.pk, outcome), day)
    made.refresh_from_db()
    return made


@dataclass(frozen=True, slots=True)
class _Under:
    """A case on its way."""

    office: Office
    number: int
    outcome: str


def _register(under: _Under, on: date) -> None:
    actions.register(under.number, by=under.office.clerk, on=on)


def _ask_to_correct(under: _Under, on: date) -> None:
    until = workdays.add(on, 10).on
    actions.ask_to_correct(under.number, "请写明所需文件的名称", until, by=under.office.clerk, on=on)


def _decide(under: _Under, on: date) -> None:
    for matter in Matter.objects.filter(application=under.number):
        actions.decide(matter, Decision(under.outcome, "经审查"), by=under.office.clerk, on=on)
    actions.draft(under.number, paper(), by=under.office.clerk, on=on)
    actions.propose(under.number, by=under.office.clerk, on=on)


def _approve(under: _Under, on: date) -> None:
    actions.approve(under.number, by=under.office.reviewer, on=on)


def _reply(under: _Under, on: date) -> None:
    actions.reply(under.number, by=under.office.signer, on=on)


def _deliver(under: _Under, on: date) -> None:
    actions.deliver(under.number, Sent("email", on, delivered_on=on), by=under.office.clerk, on=on)


def _offer(under: _Under, on: date) -> None:
    other = Body.objects.exclude(pk=under.office.body.pk).first() or body("青教", "青禾区教育局")
    actions.transfer(under.number, other, by=under.office.clerk, on=on, reason="由对方负责公开")


_REPLYING = (_register, _decide, _approve, _reply, _deliver)
_STEPS: Mapping[str, tuple[Callable[[_Under, date], None], ...]] = {
    "submitted": (),
    "received": (),
    "offered": (_offer,),
    "handling": _REPLYING[:1],
    "awaiting_correction": (_register, _ask_to_correct),
    "in_review": _REPLYING[:2],
    "approved": _REPLYING[:3],
    "signed": _REPLYING[:4],
    "closed": _REPLYING,
}
STAGES = tuple(_STEPS)  # every stage that `case` can make


def paper(key: str = "reply", text: str = "经审查，现将您申请的信息予以公开。") -> Paper:
    """A letter as it comes from the composer."""
    return Paper(key, "政府信息公开申请答复书", text, "孙小明")


def consult(of: Office, made: Application, *, on: date, name: str = "某某建筑有限公司") -> Asked:
    """A third party asked on that day; what was asked."""
    asked = Asked("third_party", name, "施工合同的价格条款", contact="青禾区工业路3号", served_on=on)
    actions.consult(made.pk, asked, by=of.clerk, on=on)
    return asked
