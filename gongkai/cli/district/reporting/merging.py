"""The district's own report: merged, adjusted where something is missing, checked, signed, published, and corrected later."""

from datetime import date
from decimal import Decimal

from gongkai.cli.district.days import after
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import composing, entering
from gongkai.cli.district.reporting.handing import January
from gongkai.reports import actions, drafts, figures
from gongkai.reports.models import AnnualReport

_CHARTS = (
    ("applications", "months"),
    ("applications", "outcomes"),
    ("applications", "refusals"),
    ("remedies", "disputes"),
)
_COUNTED_APART = 37  # penalties of a body that is not on the platform
_CORRECTED = "proactive.art20_6.administrative_coercion.decisions"


def merge(january: January, on: date, *, charts: bool = True) -> None:
    """Texts, pictures, opinions, the signature and the publication."""
    report, by = january.whole, january.collector
    facts = composing.facts(report)
    for part, text in composing.texts(report, facts).items():
        actions.save_text(report.pk, part, text, base=0, by=by, at=moment(on, 30))
    if charts:
        for part, chart in _CHARTS:
            actions.add_chart(report.pk, part, chart, by=by, at=moment(on, 90))
    _let_stand(january, on)
    actions.submit(report.pk, by=by, at=moment(on, 200))
    actions.accept(report.pk, by=by, at=moment(after(on, 2), 30), note="各单位数据已经核对")


def publish(january: January, on: date) -> None:
    """Signed and out."""
    report, signer = january.whole, january.team("office").one("signer")
    actions.sign(report.pk, by=signer, at=moment(on, 60))
    actions.publish(report.pk, by=january.collector, at=moment(after(on, 1), 60))


def adjust(january: January, on: date) -> None:
    """What a body outside the platform has told on paper is added by name."""
    reason = "市公安局青禾分局不在本平台报送，按其书面材料补计治安类处罚决定"
    actions.adjust(
        january.whole.pk, entering.PENALTIES, Decimal(_COUNTED_APART), by=january.collector, at=moment(on, 10),
        reason=reason, evidence="青公分函〔" + str(january.year + 1) + "〕3号",
    )  # fmt: skip


def _let_stand(january: January, on: date) -> None:
    """Errors that were looked into and stand, by name; and one warning."""
    report = january.whole
    judgement = drafts.draft(report).judgement
    chosen = [*judgement.bars, *[each for each in judgement.open_failures if not each.finding.is_error][:1]]
    for each in chosen:
        reason = "已向有关单位核实，情况属实，不影响公布"
        actions.dismiss(report.pk, each.fingerprint, reason, by=january.collector, at=moment(on, 150))


def correct(january: January, on: date) -> None:
    """A dated erratum beside the published figure."""
    report: AnnualReport = january.whole
    old = figures.frozen_values(report)[_CORRECTED]
    text = "表二“行政强制”本年处理决定数量：区市场监督管理局漏报查封决定1件，更正如下；其他数据不受影响。"
    changes = {_CORRECTED: (old, (old or 0) + 1)}
    actions.correct(report.pk, text, by=january.collector, at=moment(on, 60), changes=changes)
