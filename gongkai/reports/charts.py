"""The pictures of a report, drawn from its data: the same on the page, in the document, in the data table beside them."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from gongkai.applications import counting as applications
from gongkai.core.reports.values import Number
from gongkai.reports.drafts import Draft
from gongkai.reports.figures import frozen_values
from gongkai.reports.models import AnnualReport
from gongkai.writing.charts import Chart, Series

CHARTS = MappingProxyType(
    {
        "months": "各月收到和办结的申请",
        "outcomes": "申请的办理结果",
        "refusals": "不予公开的理由",
        "pace": "答复用时",
        "disputes": "复议和诉讼的结果",
        "years": "与上一年相比",
    }
)
_GROUPS = {
    "予以公开": "applications.granted.total",
    "部分公开": "applications.partial.total",
    "不予公开": "replied.refused",
    "无法提供": "replied.unavailable",
    "不予处理": "replied.not_processed",
    "其他处理": "replied.other_handling",
}
_COLUMNS = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
_KINDS = {
    "行政复议": "reconsideration",
    "直接起诉": "litigation_direct",
    "复议后起诉": "litigation_after_reconsideration",
}


# The facts of a chart that are neither cells of the tables nor follow from them.
RESTS_ON = MappingProxyType({"pace": ("pace.median_days", "pace.ninety_days")})


def chart(key: str, draft: Draft) -> Chart | None:
    """One picture, or None where the data for it is not there or there is nothing to show."""
    found = _WAYS[key](draft)
    if found is None or not any(value for series in found.series for value in series.values):
        return None
    return found


def every(draft: Draft, keys: Iterable[str] = CHARTS) -> dict[str, Chart]:
    """All pictures that the data allows, or those of some keys."""
    return {key: found for key in keys if (found := chart(key, draft)) is not None}


def _title(key: str, report: AnnualReport) -> str:
    return f"{report.year}年{CHARTS[key]}"


def _months(draft: Draft) -> Chart | None:
    if draft.found.way == "file":
        return None
    counted = applications.by_month(draft.figures.bodies, draft.found.year)
    series = (Series("收到", tuple(counted["received"])), Series("办结", tuple(counted["ended"])))
    months = tuple(f"{month}月" for month in range(1, 13))
    return Chart("bars", _title("months", draft.found), months, series, "件")


def _outcomes(draft: Draft) -> Chart | None:
    values = {label: draft.facts.get(key) for label, key in _GROUPS.items()}
    if "applications.other_handling.total" in draft.figures.cells:  # one row in the form of 2019
        values["其他处理"] = draft.facts.get("applications.other_handling.total")
    return _shares("outcomes", values, draft)


def _refusals(draft: Draft) -> Chart | None:
    table = draft.figures.edition.tables["applications"]
    start = "refused."
    values = {
        row.label: draft.facts.get(f"applications.{row.key}.total") for row in table.rows if row.key.startswith(start)
    }
    return _shares("refusals", values, draft)


def _shares(key: str, values: Mapping[str, Number | None], draft: Draft) -> Chart | None:
    shown = {label: value for label, value in values.items() if value != 0}
    if not shown or None in shown.values():
        return None
    return Chart("shares", _title(key, draft.found), tuple(shown), (Series("件数", tuple(shown.values())),), "件")


def _pace(draft: Draft) -> Chart | None:
    median, most = draft.facts.get("pace.median_days"), draft.facts.get("pace.ninety_days")
    if median is None or most is None:
        return None
    names = ("中位数", "九成在此之内")
    return Chart("bars", _title("pace", draft.found), names, (Series("工作日", (median, most)),), "工作日")


def _disputes(draft: Draft) -> Chart | None:
    series = tuple(
        Series(label, tuple(draft.facts.get(f"remedies.{kind}.{column}") for kind in _KINDS.values()))
        for label, column in _COLUMNS.items()
    )
    if any(value is None for each in series for value in each.values):
        return None
    return Chart("stacked", _title("disputes", draft.found), tuple(_KINDS), series, "件")


def _years(draft: Draft) -> Chart | None:
    before = draft.found.before
    if before is None:
        return None
    last = frozen_values(before)
    keys = {
        "新收申请": "applications.received.total",
        "予以公开": "applications.granted.total",
        "部分公开": "applications.partial.total",
        "结转下年": "applications.carried_out.total",
        "行政复议": "remedies.reconsideration.total",
    }
    series = (
        Series(f"{before.year}年", tuple(last.get(key) for key in keys.values())),
        Series(f"{draft.found.year}年", tuple(draft.facts.get(key) for key in keys.values())),
    )
    return Chart("bars", _title("years", draft.found), tuple(keys), series, "件")


_WAYS: Mapping[str, Callable[[Draft], Chart | None]] = MappingProxyType(
    {
        "months": _months,
        "outcomes": _outcomes,
        "refusals": _refusals,
        "pace": _pace,
        "disputes": _disputes,
        "years": _years,
    }
)
