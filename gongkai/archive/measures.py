"""What is measured of a report: figures that are summed, and rates with the number they rest on and the fewest cases for one."""

from typing import NamedTuple


class Rate(NamedTuple):
    """A share of cases. Below `least` cases no rate is given: one of two refused is not a policy."""

    label: str
    cases: str  # what is counted
    base: str  # of what
    least: int


# Every figure of a report that is asked for again and again: the cells that it adds up, all of which must have been read.
SUMS = {
    "received": "cell = 'applications.received.total'",
    "carried_in": "cell = 'applications.carried_in.total'",
    "handled": "cell = 'applications.total.total'",
    "granted": "cell = 'applications.granted.total'",
    "partial": "cell = 'applications.partial.total'",
    "refused": "cell LIKE 'applications.refused.%.total'",
    "unavailable": "cell LIKE 'applications.unavailable.%.total'",
    "not_processed": "cell LIKE 'applications.not_processed.%.total'",
    "other_handling": "cell LIKE 'applications.other_handling%.total'",
    "carried_out": "cell = 'applications.carried_out.total'",
    "reconsiderations": "cell = 'remedies.reconsideration.total'",
    "litigations": "cell LIKE 'remedies.litigation%.total'",
    "corrected": "cell LIKE 'remedies.%.corrected'",
    "brought": "cell LIKE 'remedies.%.total'",
    "pending": "cell LIKE 'remedies.%.pending'",
}
FIGURES = {
    "received": "本年新收",
    "carried_in": "上年结转",
    "handled": "办理结果总计",
    "granted": "予以公开",
    "partial": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other_handling": "其他处理",
    "carried_out": "结转下年度",
    "reconsiderations": "行政复议",
    "litigations": "行政诉讼",
    "settled": "复议诉讼审结",
    "corrected": "复议诉讼纠正",
}
RATES = {
    "granted": Rate("公开率", "予以公开和部分公开", "办结", 20),
    "refused": Rate("不予公开占比", "不予公开", "办结", 20),
    "unavailable": Rate("无法提供占比", "无法提供", "办结", 20),
    "not_processed": Rate("不予处理占比", "不予处理", "办结", 20),
    "reversed": Rate("纠正率", "复议诉讼纠正", "审结", 5),
}
OUTLYING = ("refused", "unavailable", "reversed")
FEWEST = 5  # bodies among which one can stand out
FAR = 3.5  # modified z-score from which one does (Iglewicz and Hoaglin)
