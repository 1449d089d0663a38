"""The rows of the area: rounds and reports, what is written into them, what was published, and readings kept for visitors."""

from gongkai.reports.models.kept import KeptReading
from gongkai.reports.models.published import PICTURE, Erratum, PublishedFile, PublishedReport
from gongkai.reports.models.reports import AnnualReport, Round
from gongkai.reports.models.uploads import Upload
from gongkai.reports.models.written import Entered, HandedIn, Line, Opinion, Passage, Picture, Remark

__all__ = [
    "PICTURE",
    "AnnualReport",
    "Entered",
    "Erratum",
    "HandedIn",
    "KeptReading",
    "Line",
    "Opinion",
    "Passage",
    "Picture",
    "PublishedFile",
    "PublishedReport",
    "Remark",
    "Round",
    "Upload",
]
