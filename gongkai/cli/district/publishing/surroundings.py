"""What stands around the documents: guides, institution pages, the basic catalogue, places, enterprises, accounts, misses."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from gongkai.bodies.models import Body
from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing import wording
from gongkai.cli.district.publishing.plans import load
from gongkai.cli.district.publishing.reviewing import House
from gongkai.core.law import catalogue
from gongkai.documents import actions
from gongkai.documents.models import Account, Column, Duty, Enterprise, ReadingPlace

_NEGLECTED = "justice"  # whose guide was not looked at for more than a year
_NEGLECTED_DAYS, _MOST_DAYS = 430, 280  # natural days since the last review


def keep(house: House) -> None:
    """All of it."""
    for at, team in enumerate(house.teams.values()):
        reviewed_on = _days_ago(house, _NEGLECTED_DAYS if team.body.slug == _NEGLECTED else 10 + at * 21 % _MOST_DAYS)
        _guide(team, reviewed_on)
        _institution(team, at, reviewed_on)
        _duties(team, reviewed_on)
    _places(house)
    _enterprises(house)
    for words, many in load("house.toml")["misses"].items():
        for _ in range(many):
            actions.miss(words, on=_days_ago(house, wording.draw(words, 20)))


def _days_ago(house: House, many: int) -> date:
    """The working day that lies so many natural days back, or the one before it."""
    return house.days.before(house.on - timedelta(many), 0)


def _guide(team: Team, on: date) -> None:
    body = team.body
    values = {
        **load("house.toml")["guide"],
        "disclosure_body": body.disclosure_body,
        "address": body.address,
        "office_hours": body.office_hours,
        "phone": body.phone,
        "fax": body.fax,
        "internet": f"电子邮箱：{body.email}；在线申请：本平台“依申请公开”",
    }
    actions.keep_guide(body, values, by=team.one("clerk"), on=on)


def _institution(team: Team, at: int, on: date) -> None:
    body = team.body
    functions, *units = load("house.toml")["functions"][body.slug].split("|")
    pairs = zip(units[::2], units[1::2], strict=True)
    values = {
        "functions": functions,
        "units": [{"name": name, "duty": duty, "phone": body.phone} for name, duty in pairs],
        "leaders": list(_leaders(body, at)),
        "address": body.address,
        "office_hours": body.office_hours,
        "phone": body.phone,
    }
    actions.keep_institution(body, values, by=team.one("clerk"), on=on)


def _leaders(body: Body, at: int) -> Iterator[dict[str, str]]:
    names = load("house.toml")["leaders"]["names"]
    post = {"government": "区长", "street": "主任", "township": "镇长", "office": "主任"}.get(body.kind, "局长")
    for place, (title, duty) in enumerate(((post, "主持全面工作"), (f"副{post}", "分管政务公开、法治工作"))):
        yield {"name": names[(2 * at + place) % len(names)], "post": title, "duty": duty}


def _duties(team: Team, on: date) -> None:
    kinds = {each.key: each for each in catalogue.columns(on=on)}
    columns = {each.key: each for each in Column.objects.all()}
    rows = [row for row in load("house.toml")["duties"] if kinds[row["column"]].is_for(team.body.kind)]
    for position, row in enumerate(rows, 1):
        values = {**row, "column": columns[row["column"]], "body": team.body, "position": position}
        actions.keep_duty(Duty(body=team.body), values, by=team.one("clerk"), on=on)


def _places(house: House) -> None:
    for at, row in enumerate(load("house.toml")["places"]):
        team = house.teams[row["body"]]
        values = {**row, "body": team.body, "office_hours": team.body.office_hours}
        place = actions.keep_place(ReadingPlace(body=team.body), values, by=team.one("clerk"), on=house.days.ago(200))
        actions.supply(place, 12 + 9 * at, by=team.one("clerk"), on=house.days.ago(8 + 15 * at))


def _enterprises(house: House) -> None:
    for row in load("house.toml")["enterprises"]:
        team = house.teams[row["department"]]
        for name in row["names"]:
            values = {
                "name": name,
                "sector": row["sector"],
                "rules": row["rules"],
                "address": f"青禾区禾丰路{10 + wording.draw(name, 90)}号",
                "phone": f"0500-80004{wording.draw(name, 90) + 10}",
            }
            enterprise = Enterprise(department=team.body)
            actions.keep_enterprise(enterprise, values, by=team.one("clerk"), on=house.days.ago(180))


def accounts(house: House) -> dict[str, Account]:
    """The new-media accounts, by name; those that posted before the platform have the day of it."""
    return {row["name"]: _account(house, row) for row in load("house.toml")["accounts"]}


def _account(house: House, row: Mapping[str, Any]) -> Account:
    team = house.teams[row["body"]]
    last = _days_ago(house, row["idle_days"]) if "idle_days" in row else None
    values = {name: row[name] for name in ("channel", "name", "identifier", "owner")}
    values |= {"opened_on": date(2022, 3, 1), "last_post_on": last, "status": row.get("status", "active")}
    if values["status"] == "closed":
        values["closed_on"] = last
    return actions.keep_account(Account(body=team.body), values, by=team.one("clerk"), on=house.days.ago(150))
