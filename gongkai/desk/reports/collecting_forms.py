"""The forms of the office that collects: a round with its days, units in and out of it, what is sent back, what is accepted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.bodies.models import Body
from gongkai.core import editions
from gongkai.core.reports.tallying import DISPUTES_COUNTED
from gongkai.desk.fields import day, line
from gongkai.reports.actions import Point
from gongkai.reports.drafts import PART_LABELS
from gongkai.reports.models import AnnualReport, Round

POINTS = 5  # rows of the form; what is more is sent back a second time
WHOLE = "整份年报"
_JULY = 7


class RoundForm(forms.Form):
    """The days of a round and what the district chooses where the rules are silent."""

    hand_in_by = day(
        "各单位报送期限", may_be_future=True, help_text="不能晚于法定的1月31日；遇休息日提前到最后一个工作日。"
    )
    locks_on = day(
        "数据锁定日", may_be_future=True, help_text="这一天以后台账的变动不再改动年报，已经公布的用勘误更正。"
    )
    publish_by = day("政府年报公布期限", may_be_future=True, help_text="条例第四十九条：3月31日前。")
    disputes_counted = forms.ChoiceField(
        label="表四的统计口径",
        choices=tuple(DISPUTES_COUNTED.items()),
        widget=forms.RadioSelect,
        help_text="国务院办公厅的格式没有写明；定下以后印在年报的表下，每年一致。",
    )
    fee_places = forms.IntegerField(
        label="行政事业性收费的万元保留几位小数", min_value=0, max_value=6, help_text="合计按元相加，最后四舍五入一次。"
    )
    overview_limit = forms.IntegerField(
        label="第一部分的字数上限（本地要求）", required=False, min_value=100, max_value=20_000
    )
    note = line("给各单位的通知", rows=4, required=False)

    def __init__(self, year: int, *given: Any, **named: Any) -> None:  # noqa: ANN401
        self.year = year
        super().__init__(*given, **named)

    def clean(self) -> dict[str, Any]:
        """The days lie in the year in which the reports are handed in."""
        given = super().clean() or {}
        for name in ("hand_in_by", "locks_on", "publish_by"):
            found = given.get(name)
            if isinstance(found, date) and found.year != self.year + 1:
                self.add_error(name, f"{self.year} 年度的报告在 {self.year + 1} 年报送和公布")
        return given


def latest_year(on: date) -> int:
    """The year whose reports are due next, or have just been: until June last year, then this one."""
    return on.year if on.month >= _JULY else on.year - 1


class AddUnit(forms.Form):
    """A unit that was forgotten, or came into being; which other bodies it counts."""

    body = forms.ModelChoiceField(Body.objects.none(), label="单位", empty_label="请选择")
    covers = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="还包含哪些单位的数据",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="撤并到这个单位的机关，办理的申请由它一并统计。没有的不选。",
    )

    def __init__(self, this: Round, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        inside = this.reports.filter(level="unit").values("body")
        outside = Body.objects.exclude(pk__in=inside).exclude(pk=this.district_id)
        self.fields["body"].queryset = outside  # type: ignore[attr-defined]
        closed = Body.objects.filter(closed_on__isnull=False).exclude(pk=this.district_id)
        self.fields["covers"].queryset = closed  # type: ignore[attr-defined]

    def counted(self) -> list[Body]:
        """The unit itself with those it counts; nothing where it counts only its own."""
        others = list(self.cleaned_data["covers"])
        return [self.cleaned_data["body"], *others] if others else []


class Excuse(forms.Form):
    """Why a unit hands in nothing of its own, and who counts its cases."""

    reason = line("为什么不单独报送", rows=2, most=200, help_text="例如：3月1日撤销，职能并入区住建局。")
    to = forms.ModelChoiceField(
        AnnualReport.objects.none(),
        label="它办理的申请由哪个单位统计",
        required=False,
        empty_label="没有办理过申请，不用统计",
    )

    def __init__(self, report: AnnualReport, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        others = report.round.reports.filter(level="unit").exclude(pk=report.pk).exclude(stage="excused")
        field = self.fields["to"]
        field.queryset = others.select_related("body")  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: each.body.name  # type: ignore[attr-defined]


class Accept(forms.Form):
    """A note that may be given."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = line("审核意见", rows=2, required=False, most=200, help_text="单位看得到；可以不写。")


class Points(forms.Form):
    """What has to be mended: up to five places, each with what is wrong and how to mend it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, report: AnnualReport, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.places = places(report)
        for number in range(1, POINTS + 1):
            place = line(f"第{number}处的位置", required=False, most=120)
            place.widget.attrs |= {"list": "places", "placeholder": WHOLE, "autocomplete": "off"}
            self.fields[f"place{number}"] = place
            self.fields[f"text{number}"] = line(f"第{number}处：哪里不对，怎么改", rows=2, required=False, most=500)

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields in pairs."""
        return [(self[f"place{number}"], self[f"text{number}"]) for number in range(1, POINTS + 1)]

    def clean(self) -> dict[str, Any]:
        """A place is one of the form's, and a place without words says nothing."""
        given = super().clean() or {}
        for number in range(1, POINTS + 1):
            typed, text = given.get(f"place{number}", ""), given.get(f"text{number}", "")
            if typed and typed not in self.places:
                self.add_error(f"place{number}", f"年报里没有“{typed}”这一处，请从列表里选，或者留空")
            elif typed and not text:
                self.add_error(f"text{number}", "请写明这里哪里不对、怎么改")
        if not self.errors and not self.points():
            raise ValidationError("退回要写明哪里不对、怎么改：至少写一处")
        return given

    def points(self) -> list[Point]:
        """Those that were written."""
        given = self.cleaned_data
        rows = [(given.get(f"place{n}", ""), given.get(f"text{n}", "")) for n in range(1, POINTS + 1)]
        return [Point(self.places.get(place, ""), text) for place, text in rows if text]


def places(report: AnnualReport) -> dict[str, str]:
    """Everything that can be sent back, as people call it: the whole, the parts, each cell."""
    edition = editions.get(report.round.edition)
    cells = {edition.where(cell): cell for table in edition.tables.values() for cell in table.cells}
    return {WHOLE: ""} | {label: part for part, label in PART_LABELS.items()} | cells


def first_points(report: AnnualReport, chosen: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Places (cells, parts) and words to begin with, as initial values of `Points`."""
    named = {key: label for label, key in places(report).items()}
    found: dict[str, str] = {}
    for number, (place, text) in enumerate(list(chosen)[:POINTS], 1):
        found |= {f"place{number}": named.get(place, "") if place else "", f"text{number}": text}
    return found
