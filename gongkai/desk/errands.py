"""The verbs of a case as errands of the desk: which form, which deed, which letter goes with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.applications import access, actions, letters
from gongkai.applications.models import Application, Consultation
from gongkai.applications.papers import Paper
from gongkai.core import law
from gongkai.core.applications import Event
from gongkai.desk import forms
from gongkai.desk.visits import Visit

Given = Mapping[str, Any]
Doing = Callable[[Visit, Application, Given, Paper | None], object]


@dataclass(frozen=True, slots=True)
class Errand:
    """One verb: its form, its deed, and the letter that goes out with it."""

    form: type[forms.DeedForm]
    do: Doing
    letter: str = ""
    filled: Callable[[Given], Mapping[str, str]] = lambda _: {}
    event: Callable[[Given, date], Event] | None = None  # what it would do to the clock
    says: str = ""


def _days(given: Given, verb: str, on: date) -> Event:
    return Event(
        verb,
        given.get("on") or on,
        served_on=given.get("served_on"),
        until=given.get("until"),
        days=given.get("days"),
        about="new",
    )


def _event(verb: str) -> Callable[[Given, date], Event]:
    return lambda given, on: _days(given, verb, on)


def _receive(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    rule = law.receipt(case.channel, on=case.submitted_on)
    days = {rule.day: given["day"]}
    return actions.receive(case.pk, days, by=visit.actor, on=visit.on, version=given["version"])


def _register(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    same_as = None
    if given["same_as"]:
        same_as = access.visible(visit.actor).filter(number=given["same_as"].strip()).first()
        if same_as is None:
            raise ValidationError(f"没有找到 {given['same_as']}，请核对编号")
    return actions.register(
        case.pk,
        by=visit.actor,
        on=visit.on,
        handler=given["handler"],
        matters=tuple(given["matters"].splitlines()),
        same_as=same_as,
        version=given["version"],
    )


def _transfer(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.transfer(
        case.pk, given["to"], by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"]
    )


def _split(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.split(case.pk, given["groups"], by=visit.actor, on=visit.on, version=given["version"])


def _ask_to_correct(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
    return actions.ask_to_correct(
        case.pk, given["items"], given["until"], by=visit.actor, on=visit.on, paper=paper, version=given["version"]
    )


def _correct(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.correct(
        case.pk, given["text"], by=visit.actor, on=given["on"], uploads=given["uploads"] or (), version=given["version"]
    )


def _ask_for_reasons(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
    return actions.ask_for_reasons(
        case.pk, given["text"], by=visit.actor, on=visit.on, paper=paper, version=given["version"]
    )


def _give_reasons(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.give_reasons(case.pk, given["text"], by=visit.actor, on=visit.on, version=given["version"])


def _consult(side: str) -> Doing:
    def consult(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
        asked = actions.Asked(
            side, given["name"], given["about"], given["contact"], given["served_on"], given["is_person"]
        )
        return actions.consult(case.pk, asked, by=visit.actor, on=given["on"], paper=paper, version=given["version"])

    return consult


def _answer(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    opinion = actions.Opinion(given["answer"], given["reasons"], given["decision"])
    return actions.answer_consultation(
        given["consultation"], opinion, by=visit.actor, on=given["on"], version=given["version"]
    )


def _charge(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
    charge = actions.Charge(given["basis"], given["units"], given["served_on"])
    return actions.charge(case.pk, charge, by=visit.actor, on=visit.on, paper=paper, version=given["version"])


def _pay(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.pay(case.pk, given["receipt"], by=visit.actor, on=given["on"], version=given["version"])


def _ask_to_extend(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.ask_to_extend(
        case.pk, given["days"], by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"]
    )


def _extend(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
    return actions.extend(case.pk, given["days"], by=visit.actor, on=visit.on, paper=paper, version=given["version"])


def _delay(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:
    return actions.delay(
        case.pk,
        given["until"],
        by=visit.actor,
        on=visit.on,
        reason=given["reason"],
        paper=paper,
        version=given["version"],
    )


def _search(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    looked = actions.Looked(given["system"], given["words"], given["found"], given["scope"], given["documents"])
    return actions.search(case.pk, looked, by=visit.actor, on=given["on"], version=given["version"])


def _comment(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.comment(
        case.pk, given["text"], by=visit.actor, on=visit.on, quote=given["quote"], version=given["version"]
    )


def _deliver(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    proof = given["proof"][0] if given["proof"] else None
    sent = actions.Sent(given["channel"], given["sent_on"], given["tracking"], given["delivered_on"], proof)
    return actions.deliver(case.pk, sent, by=visit.actor, on=visit.on, version=given["version"])


def _reopen(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.reopen(
        case.pk, by=visit.actor, on=visit.on, reason=given["reason"], until=given["until"], version=given["version"]
    )


def _with_reason(deed: Callable[..., object]) -> Doing:
    def do(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
        return deed(case.pk, by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"])

    return do


def _claim(visit: Visit, case: Application, given: Given, paper: Paper | None) -> object:  # noqa: ARG001
    return actions.claim(case.pk, by=visit.actor, on=visit.on, version=given["version"])


def _consulted(given: Given) -> Mapping[str, str]:
    return {"征求意见内容": given["about"], "协办事项": given["about"]}


ERRANDS: dict[str, Errand] = {
    "receive": Errand(forms.Receive, _receive, says="收到申请之日由申请渠道决定，不能随意填写。"),
    "register": Errand(forms.Register, _register),
    "transfer": Errand(forms.Transfer, _transfer, says="转办不停表；对方认领以前仍由本单位负责期限。"),
    "claim": Errand(forms.Plain, _claim, says="认领以后由本单位在剩余的期限内答复。"),
    "decline": Errand(forms.Why, _with_reason(actions.decline)),
    "split": Errand(forms.Split, _split, says="每一件有自己的编号、自己的答复，收到申请之日相同。"),
    "ask_to_correct": Errand(
        forms.AskToCorrect,
        _ask_to_correct,
        "correction",
        lambda given: {"补正事项": given["items"]},
        _event("ask_to_correct"),
    ),
    "correct": Errand(forms.Correct, _correct, event=_event("correct")),
    "ask_for_reasons": Errand(
        forms.AskForReasons, _ask_for_reasons, "reasons", lambda given: {"超量情况": given["text"]}
    ),
    "give_reasons": Errand(forms.Reasons, _give_reasons),
    "consult_third_party": Errand(
        forms.Consult, _consult("third_party"), "third_party", _consulted, _event("consult_third_party")
    ),
    "consult_co_maker": Errand(forms.Consult, _consult("co_maker"), "co_maker", _consulted, _event("consult_co_maker")),
    "consult_organ": Errand(forms.ConsultOrgan, _consult("organ"), "organ", _consulted, _event("consult_organ")),
    "answer_consultation": Errand(forms.AnswerConsultation, _answer),
    "charge": Errand(forms.Charge, _charge, "fee", event=_event("charge")),
    "pay": Errand(forms.Pay, _pay, event=_event("pay")),
    "ask_to_extend": Errand(forms.AskToExtend, _ask_to_extend),
    "extend": Errand(forms.Extend, _extend, "extension", lambda given: {"延期理由": given["reason"]}, _event("extend")),
    "delay": Errand(forms.Delay, _delay, "delay", event=_event("delay")),
    "search": Errand(forms.Search, _search),
    "propose": Errand(forms.MayBeWhy, _with_reason(actions.propose)),
    "comment": Errand(forms.Comment, _comment),
    "return": Errand(forms.Why, _with_reason(actions.send_back)),
    "approve": Errand(forms.MayBeWhy, _with_reason(actions.approve)),
    "deliver": Errand(forms.Deliver, _deliver),
    "lapse": Errand(forms.MayBeWhy, _with_reason(actions.lapse)),
    "withdraw": Errand(forms.MayBeWhy, _with_reason(actions.withdraw)),
    "reopen": Errand(forms.Reopen, _reopen),
}


def paper(errand: Errand, verb: str, case: Application, given: Given, on: date) -> tuple[Paper, tuple[str, ...]] | None:
    """The letter of an errand as its form stands, and what is still missing in it; None where there is no letter."""
    if not errand.letter:
        return None
    asked = None
    if verb.startswith("consult_"):
        side = verb.removeprefix("consult_")
        asked = Consultation(
            application=case,
            side=side,
            name=given["name"],
            about=given["about"],
            is_person=given["is_person"],
            sent_on=on,
            served_on=given["served_on"],
        )
    facts = letters.facts(case, on=given.get("on") or on, consultation=asked, filled=errand.filled(given))
    typed = dict(given)
    if verb == "charge":
        typed["yuan"] = actions.yuan(actions.Charge(given["basis"], given["units"]), on=on)
    facts = letters.about_to(facts, verb, typed, case, on)
    made, composed = letters.compose(case, errand.letter, facts)
    return made, composed.missing
