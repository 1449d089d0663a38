"""The named questions: each a title, what it tells, its SQL and its parameters, in one TOML file that can be read as a list."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gongkai.archive.allowed import Refused

_NUMBERS = frozenset({"year", "limit"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `parameters` have a value for when none is given; None stands for all."""

    key: str
    title: str
    about: str
    sql: str
    parameters: Mapping[str, Any]

    def filled(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters with what was given; what was left empty stays as it is. Raises Refused."""
        for name in _NUMBERS & given.keys():
            if given[name] not in ("", None) and not str(given[name]).strip().isdecimal():
                raise Refused(f"“{self.title}”的 {name} 要写整数，写的是 {given[name]!s:.40}")
        return {**self.parameters, **{name: value for name, value in given.items() if value != ""}}


@cache
def every() -> Mapping[str, Question]:
    """All named questions, in the order of the file."""
    text = resources.files(__package__).joinpath("questions.toml").read_text("utf-8")
    found: dict[str, Question] = {}
    for each in tomllib.loads(text)["question"]:
        if each["key"] in found:
            raise ValueError(f"question {each['key']} is there already")
        parameters = {name: None if value == "" else value for name, value in each.get("parameters", {}).items()}
        found[each["key"]] = Question(each["key"], each["title"], each["about"], each["sql"].strip(), parameters)
    return found
