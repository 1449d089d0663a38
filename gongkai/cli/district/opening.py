"""The bodies of the district and their people, read from bodies.toml and people.toml, opened through the area's own deeds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings

from gongkai.bodies import actions
from gongkai.bodies.actors import Actor, actor
from gongkai.bodies.models import Body, Person
from gongkai.bodies.roles import ROLES

PASSWORD = "Qinghe-2026!"  # noqa: S105 - of people who do not exist, printed on the terminal
ROOT = "government"
_INSTALLER = Actor("0", "安装", everywhere=frozenset({"keeper"}))


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as, and what there is to be seen."""

    username: str
    name: str
    roles: str
    body: str
    shows: str


@dataclass(frozen=True, slots=True)
class Team:
    """Who works for one body, each as an actor, by role."""

    body: Body
    by_role: Mapping[str, tuple[Actor, ...]]

    def one(self, role: str, at: int = 0) -> Actor:
        """Somebody of that role; another one for another case."""
        found = self.by_role[role]
        return found[at % len(found)]

    def called(self, username: str) -> Actor:
        """The clerk of that user name."""
        return next(each for each in self.by_role["clerk"] if each.person and each.person.username == username)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def sign_ins() -> tuple[SignIn, ...]:
    """Those worth signing in as: one line a role."""
    return _sign_ins({row["username"]: row["shows"] for row in _people() if "shows" in row})


def for_documents() -> tuple[SignIn, ...]:
    """Those through whose hands a document goes, in the order of its way."""
    return _shown_in("publishing/people.toml")


def for_reports() -> tuple[SignIn, ...]:
    """Those who write, collect and sign annual reports."""
    return _shown_in("reporting/people.toml")


def _shown_in(name: str) -> tuple[SignIn, ...]:
    shown = _load(name)["shows"]
    found = {each.username: each for each in _sign_ins(shown)}
    return tuple(found[username] for username in shown)


def _people() -> list[dict[str, Any]]:
    return [row | {"body": body} for body, listed in _load("people.toml").items() for row in listed]


def _sign_ins(shown: Mapping[str, str]) -> tuple[SignIn, ...]:
    names = {slug: str(row["short"]) for slug, row in _load("bodies.toml")["bodies"].items()}
    return tuple(
        SignIn(
            row["username"],
            row["name"],
            "、".join(ROLES[each] for each in row["roles"]),
            names[row["body"]],
            shown[row["username"]],
        )
        for row in _people()
        if row["username"] in shown
    )


def open_district(*, on: date) -> dict[str, Team]:
    """Open every body and appoint everybody, as of that day."""
    bodies = _open_bodies(on)
    people = _engage(bodies, on)
    return {slug: _team(body, people[slug], on) for slug, body in bodies.items()}


def _open_bodies(on: date) -> dict[str, Body]:
    data = _load("bodies.toml")
    found: dict[str, Body] = {}
    for slug, row in data["bodies"].items():
        values = {**data["defaults"], **row, "slug": slug, "parent": found.get(ROOT), "opened_on": on}
        found[slug] = actions.open_body(values, by=_INSTALLER, on=on)
    return found


class _Quick(PBKDF2PasswordHasher):
    """For a password that everybody may read, little work is enough; whoever signs in gets the house's own hash."""

    iterations = 1


@override_settings(PASSWORD_HASHERS=[f"{__name__}._Quick"])
def _engage(bodies: Mapping[str, Body], on: date) -> dict[str, list[tuple[Person, list[str]]]]:
    found: dict[str, list[tuple[Person, list[str]]]] = {slug: [] for slug in bodies}
    for slug, listed in _load("people.toml").items():
        for row in listed:
            person = actions.engage(row["username"], row["name"], PASSWORD, by=_INSTALLER, on=on)
            for role in row["roles"]:
                actions.appoint(person, bodies[slug], role, by=_INSTALLER, on=on)
            found[slug].append((person, row["roles"]))
            _appoint_for_root(person, row["roles"], bodies[ROOT], found, is_office=slug == "office", on=on)
    return found


def _appoint_for_root(
    person: Person,
    roles: list[str],
    root: Body,
    found: dict[str, list[tuple[Person, list[str]]]],
    *,
    is_office: bool,
    on: date,
) -> None:
    """The office of the government handles what is addressed to the government itself."""
    also = [role for role in roles if role in ("clerk", "handler", "reviewer", "head", "signer")]
    if is_office and also:
        for role in also:
            actions.appoint(person, root, role, by=_INSTALLER, on=on)
        found[ROOT].append((person, also))


def _team(body: Body, people: list[tuple[Person, list[str]]], on: date) -> Team:
    by_role: dict[str, list[Actor]] = {}
    for person, roles in people:
        acting = actor(person, on=on)
        for role in roles:
            by_role.setdefault(role, []).append(acting)
    return Team(body, {role: tuple(actors) for role, actors in by_role.items()})


def leave(teams: Mapping[str, Team], absent: str, stand_in: str, days: tuple[date, date], *, on: date) -> None:
    """Somebody is away, and a colleague stands in."""
    people = {username: Person.objects.get(username=username) for username in (absent, stand_in)}
    keeper = teams["office"].by_role["keeper"][0]
    actions.leave(people[absent], people[stand_in], *days, by=keeper, on=on)
