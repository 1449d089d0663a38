"""What became of documents after their publication: amended, repealed, lapsed, corrected, clarified, withdrawn, taken down."""

from collections.abc import Mapping
from typing import Any

from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing import wording
from gongkai.cli.district.publishing.plans import load
from gongkai.cli.district.publishing.reviewing import House
from gongkai.core.documents import text
from gongkai.documents import actions
from gongkai.documents.models import Document, Publication, Relation


def tell(house: House) -> None:
    """All of it."""
    data = load("afterlife.toml")
    for row in data["changes"]:
        _change(house, row)
    for row in data["relations"]:
        _relate(house, row)
    for row in data["corrections"]:
        _correct(house, row)
    for row in data["withdrawals"]:
        team, on = _team(house, row["of"]), house.days.ago(row["ago"])
        annulled_on = house.days.ago(row["annulled"]) if "annulled" in row else None
        number = house.made[row["of"]]
        actions.withdraw(number, by=team.one("clerk"), on=on, reason=row["reason"], annulled_on=annulled_on)
    _take_down(house)


def _team(house: House, key: str) -> Team:
    return house.teams[Document.objects.select_related("body").get(pk=house.made[key]).body.slug]


def _change(house: House, row: Mapping[str, Any]) -> None:
    by = house.made[row["by"]] if "by" in row else None
    since = Publication.objects.get(document=by).published_on if by else house.days.ago(row["ago"])
    cause = actions.Cause(by, row.get("title", ""), row.get("number", ""), row.get("articles", ""), row.get("note", ""))
    clerk = _team(house, row["of"]).one("clerk")
    actions.change(house.made[row["of"]], row["verb"], cause, by=clerk, since=since, on=since)


def _relate(house: House, row: Mapping[str, Any]) -> None:
    number = house.made[row["of"]]
    published_on = Publication.objects.get(document=number).published_on
    given = Relation(
        target=Publication.objects.get(document=house.made[row["target"]]) if "target" in row else None,
        outside_title=row.get("title", ""),
        outside_number=row.get("number", ""),
        articles=row.get("articles", ""),
        on=published_on,
    )
    actions.relate(number, row["kind"], given, by=_team(house, row["of"]).one("clerk"), on=published_on)


def _correct(house: House, row: Mapping[str, Any]) -> None:
    found = Publication.objects.get(document=house.made[row["of"]])
    blocks = text.from_record(found.text)
    added = wording.text(row["adds"], {}, row["of"])
    clerk, on = _team(house, row["of"]).one("clerk"), house.days.ago(row["ago"])
    actions.revise(
        found.document_id, found.title, (*blocks[:-1], *added, blocks[-1]), by=clerk, on=on, reason=row["reason"]
    )


def _take_down(house: House) -> None:
    """What was shown for a time, each on its day."""
    rows = Publication.objects.filter(take_down_on__lte=house.on).values_list("take_down_on", flat=True)
    for day in sorted({day for day in rows if day}):
        actions.take_down_due(on=day)
