"""The columns of the platform: how fresh each body keeps each of them, and the district's own columns, topics and cycles."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.models import KINDS, Body
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, overview
from gongkai.documents.models import Column
from gongkai.documents.models.columns import HOLDS


def own_bodies(visit: Visit) -> QuerySet[Body]:
    """The bodies whose house somebody looks after: every body for the district."""
    rows = Body.objects.filter(closed_on__isnull=True)
    return rows if visit.actor.sees_all else rows.filter(pk__in=visit.actor.body_ids)


def chosen_body(visit: Visit) -> Body | None:
    """The body of the address, if it is theirs."""
    number = visit.request.GET.get("body", "")
    return own_bodies(visit).filter(pk=int(number)).first() if number.isdecimal() else None


def may_keep(visit: Visit, body: Body) -> bool:
    """Whether they may change the house of this body."""
    return bool(visit.actor.roles(body.pk) & {"clerk", "head", "office"})


@require_GET
@page
def columns(visit: Visit) -> HttpResponse:
    """Columns by body, the stale ones first."""
    bodies = own_bodies(visit)
    one = chosen_body(visit)
    found = overview.freshness([one] if one else bodies, on=visit.on)
    state = visit.request.GET.get("state", "")
    counts = {key: sum(each.state == key for each in found) for key in overview.STATES}
    shown = [each for each in found if each.state == state] if state in overview.STATES else found
    grouped = [(body, list(group)) for body, group in groupby(shown, key=lambda each: each.body)]
    query = f"body={one.pk}&" if one else ""
    context = {
        "groups": grouped,
        "kpis": [
            {
                "label": label,
                "tone": tone if counts[key] else "",
                "many": counts[key],
                "address": f"?{query}" + ("" if state == key else f"state={key}"),
                "is_chosen": state == key,
            }
            for key, (label, tone) in overview.STATES.items()
        ],
        "states": overview.STATES,
        "bodies": bodies if len(bodies) > 1 else (),
        "body": one,
        "state": state,
        "own": Column.objects.filter(is_statutory=False),
        "may_change": bool(visit.actor.everywhere & {"office"}),
        "at": "documents",
    }
    return visit.render("desk/documents/columns.html", context)


class ColumnForm(forms.ModelForm):  # type: ignore[type-arg]
    """A column of the district's own, a topic; or the words and the cycle of a statutory one."""

    kinds = forms.MultipleChoiceField(
        label="哪些单位有这一栏",
        choices=tuple(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="都不选的，每个单位都有。",
    )

    class Meta:
        """What the district may say."""

        model = Column
        fields = ("label", "key", "above", "holds", "article", "note", "kinds", "update_days", "position", "closed_on")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.fields["update_days"].help_text = "多少天没有更新就提醒；不填的不提醒。法律只说“及时”，天数由区里定。"
        self.fields["key"].help_text = "小写字母、数字和短横，发布以后不要再改：它在网址里。"
        if self.instance.is_statutory:
            for name in ("key", "holds", "closed_on", "above", "article"):
                del self.fields[name]
        else:
            own = [(key, HOLDS[key]) for key in ("documents", "columns", "topic")]
            self.fields["holds"].choices = own  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@page
def column(visit: Visit, key: str = "") -> HttpResponse:
    """One column."""
    if not visit.actor.everywhere & {"office"}:
        raise access.Absent
    found = Column.objects.filter(key=key).first() if key else Column(opened_on=visit.on)
    if found is None:
        raise access.Absent
    form = ColumnForm(visit.request.POST or None, instance=found)
    if form.is_bound and form.is_valid():
        target = Column.objects.get(pk=found.pk) if found.pk else Column(opened_on=visit.on)
        try:
            actions.keep_column(target, form.cleaned_data, by=visit.actor, on=visit.on)
            messages.success(visit.request, f"“{form.cleaned_data['label']}”已保存。")
            return redirect("desk-columns")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    title = found.label if key else "开设栏目或者专题"
    context = {"form": form, "title": title, "button": "保存", "back": reverse("desk-columns"), "at": "documents"}
    return visit.render("desk/documents/form.html", context, status=422 if form.is_bound else 200)
