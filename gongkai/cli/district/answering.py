"""Steps to the reply: judging, writing, review, signature, delivery, publication, and the mending of a wrong day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from gongkai.applications import actions, clockwork
from gongkai.applications.actions.deeds import verbs_since_reopening
from gongkai.applications.models import Comment, Delivery, Letter, Matter
from gongkai.cli.district import files
from gongkai.cli.district.days import after
from gongkai.cli.district.told import Told, paper
from gongkai.core.applications import judging
from gongkai.core.letters.facts import printed
from gongkai.journal import actions as journal

_AGAIN = "根据复议决定（判决）重新检索、研究后，决定予以公开"


def decide(told: Told, about: str) -> None:
    """Answer the questions and decide each matter; `about` is another outcome than the plan's, for a second reply."""
    plan, clerk = told.plan, told.clerk
    done = verbs_since_reopening(journal.entries(clockwork.KIND, told.number))
    for at, matter in enumerate(Matter.objects.filter(application=told.number)):
        outcome = about or plan.outcomes[_place(told, matter, at)]
        answers = _answers(outcome, plan.text("ground"), _preferred(told))
        if answers and not (about and _needs_more(answers, done)):
            actions.judge(matter, answers, by=clerk, on=told.day, done=done)
        actions.decide(matter, _decision(told, outcome, again=bool(about)), by=clerk, on=told.day)
    added = files.of_plan(plan, "found", "released")
    if added:
        actions.add_files(told.number, added, by=clerk, on=told.day)


def _needs_more(answers: Mapping[str, str], done: frozenset[str]) -> bool:
    """Whether these answers need something first that was not done in this round."""
    listed = judging.questions()
    return any(listed[key].answer(given).first not in {"", *done} for key, given in answers.items())


def _place(told: Told, matter: Matter, at: int) -> int:
    """Which outcome belongs to a matter: its own place in the application as it was made, split or not."""
    asks, outcomes = told.plan.asks, told.plan.outcomes
    place = asks.index(matter.text) if matter.text in asks else at
    return min(place, len(outcomes) - 1)


def _decision(told: Told, outcome: str, *, again: bool) -> actions.Decision:
    plan, details = told.plan, dict(told.plan.details)
    if again:
        return actions.Decision(outcome, _AGAIN, {"found": plan.text("found") or plan.subject})
    if plan.text("earlier_case"):
        details["earlier"] = _earlier(told.district.cases[plan.text("earlier_case")])
    return actions.Decision(outcome, plan.text("reason"), details)


def _earlier(number: int) -> str:
    letter = Letter.objects.filter(application=number, key="reply", state="signed").latest("pk")
    return f"{printed(letter.signed_on)}{letter.number}"


def _preferred(told: Told) -> dict[str, str]:
    asked = told.consultation
    if asked is None or asked.side != "third_party":
        return {}
    is_agreed = "agree" in {step.about for step in told.plan.steps if step.name == "opinion"}
    return {"concerns_third_party": "agrees"} if is_agreed else {}


def _answers(outcome: str, ground: str, preferred: Mapping[str, str]) -> Mapping[str, str]:
    """The shortest way through the questions to this outcome; nothing where no way leads to it."""
    wanted = (outcome, ground if outcome == "partial" else "")
    found = [way for way, reached in _every_way() if reached == wanted]
    fitting = [way for way in found if all(way.get(key) == value for key, value in preferred.items())]
    return min(fitting or found, key=len, default={})


@cache
def _every_way() -> tuple[tuple[dict[str, str], tuple[str, str]], ...]:
    return tuple(_ways("is_clear", ""))


def _ways(key: str, ground: str) -> Iterator[tuple[dict[str, str], tuple[str, str]]]:
    for answer in judging.questions()[key].answers:
        named = answer.ground or ground
        if answer.next:
            for way, reached in _ways(answer.next, named):
                yield {key: answer.key, **way}, reached
        elif answer.outcome == "partial":
            yield {key: answer.key}, ("partial", named)
        else:
            yield {key: answer.key}, (named if answer.outcome == "the_ground" else answer.outcome, "")


def draft(told: Told, about: str) -> None:  # noqa: ARG001
    """A version of the reply."""
    letter = paper(told.case, "reply", on=told.day)
    actions.draft(told.number, letter, by=told.clerk, on=told.day)


def propose(told: Told, about: str) -> None:  # noqa: ARG001
    """To the legal reviewer."""
    actions.propose(told.number, by=told.clerk, on=told.day)


def comment(told: Told, about: str) -> None:
    """A remark of the reviewer."""
    text = about or "理由写得过于简单，请说明不公开的部分为什么会损害第三方的权益"
    actions.comment(told.number, text, by=told.of_team.one("reviewer"), on=told.day, quote="理由是")


def settle(told: Told, about: str) -> None:  # noqa: ARG001
    """The clerk has dealt with the remarks."""
    for remark in Comment.objects.filter(letter__application=told.number, is_settled=False):
        actions.settle(remark, by=told.clerk, on=told.day)


def send_back(told: Told, about: str) -> None:
    """Back to be changed."""
    reason = about or "请补充理由，并核对救济途径的写法"
    actions.send_back(told.number, by=told.of_team.one("reviewer"), on=told.day, reason=reason)


def approve(told: Told, about: str) -> None:  # noqa: ARG001
    """Legal review passed."""
    actions.approve(told.number, by=told.of_team.one("reviewer"), on=told.day)


def reply(told: Told, about: str) -> None:  # noqa: ARG001
    """Signed."""
    actions.reply(told.number, by=told.of_team.one("signer"), on=told.day)


def deliver(told: Told, about: str) -> None:  # noqa: ARG001
    """On its way."""
    way = told.plan.delivery
    serial = told.district.next_of("post", told.day.year)
    sent = actions.Sent(way, told.day, f"EMS{told.day.year}{serial:06d}CN" if way == "post" else "")
    actions.deliver(told.number, sent, by=told.clerk, on=told.day)


def arrive(told: Told, about: str) -> None:  # noqa: ARG001
    """It has arrived; with or without a proof. Every seventh stays without a known day."""
    plan = told.plan
    sent = Delivery.objects.filter(application=told.number).latest("pk")
    if plan.at % 7 == 5 and not plan.given.get("then"):
        return
    proof = next(iter(files.of_plan(plan, "proof")), None)
    on_day = told.day if plan.delivery == "post" else max(sent.sent_on, told.day - timedelta(2))
    actions.arrive(sent, on_day, by=told.clerk, on=told.day, proof=proof)


def publish(told: Told, about: str) -> None:  # noqa: ARG001
    """The reply is shown to everybody, without its applicant."""
    plan = told.plan
    title = f"关于公开{plan.asks[0]}的答复"
    actions.publish_reply(
        told.number,
        title,
        f"申请公开{plan.subject}。",
        plan.text("shown"),
        by=told.clerk,
        on=told.day,
    )


def mend(told: Told, about: str) -> None:
    """A day was entered wrongly: the line of that verb is replaced by one of the working day that `about` names."""
    verb, _, shift = about.partition("/")
    lines = journal.entries(clockwork.KIND, told.number)
    line = next(each for each in journal.in_effect(lines) if each.verb == verb)
    was = date.fromisoformat(line.facts["on"]) if "on" in line.facts else line.on
    right = actions.Mend(after(was, int(shift)))
    actions.mend(line, right, by=told.clerk, on=told.day, reason="登记时看错了日期，按签收单更正")
