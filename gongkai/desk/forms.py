"""One form a verb: what has to be told so that the deed can be done. What can be derived is not asked."""

from datetime import date
from typing import Any

from django import forms

from gongkai.applications.models import DELIVERIES, FORMS, Application, Consultation
from gongkai.applications.models.papers import ANSWERS
from gongkai.bodies.models import Body, Person
from gongkai.core import law, workdays
from gongkai.desk.fields import FilesField, day, line

USUAL_CORRECTION = 3 * 5  # working days: three weeks, a habit of ours


class DeedForm(forms.Form):
    """A form about a case on a day. `begin` fills in what a clerk would write anyway."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, case: Application, on: date, *given: Any, **named: Any) -> None:  # noqa: ANN401
        self.case, self.today = case, on
        super().__init__(*given, **named)
        self.fields["version"].initial = case.version
        self.begin()

    def begin(self) -> None:
        """Choices and first values that depend on the case."""


class Plain(DeedForm):
    """Nothing to be told."""


class Why(DeedForm):
    """A reason that must be given."""

    reason = line("理由", rows=3)


class MayBeWhy(DeedForm):
    """A reason that may be given."""

    reason = line("说明", rows=3, required=False)


class Receive(DeedForm):
    """The day that the channel's rule asks for (Art 31); the day of receipt follows from it."""

    day = day("")

    def begin(self) -> None:
        """The rule of the channel names the day."""
        rule = law.receipt(self.case.channel, on=self.case.submitted_on)
        self.fields["day"].label = law.receipts.DAYS[rule.day]
        self.fields["day"].initial = self.today
        self.fields[
            "day"
        ].help_text = f"“{rule.label}”以{law.receipts.DAYS[rule.day]}为收到申请之日（{rule.article}）。{rule.duty}"


class Register(DeedForm):
    """Who handles it, and the matters one by one."""

    handler = forms.ModelChoiceField(label="经办人", queryset=Person.objects.none())
    matters = line(
        "申请事项", rows=4, help_text="一行一项。内容不止一项的，每一项单独答复；需要单独立案的，登记以后分案。"
    )
    same_as = line("重复的是哪一件", required=False, help_text="同一申请人就同一内容申请过的，填那一件的编号。")

    def begin(self) -> None:
        """Colleagues of the body, and what the applicant wrote."""
        colleagues = Person.objects.filter(
            posts__body=self.case.body, posts__role__in=("clerk", "handler"), posts__until__isnull=True
        )
        self.fields["handler"].queryset = colleagues.distinct()  # type: ignore[attr-defined]
        self.fields["matters"].initial = "\n".join(matter.text for matter in self.case.matters.all())


class Transfer(DeedForm):
    """To whom, and why."""

    to = forms.ModelChoiceField(label="转给哪个单位", queryset=Body.objects.none())
    reason = line("转办理由", rows=3, help_text="写明为什么由这个单位制作、保存或者负责公开（条例第十条）。")

    def begin(self) -> None:
        """Other bodies that exist."""
        others = Body.objects.filter(closed_on__isnull=True).exclude(pk=self.case.body_id)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class Split(DeedForm):
    """Into which case each matter goes."""

    def begin(self) -> None:
        """One choice a matter."""
        matters = list(self.case.matters.all())
        numbers = [(str(n), f"第{n}件" + ("（留在本件）" if n == 1 else "")) for n in range(1, len(matters) + 1)]
        for matter in matters:
            self.fields[f"group_{matter.position}"] = forms.ChoiceField(
                label=matter.text[:80], choices=numbers, initial=str(matter.position)
            )

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The positions in each group, empty groups left out."""
        found: dict[str, list[int]] = {}
        for key, value in self.cleaned_data.items():
            if key.startswith("group_"):
                found.setdefault(value, []).append(int(key.removeprefix("group_")))
        return tuple(tuple(found[number]) for number in sorted(found, key=int))


class AskToCorrect(DeedForm):
    """What to correct, and by when."""

    items = line("需要补正的事项", rows=5, help_text="一次性告知：哪里不明确、补充什么、可以怎样写。")
    until = day(
        "补正期限", may_be_future=True, help_text="合理期限；逾期无正当理由不补正的，视为放弃申请（条例第三十条）。"
    )

    def begin(self) -> None:
        """The law says a reasonable period and gives no number; the applicant gets what is usual."""
        self.fields["until"].initial = workdays.add(self.today, USUAL_CORRECTION).on


class Correct(DeedForm):
    """What came."""

    on = day("收到补正之日")
    text = line("补正的内容", rows=5, required=False)
    uploads = FilesField("correction", label="补正材料", required=False)

    def begin(self) -> None:
        """Today, unless it came before."""
        self.fields["on"].initial = self.today


class Reasons(DeedForm):
    """Why the number is unreasonable, or what the applicant says to it."""

    text = line("内容", rows=5)


class AskForReasons(DeedForm):
    """Why the number is unreasonable, and by when an answer is asked for."""

    text = line("数量、频次怎样明显超过合理范围", rows=5)
    until = day("请申请人在哪一天以前说明", may_be_future=True)

    def begin(self) -> None:
        """Ten working days, our own habit."""
        self.fields["until"].initial = workdays.add(self.today, _TWO_WEEKS).on


_TWO_WEEKS = 10  # working days that a letter asks for where the law sets none


class Consult(DeedForm):
    """Who is asked about what."""

    name = line("征求谁的意见")
    is_person = forms.BooleanField(label="是自然人（不是单位）", required=False)
    contact = line("地址和电话", required=False, help_text="只用来寄送，加密保存。")
    about = line("征求意见的内容", rows=4)
    on = day("发出日期")
    served_on = day(
        "对方收到日期", required=False, help_text="知道以后再填也可以；期限从对方收到之日起算。", may_be_future=False
    )

    def begin(self) -> None:
        """What is asked for is what the opinion is about."""
        self.fields["on"].initial = self.today
        self.fields["about"].initial = "；".join(matter.text for matter in self.case.matters.all())


class ConsultOrgan(Consult):
    """For another organ the law sets no term: the letter asks for a day."""

    until = day("请对方在哪一天以前回复", may_be_future=True)

    def begin(self) -> None:
        """Ten working days, our own habit."""
        super().begin()
        self.fields["until"].initial = workdays.add(self.today, _TWO_WEEKS).on


class AnswerConsultation(DeedForm):
    """What was answered."""

    consultation: "forms.ModelChoiceField[Consultation]" = forms.ModelChoiceField(
        label="哪一份征求意见书", queryset=Consultation.objects.none(), empty_label=None
    )
    on = day("收到答复之日")
    answer = forms.ChoiceField(label="答复", choices=tuple(ANSWERS.items()))
    reasons = line("对方的理由", rows=4, required=False)
    decision = line(
        "本机关的决定",
        rows=3,
        required=False,
        help_text="第三方逾期未答复，或者不同意而公共利益需要公开的，写明决定和理由（条例第三十二条）。",
    )

    def begin(self) -> None:
        """Those without an answer."""
        field = self.fields["consultation"]
        field.queryset = self.case.consultations.filter(answer="")  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: f"{each.get_side_display()}：{each.name}（{each.sent_on}）"  # type: ignore[attr-defined]
        self.fields["on"].initial = self.today


class Charge(DeedForm):
    """By item or by page."""

    basis = forms.ChoiceField(
        label="计费方式",
        choices=(("by_item", "按件：同一申请人一个自然月内的第几件"), ("by_page", "按量：这一件申请提供的页数")),
        help_text="两种方式只能选一种（国办函〔2020〕109号）。",
    )
    units = forms.IntegerField(label="第几件，或者几页", min_value=1, max_value=100_000)
    served_on = day("申请人收到通知之日", required=False)


class Pay(DeedForm):
    """When, and the number of the receipt."""

    on = day("缴费之日")
    receipt = line("票据号", required=False)

    def begin(self) -> None:
        """Today, unless before."""
        self.fields["on"].initial = self.today


class AskToExtend(DeedForm):
    """How long, and why."""

    days = forms.IntegerField(label="延长几个工作日", min_value=1)
    reason = line("需要延期的理由", rows=3)

    def begin(self) -> None:
        """The most that the law allows."""
        self.fields["days"].initial = law.days("extension", on=self.case.received_on or self.today)


class Extend(DeedForm):
    """How long, and what the applicant is told as the reason."""

    days = forms.IntegerField(label="延长几个工作日", min_value=1)
    reason = line("告知申请人的理由", rows=3)

    def begin(self) -> None:
        """The most that the law allows."""
        self.fields["days"].initial = law.days("extension", on=self.case.received_on or self.today)


class Delay(DeedForm):
    """Until when, and why."""

    until = day("延迟到哪一天答复", may_be_future=True)
    reason = line("理由", rows=3)


class Search(DeedForm):
    """Where, with which words, and what was found."""

    on = day("检索日期")
    system = line("系统或者档案室", help_text="如：OA系统、局档案室、城建档案馆")
    words = line("检索词")
    scope = line("范围", required=False, help_text="如：2023年1月至2025年12月，全部收发文")
    found = forms.IntegerField(label="找到几份", min_value=0)
    documents = line("找到的文件", rows=3, required=False)

    def begin(self) -> None:
        """Today, unless before."""
        self.fields["on"].initial = self.today


class Comment(DeedForm):
    """A remark on a passage."""

    quote = line("原文", rows=2, required=False, help_text="从答复书里复制有问题的那一句。")
    text = line("意见", rows=4)


class Deliver(DeedForm):
    """How and when it went out."""

    channel = forms.ChoiceField(label="送达方式", choices=tuple(DELIVERIES.items()))
    sent_on = day("发出日期")
    tracking = line("邮件号", required=False)
    delivered_on = day("送达日期", required=False, help_text="还没有送达的，以后再补。")
    proof = FilesField("proof", label="送达凭证", required=False)

    def begin(self) -> None:
        """As the applicant wished."""
        self.fields["channel"].initial = self.case.delivery
        self.fields["sent_on"].initial = self.today


class Reopen(DeedForm):
    """Why, and by when."""

    reason = line("依据", rows=3, help_text="复议决定书、判决书的案号，或者自行纠正的理由。")
    until = day("责令答复的期限", required=False, may_be_future=True, help_text="没有指定日期的，按法定期限重新计算。")


class AskHelp(DeedForm):
    """Which body shall help, and with what."""

    body = forms.ModelChoiceField(label="请哪个单位协办", queryset=Body.objects.none())
    reason = line(
        "协办的内容", rows=3, help_text="对方可以查看这件申请（看不到申请人的证件和联系方式），不能替本单位答复。"
    )

    def begin(self) -> None:
        """Other bodies that exist."""
        others = Body.objects.filter(closed_on__isnull=True).exclude(pk=self.case.body_id)
        self.fields["body"].queryset = others  # type: ignore[attr-defined]


class ChangeDelivery(DeedForm):
    """Another form, another way."""

    form = forms.ChoiceField(label="获取形式", choices=tuple(FORMS.items()))
    delivery = forms.ChoiceField(label="获取方式", choices=tuple(DELIVERIES.items()))

    def begin(self) -> None:
        """As it is now."""
        self.fields["form"].initial, self.fields["delivery"].initial = self.case.form_wanted, self.case.delivery


class Urge(DeedForm):
    """A word to those who have it now."""

    reason = line("捎一句话", required=False)


class Mend(DeedForm):
    """The right days of a line, and why."""

    on = day("正确的日期")
    served_on = day("对方收到的日期", required=False)
    until = day("期限", required=False, may_be_future=True)
    reason = line("更正的理由", rows=3, help_text="原来的记录不会删除；两条都保留，期限按更正后的日期重新计算。")
