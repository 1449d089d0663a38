"""What a visitor has answered so far: one sealed string in the session, forgotten after two hours without a word."""

import json
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from gongkai.applications import public
from gongkai.vault import sealing

HOURS = 2
_PLACE = "apply"


@dataclass(slots=True)
class Answers:
    """One application being filled in."""

    key: str
    body: str = ""
    people: list[dict[str, Any]] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)
    matters: list[dict[str, str]] = field(default_factory=list)
    delivery: dict[str, str] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)  # steps that were answered, the optional ones too
    accessibility: str = ""
    searched: str = ""

    @property
    def kept(self) -> tuple[public.Kept, ...]:
        """The files that wait for the submission."""
        return tuple(public.Kept(**each) for each in self.files)

    def parties(self) -> tuple[public.Party, ...]:
        """The people as the area wants them; the contact is that of the application, so that it is everybody's."""
        reach = {**self.contact}
        if self.delivery.get("address"):
            reach |= {"address": self.delivery["address"], "postcode": self.delivery.get("postcode", "")}
        if self.delivery.get("email"):
            reach["email"] = self.delivery["email"]
        known = {key: reach.get(key, "") for key in ("phone", "email", "address", "postcode")}
        return tuple(public.Party(**{**known, **person}) for person in self.people)

    def given(self, *, suggests_proactive: bool) -> public.Given:
        """All of it, to be handed in."""
        return public.Given(
            key=self.key,
            body=self.body,
            parties=self.parties(),
            matters=tuple(matter_text(each) for each in self.matters),
            form=self.delivery.get("form", ""),
            way=self.delivery.get("way", ""),
            files=self.kept,
            accessibility=self.accessibility,
            suggests_proactive=suggests_proactive,
        )


def matter_text(matter: dict[str, str]) -> str:
    """One matter as a sentence: name, number, other features."""
    number = f"（文号：{matter['number']}）" if matter.get("number") else ""
    name = f"{matter.get('name', '')}{number}"
    return "；".join(filter(None, (name, matter.get("other", ""))))


def begin(request: HttpRequest, searched: str = "") -> Answers:
    """A new form with its own key."""
    answers = Answers(public.new_key(), searched=searched[:200])
    keep(request, answers)
    return answers


def current(request: HttpRequest) -> Answers | None:
    """What this visitor has answered; None when there is nothing, or it is too old."""
    sealed = request.session.get(_PLACE)
    if not sealed:
        return None
    try:
        held = json.loads(sealing.unseal(str(sealed).encode()))
        if time.time() - held["at"] > HOURS * 3600:
            forget(request)
            return None
        return Answers(**held["answers"])
    except (sealing.Sealed, KeyError, TypeError, ValueError):
        forget(request)
        return None


def keep(request: HttpRequest, answers: Answers) -> None:
    """Into the session, sealed."""
    held = json.dumps({"at": time.time(), "answers": asdict(answers)}, ensure_ascii=False)
    request.session[_PLACE] = sealing.seal(held.encode()).decode("ascii")


def forget(request: HttpRequest) -> None:
    """Handed in, given up or too old."""
    request.session.pop(_PLACE, None)
