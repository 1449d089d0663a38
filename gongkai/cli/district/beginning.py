"""Steps at the door: submission, receipt, register, transfer, splitting, help of another body."""

from gongkai.applications import actions
from gongkai.applications.models import Application
from gongkai.cli.district import files
from gongkai.cli.district.parties import parties
from gongkai.cli.district.told import Told

_RECEIVED_AT_ONCE = (
    "in_person",
    "registered_post",
)  # the clerk knows the day that counts, when the application comes in


def submit(told: Told) -> None:
    """The application comes in; by post with its receipt, online by the applicant."""
    plan = told.plan
    body = told.district.teams[plan.body].body
    given = actions.Intake(
        body=body,
        channel=plan.channel,
        days={"signed" if plan.channel == "registered_post" else "submitted": told.day},
        parties=tuple(
            parties(
                plan.kind,
                int(plan.given.get("who", plan.at)),
                many=int(plan.given.get("many", 1)),
                name=plan.text("name"),
                phone=plan.text("phone"),
                agent="agent" in plan.given,
            )
        ),
        content=plan.text("content") or plan.subject,
        form_wanted=plan.form,
        delivery=plan.delivery,
        uploads=tuple(files.of_plan(plan, "identity", "authority", "request")),
        accessibility=plan.text("accessibility"),
        is_written_by_officer="oral" in plan.given,
        suggests_proactive="suggests" in plan.given,
        key=plan.key,
    )
    told.number = actions.submit(given, by=told.applicant, on=told.day).pk
    told.district.cases[plan.key] = told.number


def receive(told: Told, about: str) -> None:  # noqa: ARG001
    """Both sides confirm the receipt, where that is the rule of the channel and it was not known at once."""
    if told.plan.channel not in _RECEIVED_AT_ONCE:
        actions.receive(told.number, {"confirmed": told.day}, by=told.clerk, on=told.day)


def register(told: Told, about: str) -> None:  # noqa: ARG001
    """Into the register, the matters one by one; a repeated application points to the first."""
    plan = told.plan
    same_as = told.district.cases.get(plan.text("same_as"))
    actions.register(
        told.number,
        by=told.clerk,
        on=told.day,
        matters=plan.asks if len(plan.asks) > 1 else (),
        same_as=Application.objects.get(pk=same_as) if same_as else None,
    )


def transfer(told: Told, about: str) -> None:
    """Offered to another body of the government."""
    told.offered = told.district.teams[about]
    to = told.offered.body
    reason = f"申请的信息由{to.name}制作和保存"
    actions.transfer(told.number, to, by=told.clerk, on=told.day, reason=reason)


def claim(told: Told, about: str) -> None:  # noqa: ARG001
    """Taken over."""
    told.team, told.offered = told.offered, None
    actions.claim(told.number, by=told.clerk, on=told.day)


def decline(told: Told, about: str) -> None:  # noqa: ARG001
    """Not theirs: back again."""
    assert told.offered is not None
    reason = "经查，本单位没有制作、也没有保存这份信息，按照职责应当由转办单位答复"
    by = told.offered.one("clerk", told.plan.at)
    actions.decline(told.number, by=by, on=told.day, reason=reason)


def help_of(told: Told, about: str) -> None:
    """Another body looks into its files for us."""
    body = told.district.teams[about].body
    reason = "请协助查找有关文件"
    actions.ask_help(told.number, body, by=told.clerk, on=told.day, reason=reason)


def split(told: Told, about: str) -> None:  # noqa: ARG001
    """Every matter a case of its own; the new ones go on by themselves."""
    groups = tuple((place,) for place in range(1, len(told.plan.asks) + 1))
    made = actions.split(told.number, groups, by=told.clerk, on=told.day)
    told.branches = [
        Told(told.district, told.plan, number=each.pk, team=told.team, day=told.day, at_step=told.at_step + 1)
        for each in made[1:]
    ]


def withdraw(told: Told, about: str) -> None:
    """The applicant takes it back; by telephone or letter the clerk writes it down."""
    by = told.applicant
    actions.withdraw(told.number, by=by, on=told.day, reason=about or "申请人已经从政府网站取得所需的信息，撤回申请")
