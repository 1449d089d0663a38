"""Steps after the reply: reconsideration, lawsuits, and the new reply that a decision obliges to."""

from datetime import timedelta

from gongkai.cli.district.days import after, back
from gongkai.cli.district.told import Told
from gongkai.core import disputes as rules
from gongkai.disputes import actions
from gongkai.disputes.models import Dispute


def file(told: Told, about: str) -> None:
    """The copy has come: reconsideration, simplified, silence, litigation_direct, litigation_after_reconsideration."""
    case = told.case
    kind = {"simplified": "reconsideration", "silence": "reconsideration"}.get(about, about)
    after_ = Dispute.objects.get(pk=told.disputes[-1]) if kind == "litigation_after_reconsideration" else None
    year = told.day.year
    is_court = kind != "reconsideration"
    organ = case.body.court if is_court else case.body.reconsideration_organ
    serial = told.district.next_of(organ, year)
    given = actions.Filing(
        kind,
        f"（{year}）青0399行初{serial}号" if is_court else f"{organ[:1]}政复〔{year}〕{serial}号",
        organ,
        told.day,
        against="silence" if about == "silence" else "reply",
        filed_on=told.day - timedelta(5),
        procedure="simplified" if about == "simplified" else "ordinary",
        grounds=told.plan.text("grounds") or "认为被申请人适用依据错误、没有尽到检索义务，请求撤销答复，责令重新答复。",
        agent="法律顾问" if is_court else "",
        after=after_,
    )
    told.disputes.append(actions.file(case, given, by=told.clerk, on=told.day).pk)


def sue(told: Told, about: str) -> None:  # noqa: ARG001
    """To court, after the reconsideration and within its fifteen days."""
    file(told, "litigation_after_reconsideration")


def defend(told: Told, about: str) -> None:  # noqa: ARG001
    """The answer and the evidence go in."""
    actions.answer(told.disputes[-1], by=told.of_team.one("reviewer"), on=told.day)


def hear(told: Told, about: str) -> None:  # noqa: ARG001
    """A hearing."""
    actions.hear(told.disputes[-1], told.day, by=told.of_team.one("reviewer"), on=told.day)


def suspend(told: Told, about: str) -> None:
    """The organ suspends the case."""
    reason = about or "需要以另一案的审理结果为依据"
    actions.suspend(told.disputes[-1], by=told.of_team.one("reviewer"), on=told.day, reason=reason)


def resume(told: Told, about: str) -> None:  # noqa: ARG001
    """And goes on."""
    actions.resume(told.disputes[-1], by=told.of_team.one("reviewer"), on=told.day)


def ruling(told: Told, about: str) -> None:
    """How it ended."""
    dispute = Dispute.objects.get(pk=told.disputes[-1])
    must_answer = rules.result(dispute.kind, about).answers_again
    given = actions.Ruling(
        about,
        max(dispute.served_on, back(told.day, 2)),
        told.day,
        after(told.day, 18) if must_answer else None,
        told.plan.text("lesson"),
    )
    actions.decide(dispute.pk, given, by=told.of_team.one("reviewer"), on=told.day)


def again(told: Told, about: str) -> None:  # noqa: ARG001
    """The application is opened again."""
    actions.answer_again(told.disputes[-1], by=told.clerk, on=told.day)


def end(told: Told, about: str) -> None:  # noqa: ARG001
    """Nothing is left to do."""
    actions.close(told.disputes[-1], by=told.clerk, on=told.day)
