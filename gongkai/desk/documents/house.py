"""What stands around the documents: catalogue items, accounts, reading places, enterprises; each sort a form and a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model

from gongkai.channels import CHANNELS
from gongkai.core.law import catalogue
from gongkai.desk.fields import day
from gongkai.documents import actions
from gongkai.documents.actions.placing import keys
from gongkai.documents.models import Account, Column, Duty, Enterprise, ReadingPlace

_LISTED = [(key, each.label) for key, each in CHANNELS.items()]
_NEW_MEDIA = [(key, each.label) for key, each in CHANNELS.items() if each.is_new_media]


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]
    """An item of the basic catalogue."""

    channels = forms.MultipleChoiceField(
        label="公开渠道", choices=_LISTED, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        """As the catalogue prints them."""

        model = Duty
        fields = ("column", "name", "content", "basis", "time_limit", "update_days", "channels", "position")
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012 - Django reads it so

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        columns = Column.objects.filter(closed_on__isnull=True).exclude(holds__in=("columns", "topic"))
        self.fields["column"].queryset = columns  # type: ignore[attr-defined]


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new-media account; its keys are entered here and never shown again."""

    opened_on = day("开设日期")
    closed_on = day("关停日期", required=False)

    class Meta:
        """All but the keys, which have fields of their own."""

        model = Account
        fields = ("channel", "name", "identifier", "owner", "status", "opened_on", "closed_on")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.fields["channel"] = forms.ChoiceField(label="平台", choices=_NEW_MEDIA)
        known = keys(self.instance) if self.instance.pk else {}
        at = self.data.get("channel") if self.is_bound else self.initial.get("channel")
        if not self.instance.pk:
            return
        self.fields["channel"].disabled = True
        for need in CHANNELS[str(at or self.instance.channel)].needs:
            there = "已经填过，不显示；不改就空着。" if known.get(need.key) else "没有填。"
            self.fields[f"key_{need.key}"] = forms.CharField(
                label=need.label,
                required=False,
                max_length=200,
                help_text=there,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}) if need.is_secret else forms.TextInput(),
            )


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reading place."""

    class Meta:
        """What a visitor has to know."""

        model = ReadingPlace
        fields = ("kind", "name", "address", "office_hours", "phone", "is_open")


class EnterpriseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A public enterprise under a department."""

    sector = forms.ChoiceField(label="领域", choices=lambda: list(catalogue.sectors().items()))

    class Meta:
        """What is listed."""

        model = Enterprise
        fields = ("name", "sector", "rules", "address", "phone", "website", "is_listed")


def _account_values(form: forms.ModelForm) -> dict[str, Any]:  # type: ignore[type-arg]
    """The facts, and the keys where new ones were entered; what was left empty stays as it is."""
    given = dict(form.cleaned_data)
    entered = {name.removeprefix("key_"): given.pop(name) for name in list(given) if name.startswith("key_")}
    new = {name: value for name, value in entered.items() if value}
    return given | ({"keys": {**keys(form.instance), **new}} if new else {})


def _plain_values(form: forms.ModelForm) -> dict[str, Any]:  # type: ignore[type-arg]
    return dict(form.cleaned_data)


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of rows that a body keeps."""

    model: type[Model]
    form: type[forms.ModelForm]  # type: ignore[type-arg]
    keep: Callable[..., Any]
    label: str
    says: str
    new: str
    owner: str  # the field with the body
    header: tuple[str, ...]
    cells: Callable[[Any], tuple[Any, ...]]
    order: tuple[str, ...]
    values: Callable[[forms.ModelForm], dict[str, Any]] = _plain_values  # type: ignore[type-arg]


def _duty(row: Duty) -> tuple[Any, ...]:
    shown = "、".join(dict(_LISTED).get(each, each) for each in row.channels)
    return row.name, row.column.label, row.content, row.basis, row.time_limit, shown


def _account(row: Account) -> tuple[Any, ...]:
    has_keys = "已填接口密钥" if keys(row) else "没有接口，人工发布"
    last = f"{row.last_post_on:%Y-%m-%d}" if row.last_post_on else "没有发布过"
    return row.name, dict(_LISTED).get(row.channel, row.channel), row.owner, row.get_status_display(), last, has_keys


def _place(row: ReadingPlace) -> tuple[Any, ...]:
    sent = f"{row.supplied_on:%Y-%m-%d}，共 {row.supplied} 件" if row.supplied_on else "没有送交"
    return row.name, row.get_kind_display(), row.address, row.office_hours, "开放" if row.is_open else "停用", sent


def _enterprise(row: Enterprise) -> tuple[Any, ...]:
    return (
        row.name,
        catalogue.sectors().get(row.sector, row.sector),
        row.rules,
        row.phone,
        "列入" if row.is_listed else "不列入",
    )


SORTS: Mapping[str, Sort] = {
    "duties": Sort(
        Duty, DutyForm, actions.keep_duty, "主动公开基本目录", "每个单位公开哪些事项、依据什么、多久更新、在哪里公开。",
        "加一项", "body", ("公开事项", "栏目", "内容", "依据", "时限", "渠道"), _duty, ("body", "position", "pk"),
    ),
    "accounts": Sort(
        Account, AccountForm, actions.keep_account, "政务新媒体账号", "账号、负责人、最近发布；接口密钥只能填，不能看。",
        "登记账号", "body", ("账号", "平台", "负责人", "状态", "最近发布", "接口"), _account, ("channel", "pk"), _account_values,
    ),
    "places": Sort(
        ReadingPlace, PlaceForm, actions.keep_place, "政府信息查阅场所", "应当及时送交公开的政府信息（条例第二十五条）。",
        "登记场所", "body", ("名称", "类别", "地址", "开放时间", "状态", "送交"), _place, ("kind", "pk"),
    ),
    "enterprises": Sort(
        Enterprise, EnterpriseForm, actions.keep_enterprise, "公共企事业单位", "由主管部门监督其信息公开（条例第五十五条）。",
        "登记单位", "department", ("名称", "领域", "依据的办法", "监督电话", "是否列入"), _enterprise, ("sector", "pk"),
    ),
}  # fmt: skip
