"""The values of the shelf: a channel, what is to be told, what was made ready, the receipt, and why it could not be posted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """A length or number a channel allows from a day on, and where that is known from."""

    name: str
    value: int
    first_day: date
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A field of the account that a person fills in once."""

    key: str
    label: str
    is_secret: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where a document may be published (Art 23)."""

    key: str
    label: str
    is_new_media: bool
    is_connected_possible: bool
    is_picture_required: bool
    limits: tuple[Limit, ...]
    needs: tuple[Need, ...]
    strips: tuple[str, ...]

    def limit(self, name: str, *, on: date) -> int | None:
        """What was allowed on a day; None where nothing is known."""
        known = [each for each in self.limits if each.name == name and each.first_day <= on]
        return max(known, key=lambda each: each.first_day).value if known else None


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be told: a published document in plain words."""

    title: str
    document_number: str
    issuer: str
    published_on: date
    address: str
    summary: str
    plain_text: str
    keywords: tuple[str, ...] = ()
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """The same thing within the limits of one channel: to copy by hand, or to send."""

    channel: str
    title: str
    text: str
    address: str
    sent_title: str = ""
    digest: str = ""
    author: str = ""
    html: str = ""
    message: str = ""
    cards: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: bytes | None = None
    speech_seconds: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the service gave back; `statistics_id` is what its reading counts go by."""

    id: str
    address: str | None
    at_server_said: datetime | None
    statistics_id: str | None = None


class NotPosted(Exception):
    """Why a channel did not take it, in Chinese; whether to try again, and what to hand back then (`pending`)."""

    def __init__(
        self, reason_zh: str, *, is_temporary: bool, retry_after: int | None = None, pending: str | None = None
    ) -> None:
        super().__init__(reason_zh)
        self.reason_zh, self.is_temporary = reason_zh, is_temporary
        self.retry_after, self.pending = retry_after, pending


class Keys(Mapping[str, str]):
    """The account's fields; they can be read, but are never shown."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> str:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return "Keys(不显示)"
