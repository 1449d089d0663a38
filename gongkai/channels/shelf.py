"""The channels, their limits and the words for foreign error codes, as read from the two TOML files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

from gongkai.channels.values import Channel, Limit, Need


@dataclass(frozen=True, slots=True)
class Service:
    """Where the programs of a channel are reached: its address and the paths of its interface."""

    base_url: str
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Code:
    """An error code of a service: what it means and what to do, and whether waiting helps."""

    says: str
    kind: str
    retry_after: int | None

    @property
    def is_temporary(self) -> bool:
        return self.kind == "temporary"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def _limit(entry: dict[str, Any]) -> Limit:
    first_day = entry.get("first_day", date.min)
    return Limit(entry["name"], entry["value"], first_day, entry["source"], entry["is_verified"])


def _need(entry: dict[str, Any]) -> Need:
    return Need(entry["key"], entry["label"], entry.get("is_secret", False), entry.get("is_required", True))


def _channel(entry: dict[str, Any]) -> Channel:
    return Channel(
        entry["key"],
        entry["label"],
        entry["is_new_media"],
        "service" in entry,
        entry.get("is_picture_required", False),
        tuple(map(_limit, entry.get("limit", []))),
        tuple(map(_need, entry.get("need", []))),
        tuple(entry.get("strips", [])),
    )


def _code(entry: dict[str, Any]) -> Code:
    return Code(entry["says"], entry["kind"], entry.get("retry_after"))


_LIMITS = _read("limits.toml")
_ENTRIES: list[dict[str, Any]] = _LIMITS["channel"]

WAITS: tuple[int, ...] = tuple(_LIMITS["retry"]["wait_seconds"])
CHARACTERS_A_MINUTE: int = _LIMITS["speech"]["characters_a_minute"]
CHANNELS: Mapping[str, Channel] = MappingProxyType({entry["key"]: _channel(entry) for entry in _ENTRIES})
SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        entry["key"]: Service(entry["service"]["base_url"], entry["service"]["paths"])
        for entry in _ENTRIES
        if "service" in entry
    }
)
CODES: Mapping[str, Mapping[int, Code]] = MappingProxyType(
    {key: {entry["code"]: _code(entry) for entry in entries} for key, entries in _read("codes.toml").items()}
)
