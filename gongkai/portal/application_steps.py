"""The way through the form: its steps in order, which one is next, what is still missing, and all answers on one page."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse

from gongkai.applications import public
from gongkai.portal.answers import Answers, matter_text


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    key: str
    label: str

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(f"apply-{self.key}")


STEPS = (
    Step("body", "受理单位"),
    Step("people", "申请人"),
    Step("contact", "联系方式"),
    Step("content", "申请的内容"),
    Step("delivery", "提供方式"),
    Step("files", "附件"),
    Step("help", "需要的帮助"),
    Step("check", "核对并提交"),
)
_BY_KEY = {step.key: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page stands on the way."""

    number: int
    step: Step
    back: str

    @property
    def line(self) -> list[tuple[str, str]]:
        """Each step and whether it is behind, here or ahead."""
        return [
            (step.label, "ok" if at < self.number else "now" if at == self.number else "")
            for at, step in enumerate(STEPS, start=1)
        ]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(STEPS)


def position(key: str, back: str = "") -> Position:
    """The place of a step, and the page before it."""
    number = STEPS.index(_BY_KEY[key]) + 1
    before = STEPS[number - 2].url if number > 1 else reverse("apply-search")
    return Position(number, _BY_KEY[key], back or before)


def next_url(answers: Answers) -> str:
    """The first step that has no answer yet; that of checking when all have."""
    return next((step.url for step in STEPS if step.key not in answers.seen), _BY_KEY["check"].url)


def missing(answers: Answers) -> list[tuple[str, str]]:
    """What is still wanted before it may be handed in: address of the page and sentence."""
    found = [(step.url, f"还没有填“{step.label}”") for step in STEPS[:-1] if step.key not in answers.seen]
    if not found and (wanted := papers_wanted(answers)):
        found = [(_BY_KEY["files"].url, sentence) for sentence in wanted]
    return found


def papers_wanted(answers: Answers) -> list[str]:
    """Proof of identity of everybody without a number, and the authority of an agent."""
    purposes = {each["purpose"] for each in answers.files}
    bare = [person["name"] for person in answers.people if not person.get("id_number")]
    found = []
    if bare and "identity" not in purposes:
        found.append(f"请上传{'、'.join(bare)}的身份证明，或者回到“申请人”填写证件号码")
    if any(person.get("is_agent") for person in answers.people) and "authority" not in purposes:
        found.append("有代理人的，请上传授权委托书")
    return found


def problems(*given: forms.Form) -> list[tuple[str, str]]:
    """The faults of forms for the summary: where to, and what to do."""
    return [
        (f"#{_target(form, name)}", str(message))
        for form in given
        for name, messages in form.errors.items()
        for message in messages
    ]


def _target(form: forms.Form, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return "main"
    field = form[name]
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on the page for checking."""

    label: str
    values: tuple[str, ...]
    url: str


def summary(answers: Answers, offices: tuple[public.Office, ...]) -> list[Line]:
    """Every answer, each with the page where it is changed."""
    names = {each.slug: each.name for each in offices}
    way = _way(answers.delivery)
    reach = [answers.contact.get(key, "") for key in ("phone", "email", "address")]
    rows = (
        ("body", "受理单位", [names.get(answers.body, "")]),
        ("people", "申请人", [person_line(each) for each in answers.people]),
        ("contact", "联系方式", reach),
        ("content", "申请的内容", _numbered([matter_text(each) for each in answers.matters])),
        ("delivery", "提供方式", way),
        ("files", "附件", [f"{each['name']}（{PURPOSES[each['purpose']]}）" for each in answers.files] or ["没有附件"]),
        ("help", "需要的帮助", [answers.accessibility or "没有"]),
    )
    return [Line(label, tuple(filter(None, values)), _BY_KEY[key].url) for key, label, values in rows]


PURPOSES = {"identity": "身份证明", "authority": "授权委托书", "request": "其他材料"}


def person_line(person: dict[str, Any]) -> str:
    """One person as a line: name, kind, and the number with its middle hidden."""
    kind = "代理人" if person.get("is_agent") else public.APPLICANT_KINDS.get(person.get("kind", ""), "")
    number = str(person.get("id_number", ""))
    shown = f"{public.ID_KINDS.get(person['id_kind'], '')} {number[:3]}****{number[-2:]}" if number else "另附身份证明"
    return f"{person['name']}（{kind}，{shown}）"


def _way(given: dict[str, str]) -> list[str]:
    form, way = public.FORMS.get(given.get("form", ""), ""), public.DELIVERIES.get(given.get("way", ""), "")
    to = " ".join(filter(None, (given.get("address"), given.get("postcode"), given.get("email"))))
    return [f"{form}，{way}" + (f"：{to}" if to else "")]


def _numbered(texts: list[str]) -> list[str]:
    return [f"{at}．{text}" for at, text in enumerate(texts, start=1)] if len(texts) > 1 else texts
