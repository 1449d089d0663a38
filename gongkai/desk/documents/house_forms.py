"""The guide and the institution page of a body as forms; lists of units and leaders are typed a line each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.bodies.models import Body
from gongkai.documents.models import Guide, Institution


class GuideForm(forms.ModelForm):  # type: ignore[type-arg]
    """What Article 12 wants in a guide."""

    KEY = "guide"

    class Meta:
        """In the order of the article."""

        model = Guide
        fields = (
            "categories", "arrangement", "how_to_obtain", "disclosure_body", "address", "office_hours", "phone", "fax",
            "internet", "remedies",
        )  # fmt: skip

    @classmethod
    def of(cls, body: Body, given: Any) -> "GuideForm":  # noqa: ANN401
        """The guide as it is; a first one is filled from what is known of the body."""
        now = Guide.objects.filter(body=body).first()
        first = {
            "disclosure_body": body.disclosure_body,
            "address": body.address,
            "office_hours": body.office_hours,
            "phone": body.phone,
            "fax": body.fax,
            "internet": body.email,
        }
        return cls(given, instance=now, initial={} if now else first)

    def values(self) -> dict[str, Any]:
        """As the deed wants them."""
        return dict(self.cleaned_data)


class LinesField(forms.CharField):
    """Rows of a small table, a line each, the columns parted by a tab, a bar or two spaces."""

    def __init__(self, columns: Sequence[tuple[str, str]], **given: Any) -> None:  # noqa: ANN401
        self.columns = tuple(columns)
        order = "、".join(label for _, label in columns)
        widget = forms.Textarea(attrs={"rows": 6, "class": "typed"})
        super().__init__(
            widget=widget, help_text=f"一行一个，依次是{order}，用制表符或者“|”分开；可以从表格粘贴。", **given
        )

    def clean(self, value: Any) -> list[dict[str, str]]:  # noqa: ANN401
        """The rows."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._row(number, line) for number, line in enumerate(lines, 1)]

    def _row(self, number: int, line: str) -> dict[str, str]:
        cells = [cell.strip() for cell in line.replace("｜", "|").replace("\t", "|").split("|")]
        if len(cells) > len(self.columns):
            raise ValidationError(f"第{number}行有{len(cells)}列，最多{len(self.columns)}列")
        if not cells[0]:
            raise ValidationError(f"第{number}行没有{self.columns[0][1]}")
        padded = [*cells, *[""] * (len(self.columns) - len(cells))]
        return {key: cell for (key, _), cell in zip(self.columns, padded, strict=True)}

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is typed."""
        if not isinstance(value, list):
            return value
        return "\n".join("|".join(row.get(key, "") for key, _ in self.columns).rstrip("|") for row in value)


class InstitutionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What Article 20 (2) wants of an institution page."""

    KEY = "institution"
    units = LinesField((("name", "名称"), ("duty", "职责"), ("phone", "电话")), label="内设机构", required=False)
    leaders = LinesField((("name", "姓名"), ("post", "职务"), ("duty", "分工")), label="负责人", required=False)

    class Meta:
        """In the order of the article."""

        model = Institution
        fields = ("functions", "units", "leaders", "address", "office_hours", "phone")

    @classmethod
    def of(cls, body: Body, given: Any) -> "InstitutionForm":  # noqa: ANN401
        """The page as it is; a first one is filled from what is known of the body."""
        now = Institution.objects.filter(body=body).first()
        first = {"address": body.address, "office_hours": body.office_hours, "phone": body.phone}
        return cls(given, instance=now, initial={} if now else first)

    def values(self) -> dict[str, Any]:
        """As the deed wants them."""
        return dict(self.cleaned_data)
