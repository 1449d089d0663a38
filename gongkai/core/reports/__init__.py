"""The annual report (政府信息公开工作年度报告): its values, how it is tallied from cases and merged from units, how its texts are guided."""

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
    "Cell",
    "Heading",
    "Number",
    "Report",
    "State",
    "body_kind",
    "empty_cells",
    "read_cell",
    "tidy",
]
