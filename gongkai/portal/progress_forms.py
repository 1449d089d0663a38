"""What is asked of somebody who comes back: number and code, and what they want to do with their case."""

from typing import Any

from django import forms

from gongkai.applications import public
from gongkai.portal.application_forms import Choice, Question, UploadsField, Words, way_fault
from gongkai.portal.forms import ManyFiles

KINDS = {
    "record-correction": "更正与自身有关的记录",
    "complaint": "投诉",
    "suggestion": "批评和建议",
}
_ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"


class LookUpForm(Question):
    """Number, code, tail of the telephone."""

    number = Words(
        "申请编号",
        "请填写申请编号，在提交后的回执上",
        most=60,
        help_text="例如 青公开〔2026〕133号，括号用哪一种都可以。",
        attrs={"autocomplete": "off"},
    )
    code = Words(
        "查询码",
        "请填写查询码，在提交后的回执上",
        most=40,
        help_text="13 位字母和数字，不分大小写，短横可以不输。",
        attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )
    tail = Words(
        "手机尾号",
        most=8,
        help_text="申请时留的电话的后四位；没有留电话的不填。",
        attrs={"inputmode": "numeric", "autocomplete": "off"},
    )


class AnswerLookUpForm(Question):
    """Number and code of a complaint, a suggestion or a correction."""

    number = Words("编号", "请填写编号，在提交后的回执上", most=60, attrs={"autocomplete": "off"})
    code = Words("查询码", "请填写查询码，在提交后的回执上", most=40, attrs={"autocomplete": "off"})


class CorrectionForm(Question):
    """What was asked to be corrected."""

    text = Words("补正的内容", most=5_000, lines=8, help_text="按上面列出的各项写清楚。")
    papers = UploadsField(
        label="补正的材料（可以不传）",
        required=False,
        max_length=120,
        help_text="PDF、JPG、PNG 图片或者 DOCX 文档。",
        widget=ManyFiles(attrs={"accept": _ACCEPT}),
    )

    def clean(self) -> dict[str, Any]:
        """Words or papers."""
        given = super().clean() or {}
        if not self.errors and not given.get("text") and not given.get("papers"):
            self.add_error("text", "请填写补正的内容，或者附上材料")
        return given


class ReasonsForm(Question):
    """Art 35: the reasons for so many, so often."""

    text = Words("理由", "请填写理由", most=5_000, lines=8)


class WithdrawForm(Question):
    """The last question before it ends."""

    reason = Words("撤回的原因（可以不填）", most=300, lines=3)


class ChangeForm(Question):
    """Another form, another way."""

    form = Choice("要什么形式？", tuple(public.FORMS.items()), "请选择提供的形式")
    way = Choice(
        "怎样给您？", tuple(each for each in public.DELIVERIES.items() if each[0] != "fax"), "请选择提供的方式"
    )

    def clean(self) -> dict[str, Any]:
        """Only what can be given that way."""
        given = super().clean() or {}
        if given.get("form") and given.get("way") and (fault := way_fault(given["form"], given["way"])):
            self.add_error("way", fault)
        return given


class FeedbackForm(Question):
    """One form for three kinds; who it is from is needed for a correction only."""

    body = forms.ChoiceField(
        label="关于哪个单位？", error_messages={"required": "请选择单位", "invalid_choice": "请选择单位"}
    )
    text = Words("内容", "请写明内容", most=5_000, lines=8)
    name = Words("姓名或者名称（可以不填）", most=80, attrs={"autocomplete": "name"})
    contact = Words("联系方式（可以不填）", most=120, help_text="电话、电子邮箱或者通信地址。")

    def __init__(self, *args: Any, offices: tuple[public.Office, ...], kind: str, **given: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **given)
        self.fields["body"].choices = [("", "请选择"), *((each.slug, each.name) for each in offices)]  # type: ignore[attr-defined]
        self.fields["text"].label, self.fields["text"].help_text = _TEXTS[kind]
        if kind == "record-correction":
            for name, label in (("name", "姓名或者名称"), ("contact", "联系方式")):
                self.fields[name].label = label
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = f"请填写{label}：要与您核实记录"


_TEXTS = {
    "record-correction": (
        "哪一条记录不准确，正确的是什么？",
        "写明记录在哪里、错在哪里，您有什么证据；核实时请带上证据和身份证明。",
    ),
    "complaint": ("您要投诉什么？", "写明哪一天、哪一件事；关于某件申请的，写上申请编号。请不要写身份证号码。"),
    "suggestion": ("您的批评或者建议", ""),
}
