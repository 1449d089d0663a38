"""The verbs of a document as errands of the desk: which form, which deed, and what is said before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.desk.documents import deed_forms as forms
from gongkai.desk.visits import Visit
from gongkai.documents import actions
from gongkai.documents.models import Document, Publication

Doing = Callable[[Visit, Document, forms.DeedForm], object]


@dataclass(frozen=True, slots=True)
class Errand:
    """One verb: its form, its deed, and what has to be known."""

    form: type[forms.DeedForm]
    do: Doing
    says: str = ""
    is_grave: bool = False
    move: str = ""  # the verb of the life, where the errand has another name
    label: str = ""


def _plain(deed: Callable[..., object]) -> Doing:
    def do(visit: Visit, found: Document, form: forms.DeedForm) -> object:
        return deed(found.pk, by=visit.actor, on=visit.on, version=form.cleaned_data["version"])

    return do


def _with_reason(deed: Callable[..., object]) -> Doing:
    def do(visit: Visit, found: Document, form: forms.DeedForm) -> object:
        given = form.cleaned_data
        return deed(found.pk, by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"])

    return do


def _attribute(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    assert isinstance(form, forms.Decide)
    given = form.cleaned_data
    return actions.attribute(
        found.pk, form.decided(), by=visit.actor, on=visit.on, sources=given["sources"], version=given["version"]
    )


def _refer(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    given = form.cleaned_data
    return actions.refer(
        found.pk, given["to"], by=visit.actor, on=visit.on, reason=given["reason"], version=given["version"]
    )


def _determine(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    given = form.cleaned_data
    return actions.determine(
        found.pk, given["verdict"], given["words"], by=visit.actor, on=visit.on, version=given["version"]
    )


def _schedule(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    assert isinstance(form, forms.Schedule)
    return actions.schedule(found.pk, form.moment(), by=visit.actor, on=visit.on, version=form.cleaned_data["version"])


def _publish(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    given = form.cleaned_data
    return actions.publish(
        found.pk, by=visit.actor, at=timezone.now(), channels=given["channels"], version=given["version"]
    )


def _withdraw(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    given = form.cleaned_data
    return actions.withdraw(
        found.pk,
        by=visit.actor,
        on=visit.on,
        reason=given["reason"],
        annulled_on=given["annulled_on"],
        version=given["version"],
    )


def _change(verb: str) -> Doing:
    def do(visit: Visit, found: Document, form: forms.DeedForm) -> object:
        assert isinstance(form, forms.Change)
        given = form.cleaned_data
        return actions.change(
            found.pk, verb, form.cause(), by=visit.actor, since=given["since"], on=visit.on, version=given["version"]
        )

    return do


def _clarify(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    assert isinstance(form, forms.Clarify)
    other = form.other()
    if other is None:
        raise ValidationError("请查找并选择被澄清的公文")
    return actions.clarify(found.pk, other, by=visit.actor, on=visit.on, note=form.cleaned_data["note"])


def _relate(visit: Visit, found: Document, form: forms.DeedForm) -> object:
    assert isinstance(form, forms.Relate)
    relation, other = form.relation(), form.other()
    if other is not None:
        relation.target = Publication.objects.filter(document=other, withdrawn_on__isnull=True).first()
        if relation.target is None:
            raise ValidationError("没有查到这件已经发布的公文，请重新查找")
    return actions.relate(found.pk, form.cleaned_data["kind"], relation, by=visit.actor, on=visit.on)


_SINCE = "登记以后，两件公文的页面互相链接，有效性按日期自动变化；可以撤销登记。"
ERRANDS: dict[str, Errand] = {
    "attribute": Errand(
        forms.Decide, _attribute, "公文在起草时确定公开属性，没有属性的不能流转（国办发〔2016〕80号）。"
    ),
    "submit": Errand(forms.Plain, _plain(actions.submit), "先审查、后公开；提交以后正文和附件不能再改，退回才能改。"),
    "refer": Errand(forms.Refer, _refer),
    "determine": Errand(forms.Determine, _determine),
    "return": Errand(forms.Why, _with_reason(actions.send_back), "退回到拟稿，下一次提交是新的一轮审查。"),
    "clear": Errand(forms.Plain, _plain(actions.clear), "每个步骤都有意见、每条发现都处理过，才能审查通过。"),
    "sign": Errand(forms.Plain, _plain(actions.sign), "公文和解读一并签发（同步组织、同步审签、同步部署）。"),
    "schedule": Errand(forms.Schedule, _schedule, "到时自动发布；那时还有没处理的发现，就不发布并提醒。"),
    "publish": Errand(forms.Publish, _publish, "立即在平台发布，编索引号，进入栏目、检索和订阅；解读一并发布。"),
    "hold": Errand(forms.Plain, _plain(actions.hold), "不对外公开，留在台账里；一年内重新评估（条例第十八条）。"),
    "clarify": Errand(forms.Clarify, _clarify, "用这件公文澄清另一件里的虚假或者不完整信息（条例第六条）。"),
    "amend": Errand(forms.Change, _change("amend"), _SINCE),
    "partly_end": Errand(forms.Change, _change("partly_end"), _SINCE, move="amend", label="登记部分废止"),
    "relate": Errand(
        forms.Relate, _relate, "依据、引用、转发、替代；两边的页面都会显示。", move="amend", label="登记依据、引用"
    ),
    "repeal": Errand(forms.Change, _change("repeal"), _SINCE, is_grave=True),
    "lapse": Errand(forms.Change, _change("lapse"), "清理宣布失效的，可以不写由哪件公文宣布。", is_grave=True),
    "undo_validity": Errand(forms.Why, _with_reason(actions.undo_validity), "撤销最后登记的一次修改、废止、失效。"),
    "withdraw": Errand(
        forms.Withdraw,
        _withdraw,
        "从页面、附件、检索、订阅里立即撤下，它的解读一并撤下；原来的网址写明撤下的日期和理由。",
        is_grave=True,
    ),
    "restore": Errand(
        forms.Why,
        _with_reason(actions.restore),
        "恢复到原来的网址，一并撤下的解读一并恢复；恢复以前会再查一遍个人信息。",
    ),
    "reassess": Errand(
        forms.Why, _with_reason(actions.reassess), "情况没有变化、继续不公开的，写明理由；一年后再评估。"
    ),
    "open_up": Errand(forms.Why, _with_reason(actions.open_up), "不公开的理由消失了，转为主动公开，重新审查以后发布。"),
    "discard": Errand(forms.MayBeWhy, _with_reason(actions.discard), "作废以后不再提醒；可以取回。", is_grave=True),
    "recover": Errand(forms.Plain, _plain(actions.recover)),
}
