"""The bodies as the public sees them: where they are, when they are open, by which channels they take applications."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from gongkai.bodies.models import Body
from gongkai.core import law

ONLINE = "online"
_RULED_APART = "institution"  # Art 55: public enterprises follow the rules of their own departments


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to hand in an application, with where to."""

    key: str
    label: str
    where: str


@dataclass(frozen=True, slots=True)
class Office:
    """One body and how to reach it."""

    slug: str
    name: str
    short: str
    disclosure_body: str
    address: str
    office_hours: str
    phone: str
    fax: str
    email: str
    channels: tuple[Channel, ...]
    reconsideration_organ: str
    reconsideration_contact: str
    court: str

    @property
    def is_online(self) -> bool:
        """Whether it takes applications here."""
        return any(each.key == ONLINE for each in self.channels)


@dataclass(frozen=True, slots=True)
class Site:
    """Whose platform this is, for the head and the foot of each page."""

    name: str
    host: str
    seal: str


def site() -> Site:
    """The name of the platform: as set, or that of the body that has nobody above it."""
    root = Body.objects.filter(parent__isnull=True, closed_on__isnull=True).order_by("pk").first()
    host = root.name if root else ""
    district = host.removesuffix("办公室").removesuffix("人民政府")
    name = str(getattr(settings, "SITE_NAME", "")) or f"{district}政府信息公开平台"
    return Site(name, host, district.removesuffix("区").removesuffix("县").removesuffix("市")[-2:] or "政务")


def bodies(on: date) -> tuple[Office, ...]:
    """The bodies that exist on that day and take applications, in the order of the district."""
    return tuple(office(each, on=on) for each in open_bodies(on))


def open_bodies(on: date) -> list[Body]:
    """Their rows."""
    rows = Body.objects.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=on))
    rows = rows.exclude(closed_on__lte=on)
    return [each for each in rows if each.kind != _RULED_APART or each.channels]


def open_body(slug: str, on: date) -> Body:
    """One of them. LookupError when it is not one."""
    for each in open_bodies(on):
        if each.slug == slug:
            return each
    raise LookupError("没有这个单位")


def office(body: Body, *, on: date) -> Office:
    """A body as a plain value."""
    known = [each for each in law.channels(on=on) if body.accepts(each.channel)]
    return Office(
        slug=body.slug,
        name=body.name,
        short=body.short,
        disclosure_body=body.disclosure_body,
        address=_address(body),
        office_hours=body.office_hours,
        phone=body.phone,
        fax=body.fax,
        email=body.email,
        channels=tuple(Channel(each.channel, each.label, _where(body, each.channel)) for each in known),
        reconsideration_organ=body.reconsideration_organ,
        reconsideration_contact=body.reconsideration_contact,
        court=body.court,
    )


def _address(body: Body) -> str:
    return f"{body.address}（邮编 {body.postcode}）" if body.address and body.postcode else body.address


def _where(body: Body, channel: str) -> str:
    """Where an application by this channel goes."""
    place = {
        "in_person": "，".join(filter(None, (body.address, body.office_hours))),
        "registered_post": _address(body),
        "ordinary_post": _address(body),
        "fax": body.fax,
        "email": body.email,
    }
    return place.get(channel, "")
