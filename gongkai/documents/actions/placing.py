"""One document on many channels: prepared to be copied, or posted through a connection, retried alone, never in the way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from gongkai import channels
from gongkai.bodies.actors import Actor
from gongkai.core.documents import text
from gongkai.documents import access
from gongkai.documents.actions.deeds import KIND, deed
from gongkai.documents.models import Account, Placement, Publication, PublicFile
from gongkai.journal import actions as journal
from gongkai.vault import files

WITHDRAWN = "公文已撤下，请在这个渠道同步删除"
_CLAIM = timedelta(minutes=10)  # longer than any service is waited for
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


def send_waiting(*, now: datetime, base_url: str | None = None) -> int:
    """Try what is waiting, each placement by itself; how many went out. Nothing is locked while a service is asked."""
    due = Placement.objects.filter(state="waiting", next_try_at__lte=now, publication__withdrawn_on__isnull=True)
    return sum(_try(number, now, base_url) for number in list(due.values_list("pk", flat=True)))


def _try(number: int, now: datetime, base_url: str | None) -> bool:
    mine = Placement.objects.filter(pk=number, state="waiting", next_try_at__lte=now)
    if not mine.update(next_try_at=now + _CLAIM, tries=F("tries") + 1):
        return False  # somebody else is at it
    row = Placement.objects.select_related("account", "publication__body").get(pk=number)
    assert row.account is not None
    try:
        pending = row.receipt.get("pending")
        receipt = channels.post(row.channel, _ready(row), keys(row.account), base_url=base_url, pending=pending)
    except channels.NotPosted as error:
        _put_off(row, error, now)
        return False
    _keep_receipt(row, receipt, now)
    return True


def _ready(row: Placement) -> channels.Prepared:
    """What is sent; without its picture it is not, and the others do not wait for it."""
    try:
        return prepare(row)
    except (files.Missing, OSError) as error:
        why = "配图取不到，请系统管理员检查附件文件夹或者从备份恢复，再重新推送"
        raise channels.NotPosted(why, is_temporary=False) from error


@transaction.atomic
def _keep_receipt(row: Placement, receipt: channels.Receipt, now: datetime) -> None:
    """Posted; where the document was taken down meanwhile, somebody has to take it down there too."""
    said = receipt.at_server_said
    row.receipt = {"id": receipt.id, "said": said.isoformat() if said else "", "statistics_id": receipt.statistics_id}
    row.state, row.posted_at, row.next_try_at, row.error = "posted", now, None, ""
    row.address = (receipt.address or "")[:300]
    if Publication.objects.filter(pk=row.publication_id, withdrawn_on__isnull=False).exists():
        row.state, row.error = "failed", WITHDRAWN
    row.save()
    _touch(row.account, now.date())
    _note(row, "posted", now.date(), {"channel": row.channel, "tries": row.tries})


@transaction.atomic
def _put_off(row: Placement, error: channels.NotPosted, now: datetime) -> None:
    """Tried again later while that may help; then somebody has to look."""
    later = channels.next_try(row.tries, since=now, retry_after=error.retry_after) if error.is_temporary else None
    row.state, row.next_try_at, row.error = ("waiting" if later else "failed"), later, error.reason_zh[:300]
    row.receipt = {"pending": error.pending} if error.pending else {}
    row.save()
    if later is None:
        _note(row, "not_posted", now.date(), {"channel": row.channel, "tries": row.tries})


def _note(row: Placement, verb: str, on: date, facts: dict[str, Any]) -> None:
    author = journal.Author("system", "系统", "clerk", row.publication.body.slug)
    journal.record(verb, (KIND, row.publication.document_id), by=author, on=on, facts=facts)


def count_reads(number: int, *, by: Actor, on: date, base_url: str | None = None) -> Placement:
    """How often it was read there, where the service says so."""
    row = access.placement(by, number)
    if row.account is None or "id" not in row.receipt or not keys(row.account):
        raise ValidationError("这一条没有接口回执，请手工填写阅读量")
    try:
        many = channels.reads(row.channel, _receipt(row), keys(row.account), base_url=base_url)
    except channels.NotPosted as error:
        raise ValidationError(error.reason_zh) from error
    if many is not None:
        row.reads, row.reads_on = many, on
        row.save(update_fields=["reads", "reads_on"])
    return row


def call_back(found: Publication) -> None:
    """A document was taken down: what waits is not sent any more, what was posted has to be taken down too."""
    found.placements.filter(state__in=("waiting", "prepared")).update(state="taken_down", next_try_at=None)
    found.placements.filter(channel="website").update(state="taken_down")
    for row in found.placements.filter(state="posted").select_related("account"):
        row.error = WITHDRAWN
        row.state = "failed"
        row.save(update_fields=["error", "state"])


def take_down(number: int, *, by: Actor, on: date, base_url: str | None = None) -> Placement:
    """Taken down from one channel: through the connection where there is one, otherwise as a person has done it."""
    row = access.placement(by, number)
    if row.account and keys(row.account) and "id" in row.receipt:
        try:
            channels.take_down(row.channel, _receipt(row), keys(row.account), base_url=base_url)
        except channels.NotPosted as error:
            raise ValidationError(error.reason_zh) from error
    with deed(row.publication.document_id, "post", by=by, on=on) as under_way:
        row.state, row.error = "taken_down", ""
        row.save(update_fields=["state", "error"])
        under_way.facts.update(channel=row.channel, placement=row.pk, deed="take_down")
    return row


def _receipt(row: Placement) -> channels.Receipt:
    said = row.receipt.get("said")
    at = datetime.fromisoformat(said) if said else None
    return channels.Receipt(row.receipt["id"], row.address or None, at, row.receipt.get("statistics_id"))


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
