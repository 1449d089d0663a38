"""The old documents taken over one after another by the area's own deed; how each ended is told. Needs Django set up."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.bodies.actors import SYSTEM
from gongkai.bodies.models import Body
from gongkai.cli.files import Problem
from gongkai.cli.moving.olds import Given, bare
from gongkai.core.spreadsheets import harmless
from gongkai.documents import actions
from gongkai.documents.actions import Draft, Old, Taken
from gongkai.documents.models import Column, Document, Publication
from gongkai.documents.models.columns import DOCUMENTS
from gongkai.vault.admission import Upload

PUBLISHED, KEPT, KNOWN, REFUSED = "已发布", "留作草稿", "以前已接收", "没有接收"
_HEAD = ("结果", "标题", "来源", "索引号", "新网址", "旧网址", "要核对的")


@dataclass(frozen=True, slots=True)
class Ended:
    """How one ended, as it stands in the report."""

    result: str
    title: str
    where: str
    index_number: str = ""
    address: str = ""
    old: str = ""
    doubts: tuple[str, ...] = ()


def body_of(slug: str) -> Body:
    """The body that the documents belong to. Raises Problem."""
    found = Body.objects.filter(slug=slug).first()
    if found is None:
        some = "、".join(f"{each.slug}（{each.short}）" for each in Body.objects.order_by("pk")[:20]) or "还没有单位"
        raise Problem(f"没有短名是 {slug} 的单位；现有：{some}")
    return found


def check_column(key: str) -> None:
    """A column that documents may stand in. Raises Problem."""
    rows = Column.objects.filter(closed_on__isnull=True, holds__in=DOCUMENTS)
    if not rows.filter(key=key).exists():
        known = "、".join(f"{each.key}（{each.label}）" for each in rows) or "还没有栏目"
        raise Problem(f"没有 {key} 这个可以放公文的栏目；现有：{known}")


def take(given: Iterable[Given], body: Body, column: str, *, on: date, is_trial: bool) -> Iterator[Ended]:
    """Each by itself, so that one that fails keeps none of the others back; a trial leaves nothing behind."""
    if not is_trial:
        yield from (_take(each, body, column, on) for each in given)
        return
    with transaction.atomic():
        ended = [_take(each, body, column, on) for each in given]
        transaction.set_rollback(True)
    yield from ended


def _take(given: Given, body: Body, column: str, on: date) -> Ended:
    if given.fault:
        return _ended(given, REFUSED, (given.fault,))
    place = _column(given, column)
    key = f"{body.pk}-{given.key}"[:64]
    _free_number(given, key)
    if twin := _twin(given, body, key):
        return _joined(given, twin)
    try:
        taken = actions.take_over(body, _old(given, place), by=SYSTEM, on=on, key=key)
    except ValidationError as error:
        return _ended(given, REFUSED, _sentences(error))
    except OSError as error:
        return _ended(given, REFUSED, (f"附件打不开：{error.strerror}",))
    if taken.publication:
        actions.addresses(taken.publication, given.paths[1:])
    return _told(given, taken)


def _sentences(error: ValidationError) -> tuple[str, ...]:
    """What is wrong, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return tuple(error.messages)
    names = {each.name: str(each.verbose_name) for each in Document._meta.fields}  # noqa: SLF001 - Django's own face
    return tuple(
        f"{names[name]}：{message}" if name in names else message
        for name, messages in error.message_dict.items()
        for message in messages
    )


def _told(given: Given, taken: Taken) -> Ended:
    result = PUBLISHED if taken.publication else KEPT
    ended = _ended(given, result if taken.is_new else KNOWN, taken.doubts)
    made = taken.publication
    return replace(ended, index_number=made.index_number, address=f"/documents/{made.key}/") if made else ended


def _ended(given: Given, result: str, more: tuple[str, ...]) -> Ended:
    doubts = (*more, *given.doubts.sentences)
    return Ended(result, given.values.get("title", ""), given.where, old=" ".join(given.paths), doubts=doubts)


def _column(given: Given, otherwise: str) -> str:
    """The column that the register names, by key or by name, where there is one here."""
    if not given.column:
        return otherwise
    rows = Column.objects.filter(closed_on__isnull=True, holds__in=DOCUMENTS)
    found = rows.filter(key=given.column).first() or rows.filter(label=given.column).first()
    if found is None:
        given.doubts.say(f"没有“{given.column}”这个栏目，放进了 {otherwise}")
    return found.key if found else otherwise


def _free_number(given: Given, key: str) -> None:
    """An index number belongs to one document; a second one with it gets a new one."""
    number = given.values["index_number"]
    if number and Document.objects.filter(index_number=number).exclude(key=key).exists():
        given.doubts.say(f"索引号“{number}”已经属于另一件公文，编了新的索引号")
        given.values["index_number"] = ""


def _twin(given: Given, body: Body, key: str) -> Document | None:
    """The same document taken before from another place of the old portal: the same number and the same title.

    With another title one of the numbers is wrong; nobody here can say which, so that this one stays without.
    """
    number = given.values["document_number"]
    rows = Document.objects.filter(body=body, document_number=number).exclude(stage="discarded").exclude(key=key)
    other = rows.first() if number else None
    if other is None or Document.objects.filter(key=key).exists():
        return None
    if bare(other.title) == bare(given.values["title"]):
        return other
    given.doubts.say(f"发文字号“{number}”已经属于《{other.title}》，这一件没有登记文号，请核对")
    given.values["document_number"] = ""
    return None


def _joined(given: Given, twin: Document) -> Ended:
    """Its addresses lead to the one that is there; a document is published once."""
    made = Publication.objects.filter(document=twin).first()
    if made:
        actions.addresses(made, given.paths)
    ended = _ended(given, KNOWN, (f"和“{twin.document_number}”是同一件，没有重复发布，旧网址指向那一件",))
    return replace(ended, index_number=made.index_number, address=f"/documents/{made.key}/") if made else ended


def _old(given: Given, column: str) -> Old:
    values, days = given.values, given.days
    draft = Draft(
        title=values["title"],
        text=given.text,
        document_number=values["document_number"],
        kind=values["kind"],
        theme=values["theme"],
        keywords=values["keywords"],
        summary=values["summary"],
        issuer=values["issuer"],
        joint_issuers=given.joint_issuers,
        formed_on=days["formed_on"],
        effective_from=days["effective_from"],
        expires_on=days["expires_on"],
        is_normative=column == "normative",
        filing_number=values["filing_number"],
        column=column,
    )
    published_on = days["published_on"]
    assert published_on is not None
    return Old(
        draft,
        published_on,
        index_number=values["index_number"],
        path=given.paths[0] if given.paths else "",
        repealed_on=days["repealed_on"],
        uploads=tuple(_upload(each, given) for each in given.files),
    )


def _upload(path: Path, given: Given) -> Upload:
    return Upload(path.name, path.read_bytes(), "picture" if path in given.pictures else "annex")


def write_report(ended: Iterable[Ended], path: Path, see: Callable[[Ended], None]) -> None:
    """The report as it grows, a line a document: whatever happens later, what is done is told."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEAD)
        for each in ended:
            line = (
                each.result,
                each.title,
                each.where,
                each.index_number,
                each.address,
                each.old,
                "；".join(each.doubts),
            )
            rows.writerow(harmless(cell) for cell in line)
            file.flush()
            see(each)
