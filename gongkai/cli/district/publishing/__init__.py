"""What the demonstration district publishes: documents in all columns over two years, and everything that stands around them."""

from collections.abc import Mapping
from datetime import date

from gongkai.bodies.actors import SYSTEM
from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing import afterlife, bringing, plans, prototype, spreading, surroundings, unfinished
from gongkai.cli.district.publishing.calendar import calendar
from gongkai.cli.district.publishing.reviewing import House
from gongkai.documents import actions
from gongkai.documents.models import Column, Publication

_NOTICE = "demonstration-notice"  # the key of the document of the prototype
_HERE_SINCE = 25  # working days: what is older was taken over from the website before


def publish(teams: Mapping[str, Team], *, on: date) -> None:
    """Everything, in the order of publication, up to the day of the demonstration."""
    house = House(teams, calendar(on=on))
    _open_columns(house)
    prototype.begin(house)
    since = house.days.ago(_HERE_SINCE)
    listed = plans.plans({slug: team.body for slug, team in teams.items()}, house.days)
    is_told = False
    for serial, plan in enumerate(listed):
        if not is_told and plan.published_on > prototype.PUBLISHED_ON:
            prototype.tell(house)
            is_told = True
        if plan.published_on < since and not (plan.take_down_on or plan.topics):
            bringing.take_over(house, plan, serial)
        else:
            bringing.bring(house, plan)
    if not is_told:
        prototype.tell(house)
    afterlife.tell(house)
    unfinished.leave_open(house)
    surroundings.keep(house)
    spreading.spread(house)


def _open_columns(house: House) -> None:
    opened_on = house.days.ago(540)
    actions.seed_columns(on=opened_on)
    for row in plans.load("house.toml")["topics"]:
        actions.keep_column(Column(), {**row, "holds": "topic", "opened_on": opened_on}, by=SYSTEM, on=opened_on)


def notice() -> str:
    """The permanent address of the document of the prototype; "" in a district that was made before there were documents."""
    return Publication.objects.filter(document__key=_NOTICE).values_list("key", flat=True).first() or ""
