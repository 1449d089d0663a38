"""A district in January for tests: a government, its office, units with cases of last year, all made by the deeds of the house.

january = district.january()
report = january.report(january.housing)
"""

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from PIL import Image

from gongkai.applications import actions as cases_actions
from gongkai.applications.actions import importing as cases
from gongkai.applications.actions.importing import History
from gongkai.applications.models import Application
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import editions
from gongkai.core.reports import Report
from gongkai.reports import actions
from gongkai.reports.actions import Given
from gongkai.reports.models import AnnualReport, Round
from tests.applications.district import ROLES, Office, body, citizen, company, office, person

__all__ = ["ROLES", "Body", "Office", "cases", "cases_actions", "company", "person"]

YEAR = 2026
TODAY = date(2027, 1, 11)  # a Monday
TEXTS = {
    "preface": "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据期限为2026年1月1日至12月31日。",
    "overview": "2026年，本机关按照条例要求推进政府信息公开工作，主动公开、依申请公开、"
    "政府信息管理、平台建设、监督保障各项工作有序开展。"
    "共新收政府信息公开申请{applications.received.total}件。",
    "problems": "存在的主要问题：解读形式还不够多样。改进情况：明年增加图解和视频解读。",
    "other_matters": "本年度没有收取政府信息公开信息处理费。",
}


def moment(on: date = TODAY, hour: int = 10) -> datetime:
    """A moment of a day, in the time of the district."""
    return timezone.make_aware(datetime.combine(on, time(hour)))


@dataclass(frozen=True, slots=True)
class January:
    """The round with everybody in it."""

    round: Round
    government: Body
    office: Office
    housing: Office
    health: Office
    collector: Actor  # the district's disclosure office (区公开办)

    def report(self, of: Office) -> AnnualReport:
        """The unit's report, read again."""
        return self.round.reports.select_related("round", "body").get(body=of.body, level="unit")

    @property
    def district(self) -> AnnualReport:
        """The district's own report, read again."""
        return self.round.reports.select_related("round", "body").get(level="district")


def january(year: int = YEAR, *, on: date | None = None) -> January:
    """A round that was opened on 1 December."""
    government = body("青政公开", "青禾区人民政府", kind="government", short="区政府")
    centre = office("青公开", "青禾区人民政府办公室", kind="office", parent=government, short="区政府办")
    housing = office("青住建", "青禾区住房和城乡建设局", parent=government, short="区住建局")
    health = office("青卫健", "青禾区卫生健康局", parent=government, short="区卫健局")
    collector = person(centre.body, "office", "王敏")
    opened = moment(on or date(year, 12, 1))
    this = actions.open_round(year, government, by=collector, at=opened)
    return January(this, government, centre, housing, health, collector)


def history(of: Office, serial: int, received_on: date, **changes: object) -> History:
    """One case as an old register has it."""
    values: dict[str, object] = {
        "body": of.body,
        "number": "",
        "year": received_on.year,
        "serial": serial,
        "stage": "handling",
        "channel": "in_person",
        "submitted_on": received_on,
        "received_on": received_on,
        "parties": (citizen(number=serial % 900 + 1),),
        "content": f"第{serial}件申请的内容",
        "form_wanted": "electronic",
        "delivery": "email",
    }
    if "outcome" in changes:
        ended = changes.pop("ended_on")
        values |= {"stage": "closed", "closed_on": ended}
        if changes["outcome"] not in {"withdrawn_or_other", "abandoned_no_correction", "abandoned_no_payment"}:
            values["replied_on"] = ended
    return History(**{**values, **changes})  # type: ignore[arg-type]


def take_over(of: Office, *histories: History) -> list[Application]:
    """The cases of a register."""
    return cases.take_over(histories, by=of.clerk, on=TODAY)


def some_cases(of: Office) -> list[Application]:
    """Two carried in, four new of which one is carried out: 予以公开 2, 不予公开 1, 撤回 1, 信访 1."""
    return take_over(
        of,
        history(of, 31, date(2025, 12, 15), outcome="granted", ended_on=date(2026, 1, 8)),
        history(of, 32, date(2025, 12, 30), outcome="petition", ended_on=date(2026, 1, 20)),
        history(of, 1, date(2026, 2, 2), outcome="granted", ended_on=date(2026, 2, 20)),
        history(of, 2, date(2026, 3, 2), outcome="enforcement_file", ended_on=date(2026, 3, 20), parties=(company(),)),
        history(of, 3, date(2026, 5, 6), outcome="withdrawn_or_other", ended_on=date(2026, 5, 7)),
        history(of, 4, date(2026, 12, 28)),
    )


def fill_in(this: January, of: Office, *, on: date = TODAY) -> AnnualReport:
    """Everything that no register knows, entered, and a text in each part."""
    report = this.report(of)
    by = of.clerk
    wanted = [cell for cell in editions.get(this.round.edition).tables["proactive"].cells if ".art20_1." not in cell]
    given = [Given(cell, Decimal("12.34") if "fee" in cell else Decimal(3), "业务台账", "台账第1页") for cell in wanted]
    actions.enter(report.pk, given, by=by, at=moment(on))
    for part, text in TEXTS.items():
        actions.save_text(report.pk, part, text, base=0, by=by, at=moment(on))
    return this.report(of)


def accepted(this: January, of: Office) -> AnnualReport:
    """A unit's report that went all the way to 通过."""
    report = fill_in(this, of)
    actions.submit(report.pk, by=of.clerk, at=moment())
    actions.accept(report.pk, by=this.collector, at=moment())
    return this.report(of)


def changed(report: Report, **changes: object) -> Report:
    """The report with other fields."""
    return replace(report, **changes)  # type: ignore[arg-type]


def picture() -> bytes:
    """A small picture as the house rebuilds them."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (24, 72, 124)).save(out, "PNG")
    return out.getvalue()
