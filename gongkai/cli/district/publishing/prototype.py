"""青政办字〔2026〕18号 with its three interpretations, the two notices before it, and the Regulations on which it rests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing import papers
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.publishing.plans import load
from gongkai.cli.district.publishing.reviewing import House, review
from gongkai.core.documents import typed
from gongkai.documents import actions
from gongkai.documents.actions import Draft
from gongkai.documents.models import Relation

FORMED_ON, PUBLISHED_ON = date(2026, 6, 12), date(2026, 6, 15)
_BEGUN_ON, _REVIEWED_ON = date(2026, 6, 8), date(2026, 6, 11)
_THEME = "综合政务\\政务公开"


def begin(house: House) -> None:
    """The two notices of earlier years, as the old website had them."""
    team = house.teams["office"]
    for row in load("prototype.toml")["earlier"]:
        draft = Draft(
            row["title"],
            typed.parse(row["text"].strip()),
            row["number"],
            kind="通知",
            theme=_THEME,
            formed_on=row["formed_on"],
            effective_from=row["formed_on"],
            is_normative=True,
            column="normative",
        )
        old = actions.Old(draft, row["published_on"], path=row["path"])
        key = f"demonstration-notice-{row['key']}"
        taken = actions.take_over(team.body, old, by=team.one("clerk"), on=row["published_on"], key=key)
        assert taken.publication is not None
        house.made[f"prototype-{row['key']}"] = taken.publication.document_id


def tell(house: House) -> None:
    """The notice itself on its day, with what it ends and what it rests on."""
    team, row = house.teams["office"], load("prototype.toml")["notice"]
    uploads = [papers.paper(each) for each in ("form", "formats")]
    made = actions.begin(
        team.body, _draft(row), uploads, by=team.one("handler"), on=_BEGUN_ON, key="demonstration-notice"
    )
    house.made["prototype"] = made.pk
    review(team, made.pk, (_BEGUN_ON, _REVIEWED_ON))
    listed = load("prototype.toml")["interpretations"]
    forms = tuple(each["form"] for each in listed)
    head = team.one("head").name
    planned = actions.Planned(forms, ("website", "wechat", "douyin"), row["summary"], head, PUBLISHED_ON)
    actions.plan(made.pk, planned, by=team.one("clerk"), on=_REVIEWED_ON)
    for each in reversed(listed[:-1]):  # the set goes out with the last one first
        _interpretation(house, made.pk, each, (_BEGUN_ON, _REVIEWED_ON))
    actions.sign(made.pk, by=team.one("signer"), on=FORMED_ON)
    actions.publish(made.pk, by=team.one("clerk"), at=moment(PUBLISHED_ON, 30))
    _film(house, made.pk, listed[-1])
    _end_earlier(house, made.pk, team)


def _film(house: House, number: int, row: Mapping[str, Any]) -> None:
    """The film comes two days after the notice, by itself."""
    team, on = house.teams["office"], row["published_on"]
    made = _interpretation(house, number, row, (PUBLISHED_ON, on))
    actions.sign(made, by=team.one("signer"), on=on)
    actions.publish(made, by=team.one("clerk"), at=moment(on, 120))


def _draft(row: Mapping[str, str]) -> Draft:
    return Draft(
        title=row["title"],
        text=typed.parse(row["text"].strip()),
        document_number=row["number"],
        kind="通知",
        theme=_THEME,
        keywords=row["keywords"],
        summary=row["summary"],
        formed_on=FORMED_ON,
        effective_from=date(2026, 7, 1),
        expires_on=date(2031, 6, 30),
        is_normative=True,
        filing_number=row["filing_number"],
        filed_on=PUBLISHED_ON,
        column="normative",
    )


def _interpretation(house: House, number: int, row: Mapping[str, Any], days: tuple[date, date]) -> int:
    team = house.teams["office"]
    draft = Draft(
        title=row["title"],
        text=typed.parse(row["text"].strip()),
        theme=_THEME,
        formed_on=FORMED_ON,
        column="interpretations",
        genre="interpretation",
        form=row["form"],
        interprets=number,
    )
    uploads = [papers.paper(each) for each in row.get("papers", ())]
    key = f"demonstration-notice-{row['form']}"
    made = actions.begin(team.body, draft, uploads, by=team.one("handler"), on=days[0], key=key)
    review(team, made.pk, days)
    house.made[f"prototype-{row['form']}"] = made.pk
    return made.pk


def _end_earlier(house: House, number: int, team: Team) -> None:
    clerk, made = team.one("clerk"), house.made
    by_this = actions.Cause(by=number)
    actions.change(made["prototype-2021"], "repeal", by_this, by=clerk, since=FORMED_ON, on=PUBLISHED_ON)
    lapsed_on = date(2021, 3, 1)
    lapse = actions.Cause(by=made["prototype-2021"], note="由青政办发〔2021〕9号宣布失效")
    actions.change(made["prototype-2013"], "lapse", lapse, by=clerk, since=lapsed_on, on=date(2021, 3, 5))
    rests_on = Relation(
        outside_title="中华人民共和国政府信息公开条例",
        outside_number="国务院令第711号",
        articles="第二十九条至第四十四条",
        on=FORMED_ON,
    )
    actions.relate(number, "based_on", rests_on, by=clerk, on=PUBLISHED_ON)
