"""The law of government information disclosure as dated data: ask for a value on a day, get it with its article.

Nothing here is computed from a calendar; `core.workdays` counts days, this shelf says how many.
"""

from gongkai.core.law import receipts
from gongkai.core.law.documents import DocumentKind, Theme, document_kinds, guess_kind, themes
from gongkai.core.law.fees import fee
from gongkai.core.law.limits import Excluded, Limit, ReportDay, days, excluded, limit, report_day
from gongkai.core.law.outcomes import Outcome, Remedy, outcome, outcome_label, outcome_rows, outcomes, remedy
from gongkai.core.law.receipts import Receipt, channels, receipt, received_on
from gongkai.core.law.shelf import NotInForce

__all__ = [
    "DocumentKind",
    "Excluded",
    "Limit",
    "NotInForce",
    "Outcome",
    "Receipt",
    "Remedy",
    "ReportDay",
    "Theme",
    "channels",
    "days",
    "document_kinds",
    "excluded",
    "fee",
    "guess_kind",
    "limit",
    "outcome",
    "outcome_label",
    "outcome_rows",
    "outcomes",
    "receipt",
    "receipts",
    "received_on",
    "remedy",
    "report_day",
    "themes",
]
