"""What every page of one report shows around itself: the report as it is, tabs with their state, days left, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.urls import reverse

from gongkai.applications.ribbons import said, tone_of, weekday
from gongkai.core import editions, workdays
from gongkai.core.editions import TABLES, Edition
from gongkai.core.findings import Verdict, Weight
from gongkai.core.life import Move
from gongkai.core.reports import demands
from gongkai.core.reports.life import HANDED_IN, LIFE
from gongkai.desk.reports import drawing
from gongkai.desk.visits import Visit
from gongkai.reports import access, drafts
from gongkai.reports.drafts import Draft
from gongkai.reports.models import AnnualReport

TABS = MappingProxyType(
    {
        "preface": "前言",
        "overview": "一 总体情况",
        "proactive": "二 主动公开",
        "applications": "三 依申请",
        "remedies": "四 复议诉讼",
        "problems": "五 问题与改进",
        "other_matters": "六 其他事项",
    }
)
STATES = MappingProxyType({"done": "已填", "half": "没填完", "empty": "没填"})
TONES = MappingProxyType(
    {
        "awaited": "",
        "draft": "b",
        "submitted": "a",
        "returned": "r",
        "accepted": "g",
        "signed": "g",
        "published": "g",
        "excused": "",
    }
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One part: how far it is, and how many open findings speak of it."""

    key: str
    label: str
    address: str
    state: str
    errors: int
    warnings: int

    @property
    def word(self) -> str:
        """The state in a word."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Left:
    """How long there is until the day, as a large number with a word."""

    number: int | None
    says: str
    tone: str
    until: str


@dataclass(frozen=True, slots=True)
class Folder:
    """One report, opened."""

    report: AnnualReport
    draft: Draft
    demands: tuple[demands.Demand, ...]
    tabs: tuple[Tab, ...]
    left: Left
    moves: tuple[Move, ...]

    @property
    def may(self) -> dict[str, bool]:
        """The verbs that this person may do now, for buttons."""
        return {move.verb: True for move in self.moves}

    def context(self, part: str = "") -> dict[str, object]:
        """What the templates of every page of the report use."""
        return {
            "folder": self,
            "report": self.report,
            "draft": self.draft,
            "may": self.may,
            "part": part,
            "part_label": drafts.PART_LABELS.get(part, ""),
            "tone": TONES[self.report.stage],
            "at": "reports",
        }


def opened(visit: Visit, number: int, *, is_whole: bool = False) -> Folder:
    """The report with everything that the checks say of it now; Absent for those whom it does not concern.

    Pages that show the facts of the year want it whole; the others have those that its texts name.
    """
    return of(visit, access.report(visit.actor, number), is_whole=is_whole)


def of(visit: Visit, found: AnnualReport, *, is_whole: bool = False, also: Iterable[str] = ()) -> Folder:
    """The same for a report already looked up; `also` are facts that the page shows beside those of its texts."""
    now = drafts.draft(found, is_whole=is_whole, also=also)
    listed = wanted(now)
    return Folder(found, now, listed, tuple(_tabs(now, listed)), left(found, visit.on), moves(visit, found))


def moves(visit: Visit, found: AnnualReport) -> tuple[Move, ...]:
    """What this person may do with the report at its stage, in the order of the life."""
    held = access.roles(visit.actor, found)
    return tuple(move for move in LIFE if found.stage in move.stages and held.intersection(move.roles))


def wanted(now: Draft) -> tuple[demands.Demand, ...]:
    """The checklist of the texts, for a body of its kind and a year like this."""
    found = now.found
    return demands.demands(
        now.report,
        kind=found.body.kind,
        year=found.year,
        texts=now.report.texts,
        most=found.round.overview_limit,
    )


def left(found: AnnualReport, on: date) -> Left:
    """Until the day for handing in, for the district until it has to be public; nothing counts down once it is done."""
    if found.stage in HANDED_IN and not (found.is_district and found.stage != "published"):
        day = found.submitted_on
        return Left(None, "已报送" if day else found.get_stage_display(), "p", f"{said(day)}报送" if day else "")
    day = found.round.publish_by if found.is_district else found.round.hand_in_by
    word = "公布" if found.is_district else "报送"
    many = workdays.between(on, day)
    if on > day:
        return Left(-many, f"个工作日，超过{word}期限", "r", f"{said(day)}{weekday(day)}是{word}期限")
    return Left(many, f"个工作日{word}" if many else f"今天{word}", tone_of(many), f"{said(day)}{weekday(day)}以前")


def _tabs(now: Draft, listed: Iterable[demands.Demand]) -> Iterable[Tab]:
    lacking = {each.part for each in listed if each.verdict is Verdict.FAIL and not each.is_advice}
    counts: dict[tuple[str, Weight], int] = {}
    for each in now.judgement.open_failures:
        at = (drawing.part_of(each.finding), each.finding.weight)
        counts[at] = counts.get(at, 0) + 1
    for key, label in TABS.items():
        address = reverse("desk-report-part", args=(now.found.pk, key))
        errors, warnings = counts.get((key, Weight.ERROR), 0), counts.get((key, Weight.WARNING), 0)
        yield Tab(key, label, address, _state(now, key, lacking), errors, warnings)


def _state(now: Draft, key: str, lacking: set[str]) -> str:
    if key in TABLES:
        filled = [now.figures.cells[cell].value is not None for cell in now.figures.edition.tables[key].cells]
        return "done" if all(filled) else "half" if any(filled) else "empty"
    if not now.texts[key].strip():
        return "empty"
    return "half" if key in lacking or drafts.GAP in now.report.texts.get(key, "") else "done"


def edition(report: AnnualReport) -> Edition:
    """The form of the report's year."""
    return editions.get(report.round.edition)


def cells(report: AnnualReport) -> frozenset[str]:
    """Every cell of the form."""
    return frozenset(cell for table in edition(report).tables.values() for cell in table.cells)
