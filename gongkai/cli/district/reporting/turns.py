"""What did not go straight last January: a late unit, a returned one, a copied text, a file with a mistake, remarks."""

from datetime import date
from decimal import Decimal

from gongkai.cli.district.days import after
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import entering, filing, handing
from gongkai.cli.district.reporting.handing import January
from gongkai.core.findings import Weight
from gongkai.reports import actions, drafts
from gongkai.reports.actions import Given, Point
from gongkai.reports.models import Remark

LATE, RETURNED, COPYING, OUTSIDE = "finance", "housing", "education", "ecology"
SPECIAL = (LATE, RETURNED, OUTSIDE)
EXPLAINING = ("market", "office")
_EXPLAINED = "已与台账逐件核对，数据和文字无误，情况属实"
_MISCOUNTED = Decimal(96)  # penalties that the returned unit first left out


def late(january: January, slug: str = LATE) -> None:
    """Reminded after the day on which it was due, and handed in some days later."""
    reminded_on = after(january.round.hand_in_by, 1)
    actions.remind(january.round, [january.report(slug).pk], by=january.collector, at=moment(reminded_on, 5))
    on = after(reminded_on, 4)
    handing.fill_in(january, slug, on)
    handing.hand_in(january, slug, on)
    handing.accept(january, slug, after(on, 1), "逾期报送，已提醒今后按期")


def returned(january: January, first: date, slug: str = RETURNED) -> None:
    """Handed in with a figure that does not agree and a thin fifth part; sent back, mended, handed in again, taken."""
    report, clerk = january.report(slug), january.team(slug).one("clerk")
    handing.enter(january, slug, moment(first, 5))
    (right,) = entering.given(report.body, january.year, ago=1, only=(entering.PENALTIES,))
    wrong = Given(right.key, (right.value or Decimal(0)) + _MISCOUNTED, right.source, right.evidence)
    actions.enter(report.pk, [wrong], by=clerk, at=moment(first, 20))
    handing.write(january, slug, moment(first, 60), ("preface", "overview", "other_matters"))
    thin = "存在问题：解读形式单一。改进情况：今后加强解读。"
    actions.save_text(report.pk, "problems", thin, base=0, by=clerk, at=moment(first, 80))
    handing.hand_in(january, slug, first)
    second = after(first, 3)
    actions.return_(report.pk, _points(), by=january.collector, at=moment(second, 20))
    third = after(second, 2)
    actions.enter(report.pk, [right], by=clerk, at=moment(third, 10))
    handing.write(january, slug, moment(third, 30), ("problems",), base=1)
    for remark in Remark.objects.filter(report=report, kind="return"):
        actions.settle(report.pk, remark.pk, by=clerk, at=moment(third, 60))
    handing.hand_in(january, slug, third)
    handing.accept(january, slug, after(third, 1), "退回的两处都已改正")


def _points() -> list[Point]:
    return [
        Point(
            entering.PENALTIES,
            "与行政处罚信息公示平台的公示清单对不上，把案件数和文书数混在一起了；请按作出的处罚决定计数",
        ),
        Point("problems", "第五部分只有两句话，没有写具体问题；请结合今年被确认违法、信息不存在偏多的情况写"),
    ]


def outside(january: January, on: date, slug: str = OUTSIDE) -> None:
    """Works in a system of its own and sends a Word file, in which a total is one too many."""
    filing.hand_in(january, [slug], on, is_wrong=True)
    filing.correct(january, slug, after(on, 1))
    handing.hand_in(january, slug, after(on, 1))
    handing.accept(january, slug, after(on, 2), "文件报送，更正一格")


def copied(january: January, before: January, on: date, slug: str = COPYING) -> None:
    """Figures of its own, but the fifth part word for word as the year before."""
    handing.enter(january, slug, moment(on, 10))
    handing.write(january, slug, moment(on, 60), ("preface", "overview", "other_matters"))
    same = drafts.stored_texts(before.report(slug))["problems"]
    clerk = january.team(slug).one("clerk")
    actions.save_text(january.report(slug).pk, "problems", same, base=0, by=clerk, at=moment(on, 90))


def explain(january: January, slug: str, on: date) -> None:
    """The unit says why the first of its findings stands."""
    report = january.report(slug)
    judgement = drafts.draft(report).judgement
    found = [each for each in judgement.open_failures if each.finding.weight is Weight.WARNING][:1]
    for each in found:
        clerk = january.team(slug).one("clerk")
        actions.explain(report.pk, each.fingerprint, _EXPLAINED, by=clerk, at=moment(on, 180))


def remark(january: January, on: date) -> None:
    """Words between office and units, one of them settled."""
    market, resources = january.report("market"), january.report("resources")
    asked = actions.remark(
        market.pk, entering.PENALTIES, "比上年多，请补充说明是不是含简易程序的", by=january.collector, at=moment(on, 50)
    )
    clerk = january.team("market").one("clerk")
    words = "含简易程序处罚，已与公示平台核对"
    actions.remark(market.pk, entering.PENALTIES, words, by=clerk, at=moment(on, 110))
    actions.settle(market.pk, asked.pk, by=clerk, at=moment(on, 115))
    thanks = "征地信息“一批次一专栏”的做法写得具体，可以转给各街镇参考"
    actions.remark(resources.pk, "overview", thanks, by=january.collector, at=moment(on, 125))
