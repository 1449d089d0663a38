"""What is public of the annual reports: read from the rows that publication wrote, and from no other."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KeyTransform

from gongkai.core import records
from gongkai.core.editions import PARTS
from gongkai.core.reports import Number
from gongkai.reports.archiving import key
from gongkai.reports.models import PICTURE, PublishedFile, PublishedReport
from gongkai.reports.models import Erratum as ErratumRow
from gongkai.reports.pictures import chart_of
from gongkai.reports.public.values import (
    DISTRICT,
    UNIT,
    Change,
    Corrected,
    Drawn,
    Erratum,
    FileData,
    FileLink,
    Page,
    Row,
    Share,
    Upload,
)

_SHOWN = {
    "received": "applications.received.total",
    "handled": "applications.total.total",
    "carried_out": "applications.carried_out.total",
}
_TEXTS = ("preface", *PARTS)
_MOST_WORDS = 8  # of a search
_LARGE = ("record", "shares", "charts", "choices")
_ORDER = ("-year", "level", "body__pk")  # district before unit, as the alphabet has it


class Damaged(Exception):
    """A published file is not what was published; to be restored from the backup."""


def years() -> tuple[int, ...]:
    """The years of which reports are published, the newest first."""
    return tuple(PublishedReport.objects.order_by("-year").values_list("year", flat=True).distinct())


def has_reports(body: str) -> bool:
    """Whether any report of the body is published."""
    return PublishedReport.objects.filter(body__slug=body).exists()


def reports(*, year: int | None = None, body: str = "", level: str = "") -> tuple[Row, ...]:
    """The reports that fit: the newest year first, in it the district's own before those of the units."""
    return tuple(map(_row, _fitting(year, body, level)))


def latest(most: int) -> tuple[Row, ...]:
    """Those published last."""
    return tuple(map(_row, _fitting(None, "", "").order_by("-published_on", "-pk")[:most]))


def mentioning(words: str, *, most: int) -> tuple[Row, ...]:
    """Reports with every one of the words in the title or in the text: first those with all in the title, then the newest."""
    wanted = words.split()[:_MOST_WORDS]
    if not wanted:
        return ()
    found, named = _fitting(None, "", ""), Q()
    for word in wanted:
        named &= Q(title__icontains=word)
        found = found.filter(reduce(or_, (Q(**{f"record__texts__{part}__icontains": word}) for part in _TEXTS), named))
    order = Case(When(named, then=0), default=1)
    return tuple(map(_row, found.order_by(order, *_ORDER)[:most]))


def corrected() -> dict[str, Corrected]:
    """Every report with errata, by what the archive knows it; there the figures stay as they were published."""
    found: dict[str, Corrected] = {}
    for each in ErratumRow.objects.select_related("published__body").order_by("on", "pk"):
        of = each.published
        last = {change.cell: change for change in (found[key(of)].changes if key(of) in found else ())}
        last |= {change.cell: change for change in _changes(each)}
        found[key(of)] = Corrected(key(of), of.body.name, of.year, tuple(last.values()))
    return found


def state() -> str:
    """Another one whenever a report was published or corrected."""
    many, newest = PublishedReport.objects.count(), PublishedReport.objects.aggregate(last=Max("pk"))["last"]
    return f"{many}-{newest}-{ErratumRow.objects.aggregate(last=Max('pk'))['last']}"


def report(slug: str, year: int, level: str) -> Page | None:
    """The report of a permanent address; None where there is none."""
    found = PublishedReport.objects.filter(body__slug=slug, year=year, level=level)
    row = found.select_related("body").annotate(**_annotations()).first()
    return _page(row) if row else None


def file(slug: str, year: int, level: str, kind: str) -> FileData | None:
    """A report as a file, as it was on the day of publication. Raises Damaged."""
    return None if kind.startswith(PICTURE) else _file(slug, year, level, kind)


def _file(slug: str, year: int, level: str, kind: str) -> FileData | None:
    found = PublishedFile.objects.filter(
        published__body__slug=slug, published__year=year, published__level=level, kind=kind
    )
    row = found.select_related("published").first()
    if row is None:
        return None
    data = bytes(row.data)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Damaged("年报文件和登记的校验值不符，请从备份恢复")
    return FileData(f"{row.published.title}.{kind}", kind, data, row.sha256)


def picture(slug: str, year: int, level: str, number: int) -> FileData | None:
    """An uploaded picture of a report by its place. Raises Damaged."""
    found = PublishedReport.objects.filter(body__slug=slug, year=year, level=level).only("charts").first()
    if found is None or not 0 < number <= len(found.charts):
        return None
    kind = found.charts[number - 1].get("upload")
    data = _file(slug, year, level, f"{PICTURE}{number}") if kind else None
    return FileData(f"图{number}.{kind}", str(kind), data.data, data.sha256) if data else None


def _fitting(year: int | None, body: str, level: str) -> QuerySet[PublishedReport]:
    given = {"year": year, "body__slug": body, "level": level}
    rows = PublishedReport.objects.filter(**{key: value for key, value in given.items() if value})
    return rows.select_related("body").defer(*_LARGE).annotate(**_annotations()).order_by(*_ORDER)


def _annotations() -> dict[str, Any]:
    values = {
        key: KeyTransform("value", KeyTransform(cell, KeyTransform("cells", "record"))) for key, cell in _SHOWN.items()
    }
    last = ErratumRow.objects.filter(published=OuterRef("pk")).order_by("-on").values("on")[:1]
    return {**values, "corrected_on": Subquery(last)}


def _row(found: Any) -> Row:  # noqa: ANN401 - a published report with the annotations above
    return Row(
        body=found.body.slug,
        body_name=found.body.name,
        short=found.body.short,
        level=found.level,
        year=found.year,
        title=found.title,
        published_on=found.published_on,
        corrected_on=found.corrected_on,
        **{key: records.number_of(getattr(found, key)) for key in _SHOWN},
    )


def _page(found: Any) -> Page:  # noqa: ANN401 - a published report with the annotations above
    row = _row(found)
    same_year = reports(year=row.year)
    units = tuple(each for each in same_year if not each.is_district)
    above = next((each for each in same_year if each.is_district), None)
    return Page(
        row=row,
        report=records.report_of(found.record),
        charts=tuple(_drawn(number, each) for number, each in enumerate(found.charts, 1)),
        choices=tuple(map(str, found.choices)),
        files=tuple(FileLink(*each) for each in _links(found)),
        errata=tuple(_erratum(number, each) for number, each in enumerate(found.errata.all(), 1)),
        shares=_shares(found.shares, {each.body for each in units}),
        units=units if row.level == DISTRICT else (),
        above=above if row.level == UNIT else None,
        years=reports(body=row.body, level=row.level),
        uploads=tuple(_uploads(found)),
    )


def _uploads(found: PublishedReport) -> Iterator[Upload]:
    """The pictures that somebody uploaded; a chart of ours is in the page as figures."""
    told = {number: each for number, each in enumerate(found.charts, 1) if "upload" in each}
    kept = found.files.filter(kind__startswith=PICTURE) if told else found.files.none()
    sizes = {row[0]: row[1:] for row in kept.values_list("kind", "size", "sha256")}
    for number, each in told.items():
        if f"{PICTURE}{number}" in sizes:
            part, caption, says, kind = (str(each[name]) for name in ("part", "caption", "alternative", "upload"))
            size, sha256 = sizes[f"{PICTURE}{number}"]
            yield Upload(number, part, caption, says, kind, size, sha256)


def _links(found: PublishedReport) -> QuerySet[PublishedFile, Any]:
    return found.files.exclude(kind__startswith=PICTURE).values_list("kind", "size", "sha256")


def _drawn(number: int, found: Mapping[str, Any]) -> Drawn:
    if "upload" in found:
        return Drawn(number, str(found["part"]), str(found["caption"]), None, str(found["alternative"]))
    return Drawn(number, str(found["part"]), str(found["caption"]), chart_of(dict(found)))


def _erratum(number: int, found: ErratumRow) -> Erratum:
    return Erratum(number, found.on, found.text, _changes(found))


def _changes(found: ErratumRow) -> tuple[Change, ...]:
    return tuple(Change(str(cell), _said(old), _said(new)) for cell, old, new in found.changes)


def _said(value: object) -> str:
    if isinstance(value, str) and len(value) == len("2026-01-01") and value[4:5] == "-":
        return f"{date.fromisoformat(value):%Y年%-m月%-d日}"
    return "没有写" if value is None else str(value)


def _shares(found: Mapping[str, Any], published: set[str]) -> dict[str, tuple[Share, ...]]:
    """The units of each figure, the largest first."""
    return {
        cell: tuple(
            sorted(
                (Share(slug, short, _number(value), slug in published) for slug, short, value in each),
                key=lambda share: -share.value,
            )
        )
        for cell, each in found.items()
        if each
    }


def _number(value: object) -> Number:
    number = records.number_of(value)
    assert number is not None  # publication leaves out units that gave nothing
    return number
