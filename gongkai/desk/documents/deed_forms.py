"""One form a verb of a document: what has to be told so that the deed can be done. What can be derived is not asked."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_time

from gongkai.bodies.actors import Actor
from gongkai.channels import CHANNELS
from gongkai.core.documents import attributes, screening
from gongkai.core.documents.attributes import Attribute
from gongkai.core.law import documents as law
from gongkai.desk.fields import day, line
from gongkai.documents import overview
from gongkai.documents.actions import VERDICTS, Cause
from gongkai.documents.models import Document, Relation
from gongkai.documents.models.published import RELATIONS

_MORNING = "9:00"
_FOUND = 20
_TIED = ("based_on", "cites", "forwards", "replaces")


class DeedForm(forms.Form):
    """A form about a document on a day. `begin` fills in what a clerk would write anyway."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, document: Document, actor: Actor, on: date, *given: Any, **named: Any) -> None:  # noqa: ANN401
        self.document, self.actor, self.today = document, actor, on
        super().__init__(*given, **named)
        self.fields["version"].initial = document.version
        self.begin()

    def begin(self) -> None:
        """Choices and first values that depend on the document."""


class Plain(DeedForm):
    """Nothing to be told."""


class Why(DeedForm):
    """A reason that must be given."""

    reason = line("理由", rows=3, most=300)


class MayBeWhy(DeedForm):
    """A reason that may be given."""

    reason = line("说明", rows=3, required=False, most=300)


class Decide(DeedForm):
    """The attribute with its ground and reason, and the attributes that bind it."""

    attribute = forms.ChoiceField(label="公开属性", widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="不予公开的依据", widget=forms.RadioSelect, required=False)
    reason = line("理由", rows=3, required=False, most=500, help_text="不主动公开的，写明理由；公开年报和检查会看。")
    sources = forms.MultipleChoiceField(
        label="转发的原件、牵头机关定的属性",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=tuple(attributes.LABELS.items()),
        help_text="转发、联合制发的公文，从其原件或者牵头机关的属性。不是转发、联合制发的不选。",
    )

    def begin(self) -> None:
        """The grounds in force today."""
        listed = [(each.key, f"{each.label}（{each.article}）") for each in attributes.grounds(on=self.today)]
        self.fields["ground"].choices = [("", "没有"), *listed]  # type: ignore[attr-defined]
        self.fields["attribute"].choices = tuple(attributes.LABELS.items())  # type: ignore[attr-defined]
        for name, value in (
            ("attribute", self.document.attribute),
            ("ground", self.document.ground),
            ("reason", self.document.attribute_reason),
        ):
            self.initial.setdefault(name, value)

    def decided(self) -> Attribute:
        """The attribute as the deed wants it."""
        given = self.cleaned_data
        return Attribute(given["attribute"], given["ground"], given["reason"].strip())


class Refer(DeedForm):
    """To whom, and what is not sure."""

    to = line("报请哪个部门确定", most=80, help_text="国家秘密、工作秘密报保密行政管理部门；其他的报有关主管部门。")
    reason = line("不能确定的内容", rows=4, most=300)

    def begin(self) -> None:
        """Whom the answers of the review point to."""
        answers = {key: said for each in self.document.opinions.all() for key, said in each.answers.items()}
        found = screening.verdict(answers, on=self.today).refer_to
        self.fields["to"].initial = "、".join(screening.REFERRED_TO[each] for each in found)


class Determine(DeedForm):
    """What the department said."""

    verdict = forms.ChoiceField(label="主管部门的结论", widget=forms.RadioSelect)
    words = line("意见和文号", rows=4)

    def begin(self) -> None:
        """It has decided: there is no third answer."""
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (key, VERDICTS[key]) for key in (screening.CLEAR, screening.WITHHOLD)
        ]


class Schedule(DeedForm):
    """The day and the hour; both empty take the appointment back."""

    day = day("日期", required=False, may_be_future=True, help_text="日期不填的，取消定时发布。")
    hour = line("时间", required=False, most=8, help_text="例如 9:00、14:30")

    def begin(self) -> None:
        """The moment that is set, or tomorrow morning."""
        at = self.document.publish_at
        local = timezone.localtime(at) if at else None
        self.initial.setdefault("day", local.date() if local else None)
        self.initial.setdefault("hour", f"{local:%H:%M}" if local else _MORNING)

    def clean_hour(self) -> time | None:
        """The hour as people type it."""
        typed = self.cleaned_data["hour"].replace("：", ":").replace("点", ":00").strip()
        if not typed:
            return None
        try:
            found = parse_time(typed if typed.find(":") != 1 else f"0{typed}")
        except ValueError:
            found = None
        if found is None:
            raise ValidationError("请写成 9:00 或者 14:30")
        return found

    def moment(self) -> datetime | None:
        """When, in the time of the district."""
        given = self.cleaned_data
        if not given["day"]:
            return None
        return timezone.make_aware(datetime.combine(given["day"], given["hour"] or time(9)))


class Publish(DeedForm):
    """On which channels it goes besides the platform."""

    channels = forms.MultipleChoiceField(
        label="同时准备的渠道",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="为选中的渠道备好文字和图片；有接口的账号，发布以后在“渠道”页推送。",
    )

    def begin(self) -> None:
        """Every channel but the platform itself and what has its own page."""
        planned = getattr(self.document, "plan", None)
        listed = [(key, each.label) for key, each in CHANNELS.items() if key not in ("website", "gazette")]
        self.fields["channels"].choices = listed  # type: ignore[attr-defined]
        self.fields["channels"].initial = list(planned.channels) if planned else []


class Withdraw(DeedForm):
    """Why, in words that stand in public."""

    reason = line("撤下的理由", rows=3, most=300, help_text="会公布在原来的网址上；不要写入需要保密的内容。")
    annulled_on = day(
        "处罚决定被撤销、变更、确认违法或者确认无效之日",
        required=False,
        help_text="只有已经公开的行政处罚决定填写：从这一天起三日内撤回并公开说明理由（行政处罚法第四十八条）。",
    )


class _Searching(DeedForm):
    """A form that names another published document: found by words, then chosen."""

    find = line("查找公文", required=False, most=80, help_text="标题里的词或者文号，写好点“查找”。")
    by = forms.ChoiceField(label="查到的公文", widget=forms.RadioSelect, required=False)

    def begin(self) -> None:
        """What the words find."""
        typed = self.data.get("find") if self.is_bound else self.initial.get("find")
        words = str(typed or "").strip()
        found = overview.published(words).exclude(document=self.document)[:_FOUND] if words else ()
        listed = [
            (str(each.document_id), f"{each.title}　{each.document_number}　{each.published_on:%Y-%m-%d}")
            for each in found
        ]
        self.fields["by"].choices = listed  # type: ignore[attr-defined]
        if words and not listed:
            self.fields["find"].help_text = f"没有查到“{words}”。换个词再查；不在本平台的，填下面的名称和文号。"
        if not listed:
            self.fields["by"].widget = forms.HiddenInput()

    def other(self) -> int | None:
        """The chosen document."""
        chosen = self.cleaned_data["by"]
        return int(chosen) if chosen else None


class Change(_Searching):
    """What amends or ends the document, since when."""

    outside_title = line("不在本平台的公文名称", required=False, most=200)
    outside_number = line("它的文号", required=False, most=60)
    articles = line("涉及的条款", required=False, most=120, help_text="例如 第五条、第八条第二款；全部的不填。")
    since = day("从哪一天起", may_be_future=True)
    note = line("说明", required=False, rows=2, most=300)

    def cause(self) -> Cause:
        """As the deed wants it."""
        given = self.cleaned_data
        return Cause(self.other(), given["outside_title"], given["outside_number"], given["articles"], given["note"])


class Clarify(_Searching):
    """Which document spread false or incomplete information."""

    note = line("澄清什么", rows=3, most=300)


class Relate(_Searching):
    """What the document rests on, cites, forwards or replaces."""

    kind = forms.ChoiceField(
        label="关系", choices=[(key, RELATIONS[key][0]) for key in _TIED], help_text="修改、废止用“登记修改”“废止”。"
    )
    outside_title = line("不在本平台的法规、公文名称", required=False, most=200)
    outside_number = line("它的文号", required=False, most=60)
    outside_url = forms.URLField(label="它的网址", required=False, assume_scheme="https")
    articles = line("条款", required=False, most=120)

    def relation(self) -> Relation:
        """As the deed wants it, without its two ends."""
        given = self.cleaned_data
        return Relation(
            on=self.today,
            outside_title=given["outside_title"],
            outside_number=given["outside_number"],
            outside_url=given["outside_url"],
            articles=given["articles"],
        )


def kinds() -> list[str]:
    """The kinds of official document."""
    return [each.label for each in law.document_kinds()]
