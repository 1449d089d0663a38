"""What the public may see and do in the area: published reports, and results kept under secret addresses."""

from gongkai.reports.public.kept import Kept, Original, Wish, discard, keep, kept, original
from gongkai.reports.public.published import Damaged, file, has_reports, latest, report, reports, state, titled, years
from gongkai.reports.public.values import (
    DISTRICT,
    KINDS,
    LEVELS,
    UNIT,
    Change,
    Drawn,
    Erratum,
    FileData,
    FileLink,
    Page,
    Row,
    Share,
)

__all__ = [
    "DISTRICT",
    "KINDS",
    "LEVELS",
    "UNIT",
    "Change",
    "Damaged",
    "Drawn",
    "Erratum",
    "FileData",
    "FileLink",
    "Kept",
    "Original",
    "Page",
    "Row",
    "Share",
    "Wish",
    "discard",
    "file",
    "has_reports",
    "keep",
    "kept",
    "latest",
    "original",
    "report",
    "reports",
    "state",
    "titled",
    "years",
]
