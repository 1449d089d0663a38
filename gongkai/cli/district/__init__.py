"""The demonstration district 青禾区: its bodies, people, documents, applications and annual reports. All of it is invented."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.applications import codes
from gongkai.applications.models import Application
from gongkai.bodies.models import Body
from gongkai.cli.district import publishing, reporting, voices
from gongkai.cli.district.days import back
from gongkai.cli.district.opening import PASSWORD, ROOT, SignIn, for_documents, for_reports, open_district, sign_ins
from gongkai.cli.district.plans import plans
from gongkai.cli.district.telling import tell
from gongkai.cli.district.told import District, Told
from gongkai.disputes.models import Dispute
from gongkai.documents.models import Publication
from gongkai.reports.models import AnnualReport

__all__ = ["PASSWORD", "Example", "Made", "Occupied", "SignIn", "make"]

_OPENED = (
    740  # working days before the day of the demonstration: before the first year of which there is an annual report
)
_EXAMPLES = ("demo-133", "demonstration-first")


class Occupied(Exception):
    """The database already has bodies that are not of the demonstration; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Example:
    """A case whose progress may be asked for: the number, the query code, the last digits of the telephone."""

    number: str
    code: str
    phone_tail: str
    subject: str


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in the database now."""

    people: tuple[SignIn, ...]
    bodies: int
    cases: int
    disputes: int
    documents: int  # published
    publishers: tuple[SignIn, ...]
    notice: str  # key of the document of the prototype
    reporters: tuple[SignIn, ...]
    reports: int  # annual reports, of units and of the district
    reported: int | None  # the newest year whose report of the district is out
    examples: tuple[Example, ...]
    is_new: bool


def make(*, on: date) -> Made:
    """Make the district as it stands on day `on`, whole or not at all; what is there already is left as it is.

    Raises Occupied where the database belongs to somebody else.
    """
    is_new = not Body.objects.filter(slug=ROOT, mark="青政公开").exists()
    if is_new and Body.objects.exists():
        raise Occupied(
            "数据库里已经有别的单位，不能再放进青禾区的示例数据；请另建一个空的数据文件夹（GONGKAI_DATA）再试"
        )
    if is_new:
        with transaction.atomic():
            _make(on)
    return Made(
        people=sign_ins(),
        bodies=Body.objects.count(),
        cases=Application.objects.count(),
        disputes=Dispute.objects.count(),
        documents=Publication.objects.count(),
        publishers=for_documents(),
        notice=publishing.notice(),
        reporters=for_reports(),
        reports=AnnualReport.objects.count(),
        reported=reporting.newest(),
        examples=tuple(_example(key) for key in _EXAMPLES),
        is_new=is_new,
    )


def _make(on: date) -> None:
    teams = open_district(on=back(on, _OPENED))
    district = District(teams, on)
    tell(Told(district, plan) for plan in plans(on=on))
    voices.hear(teams, on=on)
    voices.absences(teams, on=on)
    publishing.publish(teams, on=on)
    reporting.report(district)


def _example(key: str) -> Example:
    case = Application.objects.get(key=key)
    phone = case.applicants.all()[0].phone
    return Example(case.number, codes.code_of(key), phone[-4:], case.subject)
