"""The page of results as one value: every report laid out, with its token and its fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.http import content_disposition_header

from gongkai.portal import examined, sheets, tokens
from gongkai.portal.examined import Examined
from gongkai.portal.forms import Corrected, Field, corrections, fields
from gongkai.portal.intake import Refused
from gongkai.portal.sheets import ReportSheet
from gongkai.reading import Reading

_MOST_TOKENS = 20


@dataclass(frozen=True, slots=True)
class Keeping:
    """That this result is kept: where, and until when."""

    token: str
    expires_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One report of the page: laid out, sealed, with its fields."""

    sheet: ReportSheet
    token: str
    fields: tuple[Field, ...]

    @property
    def wrong(self) -> tuple[Field, ...]:
        """The fields in which something other than a figure was typed."""
        return tuple(field for field in self.fields if field.error)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of results."""

    reports: tuple[Shown, ...]
    refused: tuple[Refused, ...]
    kept: Keeping | None
    is_example: bool

    @property
    def is_single(self) -> bool:
        """Whether there is one report and nothing else to list."""
        return len(self.reports) == 1

    @property
    def only(self) -> Shown:
        """The one report of a page with one."""
        return self.reports[0]

    @property
    def corrected(self) -> int:
        """How many cells were put right."""
        return sum(each.sheet.corrected for each in self.reports)

    @property
    def wrong(self) -> tuple[Field, ...]:
        """All fields that cannot be taken as they are."""
        return tuple(field for each in self.reports for field in each.wrong)


def page(
    readings: Sequence[Reading],
    *,
    refused: Iterable[Refused] = (),
    kept: Keeping | None = None,
    is_example: bool = False,
) -> Page:
    """The page of readings as they were read."""
    nothing = Corrected(tuple({} for _ in readings), {})
    return Page(tuple(_shown(readings, nothing)), tuple(refused), kept, is_example)


def again(data: QueryDict) -> Page:
    """The page of the readings that the browser sends back, with what was typed."""
    readings = _readings(data)
    return Page(tuple(_shown(readings, _typed(data, readings))), (), None, is_example=False)


def chosen(data: QueryDict, number: str) -> Examined | None:
    """One of the readings that the browser sends back, corrected; None when something typed is no figure."""
    readings = _readings(data)
    typed = _typed(data, readings)
    if not typed.is_clean:
        return None
    if not 1 <= int(number) <= len(readings):
        raise LookupError(number)
    return examined.together(readings, typed.cells)[int(number) - 1]


def _readings(data: QueryDict) -> list[Reading]:
    return [tokens.opened(token) for token in data.getlist("token")[:_MOST_TOKENS]]


def _typed(data: QueryDict, readings: Sequence[Reading]) -> Corrected:
    return corrections({} if "undo" in data else {name: str(data[name]) for name in data}, readings)


def _shown(readings: Sequence[Reading], typed: Corrected) -> Iterable[Shown]:
    for number, each in enumerate(examined.together(readings, typed.cells), start=1):
        sheet = sheets.report_sheet(each, number)
        yield Shown(sheet, tokens.seal(each.reading), tuple(fields(sheet, each.reading, typed.typed)))


def line(reading: Reading) -> str:
    """What was read, in one line."""
    (alone,) = examined.together([reading], [{}])
    counted = sheets.tally(alone)
    title = sheets.title(alone.report)
    return f"{title}：{counted.error_places} 处错误，{counted.warning_places} 处提醒，{counted.unchecked} 条无法核对"


def disposition(name: str) -> str:
    """The header that makes a browser save a file under this name."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
