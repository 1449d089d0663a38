"""One document on many channels: prepared to be copied, or posted through a connection, retried alone, never in the way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai import channels
from gongkai.bodies.actors import Actor
from gongkai.core.documents import text
from gongkai.documents import access
from gongkai.documents.actions.deeds import KIND, deed
from gongkai.documents.models import Account, Placement, Publication, PublicFile
from gongkai.journal import actions as journal
from gongkai.vault import files

_PICTURES = ("jpg", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class Posted:
    """A posting as a person registers it."""

    channel: str
    at: datetime
    address: str = ""
    outlet: str = ""
    account: int | None = None
    reads: int | None = None


def register(number: int, posted: Posted, *, by: Actor, on: date) -> Placement:
    """What a person has posted by hand: on which channel, when, where."""
    with deed(number, "post", by=by, on=on) as under_way:
        found = Publication.objects.get(document=under_way.document)
        values = {
            "state": "posted",
            "posted_at": posted.at,
            "address": posted.address.strip(),
            "by_name": by.name,
            "reads": posted.reads,
            "reads_on": on if posted.reads is not None else None,
            "error": "",
            "next_try_at": None,
        }
        account = Account.objects.filter(pk=posted.account).first() if posted.account else None
        same = Placement.objects.filter(publication=found, channel=posted.channel, outlet=posted.outlet.strip())
        row = (
            same.filter(account=account).first()
            or same.filter(account=None, state="prepared").first()
            or Placement(publication=found, channel=posted.channel, outlet=posted.outlet.strip())
        )
        row.account = account
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        _touch(account, on)
        under_way.facts.update(channel=posted.channel, placement=row.pk)
    return row


def order(number: int, channel: str, account: int | None, *, by: Actor, on: date, now: datetime) -> Placement:
    """On its way: through the connection of an account that has keys, otherwise prepared for a person to copy."""
    with deed(number, "post", by=by, on=on) as under_way:
        found = Publication.objects.get(document=under_way.document)
        if found.withdrawn_on:
            raise ValidationError("这件公文已经撤下，不能再推送")
        chosen = Account.objects.filter(pk=account, channel=channel, status="active").first() if account else None
        if account and chosen is None:
            raise ValidationError({"account": "这个账号不在用，或者不是这个平台的"})
        is_connected = chosen is not None and bool(keys(chosen))
        row, _ = Placement.objects.get_or_create(
            publication=found, channel=channel, account=chosen, outlet="", defaults={"state": "prepared"}
        )
        if row.state == "posted":
            raise ValidationError("这件公文已经在这个渠道发布过了")
        row.state, row.next_try_at, row.error, row.tries = (
            ("waiting", now, "", 0) if is_connected else ("prepared", None, "", 0)
        )
        row.by_name = by.name
        row.save()
        under_way.facts.update(channel=channel, placement=row.pk, is_connected=is_connected)
    return row


def send_waiting(*, now: datetime, base_url: str = "") -> int:
    """Try what is waiting: each placement by itself, in a transaction of its own; how many went out."""
    due = Placement.objects.filter(state="waiting", next_try_at__lte=now, publication__withdrawn_on__isnull=True)
    return sum(_try(number, now, base_url) for number in list(due.values_list("pk", flat=True)))


def _try(number: int, now: datetime, base_url: str) -> bool:
    with transaction.atomic():
        row = Placement.objects.select_for_update(of=("self",)).select_related("account").get(pk=number)
        if row.state != "waiting" or row.account is None:
            return False
        row.tries += 1
        try:
            receipt = channels.post(row.channel, prepare(row), keys(row.account), **_where(base_url))
        except channels.NotPosted as error:
            _put_off(row, error, now)
            return False
        row.state, row.posted_at, row.next_try_at, row.error = "posted", now, None, ""
        row.address, row.receipt = receipt.address[:300], {"id": receipt.id, "said": receipt.at_server_said}
        row.save()
        _touch(row.account, now.date())
        _note(row, "posted", now.date(), {"channel": row.channel, "tries": row.tries})
    return True


def _where(base_url: str) -> dict[str, Any]:
    return {"base_url": base_url} if base_url else {}


def _put_off(row: Placement, error: channels.NotPosted, now: datetime) -> None:
    """Tried again later while that may help; then somebody has to look."""
    later = channels.next_try(row.tries, since=now) if error.is_temporary else None
    row.state, row.next_try_at, row.error = ("waiting" if later else "failed"), later, str(error)[:300]
    row.save()
    if later is None:
        _note(row, "not_posted", now.date(), {"channel": row.channel, "tries": row.tries})


def _note(row: Placement, verb: str, on: date, facts: dict[str, Any]) -> None:
    author = journal.Author("system", "系统", "clerk", row.publication.body.slug)
    journal.record(verb, (KIND, row.publication.document_id), by=author, on=on, facts=facts)


def call_back(found: Publication) -> None:
    """A document was taken down: what waits is not sent any more, what was posted has to be taken down too."""
    found.placements.filter(state__in=("waiting", "prepared")).update(state="taken_down", next_try_at=None)
    found.placements.filter(channel="website").update(state="taken_down")
    for row in found.placements.filter(state="posted").select_related("account"):
        row.error = "公文已撤下，请在这个渠道同步删除"
        row.state = "failed"
        row.save(update_fields=["error", "state"])


def take_down(number: int, *, by: Actor, on: date) -> Placement:
    """Taken down from one channel: through the connection where there is one, otherwise as a person has done it."""
    row = access.placement(by, number)
    with deed(row.publication.document_id, "post", by=by, on=on) as under_way:
        if row.account and keys(row.account) and row.receipt:
            channels.take_down(row.channel, channels.Receipt(**_receipt(row)), keys(row.account))
        row.state, row.error = "taken_down", ""
        row.save(update_fields=["state", "error"])
        under_way.facts.update(channel=row.channel, placement=row.pk, deed="take_down")
    return row


def _receipt(row: Placement) -> dict[str, str]:
    return {"id": row.receipt["id"], "address": row.address, "at_server_said": row.receipt.get("said", "")}


def prepare(row: Placement) -> channels.Prepared:
    """Text and picture as this channel wants them."""
    found = row.publication
    picture = PublicFile.objects.filter(publication=found, kind__in=_PICTURES).first()
    item = channels.Item(
        title=found.title,
        document_number=found.document_number,
        issuer=found.issuer,
        published_on=found.published_on,
        address=f"{settings.SITE_ADDRESS}/documents/{found.key}/",
        summary=found.summary,
        plain_text=text.plain(text.from_record(found.text)),
        keywords=tuple(found.keywords.split()),
        picture=files.fetch(picture.stored) if picture else None,
    )
    return channels.prepare(row.channel, item)


def keys(account: Account) -> Mapping[str, str]:
    """The keys of an account's connection; none where it has no connection."""
    found = json.loads(account.credentials or "{}")
    return {str(name): str(value) for name, value in found.items() if value}


def _touch(account: Account | None, on: date) -> None:
    if account and (account.last_post_on is None or account.last_post_on < on):
        account.last_post_on = on
        account.save(update_fields=["last_post_on"])
