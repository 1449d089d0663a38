"""Everything that is shown, to be taken whole: the data sets with their fields, and lists turned by key; `packing` makes files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from gongkai.documents.models import Publication
from gongkai.documents.public import house, lists
from gongkai.documents.public.lists import fitting
from gongkai.documents.public.shown import row
from gongkai.documents.public.values import ColumnNode, Row, Wanted
from gongkai.journal.models import Entry

TEXT, WHOLE, DAY, MOMENT, TRUTH = "string", "integer", "date", "datetime", "boolean"
Value = str | int | bool | date | datetime | None
Record = dict[str, Value]
_OF_PEOPLE = (
    "application",
    "dispute",
    "feedback",
    "person",
    "report",
)  # deeds that change nothing of what is exported here


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a data set."""

    name: str
    kind: str  # of the table schema: string, integer, date, datetime, boolean
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A table that anybody may take."""

    key: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    records: Callable[[date], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Turned:
    """A part of a list, and the key after which the next part begins; "" at the end."""

    rows: tuple[Row, ...]
    next: str


class UnknownKey(LookupError):
    """A list was to go on after a document that never was."""


def turn(wanted: Wanted, *, on: date, after: str = "", most: int = 20) -> Turned:
    """The newest that fit, after a document: what is published meanwhile moves nothing. Raises UnknownKey."""
    found = fitting(wanted, on).order_by("-published_at", "-pk")
    if after:
        # The place of a document that was taken down meanwhile is still known.
        place = Publication.objects.filter(key=after).values_list("published_at", "pk").first()
        if place is None:
            raise UnknownKey(after)
        at, number = place
        found = found.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=number))
    rows = list(found[: most + 1])
    is_more = len(rows) > most
    return Turned(tuple(row(each, on=on) for each in rows[:most]), rows[most - 1].key if is_more else "")


def state(on: date) -> str:
    """Changes whenever anything that is exported may have changed: with each deed, each publication, each day.

    The moment of the last deed is in it, so that a database that was restored is not taken for the one before.
    """
    last = Entry.objects.exclude(about_kind__in=_OF_PEOPLE).order_by("-pk").values_list("pk", "at").first()
    number, at = last or (0, None)
    return f"{on.isoformat()}-{number}-{at.isoformat() if at else ''}-{lists.many()}"


def _documents(on: date) -> Iterator[Record]:
    names = [each.name for each in DOCUMENT_FIELDS]
    for each in lists.every(Wanted(), on=on):
        yield {name: getattr(each, name) for name in names} | {"published_at": timezone.localtime(each.published_at)}


def _columns(on: date) -> Iterator[Record]:
    del on
    for each in (*lists.columns(), *lists.topics()):
        yield from _branch(each)


def _branch(node: ColumnNode) -> Iterator[Record]:
    yield _picked(node, ("key", "label", "above", "holds", "article", "note", "published"))
    for each in node.below:
        yield from _branch(each)


def _bodies(on: date) -> Iterator[Record]:
    del on
    for each in house.bodies():
        yield _picked(each, ("slug", "name", "short", "kind", "published", "has_guide", "has_institution"))


def _duties(on: date) -> Iterator[Record]:
    del on
    for each in house.duties():
        names = ("body", "body_name", "column", "column_label", "name", "content", "basis", "time_limit")
        yield {**_picked(each, names), "channels": "；".join(each.channels)}


def _gazette(on: date) -> Iterator[Record]:
    for each in house.gazette():
        found = house.issue(each.year, each.number, on=on)
        keys = [line.key for _, rows in found.sections for line in rows] if found else []
        yield {
            **_picked(each, ("year", "number", "total_number", "title", "published_on", "size")),
            "documents": " ".join(keys),
        }


def _picked(value: Any, names: tuple[str, ...]) -> Record:  # noqa: ANN401 - any plain value of this package
    return {name: getattr(value, name) for name in names}


DOCUMENT_FIELDS = (
    Field("key", TEXT, "短名", "永久网址的最后一段，不会改变，也不会再给别的公文用"),
    Field("index_number", TEXT, "索引号"),
    Field("title", TEXT, "标题"),
    Field("document_number", TEXT, "发文字号", "没有是空"),
    Field("genre", TEXT, "体裁", "document 公文，interpretation 政策解读"),
    Field("form", TEXT, "解读形式", "公文是空"),
    Field("kind", TEXT, "公文种类"),
    Field("theme", TEXT, "主题分类"),
    Field("column", TEXT, "栏目短名"),
    Field("column_label", TEXT, "栏目"),
    Field("body", TEXT, "责任机关短名"),
    Field("issuer", TEXT, "发文机关"),
    Field("summary", TEXT, "内容概述"),
    Field("keywords", TEXT, "主题词"),
    Field("formed_on", DAY, "成文日期", "没有写明是空"),
    Field("published_at", MOMENT, "发布时间", "带时区"),
    Field("published_on", DAY, "发布日期"),
    Field("effective_from", DAY, "施行日期", "没有写明是空"),
    Field("expires_on", DAY, "有效期至", "含当天；没有写明是空"),
    Field("ended_on", DAY, "废止或者失效日期", "仍然有效是空"),
    Field("revised_on", DAY, "更正日期", "没有更正过是空"),
    Field("is_normative", TRUTH, "是否行政规范性文件"),
    Field("filing_number", TEXT, "规范性文件统一编号", "没有是空"),
    Field("validity", TEXT, "有效性代码", "按更新的那一天"),
    Field("validity_label", TEXT, "有效性", "按更新的那一天"),
)
DATA_SETS = (
    DataSet(
        "documents",
        "公文目录",
        "已经发布、没有撤下的全部公文和政策解读的目录信息，一件一行；正文见公文页或者接口。",
        DOCUMENT_FIELDS,
        ("key",),
        _documents,
    ),
    DataSet(
        "columns",
        "栏目",
        "法定主动公开内容的栏目和专题，一个一行。",
        (
            Field("key", TEXT, "短名"),
            Field("label", TEXT, "名称"),
            Field("above", TEXT, "上级栏目短名", "没有是空"),
            Field("holds", TEXT, "内容代码"),
            Field("article", TEXT, "依据"),
            Field("note", TEXT, "说明"),
            Field("published", WHOLE, "已发布件数", "含下级栏目"),
        ),
        ("key",),
        _columns,
    ),
    DataSet(
        "duties",
        "公开事项",
        "主动公开基本目录：每个单位应当公开什么、在哪里、多久以内、通过哪些渠道。",
        (
            Field("body", TEXT, "责任单位短名"),
            Field("body_name", TEXT, "责任单位"),
            Field("column", TEXT, "栏目短名"),
            Field("column_label", TEXT, "栏目"),
            Field("name", TEXT, "公开事项"),
            Field("content", TEXT, "公开内容"),
            Field("basis", TEXT, "依据"),
            Field("time_limit", TEXT, "公开时限"),
            Field("channels", TEXT, "公开渠道", "用分号隔开"),
        ),
        ("body", "column", "name"),
        _duties,
    ),
    DataSet(
        "bodies",
        "单位",
        "平台上的单位和各自已经发布的件数。",
        (
            Field("slug", TEXT, "短名"),
            Field("name", TEXT, "全称"),
            Field("short", TEXT, "简称"),
            Field("kind", TEXT, "类别代码"),
            Field("published", WHOLE, "已发布件数"),
            Field("has_guide", TRUTH, "有公开指南"),
            Field("has_institution", TRUTH, "有机构职能"),
        ),
        ("slug",),
        _bodies,
    ),
    DataSet(
        "gazette",
        "政府公报",
        "已经出版的各期公报和刊登的公文。",
        (
            Field("year", WHOLE, "年份"),
            Field("number", WHOLE, "期号"),
            Field("total_number", WHOLE, "总期号"),
            Field("title", TEXT, "名称"),
            Field("published_on", DAY, "出版日期"),
            Field("size", WHOLE, "PDF 字节数", "没有 PDF 是空"),
            Field("documents", TEXT, "刊登的公文", "短名，用空格隔开"),
        ),
        ("year", "number"),
        _gazette,
    ),
)
