"""S3: registering an application that came in person, by post, fax or e-mail; and the register as a file."""

from dataclasses import replace
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.applications import access, actions, codes
from gongkai.applications.ledger import exporting
from gongkai.applications.models import APPLICANT_KINDS, DELIVERIES, FORMS, ID_KINDS, Application
from gongkai.applications.people import NATURAL, Party
from gongkai.bodies.models import Body
from gongkai.core import law
from gongkai.desk import drafts, likeness, listing
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import FilesField, day, line
from gongkai.desk.visits import Visit, page

PLACE = "intake"


class IntakeForm(django_forms.Form):
    """What Art 29 asks for, and the days of the channel. The day of receipt follows from them."""

    key = django_forms.CharField(widget=django_forms.HiddenInput, max_length=64)
    body = django_forms.ModelChoiceField(label="收到申请的单位", queryset=Body.objects.none(), empty_label=None)
    channel = django_forms.ChoiceField(label="申请渠道")
    submitted = day("提交（寄出）日期")
    arrived_on = day(
        "签收、确认之日",
        required=False,
        help_text="当面提交的不填；需签收的邮件填签收之日；平常信函、传真、网上、电子邮件填双方确认之日。"
        "还没有确认的先不填，登记以后从“待确认收到”办理。",
    )
    kind = django_forms.ChoiceField(label="申请人类别", choices=tuple(APPLICANT_KINDS.items()))
    name = line("姓名或者名称", help_text="几个人共同申请的，一行写一个；第一个是联系人。", rows=2)
    id_kind = django_forms.ChoiceField(label="证件", choices=(("", "—"), *ID_KINDS.items()), required=False)
    id_number = line("证件号码", required=False)
    representative = line("法定代表人或者负责人", required=False)
    phone = line("联系电话", required=False)
    email = django_forms.EmailField(label="电子邮箱", required=False)
    address = line("通信地址", required=False)
    postcode = line("邮政编码", required=False, most=6)
    agent = line("代理人姓名", required=False)
    agent_phone = line("代理人电话", required=False)
    content = line("申请内容", rows=5, help_text="照申请书原文填写：名称、文号或者其他特征。")
    matters = line("逐项列出", rows=4, required=False, help_text="内容不止一项的，一行一项；只有一项的不填。")
    form_wanted = django_forms.ChoiceField(label="获取形式", choices=tuple(FORMS.items()))
    delivery = django_forms.ChoiceField(label="获取方式", choices=tuple(DELIVERIES.items()))
    accessibility = line(
        "需要的帮助", required=False, help_text="申请人有阅读困难或者视听障碍的，写明需要什么帮助（条例第四十三条）。"
    )
    is_written_by_officer = django_forms.BooleanField(
        label="口头申请，由工作人员代为填写（条例第二十九条）", required=False
    )
    suggests_proactive = django_forms.BooleanField(label="申请人建议转为主动公开（条例第四十四条）", required=False)
    identity = FilesField("identity", label="身份证明", required=False)
    uploads = FilesField("request", label="申请书和其他材料", required=False)

    def __init__(self, visit: Visit, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        bodies = Body.objects.filter(closed_on__isnull=True)
        if not visit.actor.sees_all:
            bodies = bodies.filter(pk__in=visit.actor.body_ids)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].initial = bodies.filter(pk__in=visit.actor.body_ids).first()
        self.fields["channel"].choices = [(each.channel, each.label) for each in law.channels(on=visit.on)]  # type: ignore[attr-defined]
        self.fields["submitted"].initial = visit.on
        self.visit = visit

    def intake(self) -> actions.Intake:
        """The application as the deed wants it."""
        given = self.cleaned_data
        rule = law.receipt(given["channel"], on=self.visit.on)
        days = {"submitted": given["submitted"]}
        if given["arrived_on"]:
            days[rule.day] = given["arrived_on"]
        return actions.Intake(
            body=given["body"],
            channel=given["channel"],
            days=days,
            parties=self.parties(),
            content=given["content"],
            matters=tuple(given["matters"].splitlines()),
            form_wanted=given["form_wanted"],
            delivery=given["delivery"],
            accessibility=given["accessibility"],
            is_written_by_officer=given["is_written_by_officer"],
            suggests_proactive=given["suggests_proactive"],
            uploads=(*(given["identity"] or ()), *(given["uploads"] or ())),
            key=given["key"],
        )

    def parties(self) -> tuple[Party, ...]:
        """The people: the first with everything, those who join with their names, the agent last."""
        given = self.cleaned_data
        names = [line.strip() for line in given["name"].splitlines() if line.strip()]
        first = Party(
            given["kind"],
            names[0] if names else "",
            given["id_kind"],
            given["id_number"],
            given["phone"],
            given["email"],
            given["address"],
            given["postcode"],
            given["representative"],
        )
        others = [replace(first, name=name, id_kind="", id_number="") for name in names[1:]]
        agent = [Party(NATURAL, given["agent"], phone=given["agent_phone"] or given["phone"], is_agent=True)]
        return (first, *others, *(agent if given["agent"] else []))


@require_http_methods(["GET", "POST"])
@page
def new(visit: Visit) -> HttpResponse:
    """Register an application; before it is kept, what is already known of the applicant and the matter."""
    kept = drafts.get(visit.person, PLACE)
    form = IntakeForm(
        visit, visit.request.POST or None, visit.request.FILES or None, initial={"key": codes.new_key()} | kept
    )
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        intake = form.intake()
        found = {"alike": likeness.alike(intake, by=visit.actor, on=visit.on), "is_checked": True}
        if "look" not in visit.request.POST:
            try:
                case = actions.submit(intake, by=visit.actor, on=visit.on)
                drafts.drop(visit.person, PLACE)
                return redirect("desk-registered", number=case.pk)
            except (ValidationError, actions.NotAllowed, LookupError, ValueError) as error:
                form.add_error(None, said(error))
    status = 422 if form.is_bound and form.errors else 200
    return visit.render("desk/intake.html", {"form": form, "place": PLACE, "at": "cases"} | found, status=status)


@require_GET
@page
def registered(visit: Visit, number: int) -> HttpResponse:
    """Number and query code, to be printed and given to the applicant."""
    found = _of_a_worker(visit, number)
    code = codes.code_of(found.key)
    is_ours = codes.is_right(code, found.code_hash)
    address = visit.request.build_absolute_uri(reverse("progress"))
    return visit.render(
        "desk/registered.html", {"case": found, "code": code if is_ours else "", "address": address, "at": "cases"}
    )


def _of_a_worker(visit: Visit, number: int) -> Application:
    """The case, for one who works on it: the query code is shown to nobody else."""
    found = access.case(visit.actor, number)
    if not access.is_worker(visit.actor, found):
        raise access.Absent
    return found


@require_GET
@page
def export(visit: Visit, kind: str) -> HttpResponse:
    """The register as shown, as a file."""
    wish = listing.Wish.of(visit.request.GET.dict(), visit.actor)
    found = listing.chosen(wish, by=visit.actor, on=visit.on)
    if visit.request.GET.get("every") == "1":
        found = listing.scope(wish, by=visit.actor).order_by("pk")
    data = exporting.as_xlsx(found, by=visit.actor) if kind == "xlsx" else exporting.as_csv(found, by=visit.actor)
    return attachment_response(data, f"依申请公开台账{visit.on.isoformat()}.{kind}")
