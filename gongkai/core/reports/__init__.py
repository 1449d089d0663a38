"""The annual report (政府信息公开工作年度报告): its values, from cases to cells, from units to district."""

from gongkai.core.reports.merging import Adjustment, merge
from gongkai.core.reports.tallying import Contest, Group, Tally, tally
from gongkai.core.reports.values import (
    ABSENT,
    BLANK,
    Cell,
    Heading,
    Number,
    Report,
    State,
    body_kind,
    empty_cells,
    read_cell,
    tidy,
)

__all__ = [
    "ABSENT",
    "BLANK",
    "Adjustment",
    "Cell",
    "Contest",
    "Group",
    "Heading",
    "Number",
    "Report",
    "State",
    "Tally",
    "body_kind",
    "empty_cells",
    "merge",
    "read_cell",
    "tally",
    "tidy",
]
