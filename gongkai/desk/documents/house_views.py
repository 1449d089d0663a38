"""The house around the documents: catalogue, accounts, reading places, enterprises, guides, institutions, searches in vain."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.documents import house_forms, pasted
from gongkai.desk.documents.column_views import chosen_body, may_keep, own_bodies
from gongkai.desk.documents.house import SORTS
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions
from gongkai.documents.models import Duty, Guide, Institution, Miss, ReadingPlace

_MOST = 500


@require_GET
@page
def listed(visit: Visit, sort: str) -> HttpResponse:
    """The rows of one sort, of the own bodies or of the district."""
    kind = SORTS[sort]
    bodies, one = own_bodies(visit), chosen_body(visit)
    rows = kind.model._default_manager.filter(**{f"{kind.owner}__in": [one] if one else bodies})  # noqa: SLF001 - Django's name
    related = [kind.owner, *(["column"] if kind.model is Duty else [])]
    found = [
        (row, getattr(row, kind.owner), kind.cells(row))
        for row in rows.select_related(*related).order_by(*kind.order)[:_MOST]
    ]
    context = {
        "sort": sort,
        "kind": kind,
        "rows": [(row, body, cells, may_keep(visit, body)) for row, body, cells in found],
        "bodies": bodies if len(bodies) > 1 else (),
        "body": one,
        "keepable": [each for each in bodies if may_keep(visit, each)],
        "at": "documents",
    }
    return visit.render("desk/documents/house_list.html", context)


@require_http_methods(["GET", "POST"])
@page
def kept(visit: Visit, sort: str, number: int | None = None) -> HttpResponse:
    """One row of a sort, new or changed."""
    kind = SORTS[sort]
    instance = _row(visit, sort, number)
    form = kind.form(visit.request.POST or None, instance=_row(visit, sort, number))
    if form.is_bound and form.is_valid():
        try:
            kind.keep(instance, kind.values(form), by=visit.actor, on=visit.on)
            messages.success(visit.request, "已保存。")
            return redirect(reverse(f"desk-{sort}") + f"?body={getattr(instance, kind.owner).pk}")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    owner = getattr(instance, kind.owner)
    context = {
        "form": form,
        "title": f"{owner.short}：{instance if instance.pk else kind.new}",
        "button": "保存",
        "back": reverse(f"desk-{sort}"),
        "at": "documents",
    }
    return visit.render("desk/documents/form.html", context, status=422 if form.is_bound else 200)


def _row(visit: Visit, sort: str, number: int | None) -> Any:  # noqa: ANN401 - a row of any sort
    """The row, if its body is theirs to keep; a new one for the body of the address."""
    kind = SORTS[sort]
    if number is None:
        body = chosen_body(visit) or next((each for each in own_bodies(visit) if may_keep(visit, each)), None)
        found: Any = kind.model(**{kind.owner: body}) if body else None
    else:
        found = kind.model._default_manager.filter(pk=number).first()  # noqa: SLF001 - Django's name
    if found is None or not may_keep(visit, getattr(found, kind.owner)):
        raise access.Absent
    return found


@require_POST
@page
def supply(visit: Visit, number: int) -> HttpResponse:
    """Documents handed to a reading place."""
    place = ReadingPlace.objects.filter(pk=number, body__in=own_bodies(visit)).first()
    if place is None:
        raise access.Absent
    many = visit.request.POST.get("many", "")
    try:
        actions.supply(place, int(many) if many.isdecimal() else 0, by=visit.actor, on=visit.on)
        messages.success(visit.request, f"已登记送交{place.name} {many} 件。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-places")


class PastedForm(django_forms.Form):
    """A catalogue as it is copied out of a spreadsheet."""

    body = django_forms.ModelChoiceField(label="单位", queryset=Body.objects.none(), empty_label=None)
    table = django_forms.CharField(
        label="从表格里粘贴",
        max_length=200_000,
        strip=False,
        widget=django_forms.Textarea(attrs={"rows": 14, "class": "typed"}),
        help_text=f"从 WPS、Excel 复制后粘贴，列的次序：{'、'.join(pasted.COLUMNS)}。第一行是表头的会跳过。",
    )


@require_http_methods(["GET", "POST"])
@page
def paste(visit: Visit) -> HttpResponse:
    """Many catalogue items at once: all of them or none."""
    bodies = own_bodies(visit)
    keepable = [each.pk for each in bodies if may_keep(visit, each)]
    form = PastedForm(visit.request.POST or None, initial={"body": chosen_body(visit)})
    form.fields["body"].queryset = bodies.filter(pk__in=keepable)  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        items, faults = pasted.read(form.cleaned_data["table"])
        try:
            if faults:
                raise ValidationError(faults[:20])
            many = _keep_all(visit, form.cleaned_data["body"], items)
            messages.success(visit.request, f"已导入 {many} 项。")
            return redirect(reverse("desk-duties") + f"?body={form.cleaned_data['body'].pk}")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    context = {
        "form": form,
        "title": "导入基本目录",
        "button": "导入",
        "back": reverse("desk-duties"),
        "at": "documents",
    }
    return visit.render("desk/documents/form.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _keep_all(visit: Visit, body: Body, items: list[dict[str, Any]]) -> int:
    last = Duty.objects.filter(body=body).count()
    for position, values in enumerate(items, last + 1):
        known = Duty.objects.filter(body=body, column=values["column"], name=values["name"]).first()
        row = known or Duty(body=body, position=position)
        actions.keep_duty(row, values, by=visit.actor, on=visit.on)
    return len(items)


@require_GET
@page
def pages(visit: Visit) -> HttpResponse:
    """The guide and the institution page of each body, with the day they were last looked over."""
    bodies = own_bodies(visit)
    guides = {each.body_id: each for each in Guide.objects.filter(body__in=bodies)}
    institutions = {each.body_id: each for each in Institution.objects.filter(body__in=bodies)}
    rows = [(each, guides.get(each.pk), institutions.get(each.pk), may_keep(visit, each)) for each in bodies]
    return visit.render("desk/documents/house_pages.html", {"rows": rows, "at": "documents"})


@require_http_methods(["GET", "POST"])
@page
def guide(visit: Visit, slug: str) -> HttpResponse:
    """The guide of a body, looked over and kept."""
    body = _body(visit, slug)
    form = house_forms.GuideForm.of(body, visit.request.POST or None)
    return _page_of(
        visit, body, form, "公开指南", lambda: actions.keep_guide(body, form.values(), by=visit.actor, on=visit.on)
    )


@require_http_methods(["GET", "POST"])
@page
def institution(visit: Visit, slug: str) -> HttpResponse:
    """The institution page of a body."""
    body = _body(visit, slug)
    form = house_forms.InstitutionForm.of(body, visit.request.POST or None)
    return _page_of(
        visit,
        body,
        form,
        "机构职能",
        lambda: actions.keep_institution(body, form.values(), by=visit.actor, on=visit.on),
    )


def _body(visit: Visit, slug: str) -> Body:
    body = own_bodies(visit).filter(slug=slug).first()
    if body is None or not may_keep(visit, body):
        raise access.Absent
    return body


def _page_of(visit: Visit, body: Body, form: Any, label: str, keep: Any) -> HttpResponse:  # noqa: ANN401
    if form.is_bound and form.is_valid():
        try:
            keep()
            messages.success(visit.request, f"{body.short}的{label}已核对并公布。")
            return redirect("desk-house-pages")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    context = {
        "form": form,
        "title": f"{body.name}{label}",
        "button": "核对无误，公布",
        "back": reverse("desk-house-pages"),
        "place": f"document-{form.KEY}:{body.pk}",
        "at": "documents",
    }
    return visit.render("desk/documents/form.html", context, status=422 if form.is_bound else 200)


@require_GET
@page
def misses(visit: Visit) -> HttpResponse:
    """What the public looked for in vain."""
    if not (visit.actor.sees_all or visit.actor.has("clerk")):
        raise access.Absent
    return visit.render("desk/documents/misses.html", {"rows": Miss.objects.all()[:200], "at": "documents"})
