"""The house itself: bodies and people for those who keep it, absences, letter templates, complaints, the calendar feed."""

import hmac
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.applications import access, actions, reminders
from gongkai.applications.models import Template
from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Absence, Body, Person, Post
from gongkai.bodies.roles import ROLES
from gongkai.core import law, letters
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.fields import day, line
from gongkai.desk.visits import Visit, for_keepers, page

_CHANNELS = [(each.channel, each.label) for each in law.receipts.every() if each.ends_on is None]


class BodyForm(django_forms.ModelForm):  # type: ignore[type-arg]
    """All that is known of a body."""

    channels = django_forms.MultipleChoiceField(
        label="接收申请的渠道",
        choices=_CHANNELS,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text="都不选的，视为全部开通。",
    )

    class Meta:
        """In the order of the guide (Art 12)."""

        model = Body
        fields = (
            "name", "short", "slug", "kind", "mark", "credit_code", "parent", "disclosure_body", "address", "postcode",
            "office_hours", "phone", "fax", "email", "channels", "leading_group", "staff_full_time", "staff_part_time",
            "seal_holder", "reconsideration_organ", "reconsideration_contact", "court", "opened_on", "closed_on",
            "predecessors",
        )  # fmt: skip


@require_GET
@for_keepers
def all_bodies(visit: Visit) -> HttpResponse:
    """The tree of bodies with their people."""
    listed = Body.objects.select_related("parent").prefetch_related("posts__person")
    return visit.render("desk/bodies.html", {"bodies": listed, "roles": ROLES, "at": "house"})


@require_http_methods(["GET", "POST"])
@for_keepers
def body(visit: Visit, slug: str = "") -> HttpResponse:
    """A body opened or changed."""
    found = Body.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise Http404
    form = BodyForm(visit.request.POST or None, instance=Body.objects.get(pk=found.pk) if found else None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        predecessors = given.pop("predecessors")
        try:
            if found:
                bodies.change_body(found, given, by=visit.actor, on=visit.on)
            else:
                found = bodies.open_body(given, by=visit.actor, on=visit.on)
            if set(predecessors) - set(found.predecessors.all()):
                bodies.reorganise(list(predecessors), found, by=visit.actor, on=visit.on)
            messages.success(visit.request, f"{found.name}已保存。")
            return redirect("desk-bodies")
        except ValidationError as error:
            form.add_error(None, said(error))
    title = found.name if found else "设立单位"
    return visit.form(form, title=title, button="保存", back=reverse("desk-bodies"), at="house")


class PersonForm(django_forms.Form):
    """Somebody new, with a first role."""

    username = line("登录名", most=40)
    name = line("姓名", most=40)
    email = django_forms.EmailField(label="电子邮箱", required=False)
    password = django_forms.CharField(label="初始密码", widget=django_forms.PasswordInput, max_length=128)
    body = django_forms.ModelChoiceField(label="单位", queryset=Body.objects.all())
    role = django_forms.ChoiceField(label="角色", choices=tuple(ROLES.items()))


class PostForm(django_forms.Form):
    """One more role for somebody who is there."""

    person = django_forms.ModelChoiceField(label="人员", queryset=Person.objects.all())
    body = django_forms.ModelChoiceField(label="单位", queryset=Body.objects.all())
    role = django_forms.ChoiceField(label="角色", choices=tuple(ROLES.items()))


@require_http_methods(["GET", "POST"])
@for_keepers
def people(visit: Visit) -> HttpResponse:
    """Who may sign in, and as what."""
    given = visit.request.POST or None
    is_new = bool(given) and "username" in visit.request.POST
    person, post = PersonForm(given if is_new else None), PostForm(given if given and not is_new else None)
    form: Any = person if is_new else post
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            somebody = values.get("person") or bodies.engage(
                values["username"],
                values["name"],
                values["password"],
                by=visit.actor,
                on=visit.on,
                email=values["email"],
            )
            bodies.appoint(somebody, values["body"], values["role"], by=visit.actor, on=visit.on)
            messages.success(visit.request, f"{somebody}：{values['body'].short}{ROLES[values['role']]}。")
            return redirect("desk-people")
        except ValidationError as error:
            form.add_error(None, said(error))
    posts = Post.objects.filter(until__isnull=True).select_related("person", "body")
    return visit.render("desk/people_list.html", {"posts": posts, "person": person, "post": post, "at": "house"})


@require_POST
@for_keepers
def relieve(visit: Visit, post: int) -> HttpResponse:
    """The last day of a role."""
    found = Post.objects.select_related("person", "body").filter(pk=post, until__isnull=True).first()
    if found is None:
        raise Http404
    bodies.relieve(found, by=visit.actor, on=visit.on)
    messages.success(visit.request, f"{found.person}不再担任{found.body.short}{ROLES[found.role]}。")
    return redirect("desk-people")


class AbsenceForm(django_forms.Form):
    """Away from when to when, and who stands in."""

    stand_in = django_forms.ModelChoiceField(label="谁代办", queryset=Person.objects.none())
    first_on = day("第一天", may_be_future=True)
    last_on = day("最后一天", may_be_future=True)


@require_http_methods(["GET", "POST"])
@page
def me(visit: Visit) -> HttpResponse:
    """My roles, absence and stand-in, the calendar's address, two-step sign-in."""
    form = AbsenceForm(visit.request.POST or None)
    mine = Person.objects.filter(posts__body__in=visit.actor.body_ids, posts__until__isnull=True).exclude(
        pk=visit.person.pk
    )
    form.fields["stand_in"].queryset = mine.distinct()  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            bodies.leave(
                visit.person, given["stand_in"], given["first_on"], given["last_on"], by=visit.actor, on=visit.on
            )
            messages.success(visit.request, "已登记请假，代办人在这些天可以办理您的事项。")
            return redirect("desk-me")
        except ValidationError as error:
            form.add_error(None, said(error))
    absences = Absence.objects.filter(person=visit.person, last_on__gte=visit.on).select_related("stand_in")
    posts = visit.person.posts.filter(until__isnull=True).select_related("body")
    feed = visit.request.build_absolute_uri(reverse("desk-calendar", args=(visit.person.calendar_key or "-",)))
    context = {"form": form, "absences": absences, "posts": posts, "roles": ROLES, "feed": feed, "at": "me"}
    return visit.render("desk/me.html", context)


@require_POST
@page
def come_back(visit: Visit, absence: int) -> HttpResponse:
    """The absence is over early."""
    found = Absence.objects.filter(pk=absence, person=visit.person).first()
    if found is None:
        raise Http404
    bodies.return_early(found, by=visit.actor, on=visit.on)
    return redirect("desk-me")


@require_GET
def calendar(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001 - no sign-in: the key is the secret
    """The calendar of one person for a phone: numbers and deadlines only."""
    person = next((each for each in Person.objects.filter(calendar_key=key, is_active=True) if key), None)
    if person is None or not hmac.compare_digest(person.calendar_key, key):
        raise Http404
    feed = reminders.calendar_feed(person, timezone.localdate())
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


class TemplateForm(django_forms.Form):
    """A district's own words for a letter."""

    text = line("正文", rows=12, most=20_000, help_text="一行一段。花括号里的名称由系统填写，只能用右边列出的。")
    note = line("修改说明", required=False, most=200)


@require_GET
@page
def templates(visit: Visit) -> HttpResponse:
    """Every letter, and whose words are in use."""
    own = {row.key: row for row in Template.objects.filter(body=None).order_by("version")}
    listed = [(each, own.get(each.key)) for each in letters.every()]
    return visit.render("desk/templates.html", {"letters": listed, "may_change": _may_change(visit), "at": "house"})


def _may_change(visit: Visit) -> bool:
    return visit.actor.has("office") or visit.actor.has("keeper")


@require_http_methods(["GET", "POST"])
@page
def template(visit: Visit, key: str) -> HttpResponse:
    """One letter: the words in use, its versions, a new version."""
    try:
        shipped = letters.get(key)
    except LookupError as error:
        raise Http404 from error
    versions = list(Template.objects.filter(body=None, key=key).select_related("made_by").order_by("-version"))
    current = versions[0].text if versions else shipped.text
    form = TemplateForm(visit.request.POST or None, initial={"text": current})
    if form.is_bound and form.is_valid():
        try:
            actions.change_template(
                key, form.cleaned_data["text"], form.cleaned_data["note"], by=visit.actor, on=visit.on
            )
            messages.success(visit.request, "新的版本从现在起用于新起草的文书；已经签发的不变。")
            return redirect("desk-template", key=key)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    context = {
        "shipped": shipped, "versions": versions, "form": form, "placeholders": letters.PLACEHOLDERS,
        "may_change": _may_change(visit), "at": "house",
    }  # fmt: skip
    return visit.render("desk/template.html", context, status=422 if form.is_bound else 200)


class FeedbackForm(django_forms.Form):
    """The answer to a complaint, a suggestion, a correction of a record."""

    answer = line("答复", rows=6)
    is_upheld = django_forms.BooleanField(label="属实（已更正）", required=False)


@require_GET
@page
def all_feedback(visit: Visit) -> HttpResponse:
    """Complaints, suggestions and corrections of records."""
    return visit.render("desk/feedback_list.html", {"rows": access.feedback(visit.actor)[:200], "at": "feedback"})


@require_http_methods(["GET", "POST"])
@page
def feedback(visit: Visit, number: int) -> HttpResponse:
    """One of them, and its answer."""
    found = access.feedback(visit.actor).filter(pk=number).first()
    if found is None:
        raise access.Absent
    form = FeedbackForm(visit.request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_feedback(found, given["answer"], is_upheld=given["is_upheld"], by=visit.actor, on=visit.on)
            messages.success(visit.request, f"{found.number} 已答复。")
            return redirect("desk-all-feedback")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return visit.render("desk/feedback.html", {"row": found, "form": form, "at": "feedback"})
