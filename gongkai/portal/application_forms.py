"""The questions of an application, one form a page: what Art 29 lets an office ask, no purpose and no occupation."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from gongkai.applications import public
from gongkai.portal.forms import ManyFiles

MOST_MATTERS = 10
MOST_PEOPLE = 20
_KINDS = ("pdf", "jpg", "jpeg", "png", "docx")
_PHONE = re.compile(r"[+0-9][0-9\-() ]{6,24}")


class Words(forms.CharField):
    """Text with widths and blanks at the ends put right, and a message that says what to do."""

    def __init__(self, label: str, asks: str = "", *, most: int = 200, lines: int = 0, **given: Any) -> None:  # noqa: ANN401
        widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput()
        widget.attrs |= given.pop("attrs", {})
        messages = {"required": asks, "max_length": f"{label}太长，请写在 {most} 个字以内"}
        super().__init__(
            label=label, required=bool(asks), max_length=most, widget=widget, error_messages=messages, **given
        )


class Choice(forms.ChoiceField):
    """One of several, shown as a list of radio buttons."""

    def __init__(self, label: str, choices: Any, asks: str, **given: Any) -> None:  # noqa: ANN401
        messages = {"required": asks, "invalid_choice": asks}
        super().__init__(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **given)


class Question(forms.Form):
    """A page of the form: Django's own marks on fields are not used, ours say what to do."""

    use_required_attribute = False

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401
        given.setdefault("label_suffix", "")
        super().__init__(*args, **given)


class BodyForm(Question):
    """Which body."""

    body = Choice("您向哪个单位申请？", (), "请选择一个单位。不知道是哪个单位的，选区政府办公室，由它转办")

    def __init__(self, *args: Any, offices: tuple[public.Office, ...], **given: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **given)
        self.fields["body"].choices = [(each.slug, each.name) for each in offices]  # type: ignore[attr-defined]


class IdentityForm(Question):
    """A name and, by choice, the number of a document."""

    name = Words("姓名或者名称", "请填写姓名或者名称，要和证件上的一致", most=80, attrs={"autocomplete": "name"})
    id_kind = forms.ChoiceField(
        label="证件", required=False, choices=(("", "不填，改为上传证件照片"), *public.ID_KINDS.items())
    )
    id_number = Words(
        "证件号码",
        most=40,
        help_text="填了号码就不用上传证件照片。个人填居民身份证等号码，组织填统一社会信用代码。",
        attrs={"autocomplete": "off", "spellcheck": "false"},
    )

    def clean(self) -> dict[str, Any]:
        """Kind and number belong together, and the check digits are right."""
        given = super().clean() or {}
        number = _narrow(given.get("id_number", "")).upper().replace(" ", "")
        given["id_number"] = number
        kind = given.get("id_kind", "")
        if number and not kind:
            self.add_error("id_kind", "请选择这是什么证件的号码")
        elif kind and not number:
            self.add_error("id_number", "请填写证件号码；不想填的，把证件改选为“不填”，后面上传证件照片")
        elif number and (fault := _id_fault(given)):
            self.add_error("id_number", fault)
        return given


class PersonForm(IdentityForm):
    """Somebody who applies."""

    kind = Choice("谁来申请？", tuple(public.APPLICANT_KINDS.items()), "请选择申请人是个人还是哪一类组织")
    representative = Words("法定代表人或者负责人", most=40, help_text="组织申请的填写；个人不用填。")
    field_order = ("kind", "name", "id_kind", "id_number", "representative")


class AgentForm(IdentityForm):
    """Somebody who acts for those who apply."""


def _id_fault(given: dict[str, Any]) -> str:
    party = public.Party("", given.get("name") or "无", given["id_kind"], given["id_number"], phone="1")
    return party.fault()


class OthersForm(Question):
    """Whether somebody else belongs to it."""

    more = Choice(
        "还有别的申请人或者代理人吗？",
        (("none", "没有了"), ("applicant", "还有一位申请人"), ("agent", "有代理人替我办理")),
        "请选择还有没有别的申请人或者代理人",
    )


class ContactForm(Question):
    """How to reach them: at least one way."""

    phone = Words(
        "联系电话",
        most=30,
        help_text="收到申请要与您确认，留电话最快。查进度时要输入它的后四位。",
        attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=120,
        error_messages={"invalid": "电子邮箱不对，应当像 name@example.cn 这样"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = Words(
        "通信地址",
        most=120,
        help_text="没有电话和电子邮箱的填写；选择邮寄的，后面再问。",
        attrs={"autocomplete": "street-address"},
    )

    def clean_phone(self) -> str:
        """Digits with the usual signs."""
        phone = _narrow(self.cleaned_data["phone"]).replace("－", "-").replace("—", "-")
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError("联系电话不对，请写成 138 开头的手机号，或者带区号的座机号，例如 0533-2280001")
        return phone

    def clean(self) -> dict[str, Any]:
        """At least one way."""
        given = super().clean() or {}
        if not self.errors and not any(given.get(key) for key in ("phone", "email", "address")):
            self.add_error("phone", "请至少填写一种联系方式：电话、电子邮箱或者通信地址")
        return given


class MatterForm(Question):
    """One thing asked for; each matter by itself."""

    name = Words(
        "您要的信息叫什么？",
        most=300,
        lines=2,
        help_text="文件、合同、会议纪要、台账等的名称；不知道准确名称的，写它是关于什么的。",
    )
    number = Words("文号", most=60, help_text="知道就填，例如 青政办字〔2026〕18号。")
    other = Words(
        "还有什么特征？", most=600, lines=3, help_text="时间、地点、项目、哪个单位做的——写得越具体，找得越快。"
    )

    def clean(self) -> dict[str, Any]:
        """Something by which it can be found."""
        given = super().clean() or {}
        if not self.errors and not any((given.get(key) or "").strip() for key in ("name", "number", "other")):
            self.add_error("name", "请写明要申请的信息的名称、文号或者其他特征，至少一项")
        return given


# What can be handed over how; a fax number is not asked here.
WAYS = {
    "electronic": ("online", "email", "in_person"),
    "paper": ("post", "in_person"),
    "disc": ("post", "in_person"),
    "read": ("in_person",),
    "copy_by_hand": ("in_person",),
}
_OFFERED = {way: public.DELIVERIES[way] for way in ("online", "email", "post", "in_person")}


def way_fault(form: str, way: str) -> str:
    """Why this form cannot be given this way; "" when it can."""
    if way in WAYS.get(form, ()):
        return ""
    ways = "或者".join(_OFFERED[each] for each in WAYS.get(form, ()))
    return f"{public.FORMS.get(form, '')}请选{ways}"


class DeliveryForm(Question):
    """In which form and which way."""

    form = Choice("要什么形式？", tuple(public.FORMS.items()), "请选择提供的形式", initial="electronic")
    way = Choice("怎样给您？", tuple(_OFFERED.items()), "请选择提供的方式", initial="online")
    email = forms.EmailField(
        label="发到哪个电子邮箱？",
        required=False,
        max_length=120,
        error_messages={"invalid": "电子邮箱不对，应当像 name@example.cn 这样"},
    )
    address = Words(
        "寄到哪里？", most=120, help_text="省、市、区、街道和门牌号。", attrs={"autocomplete": "street-address"}
    )
    postcode = Words(
        "邮政编码",
        most=6,
        attrs={"inputmode": "numeric", "autocomplete": "postal-code"},
        validators=[RegexValidator(r"^\d{6}$", "邮政编码是六位数字")],
    )

    def clean(self) -> dict[str, Any]:
        """A way that needs an address has one; no other keeps one."""
        given = super().clean() or {}
        way = given.get("way")
        if way == "post" and not given.get("address") and "address" not in self.errors:
            self.add_error("address", "请填写邮寄的地址")
        if way == "email" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", "请填写接收答复的电子邮箱")
        if way and given.get("form") and (fault := way_fault(given["form"], way)):
            self.add_error("way", fault)
        return given


class UploadsField(forms.FileField):
    """Several files, perhaps none."""

    widget = ManyFiles

    def clean(self, data: Any, initial: object = None) -> list[UploadedFile]:  # noqa: ANN401
        """Each of the files; their kind by their names, their content by the area."""
        given: list[UploadedFile] = [each for each in (data if isinstance(data, list) else [data]) if each]
        for each in given:
            if (each.name or "").rsplit(".", 1)[-1].lower() not in _KINDS:
                raise forms.ValidationError(f"“{each.name}”不能收：只收 PDF、JPG、PNG 图片和 DOCX 文档，请换一种格式")
        return [super(UploadsField, self).clean(each, initial) for each in given]


def _uploads(label: str, help_text: str = "") -> UploadsField:
    accept = ",".join(f".{kind}" for kind in _KINDS)
    messages = {"empty": "有一个文件是空的，请重新选择", "invalid": "文件没有传上来，请重新选择"}
    return UploadsField(
        label=label,
        required=False,
        help_text=help_text,
        max_length=120,
        error_messages={**messages, "max_length": "文件名太长，请改短以后再传"},
        widget=ManyFiles(attrs={"accept": accept}),
    )


class FilesForm(Question):
    """Proof of identity and of authority where they are wanted; anything else is the applicant's choice."""

    identity = _uploads("身份证明", "没有填写证件号码的申请人，请上传证件的照片或者扫描件。")
    authority = _uploads("授权委托书", "由代理人办理的，请上传申请人签名的授权委托书。")
    request = _uploads("其他材料（可以不传）", "有助于找到信息的材料，例如旧通知的照片。")


class HelpForm(Question):
    """Art 43: help with reading, seeing and hearing."""

    accessibility = Words(
        "您需要哪些帮助？（可以不填）",
        most=200,
        lines=3,
        help_text="例如：大字版、由人读给我听、手语、工作人员协助填写。",
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text or "").strip()
