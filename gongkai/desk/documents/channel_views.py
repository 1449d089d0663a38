"""One document on its channels: what was prepared to be copied, what was posted and where, orders, failures, taking down."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.channels import CHANNELS, Channel, Prepared
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.documents.deed_forms import Schedule
from gongkai.desk.fields import day, line
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions
from gongkai.documents.actions import Posted
from gongkai.documents.actions.placing import keys
from gongkai.documents.models import Account, Document, Placement, Publication

_OWN = ("website", "gazette")  # the platform itself, and what the gazette's own page does


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to copy, with how long it is and how long it may be."""

    key: str
    label: str
    text: str
    rows: int
    long: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One channel with everything about the document on it."""

    channel: Channel
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
    has_picture: bool
    placements: tuple[Placement, ...]
    accounts: tuple[tuple[Account, bool], ...]  # with whether it has a connection


@require_GET
@page
def channels(visit: Visit, number: int) -> HttpResponse:
    """Every channel."""
    found = access.document(visit.actor, number)
    publication = Publication.objects.filter(document=found).first()
    context = {
        "document": found,
        "publication": publication,
        "places": _places(publication, visit) if publication else [],
        "own": publication.placements.filter(channel__in=_OWN) if publication else (),
        "labels": {key: each.label for key, each in CHANNELS.items()},
        "may_post": bool(access.roles(visit.actor, found) & {"clerk", "office"}),
        "at": "documents",
    }
    return visit.render("desk/documents/channels.html", context)


def _places(publication: Publication, visit: Visit) -> list[Place]:
    listed = list(publication.placements.select_related("account"))
    accounts = Account.objects.filter(body=publication.body, status="active")
    own = [(each, bool(keys(each))) for each in accounts]
    return [
        _place(channel, publication, listed, [each for each in own if each[0].channel == channel.key], visit)
        for channel in CHANNELS.values()
        if channel.key not in _OWN
    ]


def _place(
    channel: Channel,
    publication: Publication,
    placements: list[Placement],
    accounts: list[tuple[Account, bool]],
    visit: Visit,
) -> Place:
    made = actions.prepare(Placement(publication=publication, channel=channel.key))
    return Place(
        channel,
        tuple(_pieces(channel, made, visit)),
        made.notes,
        made.picture is not None,
        tuple(each for each in placements if each.channel == channel.key),
        tuple(accounts),
    )


def _pieces(channel: Channel, made: Prepared, visit: Visit) -> list[Piece]:
    texts = (
        ("title", "标题", made.title, 1),
        ("digest", "摘要", made.digest, 2),
        ("message", "短文", made.message, 4),
        ("text", "正文", made.text, 8),
        ("html", "正文（带格式的代码）", made.html, 4),
        ("tags", "话题", " ".join(made.tags), 1),
        ("address", "原文网址", made.address, 1),
    )
    return [
        Piece(f"{channel.key}-{key}", label, text, rows, len(text), channel.limit(key, on=visit.on))
        for key, label, text, rows in texts
        if text
    ]


class PostedForm(forms.Form):
    """What somebody posted by hand."""

    channel = forms.ChoiceField(label="渠道")
    account = forms.ModelChoiceField(label="账号", queryset=Account.objects.none(), required=False)
    outlet = line("媒体名称", required=False, most=60, help_text="报刊、电台、电视台的名称。")
    day = day("发布日期")
    hour = line("时间", required=False, most=8)
    address = line("网址或者版面", required=False, most=300, help_text="网址以 https:// 开头，或者写“第2版”。")
    reads = forms.IntegerField(label="阅读量", required=False, min_value=0)
    clean_hour = Schedule.clean_hour

    def __init__(self, found: Document, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (key, each.label) for key, each in CHANNELS.items() if key not in _OWN
        ]
        self.fields["account"].queryset = Account.objects.filter(body=found.body_id, status="active")  # type: ignore[attr-defined]

    def posted(self) -> Posted:
        """As the deed wants it."""
        given = self.cleaned_data
        at = timezone.make_aware(datetime.combine(given["day"], given["hour"] or time(9)))
        account = given["account"].pk if given["account"] else None
        return Posted(given["channel"], at, given["address"], given["outlet"], account, given["reads"])


@require_http_methods(["GET", "POST"])
@page
def register(visit: Visit, number: int) -> HttpResponse:
    """What was posted by hand."""
    found = access.document(visit.actor, number)
    local = timezone.localtime()
    first = {"channel": visit.request.GET.get("channel", ""), "day": visit.on, "hour": f"{local:%H:%M}"}
    form = PostedForm(found, visit.request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.register(number, form.posted(), by=visit.actor, on=visit.on)
            messages.success(visit.request, "已登记。")
            return redirect("desk-document-channels", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    context = {"form": form, "document": found, "title": "登记渠道发布", "button": "登记", "at": "documents"}
    context["back"] = reverse("desk-document-channels", args=(number,))
    return visit.render("desk/documents/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def order(visit: Visit, number: int) -> HttpResponse:
    """Through the connection of an account; the same button tries again what has failed."""
    given = visit.request.POST
    account = given.get("account", "")
    channel = given.get("channel", "")
    access.document(visit.actor, number)
    try:
        if channel not in CHANNELS:
            raise ValidationError("请选择渠道")
        chosen = int(account) if account.isdecimal() else None
        row = actions.order(number, channel, chosen, by=visit.actor, on=visit.on, now=timezone.now())
        said_ = "已交推送，几分钟内发出。" if row.state == "waiting" else "没有接口，已备好内容，请人工发布后登记。"
        messages.success(visit.request, f"{CHANNELS[channel].label}：{said_}")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-document-channels", number=number)


@require_POST
@page
def take_down(visit: Visit, number: int, placement: int) -> HttpResponse:
    """From one channel."""
    try:
        actions.take_down(placement, by=visit.actor, on=visit.on)
        messages.success(visit.request, "已记为撤下。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-document-channels", number=number)


@require_POST
@page
def count_reads(visit: Visit, number: int, placement: int) -> HttpResponse:
    """How often it was read there, as the service says."""
    try:
        row = actions.count_reads(placement, by=visit.actor, on=visit.on)
        messages.success(visit.request, f"阅读量 {row.reads if row.reads is not None else '暂时没有'}。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-document-channels", number=number)
