"""Published annual reports for the tests of the public pages, as publication writes them, without the way that leads there."""

import hashlib
from datetime import date

from gongkai import writing
from gongkai.bodies.models import Body
from gongkai.core import records
from gongkai.core.reports import Report
from gongkai.reports.models import AnnualReport, Erratum, PublishedFile, PublishedReport, Round
from tests.applications.district import body
from tests.made import reconciling

YEAR = 2024
EDITION = "2021-30"


def government() -> Body:
    """The body above the units."""
    return body("青政公开", "青禾区人民政府", kind="government", short="区政府", slug="government")


def unit(number: int = 0, **values: object) -> Body:
    """A unit."""
    given = {
        "mark": f"青{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'一二三四五六七八九十'[number // 10]}",
        "slug": f"unit-{number}",
    }
    return body(**{**given, "name": f"青禾区第{number}局", "short": f"第{number}局", **values})


def report(of: Body, *, year: int = YEAR, seed: int = 8) -> Report:
    """A complete report in which everything agrees."""
    return reconciling(EDITION, seed, body=of.name, year=year)


def publish(
    of: Body, printed: Report | None = None, *, level: str = "unit", kinds=("json",), **values
) -> PublishedReport:
    """A report that is public."""
    printed = printed or report(of)
    opened, _ = Round.objects.get_or_create(
        year=printed.year,
        defaults={
            "edition": EDITION,
            "district": of,
            **dict.fromkeys(
                ("opened_on", "hand_in_by", "due_on", "publish_by", "locks_on"), date(printed.year + 1, 1, 20)
            ),
        },
    )
    row = AnnualReport.objects.create(round=opened, body=of, level=level, stage="published")
    made = PublishedReport.objects.create(
        report=row,
        body=of,
        level=level,
        year=printed.year,
        title=f"{of.name}{printed.year}年政府信息公开工作年度报告",
        published_on=printed.published_on,
        record=records.report_record(printed),
        **values,
    )
    for kind in kinds:
        data = writing.write(printed, kind)
        digest = hashlib.sha256(data).hexdigest()
        PublishedFile.objects.create(published=made, kind=kind, data=data, size=len(data), sha256=digest)
    return made


def correct(made: PublishedReport, *changes: tuple[str, object, object], on: date = date(2025, 4, 8)) -> Erratum:
    """An erratum."""
    return Erratum.objects.create(
        published=made, on=on, text="漏计一件当面申请。", changes=[list(each) for each in changes]
    )
