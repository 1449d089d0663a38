"""Published annual reports as the public sees them, as plain values: the doors get these and never a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.core.reports import Number, Report
from gongkai.writing.charts import Chart

UNIT, DISTRICT = "unit", "district"
LEVELS = (UNIT, DISTRICT)
KINDS = ("docx", "pdf", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a list; the figures are those that lists show."""

    body: str  # slug
    body_name: str
    short: str
    level: str
    year: int
    title: str
    published_on: date
    corrected_on: date | None  # the day of the last erratum
    received: Number | None = None
    handled: Number | None = None
    carried_out: Number | None = None

    @property
    def is_district(self) -> bool:
        """Whether it merges the units."""
        return self.level == DISTRICT


@dataclass(frozen=True, slots=True)
class FileLink:
    """The report as a file that may be taken."""

    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileData:
    """The file itself."""

    name: str
    kind: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that an erratum corrects: as it was published, and as it should be."""

    cell: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction after publication, beside what was published."""

    number: int
    on: date
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A published report with errata: by what the archive knows it, and the last word on each figure."""

    key: str
    body_name: str
    year: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gave to a figure of the district, and whether its own report is published here."""

    body: str
    short: str
    value: Number
    is_published: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of the report, with the part in which it stands: a chart, or an upload with what it shows in words."""

    number: int
    part: str
    caption: str
    chart: Chart | None
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded picture of a report as a file."""

    number: int
    part: str
    caption: str
    alternative: str
    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """One report with everything around it."""

    row: Row
    report: Report
    charts: tuple[Drawn, ...]
    choices: tuple[str, ...]
    files: tuple[FileLink, ...]
    errata: tuple[Erratum, ...]
    shares: Mapping[str, tuple[Share, ...]]
    units: tuple[Row, ...]  # for the district: the reports of the units of the same year
    above: Row | None  # for a unit: the report of the district of the same year
    years: tuple[Row, ...]  # the same body's reports of the same level, this one among them
    uploads: tuple[Upload, ...] = ()
