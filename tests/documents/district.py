"""Documents for tests, at any stage, all made by the deeds of the house.

housing = district.office()
notice = district.document(housing)                       # published
draft = district.document(housing, "draft", title="……")
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import count

from django.utils import timezone

from gongkai.core import credit_codes
from gongkai.core.documents import screening
from gongkai.core.documents.attributes import Attribute
from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.actions import Draft
from gongkai.documents.models import Document, Publication
from gongkai.vault.admission import Upload
from tests.applications import district as cases
from tests.applications.district import Office, person

__all__ = [
    "FORMED",
    "Office",
    "bring",
    "clear",
    "code",
    "document",
    "draft",
    "interpretation",
    "moment",
    "office",
    "person",
    "publication",
]

FORMED = date(2026, 11, 2)  # a Monday; twenty working days later it is 30 November
TEXT = (
    Block("addressee", "各镇人民政府、街道办事处，区政府各部门："),
    Block("paragraph", "为规范扬尘污染防治工作，现就有关事项通知如下。"),
    Block("heading", "一、总体要求", level=1),
    Block("paragraph", "坚持源头治理、分类管控，建立工地扬尘在线监测制度。"),
    Block("signature", "青禾区住房和城乡建设局\n2026年11月2日"),
)
PROACTIVE = Attribute("proactive")
STAGES = ("draft", "attributed", "screening", "cleared", "signed", "published")
_serial = count(1)


def code(number: int = 0) -> str:
    """A unified social credit code with a right check digit that is nobody's."""
    first = f"11370399MB{(number or next(_serial)) % 10_000_000:07}"
    return first + credit_codes.check_digit(first)


def office(mark: str = "青住建", name: str = "青禾区住房和城乡建设局", **values: object) -> Office:
    """A body with people and a credit code; the statutory columns are there."""
    actions.seed_columns(on=FORMED)
    return cases.office(mark, name, **{"credit_code": code(), **values})


def moment(on: date, hour: int = 10) -> datetime:
    """A moment of a day, in the time of the district."""
    return timezone.make_aware(datetime.combine(on, time(hour)))


def draft(of: Office, **changes: object) -> Draft:
    """What a clerk enters about a notice."""
    number = next(_serial)
    given = Draft(
        title=f"关于加强建筑工地扬尘治理的通知（{number}）",
        text=TEXT,
        document_number=f"青住建发〔2026〕{number}号",
        kind="通知",
        theme="城乡建设、环境保护",
        keywords="扬尘 工地",
        issuer=of.body.name,
        formed_on=FORMED,
        column="policies",
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def document(
    of: Office,
    stage: str = "published",
    *,
    attribute: Attribute = PROACTIVE,
    uploads: Sequence[Upload] = (),
    on: date = FORMED,
    at: datetime | None = None,
    **changes: object,
) -> Document:
    """A document that has come to `stage` on one day."""
    number = next(_serial)
    made = actions.begin(of.body, draft(of, **changes), uploads, by=of.clerk, on=on, key=f"document-{number}")
    bring(of, made.pk, stage, attribute=attribute, on=on, at=at)
    made.refresh_from_db()
    return made


def bring(
    of: Office,
    number: int,
    stage: str,
    *,
    attribute: Attribute = PROACTIVE,
    on: date = FORMED,
    at: datetime | None = None,
) -> None:
    """A draft brought to `stage`."""
    steps = {
        "attributed": lambda: actions.attribute(number, attribute, by=of.clerk, on=on),
        "screening": lambda: actions.submit(number, by=of.clerk, on=on),
        "cleared": lambda: clear(of, number, on=on),
        "signed": lambda: actions.sign(number, by=of.signer, on=on),
        "held": lambda: actions.hold(number, by=of.clerk, on=on),
        "published": lambda: actions.publish(number, by=of.clerk, at=at or moment(on)),
    }
    order = [*STAGES[:-1], "held"] if stage == "held" else list(STAGES)
    for each in order[1 : order.index(stage) + 1]:
        steps[each]()


def clear(of: Office, number: int, *, on: date = FORMED) -> None:
    """Every required step takes its opinion, then the head clears it."""
    answers = {item.key: "no" for item in screening.items(on=on)}
    for step in screening.steps(on=on):
        if step.verb == "give_opinion" and step.when == "always":
            said = actions.Said(step.key, actions.CLEAR, answers, "经审查，可以公开。")
            actions.give_opinion(number, said, by=getattr(of, step.role), on=on)
    actions.clear(number, by=of.head, on=on)


def publication(of: Office, **given: object) -> Publication:
    """A published document as the public has it."""
    return Publication.objects.get(document=document(of, **given))  # type: ignore[arg-type]


def interpretation(of: Office, about: Document, stage: str = "published", **changes: object) -> Document:
    """An interpretation of a document."""
    given = {
        "title": f"《{about.title}》政策解读",
        "document_number": "",
        "genre": "interpretation",
        "form": "text",
        "interprets": about.pk,
        "column": "interpretations",
        "kind": "",
        "text": (Block("question", "为什么要出台这个通知？"), Block("answer", "为了改善空气质量。")),
    }
    return document(of, stage, **{**given, **changes})  # type: ignore[arg-type]
