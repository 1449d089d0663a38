"""A planned document brought to the public, step by step, by the people of its body; older ones come from the old website."""

from gongkai.cli.district.publishing import interpreting, papers, wording
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.publishing.plans import Plan
from gongkai.cli.district.publishing.reviewing import House, review
from gongkai.documents import actions
from gongkai.documents.actions import Draft

_WAIVED = "只调整办理部门和名称，不增设义务，不需要解读"
_OLD_PATH = "/zwgk/{column}/{year}{month:02}/t{year}{month:02}{day:02}_{serial}.html"


def draft(plan: Plan) -> Draft:
    """What the clerk enters."""
    return Draft(
        title=plan.title,
        text=plan.text,
        document_number=plan.document_number,
        kind=plan.kind,
        theme=plan.theme,
        keywords=plan.keywords,
        summary=plan.summary,
        issuer=plan.issuer,
        joint_issuers=plan.joint,
        formed_on=plan.formed_on,
        effective_from=plan.effective_from,
        expires_on=plan.expires_on,
        is_normative=plan.is_normative,
        filing_number=plan.filing_number,
        filed_on=plan.formed_on if plan.is_normative else None,
        copies=plan.copies,
        column=plan.column,
        topics=plan.topics,
        take_down_on=plan.take_down_on,
    )


def bring(house: House, plan: Plan) -> None:
    """A document with its interpretations, from the draft to the public."""
    team, drafted_on = house.teams[plan.body], house.days.before(plan.formed_on, 3)
    uploads = [papers.paper(each) for each in plan.files]
    key = f"demonstration-{plan.key}"
    made = actions.begin(team.body, draft(plan), uploads, by=team.one("handler"), on=drafted_on, key=key)
    house.made[plan.key] = made.pk
    review(team, made.pk, (drafted_on, house.days.before(plan.formed_on, 1)))
    if plan.forms:
        interpreting.propose(house, plan, made.pk)
        interpreting.write(house, plan, made.pk, house.days.before(plan.formed_on, 1))
    elif plan.is_normative:
        waived = actions.Planned(waived_because=_WAIVED)
        actions.plan(made.pk, waived, by=team.one("clerk"), on=plan.formed_on)
    actions.sign(made.pk, by=team.one("signer"), on=plan.formed_on)
    at = moment(plan.published_on, wording.draw(plan.key, 480))
    actions.publish(made.pk, by=team.one("clerk", wording.draw(plan.key, 3)), at=at)


def take_over(house: House, plan: Plan, serial: int) -> None:
    """A document of the old website, under its old address."""
    day = plan.published_on
    path = _OLD_PATH.format(column=plan.column, year=day.year, month=day.month, day=day.day, serial=7_000 + serial)
    clerk = house.teams["office"].one("clerk")
    old = actions.Old(draft(plan), plan.published_on, path=path)
    key = f"demonstration-{plan.key}"
    taken = actions.take_over(house.teams[plan.body].body, old, by=clerk, on=day, key=key)
    if taken.publication is None:
        raise ValueError(f"{plan.key} 《{plan.title}》不能公开：{'；'.join(taken.doubts)}")
    house.made[plan.key] = taken.publication.document_id
    for each in interpreting.write(house, plan, taken.publication.document_id, day):
        actions.sign(each, by=house.teams[plan.body].one("signer"), on=day)
        actions.publish(each, by=house.teams[plan.body].one("clerk"), at=moment(day, 60))
