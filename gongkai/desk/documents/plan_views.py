"""The plan of interpretation: forms, channels, points, who and when; or the reason why none is needed."""

from django import forms as fields
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.channels import CHANNELS
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.documents.document_views import form_page
from gongkai.desk.fields import day, line
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions
from gongkai.documents.actions import Planned
from gongkai.documents.models import Plan
from gongkai.documents.models.documents import FORMS


class PlanForm(fields.Form):
    """The plan."""

    forms = fields.MultipleChoiceField(
        label="解读形式", choices=tuple(FORMS.items()), widget=fields.CheckboxSelectMultiple, required=False
    )
    channels = fields.MultipleChoiceField(
        label="发布渠道",
        choices=[(key, each.label) for key, each in CHANNELS.items()],
        widget=fields.CheckboxSelectMultiple,
        required=False,
    )
    points = line(
        "解读要点", rows=4, required=False, help_text="背景依据、目标任务、主要内容、涉及范围、执行标准、新旧变化。"
    )
    by = line("解读人", required=False, most=80)
    on = day(
        "计划发布日期",
        required=False,
        may_be_future=True,
        help_text="解读最迟在公文公开后三个工作日内发布（国办发〔2016〕80号）。",
    )
    waived_because = line("不需要解读的理由", required=False, most=300, help_text="需要解读的不填。")


@require_http_methods(["GET", "POST"])
@page
def plan(visit: Visit, number: int) -> HttpResponse:
    """The plan of this document."""
    found = access.document(visit.actor, number)
    now = Plan.objects.filter(document=found).first()
    first = {name: getattr(now, name) for name in PlanForm.base_fields} if now else {"channels": ["website"]}
    form = PlanForm(visit.request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        planned = Planned(
            tuple(given["forms"]),
            tuple(given["channels"]),
            given["points"],
            given["by"],
            given["on"],
            given["waived_because"],
        )
        try:
            actions.plan(number, planned, by=visit.actor, on=visit.on)
            messages.success(visit.request, "解读方案已保存，和公文、解读一并报签。")
            return redirect("desk-document", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    status = 422 if form.is_bound else 200
    return form_page(visit, found, form, "解读方案", button="保存", place=f"document-plan:{number}", status=status)
