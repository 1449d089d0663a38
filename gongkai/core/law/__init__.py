"""The law of government information disclosure as dated data: ask for a value on a day, get it with its article.

Nothing here is computed from a calendar; `core.workdays` counts days, this shelf says how many.
"""

from gongkai.core.law.fees import fee
from gongkai.core.law.limits import Limit, ReportDay, days, limit, report_day
from gongkai.core.law.outcomes import Outcome, Remedy, outcome, outcomes, remedy
from gongkai.core.law.shelf import NotInForce

__all__ = [
    "Limit",
    "NotInForce",
    "Outcome",
    "Remedy",
    "ReportDay",
    "days",
    "fee",
    "limit",
    "outcome",
    "outcomes",
    "remedy",
    "report_day",
]
