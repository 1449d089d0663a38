"""What the register of documents is asked for, read from the address; pages of it, and the list as a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import xlsxwriter

from gongkai.bodies.actors import Actor
from gongkai.core.documents import attributes
from gongkai.core.documents.life import STAGES
from gongkai.core.spreadsheets import harmless
from gongkai.desk.paging import Pages
from gongkai.documents import access, overview
from gongkai.documents.models import Document
from gongkai.documents.models.documents import GENRES

HEADER = (
    "序号", "责任机关", "体裁", "标题", "发文字号", "索引号", "公文种类", "主题分类", "成文日期", "公开期限",
    "公开属性", "依据", "属性的理由", "阶段", "栏目", "施行日期", "有效期至", "行政规范性文件", "统一编号", "经办人",
)  # fmt: skip
_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Wish:
    """The register as somebody asked for it."""

    wanted: overview.Wanted
    page: int = 1

    @classmethod
    def of(cls, given: dict[str, str], actor: Actor) -> "Wish":
        """From the address; what makes no sense is left out."""
        whose = given.get("whose", "")
        body = given.get("body", "")
        wanted = overview.Wanted(
            whose=whose if whose in overview.WHOSE else ("all" if actor.sees_all else "body"),
            when=given.get("when", "") if given.get("when") in overview.WHEN else "",
            stage=given.get("stage", "") if given.get("stage") in STAGES else "",
            genre=given.get("genre", "") if given.get("genre") in GENRES else "",
            words=given.get("q", "").strip()[:80],
            body=int(body) if body.isdecimal() and actor.sees_all else None,
        )
        return cls(wanted, int(given["page"]) if given.get("page", "").isdecimal() else 1)

    @property
    def words(self) -> str:
        """What stands in the box of the search."""
        return self.wanted.words

    def address(self, **changed: str) -> str:
        """The query of the same wish with something changed; the page starts again."""
        wanted = self.wanted
        kept = {
            "whose": wanted.whose,
            "when": wanted.when,
            "stage": wanted.stage,
            "genre": wanted.genre,
            "q": wanted.words,
            "body": str(wanted.body or ""),
        }
        return "?" + urlencode({key: value for key, value in (kept | changed).items() if value})


def pages(wish: Wish, counts: dict[str, int], *, by: Actor, on: date) -> Pages:
    """Twenty a page."""
    wanted = wish.wanted
    if wanted.words or wanted.genre or (wanted.when and wanted.stage):
        known = None
    else:
        known = counts[wanted.when or (f"stage_{wanted.stage}" if wanted.stage else "open")]
    return Pages(overview.chosen(wanted, by=by, on=on), known)


def fetched(numbers: Iterable[int], *, by: Actor) -> list[Document]:
    """The documents of a page in its order, without their texts."""
    listed = list(numbers)
    rows = access.visible(by).filter(pk__in=listed).select_related("body", "handler", "column").defer("written")
    found = {each.pk: each for each in rows.order_by()}
    return [found[number] for number in listed if number in found]


def exported(wish: Wish, *, by: Actor, on: date) -> Iterator[tuple[object, ...]]:
    """The list as a table; without any filter every document, so that the register is whole."""
    wanted = wish.wanted
    is_bare = wanted == replace(overview.Wanted(), whose=wanted.whose, body=wanted.body)
    rows = overview.scope(wanted, by=by) if is_bare else overview.chosen(wanted, by=by, on=on)
    listed = rows.select_related("body", "handler", "column").defer("written")
    for number, each in enumerate(listed.iterator(chunk_size=500), 1):
        yield number, *_cells(each, on)


def _cells(each: Document, on: date) -> tuple[object, ...]:
    grounds = {ground.key: ground.label for ground in attributes.grounds(on=on)}
    return (
        each.body.name,
        each.get_genre_display(),
        each.title,
        each.document_number,
        each.index_number or "",
        each.kind,
        each.theme,
        each.formed_on or "",
        each.due_on or "",
        each.get_attribute_display(),
        grounds.get(each.ground, each.ground),
        each.attribute_reason,
        STAGES[each.stage],
        each.column.label if each.column else "",
        each.effective_from or "",
        each.expires_on or "",
        "是" if each.is_normative else "",
        each.filing_number,
        str(each.handler or ""),
    )


def as_csv(rows: Iterable[tuple[object, ...]], header: Sequence[str] = HEADER) -> bytes:
    """CSV in UTF-8 with its mark; what is text is never a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[tuple[object, ...]]) -> bytes:
    """A workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _BOOK | {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("公文台账")
        head = book.add_format({"bold": True, "bottom": 1})
        for row, cells in enumerate((HEADER, *rows)):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, head if row == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.set_column(3, 3, 48)
    return target.getvalue()
