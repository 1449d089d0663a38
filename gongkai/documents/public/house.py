"""Guides, institutions, the basic catalogue, the gazette and the places where paper is read, as the public sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from gongkai.bodies.models import Body
from gongkai.channels import CHANNELS
from gongkai.core.law import catalogue
from gongkai.documents.models import Account, Duty, Enterprise, Guide, Institution, Issue, ReadingPlace
from gongkai.documents.models.columns import PLACES
from gongkai.documents.public.shown import row, shown
from gongkai.documents.public.values import (
    BodyName,
    BodyRow,
    DutyRow,
    FileData,
    GuidePage,
    InstitutionPage,
    IssueLink,
    IssuePage,
    Row,
)
from gongkai.vault import files


@dataclass(frozen=True, slots=True)
class Spot:
    """A reading place, an enterprise or an account: a line of a register with its kind in words."""

    kind: str
    name: str
    body: str
    address: str
    hours: str
    phone: str
    url: str = ""
    note: str = ""


def bodies() -> tuple[BodyRow, ...]:
    """The bodies of the platform with what each has published, in the order of the district."""
    counted = shown().order_by().values_list("body_id").annotate(many=Count("pk"))
    many: dict[int, int] = dict(counted)
    guides = set(Guide.objects.filter(published_on__isnull=False).values_list("body_id", flat=True))
    institutions = set(Institution.objects.filter(published_on__isnull=False).values_list("body_id", flat=True))
    return tuple(
        BodyRow(
            each.slug,
            each.name,
            each.short,
            each.kind,
            many.get(each.pk, 0),
            each.pk in guides,
            each.pk in institutions,
        )
        for each in _open()
    )


def body_names() -> tuple[BodyName, ...]:
    """The same without anything counted, for filters, feeds and maps."""
    return tuple(BodyName(each.slug, each.name, each.short) for each in _open())


def body(slug: str) -> BodyRow | None:
    """One body."""
    found = _open().filter(slug=slug).first()
    if found is None:
        return None
    many = shown().filter(body=found).count()
    has_guide = Guide.objects.filter(body=found, published_on__isnull=False).exists()
    has_institution = Institution.objects.filter(body=found, published_on__isnull=False).exists()
    return BodyRow(found.slug, found.name, found.short, found.kind, many, has_guide, has_institution)


def _open() -> QuerySet[Body]:
    return Body.objects.filter(closed_on__isnull=True).order_by("pk")


def guide(slug: str) -> GuidePage | None:
    """The guide of one body."""
    found = Guide.objects.select_related("body").filter(body__slug=slug, published_on__isnull=False).first()
    if found is None:
        return None
    fields = (
        ("信息的分类", found.categories),
        ("编排体系", found.arrangement),
        ("获取方式", found.how_to_obtain),
        ("公开工作机构名称", found.disclosure_body),
        ("办公地址", found.address),
        ("办公时间", found.office_hours),
        ("联系电话", found.phone),
        ("传真号码", found.fax),
        ("互联网联系方式", found.internet),
        ("监督和救济", found.remedies),
    )
    filled = tuple(each for each in fields if each[1])
    return GuidePage(slug, found.body.name, filled, found.reviewed_on, found.disclosure_body, found.phone)


def institution(slug: str) -> InstitutionPage | None:
    """The institution page of one body."""
    found = Institution.objects.select_related("body").filter(body__slug=slug, published_on__isnull=False).first()
    if found is None:
        return None
    return InstitutionPage(
        slug,
        found.body.name,
        found.functions,
        tuple(found.units),
        tuple(found.leaders),
        found.address,
        found.office_hours,
        found.phone,
        found.reviewed_on,
    )


def duties(slug: str = "") -> tuple[DutyRow, ...]:
    """The basic catalogue of one body, or of all."""
    rows = Duty.objects.select_related("body", "column").filter(body__closed_on__isnull=True)
    return tuple(
        DutyRow(
            each.body.slug,
            each.body.name,
            each.column.key,
            each.column.label,
            each.name,
            each.content,
            each.basis,
            each.time_limit,
            tuple(CHANNELS[key].label for key in each.channels if key in CHANNELS),
        )
        for each in (rows.filter(body__slug=slug) if slug else rows)
    )


def gazette(year: int | None = None) -> tuple[IssueLink, ...]:
    """The issues of the gazette, the newest first."""
    rows = Issue.objects.filter(published_on__isnull=False)
    return tuple(_issue(each) for each in (rows.filter(year=year) if year else rows))


def issue(year: int, number: int, *, on: date) -> IssuePage | None:
    """One issue with its table of contents; what was taken down since is not named."""
    found = Issue.objects.select_related("body").filter(year=year, number=number, published_on__isnull=False).first()
    if found is None:
        return None
    entries = found.entries.select_related("publication__column", "publication__body")
    kept = [each for each in entries if not each.publication.withdrawn_on]
    lines = [(each.section, row(each.publication, on=on)) for each in kept]
    return IssuePage(_issue(found), found.body.name, _sections(lines))


def _sections(lines: Iterable[tuple[str, Row]]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    sections: dict[str, list[Row]] = {}
    for section, each in lines:
        sections.setdefault(section, []).append(each)
    return tuple((section, tuple(rows)) for section, rows in sections.items())


def issue_file(year: int, number: int) -> FileData | None:
    """The printed issue; None while it holds a document that was taken down, until it is made anew."""
    found = Issue.objects.filter(year=year, number=number, published_on__isnull=False).exclude(stored="").first()
    if found is None or found.entries.filter(publication__withdrawn_on__isnull=False).exists():
        return None
    return FileData(f"{found}.pdf", "pdf", files.fetch(found.stored), "")


def _issue(found: Issue) -> IssueLink:
    assert found.published_on is not None
    return IssueLink(found.year, found.number, found.total_number, found.title, found.published_on, found.size)


def reading_places() -> tuple[Spot, ...]:
    """Where government information is read on paper (第二十五条)."""
    rows = ReadingPlace.objects.select_related("body").filter(is_open=True)
    return tuple(
        Spot(PLACES[each.kind], each.name, each.body.name, each.address, each.office_hours, each.phone) for each in rows
    )


def enterprises() -> tuple[Spot, ...]:
    """Public enterprises by sector (第五十五条)."""
    labels = catalogue.sectors()
    rows = Enterprise.objects.select_related("department").filter(is_listed=True)
    return tuple(
        Spot(
            labels.get(each.sector, each.sector),
            each.name,
            each.department.name,
            each.address,
            "",
            each.phone,
            each.website,
            each.rules,
        )
        for each in rows
    )


def accounts() -> tuple[Spot, ...]:
    """The new-media accounts that are alive; their owners and keys stay in the house."""
    rows = Account.objects.select_related("body").exclude(status="closed")
    return tuple(
        Spot(CHANNELS[each.channel].label, each.name, each.body.name, each.identifier, "", "") for each in rows
    )
