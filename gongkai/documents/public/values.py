"""What the public sees of the area, as plain values: the doors get these and never a row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ColumnNode:
    """One column with how many documents stand in it and the columns under it."""

    key: str
    label: str
    holds: str
    article: str
    note: str
    published: int
    above: str = ""
    below: tuple["ColumnNode", ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list, a feed, a table of open data."""

    key: str
    index_number: str
    title: str
    document_number: str
    genre: str
    form: str
    kind: str
    theme: str
    column: str
    column_label: str
    body: str  # slug
    issuer: str
    summary: str
    keywords: str
    formed_on: date | None
    published_at: datetime
    published_on: date
    effective_from: date | None
    expires_on: date | None
    ended_on: date | None
    revised_on: date | None
    is_normative: bool
    filing_number: str
    validity: str
    validity_label: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that may be taken."""

    position: int
    purpose: str
    name: str
    kind: str
    size: int
    sha256: str
    caption: str


@dataclass(frozen=True, slots=True)
class FileData:
    """The file itself."""

    name: str
    kind: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another document, or a law outside the house; `key` is "" for what does not stand here."""

    relation: str  # 废止, 被修改, 依据 …
    kind: str
    is_ours: bool  # this document does it, or suffers it
    title: str
    document_number: str
    key: str
    url: str
    articles: str
    on: date
    validity: str = ""
    validity_label: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier text that was corrected after publication."""

    number: int
    published_on: date
    replaced_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A channel on which the document was also published."""

    channel: str
    label: str
    name: str
    address: str
    posted_on: date


@dataclass(frozen=True, slots=True)
class Page:
    """One document with everything around it."""

    row: Row
    text: list[dict[str, Any]]  # blocks, core.documents.text
    joint_issuers: tuple[str, ...]
    issuer_phone: str
    files: tuple[FileLink, ...] = ()
    interpretations: tuple[Row, ...] = ()
    interprets: Row | None = None
    links: tuple[Link, ...] = ()
    corrections: tuple[Correction, ...] = ()
    places: tuple[Place, ...] = ()
    gazette: tuple["IssueLink", ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    validity_note: str = ""
    revised_because: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A document that was taken down: only that it was, when and why; neither its title nor its text."""

    key: str
    index_number: str
    body: str
    withdrawn_on: date
    because: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are asked for; "" and None leave a question open."""

    column: str = ""
    topic: str = ""
    body: str = ""
    genre: str = ""
    kind: str = ""
    theme: str = ""
    year: int | None = None
    validity: str = ""  # in_force or ended
    is_normative: bool | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. `total` is exact up to a limit; then `is_more` says that there are more."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class IssueLink:
    """An issue of the gazette in a list."""

    year: int
    number: int
    total_number: int
    title: str
    published_on: date
    size: int | None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue of the gazette with its table of contents."""

    issue: IssueLink
    publisher: str
    sections: tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The guide of a body: what Art 12 wants in it."""

    body: str
    name: str
    fields: tuple[tuple[str, str], ...]
    reviewed_on: date
    disclosure_body: str
    phone: str


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """The institution page of a body."""

    body: str
    name: str
    functions: str
    units: tuple[dict[str, str], ...]
    leaders: tuple[dict[str, str], ...]
    address: str
    office_hours: str
    phone: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class BodyName:
    """What a body is called."""

    slug: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with how much it has published."""

    slug: str
    name: str
    short: str
    kind: str
    published: int
    has_guide: bool
    has_institution: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    """An item of the basic catalogue."""

    body: str
    body_name: str
    column: str
    column_label: str
    name: str
    content: str
    basis: str
    time_limit: str
    channels: tuple[str, ...]
