"""What the checks say of a report now, with what people said of each finding. Errors bar publishing; nothing bars saving."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.core.checks import Examination, examine
from gongkai.core.findings import Doubt, Finding, Verdict, Weight
from gongkai.core.reports.values import Report
from gongkai.reports.models import AnnualReport, Opinion

STATES = {"open": "待处理", "explained": "已说明", "dismissed": "不再提示"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its fingerprint and what was said of it; what was said of other figures than today's is stale."""

    finding: Finding
    fingerprint: str
    opinion: Opinion | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the figures have changed since the opinion."""
        return self.opinion is not None and self.opinion.says != self.finding.says[:500]

    @property
    def state(self) -> str:
        """open, explained or dismissed; an opinion on other figures counts no more."""
        return self.opinion.state if self.opinion is not None and not self.is_stale else "open"

    @property
    def bars(self) -> bool:
        """Whether it bars publishing: an error that the office has not dismissed."""
        return self.finding.is_error and self.state != "dismissed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings of one report."""

    judged: tuple[Judged, ...]
    examination: Examination

    @property
    def failures(self) -> tuple[Judged, ...]:
        """What failed, errors first."""
        return tuple(each for each in self.judged if each.finding.verdict is Verdict.FAIL)

    @property
    def open_failures(self) -> tuple[Judged, ...]:
        """What failed and was neither explained nor dismissed."""
        return tuple(each for each in self.failures if each.state == "open")

    @property
    def bars(self) -> tuple[Judged, ...]:
        """What bars publishing."""
        return tuple(each for each in self.judged if each.bars)

    def count(self, weight: Weight) -> int:
        """How many open failures of a weight."""
        return sum(each.finding.weight is weight for each in self.open_failures)


def fingerprint(finding: Finding) -> str:
    """The same for the same check at the same place, whatever the figures: opinions survive new runs by it."""
    text = "|".join((finding.code, finding.at, *sorted(finding.cells)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def judge(found: AnnualReport, report: Report, doubts: Iterable[Doubt]) -> Judgement:
    """Every check on `report`, which is what `found` says now."""
    examination = examine(report, doubts)
    opinions = opinions_of(found)
    judged = []
    for finding in examination.findings:
        mark = fingerprint(finding)
        judged.append(Judged(finding, mark, opinions.get(mark)))
    return Judgement(tuple(judged), examination)


def opinions_of(found: AnnualReport) -> Mapping[str, Opinion]:
    """The newest opinion of each fingerprint."""
    return {each.fingerprint: each for each in Opinion.objects.filter(report=found)}
