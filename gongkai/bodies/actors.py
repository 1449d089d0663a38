"""Who is acting: a person with the roles of the day in each body, stand-ins included. Permissions are asked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from gongkai.bodies.models import Absence, Person, Post
from gongkai.bodies.roles import DISTRICT, WATCHING, WORKING
from gongkai.journal.actions import Author


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, with roles by body. The applicant is an actor of one role and no body."""

    number: str
    name: str
    roles_by_body: Mapping[int, frozenset[str]] = field(default_factory=dict)
    person: Person | None = None
    everywhere: frozenset[str] = frozenset()  # roles held over the whole district

    def roles(self, body_id: int | None) -> frozenset[str]:
        """The roles for matters of one body."""
        own = self.roles_by_body.get(body_id, frozenset()) if body_id else frozenset()
        return own | self.everywhere

    def has(self, role: str) -> bool:
        """Whether the role is held anywhere."""
        return role in self.everywhere or any(role in roles for roles in self.roles_by_body.values())

    @property
    def sees_all(self) -> bool:
        """Whether every body's cases are seen: the district's office, and those who watch."""
        return bool(self.everywhere & (DISTRICT | WATCHING))

    @property
    def body_ids(self) -> tuple[int, ...]:
        """The bodies whose cases this person works on."""
        return tuple(body for body, roles in self.roles_by_body.items() if roles & WORKING)

    def author(self, role: str, unit: str) -> Author:
        """As the journal shall remember it."""
        return Author(self.number, self.name, role, unit)


APPLICANT = Actor("applicant", "申请人", everywhere=frozenset({"applicant"}))
SYSTEM = Actor("system", "系统", everywhere=frozenset({"clerk"}))


def actor(person: Person, *, on: date) -> Actor:
    """The person with the roles held on day `on`, own and of those who are away and have named the person."""
    away = Absence.objects.filter(stand_in=person, first_on__lte=on, last_on__gte=on).values("person")
    posts = Post.objects.filter(Q(person=person) | Q(person__in=away), Q(since__lte=on)).exclude(until__lt=on)
    by_body: dict[int, set[str]] = {}
    for post in posts:
        # Auditing and running the machine are not handed to a stand-in.
        if post.person_id == person.pk or post.role in WORKING | DISTRICT:
            by_body.setdefault(post.body_id, set()).add(post.role)
    everywhere = {role for roles in by_body.values() for role in roles & (DISTRICT | WATCHING)}
    return Actor(
        str(person.pk),
        str(person),
        {body: frozenset(roles - everywhere) for body, roles in by_body.items()},
        person,
        frozenset(everywhere),
    )
